/** A store that cannot write: POST /say answers 500 to whatever changes something, and what was said comes true once when it is sent again. */
import { afterEach, expect, it } from "vitest"
import { openStore } from "../../adapters/lowdb/index.ts"
import { makeVault } from "../../adapters/system.ts"
import type { Hear } from "../../src/app/ports.ts"
import { closeAll, start } from "../platforms/web-bot.ts"
import { type Disk, killFiles } from "../support/kill-files.ts"
import { openWorld } from "../support/world.ts"

afterEach(closeAll)

const vault = makeVault(Buffer.alloc(32, 7).toString("base64"))
const bike = "planet-bike-commute"

/** `failsAt`: the change of the disk from which on nothing can be synced. */
async function openBot(q: { disk?: Disk; failsAt?: number }) {
  const files = killFiles({
    ...(q.disk ? { disk: q.disk } : {}),
    ...(q.failsAt === undefined ? {} : { at: q.failsAt, kind: "unsynced" }),
  })
  const store = await openStore({ files, hashOf: undefined, where: "test" })
  return { files, world: await openWorld({ people: ["anna", "bram"], store, vault }) }
}

async function prepared(): Promise<Disk> {
  const { files, world } = await openBot({})
  for (const [i, text] of ["here", `challenge start ${bike}`, 'poll open "Q?" "A" "B" named'].entries())
    await world.says("chadia", text, { delivery: `before-${i}` })
  await world.says("anna", `challenge log ${bike} 2`, { delivery: "before-log" })
  await world.says("bram", "today", { delivery: "before-today" })
  return files.left()
}

const changes = [
  ["anna", "challenge join planet-litter-walk", 0],
  ["anna", `challenge log ${bike} 3`, 1],
  ["anna", `challenge undo ${bike}`, 1],
  ["bram", `challenge join ${bike}`, 1],
  ["bram", "poll vote POLL a", 1],
  ["chadia", "poll close POLL", 2],
  ["chadia", `challenge start planet-litter-walk`, 1],
  ["chadia", "programme pause", 1],
  ["anna", "privacy forget sure", 1],
] as const

it.for(changes)("%s says “%s”", async ([as, said, events]) => {
  const disk = await prepared()
  const sound = await openBot({ disk })
  const broken = await openBot({ disk, failsAt: sound.files.changes() + 1 })
  const known: { hear: Hear } = { hear: broken.world.running.hear }
  const web = await start({ hear: (incoming) => known.hear(incoming) })
  const [poll] = (await broken.world.running.org.board.upToDate()).polls.values()
  const fields: [string, string][] = [
    ["as", as],
    ["text", said.replace("POLL", poll?.id ?? "")],
    ["via", "press"],
    ["form", "abcdefghijklmnop"],
  ]
  const before = (await sound.world.events()).length
  // What changes nothing is still answered.
  const failed = events === 0 ? 200 : 500
  expect((await web.post(fields)).status).toBe(failed)
  expect((await web.post(fields)).status).toBe(failed)
  expect(
    (
      await web.post([
        ["as", as],
        ["text", "help"],
      ])
    ).status,
  ).toBe(200)
  expect(await broken.world.events()).toHaveLength(before)

  const next = await openBot({ disk: broken.files.left() })
  known.hear = next.world.running.hear
  const times = await Promise.all([web.post(fields), web.post(fields), web.post(fields)])
  expect(times.map((t) => t.status)).toEqual([200, 200, 200])
  const happened = (await next.world.events()).slice(before).map((e) => e.event.type)
  expect(happened.filter((type) => type !== "occasion.taken")).toHaveLength(events)
})
