/** Evidence by framework: per part how much was offered and what was done, two frameworks beside each other. */
import type { Telling } from "../../../src/view/telling.ts"
import { type Group, type Section, said as saidFigure } from "../row.ts"
import { evidenceKinds } from "../rows/evidence.ts"
import type { Sheet } from "../sheet.ts"
import { type Block, beside, bodyWidth, half, heading, said, space, stack, type } from "./blocks.ts"
import { ink, type Pen } from "./pen.ts"
import { type ColumnShape, headRow, type TableCell, table, tableRow } from "./tables.ts"

const columns: ColumnShape[] = [
  { width: half * 0.35 },
  { width: half * 0.19, align: "right" },
  { width: half * 0.11, align: "right" },
  { width: half * 0.18, align: "right" },
  { width: half * 0.17, align: "right" },
]

/** As on the page: the others are one step further, in the workbook. */
export const drawnFrameworks = ["bcorp", "iso26000", "pso"]

export function evidenceBlock(pen: Pen, section: Section, sheet: Sheet): Block {
  const idOf = (group: Group) => group.rows[0]?.id.split(".")[1] ?? ""
  const drawn = drawnFrameworks.flatMap((id) => section.groups.find((group) => idOf(group) === id) ?? [])
  const others = section.groups.filter((group) => group.title !== null && !drawn.includes(group))
  const [first, ...rest] = drawn.map((group) => frameworkBlock(pen, group, sheet.telling))
  const names = others.map((group) => group.title).join(", ")
  const more = others.length > 0 ? sheet.telling.words("export.more-frameworks", { names }) : ""
  const right = rest.flatMap((block) => [block, space(8)])
  const parts = [first ? [first] : [], right].map((blocks) => ({ block: stack(blocks), width: half }))
  return stack([
    heading(pen, { title: section.finding, about: section.about, width: bodyWidth }),
    beside(parts),
    said(pen, { text: more, style: type.small, width: bodyWidth }),
  ])
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
