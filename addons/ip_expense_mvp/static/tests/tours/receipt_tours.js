import { registry } from "@web/core/registry";

const field = (name) => `.o_field_widget[name=${name}]`;
const box = (name) => `.o_ip_ocr_viewer polygon[data-field=${name}]`;
const mark = (name, kind) => `${field(name)} + .o_widget_ip_ocr_mark .o_ip_ocr_mark_${kind}`;

registry.category("web_tour.tours").add("ip_ocr_receipt_form", {
    steps: () => [
        {
            trigger: box("total_amount"),
        },
        {
            content: "A click on a field highlights its box",
            trigger: `${field("total_amount")} input`,
            run: "click",
        },
        {
            trigger: `${box("total_amount")}.o_ip_ocr_box_selected`,
        },
        {
            content: "What was read is told beside the picture",
            trigger: ".o_ip_ocr_caption:contains(336.20)",
        },
        {
            content: "A click on a box tells its field",
            trigger: box("merchant"),
            run: "click",
        },
        {
            trigger: `${field("merchant")}.o_ip_ocr_selected`,
        },
        {
            trigger: `body:not(:has(${box("total_amount")}.o_ip_ocr_box_selected))`,
        },
        {
            content: "A sure field is not said to be unsure",
            trigger: mark("total_amount", "sure"),
        },
        {
            content: "An unsure field is marked in words and opens its crop",
            trigger: `${mark("receipt_number", "unsure")}:contains(Unsure)`,
            run: "click",
        },
        {
            trigger: ".o_ip_ocr_crop svg image",
        },
        {
            trigger: ".o_ip_ocr_crop:contains(008965)",
        },
        {
            content: "Correct it",
            trigger: `${field("receipt_number")} input`,
            run: "edit 008966 && press Tab",
        },
        {
            content: "What was read stays beside what a person made of it",
            trigger: `${mark("receipt_number", "corrected")}:contains(Read: 008965)`,
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: ".o_form_saved, .o_form_readonly",
        },
        {
            trigger: `${mark("receipt_number", "corrected")}:contains(Read: 008965)`,
        },
        {
            content: "Create the expense",
            trigger: ".o_statusbar_buttons button[name=action_create_expense]",
            run: "click",
        },
        {
            content: "The expense is opened, with a way back to the receipt",
            trigger: ".o_form_view:has([name=total_amount_currency]) button[name=action_open_ocr_receipts]",
            run: "click",
        },
        {
            trigger: ".o_ip_ocr_viewer",
        },
        {
            content: "The receipt is done and opens its expense",
            trigger: ".o_arrow_button_current:contains(Expensed)",
        },
        {
            trigger: "button[name=action_open_expense]",
            run: "click",
        },
        {
            trigger: ".o_form_view [name=total_amount_currency]",
        },
    ],
});

registry.category("web_tour.tours").add("ip_ocr_receipt_duplicate", {
    steps: () => [
        {
            content: "A PDF is shown by Odoo's own viewer",
            trigger: "iframe.o_ip_ocr_pdf[src*='pdfjs/web/viewer.html']",
        },
        {
            content: "The receipt that looks the same is told, with a way there",
            trigger: ".alert:contains(the_first.jpg) button[name=action_open_duplicates]",
            run: "click",
        },
        {
            trigger: ".o_ip_ocr_viewer img",
        },
        {
            trigger: ".o_breadcrumb:contains(the_first.jpg)",
        },
    ],
});

/** Pictures as a person chooses or drags them. */
async function pictures(count) {
    const answer = await fetch("/ip_expense_mvp/static/img/sample_receipt.jpg");
    const picture = await answer.blob();
    const chosen = new DataTransfer();
    for (let number = 1; number <= count; number++) {
        // A byte more makes another file of the same picture.
        const parts = [picture, new Uint8Array(number)];
        chosen.items.add(new File(parts, `tour_${number}.jpg`, { type: "image/jpeg" }));
    }
    return chosen;
}

registry.category("web_tour.tours").add("ip_ocr_receipt_upload", {
    steps: () => [
        {
            trigger: ".o_list_view .o_ip_ocr_upload",
            async run() {
                const input = document.querySelector(".o_ip_ocr_input");
                input.files = (await pictures(2)).files;
                input.dispatchEvent(new Event("change"));
            },
        },
        {
            content: "Those that were uploaded are shown, waiting",
            trigger: ".o_data_row:contains(tour_1.jpg):contains(Waiting)",
        },
        {
            trigger: ".o_data_row:contains(tour_2.jpg):contains(Waiting)",
        },
        {
            content: "All receipts, as cards",
            trigger: ".o_menu_sections [data-menu-xmlid='ip_expense_mvp.ip_ocr_receipt_menu']",
            run: "click",
        },
        {
            trigger: ".o_breadcrumb:contains(OCR Receipts):not(:contains(Uploaded))",
        },
        {
            trigger: ".o_switch_view.o_kanban",
            run: "click",
        },
        {
            content: "Drag three over the cards",
            trigger: ".o_kanban_view:has(.o_ip_ocr_upload)",
            async run({ anchor }) {
                const dataTransfer = await pictures(3);
                anchor.dispatchEvent(
                    new DragEvent("dragenter", { bubbles: true, dataTransfer })
                );
            },
        },
        {
            trigger: ".o-Dropzone",
            async run({ anchor }) {
                const dataTransfer = await pictures(3);
                anchor.dispatchEvent(
                    new DragEvent("drop", { bubbles: true, dataTransfer })
                );
            },
        },
        {
            trigger: ".o_data_row:contains(tour_3.jpg), .o_kanban_record:contains(tour_3.jpg)",
        },
    ],
});

registry.category("web_tour.tours").add("ip_ocr_settings", {
    steps: () => [
        {
            trigger: ".settings_tab [data-key=ip_expense_mvp]",
            run: "click",
        },
        {
            trigger: `${field("ip_expense_ocr_api_key")} input[type=password][placeholder=None]`,
            run: "edit a-key-of-the-tour",
        },
        {
            content: "Saving settings reloads the page",
            trigger: ".o_form_button_save",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".settings_tab [data-key=ip_expense_mvp]",
            run: "click",
        },
        {
            content: "The key is said to be stored, and not shown",
            trigger: `${field("ip_expense_ocr_api_key")} input[placeholder^=Stored]`,
            run({ anchor }) {
                if (anchor.value) {
                    throw new Error("The stored key is shown.");
                }
            },
        },
        {
            trigger: "button[name=action_ip_expense_test_connection]",
            run: "click",
        },
        {
            content: "What was found in the sample receipt is told",
            trigger: ".o_notification:contains(Alimpuyo Corner Mart):contains(336.20)",
        },
        {
            content: "Remove the key",
            trigger: "#ip_expense_ocr_service button[name=action_ip_expense_clear]",
            run: "click",
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            trigger: `${field("ip_expense_ocr_api_key")} input[placeholder=None]`,
        },
    ],
});
