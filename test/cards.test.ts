import { readdirSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { read } from "../src/app/grammar.ts"
import type { Block, Card } from "../src/view/card.ts"
import { gallery } from "./support/cards.ts"
import { linesOf, phoneLines } from "./support/phone.ts"
import { textOf } from "./support/text.ts"

const languages = ["nl", "en"] as const
const all = languages.flatMap((language) => gallery(language).map((it) => ({ ...it, language })))
const each = all.map(({ name, language, card }): [string, Card] => [`${name}, ${language}`, card])

describe("the gallery of cards", () => {
  it("has every kind of card that the product draws", () => {
    const folder = new URL("../src/view/", import.meta.url)
    const kinds = readdirSync(folder)
      .filter((file) => file.endsWith("-card.ts"))
      .flatMap((file) => [
        ...readFileSync(new URL(file, folder), "utf8").matchAll(/\bkind: "([a-z-]+)",\n\s+(?:summary|to)/g),
      ])
      .map((m) => m[1])
    expect(kinds.length).toBeGreaterThan(25)
    expect([...new Set(all.map((it) => it.card.kind))].sort()).toEqual([...new Set(kinds)].sort())
  })

  it("shows each kind in both languages, short and long", () => {
    for (const kind of new Set(all.map((it) => it.card.kind)))
      for (const language of languages)
        for (const size of ["shortest", "longest"])
          expect(
            all.filter((it) => it.card.kind === kind && it.language === language && it.name.endsWith(size))
              .length,
            `${kind} ${language} ${size}`,
          ).toBeGreaterThan(0)
  })
})

describe("the measure of a phone's screen", () => {
  const [first] = all
  const card = (blocks: Block[]): Card => ({ ...(first as (typeof all)[0]).card, blocks })
  const buttons = (count: number, layout: "row" | "stack"): Block => ({
    type: "buttons",
    layout,
    buttons: Array(count).fill({ label: "x".repeat(75), text: "help", style: "plain" }),
  })
  it.each<[string, Block[]]>([
    ["eight questions of 200 letters", Array(8).fill({ type: "text", text: ["x".repeat(200)] })],
    ["fourteen long buttons under each other", [buttons(14, "stack")]],
    ["fourteen long buttons in rows", [buttons(14, "row")]],
    ["a list of 38 lines", [{ type: "text", text: ["x\n".repeat(38)] }]],
  ])("finds %s too long, and half of it not", (_, blocks) => {
    expect(linesOf(card(blocks))).toBeGreaterThan(phoneLines)
    const half = blocks.length > 1 ? blocks.slice(0, 4) : [buttons(6, "row")]
    expect(linesOf(card(half))).toBeLessThan(phoneLines)
  })
})

describe.each(each)("%s", (_, card) => {
  it("has a summary of one line, and says nothing broken", () => {
    expect(card.summary.trim()).not.toBe("")
    expect(card.summary).not.toContain("\n")
    expect(`${card.summary} ${textOf(card)}`).not.toMatch(/undefined|NaN|\[object|\{\w+\}|<\/?b>/)
    expect(card.blocks.length).toBeGreaterThan(0)
  })

  it("fits a phone's screen", () => {
    expect(linesOf(card)).toBeLessThanOrEqual(phoneLines)
  })

  it("has only buttons and forms whose text is a command", () => {
    for (const text of card.blocks.flatMap(commandsOf))
      expect(read(text), text).toMatchObject({ type: "command" })
  })

  it("has one button at most that stands out", () => {
    const buttons = card.blocks.flatMap((b) => (b.type === "buttons" ? b.buttons : []))
    expect(buttons.filter((b) => b.style === "primary").length).toBeLessThan(
      card.kind === "challenge-list" ? 5 : 3,
    )
  })
})

/** What buttons and forms send, with a value where one is typed or chosen. */
function commandsOf(block: Block): string[] {
  const once = (q: { once?: string }) => (q.once === undefined ? "" : ` ~${q.once}`)
  if (block.type === "buttons") return block.buttons.map((b) => `${b.text}${once(b)}`)
  if (block.type !== "form") return []
  const { field } = block
  const values = {
    number: () => ["12,5"],
    text: () => ["A text"],
    choice: () => ("options" in field ? field.options.map((o) => o.key) : []),
    choices: () => ("options" in field ? [field.options.map((o) => o.key).join(",")] : []),
  }[field.kind]()
  return values.map((value) => `${block.text.replace("{value}", value)}${once(block)}`)
}
