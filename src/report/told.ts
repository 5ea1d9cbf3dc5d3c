/**
 * When the teams of a quarter may be told. Whoever compares a running quarter with itself of a week ago learns who took part for
 * the first time since; a quiet week would then tell how many of those were of which team.
 */
import type { LocalDate, PersonId } from "../domain/id.ts"
import { addDays } from "../domain/time.ts"
import { type Of, width } from "./open.ts"
import { neededFor, privacyLimits } from "./privacy.ts"
import type { Step } from "./steps.ts"
import type { Teams } from "./teams.ts"
import { acted, reached, type Window } from "./window.ts"

export type Told = {
  /** Weeks and months tell their teams as long as every week, month and quarter so far could. */
  parts: boolean
  reach: boolean
  active: boolean
}

type Question = {
  steps: Step[]
  teams: Teams
  everybody: Iterable<PersonId>
  between: (days: { from: LocalDate; to: LocalDate }) => Window
}

export function told(q: Question): Told {
  const { steps, teams } = q
  if (!teams.steady) return { parts: false, reach: false, active: false }
  const ask: Ask = { steps, ...livesOf(q) }
  const now: Told = { parts: true, reach: true, active: true }
  if (ask.groups.length === 0) return now
  const before = { reach: 0, active: 0 }
  for (const at of steps.keys()) {
    for (const part of partsAt(ask, at))
      for (const what of ["reach", "acted"] as const)
        if (!isOpen(ask, { at, took: (life) => (life[what] & part) !== 0 })) now.parts = false
    for (const what of ["reach", "active"] as const) {
      const took = tookBy(ask, what)
      now[what] =
        isOpen(ask, { at, took: (life) => took(life, at + 1) }) &&
        arePartsOpen(ask, { what, before: before[what], at })
      if (now[what]) before[what] = at + 1
      else now.parts = false
    }
  }
  return now
}

/** Bits: in which steps somebody did something. */
type Life = { reach: number; acted: number }
/** `first`: the step from which on they are there. */
type Group = { first: number; sizes: number[]; lives: Life[] }
type Ask = { steps: Step[]; lives: Life[]; groups: Group[] }

function livesOf({ steps, teams, everybody, between }: Question): Pick<Ask, "lives" | "groups"> {
  const windows = steps.map(between)
  const bits = (did: (window: Window) => boolean) =>
    windows.reduce((sum, window, i) => sum + (did(window) ? 2 ** i : 0), 0)
  const all = new Map<PersonId, Life>()
  for (const person of everybody)
    all.set(person, {
      reach: bits((window) => reached(window, person)),
      acted: bits((window) => acted(window, person)),
    })
  const groups = teams.hidden.map(({ since, sizes, people }): Group => {
    const livesIn = (some: PersonId[]) => some.flatMap((person) => all.get(person) ?? [])
    if (since === null) return { first: 0, sizes, lives: livesIn(people) }
    const first = steps.findIndex(({ to }) => to >= since)
    const earlier = between({ from: steps[0]?.from ?? since, to: addDays(since, -1) })
    // Who did something before the others came could not have done what these did.
    return { first, sizes, lives: livesIn(people.filter((person) => !reached(earlier, person))) }
  })
  return { lives: [...all.values()], groups }
}

function of(lives: Life[], took: (life: Life) => boolean): Of {
  return { count: lives.filter(took).length, of: lives.length }
}

/**
 * Whoever is in Other as long as somebody could have done what these did, and all figures of all days would be the
 * same. So as many values stay possible for a small group as these people leave open: enough, or as many as the figures of
 * everybody leave, with room to spare for those who leave the roster later.
 */
function isOpen({ groups, lives }: Ask, q: { at: number; took: (life: Life) => boolean }): boolean {
  const total = of(lives, q.took)
  return groups.every((group) => {
    if (group.first > q.at) return true
    const hidden = of(group.lives, q.took)
    return group.sizes.every((size) => {
      const needed = Math.min(neededFor(size), width(size, total))
      const { openSpare } = privacyLimits
      const spared = [-openSpare, openSpare].map((n) => width(size, { ...hidden, count: hidden.count + n }))
      return needed === 0 || Math.min(...spared) >= needed
    })
  })
}

/** Who took part in the quarter by the end of so many steps. */
function tookBy({ steps }: Ask, what: "reach" | "active"): (life: Life, steps: number) => boolean {
  const quarter = bitsFrom(steps, quarterOf(steps))
  if (what === "reach") return (life, upTo) => (life.reach & quarter & bitsBelow(upTo)) !== 0
  const monthOf = ({ stands }: Step) => stands.find(({ kind }) => kind === "month")?.from ?? []
  const starts = [...new Set(steps.flatMap(monthOf))]
  const months = starts.map((from, i) => bitsFrom(steps, from) & ~bitsFrom(steps, starts[i + 1] ?? "9"))
  return (life, upTo) => months.filter((month) => (life.acted & month & bitsBelow(upTo)) !== 0).length >= 2
}

function quarterOf(steps: Step[]): LocalDate {
  return steps.at(-1)?.stands.find(({ kind }) => kind === "quarter")?.from ?? ""
}

/** Of the steps from that day on. */
function bitsFrom(steps: Step[], from: LocalDate): number {
  return steps.reduce((sum, step, i) => sum + (step.from >= from ? 2 ** i : 0), 0)
}

function bitsBelow(steps: number): number {
  return 2 ** steps - 1
}

/** The week and the month as they stand at the end of a step, but for the week that is of two quarters. */
function partsAt({ steps }: Ask, at: number): number[] {
  const quarter = quarterOf(steps)
  const stands = steps[at]?.stands ?? []
  return stands
    .filter(({ kind, from }) => kind !== "quarter" && from >= quarter)
    .map(({ from }) => bitsFrom(steps, from) & bitsBelow(at + 1))
}

/**
 * Of the weeks and months since the quarter was told last those are known who took part for the first time, as far as nobody
 * can have done so in other weeks: no more than did anything in one of these, and no more than the quarter's own figure grew by.
 * They must leave a small group as open there as it would be.
 */
function arePartsOpen(ask: Ask, q: { what: "reach" | "active"; before: number; at: number }): boolean {
  const { steps, lives, groups } = ask
  const did = q.what === "reach" ? "reach" : "acted"
  const took = tookBy(ask, q.what)
  const isFirst = (life: Life) => took(life, q.at + 1) && !took(life, q.before)
  const first = of(lives, isFirst).count
  const since = bitsBelow(q.at + 1) & ~bitsBelow(q.before) & bitsFrom(steps, quarterOf(steps))
  const inStep = steps.map((_, i) => of(lives, (life) => (life[did] & (2 ** i)) !== 0).count)
  const grewIn = steps.map((_, i) => of(lives, (life) => took(life, i + 1) && !took(life, i)).count)
  const parts = [...steps.keys()].filter((at) => at >= q.before && at <= q.at)
  return parts.every((at) =>
    partsAt(ask, at).every((part) => {
      const isElsewhere = (_: number, i: number) => ((2 ** i) & since & ~part) !== 0
      const grew = grewIn.filter(isElsewhere).reduce((sum, n) => sum + n, 0)
      const others = Math.min(grew, Math.max(0, ...inStep.filter(isElsewhere)))
      const inPart = (life: Life) => (life[did] & part) !== 0
      const total = of(lives, inPart)
      return groups.every((group) => {
        if (group.first > at) return true
        const firstHidden = of(group.lives, isFirst).count
        const least = Math.max(0, firstHidden - others)
        const most = total.count - Math.max(0, first - firstHidden - others)
        return group.sizes.every((size) => {
          const open = Math.min(size, most) - Math.max(0, least - (group.lives.length - size))
          return open >= Math.min(neededFor(size), width(size, total))
        })
      })
    }),
  )
}
