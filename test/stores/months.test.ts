import { expect, it } from "vitest"
import { openStore } from "../../adapters/lowdb/index.ts"
import type { Person, Store } from "../../src/app/ports.ts"
import { dayMs } from "../../src/domain/time.ts"
import { all, at, commit, loggedIn, met, person, row } from "../contract/store-material.ts"
import { type KillFiles, killFiles } from "../support/kill-files.ts"

const month = 31 * dayMs
const start = (files: KillFiles) => openStore({ files, hashOf: undefined, where: "data" })

/** 40 people over 12 months, each a few times. */
async function year(): Promise<{ files: KillFiles; store: Store }> {
  const files = killFiles()
  const store = await start(files)
  for (let m = 0; m < 12; m++)
    for (let p = m; p < m + 8; p++)
      await commit(store, [met(`person${100 + p}`), loggedIn("r.1", `person${100 + p}`)], {
        at: Date.UTC(2026, m, 3),
      })
  return { files, store }
}

it("each month has a file, and streams are found and continued across all of them", async () => {
  const { files, store } = await year()
  expect((await files.list("ledger")).length).toBe(12)
  for (const s of [store, await start(killFiles({ disk: files.left() }))]) {
    expect((await s.read("member/person107")).events.map((e) => e.version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect((await s.read("member/person100")).version).toBe(1)
    const late = Date.UTC(2026, 11, 5)
    const stale = await commit(s, [met("person107", 7)], { at: late })
    expect(stale).toEqual({ type: "conflict" })
    expect((await commit(s, [met("person107", 8), met("person999", 0)], { at: late })).type).toBe("committed")
    expect((await s.read("member/person107")).version).toBe(9)
    const events = await all(s, 17)
    expect(events.map((e) => e.position)).toEqual(Array.from({ length: 12 * 24 + 2 }, (_, i) => i + 1))
    expect(await all(s, 1)).toEqual(events)
  }
})

it("a commit with an earlier time goes into the running month: positions are the ledger's order", async () => {
  const { files, store } = await year()
  await commit(store, [met("person100", 1)], { at })
  const later = await start(killFiles({ disk: files.left() }))
  expect((await all(later)).at(-1)).toMatchObject({ stream: "member/person100", version: 2, at })
})

it("a cause is new again when its 35 days are over", async () => {
  const store = await start(killFiles())
  const cause = { hash: "c-1", facts: { n: 1 } }
  const again = (when: number) => store.commit({ at: when, cause, appends: [], outbox: [] })
  expect((await again(at)).type).toBe("committed")
  expect((await again(at + 35 * dayMs)).type).toBe("duplicate")
  expect((await again(at + 35 * dayMs + 1)).type).toBe("committed")
  expect((await again(at + 60 * dayMs)).type).toBe("duplicate")
})

it("a duplicate is told only when the first is durable, and fails with it", async () => {
  const files = killFiles()
  let go: (error: Error | null) => void = () => {}
  const gate = new Promise<Error | null>((resolve) => {
    go = resolve
  })
  let gated = false
  const store = await openStore({
    files: {
      ...files,
      sync: async (path) => {
        const error = gated ? await gate : null
        if (error) throw error
        await files.sync(path)
      },
    },
    hashOf: undefined,
    where: "data",
  })
  gated = true
  const again = () => commit(store, [met("anna2345", 0)], { cause: { hash: "c-1", facts: {} } })
  const outcomes: string[] = []
  const watch = (p: Promise<{ type: string }>) =>
    p.then(
      (r) => outcomes.push(r.type),
      (e: Error) => outcomes.push(e.name),
    )
  const both = [watch(again()), watch(again())]
  const [seen, read] = [await store.since(0, 10), store.read("member/anna2345")]
  for (let turn = 0; turn < 20; turn++) await new Promise((next) => setImmediate(next))
  expect([outcomes, seen]).toEqual([[], []])
  go(new Error("EIO"))
  await Promise.all(both)
  expect(outcomes).toEqual(["StoreReadOnly", "StoreReadOnly"])
  expect(await read).toEqual({ events: [], version: 0 })
})

it("expired months lose each person once, and are read and written as before while it happens", async () => {
  const { files, store } = await year()
  const before = await all(store)
  const now = Date.UTC(2026, 11, 20)
  const reading = Promise.all([all(store, 7), all(store, 50), store.read("member/person107")])
  const writing = commit(store, [met("person200", 0)], { at: now })
  expect(await store.expire(now, 100)).toBe(8)
  for (const events of (await reading).slice(0, 2) as (typeof before)[])
    expect(events.slice(0, before.length).map((e) => e.event.type)).toEqual(before.map((e) => e.event.type))
  expect(await writing).toEqual({ type: "committed", position: before.length + 1 })
  for (const s of [store, await start(killFiles({ disk: files.left() }))]) {
    const after = await all(s, 10)
    for (const field of ["position", "version", "at"] as const)
      expect(after.slice(0, before.length).map((e) => e[field])).toEqual(before.map((e) => e[field]))
    const amounts = (events: typeof after) =>
      events.map(({ event }) => (event.type === "part.logged" ? event.amount : 0))
    expect(amounts(after.slice(0, before.length))).toEqual(amounts(before))
    const month = (i: number) => after.filter((e) => new Date(e.at).getUTCMonth() === i)
    for (let m = 0; m < 8; m++)
      expect(new Set(month(m).flatMap(({ event }) => ("person" in event ? [event.person] : []))).size).toBe(8)
    expect(JSON.stringify(month(7))).not.toContain("person1")
    expect(JSON.stringify(month(8))).toContain("person108")
    // Every stream can still be read, under its new name, without two people becoming one.
    for (const stream of new Set(after.map((e) => e.stream)))
      expect((await s.read(stream)).events).toEqual(after.filter((e) => e.stream === stream))
    expect(await s.expire(now, 100)).toBe(0)
  }
})

it("a ledger in which nobody did anything for months loses its persons too, and goes on in a later file", async () => {
  const files = killFiles()
  const store = await start(files)
  await commit(store, [met("anna2345", 0)], { outbox: [row("to-anna", { to: { person: "anna2345" } })] })
  const now = at + 200 * dayMs
  expect(await store.expire(now, 120)).toBe(1)
  const ledger = () =>
    [...files.left()]
      .filter(([path]) => path.startsWith("ledger"))
      .map(String)
      .join()
  expect(ledger()).not.toContain("anna2345")
  expect((await store.outbox.waiting()).map((r) => r.to)).toEqual([{ person: "gone-2026-01-1" }])
  const later = await start(killFiles({ disk: files.left() }))
  expect((await later.outbox.waiting()).map((r) => r.to)).toEqual([{ person: "gone-2026-01-1" }])
  for (const s of [store, later])
    expect(await commit(s, [met("anna2345", 0)], { at: at + month })).toEqual({
      type: "committed",
      position: 2,
    })
  expect((await files.list("ledger")).at(-1)).toBe("2026-08.jsonl")
  await later.outbox.claim({ now, limit: 1, leaseMs: 1 })
})

it("a role outlives its month with its person, until that person is forgotten", async () => {
  const files = killFiles()
  const store = await start(files)
  const anna: Person = person("anna234567", "U1")
  await store.people.put(anna.id, anna)
  const events = [
    { type: "manager.added" as const, person: anna.id, by: anna.id },
    { type: "programme.paused" as const, by: anna.id },
  ]
  await commit(store, [{ stream: "programme", expect: 0, events }])
  const now = at + 200 * dayMs
  await commit(store, [{ stream: "poll/p1", expect: 0, events: [{ type: "poll.closing", poll: "p1" }] }], {
    at: now,
  })
  expect(await store.expire(now, 120)).toBe(1)
  const programme = async () => (await store.read("programme")).events.map((e) => e.event)
  expect(await programme()).toEqual([
    { type: "manager.added", person: anna.id, by: "gone-2026-01-1" },
    { type: "programme.paused", by: "gone-2026-01-1" },
  ])
  expect(await store.expire(now, 120)).toBe(0)
  await store.forget(anna.id, "hash")
  const later = await start(killFiles({ disk: files.left() }))
  expect(await later.expire(now, 120)).toBe(1)
  expect(JSON.stringify(await all(later))).not.toContain(anna.id)
  expect(await store.expire(now, 120)).toBe(1)
  expect([...files.left().values()].map(String).join()).not.toContain(anna.id)
})
