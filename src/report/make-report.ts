import type { Person } from "../app/ports.ts"
import type { Catalogue } from "../domain/content.ts"
import type { Instant, LocalDate, TimeZone } from "../domain/id.ts"
import { type Period, periodOf, previousPeriod } from "../domain/period.ts"
import { type Programme, scopeOn } from "../domain/programme.ts"
import { addDays, localDate } from "../domain/time.ts"
import { active } from "./active.ts"
import { deliveries } from "./deliveries.ts"
import { evidence, sumOfEvidence } from "./evidence.ts"
import { countFollowUp } from "./follow-up.ts"
import { type Edition, thawed } from "./freeze.ts"
import { indexFigure } from "./index-figure.ts"
import type { Basis } from "./metric.ts"
import { figures } from "./metrics.ts"
import { countedDays } from "./minutes.ts"
import { polls, type Texts } from "./polls.ts"
import { publishOperations } from "./privacy.ts"
import { reach } from "./reach.ts"
import type { IndexFigure, Report } from "./report.ts"
import { shownWork } from "./residue.ts"
import { countedFrom, rosterOn } from "./roster.ts"
import { stepsUpTo } from "./steps.ts"
import type { Offered, Tally } from "./tally.ts"
import { teamsOf } from "./teams.ts"
import { told } from "./told.ts"
import type { Window } from "./window.ts"
import { sumOfQuarters } from "./year.ts"

export type ReportQuestion = {
  tally: Tally
  people: readonly Person[]
  forgotten: readonly { roster: Person["roster"] }[]
  programme: Programme
  catalogue: Catalogue
  /** Typed questions and options that still exist; without it they read as withdrawn. */
  texts?: Texts
  period: Period
  now: Instant
  zone: TimeZone
  organisation: string
  demo: boolean
  minGroup: number
  for: "steward" | "manager"
  /** Frozen periods by id: what was before is compared with, and summed, as it was kept. */
  frozen?: ReadonlyMap<string, Edition>
}

/** Weeks in the trend: a quarter's. */
export const trendWeeks = 13

export function makeReport(q: ReportQuestion): Report {
  const { period, zone, tally } = q
  const today = localDate(q.now, zone)
  const state = period.from > today ? "future" : period.to >= today ? "running" : "over"
  const basis = basisOf(q, period, today)
  const { roster, window } = basis
  const quarters = period.kind === "year" ? quartersOf(q, today) : []
  return {
    organisation: q.organisation,
    demo: q.demo,
    countedFrom: countedSince(q, basis),
    minGroup: q.minGroup,
    period: { id: period.id, kind: period.kind, from: period.from, to: period.to, timeZone: zone, state },
    roster: {
      size: roster.size,
      asOf: roster.day,
      scope: scopeOn(q.programme, roster.day).type,
      headcount: roster.size,
      outOrPaused: publishOperations(outOrPaused(q, basis), q.for),
    },
    figures: period.kind === "year" ? sumOfQuarters(quarters.map((r) => r.figures)) : figures(basis),
    shown: timesOffered(window),
    previous: state === "over" && period.kind !== "year" ? previousOf(q, today) : null,
    polls: polls({ ...q, texts: q.texts ?? new Map(), window, asked: tally.asked }),
    index: indexFigure({
      basis,
      asked: tally.asked,
      over: state === "over",
      before: period.kind === "quarter" && state === "over" ? indexBefore(q, today) : null,
      beforeId: previousPeriod(period).id,
    }),
    evidence: period.kind === "year" ? sumOfEvidence(quarters) : evidence(basis, tally.asked),
    trend: trendUpTo(q, today),
    quarters,
    waiting: [],
    deliveries: publishOperations(deliveries(window), q.for),
    frozen: null,
  }
}

function timesOffered({ offered }: Window): Report["shown"] {
  const of = (kind: Offered["kind"]) => offered.filter((one) => one.kind === kind).length
  return { challenges: of("challenge"), nudges: of("nudge") }
}

function basisOf(q: ReportQuestion, period: Period, today: LocalDate): Basis {
  const day = period.to < today ? period.to : today
  const from = [period.from, periodOf("quarter", day).from].sort()[0] ?? day
  const since = countedFrom({ ...q, from, to: day })
  const later = (first: LocalDate) => (first > since ? first : since)
  const between = (days: { from: LocalDate; to: LocalDate }) => q.tally.between(later(days.from), days.to)
  const window = q.tally.between(period.from, period.to)
  const roster = rosterOn({ day, people: q.people, forgotten: q.forgotten })
  const teams = once(() => teamsOf({ people: q.people, forgotten: q.forgotten, day, minGroup: q.minGroup }))
  return {
    period,
    window,
    took: since > period.from ? between(period) : window,
    since: later(period.from),
    months: period.kind === "quarter" ? monthsOf(period).map(between) : [],
    roster,
    teams,
    told: once(() =>
      told({ steps: stepsUpTo(day), teams: teams(), everybody: roster.people.keys(), between }),
    ),
    daysCounted: countedDays({ from: period.from, to: day, first: q.tally.firstDay() }),
    followUp: countFollowUp(q.tally.questions, { from: period.from, to: period.to, today }),
    forgottenIds: q.tally.forgotten,
    catalogue: q.catalogue,
    shown: once(() => shownWork({ days: q.tally.days, catalogue: q.catalogue, period, day })),
    minGroup: q.minGroup,
  }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function monthsOf(quarter: Period): Period[] {
  const first = periodOf("month", quarter.from)
  const second = periodOf("month", addDays(first.to, 1))
  return [first, second, periodOf("month", quarter.to)]
}

function quartersOf(q: ReportQuestion, today: LocalDate): Report[] {
  const quarters: Report[] = []
  const first = q.tally.firstDay()
  for (let day = q.period.from; day <= q.period.to && day <= today; ) {
    const quarter = periodOf("quarter", day)
    const kept = q.frozen?.get(quarter.id)
    if (first === null || quarter.to >= first)
      quarters.push(
        kept ? thawed(kept, { reader: q.for, first: null }) : makeReport({ ...q, period: quarter }),
      )
    day = addDays(quarter.to, 1)
  }
  return quarters
}

function previousOf(q: ReportQuestion, today: LocalDate): Report["previous"] {
  const kept = keptBefore(q)
  if (kept) {
    const { reach: reached, active: wasActive } = kept.report.figures
    return reached && wasActive && { id: kept.report.period.id, reach: reached, active: wasActive }
  }
  const basis = basisBefore(q, today)
  return basis && { id: basis.period.id, reach: reach(basis), active: active(basis) }
}

function indexBefore(q: ReportQuestion, today: LocalDate): IndexFigure | null {
  const kept = keptBefore(q)
  if (kept) return kept.report.index
  const basis = basisBefore(q, today)
  return basis && indexFigure({ basis, asked: q.tally.asked, over: true, before: null, beforeId: "" })
}

function keptBefore(q: ReportQuestion): Edition | null {
  const period = previousPeriod(q.period)
  const kept = q.frozen?.get(period.id) ?? null
  const first = kept?.report.countedFrom ?? null
  return first === null || first > period.from ? null : kept
}

/** Only a period that was counted from its first day on is a fair comparison. */
function basisBefore(q: ReportQuestion, today: LocalDate): Basis | null {
  const period = previousPeriod(q.period)
  const first = q.tally.firstDay()
  const basis = basisOf(q, period, today)
  return first === null || first > period.from || basis.since > period.from ? null : basis
}

/** Since the first event, or since there were enough people. */
function countedSince({ tally, period }: ReportQuestion, { since, roster }: Basis): LocalDate | null {
  const first = tally.firstDay()
  const isLate = period.kind !== "year" && since > period.from && since <= roster.day
  return first !== null && isLate && since > first ? since : first
}

function trendUpTo(q: ReportQuestion, today: LocalDate): Report["trend"] {
  const first = q.tally.firstDay()
  const last = q.period.to < today ? q.period.to : today
  const trend: Report["trend"] = []
  if (first === null) return trend
  for (let week = periodOf("week", last); trend.length < trendWeeks; week = previousPeriod(week)) {
    if (week.to < first) break
    const running = week.to >= today
    const kept = q.frozen?.get(week.id)?.report.figures.reach
    trend.unshift({ week: week.id, to: week.to, running, reach: kept ?? reach(basisOf(q, week, today)) })
  }
  return trend
}

/** One number for all who do not take part by choice, as they stand now. */
function outOrPaused(q: ReportQuestion, { roster }: Basis): number {
  const apart = ({ id, choices }: Person) =>
    roster.people.has(id) && (choices.out || (choices.pausedUntil !== null && choices.pausedUntil > q.now))
  return q.people.filter(apart).length + roster.forgotten
}
