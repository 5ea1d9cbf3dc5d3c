import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type Env, readSettings } from "../adapters/config.ts"

const app = "11111111-2222-3333-4444-555555555555"
const tenant = "AAAAAAAA-bbbb-cccc-dddd-eeeeeeeeeeee"
const ana = "00000000-0000-4000-8000-00000000000A"
const registered = {
  MICROSOFT_APP_ID: app,
  MICROSOFT_APP_PASSWORD: "s3cret~value.of-it",
  MICROSOFT_APP_TENANT_ID: tenant,
  STEWARDS: `teams:${ana}`,
}
const playground = { TEAMS_ALLOW_ANONYMOUS: "1", STEWARDS: `teams:${ana}` }
const microsoft = "https://login.botframework.com/v1/.well-known/openidconfiguration"

function settings(env: Env) {
  const read = readSettings(env)
  if (read.type === "problems") throw new Error(read.problems.join("\n"))
  return read.settings
}
function problems(env: Env): string[] {
  const read = readSettings(env)
  return read.type === "problems" ? read.problems : []
}

describe("an operator's settings for Teams", () => {
  test("three values of the registration and a steward make Teams", () => {
    const { teams, stewards, slack } = settings({ ...registered, PUBLIC_URL: "https://bot.example.nl" })
    const expected = { id: app, password: "s3cret~value.of-it", tenantId: tenant.toLowerCase() }
    expect(teams).toEqual({ app: expected, openIdMetadata: microsoft })
    expect(stewards).toEqual([{ platform: "teams", key: ana.toLowerCase() }])
    expect(slack).toBe(null)
  })
  test("Slack and Teams stand side by side", () => {
    const both = settings({
      ...registered,
      SLACK_BOT_TOKEN: "xoxb-1",
      SLACK_APP_TOKEN: "xapp-1",
      STEWARDS: `slack:U01,teams:${tenant}/${ana}`,
    })
    expect(both.slack).not.toBe(null)
    expect(both.teams?.app?.id).toBe(app)
    expect(both.stewards[1]?.key).toBe(`${tenant}/${ana}`.toLowerCase())
  })
  test("the Agents Playground needs no registration, and is this machine's only", () => {
    expect(settings(playground).teams).toEqual({ app: null, openIdMetadata: microsoft })
    expect(
      settings({ ...playground, PUBLIC_URL: "http://127.0.0.1:3000", HOST: "localhost" }).teams,
    ).toBeTruthy()
  })
  test.each(["MICROSOFT_APP_ID", "MICROSOFT_APP_PASSWORD", "MICROSOFT_APP_TENANT_ID"] as const)(
    "without %s it is never quietly no check, and never quietly no Teams",
    (name) => {
      for (const value of [undefined, "", "  "]) {
        const told = problems({ ...registered, [name]: value })
        expect(told).toHaveLength(1)
        expect(told[0]).toMatch(new RegExp(`^${name} is missing while .*: copy `))
      }
    },
  )
  test("another key server alone is no Teams either", () => {
    const told = problems({ TEAMS_OPENID_METADATA: "http://127.0.0.1:1/x", STEWARDS: `teams:${ana}` })
    expect(told).toHaveLength(3)
  })
  test.each([
    ["in production", { NODE_ENV: "production" }],
    ["behind a public address", { PUBLIC_URL: "https://bot.example.nl" }],
    ["on all interfaces", { HOST: "0.0.0.0" }],
    ["on the network", { HOST: "192.168.1.10" }],
  ])("what is for this machine only is refused %s", (_, where) => {
    expect(problems({ ...playground, ...where })).toEqual([
      expect.stringMatching(/^TEAMS_ALLOW_ANONYMOUS is for this machine itself only/),
    ])
    const keys = { ...registered, TEAMS_OPENID_METADATA: "http://127.0.0.1:4004/openid" }
    expect(settings(keys).teams?.openIdMetadata).toBe("http://127.0.0.1:4004/openid")
    expect(problems({ ...keys, ...where })).toEqual([
      expect.stringMatching(/^TEAMS_OPENID_METADATA is for this machine itself only/),
    ])
  })
  test("signed and unsigned at once is a problem", () => {
    expect(problems({ ...registered, ...playground }).join()).toContain("take one or the other out")
  })
  test("0 means not allowed", () => {
    expect(settings({ TEAMS_ALLOW_ANONYMOUS: "0" }).teams).toBe(null)
  })
  test("somebody must be steward, of this tenant", () => {
    const { STEWARDS: _, ...nobody } = registered
    expect(problems(nobody)).toEqual([
      expect.stringMatching(/^STEWARDS is missing somebody for Teams: give /),
    ])
    expect(problems({ ...registered, STEWARDS: "slack:U01" })).toHaveLength(1)
    const strange = `teams:99999999-bbbb-cccc-dddd-eeeeeeeeeeee/${ana}`
    expect(problems({ ...registered, STEWARDS: strange })).toEqual([
      expect.stringMatching(/^STEWARDS names somebody of another tenant: give /),
    ])
  })
  test.each([
    ["MICROSOFT_APP_ID", ["x", `${app}0`, "https://x"]],
    ["MICROSOFT_APP_PASSWORD", ["short", "with space in it"]],
    ["MICROSOFT_APP_TENANT_ID", ["contoso.onmicrosoft.com", "common"]],
    ["TEAMS_ALLOW_ANONYMOUS", ["yes", "true"]],
    [
      "TEAMS_OPENID_METADATA",
      ["https://evil.example/openid", "file:///x", "x", "http://127.0.0.1.evil.example/"],
    ],
    ["STEWARDS", ["teams:ana", `teams:${ana},`, "teams:x/y", `teams:common/${ana}`]],
  ])("a wrong %s is refused by its name and with what to do", (name, wrong) => {
    for (const value of wrong) {
      const told = problems({ ...registered, [name]: value })
      expect(told.join("\n"), value).toMatch(
        new RegExp(`^${name} (is|does not look right).*: (give|copy) `, "m"),
      )
    }
  })
  test("no problem repeats the secret", () => {
    const secrets = fc.string({ minLength: 12 }).filter((s) => s.trim().length >= 12)
    fc.assert(
      fc.property(secrets, (value) => {
        const told = problems({ ...registered, MICROSOFT_APP_ID: "", MICROSOFT_APP_PASSWORD: value })
        expect(told.join("\n")).not.toContain(value.trim())
      }),
    )
  })
})
