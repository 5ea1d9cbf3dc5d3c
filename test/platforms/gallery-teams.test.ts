import { describe, expect, test } from "vitest"
import type { AdaptiveCard } from "../../adapters/teams/elements.ts"
import { limits } from "../../adapters/teams/limits.ts"
import { bytesOf, renderCard, renderMessage } from "../../adapters/teams/render.ts"
import { type Block, type Card, plain } from "../../src/view/card.ts"
import { byLibrary, bySchema, extension, hasSchema, nodes, schemaFile } from "../support/adaptive.ts"
import { gallery } from "../support/cards.ts"
import { seen } from "../support/fake-teams.ts"

const cards = (["nl", "en"] as const).flatMap((language) =>
  gallery(language).map(({ name, card }): [string, Card] => [`${name}, ${language}`, card]),
)

describe("every card of the gallery in Teams", () => {
  test.each(cards)("%s is an Adaptive Card 1.5 to Microsoft's own reader", (_, card) => {
    expect(byLibrary(renderCard(card))).toEqual([])
  })
  test.skipIf(!hasSchema).each(cards)(`%s is one to Microsoft's schema (needs ${schemaFile})`, (_, card) => {
    expect(bySchema(renderCard(card))).toEqual([])
  })
  test.each(cards)("%s is under 28 KB and nothing of it was left out", (_, card) => {
    const drawn = renderCard(card)
    expect(bytesOf(drawn)).toBeLessThan(limits.cardBytesMax)
    expect(seen(drawn.body.at(-1))).not.toBe("…")
  })
  test.each(cards)("%s says all that the card says", (_, card) => {
    const shown = bare(seen(renderCard(card)))
    for (const words of wordsOf(card)) expect(shown).toContain(bare(words))
  })
  test.each(cards)("%s can be used by ear and by keyboard", (_, card) => {
    const drawn = renderCard(card)
    expect(drawn.lang).toBe(card.language)
    expect(drawn.fallbackText.trim()).not.toBe("")
    expect(renderMessage(card).summary.trim()).not.toBe("")
    expect(byEar(drawn)).toEqual([])
  })
})

describe("the judges", () => {
  const good = renderCard(cards[0]?.[1] as Card)
  const faulty: [string, object][] = [
    ["an element that nobody knows", { type: "Blink" }],
    ["an input without an id", { type: "Input.Text", label: "x" }],
  ]
  test.each(faulty)("Microsoft's reader finds %s", (_, element) => {
    expect(byLibrary({ ...good, body: [...good.body, element] })).not.toEqual([])
  })
  test
    .skipIf(!hasSchema)
    .each([
      ...faulty,
      ["a misspelt property", { type: "TextBlock", text: "x", wrapp: true }],
      ["a text without text", { type: "TextBlock" }],
    ] as [string, object][])("the schema finds %s", (_, element) => {
    expect(bySchema({ ...good, body: [...good.body, element] })).not.toEqual([])
  })
  test("ours finds an input without a label, a chart without words and an image without them", () => {
    const found = (element: object) => byEar({ ...good, body: [element] } as AdaptiveCard)
    expect(found({ type: "Input.Text", id: "x" })).toHaveLength(1)
    expect(found({ type: "Chart.Line", title: "x", data: [] })).toHaveLength(1)
    expect(found({ type: "Image", url: "x" })).toHaveLength(1)
    expect(found({ type: "Action.Execute", title: "x" })).toHaveLength(1)
  })
})

/** What a screen reader, or an old client, could not tell. */
function byEar(card: AdaptiveCard): string[] {
  const ids = nodes(card).flatMap((node) => (typeof node["id"] === "string" ? [node["id"]] : []))
  return [
    ...(new Set(ids).size < ids.length ? ["two inputs of one id"] : []),
    ...nodes(card).flatMap((node) => {
      const type = String(node["type"])
      if (type.startsWith("Input.") && !node["label"]) return ["an input without a label"]
      if (extension.test(type) && !seen(node["fallback"])) return [`${type} without words`]
      if (type === "Image" && !node["altText"]) return ["an image without words"]
      if (type === "Action.Execute" && !(node["title"] && node["fallback"]))
        return ["a button for new clients only"]
      if (type === "TextBlock" && node["wrap"] !== true) return ["a text that is cut off"]
      return []
    }),
  ]
}

/** Without white space and what only keeps markdown from being read. */
function bare(text: string): string {
  return text.replace(/[\s\u2060]+/g, "").replace(/[*∗]/g, "")
}

function wordsOf(card: Card): string[] {
  return card.blocks.flatMap(wordsIn)
}

function wordsIn(block: Block): string[] {
  switch (block.type) {
    case "eyebrow":
    case "text":
    case "note":
      return [plain(block.text)]
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
