import { expect, test } from "vitest"
import { makeTally } from "../../src/report/tally.ts"
import { together } from "../../src/report/together.ts"
import { ledger, log, zone } from "./world.ts"

/** Who logged 2 km, by the day. */
function card(days: Record<string, number>, minGroup = 10) {
  const tally = makeTally({ zone })
  const logs = Object.entries(days).flatMap(([day, n]) =>
    Array.from({ length: n }, (_, i) => ({ at: `${day}T09:00Z`, event: log(`p${i}`, 2) })),
  )
  for (const event of ledger(logs)) tally.add(event)
  const people = Math.max(...Object.values(days))
  const run = { challenge: "bike", unit: "km_cycled", from: "2026-11-16", to: "2026-11-29" }
  return together({ sum: { amount: 2 * logs.length, people }, days: tally.days, minGroup, ...run })
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
