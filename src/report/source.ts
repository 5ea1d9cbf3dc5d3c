import type { Catalogue, Covers } from "../domain/content.ts"
import type { Source } from "./tally.ts"

/** The framework under which the goals stand beside those of `content/frameworks/`. */
export const goalsFramework = "sdg"

/** The goals that an action counts for. */
export function goalsOf(catalogue: Catalogue, source: Source): readonly number[] {
  if (source.kind === "challenge") return catalogue.challenges.get(source.id)?.sdg ?? []
  const goal = catalogue.nudges.get(source.id)?.sdg
  return goal === undefined ? [] : [goal]
}

export type Item = { kind: "challenge" | "nudge" | "poll"; id: string }

/** What an item is about, the goals among it: `bcorp/climate_action`, `sdg/13`. Nothing where the content knows it no more. */
export function elementsOf(catalogue: Catalogue, { kind, id }: Item): string[] {
  const about = aboutOf(catalogue, { kind, id })
  if (!about) return []
  const elements = Object.entries(about.covers ?? {}).flatMap(([framework, ids]) =>
    ids.map((element) => elementKey(framework, element)),
  )
  return [...elements, ...about.goals.map((goal) => elementKey(goalsFramework, String(goal)))]
}

export function elementKey(framework: string, element: string): string {
  return `${framework}/${element}`
}

type About = { covers: Covers | undefined; goals: readonly number[] }

function aboutOf(catalogue: Catalogue, { kind, id }: Item): About | null {
  switch (kind) {
    case "challenge": {
      const item = catalogue.challenges.get(id)
      return item ? { covers: item.covers, goals: item.sdg } : null
    }
    case "nudge": {
      const item = catalogue.nudges.get(id)
      return item ? { covers: item.covers, goals: [item.sdg] } : null
    }
    case "poll": {
      const item = catalogue.polls.get(id)
      return item ? { covers: item.covers, goals: item.sdg } : null
    }
  }
}
