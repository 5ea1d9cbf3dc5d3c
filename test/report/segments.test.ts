import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { teamsOf } from "../../src/report/teams.ts"
import { crowd, joined, ledger, person, report } from "./world.ts"

const day = "2026-11-22"
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 9 })

describe("segments", () => {
  test("leave a reader of all published cells no group under MIN_GROUP to subtract", () => {
    fc.assert(
      fc.property(
        sizes,
        fc.nat(12),
        fc.nat(3),
        fc.integer({ min: 5, max: 15 }),
        (named, none, forgotten, min) => {
          const roster = rosterOf(named, none, forgotten)
          const { cells } = teamsOf({ ...roster, day, minGroup: min })
          const size = roster.people.length + roster.forgotten.length
          const shown = cells.map((c) => c.people.length + c.forgotten)
          expect(smallestSolved(size, shown)).toBeGreaterThanOrEqual(min)
        },
      ),
    )
  })

  test("the attacker finds what merely hiding a small segment gives away", () => {
    // 30 + 20 shown, 4 hidden: the total says what the 4 did.
    expect(smallestSolved(54, [30, 20])).toBe(4)
    expect(smallestSolved(54, [30, 24])).toBe(24)
  })

  test("under MIN_GROUP are counted together with the next smallest as Other, by size", () => {
    const people = [
      ...crowd(30, "Noord", "n"),
      ...crowd(20, "Zuid", "z"),
      ...crowd(12, "West", "w"),
      ...crowd(4, "Oost", "o"),
    ]
    const events = ledger(
      ["n1", "n2", "w1", "w2", "w3", "w4", "w5", "o1"].map((p) => ({
        at: "2026-11-18T09:00Z",
        event: joined(p),
      })),
    )
    expect(report("2026-W47", { events, people }).figures.segments).toMatchObject([
      { segment: "Noord", size: 30, reach: { count: 2, of: 30 } },
      { segment: "Other", size: 36, reach: { count: 6, of: 36 }, active: { count: 0, of: 36 } },
    ])
  })

  test("are withheld where the sum with a small group tells what that group did", () => {
    const people = [...crowd(30, "Noord", "n"), ...crowd(12, "West", "w"), ...crowd(4, "Oost", "o")]
    const events = ledger(
      ["n1", "n2", "n3", "n4", "w1"].map((p) => ({ at: "2026-11-18T09:00Z", event: joined(p) })),
    )
    const now = Date.parse("2026-11-30T12:00Z")
    for (const id of ["2026-W47", "2026-11", "2026-W48"])
      expect(report(id, { events, people, now }).figures.segments).toEqual([])
    const { figures } = report("2026-Q4", { events, people, now })
    expect(figures.reach).toMatchObject({ count: 5 })
    const small = { suppressed: true, because: "small" }
    expect(figures.segments).toMatchObject([
      { segment: "Noord", reach: small },
      { segment: "Other", reach: small },
    ])
  })

  test.for([
    { of: "a new team of a few", there: 0 },
    { of: "a team of one to whom a few more come", there: 1 },
  ])("are withheld from when they tell of $of", ({ there }) => {
    const come = [{ from: "2026-11-12", to: null, segment: "Oost" }]
    const people = [
      ...crowd(30, "Noord", "n"),
      ...crowd(20, "West", "w"),
      ...crowd(there, "Oost", "o"),
      ...crowd(3, null, "c").map((one) => ({ ...one, roster: come })),
    ]
    const did = (day: string, who: string[]) => who.map((id) => ({ at: `${day}T09:00Z`, event: joined(id) }))
    const north = ["n1", "n2", "n3", "n4", "n5", "n6"]
    const week = [...did("2026-11-03", [...north, "w1", "w2", "w3"]), ...did("2026-11-17", north)]
    const now = Date.parse("2026-11-30T12:00Z")
    // All in Other did nothing, so neither did these.
    expect(report("2026-W47", { events: ledger(week), people, now }).figures.segments).toEqual([])
    const others = ["w5", "w6", "w7", "w8", "w9", "w10", "c1", "c2"]
    const busy = ledger([
      ...week,
      ...did("2026-11-13", others),
      ...did("2026-11-17", others),
      ...did("2026-11-24", others),
    ])
    expect(report("2026-W47", { events: busy, people, now }).figures.segments).toMatchObject([
      { segment: "Noord", reach: { count: 6, of: 30 } },
      { segment: "Other", reach: { count: 8, of: 23 + there } },
    ])
  })

  test("are not shown where there is one group only", () => {
    expect(report("2026-W47", { events: [], people: crowd(30) }).figures.segments).toEqual([])
    expect(
      report("2026-W47", { events: [], people: [...crowd(12, "a"), ...crowd(3, "b", "q")] }).figures.segments,
    ).toEqual([])
  })

  test("add up to the total, forgotten people included", () => {
    const people = [...crowd(20, "a", "a"), ...crowd(11, "b", "b"), person("x", "b")]
    const roster = [{ from: "2026-01-01", to: null, segment: "a" }]
    const events = ledger([
      ...["a1", "b1", "b2", "b3", "b4", "b5", "b6", "lost"].map((p) => ({
        at: "2026-11-18T09:00Z",
        event: joined(p),
      })),
      { at: "2026-11-19T09:00Z", event: { type: "member.forgotten", person: "lost" } },
    ])
    const { figures } = report("2026-W47", { events, people, forgotten: [{ roster }] })
    expect(figures.reach).toMatchObject({ count: 8, of: 33 })
    const sum = figures.segments.reduce((n, s) => n + (s.reach.suppressed ? 0 : s.reach.count), 0)
    expect(figures.segments).toHaveLength(2)
    expect(sum).toBe(8)
  })
})

function rosterOf(named: number[], none: number, forgotten: number) {
  const people = [...named.flatMap((n, i) => crowd(n, `s${i}`, `s${i}-`)), ...crowd(none, null, "none")]
  const gone = Array.from({ length: forgotten }, () => ({
    roster: [{ from: "2026-01-01", to: null, segment: "s0" }],
  }))
  return { people, forgotten: gone }
}

/** The smallest group of people about which total and cells, added and subtracted, tell something. */
function smallestSolved(total: number, shown: number[]): number {
  let smallest = Number.POSITIVE_INFINITY
  for (let mask = 0; mask < 2 ** shown.length; mask++) {
    if (mask === 0) continue
    const union = shown.reduce((sum, size, i) => sum + ((mask >> i) & 1) * size, 0)
    for (const group of [union, total - union]) if (group > 0) smallest = Math.min(smallest, group)
  }
  return smallest
}
