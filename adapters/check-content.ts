import { coverageTable } from "./content/coverage.ts"
import { loadCatalogue, spellProblem } from "./content/index.ts"
import { contentFolder } from "./content-folder.ts"
import { counted } from "./counted.ts"

type Say = { out: (line: string) => void; err: (line: string) => void }
const terminal: Say = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
}

/** `draagvlak content check [folder]`: every problem and warning of the content, or a count of what it holds. 1 where there is a problem. */
export function checkContent(folder: string | null, q: { today: string; say?: Say }): number {
  const { out, err } = q.say ?? terminal
  const loaded = loadCatalogue(folder ?? contentFolder, q.today)
  for (const warning of loaded.warnings) err(`warning: ${spellProblem(warning)}`)
  if (loaded.type === "problems") {
    for (const problem of loaded.problems) err(spellProblem(problem))
    err(`${counted(loaded.problems.length, "problem")}, ${counted(loaded.warnings.length, "warning")}`)
    return 1
  }
  const { challenges, nudges, polls, goals } = loaded.catalogue
  const holds = `${goals.size} goals, ${challenges.size} challenges, ${nudges.size} nudges, ${polls.size} polls`
  out(`The content is in order: ${holds}. ${counted(loaded.warnings.length, "warning")}.`)
  return 0
}

/** `draagvlak content coverage [folder]`: the table of docs/coverage.md. */
export function printCoverage(folder: string | null, say: Say = terminal): number {
  const loaded = loadCatalogue(folder ?? contentFolder)
  if (loaded.type === "catalogue") {
    say.out(coverageTable(loaded.catalogue).trimEnd())
    return 0
  }
  for (const problem of loaded.problems) say.err(spellProblem(problem))
  return 1
}
