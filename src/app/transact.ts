import { type Instant, streams } from "../domain/id.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import type { Board } from "./board.ts"
import type { Asked, Organisation } from "./organisation.ts"
import type { Append, Cause, NewRow } from "./ports.ts"

/** What a decision writes. `facts` are kept with the cause, for the answer to a duplicate: ids and numbers only. */
export type Decision = { appends: Append[]; outbox?: NewRow[]; facts?: Cause["facts"] }
export type Done =
  /** `at`: when what was decided was recorded. */
  | { type: "done"; facts: Cause["facts"]; board: Board; at: Instant }
  | { type: "duplicate"; facts: Cause["facts"]; board: Board }

/** Why nothing was decided: a refusal, or the clock's own reason. */
type Not = { type: string }

/**
 * Conflicts are tried again for so long: a vote and a close may meet, nobody waits longer than the platform. And so often in any case:
 * on a disk that stalls one try alone can take as long.
 */
const conflictMaxMs = 2000
const triesMin = 5

type Basis = {
  org: Organisation
  cause: string | null
  /** A stream whose version the decision expects. */
  stream?: string
}

/**
 * Decides on the present state and commits, again while others commit to the same streams meanwhile.
 * Throws where the store fails; then nothing happened.
 */
export async function transact<N extends Not = never>(
  q: Basis,
  decide: (board: Board, version: number) => Promise<Decision | N>,
): Promise<Done | N> {
  const { org, cause } = q
  const until = org.elapsed() + conflictMaxMs
  for (let tries = 1; ; tries++) {
    // The version first: what the board learns after that makes the commit a conflict, never a decision on old news.
    const version = q.stream === undefined ? 0 : (await org.store.read(q.stream)).version
    const decision = await decide(await org.board.upToDate(), version)
    if ("type" in decision) return decision
    const facts = decision.facts ?? {}
    const at = org.clock.now()
    if (!decision.outbox?.length && decision.appends.every((a) => a.events.length === 0))
      return { type: "done", facts, board: await org.board.upToDate(), at }
    const committed = await org.store.commit({
      at,
      cause: cause === null ? null : { hash: cause, facts },
      appends: decision.appends,
      outbox: decision.outbox ?? [],
    })
    if (committed.type === "conflict") {
      if (tries >= triesMin && org.elapsed() > until)
        throw new Error("others kept committing to the same streams")
      continue
    }
    if (committed.type === "committed" && decision.outbox?.length) org.changed({ type: "outbox" })
    const board = await org.board.upToDate()
    return committed.type === "committed"
      ? { type: "done", facts, board, at }
      : { type: "duplicate", facts: committed.facts, board }
  }
}

/**
 * The same for something that a person asked. What is delivered again is answered as what it was, also where the rules
 * would refuse it by now: the day is full because of it, the poll has closed since.
 */
export async function answerOnce(
  asked: Asked & { stream?: string },
  decide: (board: Board, version: number) => Promise<Decision | Refusal>,
): Promise<Done | Refusal> {
  const { org, cause, person } = asked
  const basis: Basis = asked.stream === undefined ? { org, cause } : { org, cause, stream: asked.stream }
  const done = await transact<Refusal>(basis, async (board, version) => {
    if (!org.directory.byId(person.id)) return refuse("forgotten-meanwhile")
    const decision = await decide(board, version)
    if ("type" in decision) return decision
    // A guard: nothing is written for somebody who was forgotten meanwhile.
    const here = { stream: streams.member(person.id), expect: 0, events: [] }
    return { ...decision, appends: [...decision.appends, here] }
  })
  return isRefusal(done) ? ((await before(asked)) ?? done) : done
}

/** What this cause led to before; null where it is new. The guard never holds, so that asking writes nothing. */
async function before({ org, cause, now }: Asked): Promise<Done | null> {
  const never = { stream: streams.programme, expect: -1, events: [] }
  const known = await org.store.commit({
    at: now,
    cause: { hash: cause, facts: {} },
    appends: [never],
    outbox: [],
  })
  if (known.type !== "duplicate") return null
  return { type: "duplicate", facts: known.facts, board: await org.board.upToDate() }
}
