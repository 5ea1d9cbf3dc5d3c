import type { Instant, Language, TimeZone } from "../../src/domain/id.ts"
import type { Card } from "../../src/view/card.ts"
import type { Say } from "../../src/view/words.ts"
import type { LedgerLine, Post, Speaker } from "./desk.ts"

/** All that one drawing of the page needs. */
export type View = {
  organisation: string
  timeZone: TimeZone
  now: Instant
  language: Language
  say: Say
  me: Speaker
  people: Speaker[]
  places: { key: string; name: string }[]
  /** A place's key, or `personal`. */
  in: string
  posts: Post[]
  /** There are more messages than shown. */
  older: boolean
  ledger: { lines: LedgerLine[]; size: number; all: boolean; fresh: number }
  /** What was said just now and its private answer: in this page only, kept nowhere. */
  exchange: { said: string | null; answer: Card | { problem: string } } | null
  formId: () => string
  links: { slack: string; teams: string } | null
}

/** Every link keeps who speaks, so that several colleagues can be open side by side. */
export function address(view: View, more: Record<string, string> = {}): string {
  return `/?${new URLSearchParams({ as: view.me.key, in: view.in, ...more })}`
}
