import type { Report } from "../../src/report/report.ts"
import { type Html, html, type Part } from "../page/html.ts"
import { details, percent, table } from "./draw.ts"
import type { Voice } from "./voice.ts"

/** Null: withheld, drawn as a gap. */
type Point = { week: string; n: number; running: boolean; count: number; of: number; share: number | null }

const height = 200
const left = 34
/** Above the highest point: its label, and above that a line for the names of quarters. */
const head = { plain: 30, named: 50 }
/** From so many weeks on a quarter is no wider than its whole name on a phone. */
const longNamesMax = 26

export function trend(report: Report, voice: Voice): Html {
  const points = report.trend.map(({ week, running, reach }): Point => {
    const n = Number(week.slice(-2))
    if (reach.suppressed) return { week, n, running, count: 0, of: 0, share: null }
    return { week, n, running, ...reach }
  })
  const known = points.filter((p): p is Known => p.share !== null)
  return html`<h2>${title(known, voice)}</h2>
<p class="sub">${voice.words("report.trend.sub")}</p>
${known.length > 1 ? html`<figure>${chart(points, known, voice)}<p class="xl">${voice.words("report.trend.weeks")}</p></figure>${behind(points, voice)}` : null}`
}

type Known = Point & { share: number }

function title(known: Known[], voice: Voice): string {
  // A running week would make the lowest look lower than it will be.
  const whole = known.filter((p) => !p.running)
  const [first] = whole
  if (!first) return voice.words("report.trend.title-none")
  if (whole.length === 1)
    return voice.words("report.trend.title-one", { week: first.n, share: voice.percent(first.share) })
  const shares = whole.map((p) => p.share)
  return voice.words("report.trend.title-range", {
    low: voice.percent(Math.min(...shares)),
    high: voice.percent(Math.max(...shares)),
  })
}

function chart(points: Point[], known: Known[], voice: Voice): Html {
  const top = Math.max(0.1, Math.ceil(Math.max(...known.map((p) => p.share)) * 10) / 10)
  const x = (i: number) => (points.length === 1 ? 1 : i / (points.length - 1))
  const splits = splitsOf(points)
  const room = height - 26 - (splits.length > 0 ? head.named : head.plain)
  const y = (share: number) => height - 26 - (room * share) / top
  const shares = known.map((p) => p.share)
  const last = known.at(-1) as Known
  // On the side from which the line does not come.
  const beside = (known.at(-2)?.share ?? 1) < last.share ? -12 : 20
  const alt = voice.words("report.trend.alt", {
    from: known[0]?.n ?? 0,
    to: last.n,
    low: voice.percent(Math.min(...shares)),
    high: voice.percent(Math.max(...shares)),
    last: voice.percent(last.share),
  })
  return html`<svg class="chart" width="100%" height="${height}" role="img" aria-label="${alt}">
${gridLines(top, y)}
${splits.map((split) => quarter(split, points.length, voice))}
<svg width="100%" height="${height}" viewBox="0 0 100 ${height}" preserveAspectRatio="none">${runs(
    points,
  ).map(
    (run) =>
      html`<polyline class="line" points="${run.map(({ i, share }) => `${(x(i) * 100).toFixed(3)},${y(share).toFixed(1)}`).join(" ")}"/>`,
  )}</svg>
${points.map((p, i) => (p.share === null ? null : html`<circle class="${p.running ? "ring" : "dot"}" cx="${percent(x(i))}" cy="${y(p.share).toFixed(1)}" r="${p === last ? 4 : 3}"/>`))}
${points.map((p, i) => (isLabelled(i, points.length) ? weekLabel(p, x(i)) : null))}
<text class="end" x="100%" dx="8" y="${(y(last.share) + 5).toFixed(1)}">${voice.percent(last.share)}</text>
${last.running ? html`<text class="note" x="100%" dx="-8" y="${(y(last.share) + beside).toFixed(1)}" text-anchor="end">${voice.words("report.trend.running")}</text>` : null}
${highest(points, { x, y, voice })}
</svg>`
}

function gridLines(top: number, y: (share: number) => number): Html[] {
  const step = top > 0.6 ? 0.2 : top > 0.2 ? 0.1 : 0.05
  const lines: Html[] = []
  for (let i = 0; i * step <= top + 1e-9; i++) {
    const share = i * step
    const label = `${Math.round(share * 100)}${i === 0 ? "%" : ""}`
    lines.push(
      html`<line class="grid" x1="0%" x2="100%" y1="${y(share)}" y2="${y(share)}"/><text class="tick" x="0" dx="-${left}" y="${y(share) + 4}">${label}</text>`,
    )
  }
  return lines
}

/** Where a quarter's first week begins; `at` from 0 to 1, `n` the quarter. */
function splitsOf(points: Point[]): { at: number; n: number }[] {
  const starts = [1, 14, 27, 40]
  return points.flatMap(({ n }, i) => {
    const quarter = starts.indexOf(n) + 1
    return i > 0 && quarter > 0 ? { at: (i - 0.5) / (points.length - 1), n: quarter } : []
  })
}

/** A thin line with the quarter's name, above all other labels. */
function quarter({ at, n }: { at: number; n: number }, weeks: number, voice: Voice): Html {
  const name = voice.words(weeks > longNamesMax ? "report.trend.quarter-short" : "report.trend.quarter", {
    n,
  })
  return html`<line class="split" x1="${percent(at)}" x2="${percent(at)}" y1="4" y2="${height - 26}"/><text class="note" x="${percent(at)}" dx="6" y="15">${name}</text>`
}

function weekLabel(p: Point, x: number): Html {
  const anchor = x === 0 ? "start" : x === 1 ? "end" : "middle"
  return html`<text class="tick" x="${percent(x)}" y="${height - 6}" text-anchor="${anchor}">${p.n}</text>`
}

/** On a phone about seven labels fit; the last stands at the end, and none so near that it touches it. */
function isLabelled(i: number, count: number): boolean {
  const every = Math.max(1, Math.ceil(count / 6))
  const after = count - 1 - i
  return after === 0 || (i % every === 0 && after > every / 2)
}

function highest(
  points: Point[],
  { x, y, voice }: { x: (i: number) => number; y: (share: number) => number; voice: Voice },
): Part {
  const best = points.reduce((b, p, i) => ((p.share ?? -1) > (points[b]?.share ?? -1) ? i : b), 0)
  const share = points[best]?.share
  // At the end stands the last week's own label; beside it there is no room.
  if (share === null || share === undefined || points.length < 4 || best > points.length - 3) return null
  const at = x(best)
  const anchor = at < 0.15 ? "start" : at > 0.85 ? "end" : "middle"
  return html`<text class="note" x="${percent(at)}" y="${(y(share) - 10).toFixed(1)}" text-anchor="${anchor}">${voice.words("report.trend.highest", { share: voice.percent(share) })}</text>`
}

/** Unbroken stretches: what is withheld is a gap in the line. */
function runs(points: Point[]): { i: number; share: number }[][] {
  const found: { i: number; share: number }[][] = [[]]
  for (const [i, { share }] of points.entries()) {
    if (share === null) found.push([])
    else found.at(-1)?.push({ i, share })
  }
  return found.filter((run) => run.length > 1)
}

function behind(points: Point[], voice: Voice): Html {
  const rows = points.map((p) =>
    p.share === null
      ? [p.week, "–", "–", voice.words("report.small")]
      : [p.week, voice.number(p.count), voice.number(p.of), voice.percent(p.share)],
  )
  const head = ["week", "took", "list", "share"].map((id) => voice.words(`report.trend.${id}`))
  return details(voice.words("report.table"), table({ caption: voice.words("report.trend.sub"), head, rows }))
}
