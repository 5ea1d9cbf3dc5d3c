import { existsSync, readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { limits, problemsOf, type SlackBlock } from "../../adapters/slack/limits.ts"
import { renderHome, renderMessage } from "../../adapters/slack/render.ts"
import { type Block, type Card, plain } from "../../src/view/card.ts"
import { gallery } from "../support/cards.ts"
import { visible } from "../support/fake-slack.ts"

const cards = (["nl", "en"] as const).flatMap((language) =>
  gallery(language).map(({ name, card }): [string, Card] => [`${name}, ${language}`, card]),
)
const surfaces: [string, (card: Card) => SlackBlock[], "message" | "home"][] = [
  ["a message", (card) => renderMessage(card).blocks, "message"],
  ["a private answer", (card) => renderMessage(card, { charts: false }).blocks, "message"],
  ["the Home tab", (card) => renderHome(card).blocks, "home"],
]

describe.each(surfaces)("every card of the gallery as %s in Slack", (_, render, surface) => {
  test.each(cards)("%s is what Slack takes", (_name, card) => {
    expect(problemsOf(render(card), surface)).toEqual([])
  })

  test.each(cards)("%s says all that the card says", (_name, card) => {
    const shown = bare(visible(render(card)))
    for (const words of wordsOf(card)) expect(shown).toContain(bare(words))
  })
})

describe("every card of the gallery as a notification in Slack", () => {
  test.each(cards)("%s has a line", (_name, card) => {
    const { text } = renderMessage(card)
    expect(text.trim()).not.toBe("")
    expect(text.length).toBeLessThanOrEqual(limits.summaryChars)
  })
})

const limitsFile = "../shared/oracles/slack/block-kit-limits.json"
describe("every card of the gallery by another author's table of Slack's limits", () => {
  test.skipIf(!existsSync(limitsFile))(`is within it (needs ${limitsFile})`, () => {
    const table = JSON.parse(readFileSync(limitsFile, "utf8")) as Table
    for (const [name, card] of cards)
      for (const [, render, surface] of surfaces) {
        const blocks = render(card)
        expect(blocks.length, name).toBeLessThanOrEqual(surface === "home" ? 100 : 50)
        expect(tooLong(blocks, table), name).toEqual([])
      }
  })
  test.skipIf(!existsSync(limitsFile))(`sees what is beyond it (needs ${limitsFile})`, () => {
    const table = JSON.parse(readFileSync(limitsFile, "utf8")) as Table
    const text = { type: "plain_text" as const, text: "x".repeat(151) }
    expect(tooLong([{ type: "header", text }], table)).toEqual(["header.text.max_length"])
    const elements = [{ type: "button" as const, action_id: "a", value: "v", text }]
    expect(tooLong([{ type: "actions", elements }], table)).toEqual(["button.text.max_length"])
  })
})

/** Without emphasis and differences in white space. */
function bare(text: string): string {
  return text.replace(/[*\s\u200b]+/g, "")
}

/** Everything on the card that a reader must get to see; charts are told by their sentence. */
function wordsOf(card: Card): string[] {
  return card.blocks.flatMap(wordsIn)
}

function wordsIn(block: Block): string[] {
  switch (block.type) {
    case "eyebrow":
    case "text":
    case "note":
      return [plain(block.text.filter((span) => typeof span === "string" || "strong" in span))]
    case "title":
      return [block.text]
    case "facts":
      return block.facts.flatMap((f) => [f.label, f.value])
    case "progress":
      return [block.label]
    case "chart":
      return [block.alt]
    case "buttons":
      return block.buttons.map((b) => b.label)
    case "form":
      return [
        block.field.label,
        block.submit,
        ...("options" in block.field ? block.field.options.map((o) => o.label) : []),
      ]
  }
}

type Table = { [name: string]: Table | number }

/** The other author's limits for what stands in these blocks, by the path in their table. */
function tooLong(blocks: unknown, table: Table): string[] {
  const found: string[] = []
  const check = (path: string, size: number) => {
    const max = path
      .split(".")
      .reduce<Table | number | undefined>((t, key) => (typeof t === "object" ? t[key] : t), table)
    if (typeof max !== "number") throw new Error(`${path} is not in the table`)
    if (size > max) found.push(path)
  }
  const length = (it: unknown) => (it as { text: string }).text.length
  const walk = (it: unknown): void => {
    if (Array.isArray(it)) return it.forEach(walk)
    if (typeof it !== "object" || it === null) return
    const node = it as Record<string, unknown> & { type?: string; elements?: unknown[]; options?: unknown[] }
    if (node.type === "header") check("header.text.max_length", length(node["text"]))
    if (node.type === "section" && node["text"]) check("section.text.max_length", length(node["text"]))
    if (node.type === "context") check("context.elements.max_items", node.elements?.length ?? 0)
    if (node.type === "actions") check("actions.elements.max_items", node.elements?.length ?? 0)
    if (node.type === "input") check("input.label.max_length", length(node["label"]))
    if (node.type === "radio_buttons") check("radio_buttons.options.max_items", node.options?.length ?? 0)
    if (node.type === "checkboxes") check("checkboxes.options.max_items", node.options?.length ?? 0)
    if (node.type === "button") {
      check("button.text.max_length", length(node["text"]))
      check("button.value.max_length", String(node["value"]).length)
    }
    for (const option of node.options ?? [])
      check("option.text.max_length", length((option as { text: unknown }).text))
    for (const [key, value] of Object.entries(node)) if (key !== "value") walk(value)
  }
  walk(blocks)
  return found
}
