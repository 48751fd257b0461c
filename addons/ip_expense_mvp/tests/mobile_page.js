/* Plays with the page /ip/mobile in a frame, so that it can be loaded again. */

const SAMPLE = "/ip_expense_mvp/static/img/sample_receipt.jpg";
let frame;

function check(condition, message) {
    if (!condition) {
        throw new Error(message);
    }
}

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(condition, message, ms = 20000) {
    for (const end = Date.now() + ms; Date.now() < end; await wait(50)) {
        const value = condition();
        if (value) {
            return value;
        }
    }
    throw new Error(`Waited in vain: ${message}. Seen: ${page().body.innerText}`);
}

const page = () => frame.contentDocument;
const find = (selector) => page().querySelector(selector);
const appear = (selector) => until(() => find(selector), selector);
const see = (text) => until(() => page().body.innerText.includes(text), `“${text}”`);

async function load(prepare = () => {}) {
    frame?.remove();
    frame = document.createElement("iframe");
    frame.style = "position: fixed; inset: 0; width: 100%; height: 100%; border: 0";
    frame.src = "/ip/mobile";
    document.body.append(frame);
    await new Promise((resolve) => frame.addEventListener("load", resolve));
    await appear(".o_ip_take");
    prepare(frame.contentWindow);
}

async function take(selector, ...endings) {
    const bytes = await (await fetch(SAMPLE)).arrayBuffer();
    const transfer = new DataTransfer();
    for (const ending of endings) {
        // What follows the end of a JPEG is not seen, but makes it another file.
        transfer.items.add(new File([bytes, ending], `IMG_${ending}.jpg`, { type: "image/jpeg" }));
    }
    const input = find(selector);
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

function fill(id, value) {
    const input = find(id);
    input.focus();
    input.value = value;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

function stored() {
    return new Promise((resolve, reject) => {
        const opening = indexedDB.open("ip_expense_mvp", 1);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
            const reading = opening.result.transaction("photos").objectStore("photos").getAll();
            reading.onsuccess = () => {
                opening.result.close();
                resolve(reading.result);
            };
        };
    });
}

function checkLayout() {
    const { scrollWidth, clientWidth } = page().documentElement;
    check(clientWidth <= 390, `the page is ${clientWidth} px wide`);
    check(scrollWidth <= clientWidth, `it scrolls sideways: ${scrollWidth} px`);
    const { innerHeight } = frame.contentWindow;
    for (const button of page().querySelectorAll(".o_ip_bar .o_ip_button")) {
        const { bottom, height } = button.getBoundingClientRect();
        if (height) {
            check(height >= 48, `a button of ${height} px is too small for a thumb`);
            check(bottom <= innerHeight, "a button is below the screen");
        }
    }
    for (const input of page().querySelectorAll("input, select")) {
        check(input.labels.length && input.labels[0].innerText, "an input without a label");
    }
}

const SCENES = {
    async "from photo to expense"({ total }) {
        await load();
        checkLayout();
        await take(".o_ip_choose", "1", "2");
        await until(() => page().querySelectorAll(".o_ip_receipt").length === 2, "two receipts");
        check((await stored()).length === 0, "a photo that arrived is still kept");
        await see("Please check");
        checkLayout();
        find(".o_ip_receipt").click();
        await appear("#o_ip_total_amount");
        checkLayout();
        const field = find(".o_ip_unsure");
        check(field.querySelector("#o_ip_total_amount"), "the total is not marked");
        check(Number(find("#o_ip_total_amount").value) === total, "not the total read");
        check(field.querySelector(".o_ip_crop"), "the doubtful line is not shown");
        const described = find("#o_ip_total_amount").getAttribute("aria-describedby");
        check(find(`#${described}`).innerText, "the doubt is not read out");
        // The two photos show the same receipt: it is said before a second expense is made.
        check(find(".o_ip_duplicates a"), "the duplicate is not shown");
        find(".o_ip_create").click();
        await see("Create anyway");
        check(find("#o_ip_total_amount").disabled === false, "an expense was created at once");
        fill("#o_ip_total_amount", "77.5");
        fill("#o_ip_merchant", "Corrected Store");
        fill("#o_ip_payment_mode", "company_account");
        await until(() => !find(".o_ip_unsure"), "no doubt about what a person wrote");
        find(".o_ip_save").click();
        await see("Saved.");
        await until(() => find(".o_ip_form h1").innerText === "Corrected Store", "it is saved");
        check(!find(".o_ip_duplicates"), "it is no longer the same receipt");
        find(".o_ip_create").click();
        await see("An expense was created");
        checkLayout();
        find(".o_ip_back").click();
        await see("Expense created");
        check(!find(".o_ip_form"), "the receipt is still open");
    },

    async "without a network"() {
        await load((phone) => {
            phone.XMLHttpRequest.prototype.send = function () {
                setTimeout(() => this.dispatchEvent(new phone.ProgressEvent("error")));
            };
        });
        await take(".o_ip_take", "1");
        await see("Kept on this phone, sent again automatically.");
        check((await stored()).length === 1, "the photo is not kept");
        await load();
        await appear(".o_ip_receipt");
        await until(() => !find(".o_ip_photo"), "nothing waits");
        check((await stored()).length === 0, "a photo that arrived is still kept");
    },

    async "a lost answer"() {
        let lost = 0;
        await load((phone) => {
            const send = phone.XMLHttpRequest.prototype.send;
            phone.XMLHttpRequest.prototype.send = function (form) {
                if (lost++) {
                    return send.call(this, form);
                }
                phone
                    .fetch("/ip/mobile/receipt", { method: "POST", body: form })
                    .then(() => this.dispatchEvent(new phone.ProgressEvent("error")));
            };
        });
        await take(".o_ip_take", "1");
        await see("Kept on this phone, sent again automatically.");
        frame.contentWindow.dispatchEvent(new Event("online"));
        await appear(".o_ip_receipt");
        await until(() => !find(".o_ip_photo"), "nothing waits");
        check(lost === 2, `it was sent ${lost} times`);
        check(page().querySelectorAll(".o_ip_receipt").length === 1, "there are two receipts");
    },

    async "a photo that is gone"() {
        // Of this window, where take() makes the files.
        const read = Blob.prototype.arrayBuffer;
        Blob.prototype.arrayBuffer = function () {
            const isGone = this.name === "IMG_1.jpg";
            return isGone ? Promise.reject(new DOMException("gone")) : read.call(this);
        };
        await load();
        await take(".o_ip_choose", "1", "2");
        await appear(".o_ip_receipt");
        await see("Not found on this phone, choose or take it again: IMG_1.jpg");
    },

    async "signed out"() {
        await load();
        await fetch("/web/session/destroy", {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ jsonrpc: "2.0", method: "call", params: {} }),
        });
        await take(".o_ip_take", "1");
        await see("You are signed out.");
        await see("Kept on this phone until you sign in.");
        const [photo] = await stored();
        check(photo.bytes.byteLength > 1000, "the photo is not kept");
        const link = find(".o_ip_warning a").getAttribute("href");
        check(link === "/web/login?redirect=%2Fip%2Fmobile", `the link leads to ${link}`);
    },

    async "waits to be read"() {
        await load();
        await take(".o_ip_take", "1");
        await see("Waiting to be read");
        await see("The photo is stored.");
        find(".o_ip_receipt").click();
        await see("It waits to be read.");
        await see("Read again");
        checkLayout();
    },

    async "not readable"() {
        await load();
        await take(".o_ip_take", "1");
        await see("Not readable");
        check((await stored()).length === 0, "Odoo has it: it is kept once");
        find(".o_ip_receipt").click();
        await appear(".o_ip_danger");
        checkLayout();
    },
};

async function play(scene, values) {
    try {
        document.body.replaceChildren();
        await SCENES[scene](values);
        frame.remove();
        console.log("test successful");
    } catch (error) {
        console.error(`${scene}: ${error.message}`);
    }
}
