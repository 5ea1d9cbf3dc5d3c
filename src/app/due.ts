import type { ProgrammeContent, Rhythm, What } from "../domain/content.ts"
import type { Addressee, Instant, LocalDate, PersonId, PlaceId, PollId, TimeZone } from "../domain/id.ts"
import { mondayOf, periodOf } from "../domain/period.ts"
import type { PlaceState, Programme } from "../domain/programme.ts"
import { addDays, atLocal, dayMs, isoWeek, localDate, startOfDay, weekCount } from "../domain/time.ts"
import { firstWithin } from "./due-hours.ts"

/** Something that the bot would start by itself. */
export type Occasion = PlaceOccasion | PersonOccasion
type Common = {
  key: string
  at: Instant
  /** Of `at`, in the addressee's own zone. */
  date: LocalDate
}
export type PlaceOccasion = Common & {
  /** `digest/<place>/2026-W47`: one for each kind, place and local week; for results one for each poll and place. */
  key: string
  what: What | "result"
  place: PlaceId
  /** A digest: the finished ISO week that it tells about. Else the ISO week of `date`. */
  week: string
  /** A result: the poll that closed. Else none. */
  polls: PollId[]
}
/** The summary of a month, for one who sees the report: `month/2026-11/<person>`. */
export type PersonOccasion = Common & { what: "month"; person: PersonId; month: string }

export function addresseeOf(o: Occasion): Addressee {
  return o.what === "month" ? { person: o.person } : { place: o.place }
}

export type Zones = ReadonlyMap<PlaceId, { timeZone: TimeZone }>
export type Window = {
  programme: Programme
  places: Zones
  content: ProgrammeContent
  /** The organisation's. */
  zone: TimeZone
  after: Instant
  upTo: Instant
}

/** No pulse opens in so many last days of a quarter: it is open for seven, and belongs to the quarter in which it closes. */
export const quarterEndDays = 8

/** All occasions with after < at <= upTo, in order of time. None while the programme is paused. */
export function due(q: Window): PlaceOccasion[] {
  if (q.programme.paused) return []
  return rhythmic(q).filter((o) => o.what !== "pulse" || !inQuarterEnd(o.at, q.zone))
}

/** As `due`, with the pulses that a quarter's end holds back: a preview says why they do not come. */
export function rhythmic(q: Window): PlaceOccasion[] {
  const found: PlaceOccasion[] = []
  const weeks = weeksOf(q)
  for (const [zone, places] of byZone(q)) {
    for (const slot of slots(q, zone, weeks)) {
      for (const place of places) {
        if (slot.at < beginning(q.programme, place, slot.what)) continue
        const key = `${slot.what}/${place.place}/${slot.week}`
        found.push({ key, place: place.place, polls: [], ...slot })
      }
    }
  }
  return found.sort(byTime)
}

const kinds = ["digest", "nudge", "pulse", "challenge"] as const

export function byTime(a: Occasion, b: Occasion): number {
  return a.at - b.at || (a.key < b.key ? -1 : 1)
}

export function inQuarterEnd(at: Instant, zone: TimeZone): boolean {
  const date = localDate(at, zone)
  return date > addDays(periodOf("quarter", date).to, -quarterEndDays)
}

/**
 * The results to be told: one for each poll and place that takes part. `at` is when the poll closed, or is to close.
 * A poll whose time has come must be closed before this is asked, or a result goes out that is not there yet.
 */
export function results(q: {
  programme: Programme
  places: Zones
  polls: { id: PollId; at: Instant; places: PlaceId[] }[]
}): PlaceOccasion[] {
  return q.polls.flatMap(({ id, at, places }) =>
    places.flatMap((place): PlaceOccasion[] => {
      const state = q.programme.places.get(place)
      const zone = q.places.get(place)?.timeZone
      if (!state || zone === undefined || at < Math.max(state.joinedAt, q.programme.resumedAt)) return []
      const date = localDate(at, zone)
      return [
        { key: `result/${place}/${id}`, what: "result", place, at, date, week: isoWeek(date), polls: [id] },
      ]
    }),
  )
}

/** Places of one zone have the same instants, so that these are worked out once. */
function byZone(q: Window): Map<TimeZone, PlaceState[]> {
  const zones = new Map<TimeZone, PlaceState[]>()
  for (const place of q.programme.places.values()) {
    const zone = q.places.get(place.place)?.timeZone
    if (zone === undefined) continue
    const same = zones.get(zone)
    if (same) same.push(place)
    else zones.set(zone, [place])
  }
  return zones
}

/** Nothing from before the yes, the joining or the end of a pause is made up for. */
function beginning(programme: Programme, place: PlaceState, what: What): Instant {
  return Math.max(place.yes[what] ?? Number.POSITIVE_INFINITY, place.joinedAt, programme.resumedAt)
}

type Slot = { what: What; at: Instant; date: LocalDate; week: string }
/** `begins`: in the organisation's zone, when `finished` has ended. */
type Week = { monday: LocalDate; id: string; finished: string; begins: Instant; isOdd: boolean }

/** Those in which something of the window may lie, in whatever zone: an occasion never lies before the day that the rhythm names, but can lie after it. */
function weeksOf(q: Window): Week[] {
  const weeks: Week[] = []
  const last = localDate(q.upTo + dayMs, "UTC")
  for (let monday = mondayOf(localDate(q.after - 8 * dayMs, "UTC")); monday <= last; ) {
    const finished = weeks.at(-1)?.id ?? isoWeek(addDays(monday, -7))
    const begins = startOfDay(monday, q.zone)
    weeks.push({ monday, id: isoWeek(monday), finished, begins, isOdd: weekCount(monday) % 2 !== 0 })
    monday = addDays(monday, 7)
  }
  return weeks
}

function slots(q: Window, zone: TimeZone, weeks: Week[]): Slot[] {
  return weeks.flatMap((week) =>
    kinds.flatMap((what): Slot[] => {
      const rhythm = q.content.rhythm[what]
      // Pulses and challenges take turns.
      if (rhythm.everyWeeks === 2 && week.isOdd !== (what === "challenge")) return []
      const at = what === "digest" ? digestAt(q, week, zone) : atRhythm(rhythm, week.monday, zone)
      if (at <= q.after || at > q.upTo) return []
      return [{ what, at, date: localDate(at, zone), week: what === "digest" ? week.finished : week.id }]
    }),
  )
}

function atRhythm(rhythm: Rhythm, monday: LocalDate, zone: TimeZone): Instant {
  return atLocal({ date: addDays(monday, rhythm.weekday - 1), time: rhythm.time, zone })
}

/** Far to the east Monday comes before the organisation's week has ended: the digest then waits for that, and for the place's hours. */
function digestAt(q: Window, week: Week, zone: TimeZone): Instant {
  const at = atRhythm(q.content.rhythm.digest, week.monday, zone)
  return at >= week.begins ? at : firstWithin({ at: week.begins, hours: q.content.hours, zone })
}
