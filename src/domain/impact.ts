import type { ImpactFactor } from "./content.ts"
import type { LocalDate } from "./id.ts"

/** The values that count on a day: the newest that had begun by then, else the oldest that we have. */
export function factorOn(factor: ImpactFactor, day: LocalDate): ImpactFactor {
  const versions = [factor, ...(factor.earlier ?? [])]
  const begun = versions.find((v) => (v.from ?? "") <= day)
  return begun ?? versions.at(-1) ?? factor
}
