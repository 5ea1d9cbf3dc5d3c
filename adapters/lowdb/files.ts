import { constants } from "node:fs"
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises"
import { dirname, join } from "node:path"

/**
 * The few things this store does with files; paths are relative to the data folder, with "/".
 * A port, so that tests can fail the n-th of them, or stop the world between two.
 */
export type Files = {
  /** Names in a folder, sorted; none where it is absent. */
  list(folder: string): Promise<string[]>
  makeFolder(folder: string): Promise<void>
  /** The whole file; null where it is absent. */
  readAll(path: string): Promise<Buffer | null>
  /** Up to `length` bytes from `from`; fewer at the end. */
  read(path: string, from: number, length: number): Promise<Buffer>
  /** Creates the file where it is absent. */
  append(path: string, bytes: Buffer): Promise<void>
  /** A new file with this content; an older one of that name is replaced. */
  write(path: string, bytes: Buffer): Promise<void>
  truncate(path: string, size: number): Promise<void>
  /** Content durable. */
  sync(path: string): Promise<void>
  /** Names in the folder durable. */
  syncFolder(folder: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  close(): Promise<void>
}

/** Only the owner reads: people's platform ids and typed texts lie here. */
const fileMode = 0o600
const folderMode = 0o700
/**
 * On Linux each write to an open file is durable when it returns: one trip to the disk's threads where writing and then syncing
 * are two. Elsewhere the flag promises less than a sync does, or is not known.
 */
const durably = process.platform === "linux" ? constants.O_DSYNC : 0
/** Handles kept open; a ledger has one file a month, so this is never reached in twenty years. */
const handlesMax = 256

export function diskFiles(root: string): Files {
  const handles = new Map<string, Promise<FileHandle>>()
  /** Of files that are appended to, so that not every append asks the disk. Unknown again after anything else. */
  const sizes = new Map<string, number>()
  /** Files of which nothing waits to be synced; else the sync that is under way, as long as nothing came in between. */
  const synced = new Map<string, "synced" | symbol>()
  const at = (path: string) => join(root, path)

  async function handle(path: string): Promise<FileHandle> {
    const known = handles.get(path)
    if (known) return known
    if (handles.size >= handlesMax) for (const first of [...handles.keys()].slice(0, 1)) await letGo(first)
    // Not "a": Linux ignores positions then. Writers say where they write.
    const opened = open(at(path), constants.O_RDWR | constants.O_CREAT | durably, fileMode)
    handles.set(path, opened)
    opened.catch(() => handles.delete(path))
    return opened
  }
  async function letGo(path: string): Promise<void> {
    const known = handles.get(path)
    handles.delete(path)
    sizes.delete(path)
    synced.delete(path)
    if (known) await (await known).close()
  }

  return {
    list: (folder) => readdir(at(folder)).then((names) => names.sort(), absent([])),
    makeFolder: (folder) => makeFolder(at(folder)),
    readAll: (path) => readFile(at(path)).catch(absent(null)),
    read: async (path, from, length) => {
      const buffer = Buffer.allocUnsafe(length)
      const { bytesRead } = await (await handle(path)).read(buffer, 0, length, from)
      return buffer.subarray(0, bytesRead)
    },
    append: async (path, bytes) => {
      const file = await handle(path)
      const size = sizes.get(path) ?? (await file.stat()).size
      sizes.delete(path)
      await writeAll(file, bytes, size)
      sizes.set(path, size + bytes.length)
    },
    write: async (path, bytes) => {
      await letGo(path)
      const file = await open(at(path), "w", fileMode)
      await writeAll(file, bytes, 0).finally(() => file.close())
    },
    truncate: async (path, size) => {
      sizes.delete(path)
      await (await handle(path)).truncate(size).finally(() => synced.delete(path))
    },
    sync: async (path) => {
      if (synced.get(path) === "synced") return
      const begun = Symbol()
      synced.set(path, begun)
      await (await handle(path)).datasync()
      if (durably && synced.get(path) === begun) synced.set(path, "synced")
    },
    syncFolder: (folder) => syncFolder(at(folder)),
    rename: async (from, to) => {
      await letGo(from)
      await letGo(to)
      await rename(at(from), at(to))
    },
    remove: (path) => letGo(path).then(() => rm(at(path), { force: true })),
    close: async () => {
      for (const path of [...handles.keys()]) await letGo(path)
    },
  }
}

async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: folderMode })
  // Every name on the way must be durable, not only the last.
  for (let made = path; first && made.length >= first.length; made = dirname(made))
    await syncFolder(dirname(made))
}

async function writeAll(file: FileHandle, bytes: Buffer, from: number): Promise<void> {
  for (let done = 0; done < bytes.length; )
    done += (await file.write(bytes, done, bytes.length - done, from + done)).bytesWritten
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder; there the file system's own journal orders names.
  if (process.platform === "win32") return
  const folder = await open(path, constants.O_RDONLY)
  await folder.sync().finally(() => folder.close())
}

function absent<T>(value: T): (error: unknown) => T {
  return (error) => {
    if ((error as { code?: string }).code === "ENOENT") return value
    throw error
  }
}
