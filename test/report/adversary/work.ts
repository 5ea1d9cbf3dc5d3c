/**
 * The same reader, and how much was done: actions in all and for each goal, amounts of each unit with their CO2, the sums on the
 * challenges' cards. What was done is split by what it was and when: nobody can tell more apart than that.
 */

import type { Part } from "./cards.ts"
import { catalogue, type SourceOf, sources } from "./content.ts"
import { puzzle, type Sum, sum } from "./linear.ts"
import type { Reading, Readings } from "./readings.ts"
import { atomsOf, type Days } from "./time.ts"

/** A sum of what was done in some days. */
export type Work = Days & {
  what: "actions" | "amount"
  /** Which sources count. */
  of: (source: SourceOf) => boolean
}

/** `bare`: of what is withheld only that somebody did something, and no value of anything. */
export function workPuzzle({ reports, cards }: Readings, { bare = false } = {}) {
  const p = puzzle()
  const first = reports.map(({ json }) => json.countedFrom ?? "9").sort()[0] ?? "9"
  const begun = { from: first, last: first }
  const spans = [
    ...reports.map(workDays),
    ...cards.map(({ from, last }) => ({ from, last })),
    ...cards.flatMap(({ parts }) => parts),
  ]
  const atoms = atomsOf(first < "9" ? [...spans, begun] : spans)
  const cells = atoms.starts.flatMap((start, atom) =>
    sources.map((source) => {
      // Before the first event nobody did anything.
      const limit = start < first ? 0 : most
      const actions = p.variable(0, limit)
      const amount = p.variable(0, source.unit === null ? 0 : limit * source.maxPerLog)
      // Every log has an amount, and none is above the cap.
      p.know(sum([amount, 1], [actions, -source.maxPerLog]), { high: 0 })
      return { atom, source, actions, amount }
    }),
  )
  const terms = (
    { what, of, ...days }: Work,
    factor: (source: SourceOf) => number = () => 1,
  ): [number, number][] => {
    const { first, last } = atoms.of(days)
    return cells
      .filter(({ atom, source }) => first <= atom && atom <= last && of(source))
      .map((cell) => [cell[what], factor(cell.source)])
  }
  const sumOf = (work: Work): Sum => sum(...terms(work))
  const tell = ({ work, value, least, silent }: Told) => {
    if (value === null && silent) return
    // What else is withheld was done by somebody: nothing done by nobody is shown.
    if (value === null) p.know(sumOf(work), { low: least })
    else if (!bare) p.know(sumOf(work), { low: value - half(work), high: value + half(work) })
  }
  for (const reading of reports) {
    for (const told of toldIn(reading)) tell(told)
    if (bare) continue
    for (const { unit, low, high, mid } of kgIn(reading))
      for (const [bound, value] of Object.entries({ low, mid, high }) as ["low" | "mid" | "high", number][]) {
        const ofUnit: Work = { ...workDays(reading), what: "amount", of: (source) => source.unit === unit }
        const factor = ({ factor }: SourceOf) => catalogue.factors.get(factor ?? "")?.[bound] ?? 0
        p.know(sum(...terms(ofUnit, factor)), { low: value - kgHalf, high: value + kgHalf })
        // It is told only where each challenge has a factor.
        p.know(sumOf({ ...ofUnit, of: (source) => source.unit === unit && source.factor === null }), {
          high: 0,
        })
      }
  }
  for (const card of bare ? [] : cards) {
    const all = { what: "amount", of: ({ id }: SourceOf) => id === card.challenge } as const
    if (!card.told) continue
    // Whoever reads it is told here, too, which weeks are in it.
    const counted = card.parts.filter(isTold).flatMap((days) => terms({ ...all, ...days }))
    p.know(sum(...counted), { low: card.told.amount - half(all), high: card.told.amount + half(all) })
  }
  return { puzzle: p, sumOf }
}

/** Of one source in some days. */
const most = 100_000
/** Sums are rounded to a tenth. */
const kgHalf = 0.051

function half({ what }: Pick<Work, "what">): number {
  return what === "actions" ? 0 : 1e-6
}

/** Work counts from a period's first day, whoever was there. */
export function workDays({ period, last }: Reading): Days {
  return { from: period.from, last }
}

/** Of a card only those weeks are told in which at least three took part. */
export function isTold({ people }: Part): boolean {
  return people.size >= 3
}

/** `least`: what one can do at least. `silent`: withheld also where nobody did anything. */
export type Told = { work: Work; value: number | null; least: number; silent?: boolean; words: string }

/** Every number of work that stands in a report; null where it is withheld. */
export function toldIn(reading: Reading): Told[] {
  const { actions, sdg, logged } = reading.json.figures
  const days = workDays(reading)
  const anything = () => true
  const as = reading.as ?? ((source: SourceOf) => source)
  const listed = new Set(logged.map(({ unit }) => unit))
  const units = new Set(sources.flatMap(({ unit }) => unit ?? []))
  return [
    {
      work: { ...days, what: "actions", of: anything },
      value: actions.suppressed ? null : actions.count,
      least: 1,
      words: "all actions",
    },
    ...sdg.map(
      (goal): Told => ({
        work: { ...days, what: "actions", of: (source) => as(source).goals.includes(goal.goal) },
        value: goal.suppressed ? null : goal.actions,
        least: 1,
        silent: reading.period.kind === "week",
        words: `actions for goal ${goal.goal}`,
      }),
    ),
    ...reading.json.evidence.flatMap(({ framework, elements }) =>
      elements.map(({ element, actions: told }): Told => {
        const counts = (source: SourceOf) => {
          const { goals, elements } = as(source)
          if (framework === "sdg") return goals.includes(Number(element))
          return elements.includes(`${framework}/${element}`)
        }
        const value = told.suppressed ? null : told.count
        return {
          work: { ...days, what: "actions", of: counts },
          value,
          least: 1,
          words: `actions for ${framework} ${element}`,
        }
      }),
    ),
    ...[...units].map((unit): Told => {
      const told = logged.find((one) => one.unit === unit)
      return {
        work: { ...days, what: "amount", of: (source) => source.unit === unit },
        // A unit that is not in the list was not logged.
        value: !listed.has(unit) ? 0 : !told || told.suppressed ? null : told.amount,
        least: 10 ** -(catalogue.units.get(unit)?.decimals ?? 0),
        words: unit,
      }
    }),
  ]
}

function kgIn({ json }: Reading) {
  return json.figures.logged.flatMap((one) =>
    one.suppressed || !one.kgCo2e ? [] : [{ unit: one.unit, ...one.kgCo2e }],
  )
}
