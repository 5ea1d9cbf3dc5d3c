/** Figures as inline SVG: percent across and pixels down, so that text keeps its size on a phone and no style attribute is needed. */
import type { Language } from "../../src/domain/id.ts"
import type { Chart } from "../../src/view/card.ts"
import { number } from "../../src/view/words.ts"
import { type Html, html } from "../page/html.ts"
import { limits } from "./limits.ts"

export type ChartWords = { table: string; label: string; value: string; none: string }
type Point = { label: string; value: number | null; x: number }

/** `id`: unique on the page. `alt` says the finding. */
export function chartFigure(q: {
  id: string
  chart: Chart
  alt: string
  language: Language
  words: ChartWords
}): Html {
  const { chart, language, words } = q
  // What is no number is no figure.
  const points = chart.points
    .slice(0, limits.chartPointsMax)
    .map((p) => ({ ...p, value: p.value !== null && Number.isFinite(p.value) ? p.value : null }))
  const shown = (value: number | null) =>
    value === null ? words.none : `${number(language, value)}${chart.unit === "percent" ? "%" : ""}`
  const axis = niceMax(
    points.map((p) => p.value ?? 0),
    chart.unit,
  )
  const drawn = chart.kind === "line" ? line({ points, axis, shown }) : bars({ points, axis, shown })
  return html`<figure class="fig"><figcaption>${chart.title}</figcaption><svg class="${chart.kind === "line" ? "chart" : "bars"}" width="100%" height="${drawn.height}" role="img" aria-labelledby="${q.id}-t ${q.id}-d"><title id="${q.id}-t">${chart.title}</title><desc id="${q.id}-d">${q.alt}</desc>${drawn.svg}</svg>
<details><summary>${words.table}<span class="vh">: ${chart.title}</span></summary><table class="t"><thead><tr><th scope="col">${words.label}</th><th scope="col">${words.value}</th></tr></thead><tbody>${points.map((p) => html`<tr><th scope="row">${p.label}</th><td>${shown(p.value)}</td></tr>`)}</tbody></table></details></figure>`
}

type Drawing = { svg: Html; height: number }
type Drawn = { points: Chart["points"]; axis: number; shown: (value: number | null) => string }

const top = 26
const bottom = 124

function line({ points, axis, shown }: Drawn): Drawing {
  const placed: Point[] = points.map((p, i) => ({
    ...p,
    x: points.length < 2 ? 50 : round((100 * i) / (points.length - 1)),
  }))
  const share = (value: number) => Math.min(1, Math.max(0, value / axis))
  const y = (value: number) => round(bottom - (bottom - top) * share(value))
  const last = placed.findLast((p) => p.value !== null)
  const every = Math.ceil(placed.length / limits.chartLabelsMax)
  const svg = html`${[0, axis / 2, axis].map(
    (at) =>
      html`<line class="grid" x1="0%" x2="100%" y1="${y(at)}" y2="${y(at)}"/><text class="tick" x="0" dx="-36" y="${y(at) + 4}">${shown(at)}</text>`,
  )}<svg x="0%" y="${top}" width="100%" height="${bottom - top}" viewBox="0 0 1000 100" preserveAspectRatio="none">${runs(
    placed,
  ).map(
    (run) =>
      html`<polyline class="line" points="${run.map((p) => `${round(p.x * 10)},${round(100 - 100 * share(p.value))}`).join(" ")}"/>`,
  )}</svg>${placed.map((p, i) => [
    p.value === null
      ? null
      : html`<circle class="dot" cx="${p.x}%" cy="${y(p.value)}" r="${p === last ? 4 : 3}"/>`,
    i % every === 0 || i === placed.length - 1
      ? html`<text class="${(i / every) % 2 === 0 ? "tick" : "tick opt"}" x="${p.x}%" y="144" text-anchor="middle">${short(p.label)}</text>`
      : null,
  ])}${last ? html`<text class="end" x="${last.x}%" dx="9" y="${y(last.value ?? 0) + 5}">${shown(last.value)}</text>` : null}`
  return { svg, height: 150 }
}

/** A gap where there is no figure. */
function runs(points: Point[]): { x: number; value: number }[][] {
  const all: { x: number; value: number }[][] = [[]]
  for (const { x, value } of points)
    if (value === null) all.push([])
    else all.at(-1)?.push({ x, value })
  return all.filter((run) => run.length > 1)
}

const barRow = 40

function bars({ points, axis, shown }: Drawn): Drawing {
  const svg = html`${points.map((p, i) => {
    const y = i * barRow
    const width = p.value === null ? 0 : round(100 * Math.min(1, Math.max(0, p.value / axis)))
    return html`<text x="0" y="${y + 13}">${p.label}</text><text class="num" x="100%" y="${y + 13}" text-anchor="end">${shown(p.value)}</text><rect class="track" y="${y + 19}" width="100%" height="12" rx="2"/><rect class="fill" y="${y + 19}" width="${width}%" height="12" rx="2"/>`
  })}`
  return { svg, height: Math.max(1, points.length) * barRow }
}

/** The axis starts at 0 and ends at a round number at or above the largest value; shares never end above 100. */
export function niceMax(values: number[], unit: Chart["unit"]): number {
  const largest = Math.max(0, ...values.filter(Number.isFinite))
  if (unit === "percent") return [10, 20, 50, 100].find((step) => step >= largest) ?? 100
  const power = 10 ** Math.floor(Math.log10(Math.max(1, largest)))
  return [1, 2, 4, 6, 8, 10].map((n) => n * power).find((step) => step >= Math.max(2, largest)) ?? largest
}

function short(label: string): string {
  return [...label].length > 10 ? `${[...label].slice(0, 9).join("")}…` : label
}

function round(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 1000) / 1000 : 0
}

/** A share of a whole with its words above. The words carry the figures; the bar is decoration to a screen reader. */
export function progressBar(q: { value: number; max: number; label: string }): Html {
  const share = q.max > 0 ? round(Math.min(100, Math.max(0, (100 * q.value) / q.max))) : 0
  return html`<div class="pr"><p>${q.label}</p><svg width="100%" height="14" aria-hidden="true"><rect class="track" width="100%" height="14" rx="3"/><rect class="fill" width="${share}%" height="14" rx="3"/></svg></div>`
}
