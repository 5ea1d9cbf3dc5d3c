import type { Recorded } from "../app/ports.ts"
import type { PollKind } from "../domain/content.ts"
import type {
  Instant,
  LocalDate,
  PersonId,
  PlaceId,
  PollId,
  QuestionId,
  RunId,
  TimeZone,
} from "../domain/id.ts"
import type { NudgeAnswer } from "../domain/nudge.ts"
import { periodOf } from "../domain/period.ts"
import type { Question, Result } from "../domain/poll.ts"
import type { DeliverySettled } from "../domain/programme.ts"
import { dueOn } from "../domain/question.ts"
import { addDays, localDate, startOfDay } from "../domain/time.ts"
import type { Followed } from "./follow-up.ts"
import { frozenAfterDays } from "./frozen-after.ts"
import { mergeDays, type Window } from "./window.ts"

/** What an action was about. */
export type Source = { kind: "challenge"; id: string; unit: string } | { kind: "nudge"; id: string }
/** One person's work on one day: `done` stands on that day, `late` was taken back that day but done in a frozen week. */
export type Work = { done: number; late: number; amount: number }
export type Outcome = DeliverySettled["outcome"]
export type Offered = { kind: "challenge"; id: string } | { kind: "nudge"; id: string; place: PlaceId }

/** One local day of the organisation. Everything in it adds up, so that equal times may come in any order. */
export type Day = {
  /** Who answered: joined, voted, asked a question, or said done, later or no to a nudge. */
  answered: Set<PersonId>
  /** Who put a question, and who started a challenge: the upper steps of depth. */
  contributed: Set<PersonId>
  started: Set<PersonId>
  /** By `workKey`. Of a challenge each run by itself. */
  work: Map<string, { source: Source; run: RunId | null; people: Map<PersonId, Work> }>
  /** Actions taken back on this day that were done on `from`, in a week that was frozen by then. */
  late: { person: PersonId; from: LocalDate }[]
  closed: { poll: PollId; at: Instant; result: Result; of: number }[]
  /** Every challenge that began, and every nudge that was posted. */
  offered: Offered[]
  /** Polls that opened. */
  opened: number
  outcomes: Record<Outcome, number>
  /** Occasions that were too late to become a message. */
  tooLate: number
}

export type Asked = { question: Question; kind: PollKind; confidential: boolean }

/**
 * An incremental fold of the ledger into local days; `add` in the ledger's order, once each.
 *
 * Figures count by time of recording. What is undone disappears from the day on which it was done, unless that day's
 * ISO week or month is frozen by then: then it is a minus on the day of undoing.
 *
 * After retention a person reads `gone-2026-07-3`: who is who differs by month, so such days count actions and units, and
 * `Window.gone` tells that people cannot be counted any more. Closed periods are kept as snapshots before that.
 */
export type Tally = {
  add(recorded: Recorded): void
  between(from: LocalDate, to: LocalDate): Window
  days: ReadonlyMap<LocalDate, Day>
  /** The local day of the first event; null before it. */
  firstDay(): LocalDate | null
  /** How many messages ended in which way, ever. */
  outcomes(): Record<Outcome, number>
  asked: ReadonlyMap<PollId, Asked>
  /** Questions to management. */
  questions: ReadonlyMap<QuestionId, Followed>
  /** Random ids of people who had themselves forgotten. Nobody knows any more who they were. */
  forgotten: ReadonlySet<PersonId>
}

type State = {
  days: Map<LocalDate, Day>
  asked: Map<PollId, Asked>
  questions: Map<QuestionId, Followed>
  forgotten: Set<PersonId>
  /** Per reply stream, because the last answer holds. */
  answers: Map<string, { answer: NudgeAnswer; day: LocalDate }>
  first: LocalDate | null
  dateOf: (at: Instant) => LocalDate
  frozen: (day: LocalDate, at: Instant) => boolean
}

export function makeTally(q: { zone: TimeZone }): Tally {
  const state: State = {
    days: new Map(),
    asked: new Map(),
    questions: new Map(),
    forgotten: new Set(),
    answers: new Map(),
    first: null,
    dateOf: rememberDates(q.zone),
    frozen: rememberFreezing(q.zone),
  }
  return {
    add: (recorded) => add(state, recorded),
    between: (from, to) => mergeDays({ days: state.days, from, to }),
    firstDay: () => state.first,
    outcomes: () => outcomesOf(state),
    days: state.days,
    asked: state.asked,
    questions: state.questions,
    forgotten: state.forgotten,
  }
}

function add(state: State, { event, at, stream }: Recorded): void {
  const today = state.dateOf(at)
  if (state.first === null || today < state.first) state.first = today
  switch (event.type) {
    case "part.joined":
    case "ballot.sealed":
    case "ballot.named":
      dayOf(state, today).answered.add(event.person)
      return
    case "part.logged": {
      const source: Source = { kind: "challenge", id: event.challenge, unit: event.unit }
      count(
        dayOf(state, today),
        { source, run: event.run },
        { person: event.person, done: 1, amount: event.amount },
      )
      return
    }
    case "part.undone": {
      const source: Source = { kind: "challenge", id: event.challenge, unit: event.unit }
      const work = { person: event.person, amount: event.amount }
      takeBack(state, { source, run: event.run }, { ...work, day: state.dateOf(event.loggedAt), at })
      return
    }
    case "nudge.answered": {
      const on: On = { source: { kind: "nudge", id: event.nudge }, run: null }
      const before = state.answers.get(stream)
      const day = dayOf(state, today)
      day.answered.add(event.person)
      if (before?.answer === "done" && event.answer !== "done")
        takeBack(state, on, { person: event.person, amount: 0, day: before.day, at })
      if (before?.answer !== "done" && event.answer === "done")
        count(day, on, { person: event.person, done: 1, amount: 0 })
      if (before?.answer !== event.answer) state.answers.set(stream, { answer: event.answer, day: today })
      return
    }
    case "poll.opened":
      state.asked.set(event.poll, event)
      dayOf(state, today).opened++
      return
    case "poll.closed":
      dayOf(state, today).closed.push({ poll: event.poll, at, result: event.result, of: event.of })
      return
    case "question.asked":
      dayOf(state, today).answered.add(event.person)
      dayOf(state, today).contributed.add(event.person)
      state.questions.set(event.question, { dueOn: dueOn(today), answeredOn: null, withdrawnOn: null })
      return
    case "question.answered":
    case "question.withdrawn":
      follow(state, event, today)
      return
    case "run.started":
      dayOf(state, today).offered.push({ kind: "challenge", id: event.challenge })
      if (event.by !== null) dayOf(state, today).started.add(event.by)
      return
    case "nudge.posted":
      dayOf(state, today).offered.push({ kind: "nudge", id: event.nudge, place: event.place })
      return
    case "delivery.settled":
      dayOf(state, today).outcomes[event.outcome]++
      return
    case "occasion.missed":
      if (event.because === "late") dayOf(state, today).tooLate++
      return
    case "member.forgotten":
      state.forgotten.add(event.person)
      return
  }
}

function follow(
  { questions }: State,
  event: { type: "question.answered" | "question.withdrawn"; question: QuestionId },
  today: LocalDate,
): void {
  const known = questions.get(event.question)
  if (!known) return
  if (event.type === "question.answered") known.answeredOn ??= today
  else known.withdrawnOn ??= today
}

type On = { source: Source; run: RunId | null }

export function workKey({ source, run }: On): string {
  return source.kind === "challenge" ? `${source.id} ${source.unit} ${run}` : source.id
}

function takeBack(
  state: State,
  on: On,
  undone: { person: PersonId; amount: number; day: LocalDate; at: Instant },
): void {
  const { person, amount, day, at } = undone
  if (!state.frozen(day, at)) return count(dayOf(state, day), on, { person, done: -1, amount: -amount })
  const today = dayOf(state, state.dateOf(at))
  count(today, on, { person, done: 0, late: 1, amount: -amount })
  today.late.push({ person, from: day })
}

function count(
  day: Day,
  on: On,
  more: { person: PersonId; done: number; late?: number; amount: number },
): void {
  const key = workKey(on)
  let entry = day.work.get(key)
  if (!entry) {
    entry = { ...on, people: new Map() }
    day.work.set(key, entry)
  }
  let work = entry.people.get(more.person)
  if (!work) {
    work = { done: 0, late: 0, amount: 0 }
    entry.people.set(more.person, work)
  }
  work.done += more.done
  work.late += more.late ?? 0
  work.amount += more.amount
}

function outcomesOf({ days }: State): Record<Outcome, number> {
  const sum = { sent: 0, failed: 0, paused: 0, unreachable: 0, uncertain: 0, missed: 0 }
  for (const { outcomes } of days.values())
    for (const outcome of Object.keys(sum) as Outcome[]) sum[outcome] += outcomes[outcome]
  return sum
}

function dayOf(state: State, date: LocalDate): Day {
  let day = state.days.get(date)
  if (!day) {
    day = {
      answered: new Set(),
      contributed: new Set(),
      started: new Set(),
      work: new Map(),
      late: [],
      closed: [],
      offered: [],
      opened: 0,
      outcomes: { sent: 0, failed: 0, paused: 0, unreachable: 0, uncertain: 0, missed: 0 },
      tooLate: 0,
    }
    state.days.set(date, day)
  }
  return day
}

/** No zone of today changes its date or its offset within a quarter of an hour, and a million events share few of these. */
const quarterHourMs = 15 * 60_000

function rememberDates(zone: TimeZone): (at: Instant) => LocalDate {
  const known = new Map<number, LocalDate>()
  return (at) => {
    const slot = Math.floor(at / quarterHourMs)
    let date = known.get(slot)
    if (date === undefined) {
      date = localDate(slot * quarterHourMs, zone)
      known.set(slot, date)
    }
    return date
  }
}

function rememberFreezing(zone: TimeZone): (day: LocalDate, at: Instant) => boolean {
  const known = new Map<LocalDate, Instant>()
  return (day, at) => {
    let frozenAt = known.get(day)
    if (frozenAt === undefined) {
      const ends = [periodOf("week", day).to, periodOf("month", day).to]
      frozenAt = startOfDay(addDays(ends.sort()[0] ?? day, 1 + frozenAfterDays), zone)
      known.set(day, frozenAt)
    }
    return at >= frozenAt
  }
}
