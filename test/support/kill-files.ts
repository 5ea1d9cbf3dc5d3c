import { dirname } from "node:path/posix"
import type { Files } from "../../adapters/lowdb/files.ts"

/**
 * A disk in memory that stops at its n-th change.
 * - killed: the process ends before it; what was written before stands.
 * - torn: the same, with half of the bytes of that change.
 * - power: all is lost that was not synced, names of files included.
 * - full: half of the bytes, then an error; the process goes on and every later write that grows a file fails too.
 * - unsynced: from then on no sync succeeds; the process goes on.
 */
export type Kind = "killed" | "torn" | "power" | "full" | "unsynced"
export type Disk = Map<string, Buffer>
export type KillFiles = Files & {
  /** Changes so far. */
  changes(): number
  /** What a new process finds. */
  left(): Disk
}

type Inode = { now: Buffer; safe: Buffer }
type State = { names: Map<string, Inode>; safe: Map<string, Inode>; changes: number; left: Disk | null }

export class Killed extends Error {
  override name = "Killed"
}

export function killFiles(q: { disk?: Disk; at?: number; kind?: Kind } = {}): KillFiles {
  const { at = Number.POSITIVE_INFINITY, kind = "killed" } = q
  const s: State = { names: new Map(), safe: new Map(), changes: 0, left: null }
  for (const [path, bytes] of q.disk ?? []) s.names.set(path, { now: bytes, safe: bytes })
  s.safe = new Map(s.names)
  const { alive, change, synced } = rulesOf(s, { at, kind })
  const inode = (path: string): Inode => {
    const known = s.names.get(path)
    if (!known) throw Object.assign(new Error(`ENOENT: ${path}`), { code: "ENOENT" })
    return known
  }
  const put = (path: string, bytes: Buffer) => {
    const known = s.names.get(path)
    if (known) known.now = bytes
    else s.names.set(path, { now: bytes, safe: Buffer.alloc(0) })
  }
  const inFolder = (folder: string) => (path: string) => dirname(path) === folder

  return {
    changes: () => s.changes,
    left: () => s.left ?? standing(s),
    list: async (folder) => {
      alive()
      const paths = [...s.names.keys()].filter(inFolder(folder))
      return paths.map((path) => path.slice(folder.length + 1)).sort()
    },
    makeFolder: async () => alive(),
    readAll: async (path) => {
      alive()
      return s.names.get(path)?.now ?? null
    },
    read: async (path, from, length) => {
      alive()
      return inode(path).now.subarray(from, from + length)
    },
    append: async (path, bytes) => {
      const before = s.names.get(path)?.now ?? Buffer.alloc(0)
      const add = (part: number) =>
        put(path, Buffer.concat([before, bytes.subarray(0, Math.floor(bytes.length * part))]))
      change(add, () => add(1))
    },
    write: async (path, bytes) => {
      const add = (part: number) => put(path, Buffer.from(bytes.subarray(0, Math.floor(bytes.length * part))))
      change(add, () => add(1))
    },
    truncate: async (path, size) =>
      change(null, () => {
        inode(path).now = inode(path).now.subarray(0, size)
      }),
    sync: async (path) =>
      synced(() => {
        inode(path).safe = inode(path).now
      }),
    syncFolder: async (folder) =>
      synced(() => {
        for (const path of [...s.safe.keys()].filter(inFolder(folder))) s.safe.delete(path)
        for (const path of [...s.names.keys()].filter(inFolder(folder))) s.safe.set(path, inode(path))
      }),
    rename: async (from, to) =>
      change(null, () => {
        s.names.set(to, inode(from))
        s.names.delete(from)
      }),
    remove: async (path) => change(null, () => void s.names.delete(path)),
    close: async () => {},
  }
}

/** What happens at the n-th change, and after it. `grow`: does the change with a part of its bytes. */
function rulesOf(s: State, q: { at: number; kind: Kind }) {
  const { at, kind } = q
  const alive = () => {
    if (s.left) throw new Killed("the process is gone")
  }
  const change = (grow: ((part: number) => void) | null, whole: () => void) => {
    alive()
    s.changes++
    if (s.changes === at && kind !== "full" && kind !== "unsynced") {
      if (kind === "torn") grow?.(0.5)
      s.left = kind === "power" ? safely(s) : standing(s)
      alive()
    }
    if (s.changes >= at && kind === "full" && grow) {
      grow(s.changes === at ? 0.5 : 0)
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" })
    }
    whole()
  }
  const synced = (whole: () => void) =>
    change(null, () => {
      if (kind === "unsynced" && s.changes >= at)
        throw Object.assign(new Error("EIO: i/o error"), { code: "EIO" })
      whole()
    })
  return { alive, change, synced }
}

function standing(s: State): Disk {
  return new Map([...s.names].map(([path, inode]) => [path, inode.now]))
}

function safely(s: State): Disk {
  return new Map([...s.safe].map(([path, inode]) => [path, inode.safe]))
}
