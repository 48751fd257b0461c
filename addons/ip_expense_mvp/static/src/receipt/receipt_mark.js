import { _t } from "@web/core/l10n/translation";
import { usePopover } from "@web/core/popover/popover_hook";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { Component, useState } from "@odoo/owl";

import { bounds } from "./receipt_reading";

const MARGIN = 0.6;

/** The part of the picture that a field was read from, enlarged. */
export class ReceiptCrop extends Component {
    static template = "ip_expense_mvp.ReceiptCrop";
    static props = {
        close: { type: Function, optional: true },
        data: Object,
        field: Object,
        label: String,
    };

    /** The whole line where it is known, with some air around it. */
    get viewBox() {
        const { data, field } = this.props;
        const box = data.lines[field.line]?.box || field.box;
        if (!data.preview_url || !data.width || !box || (field.page ?? 1) !== 1) {
            return null;
        }
        const { x, y, width, height } = bounds(box);
        const air = height * MARGIN;
        return [x - air, y - air, width + 2 * air, height + 2 * air].join(" ");
    }

    get confidence() {
        return Math.round(this.props.field.confidence * 100);
    }
}

/** How sure the machine is of a field; opens the crop that it was read from. */
export class ReceiptMark extends Component {
    static template = "ip_expense_mvp.ReceiptMark";
    static props = { ...standardWidgetProps, field: String };

    setup() {
        this.reading = useState(this.env.receiptReading);
        this.popover = usePopover(ReceiptCrop, { position: "bottom" });
    }

    get field() {
        return this.reading.field(this.props.field);
    }

    get mark() {
        const { field } = this;
        const value = this.props.record.data[this.props.field];
        const found = field && field.text !== null;
        if (this.reading.isCorrected(this.props.field, this.props.record)) {
            return (
                found && {
                    kind: "corrected",
                    icon: "fa-pencil",
                    text: this.readText ? _t("Read: %s", this.readText) : _t("Corrected"),
                }
            );
        }
        if (found && field.sure) {
            return { kind: "sure", icon: "fa-check", text: "" };
        }
        if (found) {
            return { kind: "unsure", icon: "fa-exclamation-triangle", text: _t("Unsure") };
        }
        if (field && this.reading.data.lines.length && !value && !field.sure) {
            return { kind: "missing", icon: "fa-question-circle", text: _t("Not found") };
        }
        return null;
    }

    /** As printed; what was inferred has no text. */
    get readText() {
        const { text, read_value: value } = this.field;
        return text || (typeof value === "string" ? value : "");
    }

    get label() {
        return this.props.record.fields[this.props.field].string;
    }

    get title() {
        return this.mark.kind === "missing" ? "" : _t("See where it was read");
    }

    get ariaLabel() {
        // Terms within a template literal are not exported.
        const text = this.mark.text || _t("Sure");
        return `${this.label}: ${text}`;
    }

    onClick(ev) {
        this.reading.select(this.props.field);
        if (this.mark.kind !== "missing") {
            this.popover.open(ev.currentTarget, {
                data: this.reading.data,
                field: this.field,
                label: this.label,
            });
        }
    }
}

registry.category("view_widgets").add("ip_ocr_mark", {
    component: ReceiptMark,
    extractProps: ({ attrs }) => ({ field: attrs.field }),
});
