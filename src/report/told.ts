/**
 * When the teams of a quarter may be told. Whoever compares a running quarter with itself of a week ago learns who took part for
 * the first time since; a quiet week would then tell how many of those were of which team.
 */
import type { LocalDate, PersonId } from "../domain/id.ts"
import { addDays } from "../domain/time.ts"
import { type Of, width } from "./open.ts"
import { neededFor, privacyLimits } from "./privacy.ts"
import type { Step } from "./steps.ts"
import type { Coming, Since, Teams } from "./teams.ts"
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
  if (ask.segments.length === 0) return now
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

/** Bits: in which steps somebody did something. `until`: of how many of those that came they could have done the same. */
type Life = { reach: number; acted: number; until: number }
/** `first`: the step from which on they are there. `alike`: could have done what these did. */
type Came = { first: number; alike: Life[] }
/** People of one segment who came together, and those alike who are not of it. */
type Group = { came: Came; own: Life[]; others: Life[] }
type Ask = { steps: Step[]; lives: Life[]; segments: Group[][] }
type Took = (life: Life) => boolean

function livesOf({ steps, teams, everybody, between }: Question): Pick<Ask, "lives" | "segments"> {
  const windows = steps.map(between)
  const bits = (did: (window: Window) => boolean) =>
    windows.reduce((sum, window, i) => sum + (did(window) ? 2 ** i : 0), 0)
  const all = new Map<PersonId, Life>()
  for (const person of everybody)
    all.set(person, {
      reach: bits((window) => reached(window, person)),
      acted: bits((window) => acted(window, person)),
      until: 0,
    })
  const livesIn = (some: PersonId[]) => some.flatMap((person) => all.get(person) ?? [])
  const { segments, people } = teams.hidden
  const cameOn = (day: Since): Came => {
    const there = people.filter(({ since }) => (since ?? "") <= (day ?? "")).map(({ id }) => id)
    if (day === null) return { first: 0, alike: livesIn(there) }
    const earlier = between({ from: steps[0]?.from ?? day, to: addDays(day, -1) })
    // Who did something before the others came could not have done what these did.
    const idle = there.filter((person) => !reached(earlier, person))
    return { first: steps.findIndex(({ to }) => to >= day), alike: livesIn(idle) }
  }
  const comings = new Map<Since, Came>()
  for (const day of daysIn(segments)) {
    const came = cameOn(day)
    comings.set(day, came)
    for (const life of came.alike) life.until = comings.size
  }
  const groupsOf = (some: Coming[]): Group[] => {
    const mine = some.length > 1 ? new Set(livesIn(some.flatMap((one) => one.people))) : null
    return [...comings].flatMap(([day, came]) => {
      const coming = some.find(({ since }) => since === day)
      if (!coming) return []
      const others = mine ? came.alike.filter((life) => !mine.has(life)) : []
      return { came, own: livesIn(coming.people), others }
    })
  }
  return { lives: [...all.values()], segments: segments.map(groupsOf) }
}

/** Since when there are people of small segments, from the first day on. */
function daysIn(segments: Coming[][]): Since[] {
  const days = new Set(segments.flatMap((some) => some.map(({ since }) => since)))
  return [...days].sort((a, b) => ((a ?? "") < (b ?? "") ? -1 : 1))
}

function of(lives: Life[], took: Took): Of {
  return { count: lives.filter(took).length, of: lives.length }
}

/**
 * Whoever is in Other as long as somebody could have done what these did, and all figures of all days would be the
 * same. So as many values stay possible for a small group as these people leave open: enough, or as many as the figures of
 * everybody leave, with room to spare for those who leave the roster later.
 */
function isOpen(ask: Ask, { at, took }: { at: number; took: Took }): boolean {
  const { openSpare } = privacyLimits
  const total = of(ask.lives, took)
  const counted = new Map<Came, Of>()
  const inAll = (came: Came) => {
    const known = counted.get(came) ?? of(came.alike, took)
    counted.set(came, known)
    return known
  }
  return ask.segments.every((groups) => {
    const here = groups.filter(({ came }) => came.first <= at)
    const size = here.reduce((sum, { own }) => sum + own.length, 0)
    const needed = Math.min(neededFor(size), width(size, total))
    if (needed === 0) return true
    const [only, ...more] = here
    if (!only || more.length > 0) return exchanges(here, took) >= needed
    const { count, of: all } = inAll(only.came)
    const spared = [-openSpare, openSpare].map((n) => width(size, { count: count + n, of: all }))
    return Math.min(...spared) >= needed
  })
}

/** How many people of one segment could have done what others did instead, each with another, and some of these to spare. */
function exchanges(groups: Group[], took: Took): number {
  let sum = 0
  for (const did of [true, false]) {
    const able = groups.map(({ others }) => others.filter((life) => took(life) !== did))
    const taken = new Set<Life>()
    const take = (some: Life[], most: number) => {
      const free = some.filter((life) => !taken.has(life))
      // Who can take the place of those who come next is kept for them.
      if (free.length > most) free.sort((a, b) => a.until - b.until)
      const now = free.slice(0, most)
      for (const life of now) taken.add(life)
      return now.length
    }
    take(able.at(-1) ?? [], privacyLimits.openSpare)
    for (const [i, { own }] of groups.entries())
      sum += take(able[i] ?? [], own.filter((life) => took(life) === did).length)
  }
  return sum
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
  const { steps, lives } = ask
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
      const openIn = ({ came: { alike }, own }: Group) => {
        const firstHidden = of(alike, isFirst).count
        const least = Math.max(0, firstHidden - others)
        const most = total.count - Math.max(0, first - firstHidden - others)
        return Math.max(0, Math.min(own.length, most) - Math.max(0, least - (alike.length - own.length)))
      }
      return ask.segments.every((groups) => {
        const here = groups.filter(({ came }) => came.first <= at)
        const size = here.reduce((sum, { own }) => sum + own.length, 0)
        const open = here.reduce((sum, group) => sum + openIn(group), 0)
        return open >= Math.min(neededFor(size), width(size, total))
      })
    }),
  )
}
