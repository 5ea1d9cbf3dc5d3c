/** A full disk: people are told, the operator is told, reading goes on, and nothing that was answered is lost. */
import { expect, it } from "vitest"
import { openStore } from "../../adapters/lowdb/index.ts"
import { makeVault } from "../../adapters/system.ts"
import { killFiles } from "../support/kill-files.ts"
import { textOf } from "../support/text.ts"
import { openWorld } from "../support/world.ts"

const vault = makeVault(Buffer.alloc(32, 7).toString("base64"))
const run = "planet-bike-commute"
const actor = { key: "ben", language: "en" as const, timeZone: null }

it("is told to the person by an apology and to the operator by the log; after a restart all that was answered is there", async () => {
  let full = false
  const files = killFiles()
  const guarded = {
    ...files,
    append: async (path: string, bytes: Buffer) => {
      if (full) throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" })
      return files.append(path, bytes)
    },
  }
  const store = await openStore({ files: guarded, hashOf: undefined, where: "test" })
  const world = await openWorld({ store, vault })
  await world.says("chadia", "here")
  await world.says("chadia", `challenge start ${run}`)
  await world.says("ben", `challenge log ${run} 3`)
  const before = await world.says("ben", "me")
  full = true
  const log = { actor, text: `challenge log ${run} 4`, delivery: "d-full" }
  const posts = world.posts.length
  for (let i = 0; i < 2; i++) {
    const answer = await world.hear(log)
    expect(answer.type).toBe("failed")
    expect(textOf(answer.card)).toMatch(/went wrong on our side/)
  }
  expect(world.logged.join("\n")).toMatch(/handling failed .*A write failed \(ENOSPC/)
  // Reading goes on, and the clock's minute does no harm.
  expect(await world.hear({ actor, text: "me" })).toMatchObject({ type: "answer" })
  await world.running.tick().catch(() => {})
  expect(world.posts).toHaveLength(posts)

  const after = await openWorld({
    store: await openStore({ files: killFiles({ disk: files.left() }), hashOf: undefined, where: "test" }),
    vault,
  })
  expect(await after.says("ben", "me")).toBe(before)
  expect((await after.hear(log)).type).toBe("answer")
  expect((await after.hear(log)).type).toBe("answer")
  expect(await after.says("ben", "me")).toMatch(/\b7 km/)
})
