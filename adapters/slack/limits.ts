/**
 * Slack's limits, in one place, and a checker for blocks that were drawn by us.
 * Source: Slack's Block Kit reference; `messageChars` is undocumented (bolt-js#2509 saw refusals from about 13,200).
 */
export const limits = {
  /** Largest request body that we read. Slack's own payloads stay far below. */
  bodyBytesMax: 262_144,
  /** Slack waits 3 s for an acknowledgement; at this time we say that we are still busy. */
  busyAfterMs: 2_000,
  /** Web API: how long until an answer counts as lost. */
  callTimeoutMs: 10_000,
  /** How long a person's request may wait until we know their language. */
  personLookupMs: 700,
  /** How long we remember who speaks what and which place is called how. */
  rememberMs: 24 * 3_600_000,
  rememberedMax: 20_000,
  /** Pages of users.list and conversations.members, and how often one list may be told to wait. */
  pageSize: 200,
  pagesMax: 1_000,
  waitsMax: 20,
  /** Wait after a clean failure that says no time itself. */
  retryMs: 5_000,
  /** Wait after a clean failure that a person must mend: a token, a scope. */
  mendMs: 600_000,
  /** How long an orderly stop waits for what is being answered. */
  stopMs: 5_000,

  /**
   * How fast we speak; each a little under what Slack allows, so that a call which travels faster than the one before stays under it too.
   * A message a second in a conversation. Opening a chat and updating a message are Tier 3, 50 a minute and workspace.
   * The workspace's limit on messages is not published: 600 a minute is our assumption.
   */
  pace: {
    conversation: { perMinute: 59, minGapMs: 1_010 },
    workspace: { perMinute: 594, minGapMs: 101 },
    persons: { perMinute: 50, minGapMs: 1_212 },
    redrawing: { perMinute: 45, minGapMs: 200 },
  },

  messageBlocks: 50,
  homeBlocks: 100,
  messageChars: 12_000,
  summaryChars: 3_000,

  text: { min: 1, max: 3_000 },
  blockId: 255,
  actionId: 255,
  headerText: 150,
  sectionText: 3_000,
  sectionFields: 10,
  sectionField: 2_000,
  /** Ours: ten of these in one section stay within a whole message. */
  factChars: 1000,
  contextElements: 10,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2_000,
  optionText: 75,
  optionValue: 150,
  selectOptions: 100,
  radioOptions: { min: 1, max: 10 },
  checkboxOptions: { min: 1, max: 10 },
  inputLabel: 2_000,
  placeholder: 150,
  inputTextMax: 3_000,
  linkChars: 3_000,
  chartTitle: 50,
  chartSeries: { min: 1, max: 6 },
  chartSeriesName: 20,
  chartPoints: { min: 1, max: 20 },
  chartLabel: 20,
  chartsPerMessage: 2,
} as const

export type TextObject = { type: "plain_text" | "mrkdwn"; text: string; emoji?: boolean; verbatim?: boolean }
export type Option = { text: TextObject; value: string }
export type ButtonElement = {
  type: "button"
  action_id: string
  text: TextObject
  value: string
  style?: "primary" | "danger"
}
export type InputElement =
  | {
      type: "plain_text_input"
      action_id: string
      multiline?: boolean
      max_length?: number
      initial_value?: string
      placeholder?: TextObject
    }
  | { type: "radio_buttons" | "static_select"; action_id: string; options: Option[]; initial_option?: Option }
  | {
      type: "checkboxes" | "multi_static_select"
      action_id: string
      options: Option[]
      initial_options?: Option[]
    }
export type SlackChart = {
  type: "bar" | "line"
  series: { name: string; data: { label: string; value: number }[] }[]
  axis_config: { categories: string[]; y_label?: string }
}
/** The blocks that we draw, and no others. */
export type SlackBlock =
  | { type: "header"; text: TextObject }
  | { type: "section"; text?: TextObject; fields?: TextObject[] }
  | { type: "context"; elements: TextObject[] }
  | { type: "actions"; block_id?: string; elements: ButtonElement[] }
  | { type: "input"; block_id: string; label: TextObject; element: InputElement; optional?: boolean }
  | { type: "divider" }
  | { type: "data_visualization"; title: string; chart: SlackChart }

/** What Slack would refuse in a message (or, with `home`, in a Home tab), one sentence each; [] where all is well. */
export function problemsOf(blocks: SlackBlock[], surface: "message" | "home" = "message"): string[] {
  const most = surface === "home" ? limits.homeBlocks : limits.messageBlocks
  const found: string[] = []
  if (blocks.length > most) found.push(`${blocks.length} blocks, at most ${most}`)
  if (charsOf(blocks) > limits.messageChars) found.push(`over ${limits.messageChars} characters in all`)
  const charts = blocks.filter((block) => block.type === "data_visualization").length
  if (charts > limits.chartsPerMessage) found.push(`${charts} charts, at most ${limits.chartsPerMessage}`)
  const ids = blocks.flatMap((block) => ("block_id" in block && block.block_id ? [block.block_id] : []))
  if (new Set(ids).size < ids.length) found.push("a block_id stands twice")
  blocks.forEach((block, at) => {
    for (const problem of inBlock(block)) found.push(`block ${at} (${block.type}): ${problem}`)
  })
  return found
}

/** All characters that count towards a message's size. */
export function charsOf(blocks: SlackBlock[]): number {
  return JSON.stringify(blocks).length
}

function inBlock(block: SlackBlock): string[] {
  switch (block.type) {
    case "header":
      return inText("text", block.text, limits.headerText)
    case "section":
      if (!block.text && !block.fields?.length) return ["neither text nor fields"]
      return [
        ...(block.text ? inText("text", block.text, limits.sectionText) : []),
        ...count("fields", block.fields?.length ?? 1, { min: 1, max: limits.sectionFields }),
        ...(block.fields ?? []).flatMap((field) => inText("field", field, limits.sectionField)),
      ]
    case "context":
      return [
        ...count("elements", block.elements.length, { min: 1, max: limits.contextElements }),
        ...block.elements.flatMap((element) =>
          ["plain_text", "mrkdwn"].includes(element.type)
            ? inText("element", element, limits.text.max)
            : [`a ${element.type} cannot stand in a context`],
        ),
      ]
    case "actions":
      return [
        ...long("block_id", block.block_id, limits.blockId),
        ...count("elements", block.elements.length, { min: 1, max: limits.actionsElements }),
        ...block.elements.flatMap(inButton),
      ]
    case "input":
      return [
        ...long("block_id", block.block_id, limits.blockId),
        ...inText("label", block.label, limits.inputLabel),
        ...inElement(block.element),
      ]
    case "divider":
      return []
    case "data_visualization":
      return [...long("title", block.title, limits.chartTitle), ...inChart(block.chart)]
  }
}

function inButton(button: ButtonElement): string[] {
  return [
    ...long("action_id", button.action_id, limits.actionId),
    ...inText("button", button.text, limits.buttonText),
    ...long("button value", button.value, limits.buttonValue),
  ]
}

function inElement(element: InputElement): string[] {
  const id = long("action_id", element.action_id, limits.actionId)
  switch (element.type) {
    case "plain_text_input":
      return [
        ...id,
        ...(element.placeholder ? inText("placeholder", element.placeholder, limits.placeholder) : []),
        ...count("max_length", element.max_length ?? 1, { min: 1, max: limits.inputTextMax }),
        ...long("initial_value", element.initial_value, element.max_length ?? limits.inputTextMax),
      ]
    case "radio_buttons":
      return [...id, ...inOptions(element.options, limits.radioOptions)]
    case "checkboxes":
      return [...id, ...inOptions(element.options, limits.checkboxOptions)]
    case "static_select":
    case "multi_static_select":
      return [...id, ...inOptions(element.options, { min: 1, max: limits.selectOptions })]
    default:
      return [`${(element as { type: string }).type} cannot stand in an input`]
  }
}

function inOptions(options: Option[], range: { min: number; max: number }): string[] {
  const values = new Set(options.map((option) => option.value))
  return [
    ...count("options", options.length, range),
    ...(values.size < options.length ? ["two options have one value"] : []),
    ...options.flatMap((option) => [
      ...inText("option", option.text, limits.optionText),
      ...long("option value", option.value, limits.optionValue),
    ]),
  ]
}

function inChart(chart: SlackChart): string[] {
  const { categories } = chart.axis_config
  return [
    ...count("series", chart.series.length, limits.chartSeries),
    ...count("categories", categories.length, limits.chartPoints),
    ...categories.flatMap((label) => long("category", label, limits.chartLabel)),
    ...(new Set(categories).size < categories.length ? ["two categories have one label"] : []),
    ...chart.series.flatMap((series) => [
      ...long("series name", series.name, limits.chartSeriesName),
      ...count("points", series.data.length, limits.chartPoints),
      ...(series.data.length === categories.length ? [] : ["not one point for each category"]),
      ...series.data.flatMap((point) => [
        ...long("point label", point.label, limits.chartLabel),
        ...(Number.isFinite(point.value) ? [] : ["a point without a number"]),
      ]),
    ]),
  ]
}

function inText(what: string, text: TextObject, max: number): string[] {
  if (text.text.length < limits.text.min) return [`${what} is empty`]
  return long(what, text.text, max)
}

function long(what: string, text: string | undefined, max: number): string[] {
  return text !== undefined && text.length > max
    ? [`${what} has ${text.length} characters, at most ${max}`]
    : []
}

function count(what: string, n: number, range: { min: number; max: number }): string[] {
  return n < range.min || n > range.max ? [`${n} ${what}, ${range.min} to ${range.max} are allowed`] : []
}
