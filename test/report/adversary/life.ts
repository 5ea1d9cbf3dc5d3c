/** What happens in an invented organisation: quiet and busy weeks, teams that take part more or less, polls of every outcome. */
import type { Person } from "../../../src/app/ports.ts"
import type { PollItem } from "../../../src/domain/content.ts"
import type { Event } from "../../../src/domain/event.ts"
import type { LocalDate } from "../../../src/domain/id.ts"
import { tally } from "../../../src/domain/poll.ts"
import { addDays } from "../../../src/domain/time.ts"
import type { publishOpinion } from "../../../src/report/privacy.ts"
import type { Happened } from "../world.ts"
import type { Chance } from "./chance.ts"
import { catalogue } from "./content.ts"

type Place = {
  people: Person[]
  forgotten: ReadonlyMap<string, LocalDate>
  chance: Chance
  from: LocalDate
  to: LocalDate
  minGroup: number
  /** Every item of the index is asked, and many answer. */
  measured: boolean
  /** What a poll tells at its close. */
  close: typeof publishOpinion
}
type Did = Happened & { at: string; event: Event }

export function lifeOf(q: Place): Did[] {
  const { chance, from } = q
  const happened: Did[] = [{ at: `${from}T05:00Z`, event: { type: "place.left", place: "x", by: "x" } }]
  const busy = chance.pick([0.02, 0.1, 0.3, 0.6, 0.95])
  const takes = new Map<string | null, number>()
  const favourite = chance.pick([...catalogue.challenges.values()]).id
  for (let week = from; week <= q.to; week = addDays(week, 7)) {
    const level = busy * chance.pick([0, 0.2, 1, 1, 1])
    for (const one of q.people) {
      const segment = one.roster[0]?.segment ?? null
      if (!takes.has(segment)) takes.set(segment, chance.pick([0, 0.3, 1, 1, 1.5]))
      while (chance.happens(Math.min(0.9, level * (takes.get(segment) ?? 1)))) {
        const day = addDays(week, chance.below(7))
        if (day > q.to || !isThere(one, day)) break
        happened.push(deed(one.id, { chance, day, favourite, n: happened.length }))
        if (chance.happens(0.5)) break
      }
    }
  }
  const undone = chance.happens(0.12) ? happened.filter(() => chance.happens(0.06)) : []
  for (const one of undone) happened.push(...undo(one, { ...q, chance }))
  const items = q.measured ? [...catalogue.polls.values()] : []
  for (const item of items) happened.push(...poll(item.id, q, { item, eager: 0.9, way: "any" }))
  for (let n = chance.pick([0, 1, 2, 4]); n > 0; n--) happened.push(...poll(`q${n}`, q, wayOf(chance)))
  return happened
}

export function isThere({ roster }: Person, day: LocalDate): boolean {
  return roster.some((s) => s.from <= day && (s.to === null || day <= s.to))
}

function deed(who: string, q: { chance: Chance; day: LocalDate; favourite: string; n: number }): Did {
  const { chance, n } = q
  const at = `${q.day}T${String(6 + chance.below(14)).padStart(2, "0")}:30Z`
  const kind = chance.next()
  if (kind < 0.3) return { at, event: { type: "part.joined", run: "r", challenge: "bike", person: who } }
  if (kind < 0.5) {
    const nudge = chance.pick([...catalogue.nudges.keys()])
    const answer = chance.pick(["done", "done", "no", "later"] as const)
    return { at, event: { type: "nudge.answered", post: `n${n}`, nudge, person: who, answer } }
  }
  const id = chance.happens(0.6) ? q.favourite : chance.pick([...catalogue.challenges.keys()])
  const unit = catalogue.challenges.get(id)?.unit ?? ""
  const amount = unit === "cups" ? 1 : (1 + chance.below(400)) / 10
  return {
    at,
    event: {
      type: "part.logged",
      run: runOf(id, q.day),
      challenge: id,
      person: who,
      log: `l${n}`,
      amount,
      unit,
      day: q.day,
    },
  }
}

export function runOf(challenge: string, day: LocalDate): string {
  return `${challenge}.${runDays(challenge, day).from}`
}

/** Of two weeks each: of some challenges from Monday on, of others from Thursday on, so that two runs share a week. */
export function runDays(challenge: string, day: LocalDate): { from: LocalDate; to: LocalDate } {
  const first = challenge === "train" || challenge === "mug" ? "2026-01-08" : "2026-01-05"
  const runs = Math.floor((Date.parse(day) - Date.parse(first)) / (14 * 86_400_000))
  const from = addDays(first, 14 * runs)
  return { from, to: addDays(from, 13) }
}

function undo({ at, event }: Did, { chance, to }: Place): Did[] {
  if (event.type !== "part.logged") return []
  const later = addDays(event.day, chance.below(12))
  if (later > to) return []
  const { run, challenge, person, log, amount, unit } = event
  const undone = { run, challenge, person, log, amount, unit, loggedAt: Date.parse(at) }
  return [{ at: `${later}T20:30Z`, event: { type: "part.undone", ...undone } }]
}

type Way = { item: PollItem | null; eager: number; way: "same" | "nearly" | "any" }

/** Everybody the same, all but one, or any way; a few answers or many. */
function wayOf(chance: Chance): Way {
  return {
    item: chance.pick([...catalogue.polls.values(), null]),
    eager: chance.pick([0.2, 0.5, 0.9, 1]),
    way: chance.pick(["same", "nearly", "any", "any"] as const),
  }
}

function poll(id: string, q: Place, { item, eager, way }: Way): Did[] {
  const { people, forgotten, chance, from, to, minGroup, close } = q
  const opened = addDays(
    from,
    chance.below(Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) - 8)),
  )
  const closed = addDays(opened, 7)
  const kind = item ? item.kind : chance.pick(["single", "multiple"] as const)
  const keys = item ? item.options.map((o) => o.key) : ["a", "b", "c"].slice(0, chance.pick([2, 3]))
  // The ballot of who is forgotten goes with them.
  const mayVote = (one: Person) =>
    isThere(one, opened) && isThere(one, closed) && (forgotten.get(one.id) ?? "9") > closed
  const voters = people.filter((one) => mayVote(one) && chance.happens(eager))
  const usual = chance.pick(keys)
  const ballots = voters.map((_, i) => {
    if (way === "same" || (way === "nearly" && i > 0)) return usual
    return kind === "multiple" ? keys.filter(() => chance.happens(0.5)).join(",") || usual : chance.pick(keys)
  })
  const result = close({ counts: tally(keys, ballots), answers: voters.length, minGroup })
  const of = Math.max(voters.length, people.filter((one) => isThere(one, closed)).length)
  const question = item
    ? { type: "item" as const, item: item.id }
    : { type: "typed" as const, question: "t", options: keys.map((key) => ({ key, text: key })) }
  const opens: Event = {
    type: "poll.opened",
    poll: id,
    question,
    kind,
    confidential: true,
    closesAt: Date.parse(`${closed}T16:00Z`),
    by: null,
    places: [],
  }
  return [
    { at: `${opened}T07:00Z`, event: opens },
    ...voters.map(
      ({ id: who }): Did => ({
        at: `${chance.pick(daysOf(people, { who, opened, closed }))}T09:00Z`,
        event: { type: "ballot.sealed", poll: id, person: who, sealed: "" },
      }),
    ),
    { at: `${closed}T16:00Z`, event: { type: "poll.closed", poll: id, result, of } },
  ]
}

/** Days of the poll on which the voter is there; the last day belongs to the close. */
function daysOf(people: Person[], q: { who: string; opened: LocalDate; closed: LocalDate }): LocalDate[] {
  const voter = people.find(({ id }) => id === q.who)
  const days: LocalDate[] = []
  for (let day = q.opened; day < q.closed; day = addDays(day, 1))
    if (voter && isThere(voter, day)) days.push(day)
  return days.length > 0 ? days : [q.opened]
}
