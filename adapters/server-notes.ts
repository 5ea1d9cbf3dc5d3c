/**
 * `notes/` beside a ledger: what `report` and `export` made on the server, one small file each, for the bot to take up.
 * The commands hold no lock, so they only add a file of their own; the bot alone removes.
 */
import { randomBytes } from "node:crypto"
import { constants } from "node:fs"
import { chown, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises"
import { join } from "node:path"
import { z } from "zod"
import type { Log } from "../src/app/ports.ts"
import type { ServerNote, ServerNotes } from "../src/app/server-notes.ts"
import { readPeriod } from "../src/domain/period.ts"
import { fileFormats } from "../src/report/formats.ts"
import { codeOf } from "./doctor-finding.ts"

export const noteLimits = {
  bytesMax: 500,
  /** That may wait; more are not written, and whoever makes the report is told so. */
  waitingMax: 1000,
  /** Taken up at once: the others a minute later. */
  atOnceMax: 100,
} as const

const folderName = "notes"
const nameShape = /^(report|export)-\d{13,15}-[0-9a-f]{16}\.json$/
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
    if (made) await chown(notes, uid, gid)
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
    return null
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {})
    return codeOf(error)
  }
}

/** What is no note of ours is said once, and left where it is. */
export function openServerNotes(q: { folder: string; log: Log }): ServerNotes {
  const notes = join(q.folder, folderName)
  const told = new Set<string>()
  return {
    async waiting() {
      const names = (await namesIn(notes)).filter((name) => nameShape.test(name) && !told.has(name))
      const found: { name: string; note: ServerNote }[] = []
      for (const name of names.slice(0, noteLimits.atOnceMax)) {
        const note = await readNote(join(notes, name))
        if (note) found.push({ name, note })
        else {
          told.add(name)
          q.log.warn("server note not read", { name })
        }
      }
      return found
    },
    remove: (name) => rm(join(notes, name), { force: true }),
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    if (codeOf(error) === "ENOENT") return []
    throw error
  }
}

async function readNote(path: string): Promise<ServerNote | null> {
  try {
    // Not through a link, and not waiting for a pipe.
    const file = await open(
      path,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    )
    try {
      const it = await file.stat()
      if (!it.isFile() || it.size > noteLimits.bytesMax) return null
      const { v: _, ...note } = noteShape.parse(JSON.parse(await file.readFile("utf8")))
      return note
    } finally {
      await file.close()
    }
  } catch {
    return null
  }
}
