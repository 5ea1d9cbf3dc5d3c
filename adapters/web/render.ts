/** Every kind of block as HTML. Pure: ids and words arrive as arguments; everything that is not our own markup is escaped. */
import type { Block, Button, Card, Rich, Span } from "../../src/view/card.ts"
import type { Say } from "../../src/view/words.ts"
import { text as plainWords } from "../../src/view/words.ts"
import { attribute, type Html, html, type Part, safeHref } from "../page/html.ts"
import { chartFigure, progressBar } from "./chart.ts"
import { limits } from "./limits.ts"

/** Who reads, in which room of the page, and how ids are made. */
export type Reader = {
  as: string
  in: string
  say: Say
  /** Prefix of element ids, unique per card on the page. */
  id: string
  /** A random id for each form: the same form sent twice is one delivery. */
  formId: () => string
}

export function renderCard(card: Card, reader: Reader): Html {
  const accent = card.accent && /^#[0-9a-f]{6}$/i.test(card.accent) ? card.accent : null
  return html`<section class="${accent ? "card sdgc" : "card"}" lang="${card.language}" aria-label="${card.summary}">${
    accent &&
    html`<svg class="goal" width="8" height="100%" aria-hidden="true"><rect width="8" height="100%" fill="${accent}"/></svg>`
  }${card.demo && html`<p class="stamp">DEMO</p>`}${columns(card.blocks).map((part, i) =>
    part.type === "side"
      ? html`<div class="side"><div>${part.texts.map((block, j) => renderBlock(block, child(`${i}t${j}`)))}</div>${renderBlock(part.chart, child(`${i}c`))}</div>`
      : renderBlock(part, child(String(i))),
  )}</section>
`
  function child(part: string) {
    return { reader: { ...reader, id: `${reader.id}-${part}` }, language: card.language }
  }
}

type Inside = { reader: Reader; language: Card["language"] }
type Side = { type: "side"; chart: Block; texts: Block[] }

/** A chart and the texts around it stand side by side where there is room. */
function columns(blocks: Block[]): (Block | Side)[] {
  const at = blocks.findIndex((b) => b.type === "chart")
  if (at < 0 || blocks.filter((b) => b.type === "chart").length > 1) return blocks
  const isText = (b: Block | undefined) => b?.type === "text"
  let [from, to] = [at, at + 1]
  while (isText(blocks[from - 1])) from--
  while (isText(blocks[to])) to++
  if (to - from === 1) return blocks
  const run = blocks.slice(from, to)
  const side: Side = { type: "side", chart: blocks[at] as Block, texts: run.filter(isText) }
  return [...blocks.slice(0, from), side, ...blocks.slice(to)]
}

function renderBlock(block: Block, inside: Inside): Html {
  const { reader, language } = inside
  switch (block.type) {
    case "eyebrow":
      return html`<p class="eyebrow">${rich(block.text)}</p>`
    case "title":
      return html`<h4>${block.text}</h4>`
    case "text":
      return html`<p class="txt">${rich(block.text)}</p>`
    case "note":
      return html`<p class="ctx">${rich(block.text)}</p>`
    case "facts":
      return html`<dl class="facts">${block.facts.map((f) => html`<div><dt>${f.label}</dt><dd>${f.value}</dd></div>`)}</dl>`
    case "progress":
      return progressBar(block)
    case "chart":
      return chartFigure({
        id: reader.id,
        chart: block.chart,
        alt: block.alt,
        language,
        words: {
          table: plainWords(reader.say, "web.chart.table"),
          label: plainWords(reader.say, "web.chart.label"),
          value: plainWords(reader.say, "web.chart.value"),
          none: plainWords(reader.say, "web.chart.none"),
        },
      })
    case "buttons":
      return sayForm(reader, {
        via: "press",
        body: html`<p class="${block.layout === "stack" ? "opts" : "btns"}">${block.buttons.map((b) => renderButton(b, reader))}</p>`,
      })
    case "form":
      return renderForm(block, reader)
  }
}

const styles: Record<Button["style"], string | null> = { primary: "pri", plain: null, quiet: "quiet" }

function renderButton(button: Button, reader: Reader): Html {
  const value = button.once ? `${button.text} ~${button.once}` : button.text
  const kind = button.chosen ? "on" : styles[button.style]
  return html`<button name="text" value="${value}"${attribute("class", kind)}${
    button.chosen === undefined ? null : html` aria-pressed="${String(button.chosen)}"`
  }>${button.label}${button.chosen && html` <span>${plainWords(reader.say, "web.yours")}</span>`}</button>`
}

/** A form that says something as the reader; the answer is shown at `#answer`, without a script. */
export function sayForm(reader: Reader, q: { via: "press" | "message"; body: Part; kind?: string }): Html {
  return html`<form method="post" action="/say#answer"${attribute("class", q.kind)}><input type="hidden" name="as" value="${reader.as}"><input type="hidden" name="in" value="${reader.in}"><input type="hidden" name="form" value="${reader.formId()}"><input type="hidden" name="via" value="${q.via}">${q.body}</form>`
}

function renderForm(block: Extract<Block, { type: "form" }>, reader: Reader): Html {
  const { field } = block
  const submit = html`<button class="pri">${block.submit}</button>`
  const hidden = html`<input type="hidden" name="text" value="${block.text}">${
    block.once && html`<input type="hidden" name="once" value="${block.once}">`
  }`
  const id = `${reader.id}-f`
  const body = (() => {
    switch (field.kind) {
      case "number":
        return html`<label for="${id}">${field.label}</label><span class="row"><input id="${id}" name="value" inputmode="decimal" size="6" maxlength="20" required autocomplete="off"${attribute("placeholder", field.placeholder)}${attribute("value", field.initial)}>${submit}</span>`
      case "text":
        return html`<label for="${id}">${field.label}</label><textarea id="${id}" name="value" rows="3" required maxlength="${Math.min(field.maxLength, limits.valueMax)}"></textarea>${submit}`
      case "choice":
      case "choices":
        if (field.kind === "choice" && field.options.length > limits.radiosMax)
          return html`<label for="${id}">${field.label}</label><span class="row"><select id="${id}" name="value" required>${field.options.map(
            (o) =>
              html`<option value="${o.key}"${field.initial?.includes(o.key) && html` selected`}>${o.label}</option>`,
          )}</select>${submit}</span>`
        return html`<fieldset><legend>${field.label}</legend>${field.options.map(
          (o) =>
            html`<label class="opt1"><input type="${field.kind === "choice" ? "radio" : "checkbox"}" name="value" value="${o.key}"${field.initial?.includes(o.key) && html` checked`}${field.kind === "choice" && html` required`}> ${o.label}</label>`,
        )}</fieldset>${submit}`
    }
  })()
  return sayForm(reader, {
    via: "press",
    kind: field.kind === "number" ? "log" : "log tall",
    body: html`${hidden}${body}`,
  })
}

export function rich(text: Rich): Html {
  return html`${text.map(span)}`
}

function span(part: Span): Part {
  if (typeof part === "string") return part
  if ("strong" in part) return html`<b>${part.strong}</b>`
  const href = safeHref(part.href)
  return href ? html`<a href="${href}" rel="noreferrer">${part.link}</a>` : part.link
}
