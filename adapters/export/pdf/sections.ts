/** The sections behind the first screen, each drawn from its rows. */
import type { Telling } from "../../../src/view/telling.ts"
import { type Row, type Section, said as saidFigure } from "../row.ts"
import type { Sheet } from "../sheet.ts"
import { type Block, beside, bodyWidth, half, heading, pageRoom, said, space, stack, type } from "./blocks.ts"
import { evidenceBlock } from "./evidence.ts"
import { countsBlock } from "./first-page.ts"
import { type Drawing, drawListing, type Listing, listing, whole, workListing } from "./listing.ts"
import { ink, type Pen } from "./pen.ts"
import { drawPolls } from "./polls.ts"
import { type ColumnShape, headRow, type TableCell, tableRow } from "./tables.ts"
import { trendBlock } from "./trend.ts"

const gap = 12
/** A section that is laid out: how high it stands in one piece, Infinity where no page holds it so, and its drawing. */
type Part = { height: number; draw: () => void }

/** Everything after the first screen; `shown` is what stood there already. How it was counted comes last. */
export function drawSections(q: Drawing, shown: ReadonlySet<Section["id"]>): void {
  const { sheet, pen } = q
  const find = (id: Section["id"]) => sheet.sections.find((section) => section.id === id)
  const rest = (id: Section["id"]) => (shown.has(id) ? undefined : find(id))
  const rows = (id: Section["id"]) => (width: number) => {
    const section = find(id)
    if (!section) return null
    return id === "work"
      ? workListing(pen, { section, width, sheet })
      : listing(pen, { section, width, sheet })
  }
  const [people, trend] = [rest("people"), rest("trend")]
  const wide = { sheet, width: bodyWidth }
  if (people) inOnePiece(q, countsBlock(pen, { section: people, ...wide })).draw()
  if (trend) inOnePiece(q, trendBlock(pen, { section: trend, ...wide })).draw()
  for (const made of [rest("depth") ? rows("depth")(bodyWidth) : null, rows("quarters")(bodyWidth)])
    if (made) drawListing(q, made)
  const polls = find("polls")
  if (polls) drawPolls(q, polls)
  const [evidence, segments] = [find("evidence"), find("segments")]
  inTurn(q, [
    ...pair(q, rows("goals"), rows("work")),
    ...(evidence ? [inOnePiece(q, evidenceBlock(pen, evidence, sheet))] : []),
    ...(segments ? [segmentsPart(q, segments)] : []),
  ])
  inTurn(
    q,
    pair(q, rows("deliveries"), (width) => methodListing(pen, sheet, width)),
  )
}

/** In reading order, but that what still has room on a page comes before what has not. */
function inTurn({ flow }: Drawing, parts: readonly Part[]): void {
  const left = [...parts]
  while (left.length > 0) {
    const next = left.findIndex(({ height }) => flow.fits(gap + height))
    for (const { draw } of left.splice(Math.max(0, next), 1)) draw()
  }
}

function inOnePiece({ pen, flow, root }: Drawing, block: Block): Part {
  const draw = () => {
    flow.gap(gap)
    flow.place(block, pen.branch(root, "Sect"))
  }
  return { height: block.height, draw }
}

type Made = (width: number) => Listing | null

/** Beside each other where both are there and fit on a page, else below each other over the whole width. */
function pair(q: Drawing, left: Made, right: Made): Part[] {
  const [first, second] = [left(half), right(half)]
  if (first && second) {
    const both = beside([
      { block: whole(q.pen, first), width: half },
      { block: whole(q.pen, second), width: half },
    ])
    if (both.height <= pageRoom) return [inOnePiece(q, both)]
  }
  return [left(bodyWidth), right(bodyWidth)].flatMap((made) => {
    if (!made) return []
    const { height } = whole(q.pen, made)
    return {
      height: height <= pageRoom ? height : Number.POSITIVE_INFINITY,
      draw: () => drawListing(q, made),
    }
  })
}

/** A line for each team: how many, reach and active. */
function segmentsPart({ pen, flow, root, sheet }: Drawing, section: Section): Part {
  const { telling } = sheet
  const columns: ColumnShape[] = [
    { width: bodyWidth * 0.4 },
    { width: bodyWidth * 0.08, align: "right" },
    { width: bodyWidth * 0.26, align: "right" },
    { width: bodyWidth * 0.26, align: "right" },
  ]
  const titles = ["segment", "people", "reach", "active"].map((id) => telling.words(`report.segments.${id}`))
  const head = headRow(pen, columns, titles)
  const top = heading(pen, { title: section.finding, about: section.about, width: bodyWidth })
  const rows = section.groups.map((group) => {
    const [people, reach, active] = group.rows
    const size = people?.figure.type === "count" ? telling.number(people.figure.count) : ""
    const cells = [{ text: group.title ?? "" }, { text: size }, team(reach, telling), team(active, telling)]
    return tableRow(pen, columns, { cells })
  })
  const height = top.height + head.height + rows.reduce((sum, row) => sum + row.height, 0)
  // A short table stays in one piece.
  const short = height < pageRoom / 2
  const draw = () => {
    const [first, ...rest] = rows
    if (!first) return
    flow.gap(gap)
    const parent = pen.branch(root, "Sect")
    flow.reserve(short ? height : top.height + head.height + 3 * first.height)
    flow.place(top, parent)
    const tree = pen.branch(parent, "Table")
    flow.place(stack([head, first]), tree)
    for (const row of rest) flow.place(row, tree, head)
  }
  return { height: height <= pageRoom ? height : Number.POSITIVE_INFINITY, draw }
}

/** Of how many stands in the column of sizes. */
function team(row: Row | undefined, telling: Telling): TableCell {
  if (!row) return { text: "" }
  const { figure } = row
  if (figure.type === "withheld") return { text: figure.because, hatched: true }
  if (figure.type !== "share" || figure.count === null) return { text: saidFigure(figure, telling) }
  const text = `${telling.number(figure.count)} · ${telling.percent(figure.share)}`
  return { text, style: type.strong, bar: { share: figure.share, room: 58 } }
}

function methodListing(pen: Pen, { telling, method }: Sheet, width: number): Listing {
  const style = { size: 7.2, colour: ink.ink2 }
  const blocks = method.map(({ title, text }) =>
    stack([
      said(pen, { text: title, style: type.h3, width, as: "H3" }),
      said(pen, { text, style, width }),
      space(5),
    ]),
  )
  return {
    head: heading(pen, { title: telling.words("report.method.title"), about: "", width }),
    rows: blocks,
    as: "Sect",
  }
}
