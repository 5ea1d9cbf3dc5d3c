/** Charts as vectors. Each takes rows of the sheet, so that it can show no other number. */
import type { Telling } from "../../../src/view/telling.ts"
import { decimal } from "../../../src/view/telling.ts"
import type { Row } from "../row.ts"
import { type Block, type } from "./blocks.ts"
import { type At, ink, type Pen, type Point } from "./pen.ts"

const axis = [0, 25, 50, 75, 100]

/** The three ranges around the index, on a scale from 0 to 100. */
export function rangeChart(pen: Pen, q: { rows: readonly Row[]; width: number; telling: Telling }): Block {
  const { rows, width, telling } = q
  const labels = width * 0.4
  const [top, foot] = [8, 13]
  // A label of two lines with its note must not run into the next.
  const label = (row: Row) =>
    pen.height(row.part, type.strong, labels) + pen.height(row.how, type.tick, labels)
  const heights = rows.map((row) => Math.max(26, label(row) + 5))
  const tops = heights.map((_, i) => heights.slice(0, i).reduce((sum, one) => sum + one, 0))
  const left = labels + 26
  const scale = (width - left - 26) / 100
  const height = top + heights.reduce((sum, one) => sum + one, 0) + foot
  return {
    height,
    draw({ x, y }, parent) {
      const at = (value: number) => x + left + value * scale
      const value = rows.flatMap(({ figure }) => (figure.type === "amount" ? figure.amount : []))[0] ?? 0
      const alt = rows.map((row) => `${row.part}: ${rangeOf(row, telling)}`).join(". ")
      pen.leaf(
        parent,
        { type: "Figure", alt: `${rows[0]?.name ?? ""} ${decimal(telling, value)}. ${alt}` },
        () => {
          for (const n of axis) {
            pen.path(
              [
                { x: at(n), y: y + 2 },
                { x: at(n), y: y + height - foot },
              ],
              { colour: ink.grid, width: 0.6 },
            )
            if (Math.abs(n - value) > 8)
              pen.text(
                String(n),
                { ...type.tick, align: "center" },
                { x: at(n) - 15, y: y + height - foot + 3, width: 30 },
              )
          }
          for (const [i, row] of rows.entries())
            drawRange(pen, {
              row,
              at,
              telling,
              x,
              y: y + top + (tops[i] ?? 0),
              width: labels,
              strong: i === 0,
            })
          pen.path(
            [
              { x: at(value), y: y + 2 },
              { x: at(value), y: y + height - foot },
            ],
            { colour: ink.ink, width: 1.6 },
          )
          const below = { x: at(value) - 20, y: y + height - foot + 2.4, width: 40 }
          pen.text(decimal(telling, value), { size: 7.4, bold: true, align: "center" }, below)
        },
      )
    },
  }
}

function rangeOf({ figure }: Row, telling: Telling): string {
  if (figure.type !== "amount" || figure.low === null || figure.high === null) return ""
  const ends = { low: decimal(telling, figure.low), high: decimal(telling, figure.high) }
  return telling.words("report.index.from-to", ends)
}

function drawRange(
  pen: Pen,
  q: At & { row: Row; at: (value: number) => number; telling: Telling; width: number; strong: boolean },
): void {
  const { row, at, telling, x, y, width, strong } = q
  pen.text(row.part, type.strong, { x, y, width })
  pen.text(row.how, type.tick, { x, y: y + pen.height(row.part, type.strong, width), width })
  const { figure } = row
  if (figure.type !== "amount" || figure.low === null || figure.high === null) return
  const [low, high] = [at(figure.low), at(figure.high)]
  const fill = strong ? "#A3C4D2" : ink.band
  pen.rect({ x: low, y: y + 1, width: Math.max(0.8, high - low), height: 17, fill })
  for (const end of [low, high])
    pen.path(
      [
        { x: end, y: y + 1 },
        { x: end, y: y + 18 },
      ],
      { colour: ink.data, width: 1 },
    )
  const label = { size: 7.6, bold: true }
  pen.text(decimal(telling, figure.low), { ...label, align: "right" }, { x: low - 34, y: y + 5, width: 30 })
  pen.text(decimal(telling, figure.high), label, { x: high + 4, y: y + 5, width: 30 })
}

/** Reach of each week as a line; what is withheld is a gap, and the numbers stand below. */
export function trendChart(pen: Pen, q: { rows: readonly Row[]; width: number; telling: Telling }): Block {
  const { rows, width, telling } = q
  const height = 118
  const shares = rows.map(({ figure }) => (figure.type === "share" ? figure.share : null))
  const known = shares.filter((share) => share !== null)
  const top = Math.max(0.1, Math.ceil(Math.max(0, ...known) * 10) / 10)
  const left = 26
  const right = 30
  const step = top > 0.6 ? 0.2 : top > 0.2 ? 0.1 : 0.05
  return {
    height,
    draw({ x, y }, parent) {
      const across = (i: number) =>
        x + left + (rows.length === 1 ? 0.5 : i / (rows.length - 1)) * (width - left - right)
      const up = (share: number) => y + height - 16 - ((height - 28) * share) / top
      const alt = rows
        .map(
          (row, i) =>
            `${row.part} ${shares[i] === null || shares[i] === undefined ? whyOf(row) : telling.percent(shares[i])}`,
        )
        .join(", ")
      pen.leaf(parent, { type: "Figure", alt: `${rows[0]?.name ?? ""}: ${alt}` }, () => {
        for (let share = 0; share <= top + 1e-9; share += step) {
          pen.path(
            [
              { x: x + left, y: up(share) },
              { x: x + width - right, y: up(share) },
            ],
            { colour: ink.grid, width: 0.6 },
          )
          const label = `${Math.round(share * 100)}%`
          pen.text(label, { ...type.tick, align: "right" }, { x, y: up(share) - 4, width: left - 5 })
        }
        drawLine(pen, { rows, shares, across, up })
        drawWeeks(pen, { rows, across, y: y + height - 11 })
        const last = shares.findLastIndex((share) => share !== null)
        const share = shares[last]
        if (share === null || share === undefined) return
        const end = { x: across(last) + 6, y: up(share) - 6, width: right }
        pen.text(telling.percent(share), { size: 9, bold: true }, end)
        if (!rows[last]?.running) return
        // On the side from which the line does not come.
        const beside = (shares[last - 1] ?? 1) < share ? -14 : 6
        const note = { x: across(last) - 64, y: up(share) + beside, width: 60 }
        pen.text(telling.words("report.trend.running"), { ...type.tick, align: "right" }, note)
      })
    },
  }
}

function whyOf({ figure }: Row): string {
  return figure.type === "withheld" ? figure.because : ""
}

type Across = (i: number) => number

function drawLine(
  pen: Pen,
  q: {
    rows: readonly Row[]
    shares: readonly (number | null)[]
    across: Across
    up: (share: number) => number
  },
): void {
  const { rows, shares, across, up } = q
  let run: Point[] = []
  for (const [i, share] of [...shares, null].entries()) {
    if (share !== null) run.push({ x: across(i), y: up(share) })
    else {
      if (run.length > 1) pen.path(run, { colour: ink.data, width: 1.6 })
      run = []
    }
  }
  const radius = shares.length > 30 ? 1.4 : 2.2
  const whole = { radius, fill: ink.data, stroke: ink.paper }
  // As on the page: a week that is not over is a ring.
  const running = { radius: radius + 0.4, fill: ink.paper, stroke: ink.data }
  for (const [i, share] of shares.entries())
    if (share !== null) pen.dot({ x: across(i), y: up(share) }, rows[i]?.running ? running : whole)
}

/** As many labels as fit without touching. */
function drawWeeks(pen: Pen, q: { rows: readonly Row[]; across: Across; y: number }): void {
  const every = Math.max(1, Math.ceil(q.rows.length / 14))
  for (const [i, { period }] of q.rows.entries())
    if (i % every === 0)
      pen.text(
        period.split("-").at(-1) ?? period,
        { ...type.tick, align: "center" },
        { x: q.across(i) - 16, y: q.y, width: 32 },
      )
}

const answers = [
  { fill: ink.con, text: ink.paper },
  { fill: ink.con2, text: ink.on2 },
  { fill: ink.mid, text: ink.ink },
  { fill: ink.data2, text: ink.on2 },
  { fill: ink.data, text: ink.paper },
]

/** Where neutral stands, and how wide the whole is, so that all bars of a chart can be compared. */
export type LikertScale = { centre: number; perShare: number }

export function likertScale(all: readonly number[][], width: number): LikertScale {
  const label = 26
  const reach = (pick: (shares: number[]) => number) => Math.max(0.05, ...all.map(pick))
  const before = reach(([sd = 0, d = 0, n = 0]) => sd + d + n / 2)
  const after = reach(([, , n = 0, a = 0, sa = 0]) => n / 2 + a + sa)
  const perShare = (width - 2 * label) / (before + after)
  return { perShare, centre: label + before * perShare }
}

/** From strongly disagree to strongly agree, with neutral on the middle line. */
export function drawLikert(
  pen: Pen,
  q: At & { shares: readonly number[]; scale: LikertScale; height: number; telling: Telling },
): void {
  const { x, y, shares, scale, height, telling } = q
  const [sd = 0, d = 0, n = 0, a = 0, sa = 0] = shares
  const start = x + scale.centre - (sd + d + n / 2) * scale.perShare
  let left = start
  for (const [i, share] of [sd, d, n, a, sa].entries()) {
    const width = share * scale.perShare
    const colour = answers[i]
    if (!colour || share <= 0) continue
    pen.rect({ x: left, y, width, height, fill: colour.fill, ...(i === 2 ? { stroke: ink.edge } : {}) })
    const label = String(Math.round(share * 100))
    if (width > 13)
      pen.text(
        label,
        { size: 7, bold: true, colour: colour.text, align: "center" },
        { x: left, y: y + height / 2 - 4, width },
      )
    left += width
  }
  const beside = { size: 7.6, bold: true }
  const middle = y + height / 2 - 4.4
  pen.text(
    telling.percent(sd + d),
    { ...beside, colour: ink.con, align: "right" },
    { x: start - 32, y: middle, width: 28 },
  )
  pen.text(telling.percent(a + sa), { ...beside, colour: ink.data }, { x: left + 4, y: middle, width: 28 })
}
