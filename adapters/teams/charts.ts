/** Figures as Teams' own charts. Clients that cannot draw them show the same figures as a list. */
import type { Chart } from "../../src/view/card.ts"
import { number } from "../../src/view/words.ts"
import type { Extension, Fallback } from "./elements.ts"
import { limits } from "./limits.ts"
import { label, unmarked } from "./text.ts"
import { teamsWords } from "./words.ts"

/** A line would bridge a gap, so with one it becomes bars, without the missing point. Null where nothing is to be drawn. */
export function drawChart(chart: Chart, language: "nl" | "en"): Extension | null {
  const all = chart.points.slice(-limits.chartPoints).map((point) => ({
    x: label(point.label, limits.chartLabelChars),
    y: point.value !== null && Number.isFinite(point.value) ? point.value : null,
  }))
  const known = all.flatMap(({ x, y }) => (y === null ? [] : [{ x, y }]))
  // Two points of one name would be drawn as one.
  if (known.length === 0 || new Set(known.map((p) => p.x)).size < known.length) return null
  const head = {
    title: label(chart.title, limits.titleChars),
    ...(chart.unit === "percent" ? { yAxisTitle: "%" } : {}),
  }
  const fallback: Fallback = {
    type: "FactSet",
    facts: all.map(({ x, y }) => ({
      title: unmarked(x, limits.chartLabelChars),
      value: y === null ? teamsWords.none[language] : shown(y, { unit: chart.unit, language }),
    })),
  }
  return chart.kind === "line" && known.length === all.length && known.length > 1
    ? { type: "Chart.Line", ...head, data: [{ legend: head.title, values: known }], fallback }
    : { type: "Chart.VerticalBar", ...head, data: known, fallback }
}

function shown(value: number, q: { unit: Chart["unit"]; language: "nl" | "en" }): string {
  return `${number(q.language, value)}${q.unit === "percent" ? "%" : ""}`
}

const barCells = 12
/** The words above it carry the figures. */
export function progressBar(q: { value: number; max: number }): Extension {
  const share = q.max > 0 && Number.isFinite(q.value / q.max) ? Math.min(1, Math.max(0, q.value / q.max)) : 0
  // A little of something is never drawn as nothing, and not quite all never as all.
  const cells =
    share > 0 && share < 1
      ? Math.min(barCells - 1, Math.max(1, Math.round(share * barCells)))
      : share * barCells
  const bar = "▰".repeat(cells) + "▱".repeat(barCells - cells)
  return {
    type: "ProgressBar",
    value: Math.round(share * 1000) / 10,
    max: 100,
    fallback: { type: "RichTextBlock", spacing: "small", inlines: [{ type: "TextRun", text: bar }] },
  }
}
