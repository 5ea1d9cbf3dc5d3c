import type { ProgrammeContent } from "../domain/content.ts"
import type { Addressee, Instant, LocalDate, PersonId, PlaceId, TimeZone } from "../domain/id.ts"
import type { Programme } from "../domain/programme.ts"
import { dayMs, localDate } from "../domain/time.ts"
import { addresseeOf, due, inQuarterEnd, type Occasion, rhythmic, type Zones } from "./due.ts"
import { monthKey, monthsDue, type Reader } from "./due-month.ts"
import { assign, type Decision, missedBecause, type Planning, pending, plan } from "./plan.ts"

/** What the clock knows of an organisation. */
export type Known = {
  programme: Programme
  places: Zones
  /** Who gets the month's summary. */
  readers: readonly Reader[]
  /** The first day that was counted; null before it. */
  firstDay: LocalDate | null
  content: ProgrammeContent
  /** The organisation's. */
  zone: TimeZone
  now: Instant
  /** Of `results`: polls that closed in the look-back, and open ones that are to close. */
  results: readonly Occasion[]
  /** Keys of occasions that were taken or missed in the look-back. */
  handled: ReadonlySet<string>
  /** Has this place or person had its message of this local day? */
  taken: (addressee: PlaceId | PersonId, date: LocalDate) => boolean
}

/** How far back an occasion can still matter: five working days, and a week in which the bot was down and must say what it missed. */
export const lookBackMs = 14 * dayMs
export const previewMs = 7 * dayMs
/** What is moved out of the week that is shown meets what comes after it. */
const movesMs = 9 * dayMs

/** One tick of the clock for all places and readers: what to send, to record as missed, or to leave for later. */
export function planAll(q: Known): Decision[] {
  const window = { ...q, after: q.now - lookBackMs, upTo: q.now + movesMs }
  return byAddressee(q, [...due(window), ...q.results, ...monthsDue(window)]).flatMap(plan)
}

export type Preview = {
  date: LocalDate
  /** Goes then; for what does not go: when it would have. */
  at: Instant
  what: Occasion["what"]
  to: Addressee
  key: string
  /**
   * moved: goes on another day than the rhythm's, perhaps after the week that is shown. taken: not sent, the day goes to another message.
   * quarter-end: no pulse opens then. late: cannot go in time within the hours. skipped: by a steward.
   */
  state: "planned" | "moved" | "skipped" | "taken" | "quarter-end" | "late"
}

/** What each place and reader gets in the coming seven days if nobody interferes, and what does not come and why. Empty while the programme is paused. */
export function preview(q: Known): Preview[] {
  const window = { ...q, after: q.now - lookBackMs, upTo: q.now + previewMs + movesMs }
  return byAddressee(q, [...rhythmic(window), ...q.results, ...monthsDue(window)])
    .flatMap(ofAddressee)
    .sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1))
}

function ofAddressee(q: Planning): Preview[] {
  if (q.paused) return []
  const isHeld = (o: Occasion) => o.what === "pulse" && inQuarterEnd(o.at, q.organisationZone)
  const free = { ...q, occasions: q.occasions.filter((o) => !isHeld(o)) }
  const { goes, busy } = assign(free)
  const line = (o: Occasion, state: Preview["state"], at = o.at): Preview[] => {
    const shown = [o.at, at].some((t) => t >= q.now && t < q.now + previewMs) && at >= q.now
    return shown
      ? [{ date: localDate(at, q.zone), at, what: o.what, to: addresseeOf(o), key: o.key, state }]
      : []
  }
  return [
    ...pending(free).flatMap((o) => {
      const at = goes.get(o.key)?.at
      if (at !== undefined) return line(o, localDate(at, q.zone) === o.date ? "planned" : "moved", at)
      const because = busy.has(o.key) ? "busy-day" : missedBecause(free, o)
      return line(o, because === null || because === "busy-day" ? "taken" : because)
    }),
    ...q.occasions.filter(isHeld).flatMap((o) => line(o, "quarter-end")),
    ...pending({ ...free, skipped: new Set() })
      .filter((o) => q.skipped.has(o.key))
      .flatMap((o) => line(o, "skipped")),
  ]
}

function byAddressee(q: Known, occasions: readonly Occasion[]): Planning[] {
  const { skipped } = q.programme
  const zones = new Map([...q.places].map(([id, { timeZone }]) => [id, timeZone]))
  for (const { person, timeZone } of q.readers) zones.set(person, timeZone)
  const groups = Map.groupBy(occasions, (o) => (o.what === "month" ? o.person : o.place))
  return [...groups].flatMap(([addressee, own]): Planning[] => {
    const zone = zones.get(addressee)
    if (zone === undefined) return []
    const months = own.filter((o) => o.what === "month" && skipped.has(monthKey(o.month)))
    return [
      {
        occasions: own,
        now: q.now,
        zone,
        organisationZone: q.zone,
        hours: q.content.hours,
        taken: (date) => q.taken(addressee, date),
        handled: q.handled,
        skipped: months.length > 0 ? new Set([...skipped, ...months.map((o) => o.key)]) : skipped,
        paused: q.programme.paused,
        resumedAt: q.programme.resumedAt,
      },
    ]
  })
}
