/** A new folder with files, there as a whole or not at all. */
import { lstatSync, mkdirSync, readdirSync } from "node:fs"
import { mkdtemp, rename, rm, rmdir } from "node:fs/promises"
import { basename, dirname, join } from "node:path"
import { codeOf } from "./doctor-finding.ts"
import { isInside } from "./ledgers.ts"
import { syncFolder, writeFileDurably } from "./lowdb/backup.ts"

export type WhyNotSaved = "not-empty" | "file" | "link" | "in-data" | "full" | "denied" | "no-folder"
export type Saved = { type: "saved" } | { type: "refused"; why: WhyNotSaved; code: string }

/** Why nothing can be written there; null where it can. An empty folder is as good as none. */
export function whyNotThere(out: string, dataDir: string): (Saved & { type: "refused" }) | null {
  const refused = (why: WhyNotSaved, code = "") => ({ type: "refused" as const, why, code })
  try {
    if (isInside(out, dataDir)) return refused("in-data")
    const found = lstatSync(out, { throwIfNoEntry: false })
    if (!found) return null
    if (found.isSymbolicLink()) return refused("link")
    if (!found.isDirectory()) return refused("file")
    return readdirSync(out).length > 0 ? refused("not-empty") : null
  } catch (error) {
    const code = codeOf(error)
    return refused(reasons[code] ?? "denied", code)
  }
}

/**
 * Written beside its place and moved there whole: half a folder never bears the name. Where it fails nothing is left.
 * `write` makes one file durable. `begun` comes when the place is there and nothing stands in it yet.
 */
export async function saveFolder(q: {
  out: string
  files: ReadonlyMap<string, string>
  write?: (path: string, content: string) => Promise<void>
  begun?: () => Promise<void>
}): Promise<Saved> {
  const { out, files, write = writeFileDurably } = q
  let draft: string | null = null
  try {
    mkdirSync(dirname(out), { recursive: true, mode: 0o700 })
    draft = await mkdtemp(join(dirname(out), `${basename(out)}.unfinished-`))
    await q.begun?.()
    for (const [path, content] of files) await write(join(draft, path), content)
    for (const folder of new Set([...files.keys()].map((path) => dirname(join(draft ?? "", path)))))
      await syncFolder(folder)
    await syncFolder(draft)
    if (lstatSync(out, { throwIfNoEntry: false })) await rmdir(out)
    await rename(draft, out)
    await syncFolder(dirname(out))
    return { type: "saved" }
  } catch (error) {
    if (draft) await rm(draft, { recursive: true, force: true })
    const code = codeOf(error)
    return { type: "refused", why: reasons[code] ?? "denied", code }
  }
}

const reasons: Partial<Record<string, WhyNotSaved>> = {
  ENOSPC: "full",
  EDQUOT: "full",
  ENOTDIR: "no-folder",
  EEXIST: "no-folder",
  ENOTEMPTY: "not-empty",
}
