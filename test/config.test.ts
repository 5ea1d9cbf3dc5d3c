import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type Env, readSettings, settingNames } from "../adapters/config.ts"

const key = Buffer.alloc(32, 7).toString("base64")
const http = { SLACK_BOT_TOKEN: "xoxb-1-2-abc", SLACK_SIGNING_SECRET: "8f742231b10e8888abcd99yyyzzz85a5" }

function settings(env: Env) {
  const read = readSettings(env)
  if (read.type === "problems") throw new Error(read.problems.join("\n"))
  return read.settings
}
function problems(env: Env): string[] {
  const read = readSettings(env)
  return read.type === "problems" ? read.problems : []
}

describe("an operator's settings", () => {
  test("with nothing set the product runs by itself: the demo, on loopback, in Dutch", () => {
    expect(settings({})).toEqual({
      port: 3000,
      host: "127.0.0.1",
      publicUrl: "http://localhost:3000",
      dataDir: "./data",
      secretKey: null,
      slack: null,
      teams: null,
      stewards: [{ platform: "web", key: "demo/chadia" }],
      language: "nl",
      timeZone: "Europe/Amsterdam",
      minGroup: 10,
      rosterFile: null,
      retentionDays: 120,
      clockStart: null,
      logLevel: "info",
      production: false,
      metricsToken: null,
    })
  })

  test("NAME= in .env means not set, and spaces around a value are no part of it", () => {
    const empty = Object.fromEntries(settingNames.map((name) => [name, " "]))
    expect(readSettings(empty)).toEqual(readSettings({}))
    expect(settings({ PORT: " 8080 " }).port).toBe(8080)
  })

  test("each setting that is given is used", () => {
    const all = settings({
      ...http,
      PORT: "0",
      HOST: "0.0.0.0",
      PUBLIC_URL: "https://csr.example.nl/",
      DATA_DIR: "/var/lib/draagvlak",
      SECRET_KEY: key,
      SLACK_APP_TOKEN: "xapp-1-A1-2-c",
      SLACK_API_URL: "http://127.0.0.1:4003/api",
      STEWARDS: "slack:T01/U01, slack:U02",
      DEFAULT_LANGUAGE: "en",
      DEFAULT_TIME_ZONE: "Europe/London",
      MIN_GROUP: "5",
      ROSTER_FILE: "roster.csv",
      RETENTION_DAYS: "100",
      CLOCK_START: "2026-11-27T14:59:50+01:00",
      LOG_LEVEL: "warn",
      METRICS_TOKEN: "a-token-for-monitoring",
      NODE_ENV: "test",
    })
    expect(all).toEqual({
      port: 0,
      host: "0.0.0.0",
      publicUrl: "https://csr.example.nl",
      dataDir: "/var/lib/draagvlak",
      secretKey: key,
      slack: {
        botToken: http.SLACK_BOT_TOKEN,
        signingSecret: http.SLACK_SIGNING_SECRET,
        appToken: "xapp-1-A1-2-c",
        apiUrl: "http://127.0.0.1:4003/api/",
      },
      teams: null,
      stewards: [
        { platform: "slack", key: "T01/U01" },
        { platform: "slack", key: "U02" },
      ],
      language: "en",
      timeZone: "Europe/London",
      minGroup: 5,
      rosterFile: "roster.csv",
      retentionDays: 100,
      clockStart: Date.parse("2026-11-27T13:59:50Z"),
      logLevel: "warn",
      production: false,
      metricsToken: "a-token-for-monitoring",
    })
  })

  test("with Slack and no STEWARDS the workspace's owners are asked for, not the demo's steward", () => {
    expect(settings(http).stewards).toEqual([])
    expect(settings({ STEWARDS: "web:demo/daan" }).stewards).toEqual([{ platform: "web", key: "demo/daan" }])
  })

  test("NODE_ENV=production is told", () => {
    expect(settings({ NODE_ENV: "production" }).production).toBe(true)
  })

  test.each([
    ["PORT", ["-1", "65536", "80a", "1e3", "3.5"]],
    ["HOST", ["a b", "http://x", "x/y"]],
    [
      "PUBLIC_URL",
      ["csr.example.nl", "ftp://x", "https://x/path", "https://a:b@x", "https://x?y", "javascript:1"],
    ],
    [
      "SECRET_KEY",
      ["short", Buffer.alloc(31).toString("base64"), `${key}=`, Buffer.alloc(33).toString("base64")],
    ],
    ["SLACK_SIGNING_SECRET", ["x", "with space in it"]],
    ["SLACK_BOT_TOKEN", ["xoxp-1", "token"]],
    ["SLACK_APP_TOKEN", ["xoxb-1", "token"]],
    ["SLACK_API_URL", ["http://slack.example/api/", "slack.com", "https://a:b@slack.com/api/"]],
    ["STEWARDS", ["U01", "slack:", "slack:U01,", "slack:u 1", "teams:x/y", "web:other/ana", "irc:U01"]],
    ["DEFAULT_LANGUAGE", ["NL", "fr"]],
    ["DEFAULT_TIME_ZONE", ["Europe/Nergens", "+01:00", "CET+1 "]],
    ["MIN_GROUP", ["4", "0", "-10", "ten", "1001"]],
    ["RETENTION_DAYS", ["99", "3651", "1.5"]],
    ["CLOCK_START", ["2026-11-27", "2026-11-27T14:59:50", "now"]],
    ["LOG_LEVEL", ["INFO", "verbose"]],
    ["NODE_ENV", ["prod", "Production"]],
  ])("a wrong %s is refused by its name and with what to do", (name, wrong) => {
    for (const value of wrong) {
      const told = problems({ ...http, [name]: value })
      expect(told, value).toHaveLength(1)
      expect(told[0]).toMatch(new RegExp(`^${name} (is|does not look right).*: (give|copy) `))
    }
  })

  test("all problems are told at once, those between settings too", () => {
    const told = problems({
      PORT: "x",
      MIN_GROUP: "2",
      SLACK_SIGNING_SECRET: http.SLACK_SIGNING_SECRET,
      DATABASE_URL: "postgres://x",
      CLOCK_START: "2026-11-27T14:59:50+01:00",
      NODE_ENV: "production",
    })
    expect(told.map((p) => p.split(" ")[0]).sort()).toEqual(
      ["CLOCK_START", "DATABASE_URL", "MIN_GROUP", "PORT", "SLACK_BOT_TOKEN"].sort(),
    )
  })

  test("a bot token without any way in is a problem", () => {
    expect(problems({ SLACK_BOT_TOKEN: "xoxb-1" }).join()).toContain("SLACK_APP_TOKEN (Socket Mode) or")
  })

  test.each([
    { SLACK_SIGNING_SECRET: http.SLACK_SIGNING_SECRET },
    { SLACK_APP_TOKEN: "xapp-1" },
    { SLACK_API_URL: "http://127.0.0.1/" },
  ])("Slack settings without the bot token never mean quietly no Slack: %o", (env) =>
    expect(problems(env).join()).toContain("SLACK_BOT_TOKEN is missing"),
  )

  test.each(["DATABASE_URL", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"])(
    "%s is told to be not served yet, instead of doing nothing",
    (name) => {
      expect(problems({ [name]: "1" })).toEqual([
        expect.stringContaining(`${name} is not served by this release yet`),
      ])
    },
  )

  test("no problem repeats a secret", () => {
    const secrets = fc.string({ minLength: 12 }).filter((s) => s.trim().length >= 12)
    fc.assert(
      fc.property(
        fc.constantFrom("SECRET_KEY", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"),
        secrets,
        (name, value) => {
          expect(problems({ [name]: value }).join("\n")).not.toContain(value.trim())
        },
      ),
    )
  })

  test("any environment gives settings or problems, never an exception", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 50 }),
      fc.constantFrom("toString", "constructor:x"),
    )
    const env = fc.dictionary(fc.constantFrom(...settingNames), text)
    fc.assert(
      fc.property(env, (e) => {
        expect(["settings", "problems"]).toContain(readSettings(e).type)
      }),
    )
  })
})
