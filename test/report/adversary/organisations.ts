/**
 * Invented organisations of some weeks around the end of a month or quarter, from a number: of every awkward size, with teams just
 * under and over the smallest group, with people who come, go, come back and change teams, with polls, undone work and forgetting.
 */
import type { Person, Recorded } from "../../../src/app/ports.ts"
import type { LocalDate } from "../../../src/domain/id.ts"
import { addDays } from "../../../src/domain/time.ts"
import { publishOpinion } from "../../../src/report/privacy.ts"
import { ledger, person } from "../world.ts"
import { type Chance, chanceOf } from "./chance.ts"
import { lifeOf } from "./life.ts"

export type Organisation = {
  seed: number
  scenario: string
  minGroup: number
  people: Person[]
  /** Who had themselves forgotten, at noon of which day. */
  forgotten: ReadonlyMap<string, LocalDate>
  events: Recorded[]
  from: LocalDate
  to: LocalDate
  /** When somebody looked: before or after what happened on that day. */
  moments: Moment[]
}
export type Moment = { day: LocalDate; edge: "start" | "end" }

type Plan = {
  minGroup: number
  teams: { segment: string | null; size: number }[]
  turnover: number
  movers: number
}
type Scenario = { name: string; plan: (chance: Chance) => Plan; turns?: Turns }
/** Who comes and goes, beside chance. */
type Turns = (q: { plan: Plan; chance: Chance; day: () => LocalDate }) => Spells[]

const boundaries = ["2026-07-01", "2026-09-01", "2026-10-01", "2026-11-01", "2026-12-01", "2027-01-01"]

/** `close`: what a poll tells at its close. */
export function invent(seed: number, close = publishOpinion): Organisation {
  const chance = chanceOf(seed)
  const scenario = scenarios[seed % scenarios.length] as Scenario
  const boundary = chance.pick(boundaries)
  const from = addDays(boundary, -7 - chance.below(20))
  const to = addDays(boundary, 8 + chance.below(16))
  const day = () => addDays(from, 1 + chance.below(daysBetween(from, to) - 1))
  const plan = scenario.plan(chance)
  const rosters = [...staff({ plan, chance, day }), ...(scenario.turns?.({ plan, chance, day }) ?? [])]
  const people = rosters.map((roster, i) => person(`p${i}`, null, { roster }))
  const forgotten = new Map<string, LocalDate>()
  if (chance.happens(0.15) && people.length > 1) forgotten.set(chance.pick(people).id, day())
  const happened = lifeOf({
    people,
    forgotten,
    chance,
    from,
    to,
    minGroup: plan.minGroup,
    measured: scenario.name === measured.name,
    close,
  })
  for (const [id, on] of forgotten)
    happened.push({ at: `${on}T12:00Z`, event: { type: "member.forgotten", person: id } })
  const events = happened.filter(({ at, event }) => {
    const on = "person" in event ? forgotten.get(event.person) : undefined
    return on === undefined || event.type === "member.forgotten" || String(at) < `${on}T12:00Z`
  })
  events.sort((a, b) => Date.parse(String(a.at)) - Date.parse(String(b.at)))
  const turning = people.flatMap(({ roster }) =>
    roster.flatMap((s) => [s.from, s.to ? addDays(s.to, 1) : s.from]),
  )
  return {
    seed,
    scenario: scenario.name,
    minGroup: plan.minGroup,
    people,
    forgotten,
    events: ledger(events),
    from,
    to,
    moments: momentsOf({ chance, day, turns: turning.filter((d) => d > from && d <= to) }),
  }
}

function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}

/** Before and after somebody came or went, and any other time. */
function momentsOf(q: { chance: Chance; day: () => LocalDate; turns: LocalDate[] }): Moment[] {
  const { chance } = q
  const turn = q.turns.length > 0 ? chance.pick(q.turns) : q.day()
  const any = (): Moment => ({ day: q.day(), edge: chance.pick(["start", "end"] as const) })
  const all = [
    { day: addDays(turn, -1), edge: "end" } as const,
    { day: turn, edge: "start" } as const,
    any(),
    any(),
  ]
  return [...new Map(all.map((moment) => [`${moment.day} ${moment.edge}`, moment])).values()]
}

const since = "2026-01-01"

type Spells = Person["roster"]

function staff({ plan, chance, day }: { plan: Plan; chance: Chance; day: () => LocalDate }): Spells[] {
  const people = plan.teams.flatMap(({ segment, size }) =>
    Array.from({ length: size }, (): Spells => [{ from: since, to: null, segment }]),
  )
  const changed = people.map((one): Spells => {
    const segment = one[0]?.segment ?? null
    if (!chance.happens(plan.turnover)) return one
    const [a, b] = [day(), day()].sort() as [LocalDate, LocalDate]
    const spells: Spells[] = [
      [{ from: a, to: null, segment }],
      [{ from: since, to: a, segment }],
      [{ from: a, to: b, segment }],
      a === b
        ? []
        : [
            { from: since, to: a, segment },
            { from: addDays(b, 1), to: null, segment },
          ],
    ]
    return chance.pick(spells)
  })
  for (let i = 0; i < plan.movers && changed.length > 0; i++) {
    const at = chance.below(changed.length)
    const [spell, ...others] = changed[at] ?? []
    if (!spell || others.length > 0 || spell.to !== null || spell.from !== since) continue
    const on = day()
    changed[at] = [
      { ...spell, to: addDays(on, -1) },
      { from: on, to: null, segment: chance.pick(plan.teams).segment },
    ]
  }
  return changed.filter((spells) => spells.length > 0)
}

const whole = (size: number): Scenario => ({
  name: `${size} people`,
  plan: (chance) => ({
    minGroup: 10,
    teams: split(chance, size),
    turnover: chance.pick([0, 0, 0.05]),
    movers: 0,
  }),
})

/** Without segments, or in two or three. */
function split(chance: Chance, size: number): Plan["teams"] {
  if (size === 0 || chance.happens(0.4)) return size === 0 ? [] : [{ segment: null, size }]
  const first = chance.below(size + 1)
  const second = chance.below(size - first + 1)
  return [first, second, size - first - second].map((n, i) => ({ segment: `s${i}`, size: n }))
}

const teams: Scenario = {
  name: "teams",
  plan: (chance) => {
    const minGroup = chance.pick([5, 10, 10, 10])
    const sizes = [1 + chance.below(minGroup - 1), minGroup + chance.below(30)]
    for (let i = chance.below(4); i > 0; i--) sizes.push(chance.pick([2, 4, 7, 9, 12, 18, 25, 40]))
    return {
      minGroup,
      teams: [
        ...sizes.map((size, i) => ({ segment: `s${i}`, size })),
        { segment: null, size: chance.below(3) },
      ],
      turnover: chance.pick([0, 0.02, 0.05]),
      movers: 0,
    }
  },
}

/** Just under, at and over the smallest group, so that one person makes the difference. */
const edge: Scenario = {
  name: "teams at the edge",
  plan: (chance) => ({
    minGroup: 10,
    teams: [8, 9, 10, 11, 10].slice(chance.below(3)).map((size, i) => ({ segment: `s${i}`, size })),
    turnover: chance.pick([0, 0.03]),
    movers: 0,
  }),
  turns: ({ plan, chance, day }) => {
    const spells = (segment: string | null): Spells =>
      chance.happens(0.5) ? [{ from: day(), to: null, segment }] : [{ from: since, to: day(), segment }]
    return Array.from({ length: 1 + chance.below(2) }, () => spells(chance.pick(plan.teams).segment))
  },
}

const movers: Scenario = {
  name: "people who change teams",
  plan: (chance) => ({ ...teams.plan(chance), turnover: 0, movers: 1 + chance.below(4) }),
}

/** A team of a few, or people without a team, where there were none before. */
const arriving = (name: string, segment: string | null): Scenario => ({
  name,
  plan: (chance) => {
    const plan = teams.plan(chance)
    const isOther = (one: Plan["teams"][number]) =>
      one.segment !== null && (one.size >= plan.minGroup || chance.happens(0.3))
    const large = { segment: "large", size: plan.minGroup + chance.below(60) }
    return { ...plan, teams: [...plan.teams.filter(isOther), large] }
  },
  turns: ({ plan, chance, day }) => {
    const on = day()
    const size = segment === null ? chance.pick([1, 1, 2, 3]) : 1 + chance.below(plan.minGroup - 1)
    return Array.from(
      { length: size },
      (): Spells => [{ from: addDays(on, chance.pick([0, 0, 0, 2])), to: null, segment }],
    )
  },
})

/** A team of a few that more come to. */
const growing: Scenario = {
  name: "a small team that grows",
  plan: (chance) => {
    const plan = teams.plan(chance)
    const isOther = ({ segment, size }: Plan["teams"][number]) => segment !== null && size >= plan.minGroup
    const few = { segment: "few", size: 1 + chance.below(2) }
    const large = { segment: "large", size: plan.minGroup + chance.below(60) }
    return { ...plan, teams: [...plan.teams.filter(isOther), large, few] }
  },
  turns: ({ plan, chance, day }) => {
    const on = day()
    return Array.from(
      { length: 1 + chance.below(plan.minGroup - 2) },
      (): Spells => [{ from: addDays(on, chance.pick([0, 0, 0, 2])), to: null, segment: "few" }],
    )
  },
}

const measured: Scenario = { ...whole(60), name: "60 people with an index" }

const crossing = (name: string, q: { first: number; then: number }): Scenario => ({
  name,
  plan: () => ({
    minGroup: 10,
    teams: [{ segment: null, size: Math.min(q.first, q.then) }],
    turnover: 0,
    movers: 0,
  }),
  turns: ({ chance, day }) => {
    // Several at once, and one or two a day later.
    const on = day()
    const at = () => addDays(on, chance.pick([0, 0, 0, 1, 2]))
    return Array.from(
      { length: Math.abs(q.then - q.first) },
      (): Spells =>
        q.then > q.first
          ? [{ from: at(), to: null, segment: null }]
          : [{ from: since, to: at(), segment: null }],
    )
  },
})

const scenarios: Scenario[] = [
  teams,
  edge,
  whole(0),
  teams,
  movers,
  whole(1),
  teams,
  edge,
  whole(8),
  movers,
  arriving("a new team", "new"),
  whole(9),
  edge,
  teams,
  whole(10),
  movers,
  crossing("growing from 9 to 11", { first: 9, then: 11 }),
  arriving("the first people without a team", null),
  whole(11),
  edge,
  growing,
  whole(20),
  movers,
  crossing("growing from 3 to 40", { first: 3, then: 40 }),
  teams,
  whole(60),
  edge,
  measured,
  crossing("growing from 9 to 19", { first: 9, then: 19 }),
  teams,
  crossing("shrinking from 12 to 9", { first: 12, then: 9 }),
]
