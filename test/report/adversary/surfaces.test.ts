import { describe, expect, test } from "vitest"
import { type Period, readPeriod } from "../../../src/domain/period.ts"
import { toJson } from "../../../src/report/json.ts"
import { makeReport } from "../../../src/report/make-report.ts"
import { livedReport, measuredReport } from "../../export/lived.ts"
import { invent } from "./organisations.ts"
import { type Json, type Publisher, readingsOf } from "./readings.ts"
import { numbersIn, silent, told } from "./surfaces.ts"

const known = new Set([...told, ...silent].flatMap(({ numbers }) => numbers))
/** Only where questions were due in two quarters that have an index. */
const rare = new Set(["index.change.parts.loop"])
/** An organisation of every kind. */
const seeds = Array.from({ length: 32 }, (_, i) => i + 1)

describe("the numbers of a report", () => {
  test("are each known to who could calculate with them, and none is known that is not there", () => {
    const found = new Set<string>()
    const note: Publisher = (question) => {
      for (const reader of ["steward", "manager"] as const) {
        const report = makeReport({ ...question, for: reader })
        for (const path of [...numbersIn(report), ...numbersIn(toJson(report))]) found.add(path)
      }
      return toJson(makeReport(question)) as Json
    }
    for (const seed of seeds) readingsOf(invent(seed), note)
    for (const report of [1, 2, 3, 4].flatMap((n) => [
      measuredReport(n),
      livedReport(n, { period: "2026-Q4" }),
    ])) {
      for (const path of [...numbersIn(report), ...numbersIn(toJson(report))]) found.add(path)
    }
    const unknown = [...found].filter((path) => !known.has(path))
    expect(unknown, "say in test/report/adversary/surfaces.ts what these tell of people").toEqual([])
    const missing = [...known].filter((path) => !found.has(path) && !rare.has(path))
    expect(missing, "take out of test/report/adversary/surfaces.ts what is in no report").toEqual([])
  })

  test("are found wherever they stand in it", () => {
    const report = { a: 1, list: [{ b: 2 }, { c: "3" }], quarters: [{ a: 1, d: { e: [4] } }] }
    expect(numbersIn(report)).toEqual(["a", "list[].b", "a", "d.e[]"])
  })

  test("of other periods beside a report are those of their own reports", () => {
    for (const seed of seeds.slice(0, 6))
      readingsOf(invent(seed), (question) => {
        const report = makeReport(question)
        const own = (id: string) => makeReport({ ...question, period: readPeriod(id) as Period }).figures
        if (report.period.kind === "quarter")
          for (const { week, reach } of report.trend) expect(reach).toEqual(own(week).reach)
        if (report.previous) expect(report.previous).toMatchObject({ reach: own(report.previous.id).reach })
        return toJson(report) as Json
      })
  })
})
