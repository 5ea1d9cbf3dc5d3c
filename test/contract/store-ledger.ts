import { expect } from "vitest"
import type { Append, Cause, Commit, NewRow, Recorded, Store } from "../../src/app/ports.ts"
import { streams } from "../../src/domain/id.ts"
import { dayMs } from "../../src/domain/time.ts"
import type { StorePromise } from "./store.ts"
import { all, at, commit, loggedIn, met, pageAfter, row } from "./store-material.ts"

export const ledgerPromises: StorePromise[] = [
  {
    name: "positions count from 1 over the ledger and versions from 1 in each stream, and each event comes back as it went in",
    check: async ({ store }) => {
      const first = await commit(store, [met("anna2345", 0), loggedIn("r.1", "anna2345", 0)])
      const second = await commit(store, [{ ...met("anna2345", 1), events: [...met("anna2345").events] }], {
        at: at + 5,
      })
      expect(first).toEqual({ type: "committed", position: 3 })
      expect(second).toEqual({ type: "committed", position: 4 })
      const [event] = met("anna2345").events
      const [joined, logged] = loggedIn("r.1", "anna2345").events
      const part = streams.part("r.1", "anna2345")
      const expected: Recorded[] = [
        { position: 1, stream: "member/anna2345", version: 1, at, event: must(event) },
        { position: 2, stream: part, version: 1, at, event: must(joined) },
        { position: 3, stream: part, version: 2, at, event: must(logged) },
        { position: 4, stream: "member/anna2345", version: 2, at: at + 5, event: must(event) },
      ]
      expect(await store.since(0, 100)).toEqual(expected)
      expect(await store.read("member/anna2345")).toEqual({ events: [expected[0], expected[3]], version: 2 })
      expect(await store.read(part)).toEqual({ events: [expected[1], expected[2]], version: 2 })
    },
  },
  {
    name: "a stream that nobody wrote to has version 0 and no events",
    check: async ({ store }) => {
      expect(await store.read("poll/p9")).toEqual({ events: [], version: 0 })
      expect(await store.since(0, 10)).toEqual([])
    },
  },
  {
    name: "`since` gives the ledger in pages of any size, without gap or double",
    check: async ({ store }) => {
      for (let i = 0; i < 7; i++) await commit(store, [loggedIn(`r.${i}`, "anna2345", 0), met("anna2345")])
      for (const limit of [1, 2, 3, 4, 20, 21, 22, 1000]) {
        const found = await all(store, limit)
        expect(found.map((e) => e.position)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1))
      }
      expect((await store.since(4, 2)).map((e) => e.position)).toEqual([5, 6])
      expect(await store.since(21, 5)).toEqual([])
    },
  },
  {
    name: "a stale version is a conflict, and nothing of that commit stands: no other append, no message, no cause",
    check: async ({ store }) => {
      await commit(store, [met("anna2345", 0)])
      const cause: Cause = { hash: "c-half", facts: { n: 1 } }
      const half = { appends: [met("bram2345", 0), met("anna2345", 0)], cause, outbox: [row("row-half")] }
      expect(await store.commit({ at, ...half })).toEqual({ type: "conflict" })
      expect(await all(store)).toHaveLength(1)
      expect((await store.read("member/bram2345")).version).toBe(0)
      expect(await store.outbox.waiting()).toEqual([])
      expect(await store.commit({ at, ...half, appends: [met("bram2345", 0), met("anna2345", 1)] })).toEqual({
        type: "committed",
        position: 3,
      })
      expect((await store.outbox.waiting()).map((r) => r.id)).toEqual(["row-half"])
    },
  },
  {
    name: 'a version from the future is a conflict, and "any" never is',
    check: async ({ store }) => {
      expect(await commit(store, [met("anna2345", 1)])).toEqual({ type: "conflict" })
      expect((await commit(store, [met("anna2345", "any")])).type).toBe("committed")
      expect((await commit(store, [met("anna2345", "any")])).type).toBe("committed")
      expect((await store.read("member/anna2345")).version).toBe(2)
    },
  },
  {
    name: "of fifty parallel commits on one version exactly one is accepted",
    check: async ({ store }) => {
      const tries = Array.from({ length: 50 }, () => commit(store, [met("anna2345", 0)]))
      const types = (await Promise.all(tries)).map((result) => result.type)
      expect(types.filter((type) => type === "committed")).toHaveLength(1)
      expect(types.filter((type) => type === "conflict")).toHaveLength(49)
      expect((await store.read("member/anna2345")).version).toBe(1)
    },
  },
  {
    name: "fifty who read, decide and try again after a conflict all get through",
    check: async ({ store }) => {
      const add = async () => {
        for (let tries = 0; tries < 200; tries++) {
          // Only what the ledger tells, as boards do: a store must not leave them with what is already outdated.
          const version = (await store.since(0, 1000)).length
          if ((await commit(store, [met("anna2345", version)])).type === "committed") return
        }
        throw new Error("never got through")
      }
      await Promise.all(Array.from({ length: 50 }, add))
      expect((await store.read("member/anna2345")).version).toBe(50)
    },
  },
  {
    name: "a guard checks its stream and changes nothing in it",
    check: async ({ store }) => {
      const guard = (version: number): Append => ({ stream: "poll/p1", expect: version, events: [] })
      await commit(store, [{ stream: "poll/p1", expect: 0, events: [{ type: "poll.closing", poll: "p1" }] }])
      expect((await commit(store, [guard(0), met("anna2345", 0)])).type).toBe("conflict")
      expect((await commit(store, [guard(1), met("anna2345", 0)])).type).toBe("committed")
      expect((await commit(store, [guard(1)])).type).toBe("committed")
      expect((await commit(store, [guard(2)])).type).toBe("conflict")
      expect((await store.read("poll/p1")).version).toBe(1)
      expect(await all(store)).toHaveLength(2)
    },
  },
  {
    name: "no vote that guards on its poll lands after the poll's closing, however they race",
    check: async ({ store }) => {
      const vote = (i: number) =>
        commit(store, [{ stream: "poll/p1", expect: 0, events: [] }, met(`voter${i}`)])
      const closing: Append = { stream: "poll/p1", expect: 0, events: [{ type: "poll.closing", poll: "p1" }] }
      const race = [...Array(20).keys()].map((i) => (i === 10 ? commit(store, [closing]) : vote(i)))
      const results = await Promise.all(race)
      expect(results[10]?.type).toBe("committed")
      const events = await all(store)
      expect(events.at(-1)?.stream).toBe("poll/p1")
      expect(events).toHaveLength(results.filter((r) => r.type === "committed").length)
    },
  },
  {
    name: "parallel commits all land once, each where its answer says",
    check: async ({ store }) => {
      const people = Array.from({ length: 100 }, (_, i) => `person${100 + i}`)
      const results = await Promise.all(people.map((p) => commit(store, [met(p, 0)])))
      const events = await all(store, 7)
      expect(events.map((e) => e.position)).toEqual(people.map((_, i) => i + 1))
      for (const [i, result] of results.entries()) {
        const position = result.type === "committed" ? result.position : 0
        expect(events[position - 1]?.stream).toBe(`member/${people[i]}`)
      }
    },
  },
  {
    name: "a reader that follows `since` while others write misses nothing",
    check: async ({ store }) => {
      const people = Array.from({ length: 60 }, (_, i) => `person${100 + i}`)
      let writing = true
      const writers = Promise.all(people.map((p) => commit(store, [met(p, 0), loggedIn("r.1", p, 0)])))
      const done = writers.finally(() => {
        writing = false
      })
      const seen: number[] = []
      for (let more = true; more; ) {
        const wrote = !writing
        const page = await pageAfter(store, seen.at(-1) ?? 0, 13)
        seen.push(...page.map((e) => e.position))
        more = page.length > 0 || !wrote
        await new Promise((go) => setImmediate(go))
      }
      await done
      expect(seen).toEqual(Array.from({ length: 180 }, (_, i) => i + 1))
    },
  },
  {
    name: "what a writer does to its objects afterwards, or a reader to what it got, changes nothing",
    check: async ({ store }) => {
      const append = met("anna2345", 0)
      const mine: Commit = { at, cause: null, appends: [append], outbox: [row("row-1")] }
      const going = store.commit(mine)
      append.events.length = 0
      Object.assign(must(mine.outbox[0]), { id: "changed" } satisfies Partial<NewRow>)
      await going
      const [got] = await store.since(0, 1)
      Object.assign(must(got).event, { person: "changed" })
      expect((await store.since(0, 1))[0]?.event).toEqual({ type: "member.met", person: "anna2345" })
      expect((await store.outbox.waiting()).map((r) => r.id)).toEqual(["row-1"])
    },
  },
  ...causePromises(),
  {
    name: "a new process finds the ledger as the last one left it",
    check: async ({ store, reopen }) => {
      if (!reopen) return
      for (let i = 0; i < 5; i++) await commit(store, [met("anna2345", i), loggedIn("r.1", "bram2345")])
      const before = await all(store)
      const later = await reopen()
      expect(await all(later)).toEqual(before)
      expect((await commit(later, [met("anna2345", 4)])).type).toBe("conflict")
      expect(await commit(later, [met("anna2345", 5)])).toEqual({ type: "committed", position: 16 })
    },
  },
]

function causePromises(): StorePromise[] {
  const cause = { hash: "c-1", facts: { message: "1700.1", stream: "poll/p1", number: 3 } }
  const again = (store: Store, q: Partial<Commit> = {}) =>
    store.commit({ at, cause, appends: [met("anna2345", "any")], outbox: [row("row-1")], ...q })
  return [
    {
      name: "the same cause happens once; later ones get its facts",
      check: async ({ store }) => {
        expect((await again(store)).type).toBe("committed")
        expect(await again(store)).toEqual({ type: "duplicate", facts: cause.facts })
        const other = { hash: "c-1", facts: { other: "facts" } }
        expect(await again(store, { cause: other })).toEqual({ type: "duplicate", facts: cause.facts })
        expect(await all(store)).toHaveLength(1)
        expect(await store.outbox.waiting()).toHaveLength(1)
        expect((await again(store, { cause: { hash: "c-2", facts: {} }, outbox: [] })).type).toBe("committed")
      },
    },
    {
      name: "the same cause fifty times at once happens once",
      check: async ({ store }) => {
        const results = await Promise.all(Array.from({ length: 50 }, () => again(store)))
        expect(results.filter((r) => r.type === "committed")).toHaveLength(1)
        expect(results.filter((r) => r.type === "duplicate")).toEqual(
          Array(49).fill({ type: "duplicate", facts: cause.facts }),
        )
        expect(await all(store)).toHaveLength(1)
      },
    },
    {
      name: "a redelivery is a duplicate and no conflict, though its stream has moved on",
      check: async ({ store }) => {
        expect((await again(store, { appends: [met("anna2345", 0)] })).type).toBe("committed")
        expect((await again(store, { appends: [met("anna2345", 0)] })).type).toBe("duplicate")
      },
    },
    {
      name: "a cause is known without any event, for 35 days, and to the next process",
      check: async ({ store, reopen }) => {
        await store.commit({ at, cause, appends: [], outbox: [] })
        for (let day = 1; day <= 34; day++) await commit(store, [met("bram2345")], { at: at + day * dayMs })
        const later = { at: at + 34 * dayMs }
        expect(await again(store, later)).toEqual({ type: "duplicate", facts: cause.facts })
        if (reopen)
          expect(await again(await reopen(), later)).toEqual({ type: "duplicate", facts: cause.facts })
      },
    },
  ]
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("missing")
  return value
}
