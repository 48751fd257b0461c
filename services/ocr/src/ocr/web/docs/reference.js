// The paths of the service, from its own contract.

import { copyButton, html } from "./element.js";

/** Lay out every operation of /openapi.json. */
export async function reference() {
  const contract = await (await fetch("/openapi.json")).json();
  return Object.entries(contract.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => article(path, method.toUpperCase(), operation)));
}

function article(path, method, { summary, requestBody, responses }) {
  const command = example(path, requestBody);
  const answers = Object.entries(responses).map(([status, answer]) => html("tr", {},
    html("td", {}, html("code", {}, status)), html("td", {}, answer.description),
    html("td", {}, Object.keys(answer.content ?? {}).join(", "))));
  return html("article", { class: "card" },
    html("h3", {}, html("span", { class: `method ${method}` }, method), " ", html("code", {}, path)),
    html("p", {}, summary, requestBody ? `. ${requestBody.description}` : "."),
    html("div", { class: "command" }, html("pre", { tabindex: "0" }, html("code", {}, command)), copyButton(command)),
    html("details", {}, html("summary", {}, `Answers: ${Object.keys(responses).join(", ")}`),
      html("table", {}, html("tbody", {}, ...answers))));
}

function example(path, requestBody) {
  const form = requestBody?.content["multipart/form-data"].schema.required ?? [];
  return ["curl", ...form.map((field) => `-F ${field}=@receipt.jpg`), location.origin + path].join(" ");
}
