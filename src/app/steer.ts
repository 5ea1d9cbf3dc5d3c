/** What stewards' commands share. */
import { streams } from "../domain/id.ts"
import type { ProgrammeEvent } from "../domain/programme.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"
import type { Board } from "./board.ts"
import type { Asked } from "./organisation.ts"
import { answerOnce } from "./transact.ts"

/** One event on the programme's stream. */
export function change(asked: Asked, event: ProgrammeEvent) {
  return answerOnce({ ...asked, stream: streams.programme }, async (_board, version) => ({
    appends: [{ stream: streams.programme, expect: version, events: [event] }],
  }))
}

/** The place where it was said, else all that take part. */
export function placesFor(board: Board, asked: Asked): string[] | Refusal {
  if (asked.where !== null) {
    const here = asked.place && board.programme.places.has(asked.place.id) ? asked.place.id : null
    return here === null ? refuse("place.not-joined") : [here]
  }
  const all = [...board.programme.places.keys()]
  return all.length ? all : refuse("no-places")
}
