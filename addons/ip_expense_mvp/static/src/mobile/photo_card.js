import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** A photo on its way, with how far it is. */
export class PhotoCard extends Component {
    static template = "ip_expense_mvp.PhotoCard";
    static props = { photo: Object, signedOut: Boolean, retry: Function, remove: Function };

    get percent() {
        return Math.round(this.props.photo.share * 100);
    }

    get status() {
        const { stage, problem, refused } = this.props.photo;
        if (refused) {
            return refused;
        }
        if (stage === "sending") {
            return _t("Sending: %s", `${this.percent} %`);
        }
        if (stage === "reading") {
            return _t("Sent. Being read…");
        }
        if (this.props.signedOut) {
            return _t("Kept on this phone until you sign in.");
        }
        return problem
            ? _t("%s Kept on this phone, sent again automatically.", problem)
            : _t("Kept on this phone, waits to be sent.");
    }
}
