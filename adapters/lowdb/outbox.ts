import type { ClaimedRow, Leave, NewRow, Settlement } from "../../src/app/ports.ts"
import type { Instant, PersonId, RowId } from "../../src/domain/id.ts"
import { streams } from "../../src/domain/id.ts"
import { commit, type Ledger } from "./ledger.ts"
import type { Line } from "./line.ts"
import { push } from "./queue.ts"

/** Every row that has not ended. */
export type Outbox = {
  rows: Map<RowId, Row>
  /** Rows that a queued line is about, and when that is durable. */
  busy: Map<RowId, Promise<unknown>>
}
type Row = {
  row: NewRow
  /** Claimable from; after a clean failure later than the row's own `notBefore`, which tells since when it waits. */
  dueAt: Instant
  attempt: number
  /** Null: waiting. */
  claim: { until: Instant; byFormerProcess: boolean } | null
}

export function newOutbox(): Outbox {
  return { rows: new Map(), busy: new Map() }
}

/** `replay`: read at start, so a claim in it is one of a process that is gone. */
export function applyToOutbox(o: Outbox, line: Line, replay: boolean): void {
  switch (line.t) {
    case "commit":
      for (const row of line.outbox)
        o.rows.set(row.id, { row, dueAt: row.notBefore, attempt: 0, claim: null })
      if (line.settled) o.rows.delete(line.settled)
      return
    case "claim":
      for (const id of line.rows) {
        const row = o.rows.get(id)
        if (!row) continue
        row.attempt++
        row.claim = { until: line.until, byFormerProcess: replay }
      }
      return
    case "retry": {
      const row = o.rows.get(line.row)
      if (!row) return
      row.dueAt = line.at
      row.claim = null
      return
    }
    case "drop":
      for (const id of line.rows) o.rows.delete(id)
      return
    case "expired":
      return
  }
}

export async function claim(
  q: { outbox: Outbox; ledger: Ledger },
  wish: { now: Instant; limit: number; leaseMs: number; leave?: Leave },
): Promise<ClaimedRow[]> {
  const { outbox: o, ledger } = q
  if (ledger.queue.health.failed) throw ledger.queue.health.failed
  const due: Row[] = []
  for (const row of o.rows.values()) {
    if (due.length >= wish.limit) break
    if (isDue(o, row, wish.now) && !isLeft(row.row, wish.leave)) due.push(row)
  }
  if (due.length === 0) return []
  const rows = due.map((row) => row.row.id)
  const until = wish.now + wish.leaseMs
  await keepBusy(o, rows, push(ledger.queue, { t: "claim", rows, until }, ledger.month))
  return due.map(claimed)
}

export function anyDue(o: Outbox, now: Instant): boolean {
  for (const row of o.rows.values()) if (isDue(o, row, now)) return true
  return false
}

function isDue(o: Outbox, { claim, dueAt, row }: Row, now: Instant): boolean {
  return !claim && dueAt <= now && !o.busy.has(row.id)
}

function isLeft({ to }: NewRow, leave: Leave | undefined): boolean {
  if (!leave) return false
  return "place" in to ? leave.to.has(to.place) : leave.persons || leave.to.has(to.person)
}

/** The first settlement holds; a later one of the same row changes nothing. */
export async function settle(
  q: { outbox: Outbox; ledger: Ledger },
  id: RowId,
  settled: { at: Instant; settlement: Settlement },
): Promise<void> {
  const { outbox: o, ledger } = q
  for (let busy = o.busy.get(id); busy; busy = o.busy.get(id)) await busy
  if (ledger.queue.health.failed) throw ledger.queue.health.failed
  if (!o.rows.has(id)) return
  const { at, settlement } = settled
  if (settlement.type === "retry") {
    const line: Line = { t: "retry", row: id, at: settlement.at }
    return keepBusy(o, [id], push(ledger.queue, line, ledger.month))
  }
  const appends = [{ stream: streams.delivery(id), expect: "any" as const, events: [settlement.event] }]
  const done = commit(ledger, { at, cause: null, appends, outbox: [] }, id)
  await keepBusy(o, [id], done)
}

/** Waiting rows to a forgotten person leave without an end of their own. */
export async function dropFor(q: { outbox: Outbox; ledger: Ledger }, person: PersonId): Promise<void> {
  const { outbox: o, ledger } = q
  const theirs = () => [...o.rows.values()].filter((r) => "person" in r.row.to && r.row.to.person === person)
  for (const row of theirs()) await o.busy.get(row.row.id)
  const rows = theirs()
    .filter((row) => !row.claim)
    .map((row) => row.row.id)
  if (rows.length === 0) return
  await keepBusy(o, rows, push(ledger.queue, { t: "drop", rows }, ledger.month))
}

export function stranded(o: Outbox, now: Instant): ClaimedRow[] {
  return [...o.rows.values()]
    .filter((row) => row.claim && (row.claim.byFormerProcess || row.claim.until <= now))
    .map(claimed)
}

export function waiting(o: Outbox): NewRow[] {
  return [...o.rows.values()].filter((row) => !row.claim).map((row) => structuredClone(row.row))
}

/** The row's month lost its persons: nobody can be reached by it any more. */
export function renameRow(o: Outbox, id: RowId, names: ReadonlyMap<PersonId, string>): void {
  const row = o.rows.get(id)
  if (!row || !("person" in row.row.to)) return
  const person = names.get(row.row.to.person)
  if (person) row.row = { ...row.row, to: { person } }
}

function claimed(row: Row): ClaimedRow {
  return { ...structuredClone(row.row), attempt: row.attempt, leaseUntil: row.claim?.until ?? 0 }
}

async function keepBusy(o: Outbox, rows: RowId[], durable: Promise<unknown>): Promise<void> {
  for (const id of rows) o.busy.set(id, durable)
  try {
    await durable
  } finally {
    for (const id of rows) o.busy.delete(id)
  }
}
