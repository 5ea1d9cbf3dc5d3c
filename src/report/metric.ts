import type { Catalogue } from "../domain/content.ts"
import type { PersonId } from "../domain/id.ts"
import type { Period } from "../domain/period.ts"
import type { Shown } from "./residue.ts"
import type { Roster } from "./roster.ts"
import type { Window } from "./window.ts"

/** What every metric is made from. */
export type Basis = {
  period: Period
  window: Window
  /** The three months of a quarter; else empty. */
  months: readonly Window[]
  roster: Roster
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
