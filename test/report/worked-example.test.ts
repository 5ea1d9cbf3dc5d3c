/** The worked example of the method, lived by 240 colleagues who only speak and press, and read from the frozen quarter. */
import { expect, test } from "vitest"
import { verifyReport } from "../../src/report/again/verify.ts"
import { buyIn } from "../../src/report/buy-in.ts"
import { toJson } from "../../src/report/json.ts"
import { reportOf } from "../support/questions.ts"
import { openWorld, type World } from "../support/world.ts"
import { agreeOf as agree } from "./quarter.ts"

const bike = "planet-bike-commute"
const names = Array.from({ length: 239 }, (_, i) => `p${i}`)
/** From the highest step down; whoever is left says nothing, the steward who runs it all neither. */
const starters = names.slice(0, 5)
const askers = names.slice(5, 20)
const often = names.slice(20, 48)
const twice = names.slice(48, 84)
const once = names.slice(84, 98)
const answerers = names.slice(98, 168)

/** All at once, as in an office. */
async function all(w: World, who: string[], text: (who: string, i: number) => string): Promise<void> {
  await Promise.all(
    who.map(async (key, i) => {
      const actor = { key, language: null, timeZone: null }
      const { type } = await w.hear({ actor, text: text(key, i) })
      expect(type).toBe("answer")
    }),
  )
}

async function acts(w: World): Promise<void> {
  const others = [...w.running.org.catalogue().challenges.keys()].filter((id) => id !== bike)
  w.setClock("2026-07-01", "10:00")
  for (const [i, who] of starters.entries())
    expect(await w.says(who, `challenge start ${i === 0 ? `${bike} 12w` : others[i]}`)).toContain("Started")
  for (const [date, crowd] of [
    ["2026-07-06", [...starters, ...askers, ...often, ...twice, ...once]],
    ["2026-08-03", [...starters, ...askers, ...often, ...twice]],
    ["2026-09-07", often],
  ] as const) {
    w.setClock(date, "12:00")
    await all(w, [...crowd], () => `challenge log ${bike} 3`)
  }
}

async function answers(w: World): Promise<void> {
  w.setClock("2026-07-09", "10:00")
  const voters = [...answerers, ...twice.slice(0, 26)]
  for (const [item, yes] of Object.entries(agree)) {
    const opened = await w.says("chadia", `poll ask ${item}`, { in: "mvo" })
    const id = /Number (\w+)\./.exec(opened)?.[1] ?? ""
    await all(w, voters, (_, i) => `poll vote ${id} ${i < yes ? (i % 2 ? "d" : "e") : "b"}`)
  }
  await w.at("2026-07-16", "17:00")
}

/** Fifteen colleagues ask twenty questions; twelve are answered within thirty days, four later, four not at all. */
async function questions(w: World): Promise<void> {
  w.setClock("2026-07-20", "10:00")
  await all(w, askers, (who) => `question "What does ${who} want to know?"`)
  w.setClock("2026-08-10", "10:00")
  await all(w, askers.slice(0, 5), (who) => `question "And what else does ${who} want?"`)
  const asked = [...(await w.running.org.board.upToDate()).questions.keys()]
  expect(asked).toHaveLength(20)
  const replies = ["yes", "no", "later"]
  const answer = (ids: string[]) =>
    all(
      w,
      ids.map(() => "chadia"),
      (_, i) => `question answer ${ids[i]} ${replies[i % 3]} "Because we can say so."`,
    )
  w.setClock("2026-08-19", "23:00")
  await answer(asked.slice(0, 12))
  w.setClock("2026-08-20", "00:10")
  await answer(asked.slice(12, 14))
  w.setClock("2026-09-20", "10:00")
  await answer(asked.slice(15, 17))
}

test("the index of the worked example is 49.17, with its three ranges, from a quarter that colleagues lived", async () => {
  const w = await openWorld({ people: names, at: ["2026-06-01", "10:00"] })
  for (const entry of w.roster) if (starters.includes(entry.key)) entry.steward = true
  await w.running.syncRoster()
  await w.says("chadia", "here")
  await w.says("chadia", 'settings adviser "Noor de Wit"')
  await acts(w)
  await answers(w)
  await questions(w)
  await w.at("2026-10-05", "09:00")

  const report = await reportOf(w, "2026-Q3")
  expect(report.frozen?.edition).toBe(1)
  expect(report.figures.depth?.ladder).toMatchObject({ steps: [72, 70, 50, 28, 15, 5], of: 240 })
  expect(report.figures.followUp).toMatchObject({ count: 12, of: 20, share: 0.6 })
  const { index } = report
  if (index.value === null) throw new Error(index.because)
  expect(index.counts).toMatchObject({ people: 240, reach: 168, active: 84, loop: { answered: 12, due: 20 } })
  const { value, sampling, nonResponse, weights } = buyIn(index.counts)
  const told = [value, ...[sampling, nonResponse, weights].flatMap((r) => [r.low, r.high])]
  expect(told.map((n) => n.toFixed(2)).join(" ")).toBe("49.17 45.75 52.48 34.21 61.21 42.15 55.46")
  expect(index).toMatchObject({ value: 49.2, parts: { depth: 28.3, attitude: 60.4, room: 49.2, loop: 60 } })
  expect(
    verifyReport(JSON.parse(JSON.stringify(toJson(report))), (text) => w.running.org.vault.digest(text))
      .findings,
  ).toEqual([])
}, 120_000)
