/** The floor of the ledger: SQLite (WAL, an fsync a commit), group commit, a unique cause and a unique (stream, version). */
import { DatabaseSync } from "node:sqlite"

export type Row = { cause: string; stream: string; version: number; event: string }
const table =
  "create table ledger (position integer primary key, cause text unique, stream text, version int, event text, unique (stream, version))"

/** `pause`: so much later a commit is durable. It does not stop the process, as a slow fsync would: in SQLite's favour. */
export function openSqlite(path: string, pause: () => Promise<void>) {
  const db = new DatabaseSync(path)
  db.exec(`pragma journal_mode = wal; pragma synchronous = full; ${table}`)
  const insert = db.prepare("insert into ledger (cause, stream, version, event) values (?, ?, ?, ?)")
  const queue: { row: Row; done: () => void }[] = []
  let running = false
  async function run(): Promise<void> {
    for (running = true; queue.length > 0; await new Promise(setImmediate)) {
      const group = queue.splice(0)
      db.exec("begin")
      for (const { row } of group) insert.run(row.cause, row.stream, row.version, row.event)
      db.exec("commit")
      await pause()
      for (const { done } of group) done()
    }
    running = false
  }
  const append = (row: Row) =>
    new Promise<void>((done) => {
      queue.push({ row, done })
      if (!running) void run()
    })
  return { append, close: () => db.close() }
}
