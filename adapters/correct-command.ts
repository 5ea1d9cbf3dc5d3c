/** `draagvlak correct --period 2026-W47 --because "…" [--preview]`: a new edition of a frozen period. With the bot stopped. */
import { parseArgs } from "node:util"
import { keepBoard } from "../src/app/board.ts"
import { type Correction, type CorrectionWish, correct, correctionLimits } from "../src/app/correct.ts"
import { openDirectory } from "../src/app/directory.ts"
import type { Freezing } from "../src/app/frozen.ts"
import { makeTally } from "../src/report/tally.ts"
import { type CommandContent, commandContent } from "./command-content.ts"
import type { Settings } from "./config.ts"
import { type Tell, tellWith } from "./evidence/tell.ts"
import { chooseLedger, secretOf } from "./ledgers.ts"
import { openLowdbStore } from "./lowdb/index.ts"
import { isBusy } from "./lowdb/lock.ts"
import { makeVault, systemClock, systemIds } from "./system.ts"

type Line = (line: string) => void
type Wish = CorrectionWish & { organisation: string | null }

/** Changes that are told one by one. */
const toldMax = 20

/** 0: corrected, or previewed; 1: refused; 2: asked in a way that is no way. */
export async function correctCommand(settings: Settings, args: string[], say: Line): Promise<number> {
  const content = commandContent(say)
  if (!content) return 1
  const tell = tellWith(content.words[settings.language])
  const wish = wishIn(args)
  if (!wish) {
    say(tell("usage.correct"))
    return 2
  }
  const refused = (line: string) => {
    say(line)
    return 1
  }
  const ledger = await chooseLedger(settings.dataDir, wish.organisation)
  if (ledger.type === "refused") return refused(tell(`ledgers.${ledger.id}`, ledger.values))
  const secret = secretOf(settings)
  if (secret === null) return refused(tell("ledgers.key"))
  const done = await onLedger({ settings, content, secret, folder: ledger.folder }, (books) =>
    correct(books, wish),
  )
  if (done === "busy") return refused(tell("ledgers.busy"))
  if (done.type === "corrected") {
    for (const line of told(done, wish, tell)) say(line)
    return 0
  }
  const { becauseMin: min, becauseMax: max } = correctionLimits
  const values = { period: wish.period, min: done.why === "because" ? min : done.minGroup, max }
  return refused(tell(`correct.refused.${done.why}`, values))
}

async function onLedger<T>(
  q: { settings: Settings; content: CommandContent; secret: string; folder: string },
  run: (books: Freezing) => Promise<T>,
): Promise<T | "busy"> {
  const { settings } = q
  const vault = makeVault(q.secret)
  try {
    const store = await openLowdbStore({
      folder: q.folder,
      hashOf: (person) => vault.hash(`person ${person.key}`),
    })
    try {
      const clock = systemClock(settings.clockStart)
      const directory = await openDirectory({ store, ids: systemIds(), vault, now: () => clock.now() })
      const books: Freezing = {
        name: "",
        demo: false,
        store,
        board: keepBoard(store, () => makeTally({ zone: settings.timeZone })),
        catalogue: () => q.content.catalogue,
        clock,
        directory,
        vault,
        settings: { zone: settings.timeZone, minGroup: settings.minGroup },
      }
      return await run(books)
    } finally {
      await store.close()
    }
  } catch (error) {
    if (isBusy(error)) return "busy"
    throw error
  }
}

function told(done: Correction & { type: "corrected" }, wish: Wish, tell: Tell): string[] {
  const { edition, changed, others } = done
  const value = (v: unknown) => (v === null ? tell("correct.nothing") : String(v))
  const values = { period: wish.period, edition: edition.edition, day: edition.at.slice(0, 10) }
  return [
    tell(wish.preview ? "correct.preview" : "correct.done", values),
    ...changed
      .slice(0, toldMax)
      .map(({ cell, before, after }) =>
        tell("correct.change", { cell, before: value(before), after: value(after) }),
      )
      .map((line) => `  ${line}`),
    ...(changed.length > toldMax ? [`  ${tell("correct.more", { n: changed.length - toldMax })}`] : []),
    ...(others.length > 0 ? [tell("correct.others", { periods: others.join(", ") })] : []),
    tell("correct.published"),
  ]
}

function wishIn(args: string[]): Wish | null {
  try {
    const text = { type: "string" } as const
    const { values } = parseArgs({
      args,
      options: { period: text, because: text, organisation: text, preview: { type: "boolean" } },
    })
    const { period, because, organisation = null, preview = false } = values
    if (period === undefined || because === undefined) return null
    return { period, because, organisation, preview }
  } catch {
    return null
  }
}
