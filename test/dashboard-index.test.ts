import { describe, expect, test } from "vitest"
import { buyIn } from "../src/report/buy-in.ts"
import type { IndexFigure, Report } from "../src/report/report.ts"
import { counts } from "./report/buy-in-counts.ts"
import { office } from "./report/office.ts"
import { report } from "./report/world.ts"

const worked = counts({
  people: 240,
  ladder: [72, 70, 50, 28, 15, 5],
  active: 84,
  answers: 96,
  attitude: [62, 55, 49, 66],
  room: [48, 51, 60, 44, 33],
  loop: [12, 20],
})
const made = buyIn(worked)
const one = (n: number) => Math.round(n * 10) / 10
const measured: IndexFigure = {
  value: one(made.value),
  parts: { reach: 70, active: 35, depth: 28.3, attitude: 60.4, room: 49.2, loop: 60 },
  ranges: { sampling: [45.8, 52.5], nonResponse: [34.2, 61.2], weights: [42.1, 55.5] },
  bands: { attitude: [52.7, 67.7], room: [41.7, 57.1] },
  partWeights: { reach: 0.1, active: 0.2, depth: 0.15, attitude: 0.25, room: 0.2, loop: 0.1 },
  answers: 96,
  of: 240,
  counts: worked,
  change: {
    period: "2026-Q3",
    value: 48.8,
    parts: { reach: 66, active: 31, depth: 27, attitude: 58, room: 30, loop: 80 },
    index: { value: 0.4, low: -4.6, high: 5.4, real: false },
    attitude: { value: 2.4, low: -8, high: 14, real: false },
    room: { value: 19.2, low: 8, high: 28, real: true },
  },
}

async function page(index: IndexFigure, language: "nl" | "en"): Promise<string> {
  const make = (period: string): Report => {
    const made = report(period, { events: [], now: Date.parse("2027-01-20T12:00Z") })
    return {
      ...made,
      index,
      previous: made.previous ?? { id: "2026-Q3", reach: still(made), active: still(made) },
    }
  }
  const { enter } = office({ make, language })
  const get = await enter()
  return (await (await get("/report?period=2026-Q4")).text()).replace(/<[^>]+>/g, " ").replace(/\s+/g, " ")
}
const still = (made: Report) => made.figures.reach ?? made.figures.segments[0]?.reach ?? neverNull()
function neverNull(): never {
  throw new Error("a quarter has a reach")
}

describe("the page of a quarter", () => {
  test("has the index with its three ranges, its parts and what is certain of the change", async () => {
    const text = await page(measured, "nl")
    for (const said of [
      "Of een meerderheid achter dit werk staat, weten we nog niet: per vraag antwoordden 96 van de 240 collega’s, en daarvan is gemiddeld 60% positief.",
      "Niemand van de 12 collega’s deed",
      "49,2 van 100",
      "Per vraag antwoordden er 144 van 240 niet.",
      "34,2 tot 61,2",
      "45,8 tot 52,5",
      "42,1 tot 55,5",
      "12 van 20 vragen op tijd beantwoord",
      "Geen aantoonbare verandering. Verschil +0,4; marge −4,6 tot +5,4.",
      "Aantoonbaar hoger. Verschil +19,2; marge +8,0 tot +28,0.",
    ])
      expect(text).toContain(said)
    expect(await page(measured, "en")).toContain(
      "No demonstrable change. Difference +0.4; range −4.6 to +5.4.",
    )
  })

  test.each([
    ["quarter not over", "This quarter is still running."],
    ["not all items asked", "not all statements were asked"],
    ["an item is withheld", "are withheld"],
    ["response under 30%", "fewer than 30% of colleagues answered"],
    ["fewer than 30 answers", "fewer than 30 colleagues answered"],
    ["too few people", "fewer than 10 people on the list"],
    ["people gone", "was deleted after the retention time"],
  ] as const)("says why there is no index: %s", async (because, said) => {
    expect(await page({ value: null, because }, "en")).toContain(said)
  })

  test("says of how many answers the verdict is where each question has its own", async () => {
    const with_ = (attitude: number[], room: number[]): IndexFigure => ({
      ...measured,
      answers: Math.min(...attitude, ...room),
      counts: {
        ...worked,
        attitude: worked.attitude.map((item, i) => ({ ...item, answers: attitude[i] ?? 0 })),
        room: worked.room.map((item, i) => ({ ...item, answers: room[i] ?? 0 })),
      },
    })
    const differs = with_([111, 97, 100, 122], [96, 130, 100, 100, 100])
    const nl = await page(differs, "nl")
    expect(nl).toContain("per vraag antwoordden 97 tot 122 van de 240 collega’s, en daarvan is gemiddeld 60%")
    expect(nl).toContain("Per vraag antwoordden er 110 tot 144 van 240 niet.")
    const en = await page(differs, "en")
    expect(en).toContain(
      "each question was answered by 97 to 122 of 240 colleagues, and 60% of them are positive",
    )
    expect(en).toContain("For each question 110 to 144 of 240 did not answer.")
    // Who left the list may have answered before.
    const left = await page(with_([241, 241, 241, 241], [96, 96, 96, 96, 96]), "en")
    expect(left).toContain("Each question was answered by 241 colleagues, and")
    expect(await page(with_([240, 240, 240, 240], [240, 240, 240, 240, 240]), "en")).toContain(
      "Everybody answered.",
    )
  })

  test("gives no weight to the follow-up where nothing was due, and that of the others adds up to all", async () => {
    const none: IndexFigure = {
      ...measured,
      parts: { ...measured.parts, loop: null },
      counts: { ...worked, loop: { answered: 0, due: 0 } },
    }
    const text = await page(none, "nl")
    for (const weight of ["11%", "22%", "17%", "28%"]) expect(text).toContain(weight)
    expect(text).toMatch(/Opvolging er hoefde geen vraag[^%]*– –/)
    expect(await page(measured, "nl")).toMatch(/Opvolging 12 van 20 [^%]* 10%/)
  })

  test("calls it a majority, or none, only where the silent could not turn it", async () => {
    const all = (agree: number, answers: number): IndexFigure => ({
      ...measured,
      answers,
      counts: { ...worked, attitude: worked.attitude.map((i) => ({ ...i, agree, answers })) },
    })
    expect(await page(all(130, 200), "en")).toContain(
      "A majority is behind this work, even if everybody who did not",
    )
    expect(await page(all(60, 200), "en")).toContain(
      "No majority is behind this work, even if everybody who did not",
    )
    expect(await page(all(119, 200), "en")).toContain("we do not know yet")
  })
})
