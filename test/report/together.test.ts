import { expect, test } from "vitest"
import type { Event } from "../../src/domain/event.ts"
import { makeTally } from "../../src/report/tally.ts"
import { together } from "../../src/report/together.ts"
import { ledger, log, zone } from "./world.ts"

/** Who logged 2 km, by the day; `again`: in the challenge's next run. */
function card(days: Record<string, number>, q: { minGroup?: number; again?: Record<string, number> } = {}) {
  const tally = makeTally({ zone })
  const logs = (run: string, some: Record<string, number>) =>
    Object.entries(some).flatMap(([day, n]) =>
      Array.from({ length: n }, (_, i) => ({
        at: `${day}T09:00Z`,
        event: { ...log(`p${i}`, 2), run } as Event,
      })),
    )
  const own = logs("bike.1", days)
  for (const event of ledger([...own, ...logs("bike.2", q.again ?? {})])) tally.add(event)
  const people = Math.max(...Object.values(days))
  const run = { run: "bike.1", challenge: "bike", unit: "km_cycled", from: "2026-11-16", to: "2026-12-06" }
  return together({
    sum: { amount: 2 * own.length, people },
    days: tally.days,
    minGroup: q.minGroup ?? 10,
    ...run,
  })
}

test("a challenge's card tells the sum from three people on, and how many they are from MIN_GROUP on", () => {
  expect(card({ "2026-11-16": 2 })).toBeNull()
  expect(card({ "2026-11-16": 3 })).toEqual({ amount: 6, people: null })
  expect(card({ "2026-11-16": 9 })).toEqual({ amount: 18, people: null })
  expect(card({ "2026-11-16": 10 })).toEqual({ amount: 20, people: 10 })
})

test("a week in which one or two did something is not in the sum of a challenge's card", () => {
  expect(card({ "2026-11-16": 12, "2026-11-24": 2 })).toEqual({ amount: 24, people: 12 })
  expect(card({ "2026-11-16": 12, "2026-11-24": 3 })).toEqual({ amount: 30, people: 12 })
})

test("a challenge's next run changes nothing on the card of the one before", () => {
  const days = { "2026-11-16": 12, "2026-11-24": 2 }
  for (const again of [{ "2026-11-25": 1 }, { "2026-11-25": 9 }, { "2026-12-01": 2 }, { "2026-12-01": 12 }])
    expect(card(days, { again })).toEqual(card(days))
})
