import type { LocalDate, PersonId } from "../domain/id.ts"
import type { Day, Offered, Outcome, Source } from "./tally.ts"

/** Some days together. */
export type Window = {
  from: LocalDate
  to: LocalDate
  answered: ReadonlySet<PersonId>
  /** Who put a question, and who started a challenge. */
  contributed: ReadonlySet<PersonId>
  started: ReadonlySet<PersonId>
  /** Actions that still stand, a person. */
  done: ReadonlyMap<PersonId, number>
  work: readonly WorkOn[]
  closed: readonly Closed[]
  /** With its day; the same thing as often as it was offered. */
  offered: readonly (Offered & { on: LocalDate })[]
  /** Polls that opened. */
  opened: number
  outcomes: Record<Outcome, number>
  tooLate: number
  /** Persons of some of these days are deleted: people cannot be counted. */
  gone: boolean
}
export type Closed = Day["closed"][number] & { on: LocalDate }

/** All work on one challenge (in one unit) or nudge. */
export type WorkOn = {
  source: Source
  /** Late undoings are subtracted, so that a quiet week can go below zero. */
  actions: number
  amount: number
  /** The amount again, by day: a factor counts for its own days only. */
  days: ReadonlyMap<LocalDate, number>
  contributors: ReadonlySet<PersonId>
}

export function mergeDays(q: { days: ReadonlyMap<LocalDate, Day>; from: LocalDate; to: LocalDate }): Window {
  const answered = new Set<PersonId>()
  const contributed = new Set<PersonId>()
  const started = new Set<PersonId>()
  const done = new Map<PersonId, number>()
  const work = new Map<string, Together>()
  const closed: Closed[] = []
  const offered: (Offered & { on: LocalDate })[] = []
  const outcomes: Window["outcomes"] = {
    sent: 0,
    failed: 0,
    paused: 0,
    unreachable: 0,
    uncertain: 0,
    missed: 0,
  }
  let opened = 0
  let tooLate = 0
  for (const [date, day] of q.days) {
    if (date < q.from || date > q.to) continue
    for (const person of day.answered) answered.add(person)
    for (const person of day.contributed) contributed.add(person)
    for (const person of day.started) started.add(person)
    for (const { source, people } of day.work.values()) {
      const key = source.kind === "challenge" ? `${source.id} ${source.unit}` : source.id
      const on: Together = work.get(key) ?? { source, people: new Map(), days: new Map() }
      work.set(key, on)
      for (const [person, more] of people) {
        done.set(person, (done.get(person) ?? 0) + more.done)
        const sum = on.people.get(person) ?? { actions: 0, amount: 0 }
        on.people.set(person, {
          actions: sum.actions + more.done - more.late,
          amount: sum.amount + more.amount,
        })
        on.days.set(date, (on.days.get(date) ?? 0) + more.amount)
      }
    }
    // Undone after its week froze: in a period that holds both days, the person did not do it after all.
    for (const { person, from } of day.late)
      if (from >= q.from && from <= q.to) done.set(person, (done.get(person) ?? 0) - 1)
    closed.push(...day.closed.map((one) => ({ ...one, on: date })))
    offered.push(...day.offered.map((one) => ({ ...one, on: date })))
    opened += day.opened
    for (const outcome of Object.keys(outcomes) as Outcome[]) outcomes[outcome] += day.outcomes[outcome]
    tooLate += day.tooLate
  }
  closed.sort((a, b) => a.at - b.at || (a.poll < b.poll ? -1 : 1))
  offered.sort((a, b) => (a.on === b.on ? (a.id < b.id ? -1 : 1) : a.on < b.on ? -1 : 1))
  const gone = [...answered, ...done.keys()].some(isGone)
  const merged = [...work].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, on]) => total(on))
  const days = { from: q.from, to: q.to }
  const people = { answered, contributed, started, done, gone }
  return { ...days, ...people, work: merged, closed, offered, opened, outcomes, tooLate }
}

/** Amounts have one decimal; this small a rest is left over by adding and subtracting them as floats. */
export const rest = 0.01

type Together = {
  source: Source
  people: Map<PersonId, { actions: number; amount: number }>
  days: Map<LocalDate, number>
}

function total({ source, people, days }: Together): WorkOn {
  let actions = 0
  let amount = 0
  const contributors = new Set<PersonId>()
  for (const [person, sum] of people) {
    actions += sum.actions
    amount += sum.amount
    if (sum.actions !== 0 || Math.abs(sum.amount) > rest) contributors.add(person)
  }
  return { source, actions, amount: Math.round(amount * 10) / 10, days, contributors }
}

/** At least one voluntary answer, or an action that still stands. */
export function reached(window: Window, person: PersonId): boolean {
  return window.answered.has(person) || acted(window, person)
}

/** At least `times` actions that still stand. */
export function acted(window: Window, person: PersonId, times = 1): boolean {
  return (window.done.get(person) ?? 0) >= times
}

/**
 * How many people certainly stand behind this work. Names of the deleted (`gone-2026-07-3`) hold for one month, and may be
 * the same people as those of other months and as those still named: so the largest of these groups counts, never their sum.
 */
export function contributors(work: readonly WorkOn[]): number {
  return largestGroup(new Set(work.flatMap((on) => [...on.contributors])))
}

export function largestGroup(people: ReadonlySet<PersonId>): number {
  const groups = new Map<string, number>()
  for (const person of people) groups.set(groupOf(person), (groups.get(groupOf(person)) ?? 0) + 1)
  return Math.max(0, ...groups.values())
}

/** Within a group two names are two people. */
export function groupOf(person: PersonId): string {
  return isGone(person) ? person.slice(0, person.lastIndexOf("-")) : "named"
}

/** What retention leaves of a person. Real ids are random letters and digits without a hyphen. */
export function isGone(person: PersonId): boolean {
  return person.startsWith("gone-")
}
