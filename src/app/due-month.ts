/** The month's summary, to those who see the report: when it is due, and for whom. */
import type { Instant, LocalDate, PersonId, TimeZone } from "../domain/id.ts"
import { nextPeriod, type Period, periodOf } from "../domain/period.ts"
import type { Programme } from "../domain/programme.ts"
import { addDays, atLocal, localDate, startOfDay, weekday } from "../domain/time.ts"
import { frozenAt } from "../report/freeze.ts"
import type { PersonOccasion } from "./due.ts"

/** A steward or manager. `since`: from when on the bot may write to them by itself. */
export type Reader = { person: PersonId; timeZone: TimeZone; since: Instant }

/** In the reader's own zone, on the first working day on which the month is frozen: what they pass on does not change any more. */
const monthTime = "09:00"
/** From the end of a month to its freezing, and over a weekend. */
const afterEndDaysMax = 8

/** All with after < at <= upTo. None while the programme is paused, nor before a channel takes part. */
export function monthsDue(q: {
  programme: Programme
  readers: readonly Reader[]
  /** The organisation's. */
  zone: TimeZone
  /** The first day that was counted; null before it. */
  firstDay: LocalDate | null
  after: Instant
  upTo: Instant
}): PersonOccasion[] {
  const { programme, firstDay } = q
  const joined = Math.min(...[...programme.places.values()].map((p) => p.joinedAt))
  if (programme.paused || firstDay === null || programme.places.size === 0) return []
  const months = monthsAround(q).filter(
    ({ to }) => to >= firstDay && startOfDay(addDays(to, 1), q.zone) > joined,
  )
  return q.readers.flatMap(({ person, timeZone, since }) =>
    months.flatMap((month): PersonOccasion[] => {
      const at = monthAt(month, { zone: q.zone, timeZone })
      const begins = Math.max(since, programme.resumedAt)
      if (at <= q.after || at > q.upTo || at < begins) return []
      const key = `${monthKey(month.id)}/${person}`
      return [{ key, what: "month", person, month: month.id, at, date: localDate(at, timeZone) }]
    }),
  )
}

/** One name for the summary of a month, whoever gets it: what a steward skips is skipped for all. */
export function monthKey(month: string): string {
  return `month/${month}`
}

/** That name, from one reader's key. */
export function monthOfKey(key: string): string {
  return key.slice(0, key.lastIndexOf("/"))
}

function monthsAround(q: { zone: TimeZone; after: Instant; upTo: Instant }): Period[] {
  const months: Period[] = []
  const last = localDate(q.upTo, q.zone)
  for (
    let m = periodOf("month", addDays(localDate(q.after, q.zone), -afterEndDaysMax));
    m.to < last;
    m = nextPeriod(m)
  )
    months.push(m)
  return months
}

function monthAt(month: Period, q: { zone: TimeZone; timeZone: TimeZone }): Instant {
  const frozen = frozenAt(month, q.zone)
  const { timeZone } = q
  for (let date = localDate(frozen, timeZone); ; date = addDays(date, 1)) {
    const at = atLocal({ date, time: monthTime, zone: timeZone })
    if (at >= frozen && weekday(date) <= 5) return at
  }
}
