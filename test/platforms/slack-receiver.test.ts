import fc from "fast-check"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { limits } from "../../adapters/slack/limits.ts"
import { slackWords } from "../../adapters/slack/words.ts"
import type { Answer, Hear, Incoming } from "../../src/app/ports.ts"
import { card } from "../contract/platform.ts"
import { visible } from "../support/fake-slack.ts"
import { commandOf, messageEvent, openSlackWorld, pressOf, type SlackWorld } from "../support/slack-world.ts"

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
const say = (text = "today") => commandOf({ user: "UBEN", text })
/** What came by that response_url, once something did. */
async function responded(id: string) {
  await expect.poll(() => world.fake.responses.get(id)).toBeDefined()
  return world.fake.responses.get(id)
}
const responseUrl = (id: string) => `${world.fake.origin}/response/${id}`

describe("who may speak", () => {
  test("a forged signature gets 401 and is not heard", async () => {
    const posted = await world.command(say(), { secret: "another secret" })
    expect(posted.status).toBe(401)
    expect(heard).toEqual([])
  })
  test("a signature of six minutes ago gets 401", async () => {
    expect((await world.command(say(), { ageSeconds: 360 })).status).toBe(401)
    expect(heard).toEqual([])
  })
  test("a body over the limit gets 413, and nobody reads it", async () => {
    const posted = await world.command(say("x".repeat(limits.bodyBytesMax)))
    expect(posted.status).toBe(413)
    expect(heard).toEqual([])
  })
  test("other methods and paths are refused", async () => {
    expect((await fetch(world.url)).status).toBe(405)
    expect((await fetch(`${world.url}/x`, { method: "POST" })).status).toBe(404)
  })
  test("Slack's question whether the address is ours is answered", async () => {
    const posted = await world.event({ type: "url_verification", challenge: "c1" })
    expect(JSON.parse(posted.text)).toEqual({ challenge: "c1" })
  })
  test("another workspace's command is answered and not heard", async () => {
    const posted = await world.command({ ...say(), team_id: "T99" })
    expect(JSON.parse(posted.text).text).toBe(slackWords.workspace.en)
    expect(heard).toEqual([])
  })
  test("someone of another organisation is told kindly, beside the public message", async () => {
    const press = pressOf({
      user: "UFAR",
      value: "poll vote p1 a",
      responseUrl: responseUrl("far"),
      private: false,
      team: "T99",
    })
    expect((await world.press(press)).status).toBe(200)
    expect(heard).toEqual([])
    expect(await responded("far")).toMatchObject([
      { replace_original: false, response_type: "ephemeral", text: slackWords.foreign.nl },
    ])
  })
})

describe("what cannot be read", () => {
  test.each(["null", "5", '"x"', "[]", "{}", "{", "", '{"type":"block_actions"}', '{"command":{}}'])(
    "signed %s gets 400 at once",
    async (raw) => {
      const posted = await world.post(raw, "application/json")
      expect(posted.status).toBe(400)
      expect(posted.ms).toBeLessThan(1_000)
    },
  )
  test("signed payload=null gets 400", async () => {
    expect((await world.post("payload=null", "application/x-www-form-urlencoded")).status).toBe(400)
  })
  test("a signed event without its parts gets 400, and Slack need not send it again", async () => {
    const posted = await world.event({ type: "event_callback", event_id: "Ev1", team_id: "T01", event: {} })
    expect(posted.status).toBe(400)
    expect(posted.headers.get("x-slack-no-retry")).toBe("1")
  })
  test("whatever signed JSON comes, an answer comes and the next command is heard", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (body) => {
        const posted = await world.event(body as object)
        expect(posted.status).toBeLessThan(500)
      }),
      { numRuns: 60 },
    )
    expect((await world.command(say())).status).toBe(200)
  })
})

describe("commands and presses", () => {
  test("a command is acknowledged with the answer, for that person alone", async () => {
    const posted = await world.command(say("today"))
    expect(posted.status).toBe(200)
    const body = JSON.parse(posted.text)
    expect(body.response_type).toBe("ephemeral")
    expect(visible(body.blocks)).toContain("heard today")
    expect(heard[0]).toMatchObject({
      via: "command",
      actor: { language: "en", timeZone: "Europe/Amsterdam" },
    })
  })
  test("a press on a private card replaces it", async () => {
    await world.press(pressOf({ ...pressed, private: true, responseUrl: responseUrl("r1") }))
    expect(heard[0]).toMatchObject({ text: "challenge join c1 ~abcdefgh", via: "press" })
    expect(await responded("r1")).toMatchObject([{ replace_original: true }])
  })
  test("a press on a public card answers beside it and never replaces it", async () => {
    await world.press(pressOf({ ...pressed, private: false, responseUrl: responseUrl("r2") }))
    expect(await responded("r2")).toMatchObject([{ replace_original: false, response_type: "ephemeral" }])
  })
  test("a press is acknowledged only after it was kept", async () => {
    let kept = false
    reply = async () => {
      await new Promise((resolve) => setImmediate(resolve))
      kept = true
      return answer("done")
    }
    await world.press(pressOf({ ...pressed, private: true, responseUrl: responseUrl("r3") }))
    expect(kept).toBe(true)
  })
  test("the same press sent again has the same delivery id", async () => {
    const press = pressOf({ ...pressed, private: true, responseUrl: responseUrl("r4") })
    await world.press(press)
    await world.press(press)
    expect(heard[1]?.delivery).toBe(heard[0]?.delivery)
  })
  test("what takes long is answered with 'busy' in 3 s, and finished by response_url", async () => {
    let finish = () => {}
    reply = () =>
      new Promise((resolve) => {
        finish = () => resolve(answer("at last"))
      })
    const posted = await world.command({ ...say(), response_url: responseUrl("slow") })
    expect(posted.ms).toBeLessThan(3_000)
    expect(JSON.parse(posted.text).text).toBe(slackWords.busy.en)
    expect(world.fake.responses.get("slow")).toBeUndefined()
    finish()
    await expect.poll(() => visible(world.fake.responses.get("slow"))).toContain("at last")
  })
  test("a press that takes long says so, and then replaces the private card", async () => {
    let finish = () => {}
    reply = () =>
      new Promise((resolve) => {
        finish = () => resolve(answer("at last"))
      })
    await world.press(pressOf({ ...pressed, private: true, responseUrl: responseUrl("slow2") }))
    await expect.poll(() => world.fake.responses.get("slow2")?.length).toBe(1)
    finish()
    await expect.poll(() => world.fake.responses.get("slow2")?.length).toBe(2)
    const [busy, last] = world.fake.responses.get("slow2") ?? []
    expect(busy).toMatchObject({ text: slackWords.busy.en, replace_original: false })
    expect(last).toMatchObject({ replace_original: true })
  })
  test("a form's value takes its place in the command", async () => {
    const state = { "field.3.log": { value: { type: "plain_text_input", value: "12,5" } } }
    const value = "challenge log c1 {value} ~abcdefgh"
    await world.press(
      pressOf({
        user: "UBEN",
        value,
        actionId: "submit.3",
        responseUrl: responseUrl("f"),
        private: true,
        state,
      }),
    )
    expect(heard[0]?.text).toBe("challenge log c1 12,5 ~abcdefgh")
  })
  test.each([
    ["an unknown command", () => world.command({ ...say(), command: "/other" })],
    [
      "an unknown button",
      () =>
        world.press(pressOf({ ...pressed, actionId: "old", responseUrl: responseUrl("u"), private: true })),
    ],
    [
      "an unknown shortcut",
      () => world.press({ type: "shortcut", callback_id: "x", user: { id: "UBEN" }, trigger_id: "1" }),
    ],
    [
      "a view of another version",
      () => world.press({ type: "view_submission", view: { callback_id: "x" }, user: { id: "UBEN" } }),
    ],
  ])("%s is answered at once", async (_, send) => {
    const posted = await send()
    expect(posted.status).toBe(200)
    expect(posted.ms).toBeLessThan(1_500)
    expect(heard).toEqual([])
  })
  test("told to wait when asking who somebody is, it answers in the default language and asks no more", async () => {
    world.fake.plan("users.info", { type: "http", status: 429, headers: { "retry-after": "60" } })
    await world.command(say())
    await world.command({ ...say(), user_id: "UANA" })
    expect(heard.map((incoming) => incoming.actor.language)).toEqual([null, null])
    expect(world.fake.calls.filter((call) => call.method === "users.info")).toHaveLength(1)
  })
  test("who somebody is gets asked once", async () => {
    await world.command(say())
    await world.command(say())
    expect(world.fake.calls.filter((call) => call.method === "users.info")).toHaveLength(1)
  })
  test("a fault while hearing is answered with an apology in the person's language", async () => {
    reply = async () => {
      throw new Error("planted")
    }
    const posted = await world.command(say())
    expect(posted.status).toBe(200)
    expect(JSON.parse(posted.text).text).toBe(slackWords.apology.en)
  })
})

test("nothing that a person wrote, and nothing secret, comes into the log", async () => {
  reply = async () => {
    throw new Error("planted")
  }
  const typed = "mysecretwords"
  await world.command(say(typed))
  await world.command(say(typed), { secret: "wrong" })
  await world.event(messageEvent({ user: "UBEN", text: typed }))
  await world.event({ type: "event_callback", event: { text: typed } })
  await world.post(`{"x":"${typed}`, "application/json")
  await world.press({ type: "block_actions", actions: [{ value: typed }] })
  expect(world.logged.length).toBeGreaterThan(2)
  for (const line of world.logged) expect(line).not.toMatch(/mysecretwords|UBEN|xoxb/)
})

const pressed = { user: "UBEN", value: "challenge join c1 ~abcdefgh" }
