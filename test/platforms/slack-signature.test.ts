import { createHmac } from "node:crypto"
import { verifySlackRequest } from "@slack/bolt"
import fc from "fast-check"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { genuine, signatureAgeMaxMs } from "../../adapters/slack/signature.ts"
import { commandOf, openSlackWorld, type SlackWorld, signingSecret } from "../support/slack-world.ts"

const now = 1_800_000_000_000
const isGenuine = genuine({ signingSecret, now: () => now })
const seconds = (ms: number) => String(Math.floor(ms / 1000))
const sign = (q: { timestamp: string; body: string | Buffer; secret?: string }) =>
  `v0=${createHmac("sha256", q.secret ?? signingSecret)
    .update(`v0:${q.timestamp}:`)
    .update(q.body)
    .digest("hex")}`

function asked(q: { body?: string; timestamp?: string; signature?: string | string[] }) {
  const body = q.body ?? "command=%2Fcsr&text=today"
  const timestamp = q.timestamp ?? seconds(now)
  const signature = q.signature ?? sign({ timestamp, body })
  const headers = { "x-slack-request-timestamp": timestamp, "x-slack-signature": signature as string }
  return { headers, body: Buffer.from(body) }
}

describe("what Slack signed is genuine, and nothing else is", () => {
  test("as Slack's own example has it", () => {
    const body =
      "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    const signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    const then = genuine({ signingSecret, now: () => 1_531_420_618_000 })
    expect(then(asked({ body, timestamp: "1531420618", signature }))).toBe(true)
    expect(then(asked({ body: `${body}x`, timestamp: "1531420618", signature }))).toBe(false)
  })
  test("bytes that are no text are signed as bytes", () => {
    const body = Buffer.from([0xff, 0x00, 0xc3, 0x28])
    const timestamp = seconds(now)
    const headers = {
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": sign({ timestamp, body }),
    }
    expect(isGenuine({ headers, body })).toBe(true)
    expect(isGenuine({ headers, body: Buffer.from(body.toString("utf8")) })).toBe(false)
  })
  test("until five minutes later", () => {
    const oldest = seconds(now - signatureAgeMaxMs)
    expect(isGenuine(asked({ timestamp: oldest }))).toBe(true)
    expect(isGenuine(asked({ timestamp: String(Number(oldest) - 1) }))).toBe(false)
  })
  const right = asked({}).headers["x-slack-signature"]
  test.each([
    ["none", undefined],
    ["an empty one", ""],
    ["another secret's", sign({ timestamp: seconds(now), body: "command=%2Fcsr&text=today", secret: "x" })],
    ["a cut one", right.slice(0, -1)],
    ["a longer one", `${right}0`],
    ["two in one header", `${right}, ${right}`],
    ["another version's", right.replace("v0", "v1")],
    ["one without a version", right.slice(3)],
    ["one in capitals", right.toUpperCase()],
    ["one that is no hex", `v0=${"g".repeat(64)}`],
    ["one for another moment", sign({ timestamp: "1799999999", body: "command=%2Fcsr&text=today" })],
  ])("a signature that is %s is not", (_, signature) => {
    const { headers, body } = asked({})
    const given = { "x-slack-request-timestamp": headers["x-slack-request-timestamp"] }
    expect(isGenuine({ headers: { ...given, "x-slack-signature": signature }, body })).toBe(false)
  })
  test.each(["", "NaN", "Infinity", "1e12", "-1", " 1800000000", "1800000000.5", "0x6b49d200"])(
    "signed for the moment %j is not",
    (timestamp) => expect(isGenuine(asked({ timestamp }))).toBe(false),
  )
  test("it never lets in what Bolt's own check keeps out", () => {
    const hex = fc.constantFrom(..."0123456789abcdef")
    fc.assert(
      fc.property(
        fc.record({
          body: fc.string({ unit: "binary" }),
          ageSeconds: fc.integer({ min: -400, max: 400 }),
          secret: fc.constantFrom(signingSecret, "another"),
          at: fc.option(fc.nat(63), { nil: null }),
          by: hex,
        }),
        ({ body, ageSeconds, secret, at, by }) => {
          const timestamp = String(Number(seconds(now)) - ageSeconds)
          const honest = sign({ timestamp, body, secret })
          const signature = at === null ? honest : honest.slice(0, 3 + at) + by + honest.slice(4 + at)
          const headers = {
            "x-slack-signature": signature,
            "x-slack-request-timestamp": Number(timestamp),
          }
          expect(isGenuine(asked({ body, timestamp, signature }))).toBe(
            bolt({ signingSecret, body, headers, nowMilliseconds: now }),
          )
        },
      ),
      { numRuns: 500 },
    )
  })
})

function bolt(q: Parameters<typeof verifySlackRequest>[0]): boolean {
  try {
    verifySlackRequest(q)
    return true
  } catch {
    return false
  }
}

describe("before anything is read", () => {
  let world: SlackWorld
  let heard = 0
  beforeEach(async () => {
    heard = 0
    world = await openSlackWorld(async () => {
      heard++
      throw new Error("nobody was to be heard")
    })
  })
  afterEach(() => world.close())
  const form = "application/x-www-form-urlencoded"
  const forged = { secret: "another secret" }

  test.each(["null", "payload=null", "{", "", "x".repeat(10_000)])(
    "unsigned %.20s gets 401, whatever it is",
    async (raw) => {
      expect((await world.post(raw, form, forged)).status).toBe(401)
      expect((await world.post(raw, "application/json", forged)).status).toBe(401)
    },
  )
  test("Slack's question whether somebody is there is answered unsigned, and carries nothing in", async () => {
    const command = new URLSearchParams(commandOf({ user: "UBEN", text: "today" })).toString()
    expect((await world.post(`token=x&ssl_check=1`, form, forged)).status).toBe(200)
    expect((await world.post(`${command}&ssl_check=1`, form, forged)).status).toBe(200)
    expect((await world.post(`${command}&text=ssl_check%3D1`, form, forged)).status).toBe(401)
    expect(heard).toBe(0)
  })
})
