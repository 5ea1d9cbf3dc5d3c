/** Suppressors with a fault that somebody might well write, and the organisations in which it matters. */
import type { Person } from "../../../src/app/ports.ts"
import type { LocalDate } from "../../../src/domain/id.ts"
import { periodOf } from "../../../src/domain/period.ts"
import type { Result } from "../../../src/domain/poll.ts"
import { localDate } from "../../../src/domain/time.ts"
import type { ReportQuestion } from "../../../src/report/make-report.ts"
import { publishOpinion } from "../../../src/report/privacy.ts"
import { contributors, type WorkOn } from "../../../src/report/window.ts"
import { type SourceOf, sources } from "./content.ts"
import type { Organisation } from "./organisations.ts"
import { isThere } from "./people.ts"
import { type Json, type Publisher, product, type Readings, tookPart } from "./readings.ts"
import { earlier } from "./time.ts"

export type Planted = {
  name: string
  publish: Publisher
  close: typeof publishOpinion
  /** Where it makes no difference nothing need be read. */
  concerns: (org: Organisation) => boolean
  /** Whether the fault tells something of somebody there. */
  leaks: (org: Organisation, readings: Readings) => boolean
}

type Cells = Json["figures"]["segments"]

/** Hides what is small, and never looks at what can be subtracted. */
const primaryOnly: Planted = {
  name: "hides small cells and nothing beside them",
  publish: (question) => {
    const json = product(question)
    const large = teamsOn(question).filter(
      ([segment, people]) => segment !== null && people.length >= question.minGroup,
    )
    const segments = large.map(([segment, people]) => cell(question, { segment: segment ?? "", people }))
    return { ...json, figures: { ...json.figures, ...workOf(question), segments } }
  },
  close: publishOpinion,
  concerns: hasTeams,
  leaks: (org, { reports }) =>
    reports.some(({ json, day, gone }) => {
      const { reach } = json.figures
      if (gone || reach.suppressed || json.figures.segments.length === 0) return false
      const hidden = teamsOf(org.people, day).filter(([, people]) => people.length < org.minGroup)
      const [only, ...more] = hidden
      return only !== undefined && more.length === 0 && open(only[1].length, reach) > 0
    }),
}

/** Merges small teams by the roster of the day, and shows the cells whatever follows from other days and periods. */
const eachByItself: Planted = {
  name: "merges small teams, and looks at no other period",
  publish: (question) => {
    const json = product(question)
    const cells = merged(question).map(([segment, people]) => cell(question, { segment, people }))
    return { ...json, figures: { ...json.figures, segments: cells } }
  },
  close: publishOpinion,
  concerns: hasTeams,
  leaks: (org, { reports }) =>
    reports.some(({ json, day, gone, period }) => {
      const { reach, segments } = json.figures
      const other = segments.find(({ segment }) => segment === "Other")
      if (gone || period.kind === "year" || reach.suppressed || !other || other.reach.suppressed) return false
      const { count, of } = other.reach
      return teamsOf(org.people, day)
        .filter(([, people]) => people.length < org.minGroup)
        .some(([, { length: size }]) => open(size, { count, of }) < Math.min(5, open(size, reach)))
    }),
}

/** Rounds, and shows also what all have chosen. */
const noUnanimity: Planted = {
  name: "tells a poll in which all chose the same",
  publish: product,
  close: ({ counts, answers, minGroup }) => {
    if (answers < minGroup) return { answers, options: null }
    const shares = Object.entries(counts).map(([key, count]) => [
      key,
      Math.round((20 * count) / answers) / 20,
    ])
    return { answers, options: { as: "shares", shares: Object.fromEntries(shares) } }
  },
  concerns: ({ events }) =>
    events.some(({ event }) => event.type === "poll.closed" && tellsOfAll(event.result)),
  leaks: (_, { reports }) =>
    reports.some(({ json }) =>
      json.polls.some(
        ({ answers, options }) =>
          Array.isArray(options) && answers < 20 && options.some(({ share }) => share === 1),
      ),
    ),
}

/** Takes one less than the smallest group for enough. */
const oneLess: Planted = {
  name: "shows groups of one less than the smallest",
  publish: (question) => product({ ...question, minGroup: question.minGroup - 1 }),
  close: (q) => publishOpinion({ ...q, minGroup: q.minGroup - 1 }),
  concerns: () => true,
  leaks: (org, { reports }) =>
    reports.some(({ json }) => {
      const { reach, segments } = json.figures
      const isLess = (figure: typeof reach) =>
        !figure.suppressed && figure.of === org.minGroup - 1 && figure.count > 0 && figure.count < figure.of
      return (
        isLess(reach) ||
        segments.some((one) => isLess(one.reach)) ||
        json.polls.some(({ answers, options }) => answers === org.minGroup - 1 && Array.isArray(options))
      )
    }),
}

export const planted = [primaryOnly, eachByItself, noUnanimity, oneLess]

function hasTeams({ people }: Organisation): boolean {
  return people.some(({ roster }) => roster[0]?.segment !== null)
}

function tellsOfAll({ options }: Result): boolean {
  return options?.as === "shares" && Object.values(options.shares).includes(1)
}

function open(size: number, { count, of }: { count: number; of: number }): number {
  return Math.min(size, count) - Math.max(0, count - (of - size))
}

function dayOf({ now, zone, period }: ReportQuestion): string {
  return earlier(period.to, localDate(now, zone))
}

/** By the first segment of the quarter, so that no fault but the planted one is in it. */
function teamsOf(people: readonly Person[], day: LocalDate): [string | null, Person[]][] {
  const { from } = periodOf("quarter", day)
  const here = people.filter((one) => isThere(one, day))
  const first = ({ roster }: Person) =>
    roster
      .filter((s) => s.from <= day && (s.to === null || s.to >= from))
      .sort((a, b) => (a.from < b.from ? -1 : 1))[0]
  return [...Map.groupBy(here, (one) => first(one)?.segment ?? null)]
}

function teamsOn(question: ReportQuestion): [string | null, Person[]][] {
  return teamsOf(question.people, dayOf(question))
}

function cell(question: ReportQuestion, q: { segment: string; people: Person[] }): Cells[number] {
  const took = tookPart(question, { from: question.period.from, last: dayOf(question) })
  const of = q.people.length
  const count = (ids: ReadonlySet<string>) => q.people.filter(({ id }) => ids.has(id)).length
  return {
    segment: q.segment,
    reach: { count: count(took.reach), of },
    active: { count: count(took.active), of },
  }
}

/** By size, as DESIGN says. */
function merged(question: ReportQuestion): [string, Person[]][] {
  const { minGroup } = question
  const teams = teamsOn(question).sort(
    ([a, some], [b, others]) => some.length - others.length || (String(a) < String(b) ? -1 : 1),
  )
  const other = teams.filter(([segment]) => segment === null).flatMap(([, people]) => people)
  const own: [string, Person[]][] = []
  for (const [segment, people] of teams) {
    if (segment === null) continue
    if (people.length < minGroup || (other.length > 0 && other.length < minGroup)) other.push(...people)
    else own.push([segment, people])
  }
  if (own.length === 0 || (other.length > 0 && other.length < minGroup)) return []
  return other.length > 0 ? [...own, ["Other", other]] : own
}

function workOf({ tally, period }: ReportQuestion): Pick<Json["figures"], "actions" | "sdg"> {
  const { work } = tally.between(period.from, period.to)
  const sum = (on: readonly WorkOn[]) => on.reduce((total, one) => total + one.actions, 0)
  const isFew = (on: readonly WorkOn[]) => contributors(on) > 0 && contributors(on) < 3
  const goals = [...new Set(sources.flatMap((source) => source.goals))]
  const about = (goal: number) =>
    work.filter(({ source }) => (sources.find(({ id }) => id === source.id) as SourceOf).goals.includes(goal))
  return {
    actions: isFew(work) ? { suppressed: true } : { count: sum(work) },
    sdg: goals.map((goal) =>
      isFew(about(goal)) ? { goal, suppressed: true } : { goal, actions: sum(about(goal)) },
    ),
  }
}
