import type { PersonId } from "../domain/id.ts"
import type { Basis, Metric } from "./metric.ts"
import { withheld } from "./privacy.ts"
import type { Published, Share } from "./report.ts"
import { shareOfRoster } from "./roster.ts"
import { acted } from "./window.ts"

/** In a quarter one is active who acted in this many of its months. */
export const activeMonths = 2

/** In weeks and months: at least one action that stands. In quarters: in at least two of the three months. */
export function isActive(basis: Basis, person: PersonId): boolean {
  if (basis.period.kind !== "quarter") return acted(basis.took, person)
  return basis.months.filter((month) => acted(month, person)).length >= activeMonths
}

export const active: Metric<Published<Share>> = (basis) => {
  if (basis.took.gone) return withheld("gone")
  return shareOfRoster(basis.roster, { ...basis, took: (person) => isActive(basis, person) })
}
