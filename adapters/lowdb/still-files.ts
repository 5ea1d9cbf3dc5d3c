/**
 * A ledger's folder as it is, read while the bot may be writing in it. What opening a store would write stays in memory: the
 * disk is never changed, no copy of anybody's data is made, and no lock is needed.
 */
import { constants } from "node:fs"
import { type FileHandle, open, readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import type { Files } from "./files.ts"

/** Null: removed here, whatever the disk says. */
type Over = Map<string, Buffer | null>

export function stillFiles(root: string): Files {
  const over: Over = new Map()
  /** Up to where a file counts: what is written after it was read to its end is not seen, and a torn line is cut. */
  const ends = new Map<string, number>()
  /** What was appended here. */
  const tails = new Map<string, Buffer>()
  /** Opened once: a month that is rewritten meanwhile stays what it was. */
  const handles = new Map<string, Promise<FileHandle>>()
  const handle = (path: string): Promise<FileHandle> => {
    const known = handles.get(path) ?? open(join(root, path), constants.O_RDONLY)
    handles.set(path, known)
    return known
  }
  return {
    list: async (folder) => {
      const names = new Set(await readdir(join(root, folder)).catch(absent([] as string[])))
      for (const [path, bytes] of over) {
        const name = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : ""
        if (bytes === null) names.delete(name)
        else if (name !== "" && !name.includes("/")) names.add(name)
      }
      return [...names].sort()
    },
    makeFolder: async () => {},
    readAll: async (path) =>
      over.has(path) ? (over.get(path) ?? null) : readFile(join(root, path)).catch(absent(null)),
    read: async (path, from, length) => {
      const kept = over.get(path)
      if (kept) return kept.subarray(from, from + length)
      const end = ends.get(path) ?? Number.POSITIVE_INFINITY
      if (from >= end) return (tails.get(path) ?? Buffer.alloc(0)).subarray(from - end, from - end + length)
      const wanted = Math.min(length, end - from)
      const buffer = Buffer.alloc(wanted)
      const { bytesRead } = await (await handle(path)).read(buffer, 0, wanted, from)
      if (bytesRead < wanted) ends.set(path, from + bytesRead)
      return buffer.subarray(0, bytesRead)
    },
    append: async (path, bytes) =>
      void tails.set(path, Buffer.concat([tails.get(path) ?? Buffer.alloc(0), bytes])),
    write: async (path, bytes) => void over.set(path, Buffer.from(bytes)),
    truncate: async (path, size) => {
      ends.set(path, size)
      tails.delete(path)
    },
    sync: async () => {},
    syncFolder: async () => {},
    rename: async (from, to) => {
      over.set(to, over.get(from) ?? null)
      over.set(from, null)
    },
    remove: async (path) => void over.set(path, null),
    close: async () => {
      for (const opened of handles.values()) await (await opened).close()
      handles.clear()
    },
  }
}

function absent<T>(value: T): (error: unknown) => T {
  return (error) => {
    if ((error as { code?: string }).code === "ENOENT") return value
    throw error
  }
}
