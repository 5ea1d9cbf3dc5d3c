import type { Catalogue } from "../domain/content.ts"
import type { LocalDate, PersonId } from "../domain/id.ts"
import type { Period } from "../domain/period.ts"
import type { Shown } from "./residue.ts"
import type { Roster } from "./roster.ts"
import type { Teams } from "./teams.ts"
import type { Told } from "./told.ts"
import type { Window } from "./window.ts"

/** What every metric is made from. */
export type Basis = {
  period: Period
  window: Window
  /** Its days since there were MIN_GROUP people: what people did is counted in these. */
  took: Window
  since: LocalDate
  /** The three months of a quarter, in the same days; else empty. */
  months: readonly Window[]
  /** Days of the period so far, since the first that was counted; at least a week. */
  daysCounted: number
  roster: Roster
  /** Who is counted with whom, and which of their figures may be told. */
  teams: () => Teams
  told: () => Told
  /** Ids in the ledger of people who had themselves forgotten. */
  forgottenIds: ReadonlySet<PersonId>
  catalogue: Catalogue
  /** Questions that were due in the period, and answered in time. */
  followUp: { answered: number; due: number }
  /** What may be shown of work, so that nothing follows from it and from what was shown before. */
  shown: () => Shown
  minGroup: number
}

/** One figure: its definition stands in its file and, for readers of the report, in the words. Pure, and safe to publish. */
export type Metric<F> = (basis: Basis) => F
