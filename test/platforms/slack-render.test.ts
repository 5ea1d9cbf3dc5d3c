import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { limits, problemsOf, type SlackBlock } from "../../adapters/slack/limits.ts"
import { escapeText, mrkdwn } from "../../adapters/slack/mrkdwn.ts"
import { renderHome, renderMessage } from "../../adapters/slack/render.ts"
import type { Block, Button, Card, Field, Rich } from "../../src/view/card.ts"
import { card, hostile } from "../contract/platform.ts"
import { readMrkdwn, visible } from "../support/fake-slack.ts"

const of = (blocks: Block[], more: Partial<Card> = {}) => renderMessage(card("", { ...more, blocks })).blocks

describe("hostile text stays text", () => {
  const wild = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom(
      hostile,
      "<@U1>",
      "<#C1|x>",
      "&lt;!here&gt;",
      "*x* _y_ ~z~ `c`",
      "\u202etxt",
      ">q",
      "a|b",
    ),
  )
  test("no text of a span pings, links or hides, whatever it stands beside", () => {
    fc.assert(
      fc.property(wild, wild, wild, (a, b, c) => {
        const drawn = mrkdwn([a, { strong: b }, { link: c, href: "https://ok.example/" }], 3_000).text
        expect(drawn.replace(/<https:\/\/ok\.example\/\|[^<>|]*>/g, "")).not.toMatch(/[<>]/)
        expect(drawn).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/)
      }),
    )
  })
  test("only pages and mails are links", () => {
    const link = (href: string) => mrkdwn([{ link: "here", href }], 200).text
    expect(link("javascript:alert(1)")).toBe("here")
    expect(link("slack://user")).toBe("here")
    expect(link("https://a.example/x|<!channel>")).toBe("<https://a.example/x%7C%3C!channel%3E|here>")
    expect(link("https://a.example/?a=1&b=2")).toBe("<https://a.example/?a=1&amp;b=2|here>")
  })
  test("signs of emphasis that people type are shown, not obeyed", () => {
    expect(escapeText("*bold* _it_ ~no~ `code`")).toBe("∗bold∗ ＿it＿ ∼no∼ ˋcodeˋ")
    expect(escapeText("snake_case 3*4")).toBe("snake_case 3*4")
  })
  test("notifications ping nobody either", () => {
    const text = renderMessage(card("x", { summary: "<!channel> & co" })).text
    expect(text).toBe("&lt;!channel&gt; &amp; co")
  })
  test("Slack is told to make no links of its own", () => {
    expect(mrkdwn(["x", { strong: "y" }], 10)).toMatchObject({ verbatim: true })
  })
})

describe("within Slack's limits", () => {
  const word = fc.string({ unit: "grapheme", maxLength: 90 })
  const long = fc.oneof(
    word,
    fc.constantFrom("&".repeat(4_000), "word ".repeat(200), "é".repeat(10_000), "", "<!channel>".repeat(900)),
  )
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
      facts: fc.array(fc.record({ label: long, value: long }), { maxLength: 25 }),
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

  test("any card, however long, becomes a message and a Home tab that Slack takes", () => {
    fc.assert(
      fc.property(any, (it) => {
        const message = renderMessage(it)
        expect(problemsOf(message.blocks)).toEqual([])
        expect(message.text.length).toBeGreaterThan(0)
        expect(message.text.length).toBeLessThanOrEqual(limits.summaryChars)
        expect(message.blocks.length).toBeGreaterThan(0)
        expect(problemsOf(renderHome(it).blocks, "home")).toEqual([])
        expect(JSON.stringify(message)).not.toMatch(/\\ud[89ab]..(?!\\ud[c-f])/i)
      }),
      { numRuns: 150 },
    )
  })
  test("what does not fit ends in an ellipsis", () => {
    const many = of(Array.from({ length: 80 }, (_, n) => ({ type: "text", text: [`line ${n}`] }) as const))
    expect(many).toHaveLength(limits.messageBlocks)
    expect(visible(many.at(-1))).toBe("…")
    expect(visible(of([{ type: "text", text: ["x".repeat(10_000)] }]))).toMatch(/^x+…$/)
    const cutInside = mrkdwn([{ strong: "&".repeat(900) }], 600).text
    expect(readMrkdwn(cutInside)).toMatch(/^\*&+…\*$/)
  })
})

describe("how kinds are drawn", () => {
  test("a button carries its command, the leading one stands out, the chosen one has a tick", () => {
    const buttons: Button[] = [
      { label: "Join", text: "challenge join c1", style: "primary", once: "abcdefgh" },
      { label: "Yes", text: "poll vote p1 a", style: "plain", chosen: true },
    ]
    expect(of([{ type: "buttons", layout: "row", buttons }])).toEqual([
      {
        type: "actions",
        elements: [
          expect.objectContaining({ value: "challenge join c1 ~abcdefgh", style: "primary" }),
          expect.objectContaining({
            value: "poll vote p1 a",
            text: expect.objectContaining({ text: "✓ Yes" }),
          }),
        ],
      },
    ])
  })
  test("every button of a card has an action of its own", () => {
    const row: Block = { type: "buttons", layout: "row", buttons: [plain("a"), plain("b")] }
    const ids = of([row, row, { type: "buttons", layout: "stack", buttons: [plain("c")] }]).flatMap(
      (block) => (block.type === "actions" ? block.elements.map((element) => element.action_id) : []),
    )
    expect(new Set(ids).size).toBe(5)
  })
  test("an option too long for a button is told in full above it", () => {
    const label = "word ".repeat(30).trim()
    expect(visible(of([{ type: "buttons", layout: "stack", buttons: [plain(label)] }])[0])).toBe(label)
  })
  test.each([
    [0, 10, "▱▱▱▱▱▱▱▱▱▱▱▱"],
    [1, 1_000, "▰▱▱▱▱▱▱▱▱▱▱▱"],
    [999, 1_000, "▰▰▰▰▰▰▰▰▰▰▰▱"],
    [5, 10, "▰▰▰▰▰▰▱▱▱▱▱▱"],
    [12, 10, "▰▰▰▰▰▰▰▰▰▰▰▰"],
    [3, 0, "▱▱▱▱▱▱▱▱▱▱▱▱"],
  ])("progress %d of %d is %s", (value, max, bar) => {
    expect(visible(of([{ type: "progress", value, max, label: "so far" }]))).toBe(`${bar}  so far`)
  })
  test("up to ten options are radio buttons, more are a menu; several are boxes", () => {
    const element = (kind: "choice" | "choices", n: number) => {
      const options = Array.from({ length: n }, (_, i) => ({ key: `k${i}`, label: `o${i}` }))
      const form: Block = {
        type: "form",
        id: "f",
        field: { kind, label: "l", options },
        text: "t {value}",
        submit: "s",
      }
      const [input] = of([form])
      return input?.type === "input" ? input.element.type : null
    }
    expect([element("choice", 10), element("choice", 11)]).toEqual(["radio_buttons", "static_select"])
    expect([element("choices", 10), element("choices", 11)]).toEqual(["checkboxes", "multi_static_select"])
    expect(element("choice", 0)).toBe(null)
  })
  test("a demo says DEMO on the message, in the notification and on the Home tab", () => {
    const demo = card("x", { demo: true })
    expect(visible(renderMessage(demo).blocks)).toContain("DEMO")
    expect(renderMessage(demo).text).toContain("DEMO")
    expect(visible(renderHome(demo).blocks)).toContain("DEMO")
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
  const drawn = (blocks: SlackBlock[]) => blocks.find((block) => block.type === "data_visualization")
  test("the finding always stands beside the chart as text", () => {
    const blocks = of([chart([1, 2])])
    expect(drawn(blocks)?.chart.type).toBe("line")
    expect(visible(blocks)).toContain("the finding")
  })
  test("a line is never drawn over a gap: it becomes bars, without the missing point", () => {
    const it = drawn(of([chart([1, null, 3])]))
    expect(it?.chart.type).toBe("bar")
    expect(it?.chart.axis_config.categories).toEqual(["W0", "W2"])
  })
  test("without any figure there is no chart, and the words stay", () => {
    const blocks = of([chart([null, null])])
    expect(drawn(blocks)).toBeUndefined()
    expect(visible(blocks)).toBe("the finding")
  })
  test("the Home tab and private answers show words only, and a message at most two charts", () => {
    expect(drawn(renderHome(card("", { blocks: [chart([1])] })).blocks)).toBeUndefined()
    expect(drawn(renderMessage(card("", { blocks: [chart([1])] }), { charts: false }).blocks)).toBeUndefined()
    expect(problemsOf(of([chart([1]), chart([2]), chart([3])]))).toEqual([])
  })
})

function plain(label: string): Button {
  return { label, text: `say ${label}`, style: "plain" }
}
