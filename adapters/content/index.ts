import type { Catalogue } from "../../src/domain/content.ts"
import { readSources } from "./files.ts"
import { type Entries, parseSources } from "./parse.ts"
import type { Problem } from "./problem.ts"
import { checkReferences } from "./references.ts"
import { readWords } from "./words.ts"

export type { Problem } from "./problem.ts"
export type Loaded = { type: "catalogue"; catalogue: Catalogue } | { type: "problems"; problems: Problem[] }

/**
 * Reads the content that people edit. Several folders are read as one: later ones only add.
 * Never throws for what stands in the files: everything that is wrong comes back at once, in the order of the files.
 */
export function loadCatalogue(folder: string | string[]): Loaded {
  const problems: Problem[] = []
  const sources = readSources([folder].flat(), problems)
  const parsed = parseSources(sources, problems)
  const words = readWords(sources, problems)
  checkReferences({ parsed, sources }, problems)
  if (problems.length > 0 || !parsed.programme) return { type: "problems", problems: inOrder(problems) }
  return {
    type: "catalogue",
    catalogue: {
      challenges: items(parsed.challenges),
      nudges: items(parsed.nudges),
      polls: items(parsed.polls),
      units: items(parsed.units),
      factors: items(parsed.factors),
      goals: items(parsed.goals),
      programme: parsed.programme,
      words,
    },
  }
}

/** One line for each problem: `content/units.yml: km_cycled.max_per_log: expected a number above 0`. */
export function spellProblem(p: Problem): string {
  return p.field === ""
    ? `${p.file}: expected ${p.expected}`
    : `${p.file}: ${p.field}: expected ${p.expected}`
}

function items<T, K extends string | number>(entries: Entries<T, K>): Map<K, T> {
  const found = new Map<K, T>()
  for (const [id, { item }] of entries) if (item) found.set(id, item)
  return found
}

function inOrder(problems: Problem[]): Problem[] {
  return problems
    .map((p, i) => ({ p, i }))
    .sort((a, b) => (a.p.file < b.p.file ? -1 : a.p.file > b.p.file ? 1 : a.i - b.i))
    .map(({ p }) => p)
}
