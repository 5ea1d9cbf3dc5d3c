/**
 * `notes/` beside a ledger: what `report` and `export` made on the server, one small file each, for the bot to take up.
 * The commands hold no lock, so they only add a file of their own; the bot alone removes.
 */
import { randomBytes } from "node:crypto"
import { constants, type Stats } from "node:fs"
import { chown, type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises"
import { join } from "node:path"
import { z } from "zod"
import type { Log } from "../src/app/ports.ts"
import type { ServerNote, ServerNotes } from "../src/app/server-notes.ts"
import { readPeriod } from "../src/domain/period.ts"
import { fileFormats } from "../src/report/formats.ts"
import { codeOf } from "./doctor-finding.ts"
import { syncFolder } from "./lowdb/backup.ts"

export const noteLimits = {
  bytesMax: 500,
  /** That may wait; more are not written, and whoever makes the report is told so. */
  waitingMax: 1000,
  /** Taken up at once: the others a minute later. */
  atOnceMax: 100,
  /** A note is written in a moment: a draft of before that was cut off. */
  draftMs: 3_600_000,
} as const

const folderName = "notes"
const nameShape = /^(report|export)-\d{13,15}-[0-9a-f]{16}\.json$/
const draftShape = /^(report|export)-\d{13,15}-[0-9a-f]{16}\.json\.unfinished$/
const noteShape = z.strictObject({
  v: z.literal(1),
  what: z.enum(["report", "export"]),
  period: z
    .string()
    .max(8)
    .refine((id) => readPeriod(id) !== null)
    .nullable(),
  format: z.enum(fileFormats).nullable(),
  madeAt: z.int().min(0),
})

/** Null: noted. Else why not, as the system calls it: it must not keep the report from who made it. */
export async function leaveNote(folder: string, note: ServerNote): Promise<string | null> {
  const notes = join(folder, folderName)
  const name = `${note.what}-${String(note.madeAt).padStart(13, "0")}-${randomBytes(8).toString("hex")}.json`
  const draft = join(notes, `${name}.unfinished`)
  try {
    // Whoever runs the command may be root: the bot must be able to read the note, and to take it away.
    const { uid, gid } = await stat(folder)
    const made = await mkdir(notes, { recursive: true, mode: 0o700 })
    if (made) {
      await chown(notes, uid, gid)
      await syncFolder(folder)
    }
    if ((await readdir(notes)).length >= noteLimits.waitingMax) return "too many"
    const file = await open(draft, "wx", 0o600)
    try {
      await file.writeFile(JSON.stringify({ v: 1, ...note }))
      await file.chown(uid, gid)
      await file.sync()
    } finally {
      await file.close()
    }
    // Under its own name it is whole.
    await rename(draft, join(notes, name))
    await syncFolder(notes)
    return null
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {})
    return codeOf(error)
  }
}

/**
 * What is no note of ours is said once, and left where it is. What cannot be read or removed now is said once too, and comes last
 * from then on, so that it takes no other's place. `openFile`: opens one to read.
 */
export function openServerNotes(q: { folder: string; log: Log; openFile?: typeof open }): ServerNotes {
  const notes = join(q.folder, folderName)
  const strange = new Set<string>()
  const stuck = new Set<string>()
  const tell = (among: Set<string>, name: string, what: string) => {
    if (!among.has(name)) q.log.warn(`server note not ${what}`, { name })
    among.add(name)
  }
  return {
    async waiting() {
      const names = await namesIn(notes)
      await removeDrafts(notes, names)
      const mine = names.filter((name) => nameShape.test(name) && !strange.has(name))
      const inTurn = [...mine.filter((name) => !stuck.has(name)), ...mine.filter((name) => stuck.has(name))]
      const found: { name: string; note: ServerNote }[] = []
      for (const name of inTurn.slice(0, noteLimits.atOnceMax)) {
        const read = await readNote(join(notes, name), q.openFile ?? open)
        if (read.type === "note") found.push({ name, note: read.note })
        else if (read.type === "strange") tell(strange, name, "understood")
        else if (read.code !== "ENOENT") tell(stuck, name, "read")
      }
      return found
    },
    async remove(name) {
      try {
        await rm(join(notes, name), { force: true })
        stuck.delete(name)
      } catch {
        tell(stuck, name, "removed")
      }
    },
  }
}

/** The notes as they lie there, for a backup: what was not taken up yet is in no ledger. By path in the folder. */
export async function waitingNotes(folder: string): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>()
  for (const name of (await namesIn(join(folder, folderName))).filter((it) => nameShape.test(it))) {
    const read = await readNote(join(folder, folderName, name), open)
    if (read.type === "note") found.set(`${folderName}/${name}`, read.bytes)
    // The bot may have taken it up meanwhile: then it is in the ledger.
    else if (read.type === "failed" && read.code !== "ENOENT")
      throw new Error(`${folderName}/${name} cannot be read (${read.code}).`)
  }
  return found
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    if (codeOf(error) === "ENOENT") return []
    throw error
  }
}

/** Whoever was writing it was cut off, and made nothing after it. */
async function removeDrafts(notes: string, names: readonly string[]): Promise<void> {
  for (const name of names.filter((it) => draftShape.test(it))) {
    const { mtimeMs } = await stat(join(notes, name)).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }))
    if (Date.now() - mtimeMs > noteLimits.draftMs)
      await rm(join(notes, name), { force: true }).catch(() => undefined)
  }
}

/** "strange": no note of ours, now or later. "failed": may be read another time. */
type Read =
  | { type: "note"; note: ServerNote; bytes: Buffer }
  | { type: "strange" }
  | { type: "failed"; code: string }
/** Where a link or a socket lies. */
const strangeCodes = ["ELOOP", "ENXIO"]

async function readNote(path: string, openFile: typeof open): Promise<Read> {
  let file: FileHandle | null = null
  try {
    // Not through a link, and not waiting for a pipe.
    file = await openFile(
      path,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    )
    const it = await file.stat()
    return isSmallFile(it) ? understood(await file.readFile()) : { type: "strange" }
  } catch (error) {
    const code = codeOf(error)
    return strangeCodes.includes(code) ? { type: "strange" } : { type: "failed", code }
  } finally {
    await file?.close().catch(() => undefined)
  }
}

function isSmallFile(it: Stats): boolean {
  return it.isFile() && it.size <= noteLimits.bytesMax
}

function understood(bytes: Buffer): Read {
  try {
    const { v: _, ...note } = noteShape.parse(JSON.parse(bytes.toString("utf8")))
    return { type: "note", note, bytes }
  } catch {
    return { type: "strange" }
  }
}
