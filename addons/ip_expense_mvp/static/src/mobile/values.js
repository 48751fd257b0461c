/** Dates and amounts as the person's language writes them. */

const language = () => document.documentElement.lang || undefined;

export function showDate(isoDate) {
    // At noon: no time zone makes another day of it.
    const date = new Date(`${isoDate}T12:00:00`);
    return date.toLocaleDateString(language(), {
        day: "numeric",
        month: "short",
        year: "numeric",
    });
}

export function showAmount(amount, currency) {
    const style = currency ? { style: "currency", currency } : { minimumFractionDigits: 2 };
    return new Intl.NumberFormat(language(), style).format(amount);
}
