import { StoreReadOnly } from "../../src/app/ports.ts"
import type { Entry, Journal, Month } from "./journal.ts"
import { encode, type Line } from "./line.ts"

/** Shared by all that writes in one data folder: one failed write ends them all. */
export type Health = {
  failed: StoreReadOnly | null
  /** Writes of small state that are under way. */
  writes: Set<Promise<void>>
}

type Item = { entry: Entry; line: Line; done(): void; fail(error: Error): void }
/** Group commit: what arrives while a write is under way goes into the next one, in order, and none waits for a later one. */
export type Queue = {
  journal: Journal
  health: Health
  items: Item[]
  running: boolean
  /** Resolves when all that was pushed so far is durable. */
  last: Promise<void>
  onDurable(line: Line, entry: Entry): void
  onFailed(): void
}

/** One write takes at most so much, so that the first in the queue is not late. */
const batchMax = 4096

export function fail(health: Health, cause: unknown): StoreReadOnly {
  health.failed ??= new StoreReadOnly(
    `A write failed (${(cause as Error).message}). Nothing is accepted until a restart; look at the disk first.`,
    { cause },
  )
  return health.failed
}

/** Resolves when the line, and all before it, is durable; rejects with StoreReadOnly where a write failed. */
export function push(q: Queue, line: Line, month: Month): Promise<void> {
  if (q.health.failed) return Promise.reject(q.health.failed)
  const json = JSON.stringify(line)
  const durable = new Promise<void>((done, fail) => {
    q.items.push({ entry: { month, json, bytes: encode(json), ref: 0 }, line, done, fail })
  })
  q.last = durable
  // Nobody may be waiting for this one; its own caller hears of it all the same.
  durable.catch(() => {})
  if (!q.running) {
    q.running = true
    queueMicrotask(() => void run(q))
  }
  return durable
}

async function run(q: Queue): Promise<void> {
  for (let batch = take(q); batch.length > 0; batch = take(q)) {
    try {
      q.journal.low.data = { entries: batch.map((item) => item.entry) }
      await q.journal.low.write()
    } catch (cause) {
      const error = fail(q.health, cause)
      const lost = [...batch, ...q.items.splice(0)]
      q.onFailed()
      for (const item of lost) item.fail(error)
      break
    }
    for (const item of batch) q.onDurable(item.line, item.entry)
    for (const item of batch) item.done()
  }
  q.journal.low.data = { entries: [] }
  q.running = false
}

/** The next lines of one month. */
function take(q: Queue): Item[] {
  const month = q.items[0]?.entry.month
  const end = q.items.findIndex((item, i) => item.entry.month !== month || i === batchMax)
  return q.items.splice(0, end < 0 ? q.items.length : end)
}
