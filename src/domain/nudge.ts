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
 * The next item for a place: never one again before all others had their turn there, also where items came or went meanwhile.
 * `had` is what the place got, oldest first. New ones come first, in the order of `all` turned by `offset` so that places differ;
 * then the one that was there longest ago. Null only where `all` is empty.
 */
export function nextTurn(all: string[], had: string[], offset = 0): string | null {
  // By last turn and not by number of turns: a new item would else come again and again until it had caught up.
  const last = new Map(had.map((id, i) => [id, i]))
  const start = offset % all.length
  const ordered = [...all.slice(start), ...all.slice(0, start)]
  return ordered.sort((a, b) => (last.get(a) ?? -1) - (last.get(b) ?? -1))[0] ?? null
}
