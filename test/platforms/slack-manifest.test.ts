import { existsSync, readdirSync, readFileSync } from "node:fs"
import { Ajv } from "ajv"
import { describe, expect, test } from "vitest"
import { parse as parseYaml } from "yaml"
import { z } from "zod"
import { commands, events, methods, scopes } from "../../adapters/slack/surface.ts"

const list = z.array(z.string())
const manifestShape = z.object({
  features: z
    .object({
      app_home: z.object({ home_tab_enabled: z.boolean(), messages_tab_enabled: z.boolean() }).loose(),
      slash_commands: z.array(
        z
          .object({ command: z.string(), url: z.url(), usage_hint: z.string(), should_escape: z.boolean() })
          .loose(),
      ),
    })
    .loose(),
  oauth_config: z.object({ scopes: z.object({ bot: list }).strict() }),
  settings: z
    .object({
      event_subscriptions: z.object({ request_url: z.url(), bot_events: list }),
      interactivity: z.object({ is_enabled: z.boolean(), request_url: z.url() }),
      socket_mode_enabled: z.boolean(),
    })
    .loose(),
})
const raw: unknown = parseYaml(readFileSync("manifest.yml", "utf8"))
const manifest = manifestShape.parse(raw)

describe("the manifest asks for what the code uses, and for nothing else", () => {
  test("commands", () => {
    expect(manifest.features.slash_commands.map((it) => it.command).sort()).toEqual([...commands].sort())
  })
  test("scopes", () => {
    expect([...manifest.oauth_config.scopes.bot].sort()).toEqual(scopes)
  })
  test("events", () => {
    expect([...manifest.settings.event_subscriptions.bot_events].sort()).toEqual(Object.keys(events).sort())
  })
  test("every Web API method in the code stands in the table of methods, and the other way round", () => {
    expect([...methodsIn(sources())].sort()).toEqual(Object.keys(methods).sort())
  })
  test("every event that the code reads stands in the table of events", () => {
    const parser = readFileSync("adapters/slack/parse.ts", "utf8")
    const read = [...parser.matchAll(/event\.type [!=]== "(\w+)"/g)].map((match) => match[1])
    const names = Object.keys(events).map((name) => name.split(".")[0])
    expect([...new Set(read)].sort()).toEqual([...new Set(names)].sort())
  })
  test("buttons, the Home tab and the personal chat are on", () => {
    expect(manifest.settings.interactivity.is_enabled).toBe(true)
    expect(manifest.features.app_home).toMatchObject({ home_tab_enabled: true, messages_tab_enabled: true })
  })
  test("all addresses lead to the one route that listens, on the one host to replace", () => {
    const urls = [
      ...manifest.features.slash_commands.map((it) => it.url),
      manifest.settings.event_subscriptions.request_url,
      manifest.settings.interactivity.request_url,
    ]
    expect(new Set(urls)).toEqual(new Set(["https://draagvlak.example.com/slack/events"]))
  })
  test("a mention in a command comes with the person's id, so that a manager can be named", () => {
    for (const command of manifest.features.slash_commands) expect(command.should_escape).toBe(true)
  })
})

describe("Slack's own schema", () => {
  const file = "../shared/oracles/slack/manifest.schema.2.0.0.json"
  test.skipIf(!existsSync(file))(`holds the manifest (needs ${file})`, () => {
    // Slack's schema uses words of its own ("regex"), so ajv is not strict about the schema itself.
    const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true })
    const valid = ajv.compile(JSON.parse(readFileSync(file, "utf8")))
    valid(raw)
    expect(valid.errors ?? []).toEqual([])
    expect(valid({ ...(raw as object), planted: true })).toBe(false)
  })
})

test("the search for methods finds a planted one", () => {
  expect(methodsIn("await client.files.upload({})")).toEqual(new Set(["files.upload"]))
})

function sources(): string {
  const folder = "adapters/slack"
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(`${folder}/${name}`, "utf8"))
    .join("\n")
}

/** Called with the bot's token; `apps.connections.open` goes with the app-level token, which has scopes of its own. */
function methodsIn(code: string): Set<string> {
  return new Set(
    [...code.matchAll(/client\.(auth|users|conversations|chat|views|files|team|reactions)\.(\w+)\(/g)].map(
      (match) => `${match[1]}.${match[2]}`,
    ),
  )
}
