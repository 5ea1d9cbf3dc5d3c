import type { Instant, Language, TimeZone } from "../../src/domain/id.ts"
import { localDate, localTime } from "../../src/domain/time.ts"

const locales: Record<Language, string> = { nl: "nl-NL", en: "en-GB" }

/** "dinsdag 17 november 2026" */
export function dayOf(language: Language, at: Instant, timeZone: TimeZone): string {
  return new Intl.DateTimeFormat(locales[language], { dateStyle: "full", timeZone }).format(at)
}

/** "09:05" */
export function timeOf(at: Instant, timeZone: TimeZone): string {
  return localTime(at, timeZone)
}

/** "10:14:07" today, "di 09:00" this week, "17 nov 09:00" before. */
export function momentOf(q: { language: Language; at: Instant; now: Instant; timeZone: TimeZone }): string {
  const { at, now, timeZone } = q
  const parts = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locales[q.language], { ...options, timeZone }).format(at)
  if (localDate(at, timeZone) === localDate(now, timeZone)) return parts({ timeStyle: "medium" })
  const recent = now - at < 6 * 24 * 3_600_000
  const day = parts(recent ? { weekday: "short" } : { day: "numeric", month: "short" })
  return `${day} ${localTime(at, timeZone)}`
}
