import { createHash } from "node:crypto"
import { crc32 } from "node:zlib"
import fc from "fast-check"
import { expect, it } from "vitest"
import { addCause, causeKeptMs, causeRefs, forgetCauses, newCauses } from "../../adapters/lowdb/causes.ts"
import { openMemoryStore } from "../../adapters/lowdb/index.ts"
import { dayMs } from "../../src/domain/time.ts"

const at = Date.UTC(2026, 8, 1)
const commitOf = (hash: string, more: { at?: number; amount?: number } = {}) => ({
  at: more.at ?? at,
  cause: { hash, facts: { amount: more.amount ?? 0 } },
  appends: [],
  outbox: [],
})

/** Two texts with one checksum: among some 77,000 there are two as likely as not. */
function alike(): [string, string] {
  const seen = new Map<number, string>()
  for (let i = 0; ; i++) {
    const text = createHash("sha256").update(`${i}`).digest("base64url")
    const other = seen.get(crc32(text))
    if (other) return [other, text]
    seen.set(crc32(text), text)
  }
}

it("two causes with one checksum are two", async () => {
  const [first, second] = alike()
  const store = await openMemoryStore()
  expect((await store.commit(commitOf(first, { amount: 1 }))).type).toBe("committed")
  expect((await store.commit(commitOf(second, { amount: 2 }))).type).toBe("committed")
  expect(await store.commit(commitOf(first))).toEqual({ type: "duplicate", facts: { amount: 1 } })
  expect(await store.commit(commitOf(second))).toEqual({ type: "duplicate", facts: { amount: 2 } })
})

it("a cause is known with its facts after ten thousand others, when only the journal still has its line", async () => {
  const store = await openMemoryStore()
  const others = Array.from({ length: 10_000 }, (_, i) => commitOf(`other ${i}`))
  await store.commit(commitOf("first", { amount: 12 }))
  await Promise.all(others.map((c) => store.commit(c)))
  expect(await store.commit(commitOf("first"))).toEqual({ type: "duplicate", facts: { amount: 12 } })
  expect((await store.commit(commitOf("other 4321"))).type).toBe("duplicate")
})

it("every cause of 35 days is found, and those of a month ago and longer take no room", () => {
  const sometimes = fc.record({ hash: fc.nat(400), later: fc.integer({ min: -dayMs, max: 3 * dayMs }) })
  fc.assert(
    fc.property(fc.array(sometimes, { maxLength: 300 }), (lines) => {
      const causes = newCauses()
      const kept: { hash: string; at: number; ref: number }[] = []
      let now = at
      lines.forEach(({ hash, later }, ref) => {
        now += later
        kept.push({ hash: `c${hash}`, at: now, ref })
        addCause(causes, `c${hash}`, { at: now, ref })
      })
      const latest = Math.max(0, ...kept.map((line) => line.at))
      const due = kept.filter((line) => latest - line.at <= causeKeptMs)
      for (const line of due) expect(causeRefs(causes, line.hash)).toContain(line.ref)
      expect(causes.count).toBeGreaterThanOrEqual(due.length)
    }),
  )
})

it("a year of causes keeps room for 36 days of them", () => {
  const causes = newCauses()
  const perDay = 1000
  for (let i = 0; i < 365 * perDay; i++) addCause(causes, `c${i}`, { at: at + (i * dayMs) / perDay, ref: i })
  expect(causes.count).toBeLessThanOrEqual(37 * perDay)
  expect(causes.keys.byteLength + causes.refs.byteLength).toBeLessThanOrEqual((37 * perDay * 12) / 0.3)
  expect(causes.days.length).toBeLessThanOrEqual(37)
  expect(causeRefs(causes, `c${365 * perDay - 1}`)).toEqual([365 * perDay - 1])
  expect(causeRefs(causes, "c0")).toEqual([])
})

it("what lies elsewhere now is not looked for in the old place", () => {
  const causes = newCauses()
  for (let i = 0; i < 3000; i++) addCause(causes, `c${i}`, { at, ref: i })
  forgetCauses(causes, (ref) => ref < 1000)
  expect(causes.count).toBe(2000)
  expect(causeRefs(causes, "c999")).toEqual([])
  expect(causeRefs(causes, "c1000")).toEqual([1000])
})
