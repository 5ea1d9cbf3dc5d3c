/** What the doctor asks of the data folder. It leaves the folder as it was, but makes it where it is missing. */
import { randomBytes } from "node:crypto"
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs"
import { join, resolve } from "node:path"
import { performance } from "node:perf_hooks"
import { codeOf, type Finding, note, ok, wrong } from "./doctor-finding.ts"
import { isBusy, lockFolder } from "./lowdb/lock.ts"
import { readSecretKey } from "./system.ts"

const tries = 5
/** Every answer waits for one write; Slack waits three seconds for an answer. */
const slowMs = 250

export function checkDataFolder(dataDir: string): Finding {
  const folder = resolve(dataDir)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const times = timedWrites(folder)
    const facts = `${folder}, a write with fsync takes ${ms(times[2])}, at most ${ms(times.at(-1))}`
    return (times[2] ?? 0) > slowMs
      ? note("Data folder", facts, "this disk is slow and every answer waits for it: use a local disk")
      : ok("Data folder", facts)
  } catch (error) {
    return wrong("Data folder", `${folder} cannot be written (${codeOf(error)})`, remedy(codeOf(error)))
  }
}

/** Shortest first. */
function timedWrites(folder: string): number[] {
  const file = join(folder, `doctor-${randomBytes(6).toString("hex")}.tmp`)
  try {
    return Array.from({ length: tries }, () => timedWrite(file)).sort((a, b) => a - b)
  } finally {
    rmSync(file, { force: true })
  }
}

function timedWrite(file: string): number {
  const begun = performance.now()
  const fd = openSync(file, "a", 0o600)
  try {
    writeSync(fd, randomBytes(2048))
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  return performance.now() - begun
}

function ms(time: number | undefined): string {
  return `${(time ?? 0).toFixed(1)} ms`
}

function remedy(code: string): string {
  if (code === "ENOSPC" || code === "EDQUOT")
    return "the disk is full: make room, or set DATA_DIR to another disk"
  if (code === "EROFS") return "the disk is read-only: set DATA_DIR to one that is not"
  if (code === "EEXIST" || code === "ENOTDIR")
    return "there is a file where the folder should be: set DATA_DIR to a folder"
  return "give this user the right to write there, or set DATA_DIR to another folder"
}

/** A ledger is looked at only where there is one: taking the lock would make the file. */
export function checkLocks(dataDir: string): Finding[] {
  return ledgers(dataDir).map((folder) => {
    const name = `Ledger ${folder}`
    try {
      lockFolder(join(dataDir, folder)).release()
      return ok(name, "free: no bot is running on it")
    } catch (error) {
      if (isBusy(error))
        return note(name, "in use: the bot is running", "only one can: stop it before you start another one")
      return wrong(name, "its lock cannot be opened", "give this user the right to read and write the folder")
    }
  })
}

function ledgers(dataDir: string): string[] {
  try {
    return readdirSync(dataDir).filter((name) => existsSync(join(dataDir, name, "lock.db")))
  } catch {
    return []
  }
}

/** The key must not travel with what it seals. */
export function checkSecretKey(q: { dataDir: string; secretKey: string | null }): Finding {
  const name = "SECRET_KEY"
  const file = join(q.dataDir, "secret.key")
  const outside = `put what it holds into the environment as SECRET_KEY, keep a copy apart from the backups, and delete the file`
  if (!existsSync(file))
    return q.secretKey === null
      ? note(
          name,
          `not set; the first start makes ${file}`,
          "better: set SECRET_KEY before that, so that it lies outside the data",
        )
      : ok(name, "from the environment, outside the data")
  try {
    const kept = readSecretKey(q.dataDir)
    if (q.secretKey !== null)
      return kept === q.secretKey
        ? note(
            name,
            `set, and the same key still lies in ${file}`,
            "delete the file: the key must lie outside the data",
          )
        : wrong(
            name,
            `set, and another key lies in ${file}`,
            "find out which one sealed this data: the other cannot open it. Then remove the wrong one",
          )
  } catch {
    return wrong(
      name,
      `${file} is damaged or cannot be read`,
      "put the original back, or set SECRET_KEY to it; start tells more",
    )
  }
  if ((statSync(file).mode & 0o077) !== 0 && process.platform !== "win32")
    return wrong(name, `${file} can be read by others on this machine`, `chmod 600 ${file}, then ${outside}`)
  return note(name, `in ${file}, beside what it seals: who gets a copy of the folder gets both`, outside)
}
