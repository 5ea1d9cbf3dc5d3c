/** `draagvlak report --period 2026-Q4 --format pdf [--out file]`: the report as a file, also while the bot runs. */
import { open } from "node:fs/promises"
import { join, resolve } from "node:path"
import { parseArgs } from "node:util"
import { reportFor } from "../src/app/office.ts"
import type { Language } from "../src/domain/id.ts"
import { type Period, readPeriod } from "../src/domain/period.ts"
import { type FileFormat, fileFormats } from "../src/report/formats.ts"
import { makeWords } from "../src/view/words.ts"
import type { Settings } from "./config.ts"
import { loadCatalogue, spellProblem } from "./content/index.ts"
import { contentFolder } from "./content-folder.ts"
import { codeOf } from "./doctor-finding.ts"
import { makeFile } from "./export/index.ts"
import { ledgersIn, secretOf } from "./ledgers.ts"
import { idOf, openReported } from "./reported.ts"
import { leaveNote } from "./server-notes.ts"

const usage = `What there is: draagvlak report --period 2026-Q4 --format ${fileFormats.join("|")} [--out file] [--organisation id] [--language nl|en]`
type Wish = {
  period: Period
  format: FileFormat
  out: string | null
  organisation: string | null
  language: Language
}
/** `say` tells the operator; `print` takes the file where no `--out` is given. */
type Outside = { say: (line: string) => void; print: (bytes: Uint8Array) => Promise<void> }

/** Reads a copy of the ledger in memory, as a backup does, so that no lock is needed. Beside it goes one note, for the works council. */
export async function reportCommand(settings: Settings, args: string[], outside: Outside): Promise<number> {
  const { say } = outside
  const wish = readWish(args, settings.language)
  if (typeof wish === "string") {
    say(wish)
    return 2
  }
  const folder = await folderFor(settings, wish.organisation)
  if ("problem" in folder) {
    say(folder.problem)
    return 1
  }
  const secret = secretOf(settings)
  if (secret === null) {
    say(`${settings.dataDir} has no secret.key, and SECRET_KEY is not set: nothing was started here yet.`)
    return 1
  }
  const loaded = loadCatalogue(contentFolder)
  if (loaded.type === "problems") {
    for (const problem of loaded.problems) say(spellProblem(problem))
    return 1
  }
  const { catalogue } = loaded
  const reported = await openReported({ settings, secret, folder: folder.name, catalogue })
  try {
    // Whoever has the machine has the ledger, so this is the steward's report.
    const report = await reportFor(reported, { period: wish.period, for: "steward" })
    if (report.period.state === "future") {
      say(`${wish.period.id} has not begun: there is nothing to count yet.`)
      return 1
    }
    const words = makeWords(loaded.catalogue.words)[wish.language]
    const now = reported.clock.now()
    const file = await makeFile(report, { format: wish.format, language: wish.language, say: words, now })
    const made = { what: "report" as const, period: wish.period.id, format: wish.format, madeAt: now }
    const noted = async () => {
      const why = await leaveNote(join(settings.dataDir, folder.name), made)
      if (why !== null)
        say(
          `This report could not be noted for the works council (${why}). Tell them yourself that you made it.`,
        )
    }
    if (wish.out === null) {
      await noted()
      await outside.print(file.bytes)
      return 0
    }
    const code = await saveFile({ out: wish.out, bytes: file.bytes, begun: noted })
    if (code !== null) {
      say(`${wish.out} cannot be written (${code}). Choose another file with --out.`)
      return 1
    }
    say(`${wish.out}: ${report.organisation}, ${wish.period.id}, ${file.bytes.length} bytes.`)
    return 0
  } finally {
    await reported.store.close()
  }
}

/**
 * Null: saved; else why not. `begun` comes when the file is open and nothing stands in it yet: so nothing is noted of a place
 * where no file can be, and no crash leaves a report of which there is no note. A crash or a full disk after it leaves a note of
 * a report that was not made, which the works council can be told; the other way round nobody would know.
 */
async function saveFile(q: {
  out: string
  bytes: Uint8Array
  begun: () => Promise<void>
}): Promise<string | null> {
  try {
    // It may hold what colleagues typed: only for who asked.
    const file = await open(q.out, "w", 0o600)
    try {
      await q.begun()
      await file.writeFile(q.bytes)
    } finally {
      await file.close()
    }
    return null
  } catch (error) {
    return codeOf(error)
  }
}

async function folderFor(
  { dataDir }: Settings,
  wanted: string | null,
): Promise<{ name: string } | { problem: string }> {
  const folders = await ledgersIn(dataDir).catch(() => [])
  const [first] = folders
  if (first === undefined)
    return { problem: `${dataDir} holds no ledger: start the bot once, or set DATA_DIR.` }
  const names = folders.map(idOf).join(", ")
  if (wanted === null)
    return folders.length === 1
      ? { name: first }
      : { problem: `There are several organisations here, say which: --organisation ${names}` }
  const found = folders.find((folder) => folder === wanted || idOf(folder) === wanted)
  return found
    ? { name: found }
    : { problem: `There is no organisation ${wanted} here. What there is: ${names}` }
}

function readWish(args: string[], usual: Language): Wish | string {
  const text = { type: "string" } as const
  const options = { period: text, format: text, out: text, organisation: text, language: text }
  let values: { [name in keyof typeof options]?: string }
  try {
    values = parseArgs({ args, options }).values
  } catch {
    return usage
  }
  const period = readPeriod(values.period ?? "")
  if (!period)
    return `--period must be a week (2026-W47), a month (2026-11), a quarter (2026-Q4) or a year (2026). ${usage}`
  const format = fileFormats.find((one) => one === values.format)
  if (!format) return `--format must be one of ${fileFormats.join(", ")}. ${usage}`
  const { out, organisation = null, language = usual } = values
  if (language !== "nl" && language !== "en") return `--language must be nl or en. ${usage}`
  return {
    period,
    format,
    out: out === undefined || out === "" ? null : resolve(out),
    organisation,
    language,
  }
}
