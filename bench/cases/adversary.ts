/**
 * `npm run bench -- adversary 1001-1300`: every withheld number of those organisations, of whole people, where `npm test` tries a few
 * of each. 1 to 5000 without a range: hours. What is found is said at once, with the seed that finds it again.
 */
import { tryAll } from "../../test/report/adversary/findings.ts"
import type { Case, Outcome } from "../case.ts"

const every = { most: 10_000, whole: true }
/** Of so many it says how far it came. */
const sayEach = 100

export const adversary: Case = {
  name: "adversary",
  apart: true,
  run: async (range = "1-5000", say = () => undefined) => {
    const [first, last] = range.split("-").map(Number)
    if (!first || !last || last < first) return { notMeasured: `not a range of organisations: ${range}` }
    return tried(first, last, say)
  },
}

async function tried(first: number, last: number, say: (line: string) => void): Promise<Outcome> {
  const sums = { organisations: 0, looked: 0, solved: 0, contradictions: 0, undecided: 0, told: 0 }
  for (let seed = first; seed <= last; seed++) {
    const one = await tryAll([seed], every)
    for (const what of one.told) say(what)
    for (const what of one.undecided) say(`not decided in time: ${what}`)
    if (one.contradictions > 0)
      say(`organisation ${seed}: ${one.contradictions} numbers contradict each other`)
    for (const name of ["organisations", "looked", "solved", "contradictions"] as const)
      sums[name] += one[name]
    sums.told += one.told.length
    sums.undecided += one.undecided.length
    if (sums.organisations % sayEach === 0) say(`up to organisation ${seed}: ${JSON.stringify(sums)}`)
  }
  if (sums.told > 0 || sums.contradictions > 0) process.exitCode = 1
  return {
    lines: [],
    printed: {
      "organisations that the adversary read": `${sums.organisations} (${first} to ${last})`,
      "withheld numbers in them": sums.looked,
      "of these not open by themselves, and solved for": sums.solved,
      "known better than they may be": sums.told,
      "that contradict each other": sums.contradictions,
      "not decided in time": sums.undecided,
    },
  }
}
