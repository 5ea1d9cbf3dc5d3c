/** A frozen period is put right by a new dated edition that says why; the earlier ones stay. */
import { nextPeriod, type Period, periodOf, readPeriod } from "../domain/period.ts"
import { localDate } from "../domain/time.ts"
import { type CellChange, changedCells } from "../report/cells.ts"
import { contributorsAround, type WhyNot, whyNoCorrection } from "../report/correction.ts"
import { writtenOtherwise } from "../report/earlier.ts"
import type { Edition } from "../report/freeze.ts"
import { addEdition, draftEdition, editionsOf, type Freezing } from "./frozen.ts"

export const correctionLimits = { becauseMin: 10, becauseMax: 300 } as const

export type CorrectionWish = {
  period: string
  /** Shown to every reader of the report, and kept for good. */
  because: string
  /** Tell what would change, and keep nothing. */
  preview: boolean
}
export type Correction =
  | {
      type: "corrected"
      edition: Edition
      /** Since the edition before. */
      changed: CellChange[]
      /** Frozen periods with days in common, which would come out otherwise by now too. */
      others: string[]
    }
  | { type: "refused"; why: Why; minGroup: number }
type Why = WhyNot | "period" | "year" | "not-frozen" | "because" | "other-zone"

/** Name and demo are those of the edition before. */
export async function correct(books: Freezing, wish: CorrectionWish): Promise<Correction> {
  const refused = (why: Why, minGroup = books.settings.minGroup) => ({
    type: "refused" as const,
    why,
    minGroup,
  })
  const period = readPeriod(wish.period)
  if (!period) return refused("period")
  if (period.kind === "year") return refused("year")
  const because = wish.because.trim()
  const { becauseMin, becauseMax } = correctionLimits
  if (because.length < becauseMin || because.length > becauseMax || !isOneLine(because))
    return refused("because")
  const editions = await editionsOf(books, period.id)
  const last = editions.at(-1)
  if (!last) return refused("not-frozen")
  if (last.report.period.timeZone !== books.settings.zone) return refused("other-zone")
  // A smaller group than was shown then would tell, beside the earlier edition, of the people in between.
  const minGroup = Math.max(books.settings.minGroup, ...editions.map((e) => e.report.minGroup))
  const { organisation: name, demo } = last.report
  const strict: Freezing = { ...books, name, demo, settings: { ...books.settings, minGroup } }
  const next = await draftEdition(strict, { period, because })
  const why = whyNoCorrection({
    editions: editions.map((e) => e.json),
    next: next.json,
    contributors: contributorsAround(await tallyOf(books), period),
    minGroup,
    otherwise: writtenOtherwise(last, next.json),
  })
  if (why) return refused(why, minGroup)
  const edition = wish.preview ? next : await addEdition(strict, { period, because })
  return {
    type: "corrected",
    edition,
    changed: changedCells(last.json, edition.json),
    others: await changedToo(strict, period),
  }
}

async function tallyOf(books: Freezing) {
  await books.board.upToDate()
  return books.board.tally()
}

/** A reason is read in lists and on a line of the page. */
function isOneLine(text: string): boolean {
  return !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text)
}

async function changedToo(books: Freezing, period: Period): Promise<string[]> {
  const today = localDate(books.clock.now(), books.settings.zone)
  const kinds = (["week", "month", "quarter"] as const).filter((kind) => kind !== period.kind)
  const around = new Map<string, Period>()
  for (const kind of kinds)
    for (let p = periodOf(kind, period.from); p.from <= period.to && p.to < today; p = nextPeriod(p))
      around.set(p.id, p)
  const found: string[] = []
  for (const other of around.values()) {
    const last = (await editionsOf(books, other.id)).at(-1)
    if (!last) continue
    const { json } = await draftEdition(books, { period: other, because: null })
    const otherwise = writtenOtherwise(last, json)
    if (changedCells(last.json, json).some(({ cell }) => !otherwise(cell))) found.push(other.id)
  }
  return found
}
