/** The contract on a disk that is slow, and on one that gets full anywhere. */
import { describe, expect, it } from "vitest"
import { openStore } from "../../adapters/lowdb/index.ts"
import { memoryFiles } from "../../adapters/lowdb/memory.ts"
import { type Commit, type Store, StoreReadOnly } from "../../src/app/ports.ts"
import { storeContract, storePromises } from "../contract/store.ts"
import { all, commit, met, row } from "../contract/store-material.ts"
import { type Disk, killFiles } from "../support/kill-files.ts"

const opened = (files: Parameters<typeof openStore>[0]["files"]) =>
  openStore({ files, hashOf: undefined, where: "test" })

/** As a disk does it: others get on meanwhile. */
async function twoMilliseconds(): Promise<void> {
  for (const end = performance.now() + 2; performance.now() < end; )
    await new Promise((turn) => setImmediate(turn))
}

storeContract("the embedded store on a disk whose sync takes 2 ms", async () => {
  const slow = (files: Awaited<ReturnType<typeof memoryFiles>>) => ({
    ...files,
    sync: twoMilliseconds,
    syncFolder: twoMilliseconds,
  })
  const files = await memoryFiles()
  return {
    store: await opened(slow(files)),
    reopen: async () => opened(slow(await memoryFiles(files.copy()))),
    end: async () => {},
  }
})

/** What the store said yes to. */
type Said = {
  commits: { position: number; commit: Commit }[]
  people: Map<string, string>
  ended: Set<string>
}

function listening(store: Store, said: Said): Store {
  return {
    ...store,
    async commit(wish) {
      const commit = structuredClone(wish)
      const done = await store.commit(wish)
      if (done.type === "committed") said.commits.push({ position: done.position, commit })
      return done
    },
    people: {
      ...store.people,
      async put(id, person) {
        await store.people.put(id, person)
        said.people.set(id, person.key)
      },
      async delete(id) {
        said.people.delete(id)
        await store.people.delete(id)
      },
    },
    async forget(person, hash) {
      said.people.delete(person)
      await store.forget(person, hash)
    },
    outbox: {
      ...store.outbox,
      async settle(row, at, settlement) {
        await store.outbox.settle(row, at, settlement)
        if (settlement.type === "done") said.ended.add(row)
      },
    },
  }
}

/** What was acknowledged and is not there. */
async function lost(store: Store, said: Said): Promise<string[]> {
  const events = await all(store)
  const people = new Map((await store.people.all()).map(([id, { key }]) => [id, key]))
  const open = [...(await store.outbox.waiting()), ...(await store.outbox.stranded(Number.MAX_SAFE_INTEGER))]
  const isOpen = (id: string) => open.some((row) => row.id === id)
  return [
    ...said.commits.flatMap(({ position, commit }) => {
      const written = commit.appends.flatMap((append) => append.events)
      const there = events.slice(position - written.length, position).map((e) => e.event)
      return JSON.stringify(there) === JSON.stringify(written) ? [] : [`events up to ${position}`]
    }),
    ...[...said.people].filter(([id, key]) => people.get(id) !== key).map(([id]) => `person ${id}`),
    ...[...said.ended].filter(isOpen).map((id) => `the end of row ${id}`),
    ...said.commits
      .flatMap(({ commit }) => commit.outbox.map((row) => row.id))
      .filter((id) => !isOpen(id) && !events.some((e) => e.stream === `delivery/${id}`))
      .map((id) => `row ${id}`),
  ]
}

/** Lives one promise of the contract on a disk that is full from its `at`th change on. */
async function onFullDisk(promise: (typeof storePromises)[number], at: number) {
  const files = killFiles({ at, kind: "full" })
  const said: Said = { commits: [], people: new Map(), ended: new Set() }
  let disk: Disk | null = null
  const broke = await opened(files)
    .then((store) =>
      promise.check({
        store: listening(store, said),
        end: async () => {},
      }),
    )
    .then(() => null)
    .catch((error: unknown) => error)
  disk = files.left()
  return { broke, said, disk, changes: files.changes() }
}

describe("on a disk that gets full anywhere", () => {
  // Not those that write nothing, that need a second process, or whose own writer nobody waits for once it failed;
  // nor those about forgetting, which takes away what was said yes to: test/faults/crash.test.ts has them.
  const others = /nobody wrote|new process|follows|forg|retention|month|person|days/i
  const lasting = storePromises.filter(({ name }) => !others.test(name))
  it.each(lasting.map((promise) => [promise.name, promise] as const))(
    "%s",
    { timeout: 30_000 },
    async (_, promise) => {
      const calm = await onFullDisk(promise, Number.POSITIVE_INFINITY)
      expect(calm.broke).toBeNull()
      const every = Math.max(1, Math.floor(calm.changes / 12))
      let refusals = 0
      for (let at = 1; at <= calm.changes; at += every) {
        const { broke, said, disk } = await onFullDisk(promise, at)
        if (broke instanceof StoreReadOnly) refusals++
        // Nothing is answered with anything but a yes that holds or a no.
        const store = await opened(killFiles({ disk }))
        expect([at, await lost(store, said)]).toEqual([at, []])
        await store.close()
      }
      expect(refusals).toBeGreaterThan(0)
    },
  )
})

it("that check sees what was said yes to and is not there", async () => {
  const said: Said = { commits: [], people: new Map(), ended: new Set() }
  const store = listening(await opened(await memoryFiles()), said)
  await commit(store, [met("anna2345")], { outbox: [row("a")] })
  expect(await lost(store, said)).toEqual([])
  expect(await lost(await opened(await memoryFiles()), said)).toEqual(["events up to 1", "row a"])
})
