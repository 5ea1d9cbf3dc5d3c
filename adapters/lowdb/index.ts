import { type Person, type Store, StoreReadOnly, StoreRefused } from "../../src/app/ports.ts"
import type { PersonId } from "../../src/domain/id.ts"
import { expire } from "./expire.ts"
import { diskFiles, type Files } from "./files.ts"
import { finish, forget, type Parts, type Rooms } from "./forget.ts"
import { ledgerFolder, type Month, openJournal, pathOf, scanMonth } from "./journal.ts"
import { apply, commit, newLedger, read, since } from "./ledger.ts"
import type { Line } from "./line.ts"
import { lockFolder } from "./lock.ts"
import { memoryFiles } from "./memory.ts"
import { anyDue, applyToOutbox, claim, newOutbox, settle, stranded, waiting } from "./outbox.ts"
import { fail, type Health } from "./queue.ts"
import { openRoom } from "./rooms.ts"

/** How a forgotten person is remembered: the keyed hash of who they were. For a forgetting that a crash cut off. */
type HashOf = (person: Person) => string

/** Rejects with StoreRefused where the folder is locked, damaged or of a later release. */
export async function openLowdbStore(q: { folder: string; hashOf?: HashOf }): Promise<Store> {
  const lock = lockFolder(q.folder)
  const files = diskFiles(q.folder)
  try {
    const store = await openStore({ files, hashOf: q.hashOf, where: q.folder })
    return { ...store, close: () => store.close().finally(() => lock.release()) }
  } catch (error) {
    await files.close()
    lock.release()
    throw error
  }
}

/** The same store over lowdb's `Memory`: gone with the process. */
export async function openMemoryStore(): Promise<Store> {
  return openStore({ files: await memoryFiles(), hashOf: undefined, where: "memory" })
}

/** The store over any files. `where` stands in messages only. */
export async function openStore(q: {
  files: Files
  hashOf: HashOf | undefined
  where: string
}): Promise<Store> {
  const health: Health = { failed: null, writes: new Set() }
  try {
    const { parts, gone } = await openParts(q.files, health)
    await finish(parts, { gone, hashOf: q.hashOf })
    return storeOf(parts, q.files)
  } catch (error) {
    if (error instanceof StoreReadOnly)
      throw new StoreRefused(`${q.where}: ${error.message}`, { cause: error })
    if (error instanceof StoreRefused)
      throw new StoreRefused(`${q.where}: ${error.message}`, { cause: error })
    throw error
  }
}

async function openParts(files: Files, health: Health): Promise<{ parts: Parts; gone: Set<PersonId> }> {
  const journal = await openJournal(files)
  const outbox = newOutbox()
  const ledger = newLedger({
    journal,
    health,
    onDurable: (line) => applyToOutbox(outbox, line, false),
    onFailed: () => {},
  })
  const gone = new Set<PersonId>()
  const expired = new Map<Month, PersonId[]>()
  for (const month of [...journal.sizes.keys()]) {
    await scanMonth(journal, month, (line, ref) => {
      if (line.t === "commit" && line.base !== ledger.durable)
        throw new StoreRefused(
          `${pathOf(month)}: holds position ${line.base + 1} where ${ledger.durable + 1} should follow: a file of ${ledgerFolder}/ is missing or was changed. Put the folder back from a backup; nothing was changed.`,
        )
      if (line.t === "expired") expired.set(month, line.keeps)
      apply(ledger, line, ref)
      applyToOutbox(outbox, line, true)
      collectGone(line, gone)
    })
  }
  const room = <V>(folder: string, shards: number) => openRoom<V>({ files, health, folder, shards })
  const rooms: Rooms = {
    people: await room("rooms/people", 64),
    places: await room("rooms/places", 16),
    texts: await room("rooms/texts", 32),
    snapshots: await room("rooms/snapshots", 64),
    keys: await room("keys", 16),
    forgotten: await room("forgotten", 16),
  }
  return { parts: { rooms, ledger, outbox, expired }, gone }
}

function collectGone(line: Line, gone: Set<PersonId>): void {
  if (line.t !== "commit") return
  for (const { events } of line.appends)
    for (const { event } of events)
      if (event.type === "member.forgotten") gone.add((event as { type: string; person: PersonId }).person)
}

function storeOf(parts: Parts, files: Files): Store {
  const { ledger, outbox, rooms } = parts
  let expiring = Promise.resolve(0)
  return {
    commit: (c) => commit(ledger, c),
    read: (stream) => read(ledger, stream),
    since: (position, limit) => since(ledger, position, limit),
    outbox: {
      claim: (wish) => claim(parts, wish),
      anyDue: async (now) => anyDue(outbox, now),
      settle: (row, at, settlement) => settle(parts, row, { at, settlement }),
      stranded: async (now) => stranded(outbox, now),
      waiting: async () => waiting(outbox),
    },
    ...rooms,
    forget: (person, hash) => forget(parts, person, hash),
    expire: (now, days) => {
      expiring = expiring.catch(() => 0).then(() => expire(parts, { now, days }))
      return expiring
    },
    close: async () => {
      await expiring.catch(() => 0)
      await ledger.queue.last.catch(() => {})
      await Promise.all(ledger.queue.health.writes)
      fail(ledger.queue.health, new Error("the store is closed"))
      await files.close()
    },
  }
}
