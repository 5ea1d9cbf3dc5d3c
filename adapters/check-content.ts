import { loadCatalogue, spellProblem } from "./content/index.ts"
import { contentFolder } from "./content-folder.ts"

/** `draagvlak content check [folder]`: every problem of the content, or a count of what it holds. */
export function checkContent(folder: string | null): number {
  const loaded = loadCatalogue(folder ?? contentFolder)
  if (loaded.type === "problems") {
    for (const problem of loaded.problems) process.stderr.write(`${spellProblem(problem)}\n`)
    process.stderr.write(`${loaded.problems.length} problems\n`)
    return 1
  }
  const { challenges, nudges, polls, goals } = loaded.catalogue
  process.stdout.write(
    `The content is in order: ${goals.size} goals, ${challenges.size} challenges, ${nudges.size} nudges, ${polls.size} polls.\n`,
  )
  return 0
}
