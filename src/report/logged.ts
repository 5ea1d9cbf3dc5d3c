import type { Catalogue, ImpactFactor } from "../domain/content.ts"
import type { PersonId } from "../domain/id.ts"
import { factorOn } from "../domain/impact.ts"
import type { Basis, Metric } from "./metric.ts"
import { publishWork, withheld } from "./privacy.ts"
import type { Logged, LoggedAmount } from "./report.ts"
import { countPeople } from "./roster.ts"
import { contributors, type WorkOn } from "./window.ts"

/** Amounts per unit, with a range of kg CO2e where every challenge behind the amount has a factor. */
export const logged: Metric<Logged[]> = (basis) => {
  const units = new Map<string, WorkOn[]>()
  for (const on of basis.window.work)
    if (on.source.kind === "challenge" && on.contributors.size > 0)
      units.set(on.source.unit, [...(units.get(on.source.unit) ?? []), on])
  return [...units].sort(([a], [b]) => (a < b ? -1 : 1)).map(([unit, work]) => oneUnit(basis, unit, work))
}

function oneUnit(basis: Basis, unit: string, work: WorkOn[]): Logged {
  const amount = round(work.reduce((sum, on) => sum + on.amount, 0))
  // The factors of two challenges would tell what each had.
  const kgCo2e = basis.shown().challenges(unit) ? range(basis.catalogue, work) : null
  const figure: LoggedAmount = { amount, people: people(basis, unit), kgCo2e }
  const known = basis.catalogue.units.get(unit)
  return {
    unit,
    name: known ? { one: known.one, other: known.other } : null,
    logged: basis.shown().unit(unit) ? publishWork(figure, contributors(work)) : withheld("small"),
  }
}

function people({ took: window, roster, forgottenIds, minGroup }: Basis, unit: string): number | null {
  if (window.gone || roster.size < minGroup) return null
  const work = window.work.filter(({ source }) => source.kind === "challenge" && source.unit === unit)
  const took = (person: PersonId) => work.some((on) => on.contributors.has(person))
  return countPeople({ among: roster.people.keys(), took, forgottenIds, forgotten: roster.forgotten })
}

/** Null where one challenge has no factor: a range over a part of the amount would be read as one over all of it. */
function range(catalogue: Catalogue, work: WorkOn[]): LoggedAmount["kgCo2e"] {
  const parts: { amount: number; factor: ImpactFactor }[] = []
  for (const { source, amount, days } of work) {
    if (source.kind !== "challenge" || amount < 0) return null
    const factor = catalogue.factors.get(catalogue.challenges.get(source.id)?.impactFactor ?? "")
    if (!factor) return null
    // Each day keeps the values that counted then: next year's list changes no figure of this year.
    for (const [day, some] of days) parts.push({ amount: some, factor: factorOn(factor, day) })
  }
  const newest = parts.map((p) => p.factor).sort((a, b) => b.year - a.year)[0]
  if (!newest) return null
  const kg = (bound: "low" | "mid" | "high") =>
    round(parts.reduce((sum, p) => sum + p.amount * p.factor[bound], 0))
  return {
    low: kg("low"),
    mid: kg("mid"),
    high: kg("high"),
    factorYear: newest.year,
    source: newest.source,
    rules: [...new Set(parts.map((p) => p.factor.rule))],
  }
}

function round(amount: number): number {
  return Math.round(amount * 10) / 10
}
