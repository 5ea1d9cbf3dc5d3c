import { expect } from "vitest"
import type { Append, Commit, Committed, Person, Store } from "../../src/app/ports.ts"
import { dayMs } from "../../src/domain/time.ts"
import { all, at, ended, met, person, row } from "../contract/store-material.ts"

/** What is done to a store, one after the other. Numbers choose among what there is at that time. */
export type Op =
  | {
      op: "commit"
      appends: { who: number; expect: "now" | "stale" | "any"; events: number }[]
      cause: number | null
      rows: number
    }
  | { op: "claim"; limit: number }
  | { op: "settle"; which: number; how: "done" | "retry" }
  | { op: "people"; put: number[]; delete: number }
  | { op: "forget"; who: number }
  | { op: "days"; days: number }
  | { op: "crash"; noise: Uint8Array }

type Row = { state: "waiting" | "claimed" | "former"; attempt: number; to: string; notBefore: number }
/** The simplest store that one can think of: it keeps everything in plain lists, and a crash does it no harm. */
export type Model = {
  now: number
  events: { stream: string; version: number; at: number }[]
  causes: Map<string, { at: number; facts: Record<string, number> }>
  rows: Map<string, Row>
  people: Map<string, Person>
  texts: number
}

const leaseMs = 1000
export const nobody = (): Model => ({
  now: at,
  events: [],
  causes: new Map(),
  rows: new Map(),
  people: new Map(),
  texts: 0,
})
const who = (n: number) => `person${100 + n}`
const versionOf = (m: Model, stream: string) => m.events.filter((e) => e.stream === stream).length

/** Does it to both and compares the answers. A crash is for the caller. */
export async function step(m: Model, store: Store, op: Exclude<Op, { op: "crash" }>): Promise<void> {
  switch (op.op) {
    case "commit": {
      const commit = commitOf(m, op)
      const expected = commitInModel(m, commit)
      expect(await store.commit(commit)).toEqual(expected)
      return
    }
    case "claim": {
      const due = [...m.rows]
        .filter(([, r]) => r.state === "waiting" && r.notBefore <= m.now)
        .slice(0, op.limit)
      const claimed = await store.outbox.claim({ now: m.now, limit: op.limit, leaseMs })
      for (const [, r] of due) Object.assign(r, { state: "claimed", attempt: r.attempt + 1 })
      expect(claimed.map((r) => [r.id, r.attempt])).toEqual(due.map(([id, r]) => [id, r.attempt]))
      return
    }
    case "settle": {
      const [id, r] = [...m.rows][op.which % Math.max(1, m.rows.size)] ?? []
      if (!id || !r) return
      if (op.how === "done") {
        await store.outbox.settle(id, m.now, { type: "done", event: ended(id) })
        m.rows.delete(id)
        m.events.push({ stream: `delivery/${id}`, version: 1, at: m.now })
      } else {
        await store.outbox.settle(id, m.now, { type: "retry", at: m.now + dayMs })
        Object.assign(r, { state: "waiting", notBefore: m.now + dayMs })
      }
      return
    }
    case "people": {
      const entries = op.put.map((n): [string, Person] => [who(n), person(who(n), `U${m.events.length}`)])
      await store.people.putAll(entries)
      for (const [id, p] of entries) m.people.set(id, p)
      await store.people.delete(who(op.delete))
      m.people.delete(who(op.delete))
      return
    }
    case "forget":
      await store.forget(who(op.who), `hash-${op.who}`)
      m.people.delete(who(op.who))
      for (const [id, r] of m.rows) if (r.state === "waiting" && r.to === who(op.who)) m.rows.delete(id)
      return
    case "days":
      m.now += op.days * dayMs
      return
  }
}

function commitOf(m: Model, op: Extract<Op, { op: "commit" }>): Commit {
  const seen = new Set<number>()
  const appends = op.appends.flatMap((a): Append[] => {
    if (seen.has(a.who)) return []
    seen.add(a.who)
    const { stream, events } = met(who(a.who))
    const version = versionOf(m, stream)
    const wanted = { now: version, stale: version + 1, any: "any" as const }[a.expect]
    return [{ stream, expect: wanted, events: Array.from({ length: a.events }, () => events).flat() }]
  })
  const cause = op.cause === null ? null : { hash: `c-${op.cause}`, facts: { n: m.events.length } }
  const outbox = Array.from({ length: op.rows }, (_, i) =>
    row(`row-${m.events.length}-${m.causes.size}-${m.rows.size}-${i}`, {
      to: { person: who(i) },
      notBefore: m.now,
    }),
  ).filter((r) => !m.rows.has(r.id))
  return { at: m.now, cause, appends, outbox }
}

function commitInModel(m: Model, c: Commit): Committed {
  const known = c.cause && m.causes.get(c.cause.hash)
  if (known && c.at - known.at <= 35 * dayMs) return { type: "duplicate", facts: known.facts }
  if (c.appends.some((a) => a.expect !== "any" && a.expect !== versionOf(m, a.stream)))
    return { type: "conflict" }
  for (const { stream, events } of c.appends)
    for (const _ of events) m.events.push({ stream, version: versionOf(m, stream) + 1, at: c.at })
  if (c.cause) m.causes.set(c.cause.hash, { at: c.at, facts: c.cause.facts as Record<string, number> })
  for (const r of c.outbox)
    m.rows.set(r.id, {
      state: "waiting",
      attempt: 0,
      to: "person" in r.to ? r.to.person : "",
      notBefore: m.now,
    })
  return { type: "committed", position: m.events.length }
}

/** Whatever was claimed is a former process's now. */
export function crashInModel(m: Model): void {
  for (const r of m.rows.values()) if (r.state === "claimed") r.state = "former"
}

export async function compare(m: Model, store: Store): Promise<void> {
  const events = (await all(store, 3)).map(({ position, stream, version, at }) => ({
    position,
    stream,
    version,
    at,
  }))
  expect(events).toEqual(m.events.map((e, i) => ({ position: i + 1, ...e })))
  for (const stream of new Set(m.events.map((e) => e.stream)))
    expect((await store.read(stream)).version).toBe(versionOf(m, stream))
  const ids = (state: string[]) => [...m.rows].filter(([, r]) => state.includes(r.state)).map(([id]) => id)
  expect((await store.outbox.waiting()).map((r) => r.id)).toEqual(ids(["waiting"]))
  expect((await store.outbox.stranded(0)).map((r) => r.id)).toEqual(ids(["former"]))
  expect(new Map(await store.people.all())).toEqual(m.people)
}
