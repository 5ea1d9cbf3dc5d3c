/**
 * Slack's blocks as HTML, near enough to see how texts break: Slack publishes no renderer. Widths and type are those of a
 * desktop message; what Slack itself draws of our messages, the suites against its other clients judge.
 */

type Text = { type: string; text: string }
type Option = { text: Text }
type Element = {
  type: string
  text?: string | Text
  placeholder?: Text
  options?: Option[]
  style?: string
  elements?: Element[]
}
type Block = {
  type: string
  text?: Text
  elements?: Element[]
  fields?: Text[]
  label?: Text
  element?: Element
  accessory?: Element
}

export function blocksAsHtml(blocks: readonly object[]): string {
  return `<div class="slack">${(blocks as Block[]).map(block).join("")}</div>`
}

function block(b: Block): string {
  switch (b.type) {
    case "header":
      return `<h3 data-clip>${esc(b.text?.text)}</h3>`
    case "section":
      return `<p>${b.text ? mrkdwn(b.text) : ""}${(b.fields ?? []).map((f) => `<span class="field">${mrkdwn(f)}</span>`).join("")}${b.accessory ? element(b.accessory) : ""}</p>`
    case "context":
      return `<p class="context">${(b.elements ?? []).map((e) => mrkdwn(e as Text)).join(" ")}</p>`
    case "actions":
      return `<div class="row">${(b.elements ?? []).map(element).join("")}</div>`
    case "input":
      return `<label>${esc(b.label?.text)}</label><div class="row">${b.element ? element(b.element) : ""}</div>`
    case "divider":
      return "<hr>"
    default:
      return `<p class="unknown">${esc(b.type)}</p>`
  }
}

function element(e: Element): string {
  if (e.type === "button") {
    const label = typeof e.text === "string" ? e.text : e.text?.text
    return `<button data-clip class="${e.style ?? ""}">${esc(label)}</button>`
  }
  if (e.type === "radio_buttons" || e.type === "checkboxes")
    return `<div class="choices">${(e.options ?? []).map((o) => `<span data-clip>○ ${esc(o.text.text)}</span>`).join("")}</div>`
  return `<span class="input">${esc(e.placeholder?.text ?? "")}</span>`
}

function mrkdwn(t: Text): string {
  const safe = t.text
    .replace(/<(https?:[^|>]+)\|([^>]+)>/g, "$2")
    .replace(/[<>]/g, "")
    .replace(/\*([^*\n]+)\*/g, "<b>$1</b>")
    .replace(/\n/g, "<br>")
  return t.type === "mrkdwn" ? safe : esc(t.text)
}

function esc(text: string | undefined): string {
  return (text ?? "").replace(/&/g, "&amp;").replace(/</g, "&lt;")
}
