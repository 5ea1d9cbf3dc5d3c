import { crc32 } from "node:zlib"
import type { Low } from "lowdb"
import type { Room } from "../../src/app/ports.ts"
import { document, type Rows, removeLeftovers } from "./document.ts"
import type { Files } from "./files.ts"
import { fail, type Health } from "./queue.ts"

/** One room: rows spread over small documents, so that one new person rewrites one of them. */
type State = {
  files: Files
  health: Health
  folder: string
  /** What is durable, shard by shard; `low` holds what is being written. */
  shards: { rows: Rows; low: Low<Rows> }[]
  items: Item[]
  running: boolean
}
/** Null deletes. */
type Change = [key: string, json: string | null]
type Item = { changes: Change[]; done(): void; fail(error: Error): void }

/** A change of several shards is written here first, so that a crash between two of them is finished at the next start. */
const intentName = "intent.rows"
/** Shards written at the same time. */
const writersMax = 8

export async function openRoom<V>(q: {
  files: Files
  health: Health
  folder: string
  shards: number
}): Promise<Room<V>> {
  const { files, folder } = q
  await files.makeFolder(folder)
  await removeLeftovers(files, folder)
  const names = Array.from({ length: q.shards }, (_, i) => `${i.toString(16).padStart(2, "0")}.rows`)
  const lows = names.map((name) => document({ files, folder, name }))
  for (const low of lows) await low.read()
  const shards = lows.map((low) => ({ rows: low.data, low }))
  const state: State = { files, health: q.health, folder, shards, items: [], running: false }
  await finishIntent(state)
  const rowsOf = (key: string) => state.shards[shardOf(state, key)]?.rows
  return {
    get: async (key) => {
      const json = rowsOf(key)?.get(key)
      return json === undefined ? undefined : (JSON.parse(json) as V)
    },
    put: (key, value) => change(state, [[key, JSON.stringify(value)]]),
    putAll: (entries) =>
      change(
        state,
        entries.map(([key, value]) => [key, JSON.stringify(value)]),
      ),
    delete: async (key) => {
      if (state.items.length > 0 || state.running || rowsOf(key)?.has(key)) await change(state, [[key, null]])
      else if (state.health.failed) throw state.health.failed
    },
    all: async () =>
      state.shards.flatMap(({ rows }) =>
        [...rows].map(([key, json]): [string, V] => [key, JSON.parse(json)]),
      ),
  }
}

function shardOf(s: State, key: string): number {
  return crc32(key) % s.shards.length
}

function change(s: State, changes: Change[]): Promise<void> {
  if (s.health.failed) return Promise.reject(s.health.failed)
  if (changes.length === 0) return Promise.resolve()
  return new Promise((done, fail) => {
    s.items.push({ changes, done, fail })
    if (s.running) return
    s.running = true
    const written = Promise.resolve().then(() => run(s))
    s.health.writes.add(written)
    void written.then(() => s.health.writes.delete(written))
  })
}

async function run(s: State): Promise<void> {
  while (s.items.length > 0) {
    const items = s.items.splice(0)
    try {
      await write(
        s,
        items.flatMap((item) => item.changes),
      )
    } catch (cause) {
      const error = fail(s.health, cause)
      for (const item of [...items, ...s.items.splice(0)]) item.fail(error)
      break
    }
    for (const item of items) item.done()
  }
  s.running = false
}

async function write(s: State, changes: Change[]): Promise<void> {
  const next = new Map<number, Rows>()
  for (const [key, json] of changes) {
    const i = shardOf(s, key)
    const rows = next.get(i) ?? new Map(s.shards[i]?.rows)
    if (json === null) rows.delete(key)
    else rows.set(key, json)
    next.set(i, rows)
  }
  const intent = next.size > 1 ? document({ files: s.files, folder: s.folder, name: intentName }) : null
  if (intent) {
    intent.data = new Map(changes.map(([key, json]) => [key, json === null ? "[]" : `[${json}]`]))
    await intent.write()
  }
  const left = [...next]
  const worker = async () => {
    for (let one = left.shift(); one; one = left.shift()) {
      const shard = s.shards[one[0]]
      if (!shard) continue
      shard.low.data = one[1]
      await shard.low.write()
    }
  }
  await Promise.all(Array.from({ length: Math.min(writersMax, left.length) }, worker))
  if (intent) await removeIntent(s)
  // All at once, and only now: nobody reads what is not durable.
  for (const [i, rows] of next) {
    const shard = s.shards[i]
    if (shard) shard.rows = rows
  }
}

async function removeIntent(s: State): Promise<void> {
  await s.files.remove(`${s.folder}/${intentName}`)
  await s.files.syncFolder(s.folder)
}

async function finishIntent(s: State): Promise<void> {
  const intent = document({ files: s.files, folder: s.folder, name: intentName })
  await intent.read()
  if (intent.data.size === 0) return
  await write(
    s,
    [...intent.data].map(([key, json]) => [key, json === "[]" ? null : json.slice(1, -1)]),
  )
}
