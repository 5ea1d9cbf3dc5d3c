import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { StoreRefused } from "../../src/app/ports.ts"

/** SQLITE_BUSY */
const busy = 5

/**
 * One process per data folder. SQLite's own file lock, because Node has no flock: the system drops it with the process,
 * `kill -9` included, it works on Windows too, and it holds between two stores of one process.
 */
export function lockFolder(folder: string): { release(): void } {
  const path = join(folder, "lock.db")
  let db: DatabaseSync | null = null
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    db = new DatabaseSync(path)
    db.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
  } catch (cause) {
    db?.close()
    const { errcode, message } = cause as { errcode?: number; message: string }
    const why =
      errcode === busy
        ? "the data folder is in use by another process. Stop the other one first, or set DATA_DIR to another folder."
        : `the data folder cannot be used (${message}). Check that it may be written, or set DATA_DIR to another folder.`
    throw new StoreRefused(`${path}: ${why}`, { cause })
  }
  const held = db
  return {
    release: () => {
      if (held.isOpen) held.close()
    },
  }
}

/** True for the refusal of a folder that another process works in; other refusals mean that the folder itself is the trouble. */
export function isBusy(error: unknown): boolean {
  const cause = error instanceof StoreRefused ? error.cause : null
  return cause instanceof Error && "errcode" in cause && cause.errcode === busy
}
