/** A list of who is counted, kept by the organisation itself: since when, until when, in which segment. */
import type { LocalDate } from "../domain/id.ts"
import { addDays } from "../domain/time.ts"
import type { Person } from "./ports.ts"

export type Spell = Person["roster"][number]
/** Spells by platform id, oldest first, none of which overlap. */
export type RosterList = ReadonlyMap<string, readonly Spell[]>

/** The key of somebody on the list whom the platform does not know: counted, and never written to. */
export const listedKey = (hash: string) => `file:${hash}`
export const isListedKey = (key: string) => key.startsWith("file:")

export function segmentOn(spells: readonly Spell[] | undefined, day: LocalDate): string | null {
  return spells?.find((s) => s.from <= day && (s.to === null || day <= s.to))?.segment ?? null
}

/** Who moves to another segment today was in the old one until yesterday. */
export function inSegment(
  roster: Person["roster"],
  q: { today: LocalDate; segment: string | null },
): Person["roster"] {
  const open = roster.find((r) => r.from <= q.today && r.to === null)
  if (!open || open.segment === q.segment) return roster
  const moved = { from: q.today, to: null, segment: q.segment }
  // On the first day, or on the day that the list first names a segment, nothing else was known before.
  if (open.from === q.today || open.segment === null)
    return roster.map((r) => (r === open ? { ...open, segment: q.segment } : r))
  return [...roster.map((r) => (r === open ? { ...open, to: addDays(q.today, -1) } : r)), moved]
}
