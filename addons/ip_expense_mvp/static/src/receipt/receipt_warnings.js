import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { Component, useState } from "@odoo/owl";

const TEXTS = {
    several_receipts: _t(
        "The picture shows several receipts. The fields are those of one of them: compare them with the picture, and take a photo of each of the others."
    ),
    truncated: _t(
        "The file is cut off or broken; what could be read of it was read. Compare it with the paper, or upload it again."
    ),
    print_too_small: _t(
        "The print is too small in this picture. Take the photo nearer to the paper, or a long receipt in parts, if a field is wrong."
    ),
};

/** What the OCR service says a person should look at, as a banner of the form. */
export class ReceiptWarnings extends Component {
    static template = "ip_expense_mvp.ReceiptWarnings";
    static props = { ...standardWidgetProps };

    setup() {
        this.reading = useState(this.env.receiptReading);
    }

    /** Codes are added to the service over time: its own words tell of the others. */
    get warnings() {
        return (this.reading.data?.warnings ?? []).map(
            ({ code, detail }) => TEXTS[code] || detail
        );
    }
}

registry.category("view_widgets").add("ip_ocr_warnings", {
    component: ReceiptWarnings,
});
