// What was read: the facts, the line items, the checks and the lines.

import { html } from "./element.js";
import { points } from "./picture.js";

// What is below is a guess: SHOW of receipt/scoring/thresholds.py
const CONFIDENT = 0.6;
const HEADING = [
  "merchant", "address", "date", "time", "currency", "document_type", "receipt_number", "payment_method",
];
const GROUPS = {
  Receipt: (r) => [r, HEADING],
  Totals: (r) => [r.totals, Object.keys(r.totals)],
  BIR: (r) => [r.bir, Object.keys(r.bir)],
};
const NAMES = { bir: "BIR", tin: "TIN", atp: "ATP", min: "MIN", ptu: "PTU", vat: "VAT" };
const SIGNS = { pass: "✓", fail: "✗", not_applicable: "–" };

/** Lay out what to know of the answer, then the facts of each receipt. */
export function facts({ receipts, lines, meta }) {
  // a legacy name, which comes second, tells the same
  const told = meta.warnings.filter(({ detail }, index, all) => all.findIndex((x) => x.detail === detail) === index);
  const warnings = told.map(warning);
  if (receipts.length === 1) return [...warnings, ...factsOf(receipts[0], lines)];
  return [...warnings, ...receipts.flatMap((receipt, index) => [
    html("h2", {}, `Receipt ${index + 1} of ${receipts.length}`), ...factsOf(receipt, lines),
  ])];
}

/** Say what was wrong with a picture, and what to do. */
function warning({ code, detail }) {
  return html("p", { class: "warning" }, html("strong", {}, `${spoken(code)}: `), detail);
}

/** Lay out the facts of a receipt in groups, and say which are not on the paper. */
function factsOf(receipt, lines) {
  const absent = [];
  const cards = Object.entries(GROUPS).map(([title, members]) => {
    const [group, names] = members(receipt);
    absent.push(...names.filter((name) => !group[name]));
    const rows = names.filter((name) => group[name]).map((name) => html("li", {}, fact(name, group[name], lines)));
    return rows.length ? card(title, html("ul", { class: "facts" }, ...rows)) : null;
  });
  if (receipt.line_items.length) cards.push(card("Line items", items(receipt.line_items)));
  if (receipt.checks.length) cards.push(card("Checks", html("ul", { class: "checks" }, ...receipt.checks.map(check))));
  if (absent.length) cards.push(html("p", { class: "absent" }, `Not found: ${absent.map(spoken).join(", ")}.`));
  return cards.filter(Boolean);
}

/** Lay out the lines, in the order of their index. */
export function lines(receipt) {
  return receipt.lines.map((line, index) => html("li", {},
    html("button", { type: "button", "data-line": index },
      html("span", { class: "index" }, index), html("span", { class: "text" }, line.text),
      html("span", { class: "score" }, line.page > 1 ? `page ${line.page}, ` : "", percent(line.score)))));
}

/** Give a share as a percentage. */
export function percent(share) {
  return `${Math.round(share * 100)} %`;
}

function card(title, content) {
  return html("section", { class: "card" }, html("h2", {}, title), content);
}

function fact(name, { value, text, confidence, box, line, source }, lines) {
  const content = [
    html("span", { class: "name" }, spoken(name)),
    html("span", { class: "value" }, shown(value)),
    !text || text === shown(value) ? null : html("span", { class: "printed" }, text),
    bar(confidence),
    html("span", { class: "source" }, source),
  ];
  if (line === null) return html("div", { class: "fact" }, ...content);
  const onShownPage = box && lines[line].page === 1;
  const place = { "data-line": line, "data-box": onShownPage ? points(box) : null };
  return html("button", { type: "button", class: "fact", "data-fact": name, ...place }, ...content);
}

function bar(confidence) {
  const filled = html("span", { class: "filled" });
  filled.style.width = percent(confidence).replace(" ", "");
  return html("span", { class: confidence < CONFIDENT ? "confidence doubtful" : "confidence" },
    html("span", { class: "bar" }, filled), percent(confidence));
}

function items(all) {
  const heads = ["Description", "Quantity", "Unit price", "Amount"].map((text) => html("th", { scope: "col" }, text));
  const rows = all.map((item) => html("tr", { "data-line": item.line },
    html("td", {}, item.description), html("td", {}, item.quantity ?? ""),
    html("td", {}, item.unit_price === null ? "" : money(item.unit_price)), html("td", {}, money(item.amount))));
  return html("table", {}, html("thead", {}, html("tr", {}, ...heads)), html("tbody", {}, ...rows));
}

function check({ name, status, detail }) {
  return html("li", { class: status },
    html("span", { class: "sign", role: "img", "aria-label": spoken(status) }, SIGNS[status]),
    html("span", {}, html("strong", {}, spoken(name)), html("small", {}, detail)));
}

function shown(value) {
  if (typeof value === "number") return money(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return value;
}

function money(amount) {
  return amount.toLocaleString("en", { minimumFractionDigits: 2 });
}

function spoken(name) {
  const words = name.split("_").map((word) => NAMES[word] ?? word).join(" ");
  return words[0].toUpperCase() + words.slice(1);
}
