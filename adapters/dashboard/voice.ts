import type { Text } from "../../src/domain/content.ts"
import type { Language, LocalDate } from "../../src/domain/id.ts"
import { type PeriodKind, readPeriod } from "../../src/domain/period.ts"
import type { Rich } from "../../src/view/card.ts"
import { number, type Say, text, type Values } from "../../src/view/words.ts"
import { type Html, html, safeHref } from "../page/html.ts"

/** How the report speaks: words, numbers and dates in one language. */
export type Voice = {
  language: Language
  /** A message of `content/words`, as markup. */
  tell(id: string, values?: Values): Html
  /** The same without markup, for titles and attributes. */
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

export function makeVoice(language: Language, say: Say): Voice {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locales[language], { timeZone: "UTC", ...options })
  const long = format({ day: "numeric", month: "long", year: "numeric" })
  return {
    language,
    tell: (id, values) => rich(say(id, values)),
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

function rich(spans: Rich): Html {
  return html`${spans.map((span) => {
    if (typeof span === "string") return span
    if ("strong" in span) return html`<b>${span.strong}</b>`
    const href = safeHref(span.href)
    return href ? html`<a href="${href}">${span.link}</a>` : span.link
  })}`
}

export type Dated = { id: string; kind: PeriodKind; from: LocalDate }

/** "Week 47", "november 2026", "Kwartaal 4", "Heel 2026" */
export function periodName(voice: Voice, { id, kind, from }: Dated): string {
  switch (kind) {
    case "week":
      return voice.words("report.period.week", { n: Number(id.slice(-2)) })
    case "month":
      return voice.words("report.period.month", { month: voice.month(from) })
    case "quarter":
      return voice.words("report.period.quarter", { n: Number(id.slice(-1)) })
    case "year":
      return voice.words("report.period.year", { year: id })
  }
}

/** "in week 47", with the year where it is another one than `beside`'s. */
export function inPeriodBeside(voice: Voice, id: string, beside: string): string {
  const period = readPeriod(id)
  if (!period) return id
  const when = inPeriod(voice, period)
  const year = id.slice(0, 4)
  return period.kind === "month" || year === beside.slice(0, 4)
    ? when
    : voice.words("report.period.of-year", { when, year })
}

/** "in week 47" */
export function inPeriod(voice: Voice, { id, kind, from }: Dated): string {
  if (kind === "week") return voice.words("report.period.in-week", { n: Number(id.slice(-2)) })
  if (kind === "month") return voice.words("report.period.in-month", { month: voice.month(from) })
  return voice.words("report.period.in-quarter", { n: Number(id.slice(-1)) })
}
