/**
 * The ledger's folder, copied while the bot runs, and put back. In this order: first the ledger, then the small state, because
 * what an event refers to is durable before it; so all that the copied events name is in the copy, or was deleted since.
 */
import { createHash } from "node:crypto"
import { constants } from "node:fs"
import { mkdir, open, readdir, readFile, stat } from "node:fs/promises"
import { dirname, join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { type Person, type Store, StoreRefused } from "../../src/app/ports.ts"
import { documentAdapter } from "./document.ts"
import { diskFiles } from "./files.ts"
import { openStore } from "./index.ts"
import { ledgerFolder } from "./journal.ts"
import { checked } from "./line.ts"
import { type MemoryDisk, memoryFiles } from "./memory.ts"

/** All but `keys`, which never leaves the machine, and the lock. */
const roomFolders = ["rooms/people", "rooms/places", "rooms/texts", "rooms/snapshots", "forgotten"]
/** A room that changes while it is copied is copied again, so often, with a pause for the write that is under way. */
const triesMax = 200
const pauseMs = 25

/** SHA-256 of each file, by its path in the folder. */
export type Copied = Record<string, string>

type Forgotten = { roster: Person["roster"] }

/** True where a ledger of ours lies in the folder. */
export async function holdsLedger(folder: string): Promise<boolean> {
  return (await list(join(folder, ledgerFolder))).length > 0
}

/** Copies what may be copied from `from` into the new folder `to`, with other files by their path. Rejects with StoreRefused where it is damaged. */
export async function copyOut(
  from: string,
  to: string,
  others: ReadonlyMap<string, Buffer> = new Map(),
): Promise<Copied> {
  const copied: Copied = {}
  const keep = async (path: string, bytes: Buffer) => {
    copied[path] = hashOf(bytes)
    await writeFileDurably(join(to, path), bytes)
  }
  for (const [path, bytes] of others) await keep(path, bytes)
  await takeOut(from, keep)
  await syncTree(to)
  return copied
}

/**
 * The ledger as it is at this moment, in memory, also while the bot runs. Nothing of it touches a disk, and what is done to
 * it is gone with it. Rejects with StoreRefused where it is damaged.
 */
export async function openCopy(from: string): Promise<Store> {
  const disk: MemoryDisk = {}
  await takeOut(from, async (path, bytes) => {
    disk[path] = [bytes]
  })
  return openStore({ files: await memoryFiles(disk), hashOf: undefined, where: from })
}

async function takeOut(from: string, keep: (path: string, bytes: Buffer) => Promise<void>): Promise<void> {
  const months = (await list(join(from, ledgerFolder))).filter((name) => name.endsWith(".jsonl"))
  for (const name of months) {
    const path = `${ledgerFolder}/${name}`
    await keep(path, wholeLines(await readFile(join(from, path)), { path, last: name === months.at(-1) }))
  }
  for (const room of roomFolders)
    for (const [name, bytes] of await stableFiles(join(from, room))) {
      const path = `${room}/${name}`
      if (checked(bytes.subarray(0, -1)) === null) throw damaged(path)
      await keep(path, bytes)
    }
}

/** Copies a backup's folder into the new folder `to`, each file as it was when the backup was made. */
export async function copyIn(from: string, to: string, copied: Copied): Promise<void> {
  for (const [path, hash] of Object.entries(copied)) {
    const bytes = await readFile(join(from, path)).catch(() => null)
    if (bytes === null || hashOf(bytes) !== hash)
      throw new StoreRefused(
        `${join(from, path)} is missing or was changed since the backup; nothing was restored.`,
      )
    await writeFileDurably(join(to, path), bytes)
  }
  await syncTree(to)
}

/** Who is remembered as forgotten in that folder, also where the rest of it is damaged. `unread`: what could not be read. */
export async function forgottenIn(
  folder: string,
): Promise<{ forgotten: [string, Forgotten][]; unread: string[] }> {
  const files = diskFiles(folder)
  const unread: string[] = []
  const forgotten: [string, Forgotten][] = []
  for (const name of (await list(join(folder, "forgotten"))).filter((it) => it.endsWith(".rows")))
    try {
      const rows = await documentAdapter({ files, folder: "forgotten", name }).read()
      for (const [hash, json] of rows ?? []) forgotten.push([hash, JSON.parse(json)])
    } catch {
      unread.push(`forgotten/${name}`)
    }
  await files.close()
  return { forgotten, unread }
}

/** The rows of a room of small state as they were at one moment, read while the bot runs. Rejects with StoreRefused where it is damaged. */
export async function readRoom(folder: string, room: string): Promise<[string, unknown][]> {
  const rows: [string, unknown][] = []
  for (const [name, bytes] of await stableFiles(join(folder, room))) {
    const json = checked(bytes.subarray(0, -1))
    if (json === null) throw new StoreRefused(`${room}/${name}`)
    rows.push(...Object.entries(JSON.parse(json) as object))
  }
  return rows
}

/** The bot may be writing the last line at this moment: it is cut. Anything else that does not fit is damage. */
function wholeLines(bytes: Buffer, q: { path: string; last: boolean }): Buffer {
  const end = bytes.lastIndexOf(10) + 1
  if (end < bytes.length && !q.last) throw damaged(q.path)
  for (let from = 0; from < end; ) {
    const to = bytes.indexOf(10, from)
    if (checked(bytes.subarray(from, to)) === null) throw damaged(q.path)
    from = to + 1
  }
  return bytes.subarray(0, end)
}

/** A room as it was at one moment: a change of several of its files is in it wholly or not at all. */
async function stableFiles(folder: string): Promise<[string, Buffer][]> {
  for (let i = 0; i < triesMax; i++) {
    const before = await fingerprints(folder)
    const names = [...before.keys()]
    const read = await Promise.all(names.map((name) => readFile(join(folder, name)).catch(() => null)))
    const after = await fingerprints(folder)
    const same = names.length === after.size && names.every((name) => before.get(name) === after.get(name))
    // With the intent of a change of several files, or a draft, the change is still on its way.
    const settled = names.every((name) => /^[0-9a-f]{2}\.rows$/.test(name))
    if (same && settled) return names.map((name, n) => [name, read[n] ?? Buffer.alloc(0)])
    await wait(pauseMs)
  }
  throw new Error(`${folder} did not stay the same for long enough to be copied. Try again in a moment.`)
}

async function fingerprints(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const name of await list(folder)) {
    const it = await stat(join(folder, name), { bigint: true }).catch(() => null)
    if (it) found.set(name, `${it.ino} ${it.size} ${it.mtimeNs}`)
  }
  return found
}

/** The content is durable; its name is when the folder is. */
export async function writeFileDurably(path: string, bytes: Buffer | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(path, "wx", 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Every name in the folder and below. */
async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isDirectory()) await syncTree(join(folder, entry.name))
  await syncFolder(folder)
}

export async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return
  const folder = await open(path, constants.O_RDONLY)
  await folder.sync().finally(() => folder.close())
}

async function list(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort()
}

function hashOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex")
}

function damaged(path: string): StoreRefused {
  return new StoreRefused(
    `${path}: the checksum does not fit, the file is damaged. No backup was made of it.`,
  )
}
