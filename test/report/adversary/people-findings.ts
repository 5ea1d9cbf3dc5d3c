/** Groups of people that are too small to be told of, and of whom it is known too well all the same. */
import type { Person } from "../../../src/app/ports.ts"
import type { LocalDate } from "../../../src/domain/id.ts"
import {
  beginningOf,
  cellOf,
  everybody,
  type Group,
  kindsOf,
  nobodyKnows,
  sizeOf,
  teamOf,
  tells,
} from "./groups.ts"
import { inner, isRange, type Known, type Range, ranges, solver, type Wanted } from "./linear.ts"
import type { Organisation } from "./organisations.ts"
import { type Answered, isThere, peoplePuzzle, type Reads, type What, type Wish } from "./people.ts"
import type { Reading, Readings } from "./readings.ts"

/** One withheld number that is known better than it may be. */
export type Finding = { what: string; low: number; high: number; needed: number }
/** `looked`: withheld numbers that were tried. */
export type Found = {
  looked: number
  /** How many of these the solver had to look at. */
  solved: number
  /** Where what is read contradicts itself: somebody took something back between two looks. */
  contradictions: number
  /** What the solver had no time to be sure of: neither found, nor shown to be open. */
  undecided: string[]
  findings: Finding[]
}
/** How many numbers are solved at most, and whether whole people must leave them open. */
export type Effort = { most: number; whole: boolean }
/** What `npm test` tries in each organisation. */
export const few: Effort = { most: 4, whole: false }

type Wished = { reading: Reading; what: What; group: Group; size: number }
/** `enough`: more than that the figure of everybody does not leave open. `seen`: what is possible without one published figure being another. */
type Target = Wished & { seen: Range; enough: number }
export async function peopleFindings(
  org: Organisation,
  { reports }: Readings,
  effort: Effort,
): Promise<Found> {
  const readings = reports.filter(({ period, gone }) => period.kind !== "year" && !gone)
  const all = targetsOf(org, readings)
  const open = all.filter((one) => inner(one.seen) < one.enough)
  const targets = [
    ...spread(open, effort.most),
    ...spread(
      all.filter((one) => !open.includes(one)),
      1,
    ),
  ]
  const known = await rangesOf(org, { readings, targets, effort, reads: everything })
  const narrow = targets.flatMap((target, i) => {
    const range = known[i]
    return isRange(range) && inner(range) < target.enough ? [{ target, range }] : []
  })
  const findings: Finding[] = []
  const undecided = targets.filter((_, i) => known[i] === "undecided").map(inWords)
  for (const some of Map.groupBy(narrow, ({ target }) => baselineOf(target)).values()) {
    const before = await rangesOf(org, {
      readings,
      targets: some.map(({ target }) => target),
      effort,
      reads: mayKnow(org, (some[0] as (typeof some)[number]).target),
    })
    for (const [i, { target, range }] of some.entries()) {
      const allowed = before[i]
      if (allowed === "undecided") undecided.push(inWords(target))
      if (allowed === "undecided") continue
      const needed = Math.min(target.enough, isRange(allowed) ? inner(allowed) : Number.POSITIVE_INFINITY)
      if (inner(range) < needed) findings.push({ what: inWords(target), ...inWhole(range), needed })
    }
  }
  const contradictions = known.filter((range) => range === "contradicts").length
  return { looked: all.length, solved: targets.length, contradictions, undecided, findings }
}

/**
 * How far numbers are open because those who are counted together all the time could have done what the others did: not one
 * figure would be another.
 */
function swapsOf(org: Organisation, readings: Reading[]): (target: Wished) => Range {
  const alike = [...Map.groupBy(org.people, (person) => keyOf(org, person, readings)).values()]
  return ({ reading, what, group }) => {
    const seen = { low: 0, high: 0 }
    for (const people of alike) {
      if (!people.some((one) => isThere(one, reading.day))) continue
      const some = people.filter((one) => group === everybody || teamOf(org, one, reading) === group).length
      const took = people.filter(({ id }) => reading.took[what].has(id)).length
      seen.low += Math.max(0, took - (people.length - some))
      seen.high += Math.min(some, took)
    }
    return seen
  }
}

function keyOf(org: Organisation, person: Person, readings: Reading[]): string {
  const days = person.roster.map((s) => `${s.from} ${s.to}`)
  const cells = readings.map((reading) => {
    const cell = isThere(person, reading.day) ? cellOf(teamOf(org, person, reading), reading) : ""
    return tells(reading, everything(), cell) ? cell : ""
  })
  return [...days, ...cells].join()
}

const everything = (): Reads => ({ totals: true, cells: () => true })

/** A team's is the same at all times; of everybody it is what was told before. */
function baselineOf({ group, reading }: Target): unknown {
  return group === everybody ? reading : group
}

/**
 * What DESIGN publishes whatever follows from it: the figures of everybody, from while they were enough people; how many answered
 * a poll; and a cell's own figures, from while it was large enough. What was told before the first of a team came was told already.
 */
function mayKnow(org: Organisation, { group, reading }: Target): (other: Reading) => Reads {
  if (group === everybody) return (other) => ({ totals: other.now < reading.now, cells: () => false })
  const began = beginningOf(org, group)
  return (other) => ({
    totals: true,
    cells: (segment) =>
      other.day < began || (sizeOf(org, group, other) >= org.minGroup && segment === cellOf(group, other)),
  })
}

async function rangesOf(
  org: Organisation,
  q: {
    readings: Reading[]
    targets: Target[]
    effort: Effort
    reads: (reading: Reading) => Reads
  },
): Promise<Known[]> {
  const { readings, targets, reads } = q
  if (targets.length === 0) return []
  const kinds = kindsOf(org, { readings, reads, groups: new Set(targets.map(({ group }) => group)) })
  const wishes = targets.map(
    ({ reading, what, group }): Wish => ({
      reading,
      what,
      is: (counted) => group === everybody || counted.group === group,
    }),
  )
  const made = peoplePuzzle({ readings, kinds, reads, answered: answeredIn(org), wishes })
  const wanted = made.wanted.map((sum, i): Wanted => {
    const { size, seen, enough } = targets[i] as Target
    const all = made.sizes[i] ?? size
    return { sum, seen: { low: all - seen.high, high: all - seen.low }, enough, width: inner }
  })
  const idle = ranges(await solver(), { puzzle: made.puzzle, wanted, whole: q.effort.whole })
  return idle.map((range, i) => {
    const size = made.sizes[i] ?? 0
    return isRange(range) ? { low: size - range.high, high: size - range.low } : range
  })
}

/**
 * DESIGN tells of every poll how many answered it. Who sees that of one that began among too few people and ended among enough
 * knows more of the few: so much is told on purpose, and not read here.
 */
function answeredIn({ events, people, minGroup }: Organisation): Answered[] {
  const opened = new Map<string, LocalDate>()
  const found: Answered[] = []
  const isSmall = (day: LocalDate) => people.filter((one) => isThere(one, day)).length < minGroup
  for (const { at, event } of events) {
    const day = new Date(at).toISOString().slice(0, 10)
    if (event.type === "poll.opened") opened.set(event.poll, day)
    if (event.type !== "poll.closed") continue
    const from = opened.get(event.poll) ?? day
    if (isSmall(from) === isSmall(day)) found.push({ from, last: day, answers: event.result.answers })
  }
  return found
}

function targetsOf(org: Organisation, readings: Reading[]): Target[] {
  const swaps = swapsOf(org, readings)
  return readings.flatMap((reading): Target[] => {
    const here = org.people.filter((one) => isThere(one, reading.day))
    const teams = Map.groupBy(here, (one) => teamOf(org, one, reading))
    const groups: [Group, number][] = [...teams].map(([team, people]) => [team, people.length])
    if (here.length > 0) groups.push([everybody, here.length])
    const isSmall = ([group, size]: [Group, number]) =>
      size < org.minGroup && group !== nobodyKnows && (group === everybody || size < here.length)
    return groups.filter(isSmall).flatMap(([group, size]) =>
      (["reach", "active"] as const).map((what): Target => {
        const target: Wished = { reading, what, group, size }
        return { ...target, seen: swaps(target), enough: enoughFor(target) }
      }),
    )
  })
}

/** As many, from all over. */
export function spread<T>(items: T[], most: number): T[] {
  const slot = (i: number) => Math.floor((i * most) / items.length)
  return items.filter((_, i) => slot(i) !== slot(i - 1))
}

function enoughFor({ reading, what, group, size }: Wished): number {
  const total = reading.json.figures[what]
  if (group === everybody || total.suppressed) return neededFor(size)
  return Math.min(neededFor(size), Math.min(size, total.count) - Math.max(0, total.count - (total.of - size)))
}

export function neededFor(size: number): number {
  return Math.min(size, Math.max(5, Math.ceil(size / 10)))
}

function inWhole({ low, high }: Range): Range {
  return { low: Math.ceil(low - 1e-6), high: Math.floor(high + 1e-6) }
}

function inWords({ reading, what, group, size }: Target): string {
  const who =
    group === everybody
      ? `all ${size}`
      : group === null
        ? `the ${size} without a team`
        : `the ${size} of ${String(group)}`
  return `how many of ${who} were ${what === "reach" ? "reached" : "active"} in ${reading.title}`
}
