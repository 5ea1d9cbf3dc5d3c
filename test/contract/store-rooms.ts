import { expect } from "vitest"
import type { Person, Store, TypedText } from "../../src/app/ports.ts"
import { dayMs } from "../../src/domain/time.ts"
import type { StorePromise } from "./store.ts"
import { all, at, commit, ended, loggedIn, met, person, row } from "./store-material.ts"

const anna = "anna2345"
const bram = "bram2345"
const text = (owner: string | null, words: string): TypedText => ({ owner, text: words, expiresAt: null, at })
const sorted = async <V>(room: { all(): Promise<[string, V][]> }) =>
  (await room.all()).sort(([a], [b]) => (a < b ? -1 : 1))

export const roomPromises: StorePromise[] = [
  {
    name: "small state is put, read, listed and deleted by key",
    check: async ({ store }) => {
      const { people } = store
      expect(await people.get(anna)).toBeUndefined()
      await people.put(anna, person(anna, "U1"))
      await people.put(bram, person(bram, "U2"))
      await people.put(anna, person(anna, "U3"))
      expect(await people.get(anna)).toEqual(person(anna, "U3"))
      expect(await sorted(people)).toEqual([
        [anna, person(anna, "U3")],
        [bram, person(bram, "U2")],
      ])
      await people.delete(anna)
      await people.delete("nobody22")
      expect(await people.get(anna)).toBeUndefined()
      expect(await sorted(people)).toEqual([[bram, person(bram, "U2")]])
    },
  },
  {
    name: "many rows are put at once, and writes to one key hold in their order",
    check: async ({ store }) => {
      const many = Array.from({ length: 200 }, (_, i): [string, Person] => [
        `p${i}`,
        person(`p${i}`, `U${i}`),
      ])
      await store.people.putAll(many)
      await store.people.putAll([])
      expect(await sorted(store.people)).toEqual([...many].sort(([a], [b]) => (a < b ? -1 : 1)))
      await Promise.all([
        store.people.put("p1", person("p1", "first")),
        store.people.delete("p1"),
        store.people.put("p1", person("p1", "last")),
        store.people.delete("p2"),
      ])
      expect((await store.people.get("p1"))?.key).toBe("last")
      expect(await store.people.get("p2")).toBeUndefined()
    },
  },
  {
    name: "rooms are apart, hold any JSON, and hand out copies",
    check: async ({ store }) => {
      await store.snapshots.put("k", { a: [1, null, "é"], b: null })
      await store.snapshots.put("null", null)
      await store.texts.put("k", text(null, "“Zon”\n\u2028op het dak"))
      await store.keys.put("k", { sealed: "s", at })
      await store.forgotten.put("k", { roster: [] })
      const place = {
        id: "k",
        key: "C1",
        name: "Plein",
        language: "nl" as const,
        timeZone: "Europe/Amsterdam",
      }
      await store.places.put("k", place)
      place.name = "changed"
      Object.assign((await store.snapshots.get("k")) as object, { a: "changed" })
      expect(await store.snapshots.get("k")).toEqual({ a: [1, null, "é"], b: null })
      expect(await store.snapshots.get("null")).toBeNull()
      expect(await store.texts.get("k")).toEqual(text(null, "“Zon”\n\u2028op het dak"))
      expect(await store.keys.all()).toEqual([["k", { sealed: "s", at }]])
      expect(await store.forgotten.get("k")).toEqual({ roster: [] })
      expect((await store.places.get("k"))?.name).toBe("Plein")
      expect(await store.people.get("k")).toBeUndefined()
    },
  },
  {
    name: "a new process finds small state as the last one left it",
    check: async ({ store, reopen }) => {
      if (!reopen) return
      await store.people.putAll([
        [anna, person(anna, "U1")],
        [bram, person(bram, "U2")],
      ])
      await store.people.delete(anna)
      await store.snapshots.put("2026-Q1", { n: 1 })
      const later = await reopen()
      expect(await later.people.all()).toEqual([[bram, person(bram, "U2")]])
      expect(await later.snapshots.all()).toEqual([["2026-Q1", { n: 1 }]])
    },
  },
  {
    name: "forgetting deletes a person, their texts and their waiting messages, and remembers the hash with the roster",
    check: async ({ store, reopen }) => {
      await forgetAnna(store)
      const check = async (s: Store) => {
        expect(await s.people.all()).toEqual([[bram, person(bram, "U2")]])
        expect(await s.texts.all()).toEqual([["t2", text(bram, "b")]])
        expect(await s.forgotten.all()).toEqual([["hash-anna", { roster: person(anna, "U1").roster }]])
        expect((await s.outbox.waiting()).map((r) => r.id)).toEqual(["to-bram", "to-place"])
        expect(await all(s)).toHaveLength(2)
      }
      await check(store)
      await store.forget(anna, "hash-anna")
      await check(store)
      if (reopen) await check(await reopen())
    },
  },
  {
    name: "months that ended long enough ago lose their persons, once; counts, positions and versions stay",
    check: async ({ store, reopen }) => {
      await fillMonths(store)
      const before = await all(store)
      const end = Date.UTC(2026, 1, 1) + 120 * dayMs
      expect(await store.expire(end - 1, 120)).toBe(0)
      expect(await all(store)).toEqual(before)
      expect(await store.expire(end, 120)).toBe(1)
      expect(await store.expire(end, 120)).toBe(0)
      await checkExpired(store, before)
      if (!reopen) return
      const later = await reopen()
      await checkExpired(later, before)
      expect(await later.expire(end, 120)).toBe(0)
      expect((await later.read("member/anna2345")).version).toBe(4)
    },
  },
]

async function forgetAnna(store: Store): Promise<void> {
  await store.people.putAll([
    [anna, person(anna, "U1")],
    [bram, person(bram, "U2")],
  ])
  await store.texts.putAll([
    ["t1", text(anna, "a")],
    ["t2", text(bram, "b")],
  ])
  await commit(store, [met(anna)], {
    outbox: [
      row("to-anna", { to: { person: anna } }),
      row("to-bram", { to: { person: bram } }),
      row("to-place"),
    ],
  })
  await commit(store, [
    { stream: "member/anna2345", expect: 1, events: [{ type: "member.forgotten", person: anna }] },
  ])
  await store.forget(anna, "hash-anna")
}

async function fillMonths(store: Store): Promise<void> {
  const later = Date.UTC(2026, 4, 2)
  await store.places.put("place234", {
    id: "place234",
    key: "C1",
    name: "Plein",
    language: "nl",
    timeZone: "Europe/Amsterdam",
  })
  await commit(store, [met(anna), loggedIn("r.1", anna), met(bram), loggedIn("r.1", bram)], {
    outbox: [row("to-anna", { to: { person: anna } })],
    cause: { hash: "c-1", facts: { stream: "member/anna2345" } },
  })
  await commit(store, [
    { stream: "day/anna2345/2026-01-15", expect: 0, events: met(anna).events },
    { stream: "day/place234/2026-01-15", expect: 0, events: [{ type: "poll.closing", poll: "p1" }] },
    { stream: "poll/p1", expect: 0, events: [{ type: "poll.closing", poll: "p1" }] },
    { stream: "reply/n1/bram2345", expect: 0, events: met(bram).events },
    { stream: "ballot/p1/anna2345", expect: 0, events: met(anna).events },
  ])
  const delivered = { ...ended("to-anna"), to: { person: anna } }
  await store.outbox.settle("to-anna", at, { type: "done", event: delivered })
  for (let i = 1; i < 4; i++) await commit(store, [met(anna, i), loggedIn("r.1", bram)], { at: later })
}

async function checkExpired(store: Store, before: Awaited<ReturnType<typeof all>>): Promise<void> {
  const after = await all(store)
  const bare = (events: typeof before) =>
    events.map((e) => ({
      position: e.position,
      version: e.version,
      at: e.at,
      type: e.event.type,
      amount: "amount" in e.event ? e.event.amount : 0,
      stream: e.stream.split("/")[0],
    }))
  expect(bare(after)).toEqual(bare(before))
  const old = (events: typeof before) => events.filter((e) => e.at === at)
  expect(JSON.stringify(old(after))).not.toMatch(/anna2345|bram2345/)
  expect(after.filter((e) => e.at !== at)).toEqual(before.filter((e) => e.at !== at))
  const people = (events: typeof before) =>
    new Set(old(events).flatMap((e) => ("person" in e.event ? [e.event.person] : [])))
  expect(people(after).size).toBe(2)
  const delivered = after.map((e) => e.event).find((e) => e.type === "delivery.settled")
  // The platform's message id of a personal chat would tell whose it was.
  expect(delivered).toMatchObject({ outcome: "sent", ref: null })
  const places = old(after).map((e) => e.stream)
  expect(places).toContain("day/place234/2026-01-15")
  expect((await store.read("poll/p1")).version).toBe(1)
  // The person lives on in later months.
  const { events, version } = await store.read("member/anna2345")
  expect([events.map((e) => e.version), version]).toEqual([[2, 3, 4], 4])
}
