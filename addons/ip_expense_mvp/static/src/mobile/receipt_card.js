import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { showAmount, showDate, showDay } from "./values";

/** A receipt in the list: what was read of it, and what it waits for. */
export class ReceiptCard extends Component {
    static template = "ip_expense_mvp.ReceiptCard";
    static props = { receipt: Object, open: Function };

    get title() {
        const { merchant, state, filename } = this.props.receipt;
        return merchant || (state === "read" ? _t("Merchant not found") : filename);
    }

    get date() {
        const { receipt_date: date, uploaded_at: uploaded } = this.props.receipt;
        return date ? showDate(date) : showDay(uploaded);
    }

    get amount() {
        const { total_amount: total, currency_id: currency } = this.props.receipt;
        return total ? showAmount(total, currency && currency[1]) : "";
    }

    get badge() {
        const { state, needs_review: needsReview } = this.props.receipt;
        return {
            pending: { label: _t("Waiting to be read"), kind: "wait" },
            read: needsReview
                ? { label: _t("Please check"), kind: "check" }
                : { label: _t("Ready"), kind: "ready" },
            done: { label: _t("Expense created"), kind: "done" },
            failed: { label: _t("Not readable"), kind: "failed" },
        }[state];
    }
}
