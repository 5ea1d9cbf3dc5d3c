import type { Text } from "../domain/content.ts"
import type { Language, LocalDate } from "../domain/id.ts"
import { type PeriodKind, readPeriod } from "../domain/period.ts"
import type { Report } from "../report/report.ts"
import { number, type Say, text, type Values } from "./words.ts"

/** How a report is told in one language, on the page and in files alike: words, numbers and dates without markup. */
export type Telling = {
  language: Language
  /** A message of `content/words` as plain text. */
  words(id: string, values?: Values): string
  pick(text: Text): string
  number(value: number): string
  /** `32%`: shares are shown in whole points. */
  percent(share: number): string
  day(date: LocalDate): string
  /** `16–22 november 2026` */
  days(from: LocalDate, to: LocalDate): string
  month(date: LocalDate): string
}

const locales: Record<Language, string> = { nl: "nl-NL", en: "en-GB" }

export function makeTelling(language: Language, say: Say): Telling {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locales[language], { timeZone: "UTC", ...options })
  const long = format({ day: "numeric", month: "long", year: "numeric" })
  return {
    language,
    words: (id, values) => text(say, id, values),
    pick: (both) => both[language],
    number: (value) => number(language, value).replace("-", "−"),
    percent: wholePoints,
    day: (date) => long.format(utc(date)),
    days: (from, to) => long.formatRange(utc(from), utc(to)),
    month: (date) => format({ month: "long", year: "numeric" }).format(utc(date)),
  }
}

/** One of 240 is not 0%, and 239 are not all. */
function wholePoints(share: number): string {
  const points = Math.round(share * 100)
  if (points === 0 && share > 0) return "<1%"
  return points === 100 && share < 1 ? ">99%" : `${points}%`
}

function utc(date: LocalDate): number {
  return Date.parse(`${date}T00:00Z`)
}

/** Always with its decimal: the index and what belongs to it. */
export function decimal(telling: Telling, value: number): string {
  const text = telling.number(value)
  return Number.isInteger(value) ? `${text}${telling.language === "nl" ? "," : "."}0` : text
}

export function signed(telling: Telling, value: number): string {
  return `${value > 0 ? "+" : ""}${decimal(telling, value)}`
}

export type Dated = { id: string; kind: PeriodKind; from: LocalDate }

/** "Week 47", "november 2026", "Kwartaal 4", "Heel 2026" */
export function periodName(telling: Telling, { id, kind, from }: Dated): string {
  switch (kind) {
    case "week":
      return telling.words("report.period.week", { n: Number(id.slice(-2)) })
    case "month":
      return telling.words("report.period.month", { month: telling.month(from) })
    case "quarter":
      return telling.words("report.period.quarter", { n: Number(id.slice(-1)) })
    case "year":
      return telling.words("report.period.year", { year: id })
  }
}

/** "in week 47", with the year where it is another one than `beside`'s. */
export function inPeriodBeside(telling: Telling, id: string, beside: string): string {
  const period = readPeriod(id)
  if (!period) return id
  const when = inPeriod(telling, period)
  const year = id.slice(0, 4)
  return period.kind === "month" || year === beside.slice(0, 4)
    ? when
    : telling.words("report.period.of-year", { when, year })
}

/** "in week 47" */
export function inPeriod(telling: Telling, { id, kind, from }: Dated): string {
  if (kind === "week") return telling.words("report.period.in-week", { n: Number(id.slice(-2)) })
  if (kind === "month") return telling.words("report.period.in-month", { month: telling.month(from) })
  return telling.words("report.period.in-quarter", { n: Number(id.slice(-1)) })
}

/** What stands below the heading of the goals. */
export function goalsAbout({ period, figures }: Report): string {
  if (period.kind === "week") return "report.sdg.sub-week"
  return figures.actions.suppressed ? "report.sdg.sub-small" : "report.sdg.sub"
}

type KgRange = { low: number; mid: number; high: number }

/** Where it may have been more instead of less, the sentence says so: "−3 kg less" is read as less. */
export function kgRange({ low, mid, high }: KgRange, telling: Telling): string {
  if (low >= 0)
    return telling.words("report.logged.kg", {
      low: telling.number(low),
      mid: telling.number(mid),
      high: telling.number(high),
    })
  const [more, less, middle] = [telling.number(-low), telling.number(high), telling.number(mid)]
  return telling.words("report.logged.kg-either", { more, less, mid: middle })
}
