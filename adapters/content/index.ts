import type { Catalogue } from "../../src/domain/content.ts"
import type { LocalDate } from "../../src/domain/id.ts"
import { readSources, type Sources, sourcesOf } from "./files.ts"
import { type Entries, type Parsed, parseSources } from "./parse.ts"
import type { Problem } from "./problem.ts"
import { checkReading } from "./reading.ts"
import { checkReferences } from "./references.ts"
import { textsOf } from "./texts.ts"
import { checkWording } from "./wording.ts"
import { readWords } from "./words.ts"
import type { Lines } from "./yaml.ts"

export type { Problem } from "./problem.ts"
/** Warnings are for whoever edits; the content can be used all the same. */
export type Loaded =
  | { type: "catalogue"; catalogue: Catalogue; warnings: Problem[] }
  | { type: "problems"; problems: Problem[]; warnings: Problem[] }

/**
 * Reads the content that people edit. Several folders are read as one: later ones only add.
 * Never throws for what stands in the files: everything that is wrong comes back at once, in the order of the files.
 * With `today`, facts that are past their date are among the warnings.
 */
export function loadCatalogue(folder: string | string[], today: LocalDate | null = null): Loaded {
  const problems: Problem[] = []
  const sources = readSources([folder].flat(), problems)
  const parsed = parseSources(sources, problems)
  const words = readWords(sources, problems)
  checkReferences({ parsed, sources }, problems)
  const texts = textsOf(sources)
  checkWording({ texts, sources }, problems)
  const found: Problem[] = []
  checkReading(texts, found)
  if (today !== null) checkFacts({ parsed, today }, found)
  checkGoals({ parsed, sources, today }, found)
  const warnings = inOrder(found, sources)
  if (problems.length > 0 || !parsed.programme)
    return { type: "problems", problems: inOrder(problems, sources), warnings }
  return {
    type: "catalogue",
    warnings,
    catalogue: {
      challenges: items(parsed.challenges),
      nudges: items(parsed.nudges),
      polls: items(parsed.polls),
      units: items(parsed.units),
      factors: items(parsed.factors),
      goals: items(parsed.goals),
      frameworks: items(parsed.frameworks),
      programme: parsed.programme,
      words,
    },
  }
}

/** One line for each problem: `content/units.yml:12: km_cycled.max_per_log: expected a number above 0`. */
export function spellProblem(p: Problem): string {
  const place = p.line === undefined ? p.file : `${p.file}:${p.line}`
  return p.field === "" ? `${place}: expected ${p.expected}` : `${place}: ${p.field}: expected ${p.expected}`
}

/** Past its date a fact is not shown: neither its nudge nor its quiz. */
function checkFacts(q: { parsed: Parsed; today: LocalDate }, warnings: Problem[]) {
  for (const list of ["nudges", "polls"] as const)
    for (const [id, { file, item }] of q.parsed[list])
      if (item?.source && item.source.validUntil < q.today)
        warnings.push({
          file,
          field: `${list}.${id}.source.valid_until`,
          expected: `a later day: since ${item.source.validUntil} this is not shown. Look the fact up again, or leave it out`,
        })
}

/** Fewer, and a place whose turn it is to hear of this goal hears the same again soon. */
export const nudgesPerGoalMin = 3

/** Counts what may be shown on that day. A folder that was read in part is not judged. */
function checkGoals(q: { parsed: Parsed; sources: Sources; today: LocalDate | null }, warnings: Problem[]) {
  const { parsed, sources, today } = q
  if (sources.unread.has("nudges") || sources.unread.has("sdgs")) return
  const all = [...parsed.nudges.values()]
  if (all.some((n) => n.item === null)) return
  for (const [number, { file }] of parsed.goals) {
    const shown = all.filter(
      ({ item }) => item?.sdg === number && (item.source?.validUntil ?? "9") >= (today ?? ""),
    )
    if (shown.length < nudgesPerGoalMin)
      warnings.push({
        file,
        field: `goals.${number}`,
        expected: `at least ${nudgesPerGoalMin} nudges that may be shown, not ${shown.length}: add to nudges/sdg-${String(number).padStart(2, "0")}.yml`,
      })
  }
}

function items<T, K extends string | number>(entries: Entries<T, K>): Map<K, T> {
  const found = new Map<K, T>()
  for (const [id, { item }] of entries) if (item) found.set(id, item)
  return found
}

/** Told of one file at most. A file that is wrong all over is told as far as anybody reads. */
const perFileMax = 50

/** By file and line, each with its line. */
function inOrder(problems: Problem[], sources: Sources): Problem[] {
  const lines = new Map(sourcesOf(sources).map((s) => [s.file, s.lines]))
  const told = new Map<string, number>()
  return problems
    .map((p) => {
      const line = p.line ?? lineOf(lines.get(p.file), p.field)
      return line === undefined ? p : { ...p, line }
    })
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : (a.line ?? 0) - (b.line ?? 0)))
    .flatMap((p) => {
      const nth = (told.get(p.file) ?? 0) + 1
      told.set(p.file, nth)
      if (nth > perFileMax) return []
      if (nth < perFileMax) return [p]
      return [
        { ...p, field: "", expected: "what stands above to be repaired first: from here on there is more" },
      ]
    })
}

/** Where a field stands; for one that is missing, where it belongs. */
function lineOf(lines: Lines | undefined, field: string): number | undefined {
  if (!lines || field === "") return undefined
  for (let at = field; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf("."))))
    for (const path of [at, `nudges.${at}`, `polls.${at}`, `goals.${at}`])
      if (lines.has(path)) return lines.get(path)
  return 1
}
