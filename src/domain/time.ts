import { Temporal } from "temporal-polyfill"
import type { Instant, LocalDate, TimeZone } from "./id.ts"

export const secondMs = 1000
export const minuteMs = 60 * secondMs
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

export function localDate(at: Instant, zone: TimeZone): LocalDate {
  if (at < steadySince) return zoned(at, zone).toPlainDate().toString()
  const slot = Math.floor(at / slotMs)
  const key = `${slot} ${zone}`
  let date = dates.get(key)
  if (date === undefined) {
    date = zoned(slot * slotMs, zone)
      .toPlainDate()
      .toString()
    if (dates.size >= datesMax) dates.clear()
    dates.set(key, date)
  }
  return date
}

/** Since then no clock on earth changed its date but at a full quarter of an hour. */
const steadySince = Date.UTC(2012, 0, 1)
const slotMs = 15 * minuteMs
/** The same few are asked for again and again; to compute one takes some thirty times as long as to remember it. */
const dates = new Map<string, LocalDate>()
const datesMax = 5000

/** `09:05` */
export function localTime(at: Instant, zone: TimeZone): string {
  return zoned(at, zone).toPlainTime().toString({ smallestUnit: "minute" })
}

/** The instant at which clocks in the zone show this. In a gap the later side, in an overlap the earlier (Temporal's "compatible"). */
export function atLocal(q: { date: LocalDate; time: string; zone: TimeZone }): Instant {
  return Temporal.PlainDate.from(q.date).toZonedDateTime({
    timeZone: q.zone,
    plainTime: Temporal.PlainTime.from(q.time),
  }).epochMilliseconds
}

/** The first instant of a local day: 00:00, or later where a zone skips it. */
export function startOfDay(date: LocalDate, zone: TimeZone): Instant {
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

/** Whole days from `from` to `to`; negative where `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs
}

/** ISO weekday, Monday is 1. */
export function weekday(date: LocalDate): number {
  return Temporal.PlainDate.from(date).dayOfWeek
}

/** `2026-W47` */
export function isoWeek(date: LocalDate): string {
  const d = Temporal.PlainDate.from(date)
  return `${d.yearOfWeek}-W${String(d.weekOfYear).padStart(2, "0")}`
}

/** Whole weeks since Monday 2026-01-05: its parity makes "every second week" go on over years of 53 weeks. */
export function weekCount(date: LocalDate): number {
  return Math.floor(daysBetween("2026-01-05", date) / 7)
}

export function isTimeZone(zone: string): boolean {
  try {
    // Temporal also reads a date and time here, and takes the zone out of it; Intl would throw on that.
    return zoned(0, zone).timeZoneId.toLowerCase() === zone.toLowerCase()
  } catch {
    return false
  }
}

/** An instant from ISO 8601 text with an offset; null where it is none. */
export function readInstant(text: string): Instant | null {
  try {
    return Temporal.Instant.from(text).epochMilliseconds
  } catch {
    return null
  }
}

function zoned(at: Instant, zone: TimeZone): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
}
