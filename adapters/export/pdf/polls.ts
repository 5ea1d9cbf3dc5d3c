/** What colleagues answered: statements as bars on one scale with their counts, other questions each with its bars. */
import type { Telling } from "../../../src/view/telling.ts"
import { type Group, type Row, type Section, said as saidFigure } from "../row.ts"
import {
  type Block,
  balanced,
  bodyWidth,
  half,
  heading,
  pageRoom,
  said,
  space,
  stack,
  type,
} from "./blocks.ts"
import { drawLikert, type LikertScale, likertScale } from "./charts.ts"
import { type Drawing, valueCells } from "./listing.ts"
import { ink, type Pen } from "./pen.ts"
import { type ColumnShape, type TableCell, table, tableRow } from "./tables.ts"

const questionWidth = bodyWidth * 0.46
const barsWidth = bodyWidth * 0.46
const unknownWidth = bodyWidth - questionWidth - barsWidth
const barHeight = 14

export function drawPolls(q: Drawing, section: Section): void {
  const { pen, flow, root, sheet } = q
  flow.gap(12)
  const parent = pen.branch(root, "Sect")
  const likert = section.groups.filter((group) => group.as === "likert")
  const others = section.groups.filter((group) => group.as !== "likert")
  const scale = likertScale(likert.map(sharesOf), barsWidth)
  const head = heading(pen, { title: section.finding, about: section.about, width: bodyWidth })
  const keys = likertKeys(pen, { scale, telling: sheet.telling })
  const blocks = likert.map((group) => likertBlock(pen, { group, scale, telling: sheet.telling }))
  const [first, ...rest] = blocks
  const questions = others.map((group) => questionBlock(pen, group, sheet.telling))
  if (!first) flow.reserve(head.height + Math.max(0, ...questions.slice(0, 2).map(({ height }) => height)))
  flow.place(first ? stack([head, keys, first]) : head, parent)
  for (const block of rest) flow.place(block, parent, keys)
  const all = balanced(questions, half)
  if (all.height < pageRoom) {
    flow.place(all, parent)
    return
  }
  for (let i = 0; i < questions.length; i += 2) flow.place(balanced(questions.slice(i, i + 2), half), parent)
}

/** After how many answered come the answers. */
function optionRows(group: Group): Row[] {
  return group.rows.slice(1)
}

function sharesOf(group: Group): number[] {
  return optionRows(group).map(({ figure }) => (figure.type === "share" ? figure.share : 0))
}

function likertKeys(pen: Pen, { scale, telling }: { scale: LikertScale; telling: Telling }): Block {
  const words = (id: string) => telling.words(`report.polls.${id}`)
  const strong = { ...type.tick, bold: true }
  return {
    height: 19,
    draw({ x, y }, parent) {
      const centre = x + questionWidth + scale.centre
      pen.leaf(parent, { type: "P" }, () => {
        const left = { x: centre - 150, width: 126 }
        const right = { x: centre + 24, width: 150 }
        pen.text(words("disagree"), { ...strong, colour: ink.con, align: "right" }, { ...left, y })
        pen.text(words("neutral"), { ...type.tick, align: "center" }, { x: centre - 22, y, width: 44 })
        pen.text(words("agree"), { ...strong, colour: ink.data }, { ...right, y })
        pen.text(words("outer"), { ...type.tick, align: "right" }, { ...left, y: y + 8.5 })
        pen.text(words("outer"), type.tick, { ...right, y: y + 8.5 })
        const width = unknownWidth + 6
        pen.text(words("dont-know"), { ...type.tick, align: "right" }, { x: x + bodyWidth - width, y, width })
      })
    },
  }
}

type Likert = { group: Group; scale: LikertScale; telling: Telling }

function likertBlock(pen: Pen, q: Likert): Block {
  const { group } = q
  const width = questionWidth - 12
  const title = group.title ?? ""
  // The bars have no room for small numbers.
  const counts = optionRows(group).map((row) => short(row, q.telling))
  const about = `${group.about ?? ""}\n${q.telling.words("export.counts", { counts: counts.join(" · ") })}`
  const below = pen.height(title, type.body, width)
  const height = Math.max(22, below + pen.height(about, type.tick, width) + 5)
  return {
    height,
    draw({ x, y }, parent) {
      const across = [
        { x, y },
        { x: x + bodyWidth, y },
      ]
      pen.decoration(() => pen.path(across, { colour: ink.grid, width: 0.5 }))
      pen.leaf(parent, { type: "P" }, () => {
        pen.text(title, type.body, { x, y: y + 2.5, width })
        pen.text(about, type.tick, { x, y: y + 2.5 + below, width })
      })
      const answers = optionRows(group).map((row) => `${row.part} ${saidFigure(row.figure, q.telling)}`)
      pen.leaf(parent, { type: "Figure", alt: `${title}: ${answers.join(", ")}` }, () =>
        drawBars(pen, { ...q, x, y, height }),
      )
    },
  }
}

function drawBars(pen: Pen, q: Likert & { x: number; y: number; height: number }): void {
  const { group, scale, telling, x, y, height } = q
  const centre = x + questionWidth + scale.centre
  const middle = [
    { x: centre, y: y + 1 },
    { x: centre, y: y + height - 1 },
  ]
  pen.path(middle, { colour: ink.ink3, width: 0.5, dash: 2 })
  const at = { x: x + questionWidth, y: y + (height - barHeight) / 2 }
  drawLikert(pen, { ...at, shares: sharesOf(group), scale, height: barHeight, telling })
  const unknown = optionRows(group)[5]?.figure
  if (unknown?.type !== "share") return
  const right = { x: x + bodyWidth - unknownWidth, y: y + height / 2 - 5, width: unknownWidth }
  pen.text(telling.percent(unknown.share), { ...type.body, align: "right" }, right)
}

/** The count where there is one, else the share. */
function short({ figure }: Row, telling: Telling): string {
  if (figure.type !== "share") return ""
  return figure.count === null ? telling.percent(figure.share) : telling.number(figure.count)
}

function questionBlock(pen: Pen, group: Group, telling: Telling): Block {
  const columns: ColumnShape[] = [
    { width: half * 0.46 },
    { width: half * 0.22 },
    { width: half * 0.32, align: "right" },
  ]
  const rows = optionRows(group).map((row) =>
    tableRow(pen, columns, {
      cells: compact([{ text: row.part }, ...valueCells(row, { telling, most: null })]),
    }),
  )
  return stack([
    space(8),
    said(pen, { text: group.title ?? "", style: type.h3, width: half, as: "H3" }),
    said(pen, { text: group.about ?? "", style: type.tick, width: half }),
    space(2),
    table(pen, rows),
  ])
}

/** A scale has many answers. */
function compact(cells: TableCell[]): TableCell[] {
  return cells.map((cell) => ({
    ...cell,
    style: { ...type.small, colour: ink.ink, bold: cell.style?.bold ?? false },
  }))
}
