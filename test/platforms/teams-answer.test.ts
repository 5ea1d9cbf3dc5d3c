/** What people see of an answer: where, in whose stead, and what of it others see. */
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { Answer, Hear, Incoming } from "../../src/app/ports.ts"
import { card } from "../contract/platform.ts"
import { ana, ben, bot, channel, foreign, group, guest, seen, visible } from "../support/fake-teams.ts"
import { openTeamsWorld, placeFields, type TeamsWorld, type Where } from "../support/teams-world.ts"

let world: TeamsWorld
let heard: Incoming[]
let answer: Hear
const yes = (kind = "test"): Answer => ({
  type: "answer",
  card: { ...card("the answer", { to: "actor" }), kind },
})
beforeEach(async () => {
  heard = []
  answer = async () => yes()
  world = await openTeamsWorld(async (incoming) => {
    heard.push(incoming)
    return answer(incoming)
  })
  world.fake.chat(ana.id).length = 0
})
afterEach(() => world.close())

const benSees = () => visible(world.fake.chat(ben.id))
const inChannel = () => visible(world.fake.conversations.get(channel.id) ?? [])

const data = (more: object = {}) => ({
  draagvlak: 1,
  text: "challenge log x {value}",
  field: "field1",
  ...more,
})
function press(q: {
  where: Where
  data?: object
  trigger?: string
  type?: "Action.Execute" | "Action.Submit"
  id?: string
  pressed?: string
}) {
  const value = q.data ?? data({ field1: "12,5" })
  const execute = {
    action: { type: "Action.Execute", verb: "draagvlak", data: value },
    trigger: q.trigger ?? "manual",
  }
  const submit = q.type === "Action.Submit"
  return world.signed(
    world.message({
      who: ben,
      text: "",
      where: q.where,
      mention: false,
      ...(q.id ? { id: q.id } : {}),
      more: {
        text: undefined,
        replyToId: q.pressed ?? "m0",
        ...(submit
          ? { type: "message", value }
          : { type: "invoke", name: "adaptiveCard/action", value: execute }),
      },
    }),
  )
}
const told = (text: string) => JSON.parse(text) as { statusCode: number; type: string; value: unknown }

describe("presses", () => {
  test("in the personal chat the answer takes the card's stead at once", async () => {
    const { status, text } = await press({ where: "personal" })
    expect(status).toBe(200)
    expect(told(text)).toMatchObject({ statusCode: 200, type: "application/vnd.microsoft.card.adaptive" })
    expect(seen(told(text).value)).toContain("the answer")
    expect(heard[0]).toMatchObject({
      text: "challenge log x 12,5",
      via: "press",
      place: null,
      actor: { key: ben.aad },
    })
  })
  test.each(["channel", "group"] as const)(
    "in a %s the answer goes to the personal chat, and a line says so",
    async (where) => {
      const { text } = await press({ where })
      expect(told(text)).toMatchObject({ type: "application/vnd.microsoft.activity.message" })
      expect(seen(told(text).value)).not.toContain("the answer")
      expect(benSees()).toContain("the answer")
      expect(inChannel()).not.toContain("the answer")
    },
  )
  test("a no leaves the form as it is, and comes below it", async () => {
    answer = async () => yes("refusal")
    const { text } = await press({ where: "personal" })
    expect(told(text).type).toBe("application/vnd.microsoft.activity.message")
    expect(benSees()).toContain("the answer")
  })
  test("of an older client the press is a message, and the card is replaced too", async () => {
    await world.platform().send({ to: { personKey: ben.aad }, card: card("old"), replaces: null })
    const pressed = world.fake.chat(ben.id)[0]?.id ?? ""
    expect((await press({ where: "personal", type: "Action.Submit", pressed })).status).toBe(200)
    expect(heard[0]).toMatchObject({ text: "challenge log x 12,5", via: "press" })
    expect(benSees()).toContain("the answer")
    expect(benSees()).not.toContain("old")
  })
  test("what somebody fills in stays a value", async () => {
    for (const field1 of ['5" ~abcdefgh', "1\n2", "“x”", "{value}"])
      await press({ where: "personal", data: data({ text: 'question "{value}"', field1 }) })
    expect(heard.map((h) => h.text)).toEqual([
      `question "5' ∼abcdefgh"`,
      'question "1 2"',
      `question "'x'"`,
      'question "{value}"',
    ])
  })
  test.each<[string, object]>([
    ["another bot's", { action: "vote", choice: 1 }],
    ["of another version", data({ draagvlak: 2 })],
    ["without a command", data({ text: "" })],
    ["with a command too long", data({ text: "x".repeat(3_000) })],
    ["that names no field of ours", data({ field: "__proto__" })],
    ["a list", [] as object],
  ])("a card that is %s is refused in words, and nothing is heard", async (_, other) => {
    const { status, text } = await press({ where: "personal", data: other })
    expect(status).toBe(200)
    expect(String(told(text).value)).toContain("Say help")
    expect(heard).toEqual([])
  })
  test("a refresh that Teams does by itself is no press", async () => {
    expect((await press({ where: "channel", trigger: "automatic" })).status).toBe(200)
    expect(heard).toEqual([])
  })
  test("an answer that takes long comes in the personal chat, and the press is told so in time", async () => {
    let finish: (answer: Answer) => void = () => {}
    answer = () => new Promise((resolve) => (finish = resolve))
    const from = performance.now()
    const { text } = await press({ where: "personal" })
    expect(performance.now() - from).toBeLessThan(4_000)
    expect(String(told(text).value)).toContain("still working")
    finish(yes())
    await expect.poll(benSees).toContain("the answer")
  })
  test("who cannot be reached personally is told so, without the answer", async () => {
    // So that the channel's name is known, and the next call is the answer.
    await press({ where: "channel" })
    world.fake.chat(ben.id).length = 0
    world.fake.mishaps.push({ status: 403, code: "MessageWritesBlocked" })
    const { text } = await press({ where: "channel" })
    expect(String(told(text).value)).toContain("Add me under Apps")
    expect(inChannel()).not.toContain("the answer")
  })
  test("the same press three times is the same delivery", async () => {
    for (let n = 0; n < 3; n++) await press({ where: "personal", id: "same" })
    expect(new Set(heard.map((h) => h.delivery)).size).toBe(1)
    await press({ where: "personal" })
    expect(new Set(heard.map((h) => h.delivery)).size).toBe(2)
  })
  test("calls that we do not serve are told so", async () => {
    const fields = { type: "invoke", name: "task/fetch", value: {} }
    expect((await world.signed(world.activity(fields))).status).toBe(501)
  })
})

describe("words", () => {
  test("only what is said to the bot is heard in a channel", async () => {
    await world.says({ who: ben, text: "just talking", where: "channel", mention: false })
    expect(heard).toEqual([])
  })
  test("only the bot's own mention is taken out; others are told by their key, unknown ones by their name", async () => {
    const at = `<at>${bot.name}</at>`
    const entities = [
      { type: "mention", text: at, mentioned: bot },
      { type: "mention", text: "<at>Ana</at>", mentioned: { id: ana.id, name: "Ana" } },
      { type: "mention", text: "<at>Zoë</at>", mentioned: { id: "29:zoe", name: "Zoë" } },
    ]
    const text = `${at} settings manager add <at>Ana</at> <at>Zoë</at> <at>everyone</at>`
    await world.says({ who: ben, text: "", where: "channel", more: { text, entities } })
    expect(heard[0]?.text).toBe(`settings manager add @${ana.aad} @Zoë <at>everyone</at>`)
  })
  test("the place is the channel, by its name, whatever the thread", async () => {
    await world.says({ who: ben, text: "help", where: "channel" })
    expect(heard[0]?.place).toMatchObject({ key: channel.id, name: channel.name })
    await world.says({ who: ben, text: "help", where: "group" })
    expect(heard[1]?.place).toMatchObject({ key: group })
  })
  test("language and time zone are learned; what is no zone is not", async () => {
    await world.says({
      who: ben,
      text: "x",
      where: "personal",
      more: { locale: "nl-BE", localTimezone: "Europe/Brussels" },
    })
    await world.says({
      who: ben,
      text: "x",
      where: "personal",
      more: { locale: "fr", localTimezone: "Mars/Crater" },
    })
    expect(heard.map((h) => [h.actor.language, h.actor.timeZone])).toEqual([
      ["nl", "Europe/Brussels"],
      [null, null],
    ])
  })
  test("a conversation of an unknown kind is never taken for a private one", async () => {
    const conversation = { ...placeFields("personal", ben).conversation, conversationType: undefined }
    await world.says({ who: ben, text: "help", where: "personal", mention: true, more: { conversation } })
    expect(heard[0]?.place).not.toBe(null)
  })
  test("pictures and stickers without words get words, and are not heard", async () => {
    await world.says({ who: ben, text: " \u200b", where: "personal", more: { text: "" } })
    expect(heard).toEqual([])
    expect(benSees()).toContain("cannot read this")
  })
  test.each([
    ["a guest", guest],
    ["somebody of another organisation", foreign],
    ["somebody without a directory id", { ...ben, aad: "" }],
  ])("%s is told politely, and not heard", async (_, who) => {
    await world.says({ who, text: "me", where: "personal" })
    expect(heard).toEqual([])
    expect(visible(world.fake.chat(who.id))).toContain("only for colleagues")
  })
  test("a stranger's words in a channel are not answered there", async () => {
    await world.says({ who: { ...guest, aad: "" }, text: "me", where: "channel" })
    expect(inChannel()).toBe("")
  })
  test("a bot's own words, joins, typing and reactions are none", async () => {
    for (const more of [
      { from: bot },
      { type: "conversationUpdate" },
      { type: "typing" },
      { type: "messageReaction" },
    ])
      expect((await world.signed(world.activity(more))).status).toBe(200)
    expect(heard).toEqual([])
  })
  test("what was not kept is to be delivered again, and apologised for once", async () => {
    answer = async () => ({ type: "failed", card: card("sorry", { to: "actor" }) })
    const said = world.message({ who: ben, text: "me", where: "personal" })
    for (let n = 0; n < 3; n++) expect((await world.signed(said)).status).toBe(500)
    expect(benSees().split("sorry").length - 1).toBe(1)
    answer = async () => yes()
    expect((await world.signed(said)).status).toBe(200)
    expect(benSees()).toContain("the answer")
  })
  test("an answer that is lost on its way is told to nobody else", async () => {
    await world.says({ who: ben, text: "me", where: "channel" })
    world.fake.mishaps.push({ status: 403, code: "MessageWritesBlocked" })
    await world.says({ who: ben, text: "me", where: "channel" })
    const thread = visible(world.fake.conversations.get(`${channel.id};messageid=1`) ?? [])
    expect(thread).toContain("Add me under Apps")
    expect(`${inChannel()}${thread}`).not.toContain("the answer")
  })
})

describe("coming and going", () => {
  test("whoever installs it gets four lines in their own chat, and nobody else a word", async () => {
    const fields = { type: "installationUpdate", action: "add", from: { id: ben.id, aadObjectId: ben.aad } }
    await world.signed(world.activity({ ...fields, ...placeFields("personal", ben) }))
    expect(benSees()).toContain("I am Draagvlak")
    expect(benSees()).toContain("privacy")
    expect(benSees()).toContain("leave")
    expect(heard).toMatchObject([{ via: "home", actor: { key: ben.aad } }])
    await world.signed(world.activity({ ...fields, ...placeFields("channel", ben) }))
    expect(inChannel()).toBe("")
  })
  test("an upgrade is no installation", async () => {
    await world.signed(world.activity({ type: "installationUpdate", action: "add-upgrade" }))
    expect(visible(world.fake.chat(ana.id))).toBe("")
  })
})
