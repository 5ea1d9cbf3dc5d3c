/** Alterations that are right in themselves: another place of the folder, the calendar or the definition tells. */
import type { Alteration } from "./alterations.ts"
import { change, type Loose } from "./forger.ts"

const q3 = "periods/2026-Q3.1.json"
const q4 = "periods/2026-Q4.1.json"

export const alike: Alteration[] = [
  {
    how: "management is given more days",
    alter: (f) => change(f, q4, (j) => void (j.figures.followUp.withinDays = 60)),
    named: "2026-Q4, edition 1, figures.followUp.withinDays",
    found: "60",
    expected: "30",
  },
  {
    how: "more were asked in a poll, in the quarter alone",
    alter: (f) => change(f, q4, (j) => void (j.polls[0].of += 40)),
    named: "2026-Q4, edition 1, polls",
  },
  {
    how: "a challenge is said to have begun after the quarter",
    alter: (f) =>
      change(f, q3, (j) => {
        const offered = j.evidence.flatMap((e: Loose) => e.elements.flatMap((it: Loose) => it.items))
        offered.find((item: Loose) => item.on.length > 0).on.push("2026-12-24")
      }),
    named: "2026-Q3, edition 1, evidence",
    expected: "days from 2026-07-01 to 2026-09-30",
  },
  {
    how: "an organisation is said to be invented",
    alter: (f) => {
      const about = JSON.parse(f.get("evidence.json") ?? "")
      f.set("evidence.json", `${JSON.stringify({ ...about, demo: true }, null, 1)}\n`)
      for (const path of f.keys())
        if (path.startsWith("periods/")) change(f, path, (j) => void (j.demo = true))
    },
    named: "stamp",
    expected: "DEMO",
  },
]
