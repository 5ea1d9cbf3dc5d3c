import { expect } from "vitest"
import type { NewRow, Store } from "../../src/app/ports.ts"
import { hourMs, minuteMs } from "../../src/domain/time.ts"
import type { StorePromise } from "./store.ts"
import { all, at, commit, ended, met, row } from "./store-material.ts"

const leaseMs = 30_000
const ids = (rows: NewRow[]) => rows.map((r) => r.id)
const claim = (store: Store, now = at, limit = 100) => store.outbox.claim({ now, limit, leaseMs })
const enqueue = (store: Store, rows: NewRow[]) => commit(store, [], { outbox: rows })

export const outboxPromises: StorePromise[] = [
  {
    name: "messages enqueued with a commit wait as they were written, and are claimed oldest first when due",
    check: async ({ store }) => {
      const rows = [row("a"), row("b", { notBefore: at + hourMs }), row("c"), row("d")]
      await enqueue(store, rows.slice(0, 2))
      await enqueue(store, rows.slice(2))
      expect(await store.outbox.waiting()).toEqual(rows)
      const first = await claim(store, at, 2)
      expect(first).toEqual([row("a"), row("c")].map((r) => ({ ...r, attempt: 1, leaseUntil: at + leaseMs })))
      expect(ids(await store.outbox.waiting())).toEqual(["b", "d"])
      expect(ids(await claim(store))).toEqual(["d"])
      expect(ids(await claim(store, at + hourMs - 1))).toEqual([])
      expect(ids(await claim(store, at + hourMs))).toEqual(["b"])
    },
  },
  {
    name: "a message whose turn is not now is left where it is, and keeps nobody from the next",
    check: async ({ store }) => {
      const to = { person: "anna2345" }
      await enqueue(store, [row("a"), row("b", { to: { place: "plc2" } }), row("c", { to }), row("d")])
      const leave = (q: { to?: string[]; persons?: boolean }) => ({
        to: new Set(q.to ?? []),
        persons: q.persons ?? false,
      })
      const first = row("a").to
      const place = "place" in first ? first.place : ""
      const claimLeaving = (q: { to?: string[]; persons?: boolean }) =>
        store.outbox.claim({ now: at, limit: 1, leaseMs, leave: leave(q) })
      expect(ids(await claimLeaving({ to: [place, "plc2"], persons: true }))).toEqual([])
      expect(ids(await claimLeaving({ to: [place, "plc2", "anna2345"] }))).toEqual([])
      expect(await store.outbox.anyDue(at)).toBe(true)
      expect(ids(await claimLeaving({ to: [place], persons: true }))).toEqual(["b"])
      expect(ids(await claimLeaving({ to: [place] }))).toEqual(["c"])
      expect(ids(await claim(store))).toEqual(["a", "d"])
      expect(await store.outbox.anyDue(at + hourMs)).toBe(false)
    },
  },
  {
    name: "each message has one claimer, however many ask at once",
    check: async ({ store }) => {
      await enqueue(
        store,
        Array.from({ length: 40 }, (_, i) => row(`row-${i}`)),
      )
      const claims = await Promise.all(Array.from({ length: 20 }, () => claim(store, at, 3)))
      const more = await Promise.all(Array.from({ length: 20 }, () => claim(store, at, 3)))
      const got = [...claims, ...more].flatMap(ids)
      expect(new Set(got).size).toBe(40)
      expect(got).toHaveLength(40)
      for (const one of claims) expect(one.length).toBeLessThanOrEqual(3)
    },
  },
  {
    name: "a message whose claimer says nothing is stranded from its lease's end, and never claimed again",
    check: async ({ store }) => {
      await enqueue(store, [row("a"), row("b")])
      await claim(store, at, 1)
      expect(await store.outbox.stranded(at + leaseMs - 1)).toEqual([])
      expect(await store.outbox.stranded(at + leaseMs)).toEqual([
        { ...row("a"), attempt: 1, leaseUntil: at + leaseMs },
      ])
      expect(ids(await claim(store, at + hourMs))).toEqual(["b"])
      await store.outbox.settle("a", at, { type: "done", event: ended("a", "uncertain") })
      expect(await store.outbox.stranded(at + leaseMs)).toEqual([])
    },
  },
  {
    name: "a settled message is over, and its end stands in the ledger once",
    check: async ({ store }) => {
      await enqueue(store, [row("a"), row("b")])
      await claim(store)
      await store.outbox.settle("a", at + 7, { type: "done", event: ended("a") })
      const end = { position: 1, stream: "delivery/a", version: 1, at: at + 7, event: ended("a") }
      expect(await all(store)).toEqual([end])
      expect(await store.read("delivery/a")).toEqual({ events: [end], version: 1 })
      await store.outbox.settle("a", at + 8, { type: "done", event: ended("a", "failed") })
      await store.outbox.settle("a", at + 8, { type: "retry", at })
      const parallel = [1, 2, 3].map(() => store.outbox.settle("b", at, { type: "done", event: ended("b") }))
      await Promise.all(parallel)
      expect((await all(store)).map((e) => e.stream)).toEqual(["delivery/a", "delivery/b"])
      expect(await claim(store, at + hourMs)).toEqual([])
      expect(await store.outbox.waiting()).toEqual([])
      expect(await store.outbox.stranded(at + hourMs)).toEqual([])
    },
  },
  {
    name: "a message that waits can be ended without a claim: stopping takes the queue along",
    check: async ({ store }) => {
      await enqueue(store, [row("a")])
      await store.outbox.settle("a", at, { type: "done", event: ended("a", "paused") })
      expect(await claim(store)).toEqual([])
      expect((await all(store)).map((e) => e.event)).toEqual([ended("a", "paused")])
    },
  },
  {
    name: "after a clean failure a message waits again, from the time given, and counts its tries",
    check: async ({ store }) => {
      await enqueue(store, [row("a")])
      await claim(store)
      await store.outbox.settle("a", at, { type: "retry", at: at + minuteMs })
      expect(ids(await store.outbox.waiting())).toEqual(["a"])
      expect(await store.outbox.stranded(at + hourMs)).toEqual([])
      expect(await claim(store, at + minuteMs - 1)).toEqual([])
      const [again] = await claim(store, at + minuteMs)
      expect(again).toMatchObject({ id: "a", attempt: 2, leaseUntil: at + minuteMs + leaseMs })
      expect(await all(store)).toEqual([])
    },
  },
  {
    name: "a new process finds what waits, and what was claimed is stranded at once",
    check: async ({ store, reopen }) => {
      if (!reopen) return
      await enqueue(store, [row("a"), row("b"), row("c"), row("d")])
      await commit(store, [met("anna2345")])
      await claim(store, at, 3)
      await store.outbox.settle("b", at, { type: "done", event: ended("b") })
      await store.outbox.settle("c", at, { type: "retry", at: at + 1 })
      const later = await reopen()
      expect(ids(await later.outbox.stranded(at))).toEqual(["a"])
      expect(ids(await later.outbox.waiting()).sort()).toEqual(["c", "d"])
      const claimed = await claim(later, at + 1)
      expect(claimed.map((r) => [r.id, r.attempt]).sort()).toEqual([
        ["c", 2],
        ["d", 1],
      ])
      expect((await all(later)).map((e) => e.stream)).toEqual(["member/anna2345", "delivery/b"])
    },
  },
]
