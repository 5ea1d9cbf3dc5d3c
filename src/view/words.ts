import { IntlMessageFormat } from "intl-messageformat"
import type { Language, LocalDate } from "../domain/id.ts"
import { plain, type Rich, type Span } from "./card.ts"

export type Values = Record<string, string | number>
/** Gives the message of content/words with its values filled in. `<b>` becomes strong; values are never read as markup. */
export type Say = (id: string, values?: Values) => Rich

const locales: Record<Language, string> = { nl: "nl-NL", en: "en-GB" }

/** Throws at use where an id is missing: a test holds that every id in the code stands in both languages. */
export function makeWords(words: Record<Language, ReadonlyMap<string, string>>): Record<Language, Say> {
  return { nl: speaker("nl", words.nl), en: speaker("en", words.en) }
}

function speaker(language: Language, messages: ReadonlyMap<string, string>): Say {
  const compiled = new Map<string, IntlMessageFormat>()
  return (id, values = {}) => {
    let message = compiled.get(id)
    if (!message) {
      const source = messages.get(id)
      if (source === undefined) throw new Error(`content/words/${language}.yml has no message "${id}"`)
      message = new IntlMessageFormat(source, locales[language])
      compiled.set(id, message)
    }
    return spans(message.format<Span>({ ...values, b: (parts) => ({ strong: parts.join("") }) }))
  }
}

function spans(formatted: Span | (string | Span)[] | string): Rich {
  return Array.isArray(formatted) ? formatted : [formatted]
}

/** The same as plain text, for labels and summaries. */
export function text(say: Say, id: string, values?: Values): string {
  return plain(say(id, values))
}

const oneDecimal = { maximumFractionDigits: 1 }
// Made once: making a format costs a hundred times as much as using it.
const numbers: Record<Language, Intl.NumberFormat> = {
  nl: new Intl.NumberFormat(locales.nl, oneDecimal),
  en: new Intl.NumberFormat(locales.en, oneDecimal),
}

/** `1.284,5` or `1,284.5` */
export function number(language: Language, value: number): string {
  return numbers[language].format(value)
}

const days = formats({ weekday: "short", day: "numeric", month: "long" })
const times = formats({ hour: "2-digit", minute: "2-digit" })

/** "di 1 december" · "Tue 1 December" */
export function day(language: Language, at: number, zone: string): string {
  return days(language, zone).format(at)
}

/** "wo 2 december 17:00" */
export function dayAndTime(language: Language, at: number, zone: string): string {
  return `${day(language, at, zone)} ${times(language, zone).format(at)}`
}

const months = formats({ month: "long", year: "numeric" })

/** "november 2026" · "November 2026" */
export function month(language: Language, firstDay: LocalDate): string {
  return months(language, "UTC").format(Date.parse(`${firstDay}T00:00Z`))
}

/** One for each language and zone: there are two of the one and some hundreds of the other. */
function formats(shape: Intl.DateTimeFormatOptions) {
  const made = new Map<string, Intl.DateTimeFormat>()
  return (language: Language, zone: string): Intl.DateTimeFormat => {
    const key = `${language} ${zone}`
    const known = made.get(key) ?? new Intl.DateTimeFormat(locales[language], { ...shape, timeZone: zone })
    made.set(key, known)
    return known
  }
}
