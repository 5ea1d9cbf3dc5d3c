import type { Catalogue } from "../domain/content.ts"
import type { Source } from "./tally.ts"

/** The goals that an action counts for. */
export function goalsOf(catalogue: Catalogue, source: Source): readonly number[] {
  if (source.kind === "challenge") return catalogue.challenges.get(source.id)?.sdg ?? []
  const goal = catalogue.nudges.get(source.id)?.sdg
  return goal === undefined ? [] : [goal]
}
