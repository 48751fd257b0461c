import { Component, onMounted, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { PhotoCard } from "./photo_card";
import { PhotoQueue } from "./photo_queue";
import { ReceiptCard } from "./receipt_card";
import { ReceiptForm } from "./receipt_form";
import { SignedOut, callReceipts } from "./server";
import { showAmount } from "./values";

const SHOWN = 40;
const POLL_MS = 8_000;
const ID_IN_HASH = /^#receipt=(\d+)$/;
const CARD_FIELDS = [
    "filename",
    "uploaded_at",
    "state",
    "needs_review",
    "merchant",
    "receipt_date",
    "currency_id",
    "total_amount",
];

/** The phone's page: photos on their way, receipts that arrived, one of them open. */
export class MobileApp extends Component {
    static template = "ip_expense_mvp.MobileApp";
    static components = { PhotoCard, ReceiptCard, ReceiptForm };
    static props = { page: Object };

    setup() {
        this.queue = new PhotoQueue(this.props.page, (answer) => this.arrived(answer));
        this.sending = useState(this.queue.state);
        this.state = useState({
            receipts: [],
            isLoaded: false,
            openId: 0,
            message: "",
            unreadable: "",
            isOnline: navigator.onLine,
        });
        this.loginUrl = "/web/login?redirect=%2Fip%2Fmobile";
        // The phone's Back closes an open receipt: what is open stands in the address.
        this.onHashChange = () => {
            this.state.openId = Number(ID_IN_HASH.exec(location.hash)?.[1] ?? 0);
            window.scrollTo(0, 0);
        };
        this.onConnection = () => {
            this.state.isOnline = navigator.onLine;
            if (navigator.onLine) {
                this.load();
            }
        };
        onWillStart(() => this.queue.start());
        onMounted(() => {
            window.addEventListener("hashchange", this.onHashChange);
            window.addEventListener("online", this.onConnection);
            window.addEventListener("offline", this.onConnection);
            this.onHashChange();
            this.load();
            this.timer = setInterval(() => this.poll(), POLL_MS);
        });
        onWillUnmount(() => {
            window.removeEventListener("hashchange", this.onHashChange);
            window.removeEventListener("online", this.onConnection);
            window.removeEventListener("offline", this.onConnection);
            clearInterval(this.timer);
        });
    }

    async load() {
        const mine = [["uploaded_by", "=", this.props.page.user.id]];
        try {
            this.state.receipts = await callReceipts("search_read", [mine, CARD_FIELDS], {
                limit: SHOWN,
            });
            this.state.isLoaded = true;
        } catch (error) {
            this.failed(error);
        }
    }

    /** See whether receipts that waited were read meanwhile. */
    poll() {
        const waits = this.state.receipts.some(({ state }) => state === "pending");
        if (waits && !document.hidden && !this.sending.signedOut) {
            this.load();
        }
    }

    failed(error) {
        if (error instanceof SignedOut) {
            this.queue.state.signedOut = true;
        } else if (!this.state.isLoaded) {
            this.say(error.message);
        }
    }

    say(message) {
        this.state.message = message;
    }

    arrived(answer) {
        const { state, merchant, total, currency, message } = answer;
        const isNew = state === "read" && !answer.duplicate;
        const facts = [merchant, total && showAmount(total, currency)].filter(Boolean).join(", ");
        this.say(isNew && facts ? _t("Read: %s", facts) : message);
        this.load();
    }

    async choose(ev) {
        const files = [...ev.target.files];
        ev.target.value = ""; // The same photo may be chosen again.
        this.say("");
        this.state.unreadable = "";
        const unreadable = await this.queue.add(files);
        if (unreadable.length) {
            this.state.unreadable = _t(
                "Not found on this phone, choose or take it again: %s",
                unreadable.join(", ")
            );
        }
    }

    open(id) {
        this.say("");
        this.cameFromList = true;
        location.hash = `receipt=${id}`;
    }

    close() {
        if (this.cameFromList) {
            history.back();
        } else {
            history.replaceState(null, "", location.pathname);
            this.onHashChange();
        }
    }

    get summary() {
        const { length } = this.sending.photos.filter((photo) => !photo.refused);
        if (!length) {
            return _t("Not sent");
        }
        return length === 1 ? _t("1 photo on its way") : _t("%s photos on their way", length);
    }
}
