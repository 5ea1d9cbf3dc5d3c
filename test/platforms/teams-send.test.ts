/** How a delivery ended, by what Teams answered: what was perhaps sent is never sent again, and what was not is never taken for sent. */
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { Lost, NoToken, Refused } from "../../adapters/teams/connector.ts"
import { sentOf } from "../../adapters/teams/send.ts"
import { card } from "../contract/platform.ts"
import { ben, channel, group, type Mishap, visible } from "../support/fake-teams.ts"
import { openTeamsWorld, type TeamsWorld } from "../support/teams-world.ts"

const hear = async () => ({ type: "answer" as const, card: card("x", { to: "actor" }) })
let world: TeamsWorld
beforeEach(async () => {
  world = await openTeamsWorld(hear)
  // So that the personal chat is known, and the next call is the message itself.
  await world.platform().send({ to: { personKey: ben.aad }, card: card("before"), replaces: null })
  world.fake.calls.length = 0
})
afterEach(() => world.close())

const toPlace = { to: { placeKey: channel.id }, card: card("hello"), replaces: null }
const toBen = { to: { personKey: ben.aad }, card: card("hello", { to: "actor" }), replaces: null }

describe("what an answer of Teams means", () => {
  test.each<[string, Mishap, object]>([
    ["too many at once", { status: 429 }, { type: "failed-clean", waitMs: 5_000 }],
    ["too many, with a time", { status: 429, retryAfter: "7" }, { type: "failed-clean", waitMs: 7_000 }],
    ["a precondition that passes", { status: 412 }, { type: "failed-clean" }],
    ["our token is not taken", { status: 401 }, { type: "failed-clean", waitMs: 600_000 }],
    ["too large", { status: 413, code: "MessageSizeTooBig" }, { type: "failed" }],
    ["not understood", { status: 400, code: "BadArgument" }, { type: "failed" }],
    ["a redirect", { status: 302 }, { type: "failed" }],
    ["an error of theirs", { status: 500 }, { type: "uncertain" }],
    ["a gateway's error", { status: 502 }, { type: "uncertain" }],
    ["unavailable, said by whoever stands between", { status: 503 }, { type: "uncertain" }],
    ["a gateway that waited in vain", { status: 504 }, { type: "uncertain" }],
    ["the line cut after it was taken", { cut: true }, { type: "uncertain" }],
  ])("%s", async (_, mishap, ends) => {
    for (const message of [toPlace, toBen]) {
      world.fake.calls.length = 0
      world.fake.mishaps.push(mishap)
      expect(await world.platform().send(message)).toMatchObject(ends)
      // Asked once: botbuilder's own client would have asked again, and posted twice.
      expect(world.fake.calls).toHaveLength(1)
    }
  })
  test.each([
    [403, "MessageWritesBlocked"],
    [403, "ForbiddenOperationException"],
    [404, "ConversationNotFound"],
  ])("%i %s: the person is out of reach, and found again when they come back", async (status, code) => {
    world.fake.mishaps.push({ status, code })
    expect(await world.platform().send(toBen)).toMatchObject({ type: "unreachable" })
    expect(await world.platform().send(toBen)).toMatchObject({ type: "sent" })
  })
  test("a channel that the bot was put out of is no success", async () => {
    world.fake.mishaps.push({ status: 403, code: "BotNotInConversationRoster" })
    expect((await world.platform().send(toPlace)).type).toBe("unreachable")
  })
  test("nothing was sent where no connection or no token could be had", () => {
    expect(sentOf(new Lost("ECONNREFUSED"))).toMatchObject({ type: "failed-clean" })
    expect(sentOf(new Lost("ENOTFOUND"))).toMatchObject({ type: "failed-clean" })
    expect(sentOf(new Lost("timeout"))).toMatchObject({ type: "uncertain" })
    expect(sentOf(new NoToken("invalid_client"))).toMatchObject({ type: "failed-clean", waitMs: 600_000 })
    expect(sentOf(new Error("anything else"))).toMatchObject({ type: "uncertain" })
    expect(sentOf(new Refused({ status: 599, code: "", waitMs: 0 }))).toMatchObject({ type: "uncertain" })
  })
  test("whatever goes wrong while the chat is opened, nothing was sent", async () => {
    const fresh = await openTeamsWorld(hear)
    for (const mishap of [{ status: 500 }, { status: 429 }, { cut: true } as const]) {
      fresh.fake.mishaps.push(mishap)
      expect((await fresh.platform().send(toBen)).type).toBe("failed-clean")
    }
    await fresh.close()
  })
})

describe("where messages go", () => {
  test("each post in a channel begins a thread of its own; in a group chat it is a message", async () => {
    await world.says({ who: ben, text: "help", where: "group" })
    expect(await world.platform().send(toPlace)).toMatchObject({
      ref: expect.stringContaining(";messageid="),
    })
    const inGroup = await world.platform().send({ ...toPlace, to: { placeKey: group } })
    expect(inGroup).toMatchObject({ type: "sent", ref: expect.stringContaining(group) })
    expect(visible(world.fake.conversations.get(group) ?? [])).toContain("hello")
  })
  test("after a restart places and people are reached by what was kept", async () => {
    const kept = JSON.stringify([...world.kept])
    for (const word of ["ben", "ana", ben.aad, ben.id]) expect(kept).not.toContain(word)
    const [entry] = (await world.platform().roster()).filter((one) => one.key === ben.aad)
    await world.restart(hear)
    expect((await world.platform().send(toPlace)).type).toBe("sent")
    const address = entry?.address
    expect(await world.platform().send(toBen)).toMatchObject({ type: "unreachable" })
    const reached = await world.platform().send({ ...toBen, to: { personKey: ben.aad, address } })
    expect(reached.type).toBe("sent")
  })
  test("an address that points elsewhere is never called", async () => {
    await world.restart(hear)
    for (const service of [
      "https://evil.example",
      "http://169.254.169.254",
      "https://smba.trafficmanager.net.evil.example",
    ]) {
      const address = JSON.stringify({ v: 1, service, user: ben.id })
      const sent = await world.platform().send({ ...toBen, to: { personKey: ben.aad, address } })
      expect(sent).toEqual({ type: "failed", because: "service address" })
    }
  })
  test("an address of another make is nobody's", async () => {
    await world.restart(hear)
    for (const address of ["", "x", "{}", '{"v":2}', '{"v":1,"service":"","user":""}'])
      expect((await world.platform().send({ ...toBen, to: { personKey: ben.aad, address } })).type).toBe(
        "unreachable",
      )
  })
  test("what the ledger keeps of a personal message tells nobody's name, and is enough to replace it", async () => {
    const sent = await world.platform().send(toBen)
    if (sent.type !== "sent") throw new Error(sent.because)
    for (const telling of ["ben", ben.id, ben.aad]) expect(sent.ref).not.toContain(telling)
    expect((await world.platform().send({ ...toBen, card: card("anew"), replaces: sent.ref })).type).toBe(
      "sent",
    )
    expect(visible(world.fake.chat(ben.id))).toContain("anew")
    expect(visible(world.fake.chat(ben.id))).not.toContain("hello")
  })
  test("a message that is gone cannot be replaced", async () => {
    for (const replaces of ["", "x", "|", "nothing|nowhere", "1|"]) {
      const sent = await world.platform().send({ ...toPlace, replaces })
      expect(sent.type).not.toBe("sent")
    }
  })
  test("out of a team, its people are no longer told of", async () => {
    expect((await world.platform().roster()).length).toBe(2)
    await world.signed(
      world.activity({
        type: "installationUpdate",
        action: "remove",
        ...world.message({
          who: ben,
          text: "",
          where: "channel",
          more: { type: "installationUpdate", action: "remove" },
        }),
      }),
    )
    expect(await world.platform().roster()).toEqual([])
  })
  test("a list that is told to wait goes on afterwards", async () => {
    world.fake.mishaps.push({ status: 429, retryAfter: "1" })
    expect((await world.platform().roster()).length).toBe(2)
  })
  test("a list that fails is a failure, and not an empty roster", async () => {
    world.fake.mishaps.push({ status: 500 })
    await expect(world.platform().roster()).rejects.toThrow("500")
  })
})
