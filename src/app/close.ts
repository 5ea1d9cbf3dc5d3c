import { type PersonId, type PlaceId, type PollId, streams } from "../domain/id.ts"
import type { Poll } from "../domain/poll.ts"
import { type Refusal, refuse } from "../domain/refusal.ts"
import { countBallots } from "./ballots.ts"
import type { Organisation } from "./organisation.ts"
import type { Append, NewRow } from "./ports.ts"
import { byHand } from "./post.ts"
import { transact } from "./transact.ts"

/**
 * Closes a poll in two commits. `poll.closing` bumps the poll, so that every later vote's guard fails; then the ballots up to
 * there are counted, `poll.closed` records the published form, and the key is destroyed. A start finishes what was left in closing.
 * `by` a person: the result goes to the places at once; null: it waits for its turn in the programme.
 */
export async function closePoll(
  org: Organisation,
  q: { poll: PollId; by: PersonId | null },
): Promise<Refusal | null> {
  const stream = streams.poll(q.poll)
  const closing = await transact<Refusal>({ org, cause: null }, async (board) => {
    const poll = board.polls.get(q.poll)
    if (!poll) return refuse("poll.unknown")
    if (isOver(poll)) return refuse("poll.closed-already")
    const events = poll.phase === "open" ? [{ type: "poll.closing" as const, poll: q.poll }] : []
    return { appends: [{ stream, expect: poll.phase === "open" ? 1 : 2, events }] }
  })
  if (closing.type === "refusal") return closing
  const poll = closing.board.polls.get(q.poll)
  if (!poll) return refuse("poll.unknown")
  const counted = await countBallots(org, poll)
  const post =
    q.by === null || counted === null ? nothing : resultByHand(org, { poll: q.poll, places: poll.places })
  const event =
    counted === null
      ? { type: "poll.voided" as const, poll: q.poll }
      : { type: "poll.closed" as const, poll: q.poll, ...counted }
  const closed = await transact<Refusal>({ org, cause: null }, async (board) => {
    // Somebody else, or the clock, closed it at the same moment and got here first.
    const present = board.polls.get(q.poll)
    if (!present || isOver(present)) return refuse("poll.closed-already")
    return { appends: [{ stream, expect: 2, events: [event] }, ...post.appends], outbox: post.outbox }
  })
  if (closed.type === "refusal") return closed
  await org.store.keys.delete(q.poll)
  org.changed({ type: "poll", poll: q.poll })
  return null
}

function isOver({ phase }: Poll): boolean {
  return phase === "closed" || phase === "void"
}

const nothing: { appends: Append[]; outbox: NewRow[] } = { appends: [], outbox: [] }

/** The result now, by hand; the clock then need not bring it. */
function resultByHand(org: Organisation, q: { poll: PollId; places: PlaceId[] }): typeof nothing {
  const posted = byHand(org, {
    places: q.places,
    content: { type: "result", polls: [q.poll] },
    now: org.clock.now(),
  })
  return {
    ...posted,
    appends: posted.appends.map((append, i) => {
      const place = q.places[i] as PlaceId
      const told = {
        type: "occasion.taken" as const,
        key: `result/${place}/${q.poll}`,
        what: "result" as const,
        place,
      }
      return { ...append, events: [told] }
    }),
  }
}
