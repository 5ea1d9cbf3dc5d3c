/** An evidence folder beside the ledger that it was made from: what the ledger keeps, and what it counts again. */
import { keepBoard } from "../src/app/board.ts"
import { type Books, editionsOf, frozenPrefix } from "../src/app/frozen.ts"
import { StoreRefused } from "../src/app/ports.ts"
import { type LeftOut, type Recount, recount } from "../src/app/recount.ts"
import type { Catalogue } from "../src/domain/content.ts"
import type { Finding } from "../src/report/again/checks.ts"
import type { Edition, FrozenPeriod } from "../src/report/freeze.ts"
import { makeTally } from "../src/report/tally.ts"
import type { Settings } from "./config.ts"
import type { ReadEvidence } from "./evidence/read.ts"
import { checked, differences, type Tell } from "./evidence/tell.ts"
import { chooseLedger } from "./ledgers.ts"
import { openCopy } from "./lowdb/backup.ts"
import { systemClock } from "./system.ts"

type Asking = {
  settings: Settings
  organisation: string | null
  catalogue: Catalogue
  read: ReadEvidence & { type: "evidence" }
  tell: Tell
  say: (line: string) => void
}

/** Where something differs while the bot runs, it may have been changed between two looks: so often it is looked at again. */
const looksMax = 2

export async function verifyAgainst(q: Asking): Promise<number> {
  const { settings, tell, say } = q
  const ledger = await chooseLedger(settings.dataDir, q.organisation)
  if (ledger.type === "refused") {
    say(tell(`ledgers.${ledger.id}`, ledger.values))
    return 2
  }
  let looked = await look(q, ledger.folder)
  for (let i = 1; i < looksMax && "findings" in looked && looked.findings.length > 0; i++)
    looked = await look(q, ledger.folder)
  if (!("findings" in looked)) {
    say(looked.damaged)
    return 2
  }
  const { findings, again, kept } = looked
  say("")
  say(tell("against.title", { folder: ledger.name }))
  for (const line of differences(findings, tell)) say(line)
  for (const line of checked({ kept, counted: again.made }, tell)) say(line)
  say(tell("against.again", { n: again.again }))
  for (const line of leftOut(again, q)) say(line)
  return findings.length > 0 ? 1 : 0
}

type Looked = { findings: Finding[]; again: Recount; kept: number } | { damaged: string }

async function look({ settings, catalogue, read }: Asking, folder: string): Promise<Looked> {
  try {
    const store = await openCopy(folder)
    try {
      const books: Books = {
        name: read.about.organisation,
        demo: read.about.demo,
        store,
        board: keepBoard(store, () => makeTally({ zone: settings.timeZone })),
        catalogue: () => catalogue,
        clock: systemClock(settings.clockStart),
        directory: await directoryOf(store),
        settings: { zone: settings.timeZone, minGroup: settings.minGroup },
      }
      const kept = await compareKept(books, read)
      const again = await recount(books, read.evidence.editions)
      return { findings: [...kept, ...again.findings], again, kept: read.about.editions.length }
    } finally {
      await store.close()
    }
  } catch (error) {
    if (error instanceof StoreRefused) return { damaged: error.message }
    throw error
  }
}

async function directoryOf({ people, forgotten }: Books["store"]): Promise<Books["directory"]> {
  const known = (await people.all()).map(([, person]) => person)
  const gone = new Map((await forgotten.all()).map(([hash, { roster }]) => [hash, roster]))
  return { people: () => known, forgotten: () => gone }
}

const facts = ["sha256", "at", "definitions", "minGroup", "content", "after", "because"] as const

function factsOf(e: Edition): Record<(typeof facts)[number], string | number | null> {
  return { ...e, minGroup: e.report.minGroup, content: e.content ?? null }
}

/** Every edition of the folder as the ledger keeps it, and none missing that was there when the folder was made. */
async function compareKept(books: Books, { about }: Asking["read"]): Promise<Finding[]> {
  const findings: Finding[] = []
  const there = new Set<string>()
  const tell = (
    { period, edition }: { period: string; edition: number },
    q: { cell: string; found: unknown; expected: unknown },
  ) => findings.push({ rule: "kept", period, edition, ...q })
  for (const entry of about.editions) {
    there.add(`${entry.period} ${entry.edition}`)
    const kept = (await editionsOf(books, entry.period)).find((e) => e.edition === entry.edition)
    if (!kept) tell(entry, { cell: "edition", found: entry.sha256, expected: "proof.verify.not-kept" })
    else {
      const cell = facts.find((fact) => factsOf(kept)[fact] !== entry[fact])
      if (cell) tell(entry, { cell, found: entry[cell], expected: factsOf(kept)[cell] })
    }
  }
  for (const [key, value] of await books.store.snapshots.all()) {
    if (!key.startsWith(frozenPrefix)) continue
    const period = key.slice(frozenPrefix.length)
    for (const { edition, at, sha256: hash } of (value as FrozenPeriod).editions)
      if (Date.parse(at) <= Date.parse(about.madeAt) && !there.has(`${period} ${edition}`))
        tell({ period, edition }, { cell: "edition", found: "proof.verify.not-here", expected: hash })
  }
  return findings
}

const reasons: LeftOut[] = ["gone", "work-left-out", "definitions", "content", "forgotten", "zone"]
/** Periods that are named. */
const namedMax = 8

function leftOut({ left, forgotten }: Recount, { settings, tell }: Asking): string[] {
  const lines = reasons.flatMap((why) => {
    const ids = left.get(why) ?? []
    if (ids.length === 0) return []
    const periods =
      ids.length > namedMax ? `${ids.slice(0, namedMax).join(", ")} … (${ids.length})` : ids.join(", ")
    return [`  ${tell(`against.${why}`, { periods, days: settings.retentionDays, n: forgotten })}`]
  })
  return lines.length > 0 ? [tell("against.not"), ...lines] : []
}
