import { existsSync, readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import {
  limits,
  type Option,
  problemsOf,
  type SlackBlock,
  type TextObject,
} from "../../adapters/slack/limits.ts"

const folder = "../shared/oracles/slack"
const limitsFile = `${folder}/block-kit-limits.json`
const casesFile = `${folder}/block-kit-invalid-cases.json`
const x = (length: number) => "x".repeat(length)
const text = (length: number): TextObject => ({ type: "plain_text", text: x(length) })
const option = (n: number, more: Partial<Option> = {}): Option => ({ text: text(3), value: `v${n}`, ...more })
const options = (n: number) => Array.from({ length: n }, (_, i) => option(i))

/** Where a limit of ours stands in the other author's table. Ours may be lower, never higher. */
const sameAs: [number, string][] = [
  [limits.text.max, "text.max_length"],
  [limits.actionId, "action_id.max_length"],
  [limits.blockId, "block_id.max_length"],
  [limits.buttonText, "button.text.max_length"],
  [limits.buttonValue, "button.value.max_length"],
  [limits.optionText, "option.text.max_length"],
  [limits.optionValue, "option.value.max_length"],
  [limits.placeholder, "select.placeholder.max_length"],
  [limits.selectOptions, "select.options.max_items"],
  [limits.checkboxOptions.max, "checkboxes.options.max_items"],
  [limits.radioOptions.max, "radio_buttons.options.max_items"],
  [limits.inputTextMax, "plain_text_input.max_length.max"],
  [limits.actionsElements, "actions.elements.max_items"],
  [limits.contextElements, "context.elements.max_items"],
  [limits.headerText, "header.text.max_length"],
  [limits.inputLabel, "input.label.max_length"],
  [limits.sectionText, "section.text.max_length"],
  [limits.sectionFields, "section.fields.max_items"],
  [limits.sectionField, "section.fields.item_max_length"],
  [limits.homeBlocks, "view.blocks.max_items"],
  [limits.chartTitle, "data_visualization.title.max_length"],
  [limits.chartSeries.max, "data_visualization.series.max_items"],
  [limits.chartSeriesName, "data_visualization.series_name.max_length"],
  [limits.chartPoints.max, "data_visualization.data.max_items"],
  [limits.chartLabel, "data_visualization.point_label.max_length"],
  [limits.chartPoints.max, "data_visualization.categories.max_items"],
  [limits.chartLabel, "data_visualization.category_label.max_length"],
]

/** A message that breaks each constraint, for the kinds of blocks that we draw. */
const breaking: Record<string, () => SlackBlock[]> = {
  "text.min_length": () => [{ type: "section", text: text(0) }],
  "text.max_length": () => [{ type: "context", elements: [text(3_001)] }],
  "action_id.max_length": () => button({ action_id: x(256) }),
  "block_id.max_length": () => [{ type: "actions", block_id: x(256), elements: aButton }],
  "button.text.max_length": () => button({ text: text(76) }),
  "button.value.max_length": () => button({ value: x(2_001) }),
  "option.text.max_length": () => radio([option(1, { text: text(76) })]),
  "option.value.max_length": () => radio([option(1, { value: x(151) })]),
  "select.placeholder.max_length": () =>
    input({ type: "plain_text_input", action_id: "a", placeholder: text(151) }),
  "select.options.max_items": () => input({ type: "static_select", action_id: "a", options: options(101) }),
  "checkboxes.options.min_items": () => input({ type: "checkboxes", action_id: "a", options: [] }),
  "checkboxes.options.max_items": () => input({ type: "checkboxes", action_id: "a", options: options(11) }),
  "radio_buttons.options.min_items": () => radio([]),
  "radio_buttons.options.max_items": () => radio(options(11)),
  "plain_text_input.max_length.max": () =>
    input({ type: "plain_text_input", action_id: "a", max_length: 3_001 }),
  "actions.elements.max_items": () => [{ type: "actions", elements: Array(26).fill(aButton[0]) }],
  "context.elements.max_items": () => [{ type: "context", elements: Array(11).fill(text(1)) }],
  "context.elements": () => [{ type: "context", elements: aButton as unknown as TextObject[] }],
  "header.text.max_length": () => [{ type: "header", text: text(151) }],
  "input.label.max_length": () => [
    {
      type: "input",
      block_id: "b",
      label: text(2_001),
      element: { type: "plain_text_input", action_id: "a" },
    },
  ],
  "input.element": () => input({ type: "button", action_id: "a" } as never),
  "section.text.max_length": () => [{ type: "section", text: text(3_001) }],
  "section.content": () => [{ type: "section" }],
  "section.fields.max_items": () => [{ type: "section", fields: Array(11).fill(text(1)) }],
  "section.fields.item_max_length": () => [{ type: "section", fields: [text(2_001)] }],
  "data_visualization.title.max_length": () => chart({ title: x(51) }),
  "data_visualization.series.min_items": () => chart({ series: 0 }),
  "data_visualization.series.max_items": () => chart({ series: 13 }),
  "data_visualization.series_name.max_length": () => chart({ name: x(21) }),
  "data_visualization.data.min_items": () => chart({ points: 0 }),
  "data_visualization.data.max_items": () => chart({ points: 21 }),
  "data_visualization.point_label.max_length": () => chart({ label: x(21) }),
  "data_visualization.categories.min_items": () => chart({ points: 0 }),
  "data_visualization.categories.max_items": () => chart({ points: 21 }),
  "data_visualization.category_label.max_length": () => chart({ label: x(21) }),
}
/** Kinds that we draw; every constraint on these is either broken above or named here with the part that we leave out. */
const ourKinds = [
  "text",
  "action_id",
  "block_id",
  "button",
  "option",
  "select",
  "checkboxes",
  "radio_buttons",
  "plain_text_input",
  "actions",
  "context",
  "header",
  "input",
  "section",
  "data_visualization",
]
const leftOut = [
  "button.url.max_length",
  "button.accessibility_label.max_length",
  "option.url.max_length",
  "option.description.max_length",
  "select.option_groups.max_items",
  "input.hint.max_length",
  "data_visualization.segments.min_items",
  "data_visualization.segments.max_items",
  "data_visualization.segment.label.max_length",
  "data_visualization.segment.value.exclusive_min",
  "data_visualization.axis_label.max_length",
]

describe("the checker of blocks", () => {
  test.each(Object.entries(breaking))("sees %s", (_, blocks) => {
    expect(problemsOf(blocks())).not.toEqual([])
  })
  test("finds nothing in what is right, up to the very limit", () => {
    expect(
      problemsOf([
        { type: "header", text: text(150) },
        { type: "section", text: text(3_000) },
        { type: "divider" },
        { type: "actions", elements: Array(25).fill(aButton[0]) },
        ...radio(options(10)),
        ...chart({ points: 20, label: x(18) }),
      ]),
    ).toEqual([])
  })
  test("counts blocks, characters and charts of the whole message", () => {
    expect(problemsOf(Array(51).fill({ type: "divider" }))).toEqual(["51 blocks, at most 50"])
    expect(problemsOf(Array(100).fill({ type: "divider" }), "home")).toEqual([])
    expect(problemsOf(Array(6).fill({ type: "section", text: text(3_000) }))).toHaveLength(1)
    expect(problemsOf([...chart({}), ...chart({}), ...chart({})])).toEqual(["3 charts, at most 2"])
  })
})

describe("another author's table of Slack's limits", () => {
  test.skipIf(!existsSync(limitsFile))(`allows what ours allows (needs ${limitsFile})`, () => {
    const theirs: unknown = JSON.parse(readFileSync(limitsFile, "utf8"))
    for (const [ours, path] of sameAs) expect(ours, path).toBeLessThanOrEqual(at(theirs, path))
  })
  test.skipIf(!existsSync(casesFile))(
    `has no invalid case of our kinds that our checker misses (needs ${casesFile})`,
    () => {
      const { cases } = JSON.parse(readFileSync(casesFile, "utf8")) as { cases: { constraint: string }[] }
      const ours = cases.map((it) => it.constraint).filter((it) => ourKinds.includes(it.split(".")[0] ?? ""))
      expect(ours.length).toBeGreaterThan(40)
      expect(ours.filter((it) => !(it in breaking) && !leftOut.includes(it))).toEqual([])
    },
  )
})

const aButton = [{ type: "button" as const, action_id: "a", text: text(1), value: "v" }]
function button(more: object): SlackBlock[] {
  return [{ type: "actions", elements: aButton.map((it) => ({ ...it, ...more })) }]
}
function input(element: Extract<SlackBlock, { type: "input" }>["element"]): SlackBlock[] {
  return [{ type: "input", block_id: "b", label: text(1), element }]
}
function radio(some: Option[]): SlackBlock[] {
  return input({ type: "radio_buttons", action_id: "a", options: some })
}
function chart(q: {
  title?: string
  series?: number
  name?: string
  points?: number
  label?: string
}): SlackBlock[] {
  const categories = Array.from({ length: q.points ?? 2 }, (_, n) => `${q.label ?? "W"}${n}`)
  const data = categories.map((label) => ({ label, value: 1 }))
  const series = Array.from({ length: q.series ?? 1 }, () => ({ name: q.name ?? "n", data }))
  return [
    {
      type: "data_visualization",
      title: q.title ?? "t",
      chart: { type: "bar", series, axis_config: { categories } },
    },
  ]
}
function at(table: unknown, path: string): number {
  let it: unknown = table
  for (const key of path.split(".")) it = (it as Record<string, unknown> | undefined)?.[key]
  if (typeof it !== "number") throw new Error(`${path} is not in the table`)
  return it
}
