/** `draagvlak export --out folder [--organisation name]`: an evidence folder of everything that was published. */
import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { parseArgs } from "node:util"
import { contentPrefix, frozenPrefix } from "../src/app/frozen.ts"
import { StoreRefused } from "../src/app/ports.ts"
import { verifyEvidence } from "../src/report/again/verify.ts"
import type { CountedContent } from "../src/report/counted-content.ts"
import type { FrozenPeriod } from "../src/report/freeze.ts"
import { commandContent } from "./command-content.ts"
import type { Settings } from "./config.ts"
import { evidenceFiles, type Kept } from "./evidence/make.ts"
import { readEvidence } from "./evidence/read.ts"
import { differences, tellWith } from "./evidence/tell.ts"
import { chooseLedger } from "./ledgers.ts"
import { readRoom } from "./lowdb/backup.ts"
import { type Saved, saveFolder, whyNotThere } from "./save-folder.ts"
import { leaveNote } from "./server-notes.ts"
import { systemClock } from "./system.ts"

type Line = (line: string) => void

export const sha256 = (content: string | Uint8Array) => createHash("sha256").update(content).digest("hex")

/** 0: made and in order; 1: refused, or something in it does not add up; 2: asked in a way that is no way. */
export async function exportCommand(settings: Settings, args: string[], say: Line): Promise<number> {
  const content = commandContent(say)
  if (!content) return 1
  const { words } = content
  const tell = tellWith(words[settings.language])
  const wish = wishIn(args)
  if (!wish) {
    say(tell("usage.export"))
    return 2
  }
  const refused = (line: string) => {
    say(line)
    return 1
  }
  const { out } = wish
  const refusedThere = (there: Saved & { type: "refused" }) =>
    refused(tell(`export.refused.${there.why}`, { out, code: there.code }))
  const there = whyNotThere(out, settings.dataDir)
  if (there) return refusedThere(there)
  const ledger = await chooseLedger(settings.dataDir, wish.organisation)
  if (ledger.type === "refused") return refused(tell(`ledgers.${ledger.id}`, ledger.values))
  const kept = await keptIn(ledger.folder)
  if (kept.type === "damaged") return refused(tell("export.damaged", { path: kept.path }))
  const madeAt = systemClock(settings.clockStart).now()
  const files = evidenceFiles({ kept, madeAt, madeBy: release(), words, sha256 })
  if (!files) return refused(tell("export.nothing"))
  // As with a report: before anything stands there, so that no crash leaves a folder of which there is no note.
  const begun = async () => {
    const made = { what: "export" as const, period: null, format: null, madeAt }
    const whyNot = await leaveNote(ledger.folder, made)
    if (whyNot !== null) say(tell("export.not-noted", { code: whyNot }))
  }
  const saved = await saveFolder({ out, files, begun })
  if (saved.type === "refused") return refusedThere(saved)
  const read = readEvidence(out, sha256)
  if (read.type === "unreadable") return refused(tell(`unreadable.${read.id}`, read.values))
  const { editions } = read.about
  const periods = new Set(editions.map((e) => e.period)).size
  const { organisation } = read.about
  say(tell("export.done", { editions: editions.length, periods, organisation, out }))
  say(tell("export.fingerprint", { hash: read.fingerprint }))
  const { findings } = verifyEvidence(read.evidence, { ...read, sha256 })
  if (findings.length === 0) return 0
  say(tell("export.broken"))
  for (const line of differences(findings, tell)) say(line)
  return 1
}

function wishIn(args: string[]): { out: string; organisation: string | null } | null {
  try {
    const text = { type: "string" } as const
    const { values } = parseArgs({ args, options: { out: text, organisation: text } })
    return values.out ? { out: resolve(values.out), organisation: values.organisation ?? null } : null
  } catch {
    return null
  }
}

/** Read while the bot runs. Only what is frozen: no person, no text and no event is even opened. */
async function keptIn(
  folder: string,
): Promise<(Kept & { type: "kept" }) | { type: "damaged"; path: string }> {
  try {
    const rows = await readRoom(folder, "rooms/snapshots")
    const under = (prefix: string) => rows.filter(([key]) => key.startsWith(prefix))
    const contents = under(contentPrefix).map(
      ([key, value]) => [key.slice(contentPrefix.length), value as CountedContent] as const,
    )
    const editions = under(frozenPrefix).flatMap(([, value]) => (value as FrozenPeriod).editions)
    return { type: "kept", editions, contents: new Map(contents) }
  } catch (error) {
    if (error instanceof StoreRefused) return { type: "damaged", path: error.message }
    throw error
  }
}

/** `draagvlak 0.1.0` */
function release(): string {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))
  return `draagvlak ${version}`
}
