import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { fieldBlocks, fieldId, fillIn, submitId } from "../../adapters/slack/fields.ts"
import { decode } from "../../adapters/slack/mrkdwn.ts"
import { type Parsed, parse } from "../../adapters/slack/parse.ts"
import { drawButton } from "../../adapters/slack/render.ts"
import { commandOf, messageEvent, pressOf } from "../support/slack-world.ts"

const home = { teamId: "T01", botUserId: "UBOT" }
const textOf = (parsed: Parsed) => (parsed.type === "heard" ? parsed.incoming.text : parsed.type)
const press = (q: Partial<Parameters<typeof pressOf>[0]>) =>
  pressOf({ user: "UBEN", value: "today", responseUrl: "https://hooks.slack.com/x", private: true, ...q })
/** As Slack hands over what was typed. */
const typed = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")

describe("a parser never throws", () => {
  test("whatever the body is", () => {
    fc.assert(fc.property(fc.anything(), (body) => void parse(body, home)))
  })
  const shapes = {
    command: commandOf({ user: "UBEN", text: "x" }),
    press: press({}),
    event: messageEvent({ user: "UBEN", text: "x" }),
  }
  test.each(Object.entries(shapes))("however one part of a %s is spoilt", (_, body) => {
    fc.assert(
      fc.property(fc.constantFrom(...pathsOf(body)), fc.anything(), (path, value) => {
        const parsed = parse(spoilt(body, path, value), home)
        expect(["heard", "refused", "ignored", "malformed"]).toContain(parsed.type)
      }),
    )
  })
})

describe("hostile text stays text", () => {
  test("any typed text without control marks arrives as it was typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const plain = text.replace(/[\p{Cc}\p{Cf}]/gu, "").trim()
        expect(textOf(parse(commandOf({ user: "UBEN", text: plain }), home))).toBe(plain)
      }),
    )
  })
  test.each([
    ["<@U123|ben>", "@U123"],
    ["<#C1|general> &amp; <#C2>", "#general & #C2"],
    ["<!channel> <!here|here> <!subteam^S1|@team>", "@channel @here @team"],
    ["<https://a.example/?a=1&amp;b=2|a.example>", "https://a.example/?a=1&b=2"],
    ["<mailto:a@b.example|a@b.example>", "a@b.example"],
    [typed("<!channel> & <b>"), "<!channel> & <b>"],
    ["&amp;lt;", "&lt;"],
    ["a\u202eb\u200fc\u0000d", "abcd"],
    ["half \ud83d", "half \ufffd"],
  ])("%s is read as %s", (slack, text) => expect(decode(slack)).toBe(text))
  test("10,000 characters arrive", () => {
    expect(textOf(parse(commandOf({ user: "UBEN", text: "é".repeat(10_000) }), home))).toHaveLength(10_000)
  })
})

describe("who and where", () => {
  test("a command in a personal chat has no place, one in a private channel no name yet", () => {
    const command = commandOf({ user: "UBEN", text: "me" })
    expect(parse({ ...command, channel_id: "D1" }, home)).toMatchObject({ incoming: { place: null } })
    expect(parse({ ...command, channel_name: "privategroup" }, home)).toMatchObject({
      incoming: { place: { key: "CTEAM", name: "CTEAM" } },
    })
  })
  test("the bot's own mention is taken out, another's stays", () => {
    const event = messageEvent({ user: "UBEN", text: "x", channel: "CTEAM" })
    event.event.text = "<@UBOT> settings manager add <@U77|ann>"
    expect(textOf(parse(event, home))).toBe("settings manager add @U77")
  })
  test("a mention in a personal chat comes as a message too, and is heard once", () => {
    const event = messageEvent({ user: "UBEN", text: "help", channel: "CTEAM" })
    event.event.channel = "D1"
    expect(parse(event, home)).toEqual({ type: "ignored" })
  })
  test("a writer of another organisation in a shared channel is not heard", () => {
    const event = messageEvent({ user: "UFAR", text: "help", channel: "CTEAM" })
    Object.assign(event.event, { user_team: "T99" })
    expect(parse(event, home)).toMatchObject({ type: "refused", because: "foreign" })
  })
  test("an event of a shared channel counts as ours where Slack says it is for us", () => {
    const event = { ...messageEvent({ user: "UBEN", text: "help", channel: "CTEAM" }), team_id: "T99" }
    expect(parse(event, home)).toEqual({ type: "ignored" })
    expect(parse({ ...event, authorizations: [{ team_id: "T01" }] }, home).type).toBe("heard")
  })
})

describe("buttons and forms", () => {
  test("a button's command comes back word for word, with its own id", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 300 }), (text) => {
        const [button] = drawButton({ label: "x", text, style: "plain", once: "abcdefgh" }, 4)
        const { value, action_id } = button ?? { value: "", action_id: "" }
        expect(textOf(parse(press({ value, actionId: action_id }), home))).toBe(`${text} ~abcdefgh`)
      }),
    )
  })
  test("whatever is typed into a form stays one value: no quote, no line, no button's id of its own", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (value) => {
        const text = fillIn('question "{value}" ~abcdefgh', value)
        expect(text).toMatch(/^question "[^"\n“”„«»~]*" ~abcdefgh$/u)
      }),
    )
  })
  test("typed replacement patterns mean nothing", () => {
    expect(fillIn("log {value}", "$& $1 {value}")).toBe("log $& $1 {value}")
  })
  test.each([
    ["text", { value: "12,5" }, "log 12,5"],
    ["one of a few", { selected_option: { value: "a" } }, "log a"],
    ["several", { selected_options: [{ value: "a" }, { value: "c" }] }, "log a,c"],
    ["nothing", { value: null, selected_option: null }, "log "],
  ])("%s comes back as the command's value", (_, given, text) => {
    const state = { [fieldId(12, "f")]: { value: given }, [fieldId(1, "g")]: { value: { value: "other" } } }
    expect(textOf(parse(press({ value: "log {value}", actionId: submitId(12), state }), home))).toBe(text)
  })
  test("the parser finds the field under the very ids that were drawn", () => {
    const field = { kind: "number", label: "km" } as const
    const form = {
      type: "form",
      id: "log-1",
      field,
      text: "log {value}",
      submit: "ok",
      once: "abcd",
    } as const
    const [input, actions] = fieldBlocks(form, 7)
    if (input?.type !== "input" || actions?.type !== "actions") throw new Error("not drawn")
    const [button] = actions.elements
    const state = { [input.block_id]: { [input.element.action_id]: { value: "3" } } }
    const back = press({ value: button?.value ?? "", actionId: button?.action_id ?? "", state })
    expect(textOf(parse(back, home))).toBe("log 3 ~abcd")
  })
  test("an old button, one without a value and a stranger's action are unknown, never heard", () => {
    for (const q of [{ actionId: "join" }, { value: "" }, { actionId: "say.1x" }]) {
      expect(parse(press(q), home)).toMatchObject({ type: "refused", because: "unknown" })
    }
  })
})

function pathsOf(body: object, at: string[] = []): string[][] {
  return Object.entries(body).flatMap(([key, value]) => [
    [...at, key],
    ...(typeof value === "object" && value !== null ? pathsOf(value, [...at, key]) : []),
  ])
}

function spoilt(body: object, [key = "", ...rest]: string[], value: unknown): object {
  const copy = (Array.isArray(body) ? [...body] : { ...body }) as Record<string, unknown>
  copy[key] = rest.length === 0 ? value : spoilt(copy[key] as object, rest, value)
  return copy
}
