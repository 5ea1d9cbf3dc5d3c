import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Event } from "../../src/domain/event.ts"
import { addDays } from "../../src/domain/time.ts"
import { openChecks } from "../../src/report/again/checks.ts"
import { checkMinutes } from "../../src/report/again/minutes.ts"
import { type CountedContent, catalogueOf, countedContent } from "../../src/report/counted-content.ts"
import { writtenOtherwise } from "../../src/report/earlier.ts"
import { makeEdition, thawed } from "../../src/report/freeze.ts"
import { toJson } from "../../src/report/json.ts"
import { minutesDefinition } from "../../src/report/minutes.ts"
import { catalogue, crowd, type Happened, joined, ledger, report } from "./world.ts"

const started = (challenge: string): Event => ({
  type: "run.started",
  ...{ run: `r.${challenge}`, challenge, endsAt: 0, by: null },
})
const tip = (post: string, place: string): Event => ({ type: "nudge.posted", post, nudge: "sdg13-1", place })
const opened = (poll: string): Event => ({
  type: "poll.opened",
  ...{ poll, question: { type: "item", item: "idx-belief" }, kind: "likert", confidential: true },
  ...{ closesAt: 0, by: null, places: [] },
})
const listed = {
  ...{ period: "2026-Q3", edition: 1, at: "", definitions: 1, minGroup: 10, sha256: "" },
  ...{ after: null, because: null },
}
/** Counting begins with the quarter. */
const began = at("2026-07-01T09:00Z", joined("p0"))
/** 14 to 20 September is week 38. */
const busy = [
  began,
  at("2026-09-15T07:00Z", tip("n1", "a")),
  at("2026-09-15T07:05Z", tip("n2", "b")),
  at("2026-09-15T08:00Z", tip("n3", "b")),
  at("2026-09-16T07:30Z", opened("p1")),
  at("2026-09-16T07:30Z", opened("p2")),
  at("2026-09-17T07:00Z", started("bike")),
]
const of = (period: string, happened: Happened[], more = {}) =>
  report(period, { events: ledger(happened), ...more }).figures.minutes

describe("minutes asked of people", () => {
  test("are those of challenges, of the tips of the channel that got most, and of questions, a week of the period", () => {
    const each = { challenges: 5, nudges: 2, polls: 2, minutes: 9 }
    expect(of("2026-W38", busy)).toEqual({ ...each, days: 7, perWeek: 9 })
    expect(of("2026-09", busy)).toEqual({ ...each, days: 30, perWeek: 2.1 })
    expect(of("2026-Q3", busy)).toEqual({ ...each, days: 92, perWeek: 0.7 })
    expect(of("2026-W39", busy)).toMatchObject({ minutes: 0, perWeek: 0 })
  })

  test("are the same challenge twice where it began twice, and nothing for one that the content knows no more", () => {
    const twice = [at("2026-09-01T07:00Z", started("bike")), at("2026-09-15T07:00Z", started("gone"))]
    expect(of("2026-09", [began, ...twice, at("2026-09-20T07:00Z", started("bike"))])).toMatchObject({
      challenges: 10,
    })
  })

  test("are by the days so far, since the first that was counted, and never by less than a week", () => {
    const now = Date.parse("2026-09-16T12:00Z")
    const soFar = busy.slice(0, -1)
    expect(of("2026-W38", soFar, { now })).toMatchObject({ days: 7, minutes: 4, perWeek: 4 })
    expect(of("2026-09", soFar, { now })).toMatchObject({ days: 16, minutes: 4, perWeek: 1.8 })
    expect(of("2026-Q3", busy.slice(1))).toMatchObject({ days: 16, perWeek: 3.9 })
  })

  test("of a year are the sum of its quarters, and none where a quarter was frozen before they were counted", () => {
    const now = Date.parse("2027-01-20T12:00Z")
    const events = ledger(busy)
    const made = report("2026-Q3", { events, now })
    expect(of("2026", busy, { now })).toMatchObject({ minutes: 9, days: 184, perWeek: 0.3 })
    const { minutes: _, ...figures } = made.figures
    const q = { at: now, after: null, before: null, because: null, content: "", sha256: () => "" }
    const edition = makeEdition({ ...q, report: made })
    const old = { ...edition, report: { ...made, figures: figures as typeof made.figures } }
    expect(thawed(old, { reader: "steward", first: null }).figures.minutes).toBeNull()
    const year = report("2026", { events, now, frozen: new Map([["2026-Q3", old]]) })
    expect(year.figures.minutes).toBeNull()
    expect(toJson(year)).toMatchObject({ figures: { minutes: null } })
  })

  test("add up over months, and are what a count by hand of each day and channel says", () => {
    const offer = fc.record({
      day: fc.integer({ min: 0, max: 91 }),
      what: fc.constantFrom("bike", "poll", "a", "b", "c"),
    })
    fc.assert(
      fc.property(fc.array(offer, { maxLength: 60 }), (offers) => {
        const events = offers.map(({ day, what }, i) =>
          at(
            `${addDays("2026-07-01", day)}T10:00Z`,
            what === "bike" ? started("bike") : what === "poll" ? opened(`p${i}`) : tip(`n${i}`, what),
          ),
        )
        const made = (id: string) => of(id, [began, ...events]) ?? undefined
        const count = (day: number, what: string) =>
          offers.filter((one) => one.day === day && one.what === what).length
        const tips = Array.from({ length: 92 }, (_, day) =>
          Math.max(count(day, "a"), count(day, "b"), count(day, "c")),
        )
        const quarter = made("2026-Q3")
        expect(quarter?.nudges).toBe(tips.reduce((all, n) => all + n, 0))
        expect(quarter?.challenges).toBe(5 * offers.filter((one) => one.what === "bike").length)
        expect(quarter?.polls).toBe(offers.filter((one) => one.what === "poll").length)
        for (const name of ["minutes", "challenges", "nudges", "polls", "days"] as const) {
          const months = ["2026-07", "2026-08", "2026-09"].map((id) => made(id)?.[name] ?? Number.NaN)
          expect(months.reduce((all, n) => all + n)).toBe(quarter?.[name])
        }
      }),
      { numRuns: 40 },
    )
  })

  test("are asked of no edition of before they were counted: its content had none either", () => {
    const { challenges, ...rest } = countedContent(catalogue)
    const without = challenges.map(({ minutes: _, ...challenge }) => challenge)
    const json = { figures: {}, period: { id: "2026-Q3", from: "2026-07-01", to: "2026-09-30" } }
    const findings = (content: CountedContent) => {
      const checks = openChecks()
      checkMinutes({ listed: { ...listed, content }, json }, checks)
      return checks.findings.map(({ cell }) => cell)
    }
    expect(findings({ ...rest, challenges: without })).toEqual([])
    expect(findings({ ...rest, challenges })).toEqual(["figures.minutes"])
    expect(catalogueOf({ ...rest, challenges: without }).challenges.get("bike")?.effortMinutes).toBe(0)
    expect(catalogueOf({ ...rest, challenges }).challenges.get("bike")?.effortMinutes).toBe(5)
  })

  test("and weights that earlier releases wrote otherwise are not counted again, and nothing else is left out", () => {
    const cells = ["figures.minutes.perWeek", "index.partWeights.reach", "figures.reach", "index.value"]
    const left = (json: object) =>
      cells.filter(writtenOtherwise({ definitions: 2, json: { figures: {}, evidence: [], ...json } }, {}))
    const [loop, due] = [{ partWeights: { loop: 0.1 } }, { partWeights: { loop: 0 } }]
    const now = { figures: { minutes: {} } }
    expect(left({ figures: {}, index: { ...loop, parts: { loop: null } } })).toEqual(cells.slice(0, 2))
    expect(left({ ...now, index: { ...due, parts: { loop: null } } })).toEqual([])
    expect(left({ ...now, index: { ...loop, parts: { loop: 60 } } })).toEqual([])
    expect(left({ ...now, index: { value: null } })).toEqual([])
  })

  test("are told of however few people, because they tell of none, and say what they are", () => {
    const small = report("2026-W38", { events: ledger(busy), people: crowd(2) })
    expect(toJson(small)).toMatchObject({
      figures: { minutes: { perWeek: 9, definition: minutesDefinition } },
    })
  })
})

function at(when: string, event: Event): Happened {
  return { at: when, event }
}
