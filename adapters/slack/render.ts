/** Cards as Block Kit. */
import type { Block, Button, Card, Chart } from "../../src/view/card.ts"
import { plain } from "../../src/view/card.ts"
import { clean, cut } from "../../src/view/safe-text.ts"
import { fieldBlocks } from "./fields.ts"
import { type ButtonElement, charsOf, limits, type SlackBlock, type SlackChart } from "./limits.ts"
import { escapeText, mrkdwn, plainText, richText } from "./mrkdwn.ts"

export type Message = { text: string; blocks: SlackBlock[] }

/** `charts: false` where we do not know that Slack draws them (private answers, the Home tab): the finding stays as text. */
export function renderMessage(card: Card, q: { charts: boolean } = { charts: true }): Message {
  const summary = escapeText(cut(clean(card.summary), limits.summaryChars / 2))
  const demo = card.demo ? "DEMO · " : ""
  return {
    text: cut(`${demo}${summary}` || "–", limits.summaryChars),
    blocks: within(drawn(card, q.charts), limits.messageBlocks),
  }
}

/** The view of Slack's App Home. */
export function renderHome(card: Card): { type: "home"; blocks: SlackBlock[] } {
  return { type: "home", blocks: within(drawn(card, false), limits.homeBlocks) }
}

function drawn(card: Card, charts: boolean): SlackBlock[] {
  const number = counter()
  let chartsLeft: number = charts ? limits.chartsPerMessage : 0
  const blocks: SlackBlock[] = card.demo ? [context([{ strong: "DEMO" }])] : []
  for (const block of card.blocks) {
    if (block.type === "chart" && chartsLeft > 0) {
      const chart = drawChart(block.chart)
      if (chart) {
        chartsLeft -= 1
        blocks.push(chart)
      }
    }
    blocks.push(...draw(block, number))
  }
  return blocks.length > 0 ? blocks : [context([card.summary])]
}

function draw(block: Block, number: () => number): SlackBlock[] {
  switch (block.type) {
    case "eyebrow":
    case "note":
      return [context(block.text)]
    case "title":
      return [{ type: "header", text: plainText(block.text, limits.headerText) }]
    case "text":
      return plain(block.text).trim() === ""
        ? []
        : [{ type: "section", text: richText(block.text, limits.sectionText) }]
    case "facts":
      return chunks(block.facts, limits.sectionFields).map((facts) => ({
        type: "section",
        fields: facts.map((fact) =>
          mrkdwn([`${fact.label}\n`, { strong: fact.value || "–" }], limits.factChars),
        ),
      }))
    case "progress":
      return [{ type: "section", text: richText([`${bar(block)}  ${block.label}`], limits.sectionText) }]
    case "chart":
      return [context([block.alt])]
    case "buttons":
      return block.layout === "row" ? row(block.buttons, number) : stack(block.buttons, number)
    case "form":
      return fieldBlocks(block, number())
  }
}

const context = (text: Parameters<typeof richText>[0]): SlackBlock => ({
  type: "context",
  elements: [richText(text, limits.sectionField)],
})

function row(buttons: Button[], number: () => number): SlackBlock[] {
  const elements = buttons.flatMap((button) => drawButton(button, number()))
  return chunks(elements, limits.actionsElements).map((some) => ({ type: "actions", elements: some }))
}

/** Each on a line of its own; a label too long for a button stands in full above it. */
function stack(buttons: Button[], number: () => number): SlackBlock[] {
  return buttons.flatMap((button) => {
    const elements = drawButton(button, number())
    if (elements.length === 0) return []
    const label: SlackBlock[] =
      labelOf(button).length > limits.buttonText
        ? [{ type: "section", text: richText([labelOf(button)], limits.sectionText) }]
        : []
    return [...label, { type: "actions", elements } as const]
  })
}

/** [] for a command that no button can carry. */
export function drawButton(button: Button, number: number): ButtonElement[] {
  const value = button.once ? `${button.text} ~${button.once}` : button.text
  if (value.length > limits.buttonValue) return []
  const drawn: ButtonElement = {
    type: "button",
    action_id: `say.${number}`,
    text: plainText(labelOf(button), limits.buttonText),
    value,
  }
  return [button.style === "primary" ? { ...drawn, style: "primary" } : drawn]
}

const labelOf = (button: Button): string => (button.chosen ? `✓ ${button.label}` : button.label)

const barCells = 12
function bar(q: { value: number; max: number }): string {
  const share = q.max > 0 && Number.isFinite(q.value / q.max) ? Math.min(1, Math.max(0, q.value / q.max)) : 0
  // A little of something is never drawn as nothing, and not quite all never as all.
  const cells =
    share > 0 && share < 1
      ? Math.min(barCells - 1, Math.max(1, Math.round(share * barCells)))
      : share * barCells
  return "▰".repeat(cells) + "▱".repeat(barCells - cells)
}

/**
 * Slack wants a number for every category, so a point without a figure is left out; a line would bridge the gap that
 * this leaves, so it becomes bars. Null where nothing can be drawn honestly.
 */
function drawChart(chart: Chart): SlackBlock | null {
  const all = chart.points.slice(-limits.chartPoints.max)
  const known = all.flatMap((point) =>
    point.value !== null && Number.isFinite(point.value)
      ? [{ label: cut(clean(point.label), limits.chartLabel), value: point.value }]
      : [],
  )
  const categories = known.map((point) => point.label)
  if (known.length === 0 || new Set(categories).size < categories.length || categories.includes(""))
    return null
  const drawnChart: SlackChart = {
    type: known.length < all.length ? "bar" : chart.kind,
    series: [{ name: cut(clean(chart.title) || "–", limits.chartSeriesName), data: known }],
    axis_config: chart.unit === "percent" ? { categories, y_label: "%" } : { categories },
  }
  return {
    type: "data_visualization",
    title: cut(clean(chart.title) || "–", limits.chartTitle),
    chart: drawnChart,
  }
}

/** The first blocks that fit, and "…" where more was left out. */
function within(blocks: SlackBlock[], most: number): SlackBlock[] {
  const more = context(["…"])
  let kept = blocks.length > most ? [...blocks.slice(0, most - 1), more] : blocks
  while (charsOf(kept) > limits.messageChars && kept.length > 1) {
    const shorter = kept.at(-1) === more ? kept.slice(0, -2) : kept.slice(0, -1)
    kept = [...shorter, more]
  }
  return kept
}

function chunks<T>(all: T[], size: number): T[][] {
  const out: T[][] = []
  for (let at = 0; at < all.length; at += size) out.push(all.slice(at, at + size))
  return out
}

function counter(): () => number {
  let n = 0
  return () => ++n
}
