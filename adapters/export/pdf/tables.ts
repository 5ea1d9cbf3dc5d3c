/** Rows of a table: each a block, so that a table may go on over pages. */
import type { Block } from "./blocks.ts"
import { type } from "./blocks.ts"
import { type At, ink, type Pen, type Style, type Tag } from "./pen.ts"

export type TableCell = {
  text: string
  style?: Style
  /** Below the text, smaller. */
  note?: string
  /** From 0 to 1: a bar on its track, in what is left of the text, which needs `room`. */
  bar?: { share: number; colour?: string; track?: boolean; room?: number }
  /** Not a number but words: drawn on a hatched ground. */
  hatched?: boolean
  /** Columns that it takes. */
  span?: number
  heading?: boolean
}
export type ColumnShape = { width: number; align?: "left" | "right" }

const padding = { x: 5, y: 2.6 }
const barHeight = 6.5
/** What a bar leaves to the number beside it. */
const besideBar = 34

/** The row that says what the columns are. */
export function headRow(pen: Pen, columns: readonly ColumnShape[], titles: readonly string[]): Block {
  const cells = titles.map((text) => ({ text, style: type.tick, heading: true }))
  return tableRow(pen, columns, { cells, ruled: false })
}

export function tableRow(
  pen: Pen,
  columns: readonly ColumnShape[],
  q: { cells: readonly TableCell[]; ruled?: boolean; strong?: boolean },
): Block {
  const placed = place(columns, q.cells)
  const heights = placed.map(({ cell, width }) => heightOf(pen, cell, width))
  const height = Math.max(...heights) + 2 * padding.y
  const total = columns.reduce((sum, column) => sum + column.width, 0)
  return {
    height,
    draw({ x, y }, parent) {
      if (q.ruled !== false)
        pen.decoration(() =>
          pen.path(
            [
              { x, y },
              { x: x + total, y },
            ],
            q.strong ? { colour: ink.ink, width: 0.9 } : { colour: ink.grid, width: 0.5 },
          ),
        )
      const row = pen.branch(parent, "TR")
      for (const { cell, width, left, align, first } of placed)
        drawCell(pen, {
          cell: { ...cell, heading: cell.heading ?? false },
          width,
          align,
          first,
          row,
          at: { x: x + left, y: y + padding.y },
        })
      row.end()
    },
  }
}

type Placed = { cell: TableCell; width: number; left: number; align: "left" | "right"; first: boolean }

function place(columns: readonly ColumnShape[], cells: readonly TableCell[]): Placed[] {
  const placed: Placed[] = []
  let column = 0
  let left = 0
  for (const cell of cells) {
    const taken = columns.slice(column, column + (cell.span ?? 1))
    const width = taken.reduce((sum, c) => sum + c.width, 0)
    placed.push({
      cell,
      width: width - padding.x,
      left,
      align: taken[0]?.align ?? "left",
      first: column === 0,
    })
    column += cell.span ?? 1
    left += width
  }
  return placed
}

function heightOf(pen: Pen, cell: TableCell, width: number): number {
  const { text, note = "", style = type.body } = cell
  const room = cell.hatched ? width - 6 : width
  return pen.height(text, style, room) + pen.height(note, type.tick, room)
}

function drawCell(
  pen: Pen,
  q: { cell: TableCell; width: number; align: "left" | "right"; first: boolean; row: Tag; at: At },
): void {
  const { cell, width, align, first, row, at } = q
  const { text, note = "", bar, hatched } = cell
  const style: Style = cell.style ?? type.body
  // Off the number of the column before.
  const inset = bar && text !== "" && !first ? 10 : 0
  const taken = text === "" ? 0 : (bar?.room ?? besideBar) + inset
  if (bar)
    pen.decoration(() => drawBar(pen, { ...bar, at: { ...at, x: at.x + inset }, width: width - taken }))
  if (hatched) pen.decoration(() => hatch(pen, { ...at, width, height: heightOf(pen, cell, width) }))
  const kind = cell.heading || first ? "TH" : "TD"
  const scope = cell.heading ? "Column" : "Row"
  pen.leaf(row, { type: kind, ...(kind === "TH" ? { scope } : {}) }, () => {
    const shown = { ...style, align: bar ? ("right" as const) : (style.align ?? align) }
    const room = hatched ? { x: at.x + 4, width: width - 6 } : { x: at.x, width }
    pen.text(text, hatched ? { ...type.small, align: "left" } : shown, { ...at, ...room })
    const below = pen.height(text, style, room.width)
    pen.text(note, { ...type.tick, align: shown.align }, { x: room.x, y: at.y + below, width: room.width })
  })
}

function drawBar(
  pen: Pen,
  q: { share: number; colour?: string; track?: boolean; at: At; width: number },
): void {
  const { share, colour = ink.data, track = true, at, width } = q
  const y = at.y + 1.6
  if (track) pen.rect({ x: at.x, y, width, height: barHeight, fill: ink.sunk })
  pen.rect({ x: at.x, y, width: width * Math.min(1, share), height: barHeight, fill: colour })
}

/** The ground of what is not shown: it looks like no bar of any length. */
export function hatch(pen: Pen, q: At & { width: number; height: number }): void {
  const { doc } = pen
  doc.save()
  doc.rect(q.x, q.y - 0.5, q.width, q.height).clip()
  doc.rect(q.x, q.y - 0.5, q.width, q.height).fill(ink.sunk)
  for (let x = q.x - q.height; x < q.x + q.width; x += 6)
    pen.path(
      [
        { x, y: q.y + q.height },
        { x: x + q.height, y: q.y - 0.5 },
      ],
      { colour: ink.rule, width: 0.8 },
    )
  doc.restore()
}
