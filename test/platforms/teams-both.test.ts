/** Slack and Teams in one process, as an operator starts them; and the Agents Playground, where nobody signs. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { request } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { readSettings } from "../../adapters/config.ts"
import { doctor } from "../../adapters/doctor.ts"
import { type Started, start } from "../../adapters/start.ts"
import { openFakeSlack, bot as slackBot } from "../support/fake-slack.ts"
import { ana, appId, ben, channel, openFakeTeams, tenant, visible } from "../support/fake-teams.ts"
import { base, placeFields } from "../support/teams-world.ts"

const quiet = { info() {}, warn() {}, error() {} }
const folder = mkdtempSync(join(tmpdir(), "draagvlak-both-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function settings(env: Record<string, string>) {
  const read = readSettings({ PORT: "0", DATA_DIR: folder, DEFAULT_LANGUAGE: "en", ...env })
  if (read.type === "problems") throw new Error(read.problems.join("\n"))
  return read.settings
}
const run = (env: Record<string, string>) => start({ settings: settings(env), log: quiet, say: () => {} })

describe("Slack and Teams in one process", () => {
  let slack: Awaited<ReturnType<typeof openFakeSlack>>
  let teams: Awaited<ReturnType<typeof openFakeTeams>>
  let started: Started
  let env: Record<string, string>
  beforeAll(async () => {
    slack = await openFakeSlack()
    teams = await openFakeTeams()
    env = {
      SLACK_BOT_TOKEN: slackBot.token,
      SLACK_SIGNING_SECRET: "8f742231b10e8888abcd99yyyzzz85a5",
      SLACK_API_URL: slack.apiUrl,
      MICROSOFT_APP_ID: appId,
      MICROSOFT_APP_PASSWORD: "never-sent-to-loopback",
      MICROSOFT_APP_TENANT_ID: tenant,
      TEAMS_OPENID_METADATA: teams.metadata,
      STEWARDS: `teams:${ana.aad}`,
    }
    started = await run(env)
  })
  afterAll(async () => {
    await started?.stop()
    await slack?.close()
    await teams?.close()
  })
  async function says(text: string, where: "personal" | "channel" = "personal", who = ana) {
    const at = "<at>Draagvlak</at>"
    const mention = where === "channel"
    const activity = base(teams.url, {
      from: { id: who.id, name: who.name, aadObjectId: who.aad },
      ...placeFields(where, who),
      text: mention ? `${at} ${text}` : text,
      entities: mention ? [{ type: "mention", text: at, mentioned: { id: `28:${appId}` } }] : [],
    })
    return deliver(activity)
  }
  async function deliver(activity: object): Promise<number> {
    const response = await fetch(`${started.url}/api/messages`, {
      method: "POST",
      body: JSON.stringify(activity),
      headers: { authorization: `Bearer ${await teams.token()}` },
    })
    return response.status
  }

  test("each has a ledger of its own, and both answer", async () => {
    expect(
      readdirSync(folder)
        .filter((name) => /^(slack|teams)-/.test(name))
        .sort(),
    ).toEqual([expect.stringMatching(/^slack-T/), `teams-${tenant}`])
    expect(await says("help")).toBe(200)
    expect(visible(teams.chat(ana.id))).toContain("What can you do here")
    expect((await fetch(`${started.url}/slack/events`, { method: "POST", body: "x" })).status).toBe(401)
    expect((await fetch(`${started.url}/readyz`)).status).toBe(200)
  })
  test("only the steward named for Teams runs the programme there, and the channel hears of it by the outbox", async () => {
    expect(await says("here", "channel", ben)).toBe(200)
    expect(visible(teams.conversations.get(channel.id) ?? [])).toBe("")
    expect(await says("here", "channel")).toBe(200)
    await expect.poll(() => visible(teams.conversations.get(channel.id) ?? [])).toContain("I am Draagvlak")
  })
  test("who is in a team with the bot is counted from the first word there on", async () => {
    const listed = async () => {
      await says("settings")
      return visible(teams.chat(ana.id))
    }
    await expect.poll(listed).toMatch(/On the list now\n2\b/)
  })
  test("the same activity three times counts once, also at the same moment", async () => {
    await says("challenge start planet-bike-commute", "channel")
    const activity = base(teams.url, { text: "challenge log planet-bike-commute 12,5" })
    const statuses = await Promise.all([1, 2, 3].map(() => deliver(activity)))
    expect([...statuses, await deliver(activity)]).toEqual([200, 200, 200, 200])
    teams.chat(ana.id).length = 0
    await says("me")
    expect(visible(teams.chat(ana.id))).toMatch(/12\.5\s?km/)
    expect(visible(teams.chat(ana.id))).not.toMatch(/(25|37\.5|50)\s?km/)
  })
  test("no token of ours went to this machine", () => {
    expect(teams.calls.length).toBeGreaterThan(2)
    expect(teams.calls.filter((call) => call.authorization)).toEqual([])
  })
  test("the doctor looks at both, and says that Teams wants https", async () => {
    const said: string[] = []
    await doctor(settings(env), (line) => void said.push(line))
    expect(said.join("\n")).toContain("ok     Slack workspace")
    expect(said.join("\n")).toMatch(/ok {5}Teams registration: app 1{8}/)
    expect(said.join("\n")).toContain("ok     Teams key server: answers")
    expect(said.join("\n")).toMatch(/WRONG {2}Teams messaging endpoint: http:.*\n.*set PUBLIC_URL/)
    expect(said.join("\n")).not.toContain("never-sent-to-loopback")
  })
})

describe("the Agents Playground, where nobody signs", () => {
  let teams: Awaited<ReturnType<typeof openFakeTeams>>
  let started: Started
  beforeAll(async () => {
    teams = await openFakeTeams()
    started = await run({ TEAMS_ALLOW_ANONYMOUS: "1", STEWARDS: `teams:${ana.aad}` })
  })
  afterAll(async () => {
    await started?.stop()
    await teams?.close()
  })
  /** By hand, because fetch sets Host itself. */
  function post(headers: Record<string, string>, more: object = {}): Promise<number> {
    const body = JSON.stringify(base(teams.url, more))
    return new Promise((resolve, reject) => {
      const call = request(
        `${started.url.replace("localhost", "127.0.0.1")}/api/messages`,
        { method: "POST", headers },
        (response) => {
          response.resume()
          resolve(response.statusCode ?? 0)
        },
      )
      call.once("error", reject)
      call.end(body)
    })
  }
  test("this machine itself is heard", async () => {
    expect(await post({})).toBe(200)
    expect(visible(teams.chat(ana.id))).toContain("What can you do here")
  })
  test.each([
    ["through a tunnel", { "x-forwarded-for": "203.0.113.9" }],
    ["through a proxy", { forwarded: "for=203.0.113.9" }],
    ["under a name that was bent to this machine", { host: "evil.example" }],
  ])("what comes %s is not", async (_, headers) => {
    expect(await post(headers)).toBe(403)
  })
  test("answers go to this machine only", async () => {
    for (const serviceUrl of [
      "https://evil.example/",
      "https://smba.trafficmanager.net/emea/",
      "http://10.0.0.1/",
    ])
      expect(await post({}, { serviceUrl })).toBe(403)
  })
})
