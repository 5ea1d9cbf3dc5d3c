import type { Instant, Language, TimeZone } from "../domain/id.ts"
import type { Block, Button, Card, Rich } from "./card.ts"
import { plain } from "./card.ts"
import type { Say, Values } from "./words.ts"

/** How and for whom a card is drawn. */
export type Look = {
  say: Say
  language: Language
  zone: TimeZone
  now: Instant
  demo: boolean
  to: Card["to"]
  /** A fresh random id for a button that adds. */
  once: () => string
}

export type Draft = { kind: string; summary: string; accent?: string | null; blocks: (Block | null)[] }

export function makeCard(look: Look, draft: Draft): Card {
  return {
    kind: draft.kind,
    to: look.to,
    language: look.language,
    summary: draft.summary,
    demo: look.demo,
    ...(draft.accent ? { accent: draft.accent } : {}),
    blocks: draft.blocks.filter((b) => b !== null),
  }
}

export function t(look: Look, id: string, values?: Values): string {
  return plain(look.say(id, values))
}

export const eyebrow = (...parts: string[]): Block => ({
  type: "eyebrow",
  text: [parts.filter(Boolean).join(" · ")],
})
/** Longest title that every platform shows whole; what is longer is a strong line of text. */
const titleMax = 150
export const title = (text: string): Block =>
  text.length > titleMax ? paragraph([{ strong: text }]) : { type: "title", text }
/** The beginning of a text, up to a whole word, for where all of it stands behind a button. */
export function short(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max).replace(/\s+\S*$/, "")}…`
}
export const paragraph = (text: Rich): Block => ({ type: "text", text })
export const note = (text: Rich): Block => ({ type: "note", text })

export function row(...buttons: (Button | null)[]): Block | null {
  const shown = buttons.filter((b) => b !== null)
  return shown.length ? { type: "buttons", layout: "row", buttons: shown } : null
}
export const primary = (label: string, text: string): Button => ({ label, text, style: "primary" })
export const button = (label: string, text: string): Button => ({ label, text, style: "plain" })
export const quiet = (label: string, text: string): Button => ({ label, text, style: "quiet" })
