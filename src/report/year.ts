import { daysMin, perWeek } from "./minutes.ts"
import { publishFollowUp, publishWork, withheld } from "./privacy.ts"
import type {
  Count,
  Figures,
  FollowUp,
  GoalFigure,
  Logged,
  LoggedAmount,
  Minutes,
  Published,
} from "./report.ts"

/**
 * A year sums only what adds: actions, amounts, and questions that were due. People do not, because the same person is in several quarters.
 * Where one quarter is withheld the year is too, else it could be subtracted.
 */
export function sumOfQuarters(quarters: readonly Figures[]): Figures {
  return {
    reach: null,
    active: null,
    depth: null,
    actions: sumCounts(quarters.map((f) => f.actions)),
    logged: sumLogged(quarters.flatMap((f) => f.logged)),
    sdg: sumGoals(quarters.flatMap((f) => f.sdg)),
    segments: [],
    followUp: sumFollowUp(quarters.map((f) => f.followUp)),
    minutes: sumMinutes(quarters.map((f) => f.minutes)),
  }
}

/** A question is due once, so these add up. */
function sumFollowUp(parts: readonly Published<FollowUp>[]): Published<FollowUp> {
  let [answered, due] = [0, 0]
  for (const part of parts) {
    if (part.suppressed) return withheld(part.because)
    answered += part.count
    due += part.of
  }
  return publishFollowUp({ answered, due, people: 1, minGroup: 1 })
}

/** Both minutes and days add up. */
function sumMinutes(quarters: readonly (Minutes | null)[]): Minutes | null {
  const known = quarters.filter((one) => one !== null)
  if (known.length < quarters.length) return null
  const sum = (name: keyof Minutes) => known.reduce((total, one) => total + one[name], 0)
  return perWeek({
    challenges: sum("challenges"),
    nudges: sum("nudges"),
    polls: sum("polls"),
    days: Math.max(daysMin, sum("days")),
  })
}

export function sumCounts(parts: readonly Published<Count>[]): Published<Count> {
  let count = 0
  for (const part of parts) {
    if (part.suppressed) return withheld(part.because)
    count += part.count
  }
  return alreadyPublished({ count })
}

function sumGoals(figures: readonly GoalFigure[]): GoalFigure[] {
  return [...groups(figures, (f) => f.goal)].map(([, same]) => ({
    ...same[0],
    actions: sumCounts(same.map((f) => f.actions)),
  }))
}

function sumLogged(figures: readonly Logged[]): Logged[] {
  return [...groups(figures, (f) => f.unit)].map(([, same]) => {
    const amounts: LoggedAmount[] = []
    for (const { logged } of same) {
      if (logged.suppressed) return { ...same[0], logged: withheld(logged.because) }
      amounts.push(logged)
    }
    return { ...same[0], logged: alreadyPublished(sumAmounts(amounts)) }
  })
}

function sumAmounts(parts: readonly LoggedAmount[]): LoggedAmount {
  const amount = round(parts.reduce((sum, p) => sum + p.amount, 0))
  const ranges = parts.map((p) => p.kgCo2e).filter((r) => r !== null)
  const newest = [...ranges].sort((a, b) => b.factorYear - a.factorYear)[0]
  if (ranges.length < parts.length || !newest) return { amount, people: null, kgCo2e: null }
  const kg = (bound: "low" | "mid" | "high") => round(ranges.reduce((sum, r) => sum + r[bound], 0))
  return { amount, people: null, kgCo2e: { ...newest, low: kg("low"), mid: kg("mid"), high: kg("high") } }
}

/** A sum of figures that each may be shown may be shown. */
function alreadyPublished<T extends object>(sum: T): Published<T> {
  return publishWork(sum, Number.POSITIVE_INFINITY)
}

function groups<T, K>(items: readonly T[], key: (item: T) => K): Map<K, [T, ...T[]]> {
  const found = new Map<K, [T, ...T[]]>()
  for (const item of items) {
    const same = found.get(key(item))
    if (same) same.push(item)
    else found.set(key(item), [item])
  }
  return found
}

function round(amount: number): number {
  return Math.round(amount * 10) / 10
}
