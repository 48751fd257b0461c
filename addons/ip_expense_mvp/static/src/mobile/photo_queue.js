/** Photos on their way to Odoo: none lost, none twice, one at a time. */

import { reactive } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { fitPhoto } from "./photo";
import { Refused, SignedOut, sendPhoto } from "./server";
import { PassingPhotoStore, PhotoStore } from "./photo_store";

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 300_000;

/** Doubling, with chance in it: phones that lost one server do not return at once. */
export function backOff(attempts, retryAfterSeconds) {
    const wait = Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS);
    return Math.max(wait * (0.75 + Math.random() / 2), retryAfterSeconds * 1000);
}

/**
 * A photo leaves the store only after Odoo has answered with the receipt that it became.
 * If the answer is lost it is sent again, and Odoo knows it by its bytes.
 */
export class PhotoQueue {
    /**
     * @param {{owner: string, user: Object, limit_bytes: number}} page `owner` says whose
     *  photos these are: several people may use one phone, and several databases
     * @param {(answer: Object) => void} onArrived
     */
    constructor({ owner, user, limit_bytes: limitBytes }, onArrived) {
        this.owner = owner;
        this.userId = user.id;
        this.limitBytes = limitBytes;
        this.onArrived = onArrived;
        this.isSending = false;
        this.passing = new PassingPhotoStore();
        this.state = reactive({ photos: [], signedOut: false, isLasting: true });
    }

    async start() {
        try {
            this.lasting = await PhotoStore.open();
            for (const photo of await this.lasting.all()) {
                if (photo.owner === this.owner) {
                    this.show(photo);
                }
            }
        } catch {
            this.state.isLasting = false;
        }
        window.addEventListener("online", () => this.tryAgain());
        document.addEventListener("visibilitychange", () => {
            if (!document.hidden) {
                this.tryAgain(); // A person may have signed in elsewhere meanwhile.
            }
        });
        this.send();
    }

    /** Keep the chosen files and send them; return the names of those that can't be read. */
    async add(files) {
        const unreadable = [];
        for (const file of files) {
            let photo;
            try {
                photo = await fitPhoto(file, this.limitBytes);
            } catch {
                unreadable.push(file.name); // Deleted meanwhile, or not on the phone.
                continue;
            }
            Object.assign(photo, { owner: this.owner, attempts: 0, refused: "" });
            try {
                photo.id = await this.lasting.put(photo);
            } catch {
                // No storage, or it is full.
                this.state.isLasting = false;
                photo.id = await this.passing.put(photo);
            }
            this.show(photo);
            this.send();
        }
        return unreadable;
    }

    /** Send what waits now, not when its time comes. */
    tryAgain() {
        this.state.signedOut = false;
        for (const photo of this.state.photos) {
            photo.due = 0;
        }
        this.send();
    }

    async retry(photo) {
        Object.assign(photo, { refused: "", due: 0 });
        await this.storeOf(photo).put(this.record(photo));
        this.send();
    }

    async remove(photo) {
        await this.storeOf(photo).delete(photo.id);
        URL.revokeObjectURL(photo.url);
        const index = this.state.photos.findIndex((other) => other.id === photo.id);
        if (index >= 0) {
            this.state.photos.splice(index, 1);
        }
    }

    show(photo) {
        const url = URL.createObjectURL(new Blob([photo.bytes], { type: photo.type }));
        this.state.photos.push({ ...photo, url, stage: "waiting", share: 0, due: 0, problem: "" });
    }

    /** What of a photo is kept in the store. */
    record({ id, owner, name, type, bytes, attempts, refused }) {
        return { id, owner, name, type, bytes, attempts, refused };
    }

    storeOf({ id }) {
        return typeof id === "number" ? this.lasting : this.passing;
    }

    next() {
        return this.state.photos.find((photo) => !photo.refused && photo.due <= Date.now());
    }

    async send() {
        if (this.isSending) {
            return;
        }
        this.isSending = true;
        clearTimeout(this.timer);
        try {
            // Two open tabs share the store: one of them sends.
            if (navigator.locks) {
                await navigator.locks.request("ip_expense_mvp.send", () => this.sendDue());
            } else {
                await this.sendDue();
            }
        } finally {
            this.isSending = false;
            this.schedule();
        }
    }

    async sendDue() {
        for (let photo; !this.state.signedOut && (photo = this.next()); ) {
            await this.sendOne(photo);
        }
    }

    async sendOne(photo) {
        if (!(await this.storeOf(photo).has(photo.id))) {
            await this.remove(photo); // Another tab has sent it.
            return;
        }
        Object.assign(photo, { stage: "sending", share: 0, problem: "" });
        try {
            const answer = await sendPhoto(photo, this.userId, (share) => {
                photo.share = share;
                photo.stage = share < 1 ? "sending" : "reading";
            });
            await this.remove(photo);
            this.onArrived(answer);
        } catch (error) {
            photo.stage = "waiting";
            if (error instanceof SignedOut) {
                this.state.signedOut = true;
                return;
            }
            if (error instanceof Refused) {
                photo.refused = error.message;
            } else {
                photo.attempts += 1;
                photo.problem = error.message || _t("No connection.");
                photo.due = Date.now() + backOff(photo.attempts, error.retryAfterSeconds ?? 0);
            }
            await this.storeOf(photo).put(this.record(photo));
        }
    }

    schedule() {
        const waiting = this.state.photos.filter((photo) => !photo.refused);
        if (waiting.length && !this.state.signedOut) {
            const due = Math.min(...waiting.map((photo) => photo.due));
            this.timer = setTimeout(() => this.send(), Math.max(due - Date.now(), 100));
        }
    }
}
