/**
 * The same reader, and what people chose in polls: the rules are known by which a result is withheld, rounded or shown, and what
 * the index is made of. What a poll records at its close is all that any surface tells of it.
 */
import type { Event } from "../../../src/domain/event.ts"
import { catalogue } from "./content.ts"
import { inner, isRange, type Puzzle, puzzle, ranges, type Sum, solver, sum, type Wanted } from "./linear.ts"
import type { Organisation } from "./organisations.ts"
import { type Effort, type Found, neededFor, spread } from "./people-findings.ts"
import type { PollJson, Reading, Readings } from "./readings.ts"

type Opened = Event & { type: "poll.opened" }
type Poll = { told: PollJson; opened: Opened; options: Map<string, number> }

export async function opinionFindings(
  org: Organisation,
  { reports }: Readings,
  effort: Effort,
): Promise<Found> {
  const p = puzzle()
  const polls = pollsOf(p, org, reports)
  for (const poll of polls.values()) tell(p, poll, org.minGroup)
  for (const reading of reports) tellIndex(p, reading, polls)
  const all = [...polls.values()].flatMap(({ told, options }) =>
    [...options].map(([key, variable]) => ({ told, key, variable, needed: neededIn(told, org.minGroup) })),
  )
  const targets = spread(
    all.filter(({ told }) => told.answers > 0),
    effort.most,
  )
  // No world is seen before: what people chose was never written down here.
  const seen = { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY }
  const wanted = targets.map(
    ({ variable, needed }): Wanted => ({ sum: sum([variable, 1]), seen, enough: needed, width: inner }),
  )
  const known = ranges(await solver(), { puzzle: p, wanted, whole: true })
  const findings = targets.flatMap(({ told, key, needed }, i) => {
    const range = known[i]
    if (!isRange(range)) return []
    const what = inWords({ told, key })
    // What all chose is known of each.
    const isOfAll = Math.ceil(range.low - 1e-6) === told.answers
    return isOfAll || inner(range) < needed ? [{ what, ...range, needed }] : []
  })
  const contradictions = known.filter((range) => range === "contradicts").length
  const undecided = targets.filter((_, i) => known[i] === "undecided").map(inWords)
  return { looked: all.length, solved: targets.length, contradictions, undecided, findings }
}

function inWords({ told, key }: { told: PollJson; key: string }): string {
  return `how many of ${told.answers} chose ${key} in poll ${told.poll} (${told.id})`
}

function isWithheld({ options }: PollJson): boolean {
  return !Array.isArray(options)
}

/** What is told of enough answers may be known; what is withheld, or told of too few, may not. */
function neededIn(told: PollJson, minGroup: number): number {
  return isWithheld(told) || told.answers < minGroup ? neededFor(told.answers) : 0
}

/** Each once: it stands in the report of its week, month, quarter and year alike. */
function pollsOf(p: Puzzle, { events }: Organisation, reports: Reading[]): Map<string, Poll> {
  const opened = new Map(
    events.flatMap(({ event }) => (event.type === "poll.opened" ? [[event.poll, event]] : [])),
  )
  const polls = new Map<string, Poll>()
  for (const told of reports.flatMap(({ json }) => json.polls)) {
    const asked = opened.get(told.poll)
    if (!asked || polls.has(told.poll)) continue
    const options = keysOf(asked).map((key): [string, number] => [key, p.variable(0, told.answers)])
    polls.set(told.poll, { told, opened: asked, options: new Map(options) })
  }
  return polls
}

function keysOf({ question }: Opened): string[] {
  if (question.type === "typed") return question.options.map(({ key }) => key)
  return catalogue.polls.get(question.item)?.options.map(({ key }) => key) ?? []
}

/** Shares of fewer than 20 answers are told in steps of so much. */
const step = 0.05

function tell(p: Puzzle, { told, opened, options }: Poll, minGroup: number): void {
  const { answers } = told
  const all = [...options.values()]
  if (opened.kind !== "multiple") p.know(sumOf(all), { low: answers, high: answers })
  if (Array.isArray(told.options)) {
    for (const { key, count, share = 0 } of told.options) {
      const variable = options.get(key)
      if (variable === undefined) continue
      const around = { low: answers * (share - step / 2), high: answers * (share + step / 2) }
      p.know(sumOf([variable]), count === undefined ? around : { low: count, high: count })
    }
  } else if (answers >= minGroup) {
    // Something was chosen by all: one of these is 1, and its option has all answers.
    const by = all.map((variable) => ({ variable, is: p.variable(0, 1) }))
    p.know(sumOf(by.map(({ is }) => is)), { low: 1 })
    for (const { variable, is } of by) p.know(sum([variable, 1], [is, -answers]), { low: 0 })
  }
}

/** The index's parts are means of shares who agree, to a tenth; its counts say who agreed with what. */
function tellIndex(p: Puzzle, { json, period }: Reading, polls: ReadonlyMap<string, Poll>): void {
  for (const part of ["attitude", "room"] as const) {
    const items = [...catalogue.polls.values()].filter(({ index }) => index === part)
    const asked = items.flatMap(({ id }) => {
      const last = json.polls.findLast((poll) => poll.id === id)
      return (last && polls.get(last.poll)) ?? []
    })
    const value = json.index.parts?.[part]
    if (period.kind === "quarter" && typeof value === "number" && asked.length === items.length) {
      const terms = asked.flatMap(({ options, told }) =>
        agreeing.map((key): [number, number] => [options.get(key) ?? -1, 100 / told.answers / items.length]),
      )
      p.know(sum(...terms), { low: value - rounding, high: value + rounding })
    }
    for (const { item, agree } of json.index.counts?.[part] ?? []) {
      const poll = asked.find(({ told }) => told.id === item)
      if (poll) p.know(sumOf(agreeing.map((key) => poll.options.get(key) ?? -1)), { low: agree, high: agree })
    }
  }
}

const agreeing = ["d", "e"]
const rounding = 0.0501

function sumOf(variables: number[]): Sum {
  return sum(...variables.map((variable) => [variable, 1] as const))
}
