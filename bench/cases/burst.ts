/** 2,000 votes on one poll at the same moment. */
import { performance } from "node:perf_hooks"
import type { Case, Outcome } from "../case.ts"
import { round } from "../case.ts"
import { openHistory, say, writeHistory } from "../history.ts"
import { median, quantile } from "../measure.ts"
import { inFolder } from "../process.ts"

const votes = 2000

export const burst: Case = { name: "burst of votes", run: () => inFolder(measure) }

async function measure(folder: string): Promise<Outcome> {
  await writeHistory(folder, { people: votes, stretches: [] })
  const running = await openHistory(folder)
  await say(running, { who: 0, text: "here" })
  await say(running, { who: 0, text: 'poll open "Fietsen?" "Ja" "Nee"' })
  const poll = [...(await running.org.board.upToDate()).polls.keys()][0] ?? ""
  const waits: number[] = []
  const from = performance.now()
  await Promise.all(
    Array.from({ length: votes }, async (_, who) => {
      await say(running, { who, text: `poll vote ${poll} ${who % 2 ? "a" : "b"}` })
      waits.push(performance.now() - from)
    }),
  )
  const took = performance.now() - from
  const counted = (await running.org.board.upToDate()).polls.get(poll)?.ballots.size
  if (counted !== votes) throw new Error(`${counted} of ${votes} votes were counted`)
  await running.org.store.close()
  return {
    lines: [],
    printed: {
      "burst of 2,000 votes on one poll: all answered after ms": round(took),
      "burst: votes a second": round((votes / took) * 1000),
      "burst: half were answered after ms": round(median(waits)),
      "burst: 99 % were answered after ms": round(quantile(waits, 0.99)),
      "burst: votes counted": counted,
    },
  }
}
