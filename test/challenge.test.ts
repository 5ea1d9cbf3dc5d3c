import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  evolvePart,
  join,
  leave,
  log,
  noPart,
  type Part,
  type PartEvent,
  type Run,
  sum,
  undo,
} from "../src/domain/challenge.ts"
import type { Unit } from "../src/domain/content.ts"
import { isRefusal, type Refusal } from "../src/domain/refusal.ts"

const text = { nl: "", en: "" }
const km: Unit = { id: "km", one: text, other: text, decimals: 1, maxPerLog: 60, maxPerDay: 100, because: "" }
const things: Unit = { ...km, id: "things", decimals: 0, maxPerLog: 5, maxPerDay: 5 }
const run: Run = { id: "bike.1", challenge: "bike", startedAt: 0, endsAt: 1000, ended: false }
const person = "ana"

type Try = { do: "log"; amount: number; day: string } | { do: "undo" | "join" | "leave" }

function attempt(part: Part, one: Try, at: { now: number; unit: Unit }): PartEvent[] | Refusal {
  switch (one.do) {
    case "log":
      return log({ run, part, person, log: `l${at.now}`, ...at, ...one })
    case "undo":
      return undo({ run, part, person, log: null })
    case "join":
      return join({ run, part, person, now: at.now })
    case "leave":
      return leave({ run, part, person })
  }
}
function live(tries: Try[], unit = km): { part: Part; events: PartEvent[] } {
  let part = noPart
  const events: PartEvent[] = []
  for (const [now, one] of tries.entries()) {
    const outcome = attempt(part, one, { now, unit })
    if (isRefusal(outcome)) continue
    for (const event of outcome) part = evolvePart(part, event, now)
    events.push(...outcome)
  }
  return { part, events }
}
const refusal = (outcome: PartEvent[] | Refusal) => (isRefusal(outcome) ? outcome.reason : "none")
const logged = (amount: number, unit = km, part = noPart) =>
  log({ run, part, person, now: 5, day: "2026-11-23", unit, amount, log: "l" })

const days = fc.constantFrom("2026-11-23", "2026-11-24")
const tenths = fc.integer({ min: -5, max: 700 }).map((n) => n / 10)
const dusty = fc.integer({ min: 1, max: 300 }).map((n) => (0.1 + 0.2) * n)
const wild = fc.oneof(fc.double(), fc.constantFrom(1e9, 1e-10, 0.05, Number.NaN, Number.POSITIVE_INFINITY))
const tries: fc.Arbitrary<Try[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant("log" as const),
        amount: fc.oneof(tenths, dusty, wild),
        day: days,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constantFrom("undo" as const, "join" as const, "leave" as const) }),
    },
  ),
  { maxLength: 60 },
)

describe("whatever a colleague tries", () => {
  it("no log and no day passes its cap, and every amount is a clean number of the unit", () => {
    fc.assert(
      fc.property(tries, fc.constantFrom(km, things), (all, unit) => {
        const { part } = live(all, unit)
        for (const { amount } of part.logs) {
          expect(amount).toBeGreaterThan(0)
          expect(amount).toBeLessThanOrEqual(unit.maxPerLog)
          expect(String(amount)).toMatch(unit.decimals === 1 ? /^\d+(\.\d)?$/ : /^\d+$/)
        }
        for (const day of ["2026-11-23", "2026-11-24"]) {
          const total = sum(part.logs.filter((l) => l.day === day).map((l) => l.amount))
          expect(total).toBeLessThanOrEqual(unit.maxPerDay)
        }
      }),
      { numRuns: 500 },
    )
  })

  it("what was logged less what was undone is what stands, told in whole tenths", () => {
    fc.assert(
      fc.property(tries, (all) => {
        const { part, events } = live(all)
        // In whole tenths there is no rounding to hide behind.
        const inTenths = (type: "part.logged" | "part.undone") =>
          events.reduce((n, e) => (e.type === type ? n + Math.round(e.amount * 10) : n), 0)
        expect(sum(part.logs.map((l) => l.amount)) * 10).toBeCloseTo(
          inTenths("part.logged") - inTenths("part.undone"),
          6,
        )
        expect(String(sum(part.logs.map((l) => l.amount)))).toMatch(/^\d+(\.\d)?$/)
      }),
    )
  })

  it("joining and leaving take turns in what is recorded, and the last one holds", () => {
    fc.assert(
      fc.property(tries, (all) => {
        const { part, events } = live(all)
        const turns = events.flatMap((e) =>
          e.type === "part.joined" || e.type === "part.left" ? [e.type] : [],
        )
        for (const [i, turn] of turns.entries()) expect(turn).toBe(i % 2 === 0 ? "part.joined" : "part.left")
        expect(part.joined).toBe(turns.at(-1) === "part.joined")
      }),
    )
  })
})

describe("an amount", () => {
  it.each([
    [0.1, km, "none"],
    [60, km, "none"],
    [60.1, km, "amount.per-log"],
    [0.05, km, "amount.decimals"],
    [12.34, km, "amount.decimals"],
    [2.5, things, "amount.whole"],
    [0, km, "amount.not-positive"],
    [-3, km, "amount.not-positive"],
    [Number.NaN, km, "amount.not-positive"],
    [1e-10, km, "amount.not-positive"],
    [1e9, km, "amount.per-log"],
    [Number.POSITIVE_INFINITY, km, "amount.decimals"],
  ])("of %s is judged as it should", (amount, unit, reason) => {
    expect(refusal(logged(amount, unit))).toBe(reason)
  })

  it("that would pass the day's cap is told what is there already", () => {
    const part: Part = {
      joined: true,
      logs: [40.1, 59.8].map((amount, i) => ({ log: `${i}`, amount, unit: "km", day: "2026-11-23", at: i })),
    }
    expect(refusal(logged(0.1, km, part))).toBe("none")
    expect(logged(0.2, km, part)).toMatchObject({
      reason: "amount.per-day",
      facts: { already: 99.9, max: 100 },
    })
  })
})

it("each day has its own cap", () => {
  const full = live([60, 40].map((amount) => ({ do: "log", amount, day: "2026-11-22" }))).part
  expect(full.logs).toHaveLength(2)
  expect(refusal(logged(60, km, full))).toBe("none")
})

describe("a challenge that has ended", () => {
  it.each([
    ["by its time", { ...run, endsAt: 5 }],
    ["by a steward", { ...run, ended: true }],
  ])("%s takes no new part or log, but a wrong number can still be taken back", (_, over) => {
    const part: Part = {
      joined: true,
      logs: [{ log: "l1", amount: 3, unit: "km", day: "2026-11-23", at: 1 }],
    }
    expect(refusal(join({ run: over, part: noPart, person, now: 5 }))).toBe("challenge.ended")
    expect(
      refusal(log({ run: over, part, person, now: 5, day: "2026-11-23", unit: km, amount: 1, log: "l2" })),
    ).toBe("challenge.ended")
    expect(undo({ run: over, part, person, log: "l1" })).toMatchObject([
      { type: "part.undone", amount: 3, loggedAt: 1 },
    ])
  })
})

describe("undoing", () => {
  const part = live([
    { do: "log", amount: 1, day: "2026-11-23" },
    { do: "log", amount: 2, day: "2026-11-23" },
  ]).part

  it("takes back the last log, or the named one", () => {
    expect(undo({ run, part, person, log: null })).toMatchObject([{ log: "l1", amount: 2 }])
    expect(undo({ run, part, person, log: "l0" })).toMatchObject([{ log: "l0", amount: 1 }])
  })

  it("of what is not there, or not one's own, is refused", () => {
    expect(refusal(undo({ run, part, person, log: "bens" }))).toBe("challenge.nothing-to-undo")
    expect(refusal(undo({ run, part: noPart, person, log: null }))).toBe("challenge.nothing-to-undo")
  })
})
