import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Element } from "../../adapters/teams/elements.ts"
import { limits } from "../../adapters/teams/limits.ts"
import { bytesOf, renderCard, renderMessage } from "../../adapters/teams/render.ts"
import { unmarked } from "../../adapters/teams/text.ts"
import type { Block, Button, Card, Field, Rich } from "../../src/view/card.ts"
import { card, hostile } from "../contract/platform.ts"
import { byLibrary, bySchema, hasSchema, nodes, schemaFile } from "../support/adaptive.ts"
import { seen } from "../support/fake-teams.ts"

const of = (blocks: Block[], more: Partial<Card> = {}): Element[] =>
  renderCard(card("", { ...more, blocks })).body

describe("hostile text stays text", () => {
  const wild = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom(
      hostile,
      "[a](https://evil.example)",
      "**x** _y_",
      "\u202etxt",
      "1. one",
      "- two",
      "&lt;b&gt;",
    ),
  )
  test("only titles and facts are read for markdown, and there is none left in them", () => {
    fc.assert(
      fc.property(wild, wild, (a, b) => {
        const blocks: Block[] = [
          { type: "title", text: a },
          { type: "facts", facts: [{ label: a, value: b }] },
          { type: "text", text: [a, { strong: b }, { link: a, href: b }] },
        ]
        const read = nodes(of(blocks)).flatMap((node) => {
          if (node["type"] === "TextBlock") return [String(node["text"])]
          return node["type"] === undefined ? [String(node["title"]), String(node["value"])] : []
        })
        for (const text of read) {
          expect(text).not.toMatch(/\]\(|\]\[|`|\\|https?:|^\s*([-+#>]|\d+[.)])\s/)
          expect(text).not.toMatch(/(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])/u)
        }
        expect(JSON.stringify(of(blocks))).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/)
      }),
    )
  })
  test("only pages and mails are links", () => {
    const link = (href: string) => nodes(of([{ type: "text", text: [{ link: "here", href }] }]))
    const opened = (href: string) => link(href).find((node) => node["type"] === "Action.OpenUrl")?.["url"]
    expect(opened("javascript:alert(1)")).toBeUndefined()
    expect(opened("msteams:/l/chat")).toBeUndefined()
    expect(opened("https://a.example/x?a=1")).toBe("https://a.example/x?a=1")
  })
  test("signs inside words stay as they are", () => {
    expect(unmarked("snake_case 3*4 a-b", 100)).toBe("snake_case 3*4 a-b")
  })
})

describe("within Teams' limits", () => {
  const word = fc.string({ unit: "grapheme", maxLength: 90 })
  const long = fc.oneof(word, fc.constantFrom("&".repeat(4_000), "é".repeat(10_000), "", "\n\n", "a\nb"))
  const rich: fc.Arbitrary<Rich> = fc.array(
    fc.oneof(long, fc.record({ strong: long }), fc.record({ link: long, href: fc.oneof(fc.webUrl(), word) })),
    { maxLength: 4 },
  )
  const button: fc.Arbitrary<Button> = fc.record(
    {
      label: long,
      text: fc.oneof(word, fc.constant("x".repeat(2_500))),
      style: fc.constantFrom("primary", "plain", "quiet"),
      once: fc.constant("abcdefgh"),
      chosen: fc.boolean(),
    },
    { requiredKeys: ["label", "text", "style"] },
  )
  const options = fc.uniqueArray(fc.record({ key: word, label: long }), {
    maxLength: 120,
    selector: (option) => option.key,
  })
  const field: fc.Arbitrary<Field> = fc.oneof(
    fc.record({ kind: fc.constant("number"), label: long, placeholder: long, initial: word } as const),
    fc.record({ kind: fc.constant("text"), label: long, maxLength: fc.integer() } as const),
    fc.record({
      kind: fc.constantFrom("choice", "choices"),
      label: long,
      options,
      initial: fc.array(word),
    } as const),
  )
  const points = fc.array(fc.record({ label: word, value: fc.option(fc.double()) }), { maxLength: 40 })
  const block: fc.Arbitrary<Block> = fc.oneof(
    fc.record({ type: fc.constantFrom("eyebrow", "text", "note"), text: rich } as const),
    fc.record({ type: fc.constant("title"), text: long } as const),
    fc.record({
      type: fc.constant("facts"),
      facts: fc.array(fc.record({ label: long, value: long }), { maxLength: 40 }),
    } as const),
    fc.record({ type: fc.constant("progress"), value: fc.double(), max: fc.double(), label: long } as const),
    fc.record({
      type: fc.constant("chart"),
      alt: long,
      chart: fc.record({
        kind: fc.constantFrom("line", "bar"),
        title: long,
        points,
        unit: fc.constantFrom("percent", "count"),
      } as const),
    } as const),
    fc.record({
      type: fc.constant("buttons"),
      layout: fc.constantFrom("row", "stack"),
      buttons: fc.array(button, { maxLength: 40 }),
    } as const),
    fc.record({ type: fc.constant("form"), id: long, field, text: word, submit: long } as const),
  )
  const any: fc.Arbitrary<Card> = fc.record({
    kind: fc.constant("any"),
    to: fc.constantFrom("actor", "place"),
    language: fc.constantFrom("nl", "en"),
    summary: long,
    demo: fc.boolean(),
    blocks: fc.array(block, { maxLength: 60 }),
  } as const)

  test(`any card, however long, becomes one that Teams takes${hasSchema ? "" : ` (without ${schemaFile})`}`, () => {
    fc.assert(
      fc.property(any, (it) => {
        const drawn = renderCard(it)
        expect(byLibrary(drawn)).toEqual([])
        if (hasSchema) expect(bySchema(drawn)).toEqual([])
        expect(bytesOf(drawn)).toBeLessThanOrEqual(limits.cardBytesMax)
        expect(drawn.body.length).toBeGreaterThan(0)
        expect(renderMessage(it).summary.trim()).not.toBe("")
        for (const node of nodes(drawn))
          if (node["type"] === "ActionSet")
            expect((node["actions"] as object[]).length).toBeLessThanOrEqual(5)
        expect(JSON.stringify(drawn)).not.toMatch(/\\ud[89ab]..(?!\\ud[c-f])/i)
      }),
      { numRuns: 60 },
    )
  }, 60_000)
  test("what does not fit ends in an ellipsis", () => {
    const many = of(
      Array.from({ length: 90 }, () => ({ type: "text", text: ["word ".repeat(100)] }) as const),
    )
    expect(seen(many.at(-1))).toBe("…")
    expect(seen(of([{ type: "text", text: ["x".repeat(10_000)] }]))).toMatch(/^x+…$/)
  })
})

describe("how kinds are drawn", () => {
  const buttons = (some: Partial<Button>[], layout: "row" | "stack" = "row"): Block => ({
    type: "buttons",
    layout,
    buttons: some.map((one) => ({ label: "Join", text: "challenge join x", style: "plain", ...one })),
  })
  const actions = (blocks: Block[]) => nodes(of(blocks)).filter((node) => node["type"] === "Action.Execute")
  test("a button carries its command, also for old clients, and what makes it count once", () => {
    const [first] = actions([buttons([{ once: "abcd2345", style: "primary" }])])
    const data = { draagvlak: 1, text: "challenge join x ~abcd2345" }
    expect(first).toMatchObject({ title: "Join", style: "positive", verb: "draagvlak", data })
    expect(first?.["fallback"]).toMatchObject({ type: "Action.Submit", title: "Join", data })
  })
  test("the reader's own answer has a tick", () => {
    expect(actions([buttons([{ chosen: true }])])[0]?.["title"]).toBe("✓ Join")
  })
  test("a label too long for a button stands in full above it", () => {
    const label = "word ".repeat(30).trim()
    const [above, set] = of([buttons([{ label }], "stack")])
    expect(seen(above)).toBe(label)
    expect(nodes(set).find((node) => node["type"] === "Action.Execute")?.["tooltip"]).toBe(label)
  })
  const form = (id: string): Block => ({
    type: "form",
    id,
    field: { kind: "number", label: "How many km?" },
    text: "challenge log x {value}",
    submit: "Log",
  })
  test("a form is an input with its own button, and an empty field stops that button", () => {
    const drawn = nodes(of([form("a"), buttons([{}])]))
    const input = drawn.find((node) => node["type"] === "Input.Text")
    expect(input).toMatchObject({ id: "field1", label: "How many km?", isRequired: true })
    const [log, join] = drawn.filter((node) => node["type"] === "Action.Execute")
    expect(log).toMatchObject({ data: { text: "challenge log x {value}", field: "field1" } })
    expect(log).not.toHaveProperty("associatedInputs")
    expect(join).toMatchObject({ associatedInputs: "none" })
  })
  test("of two forms neither's empty field stops the other's button", () => {
    const inputs = nodes(of([form("a"), form("b")])).filter((node) => node["type"] === "Input.Text")
    expect(inputs.map((node) => node["id"])).toEqual(["field1", "field2"])
    expect(inputs.some((node) => node["isRequired"])).toBe(false)
  })
  test("a demo says DEMO on the card and in the notification", () => {
    const demo = card("x", { demo: true })
    expect(seen(renderCard(demo))).toContain("DEMO")
    expect(renderMessage(demo).summary).toContain("DEMO")
  })
  test("lines stay lines", () => {
    expect(of([{ type: "text", text: ["a\nb", { strong: "c" }, "\n\nd"] }]).map(seen)).toEqual([
      "a",
      "bc",
      "d",
    ])
  })
})

describe("charts", () => {
  const chart = (values: (number | null)[], kind: "line" | "bar" = "line"): Block => ({
    type: "chart",
    alt: "the finding",
    chart: {
      kind,
      title: "Reach",
      unit: "percent",
      points: values.map((value, n) => ({ label: `W${n}`, value })),
    },
  })
  const drawn = (blocks: Block[]) => of(blocks).find((element) => element.type.startsWith("Chart."))
  test("the finding always stands beside the chart as text", () => {
    const elements = of([chart([1, 2])])
    expect(elements[0]?.type).toBe("Chart.Line")
    expect(elements.map(seen)).toContain("the finding")
  })
  test("clients that cannot draw it show the figures", () => {
    expect(seen((drawn([chart([12.5, null])]) as { fallback: unknown }).fallback)).toContain("12.5%")
    expect(seen((drawn([chart([12.5, null])]) as { fallback: unknown }).fallback)).toContain("no figure")
  })
  test("a line is never drawn over a gap: it becomes bars, without the missing point", () => {
    const it = drawn([chart([1, null, 3])])
    expect(it).toMatchObject({
      type: "Chart.VerticalBar",
      data: [
        { x: "W0", y: 1 },
        { x: "W2", y: 3 },
      ],
    })
  })
  test("without any figure there is no chart, and the words stay", () => {
    expect(drawn([chart([null, null])])).toBeUndefined()
    expect(of([chart([null])]).map(seen)).toEqual(["the finding"])
  })
})
