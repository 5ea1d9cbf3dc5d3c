import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { StoreRefused } from "../../src/app/ports.ts"

/**
 * One process per data folder. SQLite's own file lock, because Node has no flock: the system drops it with the process,
 * `kill -9` included, it works on Windows too, and it holds between two stores of one process.
 */
export function lockFolder(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, "lock.db")
  let db: DatabaseSync | null = null
  try {
    db = new DatabaseSync(path)
    db.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
    const held = db
    return { release: () => held.close() }
  } catch (cause) {
    db?.close()
    throw new StoreRefused(
      `${path}: the data folder is in use by another process (${(cause as Error).message}). Stop the other one first, or set DATA_DIR to another folder.`,
      { cause },
    )
  }
}
