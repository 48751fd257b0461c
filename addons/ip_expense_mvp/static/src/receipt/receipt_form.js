import { registry } from "@web/core/registry";
import { FormRenderer } from "@web/views/form/form_renderer";
import { formView } from "@web/views/form/form_view";
import { useEffect, useExternalListener, useRef, useSubEnv } from "@odoo/owl";

import { useReceiptReading } from "./receipt_reading";

/** A form whose fields and picture point at each other. */
export class ReceiptFormRenderer extends FormRenderer {
    setup() {
        super.setup();
        this.reading = useReceiptReading();
        this.formRef = useRef("compiled_view_root");
        useSubEnv({
            receiptReading: this.reading,
            focusReceiptField: this.focusField.bind(this),
        });
        useEffect(
            (resId) => {
                this.reading.load(resId);
            },
            // Saving, and reading again, give another date.
            () => [this.props.record.resId, this.props.record.data.write_date?.ts]
        );
        useEffect(
            (selected) => {
                const field = this.fieldElement(selected);
                field?.classList.add("o_ip_ocr_selected");
                return () => field?.classList.remove("o_ip_ocr_selected");
            },
            () => [this.reading.selected]
        );
        for (const event of ["focusin", "click"]) {
            useExternalListener(document, event, (ev) => this.onFieldUsed(ev));
        }
    }

    fieldElement(name) {
        return name && this.formRef.el?.querySelector(`.o_field_widget[name="${name}"]`);
    }

    onFieldUsed(ev) {
        const field = ev.target.closest?.(".o_field_widget[name]");
        if (field && this.formRef.el?.contains(field)) {
            const name = field.getAttribute("name");
            if (this.reading.field(name)) {
                this.reading.select(name);
            }
        }
    }

    focusField(name) {
        const field = this.fieldElement(name);
        (field?.querySelector("input, textarea, button") || field)?.focus();
        field?.scrollIntoView({ behavior: "smooth", block: "nearest" });
    }
}

registry.category("views").add("ip_ocr_receipt_form", {
    ...formView,
    Renderer: ReceiptFormRenderer,
});
