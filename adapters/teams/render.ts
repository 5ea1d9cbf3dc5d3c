/** Cards as Adaptive Cards 1.5. */
import type { Block, Button, Card, Rich } from "../../src/view/card.ts"
import { plain } from "../../src/view/card.ts"
import { clean, cut } from "../../src/view/safe-text.ts"
import { drawChart, progressBar } from "./charts.ts"
import type { AdaptiveCard, Element, TextBlock, TextRun } from "./elements.ts"
import { drawForm, execute } from "./fields.ts"
import { limits } from "./limits.ts"
import { label, safeHref, unmarked } from "./text.ts"

/** A message as the Bot Connector takes it. `summary` is what a notification shows. */
export type Message = {
  type: "message"
  summary: string
  locale: string
  attachments: [{ contentType: "application/vnd.microsoft.card.adaptive"; content: AdaptiveCard }]
}

export function renderMessage(card: Card): Message {
  const content = renderCard(card)
  return {
    type: "message",
    summary: content.fallbackText,
    locale: card.language,
    attachments: [{ contentType: cardType, content }],
  }
}
export const cardType = "application/vnd.microsoft.card.adaptive"

export function renderCard(card: Card): AdaptiveCard {
  const body = drawn(card)
  const whole: AdaptiveCard = {
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: "1.5",
    lang: card.language,
    fallbackText: label(`${card.demo ? "DEMO · " : ""}${card.summary}`, limits.summaryChars),
    body: body.length > 0 ? body : [line([card.summary])],
  }
  return within(whole)
}

function drawn(card: Card): Element[] {
  const forms = card.blocks.filter((block) => block.type === "form").length
  let [form, charts] = [0, 0]
  const body: Element[] = card.demo ? [demo] : []
  for (const block of card.blocks) {
    if (block.type === "form")
      body.push(...drawForm(block, { number: ++form, only: forms === 1, language: card.language }))
    else if (block.type === "chart") {
      const chart = charts < limits.chartsPerCard ? drawChart(block.chart, card.language) : null
      if (chart) charts += 1
      body.push(...(chart ? [chart] : []), ...lines([block.alt], { isSubtle: true }))
    } else body.push(...draw(block))
  }
  return body
}

const demo: TextBlock = { type: "TextBlock", text: "DEMO", wrap: true, weight: "bolder", color: "attention" }

function draw(block: Exclude<Block, { type: "form" | "chart" }>): Element[] {
  switch (block.type) {
    case "eyebrow":
    case "note":
      return lines(block.text, { isSubtle: true, size: "small" })
    case "title":
      return [
        {
          type: "TextBlock",
          text: unmarked(block.text, limits.titleChars),
          wrap: true,
          style: "heading",
          size: "large",
          weight: "bolder",
        },
      ]
    case "text":
      return lines(block.text)
    case "facts":
      return block.facts.length === 0
        ? []
        : [
            {
              type: "FactSet",
              facts: block.facts.slice(0, limits.factsMax).map((fact) => ({
                title: unmarked(fact.label, limits.labelChars),
                value: unmarked(fact.value, limits.labelChars),
              })),
            },
          ]
    case "progress":
      return [...lines([block.label]), progressBar(block)]
    case "buttons":
      return block.layout === "row" ? row(block.buttons) : block.buttons.flatMap(stacked)
  }
}

function row(buttons: Button[]): Element[] {
  const actions = buttons.flatMap(drawButton)
  const sets: Element[] = []
  for (let at = 0; at < actions.length; at += limits.actionsPerRow)
    sets.push({ type: "ActionSet", actions: actions.slice(at, at + limits.actionsPerRow) })
  return sets
}

/** Each on a line of its own; a label too long for a button stands in full above it. */
function stacked(button: Button): Element[] {
  const actions = drawButton(button)
  if (actions.length === 0) return []
  const long = clean(labelOf(button)).length > limits.buttonChars
  return [...(long ? lines([labelOf(button)]) : []), { type: "ActionSet", spacing: "small", actions }]
}

/** [] for a command that no button can carry. */
function drawButton(button: Button) {
  const text = button.once ? `${button.text} ~${button.once}` : button.text
  if (text.length > limits.commandChars || text === "") return []
  const drawnButton = execute(labelOf(button), { draagvlak: 1, text })
  return [button.style === "primary" ? { ...drawnButton, style: "positive" as const } : drawnButton]
}

const labelOf = (button: Button): string => (button.chosen ? `✓ ${button.label}` : button.label)

// ---------------------------------------------------------------- text

type Face = Pick<TextRun, "isSubtle" | "size">

/** One element a line. Runs of text know no markdown, so what stands in them is only text. */
function lines(text: Rich, face: Face = {}): Element[] {
  if (plain(text).trim() === "") return []
  const runs: TextRun[][] = [[]]
  let room: number = limits.textChars
  for (const span of text) {
    const parts = clean(typeof span === "string" ? span : "strong" in span ? span.strong : span.link)
    const kept = cut(parts, Math.max(1, room))
    room -= kept.length
    kept.split("\n").forEach((part, at) => {
      if (at > 0) runs.push([])
      if (part !== "") runs.at(-1)?.push(run(part, { span, face }))
    })
    if (room <= 0) break
  }
  const shown = runs.filter((some) => some.some((r) => r.text.trim() !== ""))
  return shown.map((inlines, at) => ({
    type: "RichTextBlock",
    ...(at > 0 ? { spacing: "small" } : {}),
    inlines,
  }))
}

function run(text: string, q: { span: Rich[number]; face: Face }): TextRun {
  const base: TextRun = { type: "TextRun", text, ...q.face }
  if (typeof q.span === "string") return base
  if ("strong" in q.span) return { ...base, weight: "bolder" }
  const url = safeHref(q.span.href)
  return url ? { ...base, selectAction: { type: "Action.OpenUrl", url, title: label(text, 100) } } : base
}

function line(text: Rich): Element {
  return lines(text)[0] ?? { type: "RichTextBlock", inlines: [{ type: "TextRun", text: "–" }] }
}

// ---------------------------------------------------------------- size

/** UTF-8 bytes of the card as it is sent. */
export function bytesOf(card: AdaptiveCard): number {
  return new TextEncoder().encode(JSON.stringify(card)).length
}

/** The first elements that fit, and "…" where more was left out. */
function within(card: AdaptiveCard): AdaptiveCard {
  if (bytesOf(card) <= limits.cardBytesMax) return card
  const body: Element[] = []
  let size = bytesOf({ ...card, body: [more] })
  for (const element of card.body) {
    size += new TextEncoder().encode(JSON.stringify(element)).length + 1
    if (size > limits.cardBytesMax) break
    body.push(element)
  }
  return { ...card, body: [...body, more] }
}
const more: Element = { type: "RichTextBlock", inlines: [{ type: "TextRun", text: "…" }] }
