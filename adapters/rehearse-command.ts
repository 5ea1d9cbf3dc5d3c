/** `draagvlak rehearse --weeks 12 --people 120 [--seed N]`: fills an empty demo folder and says what became of it. */
import { existsSync, readdirSync, rmdirSync } from "node:fs"
import { join } from "node:path"
import { performance } from "node:perf_hooks"
import { parseArgs } from "node:util"
import type { Running } from "../src/app/open.ts"
import { isGone, largestGroup } from "../src/report/window.ts"
import type { Settings } from "./config.ts"
import { loadCatalogue, spellProblem } from "./content/index.ts"
import { contentFolder } from "./content-folder.ts"
import { type DemoParts, demoFolder, demoPeople, liveDemo } from "./demo.ts"
import { stillContent } from "./living-content.ts"
import { movableClock } from "./movable-clock.ts"
import { demoSeed, demoWeeks } from "./rehearse/demo.ts"
import type { Lived } from "./rehearse/rehearse.ts"
import { makeLog, makeVault, readSecretKey, systemClock } from "./system.ts"

export const rehearseLimits = {
  weeks: { min: 1, max: 104, usual: demoWeeks },
  /** The demo's own four, and somebody who does something. */
  people: { min: 8, max: 5000, usual: demoPeople },
  seed: { min: 0, max: 999_999_999, usual: demoSeed },
} as const
type Wish = Record<keyof typeof rehearseLimits, number>

export async function rehearseCommand(
  settings: Settings,
  args: string[],
  say: (line: string) => void = (line) => void process.stdout.write(`${line}\n`),
): Promise<number> {
  const wish = readWish(args)
  if ("problem" in wish) {
    say(wish.problem)
    return 2
  }
  const folder = join(settings.dataDir, demoFolder)
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    say(
      `${folder} is not empty: a rehearsal would mix with what is there. Delete that folder, or set DATA_DIR to another one.`,
    )
    return 1
  }
  const loaded = loadCatalogue(contentFolder)
  if (loaded.type === "problems") {
    for (const problem of loaded.problems) say(spellProblem(problem))
    return 1
  }
  const clock = movableClock(systemClock(settings.clockStart))
  const parts: DemoParts = {
    settings,
    publicUrl: () => settings.publicUrl,
    content: stillContent(loaded.catalogue),
    vault: makeVault(settings.secretKey ?? readSecretKey(settings.dataDir)),
    clock,
    log: makeLog({ level: settings.logLevel, pretty: process.stderr.isTTY }),
  }
  // An empty folder is as good as none.
  if (existsSync(folder)) rmdirSync(folder)
  const begun = performance.now()
  await liveDemo(parts, {
    ...wish,
    say,
    after: async (running, lived) => say(await summary(running, lived, performance.now() - begun)),
  })
  return 0
}

async function summary(running: Running, lived: Lived, tookMs: number): Promise<string> {
  const events = (await running.org.board.upToDate()).position
  const { answered, work } = running.org.board.tally().between(lived.from, lived.to)
  const took = new Set([...answered, ...work.flatMap((w) => [...w.contributors])])
  const seconds = tookMs / 1000
  return [
    `${lived.from} to ${lived.to}: ${lived.messages} messages, ${events} events in the ledger.`,
    tookPart(took, running.org.directory.people().length),
    `${seconds.toFixed(1)} s, ${Math.round(events / seconds)} events a second.`,
  ].join("\n")
}

/** Whom retention has made nameless is somebody else in each month: all of these together would be more people than there are. */
export function tookPart(took: ReadonlySet<string>, of: number): string {
  const least = [...took].some(isGone) ? "At least " : ""
  return `${least}${Math.min(largestGroup(took), of)} of ${of} people took part.`
}

function readWish(args: string[]): Wish | { problem: string } {
  const usage = "What there is: draagvlak rehearse --weeks 12 --people 120 --seed 1"
  const text = { type: "string" } as const
  let values: { weeks?: string; people?: string; seed?: string }
  try {
    values = parseArgs({ args, options: { weeks: text, people: text, seed: text } }).values
  } catch {
    return { problem: usage }
  }
  const wish: Wish = { weeks: demoWeeks, people: demoPeople, seed: demoSeed }
  for (const name of ["weeks", "people", "seed"] as const) {
    const { min, max, usual } = rehearseLimits[name]
    const given = values[name] ?? String(usual)
    if (!/^\d{1,9}$/.test(given) || Number(given) < min || Number(given) > max)
      return { problem: `--${name} must be a whole number from ${min} to ${max}. ${usage}` }
    wish[name] = Number(given)
  }
  return wish
}
