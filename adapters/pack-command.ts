/** `draagvlak privacy pack --out folder`: what a works council needs to decide, in Dutch, from the configuration that runs. */
import { existsSync } from "node:fs"
import { readdir, readFile, rename, rm } from "node:fs/promises"
import { join, resolve } from "node:path"
import { parseArgs } from "node:util"
import type { Settings } from "./config.ts"
import { loadCatalogue, spellProblem } from "./content/index.ts"
import { contentFolder } from "./content-folder.ts"
import { syncFolder, writeFileDurably } from "./lowdb/backup.ts"
import { fill, onePage, type Template } from "./pack/documents.ts"
import type { PackFacts, PackState } from "./pack/facts.ts"
import { readPackStates } from "./pack-state.ts"

type Say = (line: string) => void
const usage = "What there is: draagvlak privacy pack --out folder"

/** 0: written; 1: could not be; 2: asked wrongly. Also while the bot runs. */
export async function privacyCommand(
  settings: Settings,
  [what, ...args]: string[],
  q: { say: Say; now: number },
): Promise<number> {
  const out = what === "pack" ? folderIn(args) : null
  if (out === null) {
    q.say(usage)
    return 2
  }
  if (existsSync(out)) {
    q.say(`${out} is there already: give a folder that is not.`)
    return 1
  }
  const loaded = loadCatalogue(contentFolder)
  if (loaded.type === "problems") {
    for (const problem of loaded.problems) q.say(spellProblem(problem))
    return 1
  }
  const states = await readPackStates(settings, loaded.catalogue)
  const templates = await readTemplates(join(contentFolder, "privacy-pack"))
  const files: Record<string, string> = {}
  for (const state of states.length > 0 ? states : [null]) {
    // Several organisations each get a folder of their own, because each has a works council of its own.
    const folder = states.length > 1 && state ? `${slug(state.organisation)}/` : ""
    const documents = fill(templates, factsOf(settings, state, q.now))
    for (const { name, text } of documents) files[`${folder}${name}`] = text
    files[`${folder}pakket.html`] = await onePage(documents)
  }
  await save(out, files)
  q.say(
    `${out}: ${Object.keys(files).length} files. Open pakket.html to read and print it; fill in what stands between square brackets.`,
  )
  return 0
}

/** All of it or none. */
async function save(out: string, files: Record<string, string>): Promise<void> {
  const draft = `${out}.unfinished`
  await rm(draft, { recursive: true, force: true })
  for (const [name, text] of Object.entries(files)) await writeFileDurably(join(draft, name), text)
  await rename(draft, out)
  await syncFolder(resolve(out, ".."))
}

function factsOf(settings: Settings, state: PackState | null, now: number): PackFacts {
  const date = new Intl.DateTimeFormat("nl-NL", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: settings.timeZone,
  })
  return {
    date: date.format(now),
    minGroup: settings.minGroup,
    retentionDays: settings.retentionDays,
    platforms: [
      ...(settings.slack ? (["Slack"] as const) : []),
      ...(settings.teams ? (["Microsoft Teams"] as const) : []),
    ],
    stewards: settings.stewards.length,
    state,
  }
}

/** By name, which begins with its number. */
export async function readTemplates(folder: string): Promise<Template[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".md")).sort()
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), "utf8") })))
}

function folderIn(args: string[]): string | null {
  try {
    const { out } = parseArgs({ args, options: { out: { type: "string" } } }).values
    return out === undefined || out === "" ? null : resolve(out)
  } catch {
    return null
  }
}

function slug(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 40) || "organisatie"
  )
}
