import { expect, it } from "vitest"
import type { ClaimedRow, Recorded, Room, Store } from "../../src/app/ports.ts"
import { keeps, type OpenStore, storePromises } from "../contract/store.ts"
import { openInMemory } from "./in-memory.ts"

/** Each breaks one promise in one way; the contract suite must see every one of them. */
const faults: Record<string, (store: Store) => Partial<Store>> = {
  "loses the last event of a commit": (s) => ({
    commit: (c) =>
      s.commit({ ...c, appends: c.appends.map((a) => ({ ...a, events: a.events.slice(0, 1) })) }),
  }),
  "doubles an event": (s) => ({
    commit: (c) =>
      s.commit({ ...c, appends: c.appends.map((a) => ({ ...a, events: [...a.events, ...a.events] })) }),
  }),
  "gives the ledger out of order": (s) => ({
    since: async (position, limit) => (await s.since(position, limit)).reverse(),
  }),
  "leaves a gap in the ledger": (s) => ({
    since: async (position, limit) => (await s.since(position, limit)).filter((e) => e.position !== 4),
  }),
  "gives less than a page before the end": (s) => ({ since: (position) => s.since(position, 1) }),
  "gives the event at the position itself again": (s) => ({
    since: (position, limit) => s.since(Math.max(0, position - 1), limit),
  }),
  "tells a stale version": (s) => ({
    read: async (stream) => {
      const { events, version } = await s.read(stream)
      return { events, version: Math.max(0, version - 1) }
    },
  }),
  "commits half of two appends": (s) => ({
    commit: async (c) => {
      const [first, ...others] = c.appends
      if (!first || others.length === 0) return s.commit(c)
      const half = await s.commit({ ...c, appends: [first] })
      return half.type === "committed" ? s.commit({ ...c, cause: null, outbox: [], appends: others }) : half
    },
  }),
  "keeps the messages of a commit that failed": (s) => ({
    commit: async (c) => {
      const result = await s.commit(c)
      if (result.type === "conflict") await s.commit({ ...c, appends: [], cause: null })
      return result
    },
  }),
  "ignores guards": (s) => ({
    commit: (c) => s.commit({ ...c, appends: c.appends.filter((a) => a.events.length > 0) }),
  }),
  "ignores versions": (s) => ({
    commit: (c) => s.commit({ ...c, appends: c.appends.map((a) => ({ ...a, expect: "any" as const })) }),
  }),
  "ignores causes": (s) => ({ commit: (c) => s.commit({ ...c, cause: null }) }),
  "forgets a cause's facts": (s) => ({
    commit: async (c) => {
      const result = await s.commit(c)
      return result.type === "duplicate" ? { ...result, facts: {} } : result
    },
  }),
  "knows a cause of an event only": (s) => ({
    commit: (c) => s.commit(c.appends.length > 0 ? c : { ...c, cause: null }),
  }),
  "looks at the version before the cause": (s) => ({
    commit: async (c) => {
      for (const { stream, expect } of c.appends)
        if (expect !== "any" && (await s.read(stream)).version !== expect) return { type: "conflict" }
      return s.commit(c)
    },
  }),
  "answers before it did anything": (s) => ({
    commit: async (c) => {
      setImmediate(() => void s.commit(c))
      return { type: "committed", position: (await s.since(0, 1e6)).length + 1 }
    },
  }),
  "tells a wrong position": (s) => ({
    commit: async (c) => {
      const result = await s.commit(c)
      return result.type === "committed" ? { ...result, position: result.position + 1 } : result
    },
  }),
  "keeps the caller's object": (s) => ({
    commit: async (c) => {
      await new Promise((go) => setImmediate(go))
      return s.commit(c)
    },
  }),
  ...outboxFaults(),
  ...roomFaults(),
}

function outboxFaults(): typeof faults {
  const outbox = (s: Store, q: Partial<Store["outbox"]>) => ({ outbox: { ...s.outbox, ...q } })
  return {
    "claims a row for two": (s) => {
      let last: ClaimedRow[] = []
      return outbox(s, {
        claim: async (q) => {
          const rows = await s.outbox.claim(q)
          const both = rows.length > 0 ? rows : last
          last = rows
          return both
        },
      })
    },
    "claims what is not due": (s) => outbox(s, { claim: (q) => s.outbox.claim({ ...q, now: q.now + 1e9 }) }),
    "claims more than was asked": (s) => outbox(s, { claim: (q) => s.outbox.claim({ ...q, limit: 100 }) }),
    "claims the newest first": (s) => outbox(s, { claim: async (q) => (await s.outbox.claim(q)).reverse() }),
    "forgets a settlement": (s) => outbox(s, { settle: async () => {} }),
    "forgets the event of a settlement": (s) =>
      outbox(s, {
        settle: (row, at, settlement) =>
          s.outbox.settle(
            row,
            at,
            settlement.type === "done" ? { type: "retry", at: at + 1e12 } : settlement,
          ),
      }),
    "settles twice": (s) =>
      outbox(s, {
        settle: async (row, at, settlement) => {
          await s.outbox.settle(row, at, settlement)
          if (settlement.type !== "done") return
          const appends = [{ stream: `delivery/${row}`, expect: "any" as const, events: [settlement.event] }]
          await s.commit({ at, cause: null, appends, outbox: [] })
        },
      }),
    "tries again at once": (s) =>
      outbox(s, {
        settle: (row, at, settlement) =>
          s.outbox.settle(row, at, settlement.type === "retry" ? { type: "retry", at: 0 } : settlement),
      }),
    "knows of no stranded rows": (s) => outbox(s, { stranded: async () => [] }),
    "calls a row stranded within its lease": (s) =>
      outbox(s, { stranded: (now) => s.outbox.stranded(now + 1e9) }),
    "says that a claimed row waits": (s) =>
      outbox(s, { waiting: async () => [...(await s.outbox.waiting()), ...(await s.outbox.stranded(1e15))] }),
  }
}

function roomFaults(): typeof faults {
  const people = (s: Store, q: Partial<Room<Awaited<ReturnType<Store["people"]["all"]>>[0][1]>>) => ({
    people: { ...s.people, ...q },
  })
  return {
    "puts half of many": (s) =>
      people(s, { putAll: (entries) => s.people.putAll(entries.slice(0, Math.ceil(entries.length / 2))) }),
    "does not delete": (s) => people(s, { delete: async () => {} }),
    "puts once only": (s) =>
      people(s, {
        put: async (key, value) => ((await s.people.get(key)) ? undefined : s.people.put(key, value)),
      }),
    "mixes two rooms": (s) => ({
      places: s.snapshots as Store["places"],
      keys: s.snapshots as Store["keys"],
    }),
    "leaves a forgotten person's texts": (s) => ({
      forget: async (person, hash) => {
        const texts = await s.texts.all()
        await s.forget(person, hash)
        await s.texts.putAll(texts)
      },
    }),
    "leaves a forgotten person": (s) => ({
      forget: async (person, hash) => {
        const known = await s.people.get(person)
        await s.forget(person, hash)
        if (known) await s.people.put(person, known)
      },
    }),
    "forgets that it forgot": (s) => ({
      forget: async (person, hash) => {
        await s.forget(person, hash)
        await s.forgotten.delete(hash)
      },
    }),
    "leaves persons in old months": () => ({ expire: async () => 1 }),
    "removes persons too early": (s) => ({ expire: (now, days) => s.expire(now, days - 1) }),
    "loses old events with their persons": (s) => {
      let expired = false
      return {
        expire: async (now, days) => {
          const months = await s.expire(now, days)
          expired ||= months > 0
          return months
        },
        since: async (position, limit) =>
          (await s.since(position, limit)).filter((e: Recorded) => !expired || !e.stream.startsWith("part/")),
      }
    },
  }
}

/** What a new process finds differs from what was acknowledged. */
const lapses: Record<string, (store: Store) => Partial<Store>> = {
  "loses the last event at a restart": (s) => ({
    since: async (position, limit) => {
      const last = (await s.since(0, 1e6)).length
      return (await s.since(position, limit)).filter((e) => e.position < last)
    },
  }),
  "loses a row at a restart": (s) => ({
    outbox: { ...s.outbox, waiting: async () => (await s.outbox.waiting()).slice(1) },
  }),
  "loses claims at a restart": (s) => ({ outbox: { ...s.outbox, stranded: async () => [] } }),
  "loses small state at a restart": (s) => ({ snapshots: { ...s.snapshots, all: async () => [] } }),
  "loses causes at a restart": (s) => ({ commit: (c) => s.commit({ ...c, cause: null }) }),
}

function broken(q: { now?: (s: Store) => Partial<Store>; later?: (s: Store) => Partial<Store> }): OpenStore {
  const apply = (store: Store, fault?: (s: Store) => Partial<Store>) =>
    fault ? { ...store, ...fault(store) } : store
  return async () => {
    const { store, reopen, end } = await openInMemory()
    return {
      store: apply(store, q.now),
      ...(reopen ? { reopen: async () => apply(await reopen(), q.now ?? q.later) } : {}),
      end,
    }
  }
}

async function promisesBroken(open: OpenStore): Promise<string[]> {
  const failed: string[] = []
  for (const promise of storePromises) await keeps(promise, open).catch(() => failed.push(promise.name))
  return failed
}

it.for(Object.entries(faults))("the contract suite sees a store that %s", async ([, now]) => {
  expect(await promisesBroken(broken({ now }))).not.toEqual([])
})

it.for(Object.entries(lapses))("the contract suite sees a store that %s", async ([, later]) => {
  expect(await promisesBroken(broken({ later }))).not.toEqual([])
})

it("the contract suite finds nothing in a whole store", async () => {
  expect(await promisesBroken(broken({}))).toEqual([])
})
