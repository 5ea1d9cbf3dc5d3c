/** What the cards of challenges tell to everybody. */
import type { Instant, LocalDate } from "../../../src/domain/id.ts"
import { periodOf } from "../../../src/domain/period.ts"
import { addDays } from "../../../src/domain/time.ts"
import type { Tally } from "../../../src/report/tally.ts"
import { type ToldTogether, together } from "../../../src/report/together.ts"
import { catalogue } from "./content.ts"
import { runDays, runOf } from "./life.ts"
import type { Organisation } from "./organisations.ts"
import { type Days, earlier } from "./time.ts"

/** `told` is null where too few took part. */
export type CardReading = {
  challenge: string
  from: LocalDate
  last: LocalDate
  now: Instant
  title: string
  told: ToldTogether | null
  parts: Part[]
}
/** A week of the run, cut where a month ends, and who did how much in it. */
export type Part = Days & { people: Set<string>; amount: number }

/** Of what runs on that day, and of what ended before. */
export function cardsOf(
  org: Organisation,
  tally: Tally,
  look: { now: Instant; last: LocalDate; when: string },
): CardReading[] {
  return [...catalogue.challenges.values()].flatMap(({ id, unit }) =>
    runsOn(id, look.last).map(({ from, to }): CardReading => {
      const last = earlier(look.last, to)
      const run = runOf(id, from)
      const logs = standing(org, { run, now: look.now, last })
      const sum = { amount: total(logs), people: new Set(logs.map(({ person }) => person)).size }
      const { minGroup } = org
      const told = together({
        sum,
        run,
        challenge: id,
        unit,
        days: tally.days,
        from,
        to: look.last,
        minGroup,
      })
      return {
        challenge: id,
        from,
        last,
        now: look.now,
        title: `the card of ${id} ${look.when}`,
        told,
        parts: partsOf(logs, { from, last }),
      }
    }),
  )
}

/** The running one, and the one before. */
function runsOn(challenge: string, day: LocalDate): { from: LocalDate; to: LocalDate }[] {
  const running = runDays(challenge, day)
  return [running, runDays(challenge, addDays(running.from, -1))]
}

type Log = { person: string; amount: number; day: LocalDate }

/** What stands of a run, as the board keeps it. */
function standing(org: Organisation, q: { run: string; now: Instant; last: LocalDate }): Log[] {
  const logs = new Map<string, Log>()
  for (const { at, event } of org.events) {
    if (at > q.now || !("run" in event) || event.run !== q.run) continue
    if (event.type === "part.logged") logs.set(event.log, event)
    if (event.type === "part.undone") logs.delete(event.log)
  }
  return [...logs.values()].filter(({ day }) => day <= q.last)
}

function partsOf(logs: Log[], { from, last }: Days): Part[] {
  const parts: Part[] = []
  for (let first = from; first <= last; ) {
    const end = earlier(earlier(periodOf("week", first).to, periodOf("month", first).to), last)
    const some = logs.filter(({ day }) => first <= day && day <= end)
    parts.push({
      from: first,
      last: end,
      people: new Set(some.map(({ person }) => person)),
      amount: total(some),
    })
    first = addDays(end, 1)
  }
  return parts
}

function total(logs: Log[]): number {
  return Math.round(logs.reduce((sum, { amount }) => sum + amount, 0) * 10) / 10
}
