/** Reach per week with its table, and how far taking part goes. */
import type { Telling } from "../../../src/view/telling.ts"
import { type Row, rowsOf, said as saidFigure } from "../row.ts"
import { type Block, heading, said, space, stack, type } from "./blocks.ts"
import { trendChart } from "./charts.ts"
import type { Listed } from "./listing.ts"
import { ink, type Pen } from "./pen.ts"
import { type ColumnShape, type TableCell, table, tableRow } from "./tables.ts"

/** Points in one line of the table below the chart. */
const weeksPerLine = 13
const tiny = { size: 6.4, colour: ink.ink2 }

export function trendBlock(pen: Pen, { section, width, sheet }: Listed): Block {
  const rows = rowsOf(section)
  const known = rows.filter(({ figure }) => figure.type === "share")
  const numbers: Block[] = []
  for (let from = 0; from < rows.length; from += weeksPerLine)
    numbers.push(
      ...weekNumbers(pen, { rows: rows.slice(from, from + weeksPerLine), width, telling: sheet.telling }),
    )
  return stack([
    heading(pen, { title: section.finding, about: section.about, width }),
    // One dot is no course; its number stands in the table.
    ...(known.length > 1 ? [trendChart(pen, { rows, width, telling: sheet.telling }), space(4)] : []),
    table(pen, numbers),
  ])
}

/** How many took part, and of how many. */
function weekNumbers(pen: Pen, q: { rows: readonly Row[]; width: number; telling: Telling }): Block[] {
  const { rows, width, telling } = q
  const name = 44
  const each = (width - name) / weeksPerLine
  const columns: ColumnShape[] = [
    { width: name },
    ...rows.map((): ColumnShape => ({ width: each, align: "right" })),
  ]
  const line = (title: string, of: (row: Row) => string) =>
    tableRow(pen, columns, {
      cells: [
        { text: title, style: tiny },
        ...rows.map((row): TableCell => ({ text: of(row), style: tiny })),
      ],
    })
  const number = (pick: "count" | "of") => (row: Row) => {
    const value = row.figure.type === "share" ? row.figure[pick] : null
    return value === null ? "–" : telling.number(value)
  }
  const [hidden] = rows.flatMap(({ figure }) => (figure.type === "withheld" ? figure.because : []))
  const why = { text: `– ${hidden}`, style: tiny }
  return [
    line(telling.words("report.trend.week"), (row) => row.period.split("-").at(-1) ?? row.period),
    line(telling.words("report.trend.took"), number("count")),
    line(telling.words("report.trend.list"), number("of")),
    ...(hidden === undefined ? [] : [tableRow(pen, [{ width }], { cells: [why] })]),
  ]
}

/** From who was reached to those who did something three times; then everybody on their highest step. For a narrow column. */
export function depthBlock(pen: Pen, { section, width, sheet }: Listed): Block {
  const people = sheet.sections.find((one) => one.id === "people")
  const reach = (people ? rowsOf(people) : []).filter((row) => row.id === "figures.reach")
  const rows = rowsOf(section)
  const onLadder = (row: Row) => row.id.startsWith("figures.depth.ladder.")
  const steps = [...reach.map((row) => ({ ...row, how: "" })), ...rows.filter((row) => !onLadder(row))]
  const ladder = rows.filter(onLadder)
  const [first] = ladder
  // What is withheld of one step is of all: said once.
  const rungs = first?.figure.type === "withheld" ? [{ ...first, part: first.name }] : ladder
  const drawn = { telling: sheet.telling, width }
  return stack([
    heading(pen, { title: section.finding, about: section.about, width }),
    table(
      pen,
      steps.map((row) => step(pen, { row, ...drawn })),
    ),
    space(6),
    ...(first ? [said(pen, { text: first.name, style: type.h3, width, as: "H3" }), space(2)] : []),
    table(
      pen,
      rungs.map((row) => rung(pen, { row, ...drawn })),
    ),
    space(6),
  ])
}

type Step = { row: Row; telling: Telling; width: number }
const value = { size: 7.4, bold: true }

function cellsOf(
  { row, telling, width }: Step,
  name: TableCell,
): { columns: ColumnShape[]; cells: TableCell[] } {
  const columns: ColumnShape[] = [{ width: width * 0.5 }, { width: width * 0.5, align: "right" }]
  const { figure } = row
  if (figure.type === "withheld") return { columns, cells: [name, { text: figure.because, hatched: true }] }
  return { columns, cells: [name, { text: saidFigure(figure, telling), style: value }] }
}

/** The bar lies below its name: beside it there is no room. */
function step(pen: Pen, q: Step): Block {
  const { columns, cells } = cellsOf(q, { text: q.row.name, style: type.strong, note: q.row.how })
  const text = tableRow(pen, columns, { cells })
  const { figure } = q.row
  const share = figure.type === "share" ? figure.share : null
  return {
    height: text.height + (share === null ? 0 : 9),
    draw({ x, y }, parent) {
      text.draw({ x, y }, parent)
      if (share === null) return
      pen.decoration(() => {
        const bar = { x, y: y + text.height, height: 5.5 }
        pen.rect({ ...bar, width: q.width, fill: ink.sunk })
        pen.rect({ ...bar, width: q.width * Math.min(1, share), fill: ink.data })
      })
    },
  }
}

function rung(pen: Pen, q: Step): Block {
  const { columns, cells } = cellsOf(q, { text: q.row.part, style: type.small })
  return tableRow(pen, columns, { cells })
}
