import { randomBytes } from "node:crypto"
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs"
import { dirname, join, resolve } from "node:path"
import { isKey } from "./config.ts"

/**
 * The key in `DATA_DIR/secret.key`, made at the first start: 32 bytes base64, readable by its owner only, durable
 * before it is used. Throws with what to do where the file is damaged: a new key could never open what the old one sealed.
 */
export function readSecretKey(dataDir: string): string {
  const file = join(dataDir, "secret.key")
  const found = read(file)
  if (found !== null) return found
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  make(file)
  syncFolder(dataDir)
  syncFolder(dirname(resolve(dataDir)))
  const made = read(file)
  if (made === null) throw new Error(`${file} could not be made: check that the folder can be written`)
  return made
}

function read(file: string): string | null {
  let text: string
  try {
    text = readFileSync(file, "utf8")
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null
    throw new Error(`${file} cannot be read (${codeOf(error)}): give this user the right to read it`)
  }
  if (isKey(text.trim())) return text.trim()
  throw new Error(
    `${file} is damaged: it must hold 32 bytes in base64. Put the original back, or set SECRET_KEY to it. ` +
      "Without the original, sealed tokens and the answers of open confidential polls cannot be read; " +
      "only when you accept that, delete the file and start again",
  )
}

function make(file: string): void {
  const draft = `${file}.${randomBytes(6).toString("hex")}.tmp`
  const fd = openSync(draft, "wx", 0o600)
  try {
    writeSync(fd, `${randomBytes(32).toString("base64")}\n`)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  try {
    // A link fails where the file is there already: of two first starts at once, both use the key of the first.
    linkSync(draft, file)
  } catch (error) {
    // Some folders (exFAT, some mounts) know no links.
    if (codeOf(error) !== "EEXIST") renameSync(draft, file)
  } finally {
    rmSync(draft, { force: true })
  }
}

function syncFolder(folder: string): void {
  try {
    const fd = openSync(folder, "r")
    try {
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
  } catch (error) {
    // Windows cannot sync a folder; a parent that we may not open is not ours.
    if (!["EPERM", "EISDIR", "EACCES", "EINVAL"].includes(codeOf(error))) throw error
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : ""
}
