/** Frozen periods in the store's `snapshots`: they survive retention, forgetting and later releases. */
import { type Period, periodOf, previousPeriod } from "../domain/period.ts"
import { localDate } from "../domain/time.ts"
import { duePeriods, type Edition, type FrozenPeriod, makeEdition } from "../report/freeze.ts"
import { makeReport, type ReportQuestion, trendWeeks } from "../report/make-report.ts"
import type { Organisation, Reported } from "./organisation.ts"

/** Freezes what is due, oldest first. Whoever comes second finds it done. */
export async function freezePeriods(org: Organisation): Promise<void> {
  await org.board.upToDate()
  const { zone } = org.settings
  const first = org.board.tally().firstDay()
  for (const period of duePeriods({ first, now: org.clock.now(), zone }))
    if (!(await lastEdition(org, period.id))) await addEdition(org, { period, because: null })
}

/** A new edition from what the ledger says now. The earlier ones stay. */
export async function addEdition(
  org: Organisation,
  q: { period: Period; because: string | null },
): Promise<Edition> {
  const kept = await read(org, q.period.id)
  const report = makeReport({ ...(await questionFor(org, q.period)), for: "steward" })
  const edition = makeEdition({
    report,
    at: org.clock.now(),
    after: (await lastEdition(org, previousPeriod(q.period).id))?.sha256 ?? null,
    before: kept.editions.at(-1) ?? null,
    because: q.because,
    sha256: (text) => org.vault.digest(text),
  })
  const editions = [...kept.editions, edition]
  await org.store.snapshots.put(keyOf(q.period.id), { v: 1, editions } satisfies FrozenPeriod)
  return edition
}

export async function lastEdition(org: Reported, period: string): Promise<Edition | null> {
  return (await read(org, period)).editions.at(-1) ?? null
}

/** All that a report is made from, but for who reads it and what was typed. */
export async function questionFor(org: Reported, period: Period): Promise<Omit<ReportQuestion, "for">> {
  const board = await org.board.upToDate()
  return {
    tally: org.board.tally(),
    people: org.directory.people(),
    forgotten: [...org.directory.forgotten().values()].map((roster) => ({ roster })),
    programme: board.programme,
    catalogue: org.catalogue(),
    frozen: await editionsFor(org, period),
    period,
    now: org.clock.now(),
    zone: org.settings.zone,
    organisation: org.name,
    demo: org.demo,
    minGroup: org.settings.minGroup,
  }
}

/** The frozen periods that a report compares with, sums or draws: few, however long the ledger. */
async function editionsFor(org: Reported, period: Period): Promise<Map<string, Edition>> {
  const today = localDate(org.clock.now(), org.settings.zone)
  const wanted = new Set([previousPeriod(period).id])
  if (period.kind === "year") for (const n of [1, 2, 3, 4]) wanted.add(`${period.id}-Q${n}`)
  const over = period.to < today
  let week = periodOf("week", over ? period.to : today)
  for (let i = 0; i < trendWeeks; i++, week = previousPeriod(week)) wanted.add(week.id)
  const found = new Map<string, Edition>()
  for (const id of wanted) {
    const last = await lastEdition(org, id)
    if (last) found.set(id, last)
  }
  return found
}

const prefix = "period/"

function keyOf(period: string): string {
  return `${prefix}${period}`
}

async function read(org: Reported, period: string): Promise<FrozenPeriod> {
  return (
    ((await org.store.snapshots.get(keyOf(period))) as FrozenPeriod | undefined) ?? { v: 1, editions: [] }
  )
}
