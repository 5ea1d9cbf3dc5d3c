import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { openSlack, type Slack } from "../../adapters/slack/index.ts"
import { slackWords } from "../../adapters/slack/words.ts"
import type { Hear, Incoming } from "../../src/app/ports.ts"
import { card } from "../contract/platform.ts"
import { visible } from "../support/fake-slack.ts"
import { commandOf, logInto, messageEvent, pressOf } from "../support/slack-world.ts"
import { openSocketSlack, type SocketSlack } from "../support/socket-slack.ts"

let socket: SocketSlack
let slack: Slack
let heard: Incoming[]
let reply: Hear
beforeEach(async () => {
  socket = await openSocketSlack()
  heard = []
  reply = async (incoming) => ({ type: "answer", card: card(`heard ${incoming.text}`, { to: "actor" }) })
  slack = await openSlack({
    settings: { botToken: "xoxb-1", signingSecret: null, appToken: "xapp-1", apiUrl: socket.apiUrl },
    clock: { now: () => Date.now() },
    log: logInto([]),
    defaults: { language: "nl", timeZone: "Europe/Amsterdam" },
  })
  await slack.platform.start(async (incoming) => {
    heard.push(incoming)
    return reply(incoming)
  })
})
afterEach(async () => {
  await slack.platform.stop()
  await socket.close()
})

const acknowledged = () => socket.acknowledged.map((it) => it.envelope_id)

describe("Socket Mode", () => {
  test("needs no HTTP route", () => expect(slack.listener).toBe(null))
  test("a command is acknowledged with its answer", async () => {
    socket.deliver("slash_commands", "e1", commandOf({ user: "UBEN", text: "today" }))
    await expect.poll(acknowledged).toEqual(["e1"])
    const { payload } = socket.acknowledged[0] ?? {}
    expect(payload?.["response_type"]).toBe("ephemeral")
    expect(visible(payload?.["blocks"])).toContain("heard today")
  })
  test("an event is acknowledged only after it was kept", async () => {
    let keep = () => {}
    reply = () =>
      new Promise((resolve) => {
        keep = () => resolve({ type: "answer", card: card("x") })
      })
    socket.deliver("events_api", "e1", messageEvent({ user: "UBEN", text: "help" }))
    await expect.poll(() => heard.length).toBe(1)
    // What comes later is answered earlier: so the first was really waiting.
    socket.deliver("slash_commands", "e2", commandOf({ user: "UBEN", text: "x", command: "/other" }))
    await expect.poll(acknowledged).toEqual(["e2"])
    keep()
    await expect.poll(acknowledged).toEqual(["e2", "e1"])
  })
  test("an event that could not be kept stays unacknowledged, and comes again with the same id", async () => {
    reply = async () => ({ type: "failed", card: card("sorry") })
    const event = messageEvent({ user: "UBEN", text: "help" })
    socket.deliver("events_api", "e1", event)
    await expect.poll(() => heard.length).toBe(1)
    reply = async () => ({ type: "answer", card: card("x") })
    socket.deliver("events_api", "e2", event)
    await expect.poll(acknowledged).toEqual(["e2"])
    expect(heard[1]?.delivery).toBe(heard[0]?.delivery)
  })
  test("a press is acknowledged, and a bug while hearing a command says sorry", async () => {
    reply = async () => {
      throw new Error("planted")
    }
    const press = pressOf({ user: "UBEN", value: "me", responseUrl: socket.apiUrl, private: true })
    socket.deliver("interactive", "e1", press)
    await expect.poll(acknowledged).toEqual(["e1"])
    socket.deliver("slash_commands", "e2", commandOf({ user: "UBEN", text: "me" }))
    await expect.poll(acknowledged).toEqual(["e1", "e2"])
    expect(socket.acknowledged[1]?.payload?.["text"]).toBe(slackWords.apology.nl)
  })
  test("an orderly stop lets what is being answered be answered", async () => {
    let keep = () => {}
    reply = () =>
      new Promise((resolve) => {
        keep = () => resolve({ type: "answer", card: card("x") })
      })
    socket.deliver("events_api", "e1", messageEvent({ user: "UBEN", text: "help" }))
    await expect.poll(() => heard.length).toBe(1)
    const stopped = slack.platform.stop()
    keep()
    await stopped
    await expect.poll(acknowledged).toEqual(["e1"])
  })
  test("an event that nobody can read is acknowledged: it would never get better", async () => {
    socket.deliver("events_api", "e1", {
      type: "event_callback",
      event_id: "E",
      team_id: "no",
      event: { type: "x" },
    })
    await expect.poll(acknowledged).toEqual(["e1"])
    expect(heard).toEqual([])
  })
})
