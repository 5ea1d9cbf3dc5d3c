/** What the adversary finds in one invented organisation: cells that the rules withhold, and that are known too well after all. */
import { readPeriod } from "../../src/domain/period.ts"
import { toJson } from "../../src/report/json.ts"
import { makeTally } from "../../src/report/tally.ts"
import { contributors, type WorkOn } from "../../src/report/window.ts"
import {
  type Json,
  kindsOf,
  participation,
  periodsOf,
  type Range,
  type Reading,
  type SourceOf,
  type Wish,
  type WorkWish,
  workDone,
} from "./adversary.ts"
import { type Invented, now } from "./organisations.ts"
import { catalogue, report, zone } from "./world.ts"

export type Finding = { what: string; range: Range; needed: number }

const quarter = readPeriod("2026-Q4")
if (!quarter) throw new Error("no quarter")
const periods = periodsOf(quarter)

export function readingsOf(org: Invented): Reading[] {
  return periods.map((period) => ({
    period,
    json: toJson(report(period.id, { ...org, now, for: "manager" })) as Json,
  }))
}

/** What a suppressor would publish that hides small cells, and never looks at what can be subtracted. */
export function plantedReadingsOf(org: Invented): Reading[] {
  const tally = makeTally({ zone })
  for (const event of org.events) tally.add(event)
  return periods.map((period) => {
    const bare = toJson(report(period.id, { ...org, now, for: "manager", minGroup: 1 })) as Json
    const { work } = tally.between(period.from, period.to)
    const hide = (on: WorkOn[]) => contributors(on) > 0 && contributors(on) < 3
    const actions = (on: WorkOn[]) => on.reduce((sum, w) => sum + w.actions, 0)
    const segments = bare.figures.segments.filter((s) => "of" in s.reach && s.reach.of >= org.minGroup)
    const sdg = bare.figures.sdg.map(({ goal }) => {
      const on = work.filter((w) => sources.find((s) => s.id === w.source.id)?.goals.includes(goal))
      return hide(on) ? { goal, suppressed: true as const } : { goal, actions: actions(on) }
    })
    const all = hide([...work]) ? { suppressed: true as const } : { count: actions([...work]) }
    const logged = bare.figures.logged.map(({ unit }) => ({ unit, suppressed: true as const }))
    return { period, json: { ...bare, figures: { ...bare.figures, segments, sdg, logged, actions: all } } }
  })
}

/** A small segment must stay open by 5 people or a tenth of it, or as much as the figures of everybody leave open. */
export async function participationFindings(
  org: Invented,
  readings: Reading[],
  most: number,
): Promise<Finding[]> {
  const kinds = kindsOf(org.people)
  const sizeAt = (segment: string, day: string) =>
    kinds.filter((k) => k.segment === segment && k.on(day)).reduce((total, k) => total + k.size, 0)
  const names = [...new Set(kinds.flatMap((k) => k.segment ?? []))]
  const all = periods.flatMap((period) =>
    names
      .filter((name) => {
        const size = sizeAt(name, period.to)
        return size > 0 && size < org.minGroup
      })
      .flatMap((segment): Wish[] => [
        { period: period.id, segment, what: "reach" },
        { period: period.id, segment, what: "active" },
      ]),
  )
  // Spread over periods and segments; all of them where there is time.
  const wishes = all.filter(
    (_, i) => Math.floor((i * most) / all.length) !== Math.floor(((i - 1) * most) / all.length),
  )
  const known = await participation({ readings, kinds, wishes, cells: true, whole: false })
  const narrow = wishes.flatMap((wish, i) => {
    const size = sizeAt(wish.segment, periods.find((p) => p.id === wish.period)?.to ?? "")
    const needed = Math.min(size, Math.max(5, Math.ceil(size / 10)))
    const range = known[i]
    return range && widthOf(range) < needed ? [{ wish, range, needed }] : []
  })
  // What the figures of everybody tell by themselves is not the segments' doing.
  const totals = narrow.map((n) => n.wish)
  const before = await participation({ readings, kinds, wishes: totals, cells: false, whole: false })
  return narrow.flatMap(({ wish, range, needed }, i) => {
    const least = Math.min(needed, widthOf(before[i] ?? range))
    return widthOf(range) < least
      ? [{ what: `${wish.what} of ${wish.segment} in ${wish.period}`, range, needed: least }]
      : []
  })
}

/** Work of one or two people must stay open: no single value, nor a tenth of what it is. */
export async function workFindings(org: Invented, readings: Reading[]): Promise<Finding[]> {
  const tally = makeTally({ zone })
  for (const event of org.events) tally.add(event)
  const secret: { wish: WorkWish; value: number }[] = []
  for (const { period, json } of readings) {
    const { work } = tally.between(period.from, period.to)
    const few = (on: readonly WorkOn[]) => contributors(on) > 0 && contributors(on) < 3
    const add = (wish: Omit<WorkWish, "period">, on: readonly WorkOn[]) => {
      const value = on.reduce((sum, w) => sum + (wish.what === "actions" ? w.actions : w.amount), 0)
      if (few(on)) secret.push({ wish: { ...wish, period: period.id }, value })
    }
    add({ what: "actions" }, work)
    for (const { goal } of json.figures.sdg)
      add(
        { what: "actions", goal },
        work.filter((on) => sources.find((s) => s.id === on.source.id)?.goals.includes(goal)),
      )
    for (const { unit } of json.figures.logged)
      add(
        { what: "logged", unit },
        work.filter((on) => on.source.kind === "challenge" && on.source.unit === unit),
      )
  }
  const known = await workDone({ readings, sources, wishes: secret.map((s) => s.wish), whole: false })
  return secret.flatMap(({ wish, value }, i) => {
    const range = known[i]
    const needed = Math.max(wish.what === "actions" ? 1 : 0.5, value / 10)
    return range && widthOf(range) < needed ? [{ what: JSON.stringify(wish), range, needed }] : []
  })
}

const sources: SourceOf[] = [
  ...[...catalogue.challenges.values()].map((c) => ({
    id: c.id,
    goals: c.sdg,
    unit: c.unit,
    maxPerLog: catalogue.units.get(c.unit)?.maxPerLog ?? 0,
  })),
  ...[...catalogue.nudges.values()].map((n) => ({ id: n.id, goals: [n.sdg], unit: null, maxPerLog: 0 })),
]

/** Whole people: what lies between two of them is none. */
function widthOf({ low, high }: Range): number {
  return Math.floor(high + 1e-6) - Math.ceil(low - 1e-6)
}
