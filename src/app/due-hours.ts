import type { Instant, TimeZone } from "../domain/id.ts"
import { addDays, atLocal, localDate, localTime, minuteMs } from "../domain/time.ts"

/** Local times, `09:00`. `to` itself is outside. From later to earlier is a night shift; both the same is the whole day. */
export type Hours = { from: string; to: string }

export function inside(time: string, hours: Hours): boolean {
  return hours.from < hours.to ? time >= hours.from && time < hours.to : time >= hours.from || time < hours.to
}

/** `at` itself where it lies within the hours, else when they next begin. */
export function firstWithin(q: { at: Instant; hours: Hours; zone: TimeZone }): Instant {
  const time = localTime(q.at, q.zone)
  if (inside(time, q.hours)) return q.at
  const today = localDate(q.at, q.zone)
  const date = time < q.hours.from ? today : addDays(today, 1)
  return atLocal({ date, time: q.hours.from, zone: q.zone })
}

/** A message started in the last minutes of the hours still gets these, for a try or two. */
const graceMs = 10 * minuteMs

/** When the hours that hold `at` end: nothing that waited for them leaves later. */
export function closingOf(q: { at: Instant; hours: Hours; zone: TimeZone }): Instant {
  const { from, to } = q.hours
  const today = localDate(q.at, q.zone)
  const last = from < to || localTime(q.at, q.zone) < to ? today : addDays(today, 1)
  return Math.max(atLocal({ date: last, time: to, zone: q.zone }), q.at + graceMs)
}
