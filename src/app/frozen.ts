/** Frozen periods in the store's `snapshots`: they survive retention, forgetting and later releases. */
import { type Period, periodOf, previousPeriod } from "../domain/period.ts"
import { localDate } from "../domain/time.ts"
import { canonical } from "../report/canonical.ts"
import { type CountedContent, countedContent } from "../report/counted-content.ts"
import { duePeriods, type Edition, type FrozenPeriod, makeEdition } from "../report/freeze.ts"
import { makeReport, type ReportQuestion, trendWeeks } from "../report/make-report.ts"
import type { Directory } from "./directory.ts"
import type { OrganisationSettings, Reported } from "./organisation.ts"
import type { Vault } from "./ports.ts"

/** What figures are made from. */
export type Books = Pick<Reported, "name" | "demo" | "store" | "board" | "clock" | "catalogue"> & {
  directory: Pick<Directory, "people" | "forgotten">
  settings: Pick<OrganisationSettings, "zone" | "minGroup">
}
/** What periods are frozen with. */
export type Freezing = Books & { vault: Pick<Vault, "digest"> }

/** Freezes what is due, oldest first. Whoever comes second finds it done. */
export async function freezePeriods(books: Freezing): Promise<void> {
  await books.board.upToDate()
  const { zone } = books.settings
  const first = books.board.tally().firstDay()
  for (const period of duePeriods({ first, now: books.clock.now(), zone }))
    if (!(await lastEdition(books, period.id))) await addEdition(books, { period, because: null })
}

/** A new edition from what the ledger says now. The earlier ones stay. */
export async function addEdition(
  books: Freezing,
  q: { period: Period; because: string | null },
): Promise<Edition> {
  const edition = await draftEdition(books, q)
  const editions = [...(await editionsOf(books, q.period.id)), edition]
  const content = contentOf(books)
  // Before the edition that names it.
  if (!(await books.store.snapshots.get(contentKey(content.sha256))))
    await books.store.snapshots.put(contentKey(content.sha256), content.counted)
  await books.store.snapshots.put(keyOf(q.period.id), { v: 1, editions } satisfies FrozenPeriod)
  return edition
}

/** The edition that would be added. Nothing is kept. */
export async function draftEdition(
  books: Freezing,
  q: { period: Period; because: string | null },
): Promise<Edition> {
  const [before, previous] = [
    await lastEdition(books, q.period.id),
    await lastEdition(books, previousPeriod(q.period).id),
  ]
  return makeEdition({
    report: makeReport({ ...(await questionFor(books, q.period)), for: "steward" }),
    // Never before what it corrects or names, whatever happened to the clock.
    at: Math.max(books.clock.now(), timeOf(before) + 1, timeOf(previous)),
    after: previous?.sha256 ?? null,
    before,
    because: q.because,
    content: contentOf(books).sha256,
    sha256: (text) => books.vault.digest(text),
  })
}

function timeOf(edition: Edition | null): number {
  return edition ? Date.parse(edition.at) : 0
}

export async function lastEdition(books: Books, period: string): Promise<Edition | null> {
  return (await editionsOf(books, period)).at(-1) ?? null
}

/** Oldest first; none where the period is not frozen. */
export async function editionsOf(books: Books, period: string): Promise<readonly Edition[]> {
  const kept = (await books.store.snapshots.get(keyOf(period))) as FrozenPeriod | undefined
  return kept?.editions ?? []
}

/** What of the content counts now, and its hash. */
export function contentOf(books: Freezing): { counted: CountedContent; sha256: string } {
  const counted = countedContent(books.catalogue())
  return { counted, sha256: books.vault.digest(canonical(counted)) }
}

/** All that a report is made from, but for who reads it and what was typed. */
export async function questionFor(books: Books, period: Period): Promise<Omit<ReportQuestion, "for">> {
  const board = await books.board.upToDate()
  return {
    tally: books.board.tally(),
    people: books.directory.people(),
    forgotten: [...books.directory.forgotten().values()].map((roster) => ({ roster })),
    programme: board.programme,
    catalogue: books.catalogue(),
    frozen: await editionsFor(books, period),
    period,
    now: books.clock.now(),
    zone: books.settings.zone,
    organisation: books.name,
    demo: books.demo,
    minGroup: books.settings.minGroup,
  }
}

/** The frozen periods that a report compares with, sums or draws: few, however long the ledger. */
async function editionsFor(books: Books, period: Period): Promise<Map<string, Edition>> {
  const today = localDate(books.clock.now(), books.settings.zone)
  const wanted = new Set([previousPeriod(period).id])
  if (period.kind === "year") for (const n of [1, 2, 3, 4]) wanted.add(`${period.id}-Q${n}`)
  const over = period.to < today
  let week = periodOf("week", over ? period.to : today)
  for (let i = 0; i < trendWeeks; i++, week = previousPeriod(week)) wanted.add(week.id)
  const found = new Map<string, Edition>()
  for (const id of wanted) {
    const last = await lastEdition(books, id)
    if (last) found.set(id, last)
  }
  return found
}

/** Keys in `snapshots`. */
export const frozenPrefix = "period/"
export const contentPrefix = "content/"

function keyOf(period: string): string {
  return `${frozenPrefix}${period}`
}

function contentKey(sha256: string): string {
  return `${contentPrefix}${sha256}`
}
