import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { Answer, Hear, Incoming } from "../../src/app/ports.ts"
import { card } from "../contract/platform.ts"
import { visible } from "../support/fake-slack.ts"
import { messageEvent, openSlackWorld, type SlackWorld } from "../support/slack-world.ts"

let world: SlackWorld
let heard: Incoming[]
let reply: Hear
beforeEach(async () => {
  heard = []
  reply = async (incoming) => answer(`heard ${incoming.text}`)
  world = await openSlackWorld(async (incoming) => {
    heard.push(incoming)
    return reply(incoming)
  })
})
afterEach(() => world.close())

const answer = (text: string): Answer => ({ type: "answer", card: card(text, { to: "actor" }) })

describe("events", () => {
  test("an event is acknowledged after it was kept", async () => {
    expect((await world.event(messageEvent({ user: "UBEN", text: "help" }))).status).toBe(200)
    expect(visible(world.fake.channels.get("CTEAM")?.messages)).toBe("")
  })
  test("an event that could not be kept is not acknowledged, so that it comes again with the same id", async () => {
    reply = async () => ({ type: "failed", card: card("sorry", { to: "actor" }) })
    const event = messageEvent({ user: "UBEN", text: "help" })
    expect((await world.event(event)).status).toBe(503)
    reply = async () => answer("now it went")
    const again = await world.event(event, { headers: { "x-slack-retry-num": "1" } })
    expect(again.status).toBe(200)
    expect(heard[1]?.delivery).toBe(heard[0]?.delivery)
  })
  test("an event that takes over 3 s comes again; the first try still ends well", async () => {
    let finish = () => {}
    reply = () =>
      new Promise((resolve) => {
        finish = () => resolve(answer("at last"))
      })
    const event = messageEvent({ user: "UBEN", text: "help", channel: "CTEAM" })
    expect((await world.event(event)).status).toBe(503)
    finish()
    await expect.poll(() => visible(world.fake.ephemeral.get("CTEAM/UBEN"))).toContain("at last")
    reply = async () => answer("well")
    expect((await world.event(event)).status).toBe(200)
  })
  test("the apology for one event comes once, however often Slack sends it", async () => {
    world.fake.channels.set("DUBEN", { name: "", members: [], messages: [] })
    reply = async () => {
      throw new Error("planted")
    }
    const event = messageEvent({ user: "UBEN", text: "help" })
    for (const retry of ["", "1", "2", "3"]) {
      const headers: Record<string, string> = retry ? { "x-slack-retry-num": retry } : {}
      expect((await world.event(event, { headers })).status).toBe(503)
    }
    expect(world.fake.channels.get("DUBEN")?.messages).toHaveLength(1)
  })
  test("a mention in a channel is answered to that person alone, and the place has its name", async () => {
    await world.event(messageEvent({ user: "UBEN", text: "help", channel: "CTEAM" }))
    expect(heard[0]).toMatchObject({ text: "help", via: "message", place: { key: "CTEAM", name: "team" } })
    expect(visible(world.fake.ephemeral.get("CTEAM/UBEN"))).toContain("heard help")
    expect(world.fake.channels.get("CTEAM")?.messages).toEqual([])
  })
  test("opening the Home tab shows today's card there", async () => {
    const event = { type: "app_home_opened", user: "UBEN", channel: "DUBEN", tab: "home" }
    await world.event({ type: "event_callback", event_id: "Ev9", team_id: "T01", event })
    expect(heard[0]).toMatchObject({ text: "today", via: "home", place: null })
    expect(visible(world.fake.homes.get("UBEN"))).toContain("heard today")
  })
  test.each([
    { bot_id: "B1" },
    { subtype: "message_changed" },
    { user: "UBOT" },
    { user: "USLACKBOT" },
    { channel_type: "channel" },
  ])("a message with %o is nobody's words to us", async (more) => {
    const event = messageEvent({ user: "UBEN", text: "help" })
    Object.assign(event.event, more)
    expect((await world.event(event)).status).toBe(200)
    expect(heard).toEqual([])
  })
})
