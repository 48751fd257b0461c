import { useService } from "@web/core/utils/hooks";
import { serializeDate } from "@web/core/l10n/dates";
import { useState } from "@odoo/owl";

/**
 * What the machine read of one receipt, and which field a person looks at:
 * shared by the picture and the marks beside the fields of a form.
 */
export class ReceiptReading {
    resId = null;
    data = null;
    selected = null;

    constructor(orm) {
        this.orm = orm;
    }

    async load(resId) {
        if (resId !== this.resId) {
            this.resId = resId;
            this.selected = null;
            this.data = null;
        }
        if (resId) {
            const data = await this.orm.call("ip.ocr.receipt", "viewer_data", [resId]);
            // The pager may have gone on meanwhile.
            if (resId === this.resId) {
                this.data = data;
            }
        }
    }

    field(name) {
        return this.data?.fields[name];
    }

    select(name) {
        this.selected = this.field(name) ? name : null;
    }

    /** Tell whether the form holds another value than the machine read. */
    isCorrected(name, record) {
        const read = this.field(name)?.read_value ?? false;
        return (comparable(record.data[name]) || false) !== (read || false);
    }
}

function comparable(value) {
    if (value?.isLuxonDateTime) {
        return serializeDate(value);
    }
    return value?.id ?? value;
}

export function useReceiptReading() {
    return useState(new ReceiptReading(useService("orm")));
}

/** The smallest upright box that holds a box of four corners. */
export function bounds(box) {
    const xs = box.map((corner) => corner[0]);
    const ys = box.map((corner) => corner[1]);
    const [x, y] = [Math.min(...xs), Math.min(...ys)];
    return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** The attribute `points` of an SVG polygon. */
export function points(box) {
    return box.map((corner) => corner.join(",")).join(" ");
}
