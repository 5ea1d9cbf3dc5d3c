import { openStore } from "../../adapters/lowdb/index.ts"
import { memoryFiles } from "../../adapters/lowdb/memory.ts"
import type { OpenStore } from "../contract/store.ts"

/** Without an orderly end: the next process finds what stood in the files at that moment. */
export const openInMemory: OpenStore = async () => {
  const files = await memoryFiles()
  const opened = (f: typeof files) => openStore({ files: f, hashOf: undefined, where: "memory" })
  return {
    store: await opened(files),
    reopen: async () => opened(await memoryFiles(files.copy())),
    end: async () => {},
  }
}
