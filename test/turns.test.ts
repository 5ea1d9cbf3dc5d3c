/** Whose turn it is to be sent something: nobody too soon, nobody left out because of another. */
import fc from "fast-check"
import { expect, it } from "vitest"
import type { Pace } from "../src/app/pace.ts"
import { limitedMax, makeTurns } from "../src/app/turns.ts"
import type { Addressee } from "../src/domain/id.ts"

const pace: Pace = {
  conversation: { perMinute: 5, minGapMs: 1000 },
  workspace: { perMinute: 20, minGapMs: 100 },
  callsMax: 3,
  persons: { perMinute: 8, minGapMs: 500 },
  redrawing: { perMinute: 5, minGapMs: 0 },
}
const to = (n: number): Addressee => (n % 2 ? { person: `p${n}` } : { place: `c${n}` })
const idOf = (a: Addressee) => ("place" in a ? a.place : a.person)
const isOut = (turns: ReturnType<typeof makeTurns>, a: Addressee, now: number) => {
  const leave = turns.leave(now)
  return leave.to.has(idOf(a)) || ("person" in a && leave.persons)
}
const wish = fc.record({ who: fc.nat(9), calls: fc.integer({ min: 1, max: pace.callsMax ?? 1 }) })
const within = (sent: number[], limits: { perMinute: number; minGapMs: number }) => {
  for (const [i, at] of sent.entries()) {
    expect(sent.filter((t) => t >= at && t < at + 60_000).length).toBeLessThanOrEqual(limits.perMinute)
    if (i > 0) expect(at - (sent[i - 1] as number)).toBeGreaterThanOrEqual(limits.minGapMs)
  }
}

it("whoever sends when it is their turn keeps every limit, and everybody gets their turn", () => {
  fc.assert(
    fc.property(fc.array(wish, { minLength: 1, maxLength: 60 }), (wishes) => {
      const turns = makeTurns(pace)
      const waiting = wishes.map(({ who, calls }) => ({ a: to(who), calls }))
      const log: { a: Addressee; at: number; calls: number }[] = []
      for (let now = 0; waiting.length > 0; ) {
        const free = turns.anyAt(now) > now ? -1 : waiting.findIndex(({ a }) => !isOut(turns, a, now))
        const [one] = free < 0 ? [] : waiting.splice(free, 1)
        if (one) {
          turns.sent(one.a, now, one.calls)
          log.push({ ...one, at: now })
        } else {
          const next = Math.max(turns.anyAt(now), turns.anyAt(now) > now ? 0 : (turns.nextAt(now) ?? 0))
          // Somebody waits, so there is a time to look again.
          expect(next).toBeGreaterThan(now)
          now = next
        }
      }
      const times = (which: (a: Addressee) => boolean) => log.filter((l) => which(l.a)).map((l) => l.at)
      const { minGapMs } = pace.workspace
      const calls = log.flatMap(({ at, calls }) => Array.from({ length: calls }, (_, i) => at + i * minGapMs))
      within(calls, pace.workspace)
      within(
        times((a) => "person" in a),
        pace.persons as Pace["workspace"],
      )
      for (let n = 0; n < 10; n++)
        within(
          times((a) => idOf(a) === idOf(to(n))),
          pace.conversation,
        )
    }),
  )
})

it("a conversation that must be left alone stops no other; several at once mean all", () => {
  const turns = makeTurns(pace)
  const limit = (n: number) => turns.rest(to(n), { rests: "conversation", now: 0, until: 30_000 })
  limit(2)
  expect(isOut(turns, to(2), 29_999)).toBe(true)
  expect([isOut(turns, to(4), 0), isOut(turns, to(1), 0), turns.anyAt(0)]).toEqual([false, false, 0])
  expect(isOut(turns, to(2), 30_000)).toBe(false)
  for (let i = 0; i < limitedMax - 1; i++) limit(2 * i)
  expect(turns.anyAt(0)).toBe(0)
  limit(2 * limitedMax)
  expect(turns.anyAt(0)).toBe(30_000)
})

it("persons may have to be left alone while places are not, and the whole workspace may", () => {
  const turns = makeTurns(pace)
  turns.rest(to(1), { rests: "persons", now: 0, until: 9000 })
  expect([isOut(turns, to(3), 8999), isOut(turns, to(2), 0), turns.anyAt(0)]).toEqual([true, false, 0])
  expect(turns.nextAt(0)).toBe(9000)
  turns.rest(to(2), { rests: "workspace", now: 0, until: 5000 })
  expect(turns.anyAt(0)).toBe(5000)
})
