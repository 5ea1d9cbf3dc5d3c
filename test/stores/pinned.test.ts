import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { expect, test } from "vitest"
import { openLowdbStore } from "../../adapters/lowdb/index.ts"

setFlagsFromString("--expose-gc")
const collect = runInNewContext("gc") as () => void

const lines = 2000
const mib = 2 ** 20

/** Bytes of all buffers that are still held. */
function held(): number {
  collect()
  return process.memoryUsage().arrayBuffers
}

test("what is remembered of the last lines does not hold on to the buffers that were used beside them", async () => {
  const folder = await mkdtemp(join(tmpdir(), "pinned-"))
  const store = await openLowdbStore({ folder })
  const before = held()
  for (let i = 0; i < lines; i++) {
    await store.commit({ at: i, cause: { hash: `h${i}`, facts: {} }, appends: [], outbox: [] })
    // What a bot reads and answers meanwhile comes out of the same pool.
    for (let n = 0; n < 5; n++) Buffer.from("x".repeat(4000))
  }
  expect((held() - before) / mib).toBeLessThan(4)
  await store.close()
  await rm(folder, { recursive: true })
})
