/** What was asked of people, told differently; all hashes fit. */
import type { Alteration } from "./alterations.ts"
import { change, type Loose } from "./forger.ts"

const q4 = "periods/2026-Q4.1.json"

export const ofMinutes: Alteration[] = [
  {
    how: "less is said to be asked of people a week",
    alter: (f) => change(f, q4, (j) => void (j.figures.minutes.perWeek /= 2)),
    named: "2026-Q4, edition 1, figures.minutes.perWeek",
  },
  {
    how: "the days are made more, and so the minutes a week less",
    alter: (f) =>
      change(f, q4, ({ figures: { minutes } }) => {
        minutes.days *= 2
        minutes.perWeek = perWeek(minutes)
      }),
    named: "2026-Q4, edition 1, figures.minutes.days",
  },
  {
    how: "one question less is said to be asked, and all that follows from it in the same quarter",
    alter: (f) =>
      change(f, q4, ({ figures: { minutes } }) => {
        minutes.polls--
        minutes.minutes--
        minutes.perWeek = perWeek(minutes)
      }),
    named: "2026-Q4, edition 1, figures.minutes",
  },
  {
    how: "what was asked of people is taken out",
    alter: (f) => change(f, q4, (j) => void delete j.figures.minutes),
    named: "2026-Q4, edition 1, figures.minutes",
    found: "none",
    expected: "numbers",
  },
]

function perWeek({ minutes, days }: Loose): number {
  return Math.round((70 * minutes) / days) / 10
}
