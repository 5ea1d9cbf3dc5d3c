/** The ledgers that lie in DATA_DIR, for commands of the line. */
import { existsSync, readdirSync } from "node:fs"
import { join, relative, resolve } from "node:path"
import type { Settings } from "./config.ts"
import { holdsLedger } from "./lowdb/backup.ts"
import { readSecretKey } from "./system.ts"

/** Folders' names, sorted; without what a command left unfinished or put aside. */
export async function ledgersIn(dataDir: string): Promise<string[]> {
  if (!existsSync(dataDir)) return []
  const names = readdirSync(dataDir, { withFileTypes: true })
    .filter((it) => it.isDirectory() && !/-(unfinished|restoring|before-.*)$/.test(it.name))
    .map((it) => it.name)
  const found: string[] = []
  for (const name of names.sort()) if (await holdsLedger(join(dataDir, name))) found.push(name)
  return found
}

export type ChosenLedger =
  | { type: "ledger"; name: string; folder: string }
  | { type: "refused"; id: "none" | "several" | "unknown"; values: Record<string, string> }

/** The one that is meant: by name, or because there is one only. `id` is a message under `proof.ledgers`. */
export async function chooseLedger(dataDir: string, wanted: string | null): Promise<ChosenLedger> {
  const all = await ledgersIn(dataDir)
  const names = all.join(", ")
  const [only] = all
  if (only === undefined) return { type: "refused", id: "none", values: { folder: resolve(dataDir) } }
  if (wanted === null)
    return all.length === 1
      ? { type: "ledger", name: only, folder: join(dataDir, only) }
      : { type: "refused", id: "several", values: { names } }
  if (!all.includes(wanted)) return { type: "refused", id: "unknown", values: { name: wanted, names } }
  return { type: "ledger", name: wanted, folder: join(dataDir, wanted) }
}

/** Null where there is none: making one now would only hide that. */
export function secretOf({ secretKey, dataDir }: Settings): string | null {
  if (secretKey !== null) return secretKey
  return existsSync(join(dataDir, "secret.key")) ? readSecretKey(dataDir) : null
}

export function isInside(folder: string, of: string): boolean {
  const way = relative(resolve(of), folder)
  return way === "" || !way.startsWith("..")
}
