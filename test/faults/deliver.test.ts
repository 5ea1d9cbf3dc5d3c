/** Deliveries add up: each message ends once, in one way; nothing doubtful is sent again by itself; nobody waits for a slow place. */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { deliverLimits } from "../../src/app/deliver.ts"
import { usualPace } from "../../src/app/pace.ts"
import type { Sent } from "../../src/app/ports.ts"
import { retryLimits } from "../../src/app/retry.ts"
import { dayMs, hourMs, minuteMs, secondMs } from "../../src/domain/time.ts"
import {
  addresseeOf,
  type Office,
  openOffice,
  post,
  settlements,
  start,
  untilAllEnded,
} from "../support/post-office.ts"
import { openWorld } from "../support/world.ts"

const stopped = { type: "programme.paused" as const, by: "chadia" }
const because = "as planned"
const clean = fc
  .oneof({ weight: 8, arbitrary: fc.nat(20 * minuteMs) }, fc.integer({ min: 12 * hourMs, max: 30 * hourMs }))
  .map((waitMs): Sent => ({ type: "failed-clean", waitMs, because }))
const last = fc.constantFrom<Sent | { type: "broken" }>(
  { type: "sent", ref: "m" },
  { type: "failed", because },
  { type: "unreachable", because },
  { type: "uncertain", because },
  { type: "broken" },
)
/** What a platform answers, try after try; after its end always the last. */
const answers = fc.tuple(fc.array(clean, { maxLength: 11 }), last, fc.option(fc.nat(2 * dayMs), { freq: 2 }))
type Answers = typeof answers extends fc.Arbitrary<infer A> ? A : never

/** How it must end, and after how many sends, told by the rules alone. */
function expected([cleans, end, notAfter]: Answers, times: number[]): { outcome: string; sends: number } {
  const asked = cleans.findIndex((c) => c.type === "failed-clean" && c.waitMs > retryLimits.platformWaitMaxMs)
  const tries = Math.min(
    cleans.length + 1,
    retryLimits.attemptsMax,
    asked < 0 ? Number.POSITIVE_INFINITY : asked + 1,
  )
  if (times.length < tries && notAfter !== null) return { outcome: "missed", sends: times.length }
  if (tries <= cleans.length) return { outcome: "failed", sends: tries }
  return { outcome: end.type === "broken" ? "uncertain" : end.type, sends: tries }
}

describe("whatever the platform answers", () => {
  it("each message ends once, as its last answer says, and is never sent sooner than asked", {
    timeout: 60_000,
  }, async () => {
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.array(answers, { minLength: 1, maxLength: 30 }), async (plans) => {
        const keys = plans.map((_, i) => `${i % 4 === 0 ? "P" : "C"}${i}`)
        const planOf = (key: string) => plans[keys.indexOf(key)] as Answers
        const office = await openOffice((to, attempt) => {
          const [cleans, end] = planOf(to)
          const answer = cleans[attempt - 1] ?? end
          if (answer.type === "broken") throw new Error("a bug in the adapter")
          return answer
        })
        const rows = await post(office, { to: keys, notAfter: (key) => planOf(key)[2] })
        await untilAllEnded(office)
        const ended = await settlements(office.world)
        expect(ended.size).toBe(rows.length)
        for (const [i, row] of rows.entries()) {
          const plan = plans[i] as Answers
          const times = office.sends.get(keys[i] as string) ?? []
          const want = expected(plan, times)
          expect([ended.get(row.id), times.length]).toEqual([[want.outcome], want.sends])
          seen.add(want.outcome)
          for (const [n, at] of times.slice(1).entries()) {
            const before = plan[0][n]
            const asked = before?.type === "failed-clean" ? before.waitMs : 0
            expect(at - (times[n] ?? 0)).toBeGreaterThanOrEqual(asked)
          }
          if (want.outcome === "missed") expect(times.every((at) => at <= (plan[2] ?? 0))).toBe(true)
        }
      }),
      { numRuns: 40 },
    )
    expect([...seen].sort()).toEqual(["failed", "missed", "sent", "uncertain", "unreachable"])
  })

  it("what was under way at a restart is uncertain and not sent again; what only waited goes out", async () => {
    const never = new Promise<Sent>(() => {})
    const keys = Array.from({ length: deliverLimits.atOnce + 10 }, (_, i) => `C${i}`)
    const office = await openOffice(() => never)
    const rows = await post(office, { to: keys })
    void office.delivery.run()
    await office.time.pass(20 * secondMs)
    const begun = new Set(office.sends.keys())
    expect(begun.size).toBe(deliverLimits.atOnce)

    const next = await openOffice(() => ({ type: "sent", ref: "m" }), { disk: office.disk() })
    await untilAllEnded(next)
    const ended = await settlements(next.world)
    for (const [i, row] of rows.entries())
      expect(ended.get(row.id)).toEqual([begun.has(keys[i] as string) ? "uncertain" : "sent"])
    expect([...next.sends.keys()].filter((key) => begun.has(key))).toEqual([])
  })
})

describe("a slow place", () => {
  const slowMs = 50 * secondMs
  const quick = Array.from({ length: 60 }, (_, i) => `C${i}`)
  const slow = "Cslow"
  const answersLate = async (): Promise<Office> => {
    const office: Office = await openOffice(async (to) => {
      if (to === slow) await office.time.wait(slowMs)
      return { type: "sent", ref: to }
    })
    return office
  }

  it("delays no other, be they many", async () => {
    const office = await answersLate()
    await post(office, { to: [slow, ...quick] })
    await office.time.until(office.delivery.run())
    const times = quick.map((key) => office.sends.get(key)?.[0] ?? Number.POSITIVE_INFINITY)
    // Paced by the workspace's own limit, and by nothing else.
    expect(Math.max(...times)).toBeLessThanOrEqual(quick.length * usualPace.workspace.minGapMs)
    expect([...(await settlements(office.world)).values()].every((o) => o.join() === "sent")).toBe(true)
  })

  it("delays no message that comes while it is waited for", async () => {
    const office = await answersLate()
    await post(office, { to: [slow] })
    const first = office.delivery.run()
    await office.time.pass(secondMs)
    await post(office, { to: quick.slice(0, 3) })
    const second = office.delivery.run()
    await office.time.pass(secondMs)
    expect(quick.slice(0, 3).every((key) => office.sends.has(key))).toBe(true)
    await office.time.until(Promise.all([first, second]))
  })

  it("does not hold up what colleagues are answered with in another channel", async () => {
    const world = await openWorld()
    const { platform } = world.running.org
    const { send } = platform
    const { promise, resolve } = Promise.withResolvers<void>()
    platform.send = async (message) => {
      if (addresseeOf(message) === "mvo") await promise
      return send(message)
    }
    const hear = (place: string) => {
      const where = { key: place, name: place, language: null, timeZone: null }
      return world.hear({
        actor: { key: "chadia", language: null, timeZone: null },
        place: where,
        text: "here",
      })
    }
    await hear("mvo")
    const all = [world.running.deliver()]
    await hear("garden")
    all.push(world.running.deliver())
    await expect.poll(() => world.seenIn("garden")).toHaveLength(1)
    expect(world.seenIn("mvo")).toEqual([])
    resolve()
    await Promise.all(all)
    expect(world.seenIn("mvo")).toHaveLength(1)
  })
})

describe("stopping everything", () => {
  it("holds for messages that already wait for their turn", async () => {
    const sent: Sent = { type: "sent", ref: "m" }
    const office = await openOffice(() => sent)
    const keys = Array.from({ length: 15 }, (_, i) => `C${i}`)
    const rows = await post(office, { to: keys })
    const run = office.delivery.run()
    await office.time.pass(5 * usualPace.workspace.minGapMs)
    const appends = [{ stream: "programme", expect: "any" as const, events: [stopped] }]
    await office.world.store.commit({ at: start, cause: null, appends, outbox: [] })
    const before = office.sends.size
    expect(before).toBeGreaterThan(2)
    await office.time.until(run)
    expect(office.sends.size).toBe(before)
    const ended = await settlements(office.world)
    const outcomes = rows.map((row) => ended.get(row.id)?.join())
    expect(outcomes.filter((o) => o === "paused")).toHaveLength(keys.length - before)
  })
})
