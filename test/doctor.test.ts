import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it, test } from "vitest"
import { type Env, readSettings, type Settings } from "../adapters/config.ts"
import { doctor } from "../adapters/doctor.ts"
import { checkNode, checkPublicUrl } from "../adapters/doctor-machine.ts"
import { sizeOf, smallOrganisations } from "../adapters/doctor-people.ts"
import { openLowdbStore } from "../adapters/lowdb/index.ts"
import { scopes } from "../adapters/slack/surface.ts"
import { readSecretKey } from "../adapters/system.ts"
import { words } from "./report/office.ts"
import { openFakeSlack, visible } from "./support/fake-slack.ts"

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "doctor-"))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const key = Buffer.alloc(32, 7).toString("base64")
const otherKey = Buffer.alloc(32, 8).toString("base64")

function settingsOf(env: Env): Settings {
  const read = readSettings({ DATA_DIR: folder, ...env })
  if (read.type === "problems") throw new Error(read.problems.join("\n"))
  return read.settings
}

/** What it said, and how it ended. */
async function examine(env: Env = {}): Promise<{ code: number; said: string }> {
  const lines: string[] = []
  const code = await doctor(settingsOf(env), (line) => lines.push(line))
  return { code, said: lines.join("\n") }
}

describe("with nothing configured", () => {
  it("finds nothing in the way of the demo, and says how fast the disk is", async () => {
    const { code, said } = await examine()
    expect(said).toMatch(/ok {5}Data folder: .*a write with fsync takes \d+\.\d ms/)
    expect(said).toMatch(/ok {5}Node: \d/)
    expect(said).toContain("ok     Time zones: Europe/Amsterdam")
    expect(said).toMatch(/ok {5}Content: \d+ challenges/)
    expect(said).toContain("npm start opens the demo")
    expect(said).not.toContain("WRONG")
    expect(code).toBe(0)
  })
  it("leaves the data folder as it was, and makes no key of its own accord", async () => {
    const { said } = await examine()
    expect(readdirSync(folder)).toEqual([])
    expect(said).toContain("note   SECRET_KEY: not set; the first start makes")
  })
  it("makes a missing data folder, as a start would", async () => {
    const { code } = await examine({ DATA_DIR: join(folder, "a", "b") })
    expect(code).toBe(0)
    expect(existsSync(join(folder, "a", "b"))).toBe(true)
  })
  it("says so where a file stands in the folder's place", async () => {
    writeFileSync(join(folder, "data"), "x")
    const { code, said } = await examine({ DATA_DIR: join(folder, "data") })
    expect(said).toMatch(/WRONG {2}Data folder: .*cannot be written \(EEXIST\)/)
    expect(said).toContain("set DATA_DIR to a folder")
    expect(said).toContain("1 thing is wrong.")
    expect(code).toBe(1)
  })
  it("says that the bot is running, or that the ledger is free", async () => {
    const store = await openLowdbStore({ folder: join(folder, "demo") })
    expect((await examine()).said).toContain("note   Ledger demo: in use: the bot is running")
    await store.close()
    expect((await examine()).said).toContain("ok     Ledger demo: free")
    // And it let the lock go.
    await (await openLowdbStore({ folder: join(folder, "demo") })).close()
  })
  it("tells a broken lock from a bot that runs", async () => {
    mkdirSync(join(folder, "demo", "lock.db"), { recursive: true })
    const { code, said } = await examine()
    expect(said).toContain("WRONG  Ledger demo: its lock cannot be opened")
    expect(code).toBe(1)
  })
})

describe("the secret key", () => {
  it("is best outside the data", async () => {
    expect((await examine({ SECRET_KEY: key })).said).toContain("ok     SECRET_KEY: from the environment")
    readSecretKey(folder)
    const { code, said } = await examine()
    expect(said).toMatch(/note {3}SECRET_KEY: in .*secret\.key, beside what it seals/)
    expect(said).toContain("put what it holds into the environment as SECRET_KEY")
    expect(code).toBe(0)
  })
  it.skipIf(process.platform === "win32")("must not be readable by others", async () => {
    readSecretKey(folder)
    chmodSync(join(folder, "secret.key"), 0o644)
    const { code, said } = await examine()
    expect(said).toMatch(/WRONG {2}SECRET_KEY: .*can be read by others/)
    expect(code).toBe(1)
  })
  it("must be the one that sealed the data", async () => {
    writeFileSync(join(folder, "secret.key"), `${key}\n`, { mode: 0o600 })
    expect((await examine({ SECRET_KEY: key })).said).toContain("note   SECRET_KEY: set, and the same key")
    const { code, said } = await examine({ SECRET_KEY: otherKey })
    expect(said).toContain("WRONG  SECRET_KEY: set, and another key lies in")
    expect(code).toBe(1)
  })
  it("is not guessed where its file is damaged", async () => {
    writeFileSync(join(folder, "secret.key"), "not a key", { mode: 0o600 })
    const { code, said } = await examine()
    expect(said).toMatch(/WRONG {2}SECRET_KEY: .*is damaged/)
    expect(said).not.toContain("not a key")
    expect(code).toBe(1)
  })
})

test.each<[string, Env, string]>([
  ["the default on one's own machine", {}, "ok"],
  ["another port than the server's", { PUBLIC_URL: "http://localhost:4000" }, "wrong"],
  ["an address of one's own, encrypted", { PUBLIC_URL: "https://csr.example.nl" }, "ok"],
  ["an address that is not encrypted", { PUBLIC_URL: "http://csr.example.nl" }, "wrong"],
  [
    "Socket Mode with links to this machine",
    { SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1" },
    "note",
  ],
  [
    "Slack over HTTP to this machine",
    { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "12345678" },
    "wrong",
  ],
  [
    "Slack over HTTP",
    { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "12345678", PUBLIC_URL: "https://csr.example.nl" },
    "ok",
  ],
])("PUBLIC_URL: %s", (_, env, level) => {
  expect(checkPublicUrl(settingsOf(env)).level).toBe(level)
})

test("an old Node is told apart from a new one", () => {
  expect(["20.19.0", "24.0.0", "26.1.0"].map((v) => checkNode(v).level)).toEqual(["wrong", "ok", "ok"])
})

test.each([
  [9, "note", "do not show reach and active"],
  [20, "note", "once 10 of the 20 people answered"],
  [20, "note", "no Draagvlak index"],
  [60, "note", "in which 30 of the 60 people answered"],
  [60, "note", "here that can be 6 at most"],
  [99, "note", "in which 30 of the 99 people"],
  [100, "ok", "100 colleagues"],
])("an organisation of %i hears what it will see", (people, level, says) => {
  const found = sizeOf(people, { minGroup: 10, say: words.en })
  expect(found.level).toBe(level)
  expect(found.facts).toContain(says)
})

test("who cannot be counted yet hears what 8, 20 and 60 people see, with the threshold that is set", () => {
  const { facts } = smallOrganisations(5, words.en)
  expect(facts).toMatch(/with 8 people:[\s\S]*with 20 people:[\s\S]*with 60 people:/)
  expect(facts).toContain("once 5 of the 8 people answered")
})

describe("with Slack", () => {
  let slack: Awaited<ReturnType<typeof openFakeSlack>>
  const token = "xoxb-very-secret-1"
  const open = async (granted: readonly string[]) => {
    slack = await openFakeSlack({ scopes: granted })
  }
  const env = (more: Env = {}): Env => ({
    SLACK_BOT_TOKEN: token,
    SLACK_SIGNING_SECRET: "signing-secret-1",
    SLACK_API_URL: slack.apiUrl,
    PUBLIC_URL: "https://csr.example.nl",
    SECRET_KEY: key,
    STEWARDS: "slack:UANA",
    ...more,
  })
  afterEach(() => slack.close())

  it("finds a good set-up good, and sends the first steward a message", async () => {
    await open(scopes)
    const { code, said } = await examine(env())
    expect(said).toContain("ok     Slack workspace: T01")
    expect(said).toContain("ok     Slack token")
    expect(said).toContain("ok     Slack scopes")
    expect(said).toMatch(/ok {5}Slack clock: \d+ s apart/)
    expect(said).toContain("note   People: 2 colleagues can take part\n       · We show actions")
    expect(said).toContain("ok     Stewards: 1 named")
    expect(said).toContain("ok     Message: sent to UANA")
    expect(said).not.toContain("WRONG")
    expect(code).toBe(0)
    const messages = slack.channels.get("DUANA")?.messages ?? []
    expect(messages.map((m) => visible(m.blocks))).toEqual([expect.stringContaining("proefbericht")])
  })
  it("writes to nobody whom the operator did not name", async () => {
    await open(scopes)
    const { code, said } = await examine(env({ STEWARDS: undefined }))
    expect(said).toContain("note   Stewards: the workspace's 1 owners and admins")
    expect(said).toContain("note   Message: not tried")
    expect(slack.calls.filter((c) => c.method.startsWith("chat."))).toEqual([])
    expect(code).toBe(0)
  })
  it("names the scopes that are missing", async () => {
    await open(["chat:write", "commands"])
    const { code, said } = await examine(env())
    expect(said).toMatch(/WRONG {2}Slack scopes: missing: .*users:read/)
    expect(said).toContain("reinstall the app")
    expect(code).toBe(1)
  })
  it("says what to do where Slack does not know the token", async () => {
    await open(scopes)
    slack.plan("auth.test", { type: "error", error: "invalid_auth" })
    const { code, said } = await examine(env())
    expect(said).toContain("WRONG  Slack: Slack does not accept SLACK_BOT_TOKEN (invalid_auth)")
    expect(said).toContain("copy the Bot User OAuth Token")
    expect(code).toBe(1)
  })
  it("says so where Slack cannot be reached", async () => {
    await open(scopes)
    const { code, said } = await examine(env({ SLACK_API_URL: "http://127.0.0.1:9/api/" }))
    expect(said).toContain("WRONG  Slack: Slack cannot be reached")
    expect(said).toContain("check this machine's network")
    expect(code).toBe(1)
  })
  it("says so where people are kept from it, a steward is a stranger, or a message does not arrive", async () => {
    await open(scopes)
    slack.plan("users.list", { type: "error", error: "missing_scope" })
    expect((await examine(env())).said).toContain("WRONG  People: Slack does not tell who works here")
    const { code, said } = await examine(env({ STEWARDS: "slack:UNOBODY" }))
    expect(said).toContain("WRONG  Stewards: not found among the colleagues: UNOBODY")
    expect(said).toContain("WRONG  Message: to UNOBODY: unreachable")
    expect(said).toContain("2 things are wrong.")
    expect(code).toBe(1)
  })
  it("does not listen: with Socket Mode it asks whether it could and opens no connection", async () => {
    await open(scopes)
    const { said } = await examine(
      env({ SLACK_APP_TOKEN: "xapp-very-secret-2", SLACK_SIGNING_SECRET: undefined }),
    )
    expect(said).toContain("Slack Socket Mode")
    expect(slack.calls.filter((c) => c.method === "apps.connections.open")).toHaveLength(1)
  })
  it("never prints a secret, whatever goes wrong", async () => {
    await open([])
    const secrets = { SLACK_APP_TOKEN: "xapp-very-secret-2" }
    writeFileSync(join(folder, "secret.key"), otherKey)
    const faults = [
      [],
      [{ type: "error", error: "invalid_auth" }] as const,
      [{ type: "http", status: 500, body: token }] as const,
    ]
    for (const fault of faults) {
      slack.plan("auth.test", ...fault)
      const { said } = await examine(env(secrets))
      for (const secret of [token, "xapp-very-secret-2", "signing-secret-1", key, otherKey])
        expect(said).not.toContain(secret)
    }
  })
})
