import { expect, it } from "vitest"
import { openStore } from "../../adapters/lowdb/index.ts"
import { type Recorded, type Store, StoreReadOnly } from "../../src/app/ports.ts"
import { all, at, commit, met } from "../contract/store-material.ts"
import { type Disk, type KillFiles, type Kind, killFiles } from "../support/kill-files.ts"
import { anna, annaKey, annaText, crowd, hashOf, life } from "./life.ts"

const open = (files: KillFiles) => openStore({ files, hashOf, where: "test" })

/** Lives until the disk stops it. `done`: how many steps were acknowledged; `ledger`: what was, then. */
async function live(
  files: KillFiles,
): Promise<{ done: number; ledger: number; store: Store; error: unknown }> {
  const store = await open(files)
  let done = 0
  let ledger = 0
  for (const step of life) {
    try {
      await step.run(store)
    } catch (error) {
      return { done, ledger, store, error }
    }
    done++
    ledger = (await store.since(0, 1000)).length
  }
  return { done, ledger, store, error: null }
}

/** Without what `expire` changes. */
const bare = (events: Recorded[]) => events.map((e) => [e.position, e.version, e.event.type])

async function wholeLife(): Promise<{ changes: number; opening: number; events: Recorded[] }> {
  const files = killFiles()
  await open(files)
  const opening = files.changes()
  const fresh = killFiles()
  const { store, done } = await live(fresh)
  expect(done).toBe(life.length)
  return { changes: fresh.changes(), opening, events: await all(store) }
}

async function checkStart(
  disk: Disk,
  q: { done: number; ledger: number; events: Recorded[]; exact: boolean },
) {
  const store = await open(killFiles({ disk }))
  const found = await all(store)
  expect(bare(found)).toEqual(bare(q.events.slice(0, found.length)))
  expect(found.length).toBeGreaterThanOrEqual(q.ledger)
  if (q.exact) expect(found.length).toBe(q.ledger)
  for (const step of life.slice(0, q.done)) await step.holds?.(store)
  const people = (await store.people.all()).filter(([id]) => /^p\d/.test(id))
  expect([0, crowd.length]).toContain(people.length)
  // And life goes on.
  const next = await commit(store, [met("carl234567", 0)], { at: at + 1e11 })
  expect(next).toEqual({ type: "committed", position: found.length + 1 })
  return store
}

/** Stops a life at each change of the disk and starts again; what was wrong, and where. */
async function stoppedAnywhere(kind: Kind, fault: (files: KillFiles) => KillFiles): Promise<string[]> {
  const whole = await wholeLife()
  const wrong: string[] = []
  for (let n = whole.opening + 1; n <= whole.changes; n++) {
    const files = killFiles({ at: n, kind })
    const { done, ledger, error } = await live(fault(files))
    if (error) expect(error, `change ${n}`).toBeInstanceOf(StoreReadOnly)
    await checkStart(files.left(), { done, ledger, events: whole.events, exact: false }).catch((cause) => {
      wrong.push(`stopped at change ${n} in "${life[done]?.name}": ${cause.message}`)
    })
  }
  return wrong
}

it.for(["killed", "torn", "power"] as Kind[])(
  "wherever the process is stopped (%s), what was acknowledged stands and the next start finishes the rest",
  { timeout: 60_000 },
  async (kind) => {
    expect((await wholeLife()).changes).toBeGreaterThan(100)
    expect(await stoppedAnywhere(kind, (files) => files)).toEqual([])
  },
)

const nothing = async () => {}
it.for([
  ["sync no content", (files) => ({ ...files, sync: nothing })],
  ["sync no names", (files) => ({ ...files, syncFolder: nothing })],
] as [string, (files: KillFiles) => KillFiles][])(
  "that check sees a store that would %s",
  { timeout: 60_000 },
  async ([, fault]) => {
    expect(await stoppedAnywhere("power", fault)).not.toEqual([])
  },
)

it("a start that is itself stopped anywhere is finished by the one after it", {
  timeout: 60_000,
}, async () => {
  const whole = await wholeLife()
  const forgetting = life.findIndex((step) => step.name === "anna is forgotten")
  const half = killFiles()
  const store = await open(half)
  for (const step of life.slice(0, forgetting)) await step.run(store)
  await store.keys.put("p1", { sealed: "left over", at })
  const disk = half.left()
  const started = killFiles({ disk })
  await open(started)
  expect(started.changes()).toBeGreaterThan(10)
  for (let n = 1; n <= started.changes(); n++) {
    for (const kind of ["killed", "torn", "power"] as Kind[]) {
      const files = killFiles({ disk, at: n, kind })
      await open(files).catch(() => {})
      await checkStart(files.left(), { done: forgetting, ledger: 0, events: whole.events, exact: false })
    }
  }
})

it.for(["full", "unsynced"] as Kind[])(
  "after a failed write (%s) nothing is accepted, memory shows what was acknowledged, and so does the next start",
  { timeout: 60_000 },
  async (kind) => {
    const whole = await wholeLife()
    for (let n = whole.opening + 1; n <= whole.changes; n++) {
      const files = killFiles({ at: n, kind })
      const { done, ledger, store, error } = await live(files)
      if (error === null) {
        // Nothing was to be written any more after this change.
        expect([done, n > whole.changes - 10]).toEqual([life.length, true])
        continue
      }
      expect(error, `change ${n}`).toBeInstanceOf(StoreReadOnly)
      await expect(commit(store, [met("carl234567")])).rejects.toThrow(StoreReadOnly)
      await expect(store.places.delete("x")).rejects.toThrow(StoreReadOnly)
      await expect(store.outbox.claim({ now: at, limit: 1, leaseMs: 1 })).rejects.toThrow(StoreReadOnly)
      await expect(store.forget("x", "y")).rejects.toThrow(StoreReadOnly)
      expect(bare(await all(store))).toEqual(bare(whole.events.slice(0, ledger)))
      await checkStart(files.left(), { done, ledger, events: whole.events, exact: true }).catch((cause) => {
        throw new Error(`failed at change ${n} in "${life[done]?.name}": ${cause.message}`, { cause })
      })
    }
  },
)

it("after forgetting no byte tells who it was, and when the month has expired none tells that it was someone", async () => {
  const files = killFiles()
  const store = await open(files)
  const bytes = () => [...files.left().values()].map(String).join("\n")
  for (const step of life) {
    await step.run(store)
    if (step.name === "a thought is typed") {
      expect(bytes()).toContain(annaKey)
      expect(bytes()).toContain(annaText)
    }
    if (step.name !== "anna is forgotten") continue
    expect(bytes()).not.toContain(annaKey)
    expect(bytes()).not.toContain(annaText)
    expect(bytes().replaceAll(`hash of ${anna}`, "")).toContain(anna)
  }
  expect(bytes().replaceAll(`hash of ${anna}`, "")).not.toContain(anna)
})
