import { describe, expect, test } from "vitest"
import { renderCard } from "../../adapters/web/render.ts"
import type { Block, Card } from "../../src/view/card.ts"
import { plain } from "../../src/view/card.ts"
import { makeWords } from "../../src/view/words.ts"
import { gallery } from "../support/cards.ts"
import { webWords } from "./web-desk.ts"
import { fieldsOf, formsOf, shapeOf, tagsOf, value, visible } from "./web-html.ts"

const cards = (["nl", "en"] as const).flatMap((language) =>
  gallery(language).map(({ name, card }): [string, Card] => [`${name}, ${language}`, card]),
)
const draw = (card: Card) =>
  String(
    renderCard(card, {
      as: "anna",
      in: "mvo",
      say: makeWords(webWords)[card.language],
      id: "m1",
      formId: () => "f",
    }),
  )
const hostile = `"><script>alert(1)</script>' onmouseover='x`

describe("every card of the gallery on the web", () => {
  test.each(cards)("%s is well-formed: every tag that opens closes, in order", (_, card) => {
    expect(unclosed(draw(card))).toEqual([])
    expect(() => tagsOf(draw(card))).not.toThrow()
  })

  test.each(cards)("%s has the same tags whatever people typed into it", (_, card) => {
    const typed = JSON.parse(JSON.stringify(card), (key, it) =>
      isWords(key) && typeof it === "string" ? hostile : it,
    )
    const named = JSON.parse(JSON.stringify(card), (key, it) =>
      isWords(key) && typeof it === "string" ? "x" : it,
    )
    expect(shapeOf(draw(typed))).toBe(shapeOf(draw(named)))
    expect(draw(typed)).not.toContain("<script")
  })

  test.each(cards)("%s shows its words and sends its commands", (_, card) => {
    const html = draw(card)
    const shown = visible(html).replace(/\s+/g, " ")
    for (const block of card.blocks) {
      if (block.type === "text" || block.type === "note")
        expect(shown.replace(/ /g, "")).toContain(plain(block.text).replace(/\s+/g, ""))
      for (const text of commands(block)) expect(sent(html)).toContain(text)
    }
    if (card.demo) expect(shown).toContain("DEMO")
  })

  test("the reader of tags sees one that does not close", () => {
    expect(unclosed("<p><b>x</p>")).not.toEqual([])
    expect(unclosed("<p>x</p></p>")).not.toEqual([])
    expect(unclosed('<p><input name="x">y</p>')).toEqual([])
  })
})

/** Keys of a card under which words stand. */
function isWords(key: string): boolean {
  return (
    ["label", "alt", "title", "strong", "link", "submit", "summary", "value"].includes(key) ||
    /^\d+$/.test(key)
  )
}

const empty = new Set(["input", "rect", "circle", "line", "polyline", "path", "br"])

/** Tags that do not close, or close what is not open. */
function unclosed(html: string): string[] {
  const open: string[] = []
  const wrong: string[] = []
  for (const [, end, name = "", own] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)[^<>]*?(\/?)>/gi)) {
    if (own || empty.has(name)) continue
    if (!end) open.push(name)
    else if (open.at(-1) === name) open.pop()
    else wrong.push(name)
  }
  return [...wrong, ...open]
}

function commands(block: Block): string[] {
  if (block.type === "buttons") return block.buttons.map((b) => (b.once ? `${b.text} ~${b.once}` : b.text))
  return block.type === "form" ? [block.text] : []
}

/** What the page's forms would say. */
function sent(html: string): string[] {
  return formsOf(html).flatMap((form) => [
    ...fieldsOf(form).flatMap(([name, text]) => (name === "text" ? [text] : [])),
    ...tagsOf(form).flatMap((tag) => (tag.name === "button" ? [value(tag, "value") ?? ""] : [])),
  ])
}
