/** The sections behind the first screen, each drawn from its rows. */
import type { Telling } from "../../../src/view/telling.ts"
import { type Row, type Section, said as saidFigure } from "../row.ts"
import type { Sheet } from "../sheet.ts"
import { beside, bodyWidth, columnGap, heading, said, space, stack, type } from "./blocks.ts"
import { drawEvidence } from "./evidence.ts"
import { type Drawing, drawListing, type Listing, listing, whole, workListing } from "./listing.ts"
import { ink, type Pen } from "./pen.ts"
import { drawPolls } from "./polls.ts"
import { type ColumnShape, headRow, type TableCell, tableRow } from "./tables.ts"
import { trendBlock } from "./trend.ts"

const half = (bodyWidth - columnGap) / 2
const gap = 12
/** On an empty page. */
const pageRoom = 690

/** Everything after the first screen, in reading order; `shown` is what stood there already. */
export function drawSections(q: Drawing, shown: ReadonlySet<Section["id"]>): void {
  const { sheet, pen, flow, root } = q
  const find = (id: Section["id"]) => sheet.sections.find((section) => section.id === id)
  const rows = (id: Section["id"]) => (width: number) => {
    const section = find(id)
    if (!section) return null
    return id === "work"
      ? workListing(pen, { section, width, sheet })
      : listing(pen, { section, width, sheet })
  }
  const [trend, depth] = [find("trend"), rows("depth")(bodyWidth)]
  if (trend && !shown.has("trend")) {
    flow.gap(gap)
    flow.place(trendBlock(pen, { section: trend, sheet, width: bodyWidth }), pen.branch(root, "Sect"))
  }
  if (depth && !shown.has("depth")) drawListing(q, depth)
  const quarters = rows("quarters")(bodyWidth)
  if (quarters) drawListing(q, quarters)
  const polls = find("polls")
  if (polls) drawPolls(q, polls)
  pair(q, rows("goals"), rows("work"))
  const evidence = find("evidence")
  if (evidence) drawEvidence(q, evidence)
  const segments = find("segments")
  if (segments) drawSegments(q, segments)
  pair(q, rows("deliveries"), (width) => methodListing(pen, sheet, width))
}

type Made = (width: number) => Listing | null

/** Beside each other where both are there and fit on a page, else below each other over the whole width. */
function pair(q: Drawing, left: Made, right: Made): void {
  const { pen, flow, root } = q
  const [first, second] = [left(half), right(half)]
  if (first && second) {
    const both = beside([
      { block: whole(pen, first), width: half },
      { block: whole(pen, second), width: half },
    ])
    if (both.height <= pageRoom) {
      flow.gap(gap)
      flow.place(both, pen.branch(root, "Sect"))
      return
    }
  }
  for (const made of [left(bodyWidth), right(bodyWidth)]) if (made) drawListing(q, made)
}

/** A line for each team: how many, reach and active. */
function drawSegments({ pen, flow, root, sheet }: Drawing, section: Section): void {
  const { telling } = sheet
  const columns: ColumnShape[] = [
    { width: bodyWidth * 0.34 },
    { width: bodyWidth * 0.08, align: "right" },
    { width: bodyWidth * 0.29, align: "right" },
    { width: bodyWidth * 0.29, align: "right" },
  ]
  const titles = ["segment", "people", "reach", "active"].map((id) => telling.words(`report.segments.${id}`))
  const head = headRow(pen, columns, titles)
  flow.gap(gap)
  const parent = pen.branch(root, "Sect")
  const top = heading(pen, { title: section.finding, about: section.about, width: bodyWidth })
  const rows = section.groups.map((group) => {
    const [people, reach, active] = group.rows
    const size = people?.figure.type === "count" ? telling.number(people.figure.count) : ""
    const cells = [{ text: group.title ?? "" }, { text: size }, team(reach, telling), team(active, telling)]
    return tableRow(pen, columns, { cells })
  })
  const [first, ...rest] = rows
  if (!first) return
  // A short table stays in one piece.
  const height = top.height + head.height + rows.reduce((sum, row) => sum + row.height, 0)
  flow.reserve(height < pageRoom / 2 ? height : top.height + head.height + 3 * first.height)
  flow.place(top, parent)
  const tree = pen.branch(parent, "Table")
  flow.place(stack([head, first]), tree)
  for (const row of rest) flow.place(row, tree, head)
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
