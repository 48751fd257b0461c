// A picture in, its receipt on the page: the upload, what is shown of the answer, and what lights up together.

import { copyButton, html } from "./element.js";
import { draw } from "./picture.js";
import { facts, lines, percent } from "./receipt.js";
import { reference } from "./reference.js";

const [input, key, status, problem, result, page, caption, factList, lineList, json, referenceSection] =
  ["file", "key", "status", "problem", "result", "page", "caption", "facts", "lines", "json", "reference"]
    .map((id) => document.getElementById(id));

const HINT = "Point at a box or a fact to see what it was read from.";
let receipt = null;
let upload = new AbortController();

async function read(file) {
  // whoever drops a second picture has no use for the first
  upload.abort();
  upload = new AbortController();
  const { signal } = upload;
  result.hidden = true;
  problem.replaceChildren();
  document.body.classList.add("busy");
  status.textContent = `Reading ${file.name} …`;
  try {
    const text = await send(file, signal);
    const answer = JSON.parse(text);
    const picture = await draw(file, answer);
    if (!signal.aborted) show(answer, picture, indented(text));
  } catch (error) {
    if (!signal.aborted) refuse(error.cause ?? { title: "This page failed", detail: error.message });
  } finally {
    if (!signal.aborted) document.body.classList.remove("busy");
  }
}

async function send(file, signal) {
  const body = new FormData();
  body.append("file", file);
  // in the field alone: no storage that another script or person would find later
  const headers = key.value.trim() ? { Authorization: `Bearer ${key.value.trim()}` } : {};
  const answer = await fetch("/v1/ocr/receipt", { method: "POST", headers, body, signal }).catch(() => {
    throw refusal({ title: "No answer", detail: "The service cannot be reached or closed the connection." });
  });
  if (answer.ok) return answer.text();
  throw refusal(await answer.json().catch(() => ({ title: answer.statusText, detail: `Status ${answer.status}.` })));
}

function refusal(problemDocument) {
  return new Error(problemDocument.title, { cause: problemDocument });
}

function show(answer, picture, text) {
  receipt = answer;
  const { meta } = answer;
  const seconds = (meta.duration_ms / 1000).toFixed(1);
  status.textContent = [
    `${meta.count} lines in ${seconds} s`,
    meta.avg_confidence === null ? null : `mean score ${percent(meta.avg_confidence)}`,
    `${meta.width} × ${meta.height} pixels`,
    meta.rotation ? `turned by ${meta.rotation}°` : null,
    meta.pages > 1 ? `first of ${meta.pages} pages shown` : null,
    meta.model,
  ].filter(Boolean).join(" · ");
  page.replaceChildren(picture);
  factList.replaceChildren(...facts(answer));
  lineList.replaceChildren(...lines(answer));
  for (const { dataset } of factList.querySelectorAll("[data-line]")) {
    page.querySelector(`[data-line="${dataset.line}"]`)?.classList.add("told");
  }
  json.replaceChildren(json.firstElementChild, copyButton(text), html("pre", { tabindex: "0" }, text));
  result.hidden = false;
  highlight(null);
}

function refuse({ title, detail, instance }) {
  status.textContent = "";
  problem.replaceChildren(html("strong", {}, title), html("p", {}, detail));
  if (instance) problem.append(html("small", {}, "Request ", html("code", {}, instance)));
}

// numbers as they came, with all decimals, and a box on one line; no string of JSON has a line break to lose
function indented(text) {
  const asSent = (_key, value, { source }) => (typeof value === "number" ? JSON.rawJSON(source) : value);
  const oneLine = (box) => box.replace(/,\n\s*/g, ", ").replace(/\n\s*/g, "");
  return JSON.stringify(JSON.parse(text, asSent), null, 2).replace(/\[[\s\d,[\]-]+\]/g, oneLine);
}

function highlight(target) {
  for (const element of result.querySelectorAll(".active")) element.classList.remove("active");
  target?.classList.add("active");
  const line = target?.dataset.line;
  // a line lights up all that was read from it, a fact only its own line
  for (const element of result.querySelectorAll(`[data-line="${line}"]`)) {
    if (!target.matches(".fact") || !element.matches(".fact")) element.classList.add("active");
  }
  result.querySelector(".mark")?.setAttribute("points", target?.dataset.box ?? "");
  caption.textContent = target ? `${line}: ${receipt.lines[line].text}` : HINT;
}

// from the picture to the line, from anywhere else to the picture
function follow(target) {
  const there = target.matches(".box") ? lineList : page;
  there.querySelector(`[data-line="${target.dataset.line}"]`)?.scrollIntoView({ block: "nearest" });
}

const pointed = (event) => event.target.closest("[data-line]");
result.addEventListener("pointerover", (event) => highlight(pointed(event)));
result.addEventListener("pointerleave", () => highlight(null));
result.addEventListener("focusin", (event) => highlight(pointed(event)));
result.addEventListener("click", (event) => {
  const target = pointed(event);
  // a tap is over before its click: light up again
  highlight(target);
  if (target) follow(target);
});

input.addEventListener("change", () => {
  if (input.files.length) read(input.files[0]);
  // so that the same file can be chosen again
  input.value = "";
});
document.addEventListener("paste", (event) => {
  if (event.clipboardData.files.length) read(event.clipboardData.files[0]);
});
document.addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("dragging");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) document.body.classList.remove("dragging");
});
document.addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("dragging");
  if (event.dataTransfer.files.length) read(event.dataTransfer.files[0]);
});

referenceSection.append(...await reference());
