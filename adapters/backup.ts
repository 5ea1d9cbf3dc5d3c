/** `draagvlak backup --out folder` and `draagvlak restore --from folder`, on the ledgers in DATA_DIR. */
import { existsSync } from "node:fs"
import { readFile, rename, rm } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import { parseArgs } from "node:util"
import { z } from "zod"
import { type Restored, settleRestored } from "../src/app/restored.ts"
import type { Settings } from "./config.ts"
import { counted } from "./counted.ts"
import { isInside, ledgersIn, secretOf } from "./ledgers.ts"
import { copyIn, copyOut, forgottenIn, syncFolder, writeFileDurably } from "./lowdb/backup.ts"
import { openLowdbStore } from "./lowdb/index.ts"
import { lockFolder } from "./lowdb/lock.ts"
import { waitingNotes } from "./server-notes.ts"
import { makeVault, systemClock } from "./system.ts"

type Say = (line: string) => void
const manifestName = "backup.json"
/** What a backup says of itself. `key` tells which SECRET_KEY its hashes were made with, and nothing else of it. */
const manifestShape = z.object({
  format: z.literal(1),
  madeAt: z.number(),
  key: z.string(),
  organisations: z.array(
    z.object({ folder: z.string().regex(/^[\w-]{1,100}$/), files: z.record(z.string(), z.string()) }),
  ),
})
type Manifest = z.infer<typeof manifestShape>

export async function backupCommand(settings: Settings, args: string[], say: Say): Promise<number> {
  const out = folderIn(args, "out")
  if (out === null) return usage(say, "draagvlak backup --out folder")
  const { dataDir } = settings
  if (existsSync(out)) return refused(say, `${out} is there already: give a folder that is not.`)
  if (isInside(out, dataDir)) return refused(say, `${out} lies in DATA_DIR: give a folder on another disk.`)
  const secret = secretOf(settings)
  if (secret === null)
    return refused(
      say,
      `${dataDir} has no secret.key, and SECRET_KEY is not set: nothing was started here yet.`,
    )
  const draft = `${out}.unfinished`
  await rm(draft, { recursive: true, force: true })
  const manifest: Manifest = { format: 1, madeAt: Date.now(), key: keyMark(secret), organisations: [] }
  for (const folder of await ledgersIn(dataDir)) {
    // First: what is taken up from now on is in the ledger's copy, and what is in both counts once.
    const notes = await waitingNotes(join(dataDir, folder))
    const files = await copyOut(join(dataDir, folder), join(draft, folder), notes)
    manifest.organisations.push({ folder, files })
  }
  if (manifest.organisations.length === 0) return refused(say, `${dataDir} holds no ledger.`)
  await writeFileDurably(join(draft, manifestName), JSON.stringify(manifest, null, 1))
  await syncFolder(draft)
  // A backup that was cut off must not look like one.
  await rename(draft, out)
  await syncFolder(resolve(out, ".."))
  for (const { folder, files } of manifest.organisations)
    say(`${folder}: ${Object.keys(files).length} files.`)
  say(
    `The backup is in ${out}. It has no poll keys and no SECRET_KEY: keep that one elsewhere, or it cannot be restored.`,
  )
  return 0
}

export async function restoreCommand(settings: Settings, args: string[], say: Say): Promise<number> {
  const from = folderIn(args, "from")
  if (from === null) return usage(say, "draagvlak restore --from folder")
  const manifest = await readManifest(from)
  if (manifest === null) return refused(say, `${from} holds no backup that this release can read.`)
  const secret = secretOf(settings)
  if (secret === null || keyMark(secret) !== manifest.key)
    return refused(
      say,
      "SECRET_KEY is not the one that the backup was made with: set it, or put secret.key back into DATA_DIR. Without it nobody could tell who had themselves forgotten.",
    )
  for (const organisation of manifest.organisations)
    await restoreOne(
      { settings, from, say, madeAt: manifest.madeAt, hash: makeVault(secret).hash },
      organisation,
    )
  return 0
}

type Restoring = {
  settings: Settings
  from: string
  say: Say
  madeAt: number
  hash: (text: string) => string
}

/** Made ready beside its place and moved there whole; what stood there is kept, aside. */
async function restoreOne(q: Restoring, { folder, files }: Manifest["organisations"][number]): Promise<void> {
  const { dataDir, clockStart } = q.settings
  const present = join(dataDir, folder)
  const draft = join(dataDir, `${folder}-restoring`)
  // Throws where the bot is running.
  const lock = existsSync(present) ? lockFolder(present) : null
  try {
    const { forgotten, unread } = await forgottenIn(present)
    await rm(draft, { recursive: true, force: true })
    await copyIn(join(q.from, folder), draft, files)
    for (const [path, bytes] of await waitingNotes(present))
      if (!(path in files)) {
        await writeFileDurably(join(draft, path), bytes)
        await syncFolder(dirname(join(draft, path)))
      }
    const hashOf = ({ key }: { key: string }) => q.hash(`person ${key}`)
    const store = await openLowdbStore({ folder: draft, hashOf })
    const known = await store.forgotten.all()
    const settled = await settleRestored(store, {
      now: systemClock(clockStart).now(),
      forgotten: [...known, ...forgotten],
      hashOf,
    }).finally(() => store.close())
    lock?.release()
    const aside = `${present}-before-${new Date().toISOString().replace(/[:.]/g, "-")}`
    if (lock) await rename(present, aside)
    await rename(draft, present)
    await syncFolder(dataDir)
    for (const line of told(q, { folder, settled, unread, aside: lock ? aside : null })) q.say(line)
  } finally {
    lock?.release()
  }
}

function told(
  q: Restoring,
  {
    folder,
    settled,
    unread,
    aside,
  }: { folder: string; settled: Restored; unread: string[]; aside: string | null },
): string[] {
  const date = new Date(q.madeAt).toISOString()
  return [
    `${folder}: restored as it was at ${date}.`,
    `  ${counted(settled.forgotten, "person", "people")} had themselves forgotten since: forgotten again.`,
    `  ${counted(settled.uncertain, "message")} waited then: each is uncertain now, and a steward sees it.`,
    "  Confidential polls that were open are void, because their keys are never in a backup; stewards see that too.",
    ...unread.map(
      (path) =>
        `  ${path} could not be read: who was forgotten by what stood there must be forgotten again by hand.`,
    ),
    aside
      ? `  What stood there before is in ${aside}: delete it when you are sure.`
      : `  Nothing stood there before: who had themselves forgotten after ${date} is not known here, forget them again.`,
  ]
}

async function readManifest(from: string): Promise<Manifest | null> {
  try {
    return manifestShape.parse(JSON.parse(await readFile(join(from, manifestName), "utf8")))
  } catch {
    return null
  }
}

function keyMark(secret: string): string {
  return makeVault(secret).hash("which key is this")
}

function folderIn(args: string[], name: "out" | "from"): string | null {
  try {
    const { values } = parseArgs({ args, options: { [name]: { type: "string" } } })
    return typeof values[name] === "string" && values[name] !== "" ? resolve(values[name]) : null
  } catch {
    return null
  }
}

function usage(say: Say, line: string): number {
  say(`What there is: ${line}`)
  return 2
}

function refused(say: Say, line: string): number {
  say(line)
  return 1
}
