import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { Component, useState } from "@odoo/owl";

const TOO_SMALL = _t(
    "The print is too small in this picture. Take the photo nearer to the paper, or a long receipt in parts, if a field is wrong."
);
const CUT_OFF_FILE = _t(
    "The file is cut off or broken; what could be read of it was read. Compare it with the paper, or upload it again."
);
const TEXTS = {
    several_receipts: _t(
        "The picture shows several receipts. The fields are those of one of them: compare them with the picture, and take a photo of each of the others."
    ),
    low_resolution: TOO_SMALL,
    truncated_file: CUT_OFF_FILE,
    // the names that these two have in older services, and beside the new ones in today's
    print_too_small: TOO_SMALL,
    truncated: CUT_OFF_FILE,
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
        const warnings = this.reading.data?.warnings ?? [];
        return [...new Set(warnings.map(({ code, detail }) => TEXTS[code] || detail))];
    }
}

registry.category("view_widgets").add("ip_ocr_warnings", {
    component: ReceiptWarnings,
});
