import type { Deliveries, Report } from "../../../src/report/report.ts"
import type { Telling } from "../../../src/view/telling.ts"
import { plainGroup, type Section } from "../row.ts"

const outcomes: { id: string; field: keyof Deliveries; note: string | null }[] = [
  { id: "sent", field: "sent", note: null },
  { id: "failed", field: "failed", note: "failed-note" },
  { id: "paused", field: "pausedOrOut", note: "paused-note" },
  { id: "unreachable", field: "unreachable", note: "unreachable-note" },
  { id: "uncertain", field: "uncertain", note: "uncertain-note" },
  { id: "all", field: "addressees", note: "all-note" },
  { id: "missed", field: "missed", note: "missed-note" },
]

/** How messages ended, which only stewards see: each in exactly one row, and the rows add up. */
export function deliveriesSection(report: Report, telling: Telling): Section | null {
  const { deliveries } = report
  if (!deliveries) return null
  const nothing = deliveries.addressees === 0 && deliveries.missed === 0
  return {
    id: "deliveries",
    title: telling.words("report.deliveries.title"),
    finding: telling.words("report.deliveries.title"),
    about: telling.words(nothing ? "report.deliveries.none" : "report.deliveries.sub"),
    groups: plainGroup(
      outcomes.map(({ id, field, note }) => ({
        id: `deliveries.${field}`,
        name: telling.words("export.row.messages"),
        part: telling.words(`report.deliveries.${id}`),
        how: note === null ? "" : telling.words(`report.deliveries.${note}`),
        figure: { type: "count", count: deliveries[field] },
        period: report.period.id,
      })),
    ),
  }
}
