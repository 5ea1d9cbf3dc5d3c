import type { RosterEntry } from "../../src/app/ports.ts"
import type { Instant, Language, TimeZone } from "../../src/domain/id.ts"
import type { Card } from "../../src/view/card.ts"
import type { Say } from "../../src/view/words.ts"

export type Speaker = { key: string; name: string; role: "colleague" | "steward" | "manager" }
export type Post = { at: Instant; card: Card }
export type LedgerLine = { at: Instant; text: string; type: string; stream: string }

/** What the web platform shows: the demo organisation, drawn from its ledger and its sent messages. */
export type WebDesk = {
  organisation: string
  timeZone: TimeZone
  /** Whom one can speak as. */
  people: Speaker[]
  /** All colleagues, simulated ones too. */
  roster(): RosterEntry[]
  places: { key: string; name: string; members: string[] }[]
  /** The person's language now: what they chose, or the default. */
  language(personKey: string): Promise<Language>
  /** The newest `limit` sent messages of a place, oldest first, each drawn now for this reader. */
  feed(q: { placeKey: string; reader: string; limit: number }): Promise<Post[]>
  /** Messages sent to this person's personal chat, oldest first. */
  inbox(personKey: string): Promise<Post[]>
  /** The newest ledger lines in plain words of that language, newest first. */
  ledger(q: { limit: number; language: Language }): Promise<LedgerLine[]>
  /** Number of ledger lines. */
  ledgerSize(): Promise<number>
  now(): Instant
  words: Record<Language, Say>
}
