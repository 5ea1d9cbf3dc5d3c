/**
 * What figures take from the content, kept beside the frozen periods: by it anybody can compute the kg again, and a later look at
 * the ledger can tell a figure that changed from content that did. Nothing in it tells what people did.
 */
import type { Catalogue, ImpactFactor, PollKind } from "../domain/content.ts"

export type CountedContent = {
  challenges: { id: string; unit: string; factor: string | null; sdg: readonly number[] }[]
  nudges: { id: string; sdg: number }[]
  polls: { id: string; kind: PollKind; index: "attitude" | "room" | null; keys: string[] }[]
  /** Values per factor, newest first; `from` is the first day for which they count, null: always. */
  factors: { id: string; values: FactorValues[] }[]
  goals: number[]
}
export type FactorValues = { year: number; from: string | null; low: number; mid: number; high: number }

/** The same for the same content, in whatever order its files were read. */
export function countedContent(catalogue: Catalogue): CountedContent {
  return {
    challenges: sorted(catalogue.challenges).map(([id, { unit, impactFactor: factor, sdg }]) => ({
      id,
      unit,
      factor,
      sdg,
    })),
    nudges: sorted(catalogue.nudges).map(([id, { sdg }]) => ({ id, sdg })),
    polls: sorted(catalogue.polls).map(([id, { kind, index, options }]) => ({
      id,
      kind,
      index,
      keys: options.map((o) => o.key),
    })),
    factors: sorted(catalogue.factors).map(([id, factor]) => ({ id, values: versions(factor) })),
    goals: [...catalogue.goals.keys()].sort((a, b) => a - b),
  }
}

function versions(factor: ImpactFactor): FactorValues[] {
  return [factor, ...(factor.earlier ?? [])].map(({ year, from, low, mid, high }) => ({
    year,
    from: from ?? null,
    low,
    mid,
    high,
  }))
}

function sorted<V>(map: ReadonlyMap<string, V>): [string, V][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1))
}
