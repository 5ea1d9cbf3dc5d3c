/**
 * The one vocabulary of cards. Features compose these; every platform draws these kinds and no others.
 * Text is a list of spans, never markup: what a person typed arrives as a plain string and is escaped by the platform.
 */
import type { Language } from "../domain/id.ts"

export type Span = string | { strong: string } | { link: string; href: string }
export type Rich = Span[]

export type Button = {
  label: string
  /** The command text that a press sends. */
  text: string
  style: "primary" | "plain" | "quiet"
  /** For buttons that add (log, undo, send again): a random id drawn with the card, so that one press counts once. */
  once?: string
  /** This option is the reader's own present answer. Only on cards to the actor. */
  chosen?: boolean
}

export type Field =
  | { kind: "number"; label: string; placeholder?: string; initial?: string }
  | { kind: "text"; label: string; maxLength: number }
  | {
      kind: "choice" | "choices"
      label: string
      options: { key: string; label: string }[]
      initial?: string[]
    }

export type Chart = {
  kind: "line" | "bar"
  title: string
  /** At most 20 points; null is "no figure", drawn as a gap. */
  points: { label: string; value: number | null }[]
  unit: "percent" | "count"
}

export type Block =
  | { type: "eyebrow"; text: Rich }
  | { type: "title"; text: string }
  | { type: "text"; text: Rich }
  | { type: "facts"; facts: { label: string; value: string }[] }
  | { type: "progress"; value: number; max: number; label: string }
  /** `alt` says the finding; it is also shown as text where a chart cannot be drawn. */
  | { type: "chart"; chart: Chart; alt: string }
  | { type: "buttons"; layout: "row" | "stack"; buttons: Button[] }
  /** `text` is the command with `{value}` where the field's value goes; several choices are joined by commas. */
  | { type: "form"; id: string; field: Field; text: string; submit: string; once?: string }
  /** A small line below: source, what is kept, why. */
  | { type: "note"; text: Rich }

export type Card = {
  /** Message id of the kind of card: `poll`, `digest` …; for tests and for screen readers' labels. */
  kind: string
  to: "actor" | "place"
  language: Language
  /** One line for notifications and for screens that draw no cards. Never empty. */
  summary: string
  /** A colour bar beside the card (an SDG's colour). Never carries meaning alone. */
  accent?: string
  /** `true`: made from invented data; every platform shows DEMO. */
  demo: boolean
  blocks: Block[]
}

/** Flattens spans to plain text. */
export function plain(text: Rich): string {
  return text.map((s) => (typeof s === "string" ? s : "strong" in s ? s.strong : s.link)).join("")
}
