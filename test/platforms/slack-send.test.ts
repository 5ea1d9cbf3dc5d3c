import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { checkClock, checkScopes } from "../../adapters/slack/check.ts"
import { openSlack } from "../../adapters/slack/index.ts"
import { scopes } from "../../adapters/slack/surface.ts"
import type { ToSend } from "../../src/app/ports.ts"
import { card } from "../contract/platform.ts"
import type { Fault } from "../support/fake-slack.ts"
import { logInto, openSlackWorld, type SlackWorld } from "../support/slack-world.ts"

let world: SlackWorld
beforeEach(async () => {
  world = await openSlackWorld(async () => ({ type: "answer", card: card("x") }))
})
afterEach(() => world.close())

const toPlace = (): ToSend => ({ to: { placeKey: "CTEAM" }, card: card("hello"), replaces: null })
const toBen = (): ToSend => ({ to: { personKey: "UBEN" }, card: card("hello"), replaces: null })

describe("how a delivery ends", () => {
  const limited: Fault = { type: "http", status: 429, headers: { "retry-after": "7" } }
  test.each<[string, Fault, object]>([
    ["told to wait", limited, { type: "failed-clean", waitMs: 7_000 }],
    ["told to wait without a time", { type: "http", status: 429 }, { type: "failed-clean", waitMs: 60_000 }],
    ["told to wait in words", { type: "error", error: "ratelimited" }, { type: "failed-clean" }],
    ["no such channel", { type: "error", error: "channel_not_found" }, { type: "failed" }],
    ["archived", { type: "error", error: "is_archived" }, { type: "failed" }],
    ["not invited", { type: "error", error: "not_in_channel" }, { type: "failed" }],
    ["a code of tomorrow", { type: "error", error: "brand_new_reason" }, { type: "failed" }],
    ["a bad token", { type: "error", error: "invalid_auth" }, { type: "failed-clean", waitMs: 600_000 }],
    ["a lost scope", { type: "error", error: "missing_scope" }, { type: "failed-clean", waitMs: 600_000 }],
    ["Slack's catastrophe", { type: "error", error: "fatal_error" }, { type: "uncertain" }],
    ["a 500", { type: "http", status: 500 }, { type: "uncertain" }],
    ["a 503 page", { type: "http", status: 503, body: "<html>" }, { type: "uncertain" }],
    ["a page instead of an answer", { type: "http", status: 200, body: "<html>" }, { type: "uncertain" }],
    ["the line cut before an answer", { type: "reset" }, { type: "uncertain" }],
    ["the line cut after it was posted", { type: "reset", after: true }, { type: "uncertain" }],
  ])("%s", async (_, fault, end) => {
    world.fake.plan("chat.postMessage", fault)
    expect(await world.slack.platform.send(toPlace())).toMatchObject(end)
    // Never sent again by itself.
    expect(world.fake.calls.filter((call) => call.method === "chat.postMessage")).toHaveLength(1)
  })
  test("what was posted though the answer was lost is there once", async () => {
    world.fake.plan("chat.postMessage", { type: "reset", after: true })
    await world.slack.platform.send(toPlace())
    expect(world.fake.channels.get("CTEAM")?.messages).toHaveLength(1)
  })
  test("with nobody listening at Slack's address nothing was sent, so it may be tried again", async () => {
    await world.fake.close()
    expect(await world.slack.platform.send(toPlace())).toMatchObject({
      type: "failed-clean",
      because: "ECONNREFUSED",
    })
  })
  test.each(["user_disabled", "cannot_dm_bot", "user_not_found"])(
    "%s: the person is unreachable",
    async (error) => {
      world.fake.plan("conversations.open", { type: "error", error })
      expect(await world.slack.platform.send(toBen())).toMatchObject({ type: "unreachable", because: error })
    },
  )
  test("a personal chat whose opening was lost is a clean failure: nothing was sent yet", async () => {
    world.fake.plan("conversations.open", { type: "reset" })
    expect((await world.slack.platform.send(toBen())).type).toBe("failed-clean")
    expect(world.fake.calls.some((call) => call.method === "chat.postMessage")).toBe(false)
  })
  test("a chart that Slack refuses is left out, and the words go", async () => {
    const points = [{ label: "W46", value: 3 }]
    const chart = { kind: "bar", title: "t", unit: "count", points } as const
    const blocks = [{ type: "chart", chart, alt: "three actions" } as const]
    world.fake.plan("chat.postMessage", { type: "error", error: "invalid_blocks" })
    const sent = await world.slack.platform.send({ ...toPlace(), card: card("x", { blocks }) })
    expect(sent.type).toBe("sent")
    const shown = JSON.stringify(world.fake.channels.get("CTEAM")?.messages)
    expect(shown).toContain("three actions")
    expect(shown).not.toContain("data_visualization")
  })
  test("a chat is opened once for many messages to one person", async () => {
    await world.slack.platform.send(toBen())
    await world.slack.platform.send(toBen())
    expect(world.fake.calls.filter((call) => call.method === "conversations.open")).toHaveLength(1)
  })
})

describe("the roster", () => {
  test("is complete although Slack tells it to wait in the middle", async () => {
    world.fake.plan("users.list", { type: "http", status: 429, headers: { "retry-after": "0" } })
    const roster = await world.slack.platform.roster()
    expect(roster).toEqual([
      { key: "UANA", language: "nl", timeZone: "Europe/Amsterdam", steward: true },
      { key: "UBEN", language: "en", timeZone: "Europe/Amsterdam", steward: false },
    ])
  })
  test("a failing list is an error, never a short roster", async () => {
    world.fake.plan("users.list", { type: "error", error: "missing_scope" })
    await expect(world.slack.platform.roster()).rejects.toThrow("missing_scope")
  })
})

describe("starting and checking", () => {
  test("a token that Slack does not know is refused with what to do", async () => {
    world.fake.plan("auth.test", { type: "error", error: "invalid_auth" })
    await expect(open(world.fake.apiUrl)).rejects.toThrow(
      /SLACK_BOT_TOKEN \(invalid_auth\): copy the Bot User/,
    )
  })
  test("an address where nobody answers is told as such", async () => {
    await expect(open("http://127.0.0.1:9/api/")).rejects.toThrow(/cannot be reached/)
  })
  test("the checks tell missing scopes and the clock", async () => {
    const checks = await world.slack.platform.check()
    expect(checks.map((check) => [check.name, check.ok])).toEqual([
      ["Slack token", true],
      ["Slack scopes", false],
      ["Slack clock", true],
    ])
  })
  test("all scopes granted is well; one missing is named", () => {
    expect(checkScopes(scopes).ok).toBe(true)
    expect(checkScopes(scopes.slice(1))).toMatchObject({ ok: false, facts: `missing: ${scopes[0]}` })
  })
  test("a clock that is two minutes off is told", () => {
    expect(checkClock({ theirs: 0, ours: 120_000 })).toMatchObject({ ok: false, facts: "120 s apart" })
  })
  const open = (apiUrl: string) =>
    openSlack({
      settings: { botToken: "xoxb-x", signingSecret: "s", appToken: null, apiUrl },
      clock: { now: () => Date.now() },
      log: logInto([]),
      defaults: { language: "nl", timeZone: "Europe/Amsterdam" },
    })
})
