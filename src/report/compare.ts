import { changeBetween } from "./index-figure.ts"
import type { Report } from "./report.ts"

/** Whether `other` is over, earlier, of the same length, and was counted from its first day to its last: else no fair comparison. */
export function isComparable(report: Report, other: Report): boolean {
  const { period } = other
  return (
    report.period.state === "over" &&
    period.kind === report.period.kind &&
    period.kind !== "year" &&
    period.to < report.period.from &&
    other.countedFrom !== null &&
    other.countedFrom <= period.from
  )
}

/** The report beside another period than the one before it. Nothing but what it is compared with changes. */
export function comparedWith(report: Report, other: Report): Report {
  if (!isComparable(report, other)) return { ...report, previous: null, index: withChange(report, null) }
  const { reach, active } = other.figures
  return {
    ...report,
    previous: reach && active && { id: other.period.id, reach, active },
    index: withChange(report, other),
  }
}

function withChange({ index }: Report, other: Report | null): Report["index"] {
  if (index.value === null) return index
  return { ...index, change: other && changeBetween(index.counts, other.index, other.period.id) }
}
