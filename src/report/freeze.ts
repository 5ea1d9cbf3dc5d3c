/** Periods that do not change any more: which are due, and what is kept of them. */
import type { Instant, LocalDate, TimeZone } from "../domain/id.ts"
import { nextPeriod, type Period, type PeriodKind, periodOf } from "../domain/period.ts"
import { addDays, startOfDay } from "../domain/time.ts"
import { hashedForm } from "./canonical.ts"
import { changedCells } from "./cells.ts"
import { frozenAfterDays } from "./frozen-after.ts"
import { toJson } from "./json.ts"
import { publishFollowUp } from "./privacy.ts"
import type { Report } from "./report.ts"

/**
 * What the figures mean; a change of a definition raises it, and `earlier.ts` knows what editions of before may say otherwise. A
 * figure that is new (follow-up, frameworks, minutes) changes no other one's meaning, and does not: before there were questions,
 * none was due. 2: weeks tell no goals, Other is larger, and less is told of work from which the work of few would follow.
 */
export const definitionsVersion = 2
/** A year is told as its quarters, so it has nothing of its own to freeze. */
const kinds: PeriodKind[] = ["week", "month", "quarter"]

/** One edition of a period: the first as it was three days after the end, later ones with the day of their correction. */
export type Edition = {
  edition: number
  at: string
  definitions: number
  sha256: string
  /** Hash of the period before of the same kind, where that was frozen: a chain that no edition can be taken out of. */
  after: string | null
  /** What was wrong; null in the first. */
  because: string | null
  /** Hash of the content that figures were taken from, which is kept beside; absent in the oldest editions. */
  content?: string
  /** As the steward's report: without typed texts, which their owners may withdraw. */
  report: Report
  json: object
}
/** What the store keeps of one period; the last edition holds. */
export type FrozenPeriod = { v: 1; editions: Edition[] }

export function frozenAt({ to }: Period, zone: TimeZone): Instant {
  return startOfDay(addDays(to, 1 + frozenAfterDays), zone)
}

/** Periods to freeze by now, in the order in which they became due. */
export function duePeriods(q: { first: LocalDate | null; now: Instant; zone: TimeZone }): Period[] {
  const { first, now, zone } = q
  if (first === null) return []
  const due = kinds.flatMap((kind) => {
    const found: Period[] = []
    for (let p = periodOf(kind, first); frozenAt(p, zone) <= now; p = nextPeriod(p)) found.push(p)
    return found
  })
  return due.sort((a, b) =>
    a.to === b.to ? kinds.indexOf(a.kind) - kinds.indexOf(b.kind) : a.to < b.to ? -1 : 1,
  )
}

export function makeEdition(q: {
  report: Report
  at: Instant
  after: string | null
  before: Edition | null
  because: string | null
  content: string
  sha256: (text: string) => string
}): Edition {
  const json = toJson({ ...q.report, frozen: null })
  return {
    edition: (q.before?.edition ?? 0) + 1,
    at: new Date(q.at).toISOString(),
    definitions: definitionsVersion,
    sha256: q.sha256(hashedForm(json)),
    after: q.after,
    because: q.because,
    content: q.content,
    report: { ...q.report, waiting: [], frozen: null },
    json,
  }
}

const nothingDue = { answered: 0, due: 0, people: 1, minGroup: 1 }

/**
 * The report of a frozen period for its reader; how messages ended and who is out are for stewards only. `first`: the first
 * edition, where this one corrects it.
 */
export function thawed(
  edition: Edition,
  { reader, first }: { reader: "steward" | "manager"; first: Edition | null },
): Report {
  const { json, edition: number, at, sha256, definitions, after, because } = edition
  const changed = first && number > first.edition ? { changed: changedCells(first.json, json) } : {}
  // An edition of before there were questions has no such figure: nothing was due then.
  const { followUp = publishFollowUp(nothingDue) } = edition.report.figures
  // Nor is it known what an edition of before minutes were counted asked of people.
  const { minutes = null } = edition.report.figures
  const report = { ...edition.report, figures: { ...edition.report.figures, followUp, minutes } }
  const deliveries = reader === "steward" ? report.deliveries : null
  const outOrPaused = reader === "steward" ? report.roster.outOrPaused : null
  // Editions of the first release knew no evidence.
  const evidence = report.evidence ?? []
  return {
    ...report,
    evidence,
    deliveries,
    roster: { ...report.roster, outOrPaused },
    frozen: { edition: number, at, sha256, definitions, after, because, ...changed, json },
  }
}
