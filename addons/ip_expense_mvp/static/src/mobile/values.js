/** Dates and amounts as the person's language writes them. */

const language = () => document.documentElement.lang || undefined;

const DATE = { day: "numeric", month: "short", year: "numeric" };

/** @param {string} date as Odoo gives it */
export function showDate(date) {
    // At noon, no time zone makes another day of it.
    return new Date(`${date}T12:00:00`).toLocaleDateString(language(), DATE);
}

/** @param {string} datetime as Odoo gives it: UTC */
export function showDay(datetime) {
    return new Date(`${datetime.replace(" ", "T")}Z`).toLocaleDateString(language(), DATE);
}

export function showAmount(amount, currency) {
    const style = currency ? { style: "currency", currency } : { minimumFractionDigits: 2 };
    return new Intl.NumberFormat(language(), style).format(amount);
}
