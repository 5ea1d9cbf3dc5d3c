import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it } from "vitest"
import { openLowdbStore, openMemoryStore } from "../../adapters/lowdb/index.ts"
import { storeContract } from "../contract/store.ts"
import { openInMemory } from "./in-memory.ts"

storeContract("the embedded store on disk", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ledger-"))
  let store = await openLowdbStore({ folder })
  return {
    store,
    reopen: async () => {
      await store.close()
      store = await openLowdbStore({ folder })
      return store
    },
    end: async () => {
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
})

storeContract("the embedded store in memory", openInMemory)

it("a store in memory is empty at first and gone with its process", async () => {
  const [one, other] = [await openMemoryStore(), await openMemoryStore()]
  await one.snapshots.put("k", 1)
  expect(await other.snapshots.all()).toEqual([])
  await one.close()
  await other.close()
})
