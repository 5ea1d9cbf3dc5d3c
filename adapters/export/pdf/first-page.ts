/** What a director must see: verdict, index or counts, what we ask, what changed. */
import { decimal, type Telling } from "../../../src/view/telling.ts"
import { isOffered, type Row, rowsOf, type Section, said as saidFigure } from "../row.ts"
import type { Sheet } from "../sheet.ts"
import { type Block, bodyWidth, columnGap, heading, rule, said, space, stack, type } from "./blocks.ts"
import { rangeChart } from "./charts.ts"
import type { Listed } from "./listing.ts"
import { ink, type Pen, type Style } from "./pen.ts"
import { type ColumnShape, headRow, type TableCell, table, tableRow } from "./tables.ts"

const side = 158
const main = bodyWidth - side - columnGap
export const firstWidths = { main, side }

export function verdictBlock(pen: Pen, { kicker, verdict, lede }: Sheet): Block {
  const width = main
  return stack([
    said(pen, { text: kicker, style: type.small, width }),
    space(3),
    said(pen, { text: verdict, style: type.verdict, width, as: "H1" }),
    space(4),
    said(pen, { text: lede, style: type.lede, width }),
    space(10),
  ])
}

/** The index with its ranges and parts, or why there is none. */
export function indexBlock(pen: Pen, section: Section, telling: Telling): Block {
  const rows = rowsOf(section)
  const value = rows.find((row) => row.id === "index.value")
  const ranges = rows.filter((row) => row.id.startsWith("index.ranges."))
  const parts = rows.filter((row) => row.id.startsWith("index.parts."))
  const weights = new Map(
    rows.filter((row) => row.id.startsWith("index.partWeights.")).map((row) => [row.part, row]),
  )
  const none = value?.figure.type === "withheld" ? value.figure.because : null
  const about =
    value?.figure.type === "amount"
      ? telling.words("report.index.value", { value: decimal(telling, value.figure.amount) })
      : (none ?? "")
  return stack([
    heading(pen, { title: section.finding, about, width: main }),
    ...(ranges.length > 0 ? [rangeChart(pen, { rows: ranges, width: main, telling }), space(4)] : []),
    ...(parts.length > 0 ? [partTable(pen, { parts, weights, telling }), space(3)] : []),
    ...(none === null ? [said(pen, { text: section.about, style: type.small, width: main })] : []),
    space(8),
  ])
}

const partColumns: ColumnShape[] = [
  { width: main * 0.15 },
  { width: main * 0.5 },
  { width: main * 0.26, align: "right" },
  { width: main * 0.09, align: "right" },
]

function partTable(
  pen: Pen,
  q: { parts: readonly Row[]; weights: ReadonlyMap<string, Row>; telling: Telling },
): Block {
  const { parts, weights, telling } = q
  const words = (id: string) => telling.words(id)
  const head = [
    words("report.index.part"),
    words("report.parts.what"),
    words("report.index.points"),
    words("report.index.weight"),
  ]
  const rows = parts.map((row) => {
    const { figure } = row
    const weight = weights.get(row.part)
    const name: TableCell = { text: row.part, style: type.strong }
    if (figure.type !== "amount")
      return tableRow(pen, partColumns, {
        cells: [
          name,
          { text: saidFigure(figure, telling), hatched: true, span: 2 },
          weightCell(weight, telling),
        ],
      })
    const range =
      figure.low === null || figure.high === null
        ? ""
        : telling.words("report.index.from-to", {
            low: decimal(telling, figure.low),
            high: decimal(telling, figure.high),
          })
    const how = range === "" ? row.how : `${row.how}: ${range}`
    const value: TableCell = {
      text: decimal(telling, figure.amount),
      style: type.strong,
      bar: { share: figure.amount / 100 },
    }
    return tableRow(pen, partColumns, {
      cells: [name, { text: how, style: type.small }, value, weightCell(weight, telling)],
    })
  })
  return table(pen, [headRow(pen, partColumns, weights.size > 0 ? head : head.slice(0, 3)), ...rows])
}

function weightCell(weight: Row | undefined, telling: Telling): TableCell {
  return { text: weight ? saidFigure(weight.figure, telling) : "", style: type.small }
}

/** Without bars: the parts above and the steps beside them have them. */
const countColumns = (width: number): ColumnShape[] => [
  { width: width * 0.19 },
  { width: width * 0.55 },
  { width: width * 0.26, align: "right" },
]

/** Who is on the list, who took part, and what that asked of them. */
export function countsBlock(pen: Pen, { section, width, sheet }: Listed): Block {
  const { telling, period } = sheet
  const columns = countColumns(width)
  // What was before stands beside what changed, and what was offered beside what was done.
  const now = rowsOf(section).filter((row) => row.period === period.id && !isOffered(row))
  const rows = now.map((row) => {
    const { figure } = row
    const text = saidFigure(figure, telling)
    const value = figure.type === "withheld" ? { text, hatched: true } : { text, style: type.strong }
    const cells = [{ text: row.name, style: type.strong }, { text: row.how, style: type.small }, value]
    return tableRow(pen, columns, { cells })
  })
  return stack([
    heading(pen, { title: section.finding, about: section.about, width }),
    table(pen, rows),
    space(8),
  ])
}

/** The one dark panel: what waits for the reader's answer. */
export function askBlock(pen: Pen, { telling, asks }: Sheet): Block {
  const inset = 11
  const width = side - 2 * inset
  const light = { colour: ink.askInk2 }
  const bright = { size: 8.6, bold: true, colour: ink.askInk }
  const say = (text: string, style: Style) => said(pen, { text, style, width })
  const questions = asks.shown.flatMap(({ text, due, left, near }) => [
    say(left, { size: 12, bold: true, colour: near ? ink.askWarn : ink.askInk }),
    say(text, bright),
    say(due, { ...type.small, ...light }),
    space(6),
  ])
  if (asks.shown.length === 0) questions.push(say(telling.words("report.ask.none"), { ...bright, size: 9 }))
  if (asks.more !== null) questions.push(say(asks.more, { ...type.small, ...light }))
  const inner = stack([
    said(pen, {
      text: telling.words("report.ask.title"),
      style: { ...type.h2, colour: ink.askInk },
      width,
      as: "H2",
    }),
    space(6),
    ...questions,
  ])
  const height = inner.height + 2 * inset
  return {
    height: height + 12,
    draw({ x, y }, parent) {
      pen.decoration(() => pen.rect({ x, y, width: side, height, fill: ink.ask, radius: 4 }))
      inner.draw({ x: x + inset, y: y + inset }, parent)
    },
  }
}

export function changesBlock(pen: Pen, { changes }: Sheet, width: number): Block {
  if (!changes) return stack([])
  const text = (words: string, style: { size: number }) => said(pen, { text: words, style, width })
  return stack([
    heading(pen, { title: changes.title, about: changes.none ?? "", width }),
    ...changes.lines.flatMap(({ name, span, said: told }) => [
      text(span === null ? name : `${name}  ${span}`, type.strong),
      text(told, type.small),
      space(4),
      rule(pen, width, { below: 3 }),
    ]),
    ...(changes.lines.length > 0 ? [text(changes.note, type.small)] : []),
    space(6),
  ])
}
