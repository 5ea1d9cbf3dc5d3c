/** Evidence by framework: per part how much was offered and what was done, two frameworks beside each other. */
import type { Telling } from "../../../src/view/telling.ts"
import { type Group, type Section, said as saidFigure } from "../row.ts"
import { evidenceKinds } from "../rows/evidence.ts"
import { type Block, beside, bodyWidth, columnGap, heading, said, space, stack, type } from "./blocks.ts"
import { table } from "./first-page.ts"
import type { Drawing } from "./listing.ts"
import { ink, type Pen } from "./pen.ts"
import { type ColumnShape, headRow, type TableCell, tableRow } from "./tables.ts"

const half = (bodyWidth - columnGap) / 2
const columns: ColumnShape[] = [
  { width: half * 0.36 },
  { width: half * 0.21, align: "right" },
  { width: half * 0.12, align: "right" },
  { width: half * 0.14, align: "right" },
  { width: half * 0.17, align: "right" },
]

export function drawEvidence({ pen, flow, root, sheet }: Drawing, section: Section): void {
  flow.gap(12)
  const parent = pen.branch(root, "Sect")
  // The goals have their own chart above.
  const blocks = section.groups
    .filter((group) => group.title !== null)
    .map((group) => frameworkBlock(pen, group, sheet.telling))
  const head = heading(pen, { title: section.finding, about: section.about, width: bodyWidth })
  flow.reserve(head.height + (blocks[0]?.height ?? 0))
  flow.place(head, parent)
  for (let i = 0; i < blocks.length; i += 2) {
    const two = blocks.slice(i, i + 2).map((block) => ({ block, width: half }))
    flow.place(stack([beside(two), space(8)]), parent)
  }
}

/** Rows come by four: three kinds of offers, and actions. */
function frameworkBlock(pen: Pen, group: Group, telling: Telling): Block {
  const size = evidenceKinds.length + 1
  const titles = ["topic", ...evidenceKinds, "actions"].map((id) => telling.words(`evidence.${id}`))
  const rows: Block[] = []
  for (let i = 0; i < group.rows.length; i += size) {
    const four = group.rows.slice(i, i + size)
    const offered = four.slice(0, -1).some(({ figure }) => figure.type === "count" && figure.count > 0)
    const name = { ...type.small, colour: offered ? ink.ink : ink.con, bold: !offered }
    const cells = four.map(({ figure }): TableCell => {
      if (figure.type === "withheld") return { text: telling.words("evidence.small"), style: type.tick }
      return { text: saidFigure(figure, telling), style: type.small }
    })
    rows.push(tableRow(pen, columns, { cells: [{ text: four[0]?.part ?? "", style: name }, ...cells] }))
  }
  return stack([
    said(pen, { text: group.title ?? "", style: type.h3, width: half, as: "H3" }),
    said(pen, { text: group.about ?? "", style: type.tick, width: half }),
    table(pen, [headRow(pen, columns, titles), ...rows]),
  ])
}
