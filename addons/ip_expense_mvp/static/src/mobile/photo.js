/** A chosen file: its bytes, made smaller where Odoo would not take it. */

const LONGEST_SIDE_PX = 4000;

async function shrink(file) {
    // Browsers turn the picture by its EXIF tag, which the new file no longer has.
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE_PX / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.9));
}

/**
 * Read a file at once: a picture from the camera may be gone when it is sent later.
 *
 * @param {File} file
 * @param {number} limitBytes
 */
export async function fitPhoto(file, limitBytes) {
    const photo = { name: file.name, type: file.type };
    if (file.size > limitBytes) {
        try {
            const smaller = await shrink(file);
            return { ...photo, type: "image/jpeg", bytes: await smaller.arrayBuffer() };
        } catch {
            // No picture that this browser can open: Odoo says that it is too large.
        }
    }
    return { ...photo, bytes: await file.arrayBuffer() };
}
