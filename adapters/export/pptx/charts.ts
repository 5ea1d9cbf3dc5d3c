/** Charts that the program draws itself from numbers in the file. Each takes rows of the sheet. */
import { decimal, type Telling } from "../../../src/view/telling.ts"
import { type Figure, type Group, type Row, said } from "../row.ts"
import { colours, font } from "./frame.ts"
import type { Drawn } from "./texts.ts"

type Box = { x: number; y: number; w: number; h: number }
type Rows = { rows: readonly Row[]; box: Box }

const text = {
  catAxisLabelFontFace: font,
  valAxisLabelFontFace: font,
  dataLabelFontFace: font,
  legendFontFace: font,
  catAxisLabelFontSize: 11,
  valAxisLabelFontSize: 10,
  dataLabelFontSize: 10,
  legendFontSize: 11,
  catAxisLabelColor: colours.ink,
  valAxisLabelColor: colours.ink3,
  dataLabelColor: colours.ink,
  legendColor: colours.ink2,
} as const
const quiet = { valGridLine: { color: "E6E2D8", size: 0.75 }, catGridLine: { style: "none" } } as const
/** First row on top. The library takes it, and its types know only the other way. */
const downwards = "maxMin" as "minMax"
const across = {
  barDir: "bar",
  catAxisOrientation: downwards,
  valAxisHidden: true,
  valAxisLineShow: false,
} as const

function numberOf(figure: Figure): number | null {
  if (figure.type === "count") return figure.count
  if (figure.type === "share") return figure.share
  return figure.type === "amount" ? figure.amount : null
}

function labelOf(row: Row): string {
  return row.part === "" ? row.name : row.part
}

function altOf(rows: readonly Row[], telling: Telling): string {
  return rows.map((row) => `${row.part || row.name}: ${said(row.figure, telling)}`).join(". ")
}

/** Inches that a bar takes at most: few bars in a high chart would be blocks. */
const barRoom = 0.75

/** One bar a row that has a number. `max`: the end of the scale; without it the largest. */
export function barChart({ slide, sheet }: Drawn, q: Rows & { max?: number }): void {
  const { box, max } = q
  const rows = q.rows.filter(({ figure }) => figure.type !== "withheld")
  if (rows.length === 0) return
  const shares = rows.some(({ figure }) => figure.type === "share")
  const counts = rows.every(({ figure }) => figure.type === "count")
  const values = rows.flatMap(({ figure }) => numberOf(figure) ?? [])
  slide.addChart("bar", [{ name: sheet.period.name, labels: rows.map(labelOf), values }], {
    ...box,
    h: Math.min(box.h, rows.length * barRoom + 0.3),
    ...text,
    ...quiet,
    ...across,
    valGridLine: { style: "none" },
    valAxisMinVal: 0,
    ...(max === undefined ? {} : { valAxisMaxVal: max }),
    chartColors: [colours.data],
    barGapWidthPct: 45,
    showValue: true,
    dataLabelFormatCode: shares ? "0%" : counts ? "#,##0" : "#,##0.0",
    altText: altOf(q.rows, sheet.telling),
  })
}

/** Reach of each week, a column each, so that no number lies over a line; a gap where a week is withheld. */
export function weeksChart({ slide, sheet }: Drawn, { rows, box }: Rows): void {
  const values = rows.map(({ figure }) => numberOf(figure))
  const known = values.filter((value) => value !== null)
  const labels = rows.map((row) => {
    const week = row.period.split("-").at(-1) ?? row.period
    if (row.figure.type === "withheld") return `${week} (${row.figure.because})`
    return row.running ? `${week} (${sheet.telling.words("report.trend.running")})` : week
  })
  slide.addChart("bar", [{ name: rows[0]?.name ?? "", labels, values: values as number[] }], {
    ...box,
    ...text,
    ...quiet,
    valAxisMinVal: 0,
    valAxisMaxVal: Math.max(0.1, Math.ceil(Math.max(0, ...known) * 10) / 10),
    valAxisLabelFormatCode: "0%",
    valAxisLineShow: false,
    chartColors: [colours.data],
    barDir: "col",
    barGapWidthPct: 35,
    // Numbers of a year would lie over each other; they stand in the data and in the notes.
    showValue: rows.length <= 16,
    dataLabelFormatCode: "0%",
    dataLabelPosition: "outEnd",
    altText: altOf(rows, sheet.telling),
  })
}

/** The three ranges on a scale from 0 to 100: a bar from low to high, on one that cannot be seen; its colour changes at the index. */
export function rangesChart({ slide, sheet }: Drawn, { rows, box }: Rows): void {
  const { telling } = sheet
  const ends = rows.flatMap(({ part, figure }) =>
    figure.type === "amount" && figure.low !== null && figure.high !== null
      ? { part, low: figure.low, value: figure.amount, high: figure.high }
      : [],
  )
  const labels = ends.map(({ part, low, high }) => {
    const range = telling.words("report.index.from-to", {
      low: decimal(telling, low),
      high: decimal(telling, high),
    })
    return `${part}: ${range}`
  })
  const series = [
    { name: telling.words("report.index.low"), labels, values: ends.map(({ low }) => low) },
    {
      name: telling.words("export.slide.below"),
      labels,
      values: ends.map(({ low, value }) => oneDecimal(value - low)),
    },
    {
      name: telling.words("export.slide.above"),
      labels,
      values: ends.map(({ value, high }) => oneDecimal(high - value)),
    },
  ]
  slide.addChart("bar", series, {
    ...box,
    ...text,
    ...across,
    valGridLine: { style: "none" },
    catGridLine: { style: "none" },
    valAxisHidden: false,
    catAxisLabelFontSize: 12,
    barGrouping: "stacked",
    valAxisMinVal: 0,
    valAxisMaxVal: 100,
    valAxisMajorUnit: 25,
    chartColors: [colours.paper, colours.data, colours.band],
    barGapWidthPct: 60,
    altText: labels.join(". "),
  })
}

/** Widths are differences of numbers with one decimal. */
function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10
}

const answerColours = [colours.con, colours.con2, colours.mid, colours.data2, colours.data, colours.unknown]

/** From strongly disagree to strongly agree, and "do not know" last; one bar a statement. */
export function likertChart({ slide, sheet }: Drawn, q: { groups: readonly Group[]; box: Box }): void {
  const { groups, box } = q
  const answers = groups.map((group) => group.rows.slice(1))
  const longest = answers.reduce((most, rows) => (rows.length > most.length ? rows : most), [] as Row[])
  const labels = groups.map((group) => group.title ?? "")
  const series = longest.map((option, i) => ({
    name: option.part,
    labels,
    values: answers.map((rows) => (rows[i] ? (numberOf(rows[i].figure) ?? 0) : 0)),
  }))
  const alt = groups.map((group) => `${group.title ?? ""}: ${altOf(group.rows.slice(1), sheet.telling)}`)
  slide.addChart("bar", series, {
    ...box,
    ...text,
    ...across,
    ...quiet,
    valGridLine: { style: "none" },
    barGrouping: "percentStacked",
    chartColors: answerColours,
    barGapWidthPct: 35,
    showLegend: true,
    legendPos: "t",
    showValue: true,
    // Small shares have no room for their number.
    dataLabelFormatCode: "[>=0.045]0%;;",
    dataLabelColor: colours.ink,
    catAxisLabelFrequency: "1",
    catAxisLabelFontSize: 12,
    dataLabelFontSize: 12,
    legendFontSize: 12,
    altText: alt.join(" "),
  })
}
