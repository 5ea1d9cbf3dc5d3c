import type { Instant, LocalDate, TimeZone } from "../domain/id.ts"
import { addDays, atLocal, dayMs, hourMs, localDate, localTime, startOfDay, weekday } from "../domain/time.ts"
import { byTime, inQuarterEnd, type Occasion } from "./due.ts"
import { firstWithin, type Hours, inside } from "./due-hours.ts"

/** Everything that bears on what one addressee gets. */
export type Planning = {
  /** Due in the last days, and those to come: the first of several counts over the whole day. In any order. */
  occasions: readonly Occasion[]
  now: Instant
  /** The addressee's. */
  zone: TimeZone
  organisationZone: TimeZone
  hours: Hours
  /** Is this local day used already, by the bot or by a steward's hand? */
  taken: (date: LocalDate) => boolean
  /** Keys that were taken or missed before. */
  handled: ReadonlySet<string>
  skipped: ReadonlySet<string>
  paused: boolean
  resumedAt: Instant
}

export type Because = "late" | "busy-day" | "quarter-end"
export type Decision =
  /** `along`: other results that go in the same message; their keys are handled with it. */
  | { type: "send"; occasion: Occasion; along: Occasion[] }
  | { type: "missed"; occasion: Occasion; because: Because }
  /** Goes on another day. Nothing to be done or recorded now. */
  | { type: "move"; occasion: Occasion; to: Instant }
  /** Goes later today, or its day cannot be told yet. */
  | { type: "wait"; occasion: Occasion }

/** From this age on these are not sent any more; the other kinds move to another day. */
export const lateAfterMs = { digest: dayMs, nudge: 4 * hourMs } as const
/** A result, challenge, pulse or month's summary moves over at most so many working days. */
export const movesMax = 5

const order: readonly Occasion["what"][] = ["digest", "result", "challenge", "pulse", "nudge", "month"]

/** What becomes of the occasions that are due at `now`; at most one of them is sent. A later call with what has happened since decides anew. */
export function plan(q: Planning): Decision[] {
  if (q.paused || !pending(q).some((o) => o.at <= q.now)) return []
  const { goes, busy } = assign(q)
  return pending(q)
    .filter((o) => o.at <= q.now)
    .flatMap((occasion): Decision[] => {
      const message = goes.get(occasion.key)
      if (!message) {
        const because = busy.has(occasion.key) ? "busy-day" : missedBecause(q, occasion)
        return [because ? { type: "missed", occasion, because } : { type: "wait", occasion }]
      }
      if (message.at > q.now)
        return [
          localDate(message.at, q.zone) === occasion.date
            ? { type: "wait", occasion }
            : { type: "move", occasion, to: message.at },
        ]
      const [first, ...along] = message.occasions
      return first === occasion ? [{ type: "send", occasion, along }] : []
    })
}

export type Message = { at: Instant; occasions: Occasion[] }

/** Gives each day, from today on, to the first in order that can go on it. `goes`: by key the message it goes in; `busy`: nudges whose day went to another. */
export function assign(q: Planning): { goes: ReadonlyMap<string, Message>; busy: ReadonlySet<string> } {
  const goes = new Map<string, Message>()
  const busy = new Set<string>()
  const open = pending(q).map((occasion) => ({ occasion, days: daysOf(q, occasion) }))
  const last = open
    .flatMap((o) => o.days)
    .sort()
    .at(-1)
  for (let day = localDate(q.now, q.zone); last !== undefined && day <= last; day = addDays(day, 1)) {
    const able = open.flatMap(({ occasion, days }) => {
      if (!days.includes(day) || goes.has(occasion.key) || busy.has(occasion.key)) return []
      const at = chance(q, occasion, day)
      return at === null ? [] : [{ occasion, at }]
    })
    const [first] = able
    if (first && !q.taken(day)) {
      const along = able.filter((o) => o !== first && goesAlong(o.occasion, first))
      const message = { at: first.at, occasions: [first, ...along].map((o) => o.occasion) }
      for (const occasion of message.occasions) goes.set(occasion.key, message)
    }
    for (const { occasion } of able)
      if (occasion.what === "nudge" && !goes.has(occasion.key)) busy.add(occasion.key)
  }
  return { goes, busy }
}

/** Results that wait together are told together. */
function goesAlong(occasion: Occasion, first: { occasion: Occasion; at: Instant }): boolean {
  return occasion.what === "result" && first.occasion.what === "result" && occasion.at <= first.at
}

/** Why it cannot go any more, whatever comes; null while it still can. */
export function missedBecause(q: Planning, occasion: Occasion): Because | null {
  const today = localDate(q.now, q.zone)
  const inTime = daysOf(q, occasion).filter((day) => day >= today && within(q, occasion, day) !== null)
  const days = inTime.filter((day) => chance(q, occasion, day) !== null)
  if (days.some((day) => !q.taken(day))) return null
  if (days.length > 0) return "busy-day"
  return inTime.length > 0 ? "quarter-end" : "late"
}

/** What is still to be decided on, the first in order before the others. */
export function pending(q: Planning): Occasion[] {
  return q.occasions
    .filter((o) => !q.handled.has(o.key) && !q.skipped.has(o.key) && o.at >= q.resumedAt)
    .sort((a, b) => order.indexOf(a.what) - order.indexOf(b.what) || byTime(a, b))
}

/** The local days on which it may go. */
function daysOf(q: Planning, occasion: Occasion): LocalDate[] {
  const { what, date } = occasion
  if (what === "digest" || what === "nudge") {
    const last = localDate(occasion.at + lateAfterMs[what] - 1, q.zone)
    return last === date ? [date] : [date, last]
  }
  // A rhythm may name a Saturday, because a steward chose it; when a poll closes nobody chose.
  const days = what === "result" && !isWorkingDay(date) ? [] : [date]
  for (let day = addDays(date, 1), moves = 0; moves < movesMax; day = addDays(day, 1)) {
    if (!isWorkingDay(day)) continue
    moves += 1
    days.push(day)
  }
  return days
}

/** When it could go on this day, were it alone; null where it could not. */
function chance(q: Planning, occasion: Occasion, day: LocalDate): Instant | null {
  const at = within(q, occasion, day)
  return at !== null && occasion.what === "pulse" && inQuarterEnd(at, q.organisationZone) ? null : at
}

/** As `chance`, the quarter's end left aside. */
function within(q: Planning, occasion: Occasion, day: LocalDate): Instant | null {
  const earliest = Math.max(q.now, occasion.at, wanted(q, occasion, day))
  const at = firstWithin({ at: earliest, hours: q.hours, zone: q.zone })
  if (localDate(at, q.zone) !== day) return null
  const { what } = occasion
  const isLate = (what === "digest" || what === "nudge") && at - occasion.at >= lateAfterMs[what]
  return isLate ? null : at
}

/** On another day at its own time where that lies within the hours, else when they begin. What is soon too late does not wait for that. */
function wanted(q: Planning, occasion: Occasion, day: LocalDate): Instant {
  if (day === occasion.date) return occasion.at
  if (occasion.what === "digest" || occasion.what === "nudge") return startOfDay(day, q.zone)
  const time = localTime(occasion.at, q.zone)
  return atLocal({ date: day, time: inside(time, q.hours) ? time : q.hours.from, zone: q.zone })
}

function isWorkingDay(date: LocalDate): boolean {
  return weekday(date) <= 5
}
