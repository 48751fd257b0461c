/** What the page asks of Odoo: a photo is sent by a form, all else by JSON-RPC. */

import { _t } from "@web/core/l10n/translation";

// Odoo's own limit for a request (limit_time_real) is 120 s.
const UPLOAD_TIMEOUT_MS = 130_000;
const CALL_TIMEOUT_MS = 60_000;
const SESSION_EXPIRED = 100;

/** Something that can get better by itself: no network, a busy server. */
export class TryLater extends Error {
    constructor(message, retryAfterSeconds = 0) {
        super(message);
        this.retryAfterSeconds = retryAfterSeconds;
    }
}

/** The session is over: a person has to sign in. */
export class SignedOut extends Error {}

/** Odoo said no, and why. */
export class Refused extends Error {}

function parse(text) {
    try {
        return JSON.parse(text);
    } catch {
        return null; // A page of a proxy, or of a captive portal.
    }
}

/**
 * Send one photo.
 *
 * @param {{bytes: ArrayBuffer, name: string, type: string}} photo
 * @param {number} userId who took it: another may have signed in meanwhile
 * @param {(share: number) => void} onProgress told the share sent, 0 to 1
 * @returns {Promise<Object>} the answer; `success` is false for a photo that was kept
 *  but can't be read
 */
export function sendPhoto(photo, userId, onProgress) {
    const form = new FormData();
    form.append("user_id", userId);
    form.append("file", new File([photo.bytes], photo.name, { type: photo.type }));
    const request = new XMLHttpRequest(); // fetch() does not tell the progress of a sending
    return new Promise((resolve, reject) => {
        request.upload.addEventListener("progress", (ev) => {
            if (ev.lengthComputable) {
                onProgress(ev.loaded / ev.total);
            }
        });
        request.addEventListener("load", () => {
            const answer = parse(request.responseText);
            if (answer?.receipt_id) {
                resolve(answer);
            } else if (request.status === 401) {
                reject(new SignedOut(answer?.message));
            } else if (request.status === 413 && !answer) {
                reject(new Refused(_t("The file is too large."))); // A proxy's own limit.
            } else if (answer && request.status < 500 && request.status !== 429) {
                reject(new Refused(answer.message));
            } else {
                const wait = Number(request.getResponseHeader("Retry-After")) || 0;
                reject(new TryLater(answer?.message ?? _t("Odoo is away."), wait));
            }
        });
        const lost = () => reject(new TryLater(_t("No connection.")));
        request.addEventListener("error", lost);
        request.addEventListener("abort", lost);
        request.addEventListener("timeout", lost);
        request.open("POST", "/ip/mobile/receipt");
        request.timeout = UPLOAD_TIMEOUT_MS;
        request.send(form);
    });
}

/** Call a method of receipts, with the rights of who is signed in. */
export async function callReceipts(method, args, kwargs = {}) {
    let response;
    try {
        response = await fetch(`/web/dataset/call_kw/ip.ocr.receipt/${method}`, {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({
                jsonrpc: "2.0",
                method: "call",
                params: { model: "ip.ocr.receipt", method, args, kwargs },
            }),
            signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
        });
    } catch {
        throw new TryLater(_t("No connection."));
    }
    const answer = parse(await response.text());
    if (!answer || response.status === 429 || response.status >= 500) {
        throw new TryLater(_t("Odoo is away."));
    }
    if (answer.error?.code === SESSION_EXPIRED) {
        throw new SignedOut();
    }
    if (answer.error) {
        throw new Refused(answer.error.data?.message || answer.error.message);
    }
    return answer.result;
}
