import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { callReceipts } from "./server";
import { showDay } from "./values";

const CROP_PADDING = 0.4;

/** What was read of one receipt: checked and corrected, then made an expense. */
export class ReceiptForm extends Component {
    static template = "ip_expense_mvp.ReceiptForm";
    static props = {
        receiptId: Number,
        currencies: Array,
        paymentModes: Array,
        close: Function,
        onChanged: Function,
        onError: Function,
    };

    setup() {
        this.picture = useRef("picture");
        this.state = useState({
            receipt: null,
            viewer: null,
            values: {},
            duplicates: [],
            focused: "",
            busy: "",
            message: "",
            kind: "", // of the message
            confirming: false,
        });
        onWillStart(() => {
            this.run("loading", () => this.load());
        });
    }

    get inputs() {
        const { receipt } = this.state;
        return [
            { name: "merchant", label: _t("Merchant"), type: "text", needed: true },
            { name: "receipt_date", label: _t("Date"), type: "date", needed: true },
            { name: "total_amount", label: _t("Total"), type: "number", needed: true },
            {
                name: "currency_id",
                label: _t("Currency"),
                type: "select",
                options: this.currencies,
                needed: true,
            },
            { name: "vat_amount", label: _t("VAT"), type: "number" },
            { name: "tin", label: _t("TIN"), type: "text" },
            { name: "receipt_number", label: _t("Receipt number"), type: "text" },
            {
                name: "payment_mode",
                label: _t("Paid by"),
                type: "select",
                options: this.props.paymentModes,
            },
        ].map((input) => ({
            ...input,
            doubt: receipt.state === "read" ? this.doubt(input) : "",
            crop: this.crop(input.name),
        }));
    }

    get currencies() {
        const own = this.state.receipt.currency_id;
        const currencies = [{ id: 0, name: "" }, ...this.props.currencies];
        if (own && !currencies.some(({ id }) => id === own[0])) {
            currencies.push({ id: own[0], name: own[1] }); // Read, but not in use here.
        }
        return currencies;
    }

    get isOpen() {
        return this.state.receipt.state === "read";
    }

    /** Say why a person should look at a field. */
    doubt({ name, needed }) {
        const field = this.state.viewer.fields[name];
        const value = this.state.values[name];
        if (needed && !value) {
            return _t("Not found: please fill it in.");
        }
        if (!field || field.sure || field.corrected || this.isTouched(name)) {
            return "";
        }
        return _t("Not sure: please compare it with the picture.");
    }

    isTouched(name) {
        return this.state.values[name] !== this.valuesOf(this.state.receipt)[name];
    }

    boxOf(name) {
        const box = this.state.viewer.fields[name]?.box;
        const { width, height, preview_url: url } = this.state.viewer;
        // The picture shows the first page.
        if (!box || !url || !width || !height || this.state.viewer.fields[name].page > 1) {
            return null;
        }
        const [xs, ys] = [box.map((point) => point[0]), box.map((point) => point[1])];
        const [left, top] = [Math.min(...xs), Math.min(...ys)];
        return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
    }

    /** Style of the strip that shows the line from which a field was read. */
    crop(name) {
        const box = this.boxOf(name);
        if (!box) {
            return "";
        }
        const { width, height, preview_url: url } = this.state.viewer;
        const padding = box.height * CROP_PADDING;
        const cropWidth = Math.min(width, Math.max(box.width, box.height * 8) + 2 * padding);
        const cropHeight = Math.min(height, box.height + 2 * padding);
        const share = (start, part, whole) =>
            whole > part ? (Math.min(Math.max(start, 0), whole - part) / (whole - part)) * 100 : 0;
        const x = share(box.left - (cropWidth - box.width) / 2, cropWidth, width);
        const y = share(box.top - padding, cropHeight, height);
        return (
            `background-image: url("${url}"); background-size: ${(width / cropWidth) * 100}% auto;` +
            `background-position: ${x}% ${y}%; aspect-ratio: ${cropWidth} / ${cropHeight};`
        );
    }

    /** Style of the frame around what the focused field was read from. */
    get frame() {
        const box = this.boxOf(this.state.focused);
        if (!box) {
            return "";
        }
        const { width, height } = this.state.viewer;
        const percent = (part, whole) => `${(part / whole) * 100}%`;
        return (
            `left: ${percent(box.left, width)}; top: ${percent(box.top, height)};` +
            `width: ${percent(box.width, width)}; height: ${percent(box.height, height)};`
        );
    }

    focus(name) {
        this.state.focused = name;
        const box = this.boxOf(name);
        if (box && this.picture.el) {
            const scale = this.picture.el.scrollWidth / this.state.viewer.width;
            const middle = (box.top + box.height / 2) * scale;
            this.picture.el.scrollTo({ top: middle - this.picture.el.clientHeight / 2 });
        }
    }

    change(name, ev) {
        const text = ev.target.value;
        const isNumber = ["total_amount", "vat_amount", "currency_id"].includes(name);
        this.state.values[name] = isNumber ? Number(text) : text.trim();
        this.state.message = "";
        this.state.confirming = false;
    }

    valuesOf(receipt) {
        return {
            merchant: receipt.merchant || "",
            receipt_date: receipt.receipt_date || "",
            total_amount: receipt.total_amount,
            currency_id: receipt.currency_id ? receipt.currency_id[0] : 0,
            vat_amount: receipt.vat_amount,
            tin: receipt.tin || "",
            receipt_number: receipt.receipt_number || "",
            payment_mode: receipt.payment_mode,
        };
    }

    async load() {
        const fields = ["filename", "state", "error", "expense_id", "duplicate_note"];
        const ids = [this.props.receiptId];
        const names = Object.keys(this.valuesOf({}));
        const [[receipt], viewer] = await Promise.all([
            callReceipts("read", [ids, [...fields, ...names, "duplicate_ids"]]),
            callReceipts("viewer_data", [ids]),
        ]);
        if (!receipt) {
            throw new Error(_t("This receipt no longer exists."));
        }
        const values = this.valuesOf(receipt);
        const duplicates = receipt.duplicate_ids.length
            ? await callReceipts("read", [
                  receipt.duplicate_ids,
                  ["filename", "merchant", "uploaded_at", "uploaded_by", "state"],
              ])
            : [];
        Object.assign(this.state, { receipt, viewer, values, duplicates, confirming: false });
    }

    /** Do something that asks the server, once at a time; say what went wrong. */
    async run(busy, action) {
        if (this.state.busy) {
            return;
        }
        Object.assign(this.state, { busy, message: "" });
        try {
            const message = await action();
            Object.assign(this.state, { message: message ?? "", kind: "success" });
        } catch (error) {
            const message = error.message || _t("You are signed out: sign in again.");
            Object.assign(this.state, { message, kind: "danger" });
            this.props.onError(error);
        } finally {
            this.state.busy = "";
        }
    }

    async saveChanges() {
        const changes = {};
        for (const [name, value] of Object.entries(this.state.values)) {
            if (this.isTouched(name)) {
                changes[name] = value || false;
            }
        }
        if (Object.keys(changes).length) {
            await callReceipts("write", [[this.props.receiptId], changes]);
        }
    }

    save() {
        return this.run("saving", async () => {
            await this.saveChanges();
            await this.load();
            this.props.onChanged();
            return _t("Saved.");
        });
    }

    createExpense() {
        const { duplicates, receipt, confirming } = this.state;
        if ((duplicates.length || receipt.duplicate_note) && !confirming) {
            // Asked once more, with what it may repeat in sight.
            Object.assign(this.state, { confirming: true, kind: "warning" });
            this.state.message = _t("It may have been sent before. Create it all the same?");
            return;
        }
        return this.run("creating", async () => {
            await this.saveChanges();
            await callReceipts("action_create_expense", [[this.props.receiptId]]);
            await this.load();
            this.props.onChanged();
        });
    }

    readAgain() {
        return this.run("reading", async () => {
            await callReceipts("action_read_again", [[this.props.receiptId]]);
            await this.load();
            this.props.onChanged();
        });
    }

    duplicateTitle(duplicate) {
        return _t("%(name)s, sent by %(who)s on %(when)s", {
            name: duplicate.merchant || duplicate.filename,
            who: duplicate.uploaded_by[1],
            when: showDay(duplicate.uploaded_at),
        });
    }
}
