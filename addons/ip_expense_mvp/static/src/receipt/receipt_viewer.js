import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { hidePDFJSButtons } from "@web/core/utils/pdfjs";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { Component, useEffect, useRef, useState } from "@odoo/owl";

import { bounds, points } from "./receipt_reading";

const ZOOM = { min: 1, max: 4, step: 0.5 };

/** The picture of a receipt with a box around all that was read. */
export class ReceiptViewer extends Component {
    static template = "ip_expense_mvp.ReceiptViewer";
    static props = { ...standardWidgetProps };

    setup() {
        this.reading = useState(this.env.receiptReading);
        this.state = useState({ zoom: 1, line: null });
        this.scrollRef = useRef("scroll");
        this.pdfRef = useRef("pdf");
        this.points = points;
        useEffect(
            (selected) => {
                if (selected) {
                    this.state.line = null;
                    this.scrollTo(this.reading.field(selected).box);
                }
            },
            () => [this.reading.selected, this.state.zoom]
        );
        useEffect(
            (pdf) => {
                if (pdf) {
                    hidePDFJSButtons(pdf, { hidePresentation: true, hideRotation: true });
                }
            },
            () => [this.pdfRef.el]
        );
    }

    get data() {
        return this.reading.data;
    }

    get hasBoxes() {
        return Boolean(this.data.width && this.data.height);
    }

    get originalUrl() {
        const attachment = this.props.record.data.attachment_id;
        return attachment && `/web/content/${attachment.id}`;
    }

    get pdfUrl() {
        const file = encodeURIComponent(this.originalUrl);
        return `/web/static/lib/pdfjs/web/viewer.html?file=${file}#pagemode=none&zoom=page-width`;
    }

    /** Boxes of the preview: it shows the first page. */
    get lines() {
        return this.data.lines.filter((line) => line.box && (line.page ?? 1) === 1);
    }

    get fields() {
        return Object.entries(this.data.fields)
            .filter(([, field]) => field.box && (field.page ?? 1) === 1)
            .map(([name, field]) => ({ name, ...field, label: this.label(name) }));
    }

    get caption() {
        if (this.reading.selected) {
            const { text, confidence, box } = this.reading.field(this.reading.selected);
            const label = this.label(this.reading.selected);
            if (!box) {
                return _t("%(label)s: not found in the picture", { label });
            }
            return _t("%(label)s: “%(text)s”, %(confidence)s sure", {
                label,
                text,
                confidence: `${Math.round(confidence * 100)} %`,
            });
        }
        return this.state.line ? `“${this.state.line.text}”` : "";
    }

    label(name) {
        return this.props.record.fields[name].string;
    }

    zoom(direction) {
        const zoom = this.state.zoom + direction * ZOOM.step;
        this.state.zoom = Math.min(ZOOM.max, Math.max(ZOOM.min, zoom));
    }

    get canZoomIn() {
        return this.state.zoom < ZOOM.max;
    }

    get canZoomOut() {
        return this.state.zoom > ZOOM.min;
    }

    scrollTo(box) {
        const scroll = this.scrollRef.el;
        if (!box || !scroll || !this.hasBoxes) {
            return;
        }
        const { x, y, width, height } = bounds(box);
        const scale = scroll.scrollWidth / this.data.width;
        scroll.scrollTo({
            left: (x + width / 2) * scale - scroll.clientWidth / 2,
            top: (y + height / 2) * scale - scroll.clientHeight / 2,
            behavior: "smooth",
        });
    }

    onFieldClicked(name) {
        this.reading.select(name);
        this.env.focusReceiptField(name);
    }

    onLineClicked(line) {
        this.reading.select(null);
        this.state.line = line;
    }
}

registry.category("view_widgets").add("ip_ocr_receipt_viewer", {
    component: ReceiptViewer,
    fieldDependencies: [
        { name: "attachment_id", type: "many2one", relation: "ir.attachment" },
        { name: "write_date", type: "datetime" },
    ],
});
