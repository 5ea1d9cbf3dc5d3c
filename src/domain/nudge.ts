import type { Instant, NudgePostId, PersonId, PlaceId } from "./id.ts"

export type NudgeEvent =
  | { type: "nudge.posted"; post: NudgePostId; nudge: string; place: PlaceId }
  /** done: I did it; later: show it again; no: not for me. The last answer holds. */
  | { type: "nudge.answered"; post: NudgePostId; nudge: string; person: PersonId; answer: NudgeAnswer }

export type NudgeAnswer = "done" | "later" | "no"
export type NudgePost = { id: NudgePostId; nudge: string; place: PlaceId; at: Instant }

export function answer(q: {
  post: NudgePost
  person: PersonId
  before: NudgeAnswer | null
  answer: NudgeAnswer
}): NudgeEvent[] {
  if (q.before === q.answer) return []
  return [
    { type: "nudge.answered", post: q.post.id, nudge: q.post.nudge, person: q.person, answer: q.answer },
  ]
}

/**
 * The next item for a place: never one again before all others had their turn there.
 * `had` is what the place got, oldest first. Among equals the order is that of `all`, turned by `offset`, so that places differ.
 * Null only where `all` is empty.
 */
export function nextTurn(all: string[], had: string[], offset = 0): string | null {
  if (all.length === 0) return null
  const turns = new Map(all.map((id) => [id, 0]))
  for (const id of had) if (turns.has(id)) turns.set(id, (turns.get(id) ?? 0) + 1)
  const least = Math.min(...turns.values())
  const ordered = all.map((_, i) => all[(i + offset) % all.length] as string)
  return ordered.find((id) => turns.get(id) === least) ?? null
}
