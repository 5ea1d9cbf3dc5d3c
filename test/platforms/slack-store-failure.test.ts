/** The whole application behind Slack's two ways in, on a store whose disk fails. */
import { describe, expect, test } from "vitest"
import { openStore } from "../../adapters/lowdb/index.ts"
import { memoryFiles } from "../../adapters/lowdb/memory.ts"
import { openSlack } from "../../adapters/slack/index.ts"
import { makeVault } from "../../adapters/system.ts"
import type { Hear, Store } from "../../src/app/ports.ts"
import { logInto, messageEvent, openSlackWorld } from "../support/slack-world.ts"
import { openSocketSlack } from "../support/socket-slack.ts"
import { openWorld, type World } from "../support/world.ts"

const run = "planet-bike-commute"
const logged = () => messageEvent({ user: "UBEN", text: `challenge log ${run} 3` })

describe("a store that fails its write", () => {
  test("leaves the event unacknowledged over HTTP; delivered again after a restart, it counts once", async () => {
    const disk = await openDisk()
    const slack = await openSlackWorld((incoming) => disk.hear(incoming))
    const event = logged()
    disk.fail("sync")
    expect((await slack.event(event)).status).toBe(503)
    expect((await slack.event(event)).status).toBe(503)
    await disk.restart()
    expect((await slack.event(event)).status).toBe(200)
    expect((await slack.event(event)).status).toBe(200)
    expect(await disk.world().says("UBEN", "me")).toMatch(/\b3 km/)
    await slack.close()
  })
  test("leaves the envelope unacknowledged over Socket Mode, likewise", async () => {
    const disk = await openDisk()
    const socket = await openSocketSlack()
    const slack = await openSlack({
      settings: { botToken: "xoxb-1", signingSecret: null, appToken: "xapp-1", apiUrl: socket.apiUrl },
      clock: { now: () => Date.now() },
      log: logInto([]),
      defaults: { language: "en", timeZone: "Europe/Amsterdam" },
    })
    let answered = 0
    await slack.platform.start(async (incoming) => {
      const answer = await disk.hear(incoming)
      answered += 1
      return answer
    })
    const event = logged()
    disk.fail("append")
    socket.deliver("events_api", "e1", event)
    await expect.poll(() => answered).toBe(1)
    await disk.restart()
    socket.deliver("events_api", "e2", event)
    await expect.poll(() => socket.acknowledged.map((it) => it.envelope_id)).toEqual(["e2"])
    expect(await disk.world().says("UBEN", "me")).toMatch(/\b3 km/)
    await slack.platform.stop()
    await socket.close()
  })
})

/** Ben takes part in a challenge. The disk works until it is told to fail; a restart finds what had reached it. */
async function openDisk() {
  let files = await memoryFiles()
  let failing: "sync" | "append" | null = null
  const open = async (): Promise<Store> =>
    openStore({
      where: "memory",
      hashOf: undefined,
      files: {
        ...files,
        sync: (path) => (failing ? Promise.reject(new Error("planted")) : files.sync(path)),
        append: (path, bytes) =>
          failing === "append" ? Promise.reject(new Error("planted")) : files.append(path, bytes),
      },
    })
  const wish = { people: ["UBEN"], vault: makeVault(Buffer.alloc(32, 7).toString("base64")) }
  let world: World = await openWorld({ ...wish, store: await open() })
  await world.says("chadia", "here")
  await world.says("chadia", `challenge start ${run}`)
  await world.says("UBEN", `challenge join ${run}`)
  const hear: Hear = (incoming) => world.running.hear(incoming)
  return {
    hear,
    world: () => world,
    fail(how: "sync" | "append") {
      failing = how
    },
    async restart() {
      failing = null
      files = await memoryFiles(files.copy())
      world = await openWorld({ ...wish, store: await open() })
    },
  }
}
