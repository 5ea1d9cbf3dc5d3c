/** A section as a table: the name of each row, its bar and its number, and below it how it was counted. */
import { kgRange, type Telling } from "../../../src/view/telling.ts"
import { isOffered, type Row, rowsOf, type Section, said as saidFigure } from "../row.ts"
import type { Sheet } from "../sheet.ts"
import { type Block, type Flow, heading, stack, type } from "./blocks.ts"
import type { Pen, Tag } from "./pen.ts"
import { type ColumnShape, type TableCell, table, tableRow } from "./tables.ts"

export type Drawing = { pen: Pen; flow: Flow; root: Tag; sheet: Sheet }
/** `as`: what holds the rows in the tree that a screen reader walks. */
export type Listing = { head: Block; rows: Block[]; as?: "Sect" }
export type Listed = { section: Section; width: number; sheet: Sheet }

const shape = (id: Section["id"], width: number): ColumnShape[] =>
  (id === "goals" ? [0.58, 0.26, 0.16] : [0.46, 0.18, 0.36]).map((share, i) => ({
    width: width * share,
    align: i === 2 ? "right" : "left",
  }))

export function listing(pen: Pen, q: Listed): Listing {
  const { section, width, sheet } = q
  const columns = shape(section.id, width)
  const all = rowsOf(section)
  const most = Math.max(1, ...all.map(({ figure }) => (figure.type === "count" ? figure.count : 0)))
  // Only alike counts may be compared by their length.
  const alike = section.id === "goals" || section.id === "deliveries"
  const told = new Set<string>(section.id === "goals" ? all.map((row) => row.how) : [])
  const rows = all.map((row) => {
    const note = told.has(row.how) ? "" : row.how
    told.add(row.how)
    const cells = [
      { text: nameOf(row, section), note },
      ...valueCells(row, { telling: sheet.telling, most: alike ? most : null }),
    ]
    return tableRow(pen, columns, { cells })
  })
  return { head: heading(pen, { title: section.finding, about: section.about, width }), rows }
}

function nameOf(row: Row, section: Section): string {
  if (section.id === "goals") return `${row.id.split(".").at(-1)}  ${row.part}`
  if (section.id === "deliveries") return row.part
  return row.part === "" ? row.name : `${row.name} · ${row.part}`
}

/** `most`: the longest bar; null where counts cannot be compared. */
export function valueCells(
  { figure, colour }: Row,
  { telling, most }: { telling: Telling; most: number | null },
): TableCell[] {
  if (figure.type === "withheld") return [{ text: figure.because, hatched: true, span: 2 }]
  const value: TableCell = { text: saidFigure(figure, telling), style: type.strong }
  if (figure.type === "share") return [{ text: "", bar: { share: figure.share } }, value]
  if (figure.type === "count" && most !== null) {
    if (figure.count === 0 && colour)
      return [{ text: telling.words("report.zero"), style: type.small }, value]
    const bar = { share: figure.count / most, track: false, ...(colour ? { colour } : {}) }
    return [{ text: "", bar }, value]
  }
  return [{ ...value, span: 2, style: { ...type.strong, align: "right" } }]
}

/** Amounts: who reported them below the name, and the range of CO2 with its factor. */
export function workListing(pen: Pen, { section, width, sheet }: Listed): Listing {
  const { telling } = sheet
  const columns: ColumnShape[] = [{ width: width * 0.64 }, { width: width * 0.36, align: "right" }]
  const all = rowsOf(section)
  const beside = (row: Row, id: string) => all.find((other) => other.id === `${row.id}.${id}`)
  const rows = all
    .filter((row) => !/\.(people|kgCo2e)$/.test(row.id))
    .map((row) => {
      const people = beside(row, "people")?.figure
      const kg = beside(row, "kgCo2e")
      const note = [
        row.id === "figures.actions" ? row.how : "",
        people?.type === "count" ? telling.words("report.logged.people", { n: people.count }) : "",
        kg ? rangeOf(kg, telling) : "",
      ].filter((part) => part !== "")
      const value: TableCell =
        row.figure.type === "withheld"
          ? { text: row.figure.because, hatched: true }
          : { text: saidFigure(row.figure, telling), style: type.strong }
      return tableRow(pen, columns, { cells: [{ text: row.name, note: note.join(" · ") }, value] })
    })
  const people = sheet.sections.find((one) => one.id === "people")
  const offered = (people ? rowsOf(people) : []).filter(isOffered)
  const offers = offered.map((row) =>
    tableRow(pen, columns, {
      cells: [{ text: row.name }, { text: saidFigure(row.figure, telling), style: type.strong }],
    }),
  )
  return {
    head: heading(pen, { title: section.finding, about: section.about, width }),
    rows: [...rows, ...offers],
  }
}

function rangeOf({ figure, how }: Row, telling: Telling): string {
  if (figure.type !== "amount" || figure.low === null || figure.high === null) return how
  const { amount, low, high } = figure
  return `${kgRange({ low, mid: amount, high }, telling)} ${how}`
}

export function whole(pen: Pen, { head, rows, as }: Listing): Block {
  return stack([head, as ? stack(rows) : table(pen, rows)])
}

/** Over as many pages as it takes. */
export function drawListing({ pen, flow, root }: Drawing, { head, rows, as }: Listing): void {
  flow.gap(12)
  const [first] = rows
  const section = pen.branch(root, "Sect")
  // A heading at the foot of a page, with its table on the next, would be no heading.
  flow.reserve(head.height + (first?.height ?? 0))
  flow.place(head, section)
  const tree = as || rows.length === 0 ? section : pen.branch(section, "Table")
  for (const row of rows) flow.place(row, tree)
}
