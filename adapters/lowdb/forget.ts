import type { Person, Room, Store } from "../../src/app/ports.ts"
import type { Instant, PersonId } from "../../src/domain/id.ts"
import { streams } from "../../src/domain/id.ts"
import { dayMs } from "../../src/domain/time.ts"
import type { Month } from "./journal.ts"
import { type Ledger, read, since } from "./ledger.ts"
import { dropFor, type Outbox } from "./outbox.ts"

export type Rooms = Pick<Store, "people" | "places" | "texts" | "keys" | "forgotten" | "snapshots">
export type Parts = {
  rooms: Rooms
  ledger: Ledger
  outbox: Outbox
  /** Months whose persons were removed, and who stands in them all the same. */
  expired: Map<Month, PersonId[]>
}

const readAtOnce = 1000

/** In this order, so that a crash on the way leaves the person in place and the next start, or the next call, goes through it all again. */
export async function forget(parts: Parts, person: PersonId, hash: string | null): Promise<void> {
  const { people, forgotten, texts } = parts.rooms
  const known = await people.get(person)
  if (hash !== null && (known || !(await forgotten.get(hash))))
    await forgotten.put(hash, { roster: known?.roster ?? [] })
  await dropFor(parts, person)
  await deleteWhere(texts, (text) => text.owner === person)
  await people.delete(person)
}

/** What a crash left undone: people whose forgetting stands in the ledger, keys and texts that nothing needs. */
export async function finish(
  parts: Parts,
  q: { gone: Set<PersonId>; hashOf: ((person: Person) => string) | undefined },
): Promise<void> {
  for (const id of q.gone) {
    const person = await parts.rooms.people.get(id)
    const theirs = person || (await parts.rooms.texts.all()).some(([, text]) => text.owner === id)
    if (theirs) await forget(parts, id, person && q.hashOf ? q.hashOf(person) : null)
  }
  await sweepKeys(parts)
  await sweepTexts(parts)
}

/** The key of a poll that was counted or voided; and one of a poll that never was, a day after it was made. */
async function sweepKeys({ rooms, ledger }: Parts): Promise<void> {
  for (const [poll, key] of await rooms.keys.all()) {
    const { events } = await read(ledger, streams.poll(poll))
    const over = events.some(({ event }) => event.type === "poll.closed" || event.type === "poll.voided")
    if (over || (events.length === 0 && isOld(ledger, key.at))) await rooms.keys.delete(poll)
  }
}

/** A text is written before the event that names it; one that no event names after a day never will be. */
async function sweepTexts({ rooms, ledger }: Parts): Promise<void> {
  const all = await rooms.texts.all()
  const unnamed = new Set(all.filter(([, text]) => isOld(ledger, text.at)).map(([id]) => id))
  for (let position = 0; unnamed.size > 0; ) {
    const events = await since(ledger, position, readAtOnce)
    if (events.length === 0) break
    for (const { event } of events) eachString(event, (text) => unnamed.delete(text))
    position = events.at(-1)?.position ?? position
  }
  for (const id of unnamed) await rooms.texts.delete(id)
}

/** By the ledger's own time: this store has no clock, and a demo's clock may run elsewhere. */
function isOld(ledger: Ledger, at: Instant): boolean {
  return at < ledger.lastAt - dayMs
}

export async function deleteWhere<V>(room: Room<V>, which: (value: V) => boolean): Promise<void> {
  const keys = (await room.all()).filter(([, value]) => which(value)).map(([key]) => key)
  await Promise.all(keys.map((key) => room.delete(key)))
}

function eachString(value: unknown, take: (text: string) => void): void {
  if (typeof value === "string") take(value)
  else if (value && typeof value === "object") for (const part of Object.values(value)) eachString(part, take)
}
