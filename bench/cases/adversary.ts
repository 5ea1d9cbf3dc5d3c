/**
 * `npm run bench -- adversary 301-900`: a few withheld numbers of each of those organisations, as `npm test` tries them of the first 300;
 * 1 to 5000 without a range: an hour or two. `adversary 301-900 whole`: every number, of whole people; some six times as long.
 * What is found is said at once, with the seed that finds it again.
 */
import { tryAll } from "../../test/report/adversary/findings.ts"
import { type Effort, few } from "../../test/report/adversary/people-findings.ts"
import type { Case, Outcome } from "../case.ts"

const whole: Effort = { most: 10_000, whole: true }
/** Of so many it says how far it came. */
const sayEach = 100

export const adversary: Case = {
  name: "adversary",
  apart: true,
  run: async (words, say) => {
    const [range = "1-5000", how = "few"] = words
    const [first, last] = range.split("-").map(Number)
    if (!first || !last || last < first) return { notMeasured: `not a range of organisations: ${range}` }
    if (how !== "few" && how !== "whole") return { notMeasured: `few or whole, not ${how}` }
    return tried({ first, last, effort: how === "whole" ? whole : few }, say)
  },
}

async function tried(
  { first, last, effort }: { first: number; last: number; effort: Effort },
  say: (line: string) => void,
): Promise<Outcome> {
  const sums = { organisations: 0, looked: 0, solved: 0, contradictions: 0, undecided: 0, told: 0 }
  for (let seed = first; seed <= last; seed++) {
    const one = await tryAll([seed], effort)
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
      "organisations that the adversary read": `${sums.organisations} (${first} to ${last}), ${effort.whole ? "every number" : "a few numbers of each"}`,
      "withheld numbers in them": sums.looked,
      "of these not open by themselves, and solved for": sums.solved,
      "known better than they may be": sums.told,
      "that contradict each other": sums.contradictions,
      "not decided in time": sums.undecided,
    },
  }
}
