import type { Report } from "../../../src/report/report.ts"
import { otherSegment } from "../../../src/report/segments.ts"
import { clean } from "../../../src/view/safe-text.ts"
import { periodName, type Telling } from "../../../src/view/telling.ts"
import { countedAs } from "../../../src/view/verdict.ts"
import { type Figure, type Group, plainGroup, type Row, type Section, shareFigure, withheld } from "../row.ts"

/** Participation per team, by size and never by score. */
export function segmentsSection(report: Report, telling: Telling): Section | null {
  const { segments } = report.figures
  if (segments.length === 0) return null
  const groups = segments.map(({ segment, size, reach, active }): Group => {
    const part = segment === otherSegment ? telling.words("report.other") : clean(segment)
    const row = (id: "people" | "reach" | "active", figure: Figure): Row => ({
      id: `figures.segments.${clean(segment)}.${id}`,
      name: telling.words(id === "people" ? "export.row.size" : `report.parts.${id}`),
      part,
      how: telling.words(id === "people" ? "export.how.size" : `export.how.segment-${id}`),
      figure,
      period: report.period.id,
    })
    return {
      title: part,
      about: null,
      as: "rows",
      rows: [
        row("people", { type: "count", count: size }),
        row("reach", shareFigure(reach, telling)),
        row("active", shareFigure(active, telling)),
      ],
    }
  })
  return {
    id: "segments",
    title: telling.words("report.segments.title"),
    finding: telling.words("report.segments.title"),
    about: telling.words("report.segments.sub", { min: report.minGroup }),
    groups,
  }
}

/** A year as its quarters. */
export function quartersSection(report: Report, telling: Telling): Section | null {
  if (report.period.kind !== "year") return null
  return {
    id: "quarters",
    title: telling.words("report.year.title", { year: report.period.id }),
    finding: telling.words("report.year.title", { year: report.period.id }),
    about: telling.words(report.quarters.length === 0 ? "report.year.none" : "report.year.sub"),
    groups: plainGroup(report.quarters.flatMap((quarter) => quarterRows(quarter, telling))),
  }
}

function quarterRows(quarter: Report, telling: Telling): Row[] {
  const { period, roster, figures } = quarter
  const running = period.state === "running" ? ` (${telling.words("report.period.running")})` : ""
  const row = (id: string, q: { name: string; how: string; figure: Figure }): Row => ({
    id: `quarters.${period.id}.${id}`,
    name: telling.words(q.name),
    part: `${periodName(telling, period)}${running}`,
    how: telling.words(q.how),
    figure: q.figure,
    period: period.id,
  })
  return [
    row("roster.size", {
      name: "report.funnel.roster",
      how: `export.how.scope-${countedAs(roster)}`,
      figure: { type: "count", count: roster.size },
    }),
    ...(["reach", "active"] as const).flatMap((part) => {
      const figure = figures[part]
      const how = part === "reach" ? "export.how.reach" : "export.how.active-quarter"
      return figure
        ? row(part, { name: `report.parts.${part}`, how, figure: shareFigure(figure, telling) })
        : []
    }),
    row("actions", {
      name: "report.parts.actions",
      how: "report.parts.actions-what",
      figure: figures.actions.suppressed
        ? withheld("count", { because: figures.actions.because, telling })
        : { type: "count", count: figures.actions.count },
    }),
  ]
}
