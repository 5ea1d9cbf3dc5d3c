import type { Cause, Commit, Committed, Recorded } from "../../src/app/ports.ts"
import { eventVersion } from "../../src/domain/event.ts"
import type { Instant, RowId } from "../../src/domain/id.ts"
import { addCause, type Causes, causeKeptMs, causeRefs, forgetCauses, newCauses } from "./causes.ts"
import { type Directory, enter, newDirectory, olderRefs, startFor } from "./directory.ts"
import {
  type Entry,
  eachLine,
  type Journal,
  lineAt,
  type Month,
  monthOf,
  pathOf,
  placeOf,
  type Ref,
  refOf,
} from "./journal.ts"
import { type CommitLine, decode, decodeOwn, eventsIn, type Line, recorded } from "./line.ts"
import { type Health, push, type Queue } from "./queue.ts"
import { addRecent, dropRecent, newRecent, type Recent, recentAfter, recentAt } from "./recent.ts"

export type Ledger = {
  journal: Journal
  queue: Queue
  directory: Directory
  recent: Recent
  /** Last position that is durable, and last that was accepted. */
  durable: number
  accepted: number
  /** The latest `at` of a durable commit. */
  lastAt: Instant
  /** Lines go into this month's file or a later one. */
  month: Month
  causes: Causes
  /** Accepted, not yet durable. */
  queuedCauses: Map<string, { at: Instant; facts: Cause["facts"]; durable: Promise<void> }>
  queuedStreams: Map<string, { version: number; durable: Promise<void> }>
  /** Counts months written anew: a reader that was on its way reads again. */
  generation: number
  /** Until a month that was written anew can be found. */
  rewriting: Promise<void> | null
}

export function newLedger(q: {
  journal: Journal
  health: Health
  onDurable(line: Line): void
  onFailed(): void
}): Ledger {
  const ledger: Ledger = {
    journal: q.journal,
    queue: {
      journal: q.journal,
      health: q.health,
      items: [],
      running: false,
      last: Promise.resolve(),
      onDurable: (line, entry) => {
        becameDurable(ledger, line, entry)
        q.onDurable(line)
      },
      onFailed: () => {
        ledger.accepted = ledger.durable
        ledger.queuedCauses.clear()
        ledger.queuedStreams.clear()
        q.onFailed()
      },
    },
    directory: newDirectory(),
    recent: newRecent(),
    durable: 0,
    accepted: 0,
    lastAt: 0,
    month: 0,
    causes: newCauses(),
    queuedCauses: new Map(),
    queuedStreams: new Map(),
    generation: 0,
    rewriting: null,
  }
  return ledger
}

/** Takes a line into memory, at start or once it is durable. */
export function apply(l: Ledger, line: Line, ref: Ref): void {
  enter(l.directory, line, ref)
  // Nothing is added to a month whose persons were removed.
  l.month = Math.max(l.month, placeOf(ref).month + (line.t === "expired" ? 1 : 0))
  if (line.t !== "commit") return
  l.durable = line.base + eventsIn(line)
  l.accepted = Math.max(l.accepted, l.durable)
  l.lastAt = Math.max(l.lastAt, line.at)
  if (line.cause) addCause(l.causes, line.cause.hash, { at: line.at, ref })
}

function becameDurable(l: Ledger, line: Line, entry: Entry): void {
  apply(l, line, entry.ref)
  if (line.t !== "commit") return
  addRecent(l.recent, { base: line.base, end: l.durable, ref: entry.ref, json: entry.json })
  if (line.cause) l.queuedCauses.delete(line.cause.hash)
  for (const { stream, version, events } of line.appends)
    if (l.queuedStreams.get(stream)?.version === version + events.length) l.queuedStreams.delete(stream)
}

export async function commit(l: Ledger, c: Commit, settled: RowId | null = null): Promise<Committed> {
  const others = new Set<Ref>()
  for (;;) {
    if (l.queue.health.failed) throw l.queue.health.failed
    const cold = c.appends.find(({ stream }) => versionOf(l, stream) === null)
    const like = c.cause ? causeRefs(l.causes, c.cause.hash).find((ref) => !others.has(ref)) : undefined
    if (like !== undefined) {
      const facts = await factsAt(l, like, c)
      if (facts) return { type: "duplicate", facts }
      others.add(like)
    } else if (cold) await lookUp(l, cold.stream)
    else break
  }
  // From here to the push nothing waits: what is checked is what is accepted.
  const queued = c.cause && l.queuedCauses.get(c.cause.hash)
  if (queued && c.at - queued.at <= causeKeptMs) {
    await queued.durable
    return { type: "duplicate", facts: structuredClone(queued.facts) }
  }
  const line = lineFor(l, c, settled)
  if (!line) {
    // Who lost to a queued commit sees it when reading again, so that trying again makes way and does not turn in place.
    for (const { stream } of c.appends) await l.queuedStreams.get(stream)?.durable
    return { type: "conflict" }
  }
  const nothing = line.appends.length === 0 && line.outbox.length === 0 && !line.cause && !settled
  if (nothing) {
    const position = l.accepted
    await l.queue.last
    return { type: "committed", position }
  }
  l.month = Math.max(l.month, monthOf(c.at))
  l.accepted += eventsIn(line)
  const position = l.accepted
  const durable = push(l.queue, line, l.month)
  if (line.cause) l.queuedCauses.set(line.cause.hash, { at: c.at, facts: line.cause.facts, durable })
  for (const { stream, version, events } of line.appends)
    l.queuedStreams.set(stream, { version: version + events.length, durable })
  await durable
  return { type: "committed", position }
}

/** What is kept with the commit's cause, where the line has the same one and not too long ago; else null. */
async function factsAt(l: Ledger, ref: Ref, { cause, at }: Commit): Promise<Cause["facts"] | null> {
  const line = await steady(l, async () => {
    const stands = cause && causeRefs(l.causes, cause.hash).includes(ref)
    return stands ? lineOf(l, ref) : null
  })
  if (line?.t !== "commit" || line.cause?.hash !== cause?.hash || at - line.at > causeKeptMs) return null
  return line.cause?.facts ?? null
}

/** Null where an `expect` does not hold. */
function lineFor(l: Ledger, c: Commit, settled: RowId | null): CommitLine | null {
  const versions = new Map<string, number>()
  const appends: CommitLine["appends"] = []
  for (const { stream, expect, events } of c.appends) {
    const version = versions.get(stream) ?? versionOf(l, stream) ?? 0
    if (expect !== "any" && expect !== version) return null
    versions.set(stream, version + events.length)
    if (events.length > 0)
      appends.push({ stream, version, events: events.map((event) => ({ v: eventVersion, event })) })
  }
  // Copies: what the caller does with its objects afterwards is its own business.
  const cause = c.cause && { hash: c.cause.hash, facts: { ...c.cause.facts } }
  const outbox = c.outbox.length > 0 ? structuredClone(c.outbox) : []
  return { t: "commit", at: c.at, base: l.accepted, cause, appends, outbox, settled }
}

/** The accepted version, queued commits included; null where it must be looked up in older months first. */
function versionOf(l: Ledger, stream: string): number | null {
  const known = l.queuedStreams.get(stream) ?? l.directory.streams.get(stream)
  if (known) return known.version
  return olderRefs(l.directory, stream).length === 0 ? 0 : null
}

async function lookUp(l: Ledger, stream: string): Promise<void> {
  const generation = l.generation
  const { version } = await read(l, stream)
  if (generation !== l.generation || l.directory.streams.has(stream)) return
  l.directory.streams.set(stream, { version, refs: [] })
}

export async function read(l: Ledger, stream: string): Promise<{ events: Recorded[]; version: number }> {
  // What is queued will hold in a moment; deciding on less would only end in a conflict.
  await l.queuedStreams.get(stream)?.durable.catch(() => {})
  return steady(l, async () => {
    const refs = [...olderRefs(l.directory, stream), ...(l.directory.streams.get(stream)?.refs ?? [])]
    const events: Recorded[] = []
    for (const line of await Promise.all(refs.map((ref) => lineOf(l, ref))))
      events.push(...recorded(line).filter((event) => event.stream === stream))
    return { events, version: events.at(-1)?.version ?? 0 }
  })
}

function lineOf(l: Ledger, ref: Ref): Line | Promise<Line> {
  const known = recentAt(l.recent, ref)
  return known ? decodeOwn(known) : lineAt(l.journal, ref)
}

export async function since(l: Ledger, position: number, limit: number): Promise<Recorded[]> {
  if (position >= l.durable || limit <= 0) return []
  const known = recentAfter(l.recent, position, limit)
  if (known)
    return cut(
      known.flatMap((json) => recorded(decodeOwn(json))),
      position,
      limit,
    )
  return steady(l, async () => {
    const durable = l.durable
    const start = startFor(l.directory, position)
    const found: Recorded[] = []
    if (start === null) return found
    const enough = () => (found.at(-1)?.position ?? position) - position >= limit
    const first = placeOf(start).month
    for (const month of [...l.journal.sizes.keys()].filter((m) => m >= first).sort((a, b) => a - b)) {
      await eachLine(l.journal, month === first ? start : refOf(month, 0), ({ bytes, offset }) => {
        const line = decode(bytes)
        if (!line) throw new Error(`${pathOf(month)}: offset ${offset}: the checksum does not fit`)
        if (line.t === "commit" && line.base + eventsIn(line) > position) found.push(...recorded(line))
        return !enough()
      })
      if (enough()) break
    }
    return cut(found, position, limit).filter((event) => event.position <= durable)
  })
}

function cut(events: Recorded[], position: number, limit: number): Recorded[] {
  const from = events.findIndex((event) => event.position > position)
  return from < 0 ? [] : events.slice(from, from + limit)
}

/** Runs it again where a month was written anew under it. */
async function steady<T>(l: Ledger, run: () => Promise<T>): Promise<T> {
  for (;;) {
    await l.rewriting
    const generation = l.generation
    try {
      const result = await run()
      if (generation === l.generation && !l.rewriting) return result
    } catch (error) {
      if (generation === l.generation && !l.rewriting) throw error
    }
  }
}

/** A month was written anew: its lines lie elsewhere, and hold no cause any more. */
export function changed(l: Ledger, month: Month): void {
  l.generation++
  dropRecent(l.recent)
  forgetCauses(l.causes, (ref) => placeOf(ref).month === month)
}
