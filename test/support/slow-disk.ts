import { openStore } from "../../adapters/lowdb/index.ts"
import { memoryFiles } from "../../adapters/lowdb/memory.ts"
import type { Store } from "../../src/app/ports.ts"

/** The memory store on a disk of which everything takes so many turns of the event loop; `turns` may be set later. */
export type SlowDisk = { store: Store; turns: number }

export async function slowDisk(): Promise<SlowDisk> {
  const files = await memoryFiles()
  const slowly = <A extends unknown[], R>(act: (...given: A) => Promise<R>) => {
    return async (...given: A): Promise<R> => {
      await turns(disk.turns)
      return act(...given)
    }
  }
  const { append, write, rename, remove, sync, syncFolder } = files
  const slow = {
    ...files,
    append: slowly(append),
    write: slowly(write),
    rename: slowly(rename),
    remove: slowly(remove),
    sync: slowly(sync),
    syncFolder: slowly(syncFolder),
  }
  const disk: SlowDisk = {
    turns: 0,
    store: await openStore({ files: slow, hashOf: undefined, where: "memory" }),
  }
  return disk
}

/** Lets others go on for so many turns of the event loop. */
export async function turns(n: number): Promise<void> {
  for (let i = 0; i < n; i++) await new Promise((turn) => setImmediate(turn))
}
