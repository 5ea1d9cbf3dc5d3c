import { Low, Memory } from "lowdb"
import type { Files } from "./files.ts"

/** Files by path, as lowdb's `Memory` keeps them. */
export type MemoryDisk = Record<string, Buffer[]>

/** The store's files in lowdb's `Memory`, so that tests and rehearsals run every line of the real store without a disk. */
export async function memoryFiles(before: MemoryDisk = {}): Promise<Files & { copy(): MemoryDisk }> {
  const low = new Low<MemoryDisk>(new Memory(), before)
  await low.write()
  const whole = (path: string): Buffer => {
    const chunks = low.data[path] ?? []
    if (chunks.length > 1) chunks.splice(0, chunks.length, Buffer.concat(chunks))
    return chunks[0] ?? Buffer.alloc(0)
  }
  const set = (path: string, bytes: Buffer) => low.update((d) => void (d[path] = [bytes]))
  return {
    copy: () => Object.fromEntries(Object.entries(low.data).map(([path, chunks]) => [path, [...chunks]])),
    list: async (folder) =>
      Object.keys(low.data)
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1))
        .filter((name) => !name.includes("/"))
        .sort(),
    makeFolder: async () => {},
    readAll: async (path) => (path in low.data ? whole(path) : null),
    read: async (path, from, length) => whole(path).subarray(from, from + length),
    append: (path, bytes) =>
      low.update((d) => {
        d[path] ??= []
        d[path].push(Buffer.from(bytes))
      }),
    write: (path, bytes) => set(path, Buffer.from(bytes)),
    truncate: (path, size) => set(path, whole(path).subarray(0, size)),
    sync: async () => {},
    syncFolder: async () => {},
    rename: async (from, to) => {
      await set(to, whole(from))
      await low.update((d) => void delete d[from])
    },
    remove: (path) => low.update((d) => void delete d[path]),
    close: async () => {},
  }
}
