import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { safeHref } from "../../adapters/page/html.ts"
import { niceMax } from "../../adapters/web/chart.ts"
import { type Reader, renderCard } from "../../adapters/web/render.ts"
import type { Block, Card } from "../../src/view/card.ts"
import { makeWords } from "../../src/view/words.ts"
import { webWords } from "./web-desk.ts"
import { shapeOf, tagsOf, value, visible } from "./web-html.ts"

const reader: Reader = {
  as: "anna",
  in: "mvo",
  say: makeWords(webWords).nl,
  id: "m1",
  formId: () => "abcdefgh",
}

/** One card with every kind of block and every place where text can stand. */
function everything(words: string, link = "https://example.org/"): Card {
  const blocks: Block[] = [
    { type: "eyebrow", text: [words] },
    { type: "title", text: words },
    { type: "text", text: [words, { strong: words }, { link: words, href: link }] },
    { type: "facts", facts: [{ label: words, value: words }] },
    { type: "progress", value: 3, max: 5, label: words },
    ...(["line", "bar"] as const).map(
      (kind): Block => ({
        type: "chart",
        alt: words,
        chart: {
          kind,
          title: words,
          unit: "percent",
          points: [
            { label: words, value: 3 },
            { label: words, value: null },
          ],
        },
      }),
    ),
    ...(["row", "stack"] as const).map(
      (layout): Block => ({
        type: "buttons",
        layout,
        buttons: [
          { label: words, text: words, style: "primary", once: words },
          { label: words, text: words, style: "quiet", chosen: true },
        ],
      }),
    ),
    {
      type: "form",
      id: words,
      field: { kind: "number", label: words, placeholder: words, initial: words },
      text: words,
      submit: words,
      once: words,
    },
    {
      type: "form",
      id: words,
      field: { kind: "text", label: words, maxLength: 9 },
      text: words,
      submit: words,
    },
    ...(["choice", "choices"] as const).map(
      (kind): Block => ({
        type: "form",
        id: words,
        field: { kind, label: words, options: [{ key: words, label: words }] },
        text: words,
        submit: words,
      }),
    ),
    { type: "note", text: [words] },
  ]
  return { kind: words, to: "actor", language: "nl", summary: words, accent: "#3F7E44", demo: true, blocks }
}

const hostile = [
  `"><script>alert(1)</script>`,
  `' onmouseover='alert(1)`,
  `" style="position:fixed" x="`,
  "</textarea></title></style></svg><img src=x onerror=alert(1)>",
  "<!-- ",
  "&lt;b&gt; &amp;",
  "‮right to left‬ \u0000 \ud800 👩🏽‍🚒",
  "<!channel> @everyone",
  "{value} $& $1",
]

const draw = (card: Card) => String(renderCard(card, reader))

describe("a card as HTML", () => {
  it("has the same tags and attributes whatever people typed", () => {
    const plain = shapeOf(draw(everything("x")))
    for (const words of hostile) expect(shapeOf(draw(everything(words)))).toBe(plain)
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 60 }), (words) => {
        expect(shapeOf(draw(everything(words)))).toBe(plain)
      }),
    )
  })

  it("shows what people typed word for word", () => {
    for (const words of hostile) expect(visible(draw(everything(words)))).toContain(words)
  })

  it("is checked by a reader that sees planted markup", () => {
    const drawn = draw(everything("x"))
    expect(shapeOf(drawn.replace(">x<", "><i>x</i><"))).not.toBe(shapeOf(drawn))
    expect(shapeOf(drawn.replace('="x"', '="x" onclick="y"'))).not.toBe(shapeOf(drawn))
    expect(() => shapeOf(drawn.replace(">x<", ">x<script "))).toThrow("not our markup")
    expect(() => shapeOf(drawn.replace(">x<", '>x"<'))).toThrow("not our markup")
  })

  it("carries no script, no style attribute and no handler", () => {
    for (const tag of tagsOf(draw(everything("x")))) {
      expect(["script", "style", "iframe", "object", "link", "base", "foreignobject"]).not.toContain(tag.name)
      for (const [name] of tag.attributes) expect(name).not.toMatch(/^(on|style$)/)
    }
  })

  it.each([
    ["https://example.org/a?b=c", true],
    ["/enter/abc", true],
    ["mailto:a@example.org", true],
    ["javascript:alert(1)", false],
    ["JaVaScRiPt:alert(1)", false],
    ["\u0001javascript:alert(1)", false],
    ["data:text/html,x", false],
    ["//evil.example", false],
    ["/\\evil.example", false],
    ["vbscript:x", false],
    ["not a link", false],
  ])("links %j: %s", (href, linked) => {
    expect(safeHref(href) !== null).toBe(linked)
    expect(tagsOf(draw(everything("x", href))).some((tag) => tag.name === "a")).toBe(linked)
  })

  it("draws a colour only where it is one", () => {
    const filled = (accent: string) =>
      tagsOf(draw({ ...everything("x"), accent })).some((tag) => value(tag, "fill") === accent)
    expect(filled("#3F7E44")).toBe(true)
    expect(filled("red;}")).toBe(false)
    expect(filled("url(https://evil.example)")).toBe(false)
  })

  it("says DEMO on a demo's card and nowhere else", () => {
    expect(visible(draw(everything("x")))).toContain("DEMO")
    expect(visible(draw({ ...everything("x"), demo: false }))).not.toContain("DEMO")
  })

  it("labels every field and chart, with ids that stand once", () => {
    const tags = tagsOf(draw(everything("x")))
    const ids = tags.flatMap((tag) => value(tag, "id") ?? [])
    expect(new Set(ids).size).toBe(ids.length)
    const labels = tags.filter((tag) => tag.name === "label").map((tag) => value(tag, "for"))
    for (const tag of tags) {
      const type = value(tag, "type")
      const field = tag.name === "textarea" || (tag.name === "input" && type === undefined)
      if (field) expect(labels).toContain(value(tag, "id"))
      if (value(tag, "role") === "img")
        for (const id of (value(tag, "aria-labelledby") ?? "").split(" ")) expect(ids).toContain(id)
    }
  })

  it("says as whom, where, and with a fresh id in each form", () => {
    let n = 0
    const drawn = String(renderCard(everything("x"), { ...reader, formId: () => `aaaaaaa${n++}` }))
    const hidden = (name: string) =>
      tagsOf(drawn)
        .filter((tag) => value(tag, "name") === name)
        .map((tag) => value(tag, "value"))
    expect(new Set(hidden("as"))).toEqual(new Set(["anna"]))
    expect(new Set(hidden("in"))).toEqual(new Set(["mvo"]))
    expect(new Set(hidden("form")).size).toBe(n)
    expect(n).toBe(6)
  })

  it("never draws a figure outside its frame", () => {
    const figure = fc.oneof(fc.double(), fc.integer({ min: -5, max: 1000 }))
    fc.assert(
      fc.property(fc.array(fc.option(figure), { maxLength: 30 }), figure, figure, (values, part, whole) => {
        const drawn = draw({
          ...everything("x"),
          blocks: [
            { type: "progress", value: part, max: whole, label: "p" },
            ...(["line", "bar"] as const).map(
              (kind): Block => ({
                type: "chart",
                alt: "a",
                chart: {
                  kind,
                  title: "t",
                  unit: "count",
                  points: values.map((v) => ({ label: "l", value: v })),
                },
              }),
            ),
          ],
        })
        for (const tag of tagsOf(drawn))
          for (const [name, is] of tag.attributes)
            if (["width", "height", "x", "y", "cx", "cy", "points"].includes(name)) {
              expect(is).not.toMatch(/NaN|Infinity|undefined/)
              if (is.endsWith("%")) {
                expect(Number.parseFloat(is)).toBeGreaterThanOrEqual(0)
                expect(Number.parseFloat(is)).toBeLessThanOrEqual(100)
              }
            }
      }),
    )
  })

  it("ends its axis at or above the largest value, and shares at 100 at most", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1 }), (values) => {
        expect(niceMax(values, "count")).toBeGreaterThanOrEqual(Math.max(...values))
        expect(niceMax(values, "percent")).toBeLessThanOrEqual(100)
      }),
    )
  })
})
