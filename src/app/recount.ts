/** Frozen periods counted once more from the ledger as it is, as far as that is still possible. */
import { type Period, periodOf, readPeriod } from "../domain/period.ts"
import type { Finding } from "../report/again/checks.ts"
import type { EvidenceEdition } from "../report/again/evidence.ts"
import { type Cell, cellsOf } from "../report/cells.ts"
import { type CountedContent, catalogueOf } from "../report/counted-content.ts"
import { writtenOtherwise } from "../report/earlier.ts"
import { definitionsVersion, type FrozenPeriod } from "../report/freeze.ts"
import { toJson } from "../report/json.ts"
import { makeReport } from "../report/make-report.ts"
import { type Books, questionFor } from "./frozen.ts"

/** Why a period, or a part of it, is not counted again. */
export type LeftOut = "zone" | "gone" | "work-left-out" | "definitions" | "content" | "forgotten"
export type Recount = {
  /** Periods of which something was counted again. */
  again: number
  /** Cells that were compared. */
  made: number
  findings: Finding[]
  left: ReadonlyMap<LeftOut, string[]>
  /** People who had themselves forgotten after the first of these was frozen. */
  forgotten: number
}

const pageSize = 1000
/** Cells that follow from the content beside the ledger. */
const ofContent = /^(figures\.(actions|sdg|logged|minutes)|polls|index|evidence)/
const ofWork = /^(figures\.(actions|sdg|logged)|evidence)/
/** Cells that take their people from their segment, or are computed from several counts. */
const notToTheOne = /^(figures\.segments|index)/
const ofPeople = /^figures\.(reach|active|depth|logged\[.*\]\.people)/

export async function recount(books: Books, editions: readonly EvidenceEdition[]): Promise<Recount> {
  const findings: Finding[] = []
  const left = new Map<LeftOut, string[]>()
  const counts = { again: 0, made: 0 }
  const forgettings = await forgettingsIn(books)
  for (const one of lastOf(editions)) {
    const { period: id, at } = one.listed
    const leave = (why: LeftOut) => left.set(why, [...(left.get(why) ?? []), id])
    const period = readPeriod(id)
    const made = period && (await makeAgain(books, one, period))
    if (!period || made === null) {
      leave("zone")
      continue
    }
    const kept = await keptSince(books, period)
    if (kept === "none") {
      leave("gone")
      continue
    }
    counts.again++
    const since = forgettings.filter((then) => then > Date.parse(at)).length
    if (kept === "period") leave("work-left-out")
    // With the content of its time; where that was not kept, only what does not follow from content.
    const sameContent = one.listed.content !== null
    if (!sameContent) leave("content")
    if (since > 0) leave("forgotten")
    const otherwise = writtenOtherwise({ definitions: one.listed.definitions, json: one.json }, made)
    if (one.listed.definitions < definitionsVersion) leave("definitions")
    const skip = (cell: string) =>
      otherwise(cell) ||
      (kept === "period" && ofWork.test(cell)) ||
      (!sameContent && ofContent.test(cell)) ||
      (since > 0 && notToTheOne.test(cell))
    const compared = compare(one.json, made, { skip, within: (cell) => (ofPeople.test(cell) ? since : 0) })
    counts.made += compared.made
    for (const { cell, found, expected } of compared.different)
      findings.push({ rule: "counted", period: id, edition: one.listed.edition, cell, found, expected })
  }
  const forgotten = Math.max(0, ...lastOf(editions).map((one) => sinceOf(forgettings, one)))
  return { ...counts, findings, left, forgotten }
}

function sinceOf(forgettings: readonly number[], one: EvidenceEdition): number {
  return forgettings.filter((then) => then > Date.parse(one.listed.at)).length
}

/** Only the last edition says what the ledger says. */
function lastOf(editions: readonly EvidenceEdition[]): EvidenceEdition[] {
  const last = new Map<string, EvidenceEdition>()
  for (const one of editions) {
    const known = last.get(one.listed.period)
    if (!known || known.listed.edition < one.listed.edition) last.set(one.listed.period, one)
  }
  return [...last.values()]
}

/** As it would have been made at that moment, by what is known now. Null where it was cut in another zone. */
async function makeAgain(books: Books, one: EvidenceEdition, period: Period): Promise<object | null> {
  const { timeZone } = (one.json["period"] ?? {}) as { timeZone?: unknown }
  if (timeZone !== books.settings.zone) return null
  const at = Date.parse(one.listed.at)
  const minGroup = one.listed.minGroup ?? books.settings.minGroup
  const then: Books = {
    ...books,
    ...(one.listed.content ? { catalogue: () => catalogueOf(one.listed.content as CountedContent) } : {}),
    clock: { now: () => at },
    settings: { ...books.settings, minGroup },
    store: asOf(books.store, at),
  }
  return toJson(makeReport({ ...(await questionFor(then, period)), for: "manager" }))
}

/** Frozen periods as they stood then. */
function asOf(store: Books["store"], at: number): Books["store"] {
  const get = async (key: string) => {
    const kept = (await store.snapshots.get(key)) as FrozenPeriod | undefined
    return kept && { ...kept, editions: kept.editions.filter((e) => Date.parse(e.at) <= at) }
  }
  return { ...store, snapshots: { ...store.snapshots, get } }
}

/** Work is shown or not by all that was done since the quarter began, so its persons must be there too. */
async function keptSince({ board }: Books, period: Period): Promise<"all" | "period" | "none"> {
  await board.upToDate()
  if (board.tally().between(period.from, period.to).gone) return "none"
  const { from } = periodOf("week", periodOf("quarter", period.to).from)
  return board.tally().between(from, period.to).gone ? "period" : "all"
}

async function forgettingsIn({ store }: Books): Promise<number[]> {
  const found: number[] = []
  for (let position = 0; ; ) {
    const page = await store.since(position, pageSize)
    for (const { event, at } of page) if (event.type === "member.forgotten") found.push(at)
    position = page.at(-1)?.position ?? position
    if (page.length < pageSize) return found
  }
}

type Different = { cell: string; found: unknown; expected: unknown }

function compare(
  json: object,
  made: object,
  q: { skip: (cell: string) => boolean; within: (cell: string) => number },
): { different: Different[]; made: number } {
  const [is, should] = [json, made].map((j) => new Map(cellsOf(j).map((c) => [c.cell, c]))) as [
    Map<string, Cell>,
    Map<string, Cell>,
  ]
  const cells = [...new Set([...is.keys(), ...should.keys()])].filter((cell) => !q.skip(cell))
  const different = cells.flatMap((cell) => {
    const [a, b] = [is.get(cell), should.get(cell)]
    return same(a, b, q.within(cell)) ? [] : [{ cell, found: shown(a), expected: shown(b) }]
  })
  return { different, made: cells.length }
}

function same(a: Cell | undefined, b: Cell | undefined, within: number): boolean {
  if (!a || !b || a.withheld !== b.withheld || a.denominator !== b.denominator) return false
  const [x, y] = [a.numerator ?? a.value, b.numerator ?? b.value]
  return typeof x === "number" && typeof y === "number" ? Math.abs(x - y) <= within + 1e-9 : x === y
}

function shown(cell: Cell | undefined): unknown {
  if (!cell) return "not there"
  if (cell.withheld) return "withheld"
  return cell.numerator === null ? cell.value : `${cell.numerator} of ${cell.denominator}`
}
