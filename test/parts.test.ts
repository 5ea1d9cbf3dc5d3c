import { expect, test } from "vitest"
import { openMemoryStore } from "../adapters/lowdb/index.ts"
import { keepParts, partsMax } from "../src/app/parts.ts"
import type { Store } from "../src/app/ports.ts"
import type { Event } from "../src/domain/event.ts"
import { streams } from "../src/domain/id.ts"
import { refuse } from "../src/domain/refusal.ts"
import { openWorld, said } from "./support/world.ts"

const at = Date.UTC(2026, 10, 19, 9)
const run = "c.1"
const joined = (person: string) => ({ type: "part.joined" as const, run, challenge: "c", person })
const left = (person: string) => ({ type: "part.left" as const, run, challenge: "c", person })

/** What another process of the same organisation writes meanwhile. */
async function behindItsBack(store: Store, stream: string, events: Event[]) {
  const done = await store.commit({
    at,
    cause: null,
    appends: [{ stream, expect: "any", events }],
    outbox: [],
  })
  expect(done.type).toBe("committed")
}

/** The store, and how often it was asked for a stream. */
async function countingStore() {
  const asked = { times: 0 }
  const store = await openMemoryStore()
  const read = (stream: string) => {
    asked.times++
    return store.read(stream)
  }
  return { store: { ...store, read }, asked }
}

test("a part that was written here is not read again", async () => {
  const { store, asked } = await countingStore()
  const parts = keepParts(store)
  const first = await parts.decide("part/c.1/ana", { surely: false }, () => [joined("ana")])
  if (!("events" in first)) throw new Error("refused")
  expect(parts.wrote(first, at)).toEqual({ joined: true, logs: [] })
  const next = await parts.decide("part/c.1/ana", { surely: false }, (part) =>
    part.joined ? [left("ana")] : refuse("challenge.unknown"),
  )
  expect(next).toMatchObject({ version: 1, events: [left("ana")] })
  expect(asked.times).toBe(1)
})

test.each([
  ["a no", refuse("challenge.unknown")],
  ["that there is nothing to do", []],
])("%s is never said by what may be old", async (_, otherwise) => {
  const { store } = await countingStore()
  const parts = keepParts(store)
  const stream = "part/c.1/ana"
  expect((await parts.read(stream)).joined).toBe(false)
  await behindItsBack(store, stream, [joined("ana")])
  const decided = await parts.decide(stream, { surely: false }, (part) =>
    part.joined ? [left("ana")] : otherwise,
  )
  expect(decided).toMatchObject({ version: 1, events: [left("ana")] })
})

test("whoever was away longest is read again, and no more than so many are remembered", async () => {
  const { store, asked } = await countingStore()
  const parts = keepParts(store)
  const join = (n: number) => parts.decide(`part/c.1/p${n}`, { surely: false }, () => [joined(`p${n}`)])
  for (let n = 0; n <= partsMax; n++) await join(n)
  expect(asked.times).toBe(partsMax + 1)
  await join(partsMax)
  expect(asked.times).toBe(partsMax + 1)
  await join(0)
  expect(asked.times).toBe(partsMax + 2)
})

test("a log on a part that changed meanwhile is counted on top of it, and the cap holds", async () => {
  const w = await openWorld()
  await w.says("chadia", "here")
  await w.says("chadia", "challenge start test-cap")
  await w.says("ana", "challenge log test-cap 1")
  const logs = async () => (await w.events()).flatMap(({ event: e }) => (e.type === "part.logged" ? [e] : []))
  const [one] = await logs()
  if (!one) throw new Error("not logged")
  const elsewhere = ["another2", "another3", "another4"].map((log) => ({ ...one, log }))
  await behindItsBack(w.store, streams.part(one.run, one.person), elsewhere)
  expect(await w.says("ana", "challenge log test-cap 1")).toContain(
    said("en")("challenge.logged", { amount: "1 thing counted" }),
  )
  expect(await w.says("ana", "challenge log test-cap 1")).toContain(
    said("en")("refusal.amount.per-day", { max: 5, already: 5 }),
  )
  expect(await logs()).toHaveLength(5)
})

test("a no is said of the ledger, not of what was remembered", async () => {
  const w = await openWorld()
  await w.says("chadia", "here")
  await w.says("chadia", "challenge start test-cap")
  for (let i = 0; i < 4; i++) await w.says("ana", "challenge log test-cap 1")
  const [one] = (await w.events()).flatMap(({ event: e }) => (e.type === "part.logged" ? [e] : []))
  if (!one) throw new Error("not logged")
  await behindItsBack(w.store, streams.part(one.run, one.person), [{ ...one, log: "another2" }])
  expect(await w.says("ana", "challenge log test-cap 1")).toContain(
    said("en")("refusal.amount.per-day", { max: 5, already: 5 }),
  )
})
