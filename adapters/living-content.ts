/** The content in use: read at the start, read again when its files change, and never replaced by broken files. */
import { lstatSync, readdirSync } from "node:fs"
import { join } from "node:path"
import type { Log } from "../src/app/ports.ts"
import type { Catalogue } from "../src/domain/content.ts"
import type { Language } from "../src/domain/id.ts"
import { makeWords, type Say } from "../src/view/words.ts"
import { type Loaded, loadCatalogue, spellProblem } from "./content/index.ts"

export type LivingContent = {
  catalogue: () => Catalogue
  words: () => Record<Language, Say>
  /** Problems in the files as they are now, while the last good content stays in use; 0: what is there is in use. */
  problems: () => number
  /** Reads the files again if one of them changed since the last look. */
  look: () => void
  /** Looks once a minute. */
  watch: () => { stop(): Promise<void> }
}

/** How soon a change is seen. */
const lookEveryMs = 60_000

/** Throws with every problem where the very first content is broken: there is nothing good to go on with. */
export function openContent(folder: string, log: Log): LivingContent {
  let seen = stateOf(folder)
  const first = loadCatalogue(folder)
  if (first.type === "problems") throw new Error(first.problems.map(spellProblem).join("\n"))
  const use = (loaded: Extract<Loaded, { type: "catalogue" }>) => {
    return { catalogue: loaded.catalogue, words: makeWords(loaded.catalogue.words) }
  }
  let inUse = use(first)
  let problems = 0
  const look = () => {
    const state = stateOf(folder)
    if (state === seen) return
    seen = state
    const loaded = loadCatalogue(folder)
    problems =
      loaded.type === "problems" ? loaded.problems.length : lostWords(first.catalogue, loaded.catalogue)
    if (loaded.type === "catalogue" && problems === 0) {
      inUse = use(loaded)
      log.info("content read again", { challenges: inUse.catalogue.challenges.size })
    } else
      log.warn("content has problems, the last good one stays in use: see draagvlak content check", {
        problems,
      })
  }
  const watch = () => {
    const timer = setInterval(look, lookEveryMs)
    return { stop: async () => clearInterval(timer) }
  }
  return { catalogue: () => inUse.catalogue, words: () => inUse.words, problems: () => problems, look, watch }
}

/** Sentences that the running code says and that are gone: each would be an apology to somebody. */
function lostWords(before: Catalogue, after: Catalogue): number {
  return [...before.words.nl.keys()].filter((id) => !after.words.nl.has(id)).length
}

/** Content that nobody edits meanwhile. */
export function stillContent(catalogue: Catalogue): LivingContent {
  const words = makeWords(catalogue.words)
  const watch = () => ({ stop: async () => undefined })
  return { catalogue: () => catalogue, words: () => words, problems: () => 0, look: () => undefined, watch }
}

/**
 * Names, sizes and times of all files, two levels deep as content is. Asked for once a minute: watching by events misses
 * changes on network drives and in containers.
 */
function stateOf(folder: string): string {
  const lines: string[] = []
  const list = (path: string, depth: number) => {
    for (const name of readdirSync(path).sort()) {
      const file = join(path, name)
      const stat = lstatSync(file)
      lines.push(`${file} ${stat.size} ${stat.mtimeMs} ${stat.ino}`)
      if (stat.isDirectory() && depth > 0) list(file, depth - 1)
    }
  }
  try {
    list(folder, 1)
  } catch {
    // A file may go while we look; what is left differs from before, and is read at the next look too.
    lines.push("incomplete")
  }
  return lines.join("\n")
}
