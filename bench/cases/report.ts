/** The report of a quarter with 10 k events in all, and with 990 k older ones before them. Cold: from the closed folder to the figures. */
import { performance } from "node:perf_hooks"
import { reportFor } from "../../src/app/office.ts"
import { readPeriod } from "../../src/domain/period.ts"
import { type Case, lineOf, type Outcome, round } from "../case.ts"
import { folderOf, now, openHistory, type Stretch, writeHistory } from "../history.ts"
import { interleave, median } from "../measure.ts"
import { inFolder } from "../process.ts"

const people = 1000
const weekMs = 7 * 24 * 3_600_000
const quarter: Stretch = { events: 10_000, weeks: 13, until: now }
const older: Stretch = { events: 990_000, weeks: 143, until: now - 13 * weekMs }
/** A cold round takes ten seconds and more. */
const coldBudgetMs = 100_000

export const report: Case = { name: "report", run: () => inFolder(measure) }

async function measure(folder: string): Promise<Outcome> {
  const short = folderOf(folder, "10k")
  const long = folderOf(folder, "1M")
  await writeHistory(short, { people, stretches: [quarter] })
  await writeHistory(long, { people, stretches: [older, quarter] })
  const cold = await interleave({
    budgetMs: coldBudgetMs,
    ours: () => coldMs(long),
    floor: () => coldMs(short),
  })
  const opened = { short: await openHistory(short), long: await openHistory(long) }
  for (let i = 0; i < 5; i++) for (const one of Object.values(opened)) await reportMs(one)
  const warm = await interleave({
    rounds: 15,
    ours: () => reportMs(opened.long),
    floor: () => reportMs(opened.short),
  })
  for (const { org } of Object.values(opened)) await org.store.close()
  const target = { target: 1.5, better: "lower" as const }
  return {
    lines: [
      lineOf("report of a quarter, warm, 1 M events in the history ÷ 10 k, ms", warm, target),
      lineOf("report of a quarter, cold (open, fold, report), 1 M ÷ 10 k, ms", cold, target),
    ],
    printed: {
      "report with 1 M events, warm: ms": round(median(warm.ours)),
      "report with 1 M events, cold: ms": round(median(cold.ours)),
      "report, cold: rounds that fitted into 100 s (9 are wanted)": cold.ours.length,
    },
  }
}

type Opened = Awaited<ReturnType<typeof openHistory>>

async function coldMs(folder: string): Promise<number> {
  const from = performance.now()
  const opened = await openHistory(folder)
  await reportMs(opened)
  const took = performance.now() - from
  await opened.org.store.close()
  return took
}

async function reportMs({ org }: Opened): Promise<number> {
  const period = readPeriod("2026-Q4")
  if (!period) throw new Error("no such period")
  const from = performance.now()
  await reportFor(org, { period, for: "steward" })
  return performance.now() - from
}
