import { expect, test } from "vitest"
import { readPeriod } from "../../src/domain/period.ts"
import { contributorsAround, whyNoCorrection } from "../../src/report/correction.ts"
import { toJson } from "../../src/report/json.ts"
import { makeTally } from "../../src/report/tally.ts"
import { catalogue, crowd, type Happened, ledger, log, report, zone } from "./world.ts"

const did = (month: string, challenge: string, { from, to }: { from: number; to: number }): Happened[] =>
  Array.from({ length: to - from }, (_, i) => ({
    at: `2026-${month}-12T09:00Z`,
    event: log(`p${from + i}`, 5, { challenge, log: `${month} ${challenge} ${i}` }),
  }))

/** Cycling for goal 11 and 13, the train for 13; and as somebody has it who took the one for the other. */
const [bike, train] = [catalogue.challenges.get("bike"), catalogue.challenges.get("train")]
if (!bike || !train) throw new Error("no such challenges")
const exchanged = new Map(catalogue.challenges)
  .set("bike", { ...bike, sdg: train.sdg })
  .set("train", { ...train, sdg: bike.sdg })

test.for([
  { period: "2026-Q4", few: 2, why: "too-few" },
  { period: "2026-11", few: 2, why: "too-few" },
  { period: "2026-Q4", few: 4, why: null },
])("a correction of $period that moves goals, where $few cycled in October: $why", ({ period, few, why }) => {
  const happened = [
    ...did("10", "bike", { from: 0, to: few }),
    ...["11", "12"].flatMap((month) => did(month, "bike", { from: 0, to: 6 })),
    ...["10", "11", "12"].flatMap((month) => did(month, "train", { from: 6, to: 13 })),
  ]
  const events = ledger(happened.sort((a, b) => (a.at < b.at ? -1 : 1)))
  const tally = makeTally({ zone })
  for (const event of events) tally.add(event)
  const jsonOf = (challenges: typeof catalogue.challenges) =>
    toJson(report(period, { events, people: crowd(20), catalogue: { ...catalogue, challenges } }))
  const [before, next] = [jsonOf(catalogue.challenges), jsonOf(exchanged)]
  const of = readPeriod(period) ?? expect.fail()
  const whyNot = (contributors: number[]) =>
    whyNoCorrection({ editions: [before], next, contributors, minGroup: 10 })
  expect(whyNot(contributorsAround(tally, of))).toBe(why)
  // In the period itself each was done by many.
  expect(whyNot(tally.between(of.from, of.to).work.map((on) => on.contributors.size))).toBe(null)
})
