/** What a ledger that comes from a backup must be told before anybody speaks: the world went on without it. */
import type { Event } from "../domain/event.ts"
import { type Instant, streams } from "../domain/id.ts"
import { evolveProgramme, noProgramme, type ProgrammeEvent } from "../domain/programme.ts"
import { makeTally } from "../report/tally.ts"
import { keepBoard } from "./board.ts"
import type { Person, Store } from "./ports.ts"
import { withdrawalsOf } from "./questions.ts"

export type Restored = {
  /** People of the backup who had themselves forgotten since, and are again. */
  forgotten: number
  /** Messages that waited then: nobody knows whether they were sent since. */
  uncertain: number
}

/** Who stands behind a commit that no person asked for. */
const byRestore = "restore"

/** `forgotten`: all that is known now of people who are not to come back, by the hash that `hashOf` gives. */
export async function settleRestored(
  store: Store,
  q: {
    now: Instant
    forgotten: [string, { roster: Person["roster"] }][]
    hashOf: (person: Person) => string
  },
): Promise<Restored> {
  const forgotten = await forgetAgain(store, q)
  const uncertain = await doubtWaiting(store, q.now)
  await makeUpForNothing(store, q.now)
  return { forgotten, uncertain }
}

async function forgetAgain(store: Store, q: Parameters<typeof settleRestored>[1]): Promise<number> {
  const people = new Map((await store.people.all()).map(([, person]) => [q.hashOf(person), person]))
  const board = await keepBoard(store, () => makeTally({ zone: "UTC" })).upToDate()
  let again = 0
  for (const [hash, kept] of q.forgotten) {
    const person = people.get(hash)
    if (!person) {
      if (!(await store.forgotten.get(hash))) await store.forgotten.put(hash, kept)
      continue
    }
    const forgotten = { type: "member.forgotten" as const, person: person.id }
    const appends = [
      ...withdrawalsOf(board, { person: person.id, now: q.now }),
      { stream: streams.member(person.id), expect: "any" as const, events: [forgotten] },
    ]
    await store.commit({ at: q.now, cause: null, appends, outbox: [] })
    await store.forget(person.id, hash)
    again++
  }
  return again
}

/** What waited in the backup may have gone out after it; what is due later cannot have. */
async function doubtWaiting(store: Store, now: Instant): Promise<number> {
  const due = (await store.outbox.waiting()).filter((row) => row.notBefore <= now)
  for (const { id, to, content, startedBy } of due) {
    const event = {
      type: "delivery.settled" as const,
      row: id,
      to,
      content,
      startedBy,
      outcome: "uncertain" as const,
      ref: null,
    }
    await store.outbox.settle(id, now, { type: "done", event })
  }
  return due.length
}

/** A digest that was posted after the backup must not come a second time. A programme that was stopped stays so. */
async function makeUpForNothing(store: Store, now: Instant): Promise<void> {
  const { events } = await store.read(streams.programme)
  const programme = events.reduce((p, e) => evolveProgramme(p, e.event as ProgrammeEvent, e.at), noProgramme)
  if (programme.places.size === 0 || programme.paused) return
  await append(store, now, {
    stream: streams.programme,
    event: { type: "programme.resumed", by: byRestore },
  })
}

async function append(store: Store, at: Instant, q: { stream: string; event: Event }): Promise<void> {
  const { stream, event } = q
  await store.commit({ at, cause: null, appends: [{ stream, expect: "any", events: [event] }], outbox: [] })
}
