import { _t } from "@web/core/l10n/translation";
import { useDropzone } from "@web/core/dropzone/dropzone_hook";
import { registry } from "@web/core/registry";
import { checkFileSize } from "@web/core/utils/files";
import { useService } from "@web/core/utils/hooks";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";
import { useRef, useState } from "@odoo/owl";

const MODEL = "ip.ocr.receipt";

/** A view's controller to which pictures of receipts are given, chosen or dropped. */
const ReceiptUpload = (Controller) =>
    class extends Controller {
        setup() {
            super.setup();
            this.actionService = useService("action");
            this.http = useService("http");
            this.orm = useService("orm");
            this.notification = useService("notification");
            this.receiptInput = useRef("receiptInput");
            this.upload = useState({ running: false });
            useDropzone(this.rootRef, (ev) => this.uploadReceipts(ev.dataTransfer.files));
        }

        chooseReceipts() {
            this.receiptInput.el.click();
        }

        async onReceiptsChosen() {
            const input = this.receiptInput.el;
            await this.uploadReceipts(input.files);
            input.value = "";
        }

        async uploadReceipts(fileList) {
            const files = [...fileList].filter((file) =>
                checkFileSize(file.size, this.notification)
            );
            if (!files.length || this.upload.running) {
                return;
            }
            this.upload.running = true;
            try {
                const ids = await this.storeFiles(files);
                if (ids.length) {
                    await this.actionService.doAction(
                        await this.orm.call(MODEL, "create_from_attachments", [ids])
                    );
                }
            } finally {
                this.upload.running = false;
            }
        }

        /** One request a file: what was sent is kept when a later one breaks off. */
        async storeFiles(files) {
            const ids = [];
            for (const file of files) {
                const answer = await this.http.post(
                    "/web/binary/upload_attachment",
                    { csrf_token: odoo.csrf_token, ufile: [file], model: MODEL, id: 0 },
                    "text"
                );
                const [stored] = JSON.parse(answer);
                if (stored?.id) {
                    ids.push(stored.id);
                } else {
                    this.notification.add(
                        _t("%(file)s was not uploaded: %(reason)s Try it again.", {
                            file: file.name,
                            reason: stored?.error || "",
                        }),
                        { type: "danger", sticky: true }
                    );
                }
            }
            return ids;
        }
    };

export class ReceiptListController extends ReceiptUpload(ListController) {
    static template = "ip_expense_mvp.ReceiptListView";
}

export class ReceiptKanbanController extends ReceiptUpload(KanbanController) {
    static template = "ip_expense_mvp.ReceiptKanbanView";
}

registry.category("views").add("ip_ocr_receipt_list", {
    ...listView,
    Controller: ReceiptListController,
});
registry.category("views").add("ip_ocr_receipt_kanban", {
    ...kanbanView,
    Controller: ReceiptKanbanController,
});
