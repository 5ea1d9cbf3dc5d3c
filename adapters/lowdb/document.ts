import { type Adapter, Low } from "lowdb"
import { StoreRefused } from "../../src/app/ports.ts"
import type { Files } from "./files.ts"
import { checked, encode } from "./line.ts"

/** A small document: values as JSON text by key. */
export type Rows = Map<string, string>

/**
 * lowdb adapter for a small document: a temporary file, fsync, rename, fsync of the folder.
 * So the file is always the old or the new one, and nothing of the old stays.
 */
export function documentAdapter(q: { files: Files; folder: string; name: string }): Adapter<Rows> {
  const path = `${q.folder}/${q.name}`
  return {
    read: async () => {
      const bytes = await q.files.readAll(path)
      if (bytes === null) return null
      const json = checked(bytes.subarray(0, -1))
      if (json === null)
        throw new StoreRefused(
          `${path}: offset 0: the checksum does not fit, the file is damaged. Put this file back from a backup; nothing was changed.`,
        )
      const values = JSON.parse(json) as Record<string, unknown>
      return new Map(Object.entries(values).map(([key, value]) => [key, JSON.stringify(value)]))
    },
    write: async (rows) => {
      const json = `{${[...rows].map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(",")}}`
      await q.files.write(`${path}.tmp`, encode(json))
      await q.files.sync(`${path}.tmp`)
      await q.files.rename(`${path}.tmp`, path)
      await q.files.syncFolder(q.folder)
    },
  }
}

export function document(q: { files: Files; folder: string; name: string }): Low<Rows> {
  return new Low<Rows>(documentAdapter(q), new Map())
}

/** A crash leaves temporary files; they may hold what was deleted since. */
export async function removeLeftovers(files: Files, folder: string): Promise<void> {
  const left = (await files.list(folder)).filter((name) => name.endsWith(".tmp"))
  for (const name of left) await files.remove(`${folder}/${name}`)
  if (left.length > 0) await files.syncFolder(folder)
}
