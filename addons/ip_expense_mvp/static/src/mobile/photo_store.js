/** Photos that Odoo does not have yet, kept in the browser. */

const STORE = "photos";

function done(request) {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

/** Keeps photos in IndexedDB: they outlive the page, the browser and the battery. */
export class PhotoStore {
    static async open() {
        const opening = indexedDB.open("ip_expense_mvp", 1);
        opening.onupgradeneeded = () =>
            opening.result.createObjectStore(STORE, { keyPath: "id", autoIncrement: true });
        const store = new PhotoStore();
        store.db = await done(opening);
        // Ask that the photos are not the first to go when the phone's storage is full.
        navigator.storage?.persist?.();
        return store;
    }

    all() {
        return done(this.db.transaction(STORE).objectStore(STORE).getAll());
    }

    /** Write a photo; return its id once it is on the disk. */
    async put(photo) {
        const transaction = this.db.transaction(STORE, "readwrite", { durability: "strict" });
        const id = await done(transaction.objectStore(STORE).put(photo));
        await new Promise((resolve, reject) => {
            transaction.oncomplete = resolve;
            transaction.onabort = () => reject(transaction.error);
        });
        return id;
    }

    async has(id) {
        const key = await done(this.db.transaction(STORE).objectStore(STORE).getKey(id));
        return key !== undefined;
    }

    delete(id) {
        return done(this.db.transaction(STORE, "readwrite").objectStore(STORE).delete(id));
    }
}

/** Where a browser grants no storage, or it is full: the page itself has to stay open. */
export class PassingPhotoStore {
    photos = new Map();
    lastId = 0;

    async put(photo) {
        const id = photo.id ?? `passing-${++this.lastId}`;
        this.photos.set(id, { ...photo, id });
        return id;
    }

    async has(id) {
        return this.photos.has(id);
    }

    async delete(id) {
        this.photos.delete(id);
    }
}
