/** Who may speak: every kind of token, each with its status. Signed by a key server of our own on this machine. */
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { exportJWK, generateKeyPair, UnsecuredJWT } from "jose"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { appId, channel, type TokenWish, tenant } from "../support/fake-teams.ts"
import { openTeamsWorld, type TeamsWorld } from "../support/teams-world.ts"

let world: TeamsWorld
let heard = 0
const hear = async () => {
  heard += 1
  const card = { kind: "x", to: "actor", language: "en", summary: "x", demo: false, blocks: [] } as const
  return { type: "answer" as const, card: { ...card, blocks: [] } }
}
beforeAll(async () => {
  world = await openTeamsWorld(hear)
})
beforeEach(() => {
  heard = 0
})
afterAll(() => world.close())

const other = await generateKeyPair("RS256")
const now = () => Math.floor(Date.now() / 1000)
const header = (authorization: string | null) => async () => ({
  status: (
    await world.post(JSON.stringify(world.activity()), authorization === null ? {} : { authorization })
  ).status,
})
const token = (wish: TokenWish) => () => world.signed(world.activity(), wish)
const claim = (claims: Record<string, unknown>) => token({ claims })
const activity = (more: Record<string, unknown>, wish?: TokenWish) => () =>
  world.signed(world.activity(more), wish)
const raw = (body: string) => async () =>
  world.post(body, { authorization: `Bearer ${await world.fake.token()}` })
const edited = (how: (parts: string[]) => string) => async () => {
  const authorization = `Bearer ${how((await world.fake.token()).split("."))}`
  return world.post(JSON.stringify(world.activity()), { authorization })
}
const encode = (it: object) => Buffer.from(JSON.stringify(it)).toString("base64url")
const decode = (part = "") => JSON.parse(Buffer.from(part, "base64url").toString("utf8"))
const without = (field: string) => {
  const it = world.activity()
  delete it[field]
  return it
}
const personal = { conversationType: "personal" }

describe("a request is heard only where Microsoft signed it for us", () => {
  test.each<[number, string, () => Promise<{ status: number }>]>([
    // Let in.
    [200, "signed, for us, now", token({})],
    [200, "expired four minutes ago: clocks differ", token({ expires: -240 })],
    [200, "valid from four minutes ahead: clocks differ", claim({ nbf: now() + 240 })],
    [200, "no beginning stated", claim({ nbf: undefined })],
    [200, "a slash more at the service address", () => claim({ serviceurl: `${world.fake.url}/` })()],
    // Nobody we know.
    [401, "no header", header(null)],
    [401, "an empty header", header("")],
    [401, "Basic", header("Basic dXNlcjpwYXNz")],
    [401, "Bearer without a token", header("Bearer ")],
    [401, "garbage", header("Bearer garbage")],
    [401, "three parts of garbage", header("Bearer a.b.c")],
    [401, "two tokens", async () => edited((p) => `${p.join(".")} ${p.join(".")}`)()],
    [401, "a token of 9,000 characters", claim({ padding: "x".repeat(9_000) })],
    [401, "expired ten minutes ago", token({ expires: -600 })],
    [401, "valid from ten minutes ahead", claim({ nbf: now() + 600 })],
    [401, "no end stated", claim({ exp: undefined })],
    [401, "an end that is no number", async () => edited((p) => swap(p, { exp: "never" }))()],
    [401, "for another bot", claim({ aud: "99999999-2222-3333-4444-555555555555" })],
    [401, "for us and another bot", claim({ aud: [appId, "99999999-2222-3333-4444-555555555555"] })],
    [401, "for nobody", claim({ aud: undefined })],
    [401, "another issuer", claim({ iss: "https://evil.example" })],
    [401, "no issuer", claim({ iss: undefined })],
    [
      401,
      "our own tenant as issuer, as the emulator would",
      claim({ iss: `https://sts.windows.net/${tenant}/`, appid: appId, tid: tenant }),
    ],
    [
      401,
      "a foreign tenant as issuer",
      claim({ iss: "https://login.microsoftonline.com/f/v2.0", azp: appId, tid: "f", ver: "2.0" }),
    ],
    [401, "a key that nobody has published", token({ header: { kid: "key-9" } })],
    [401, "no key named", token({ header: { kid: undefined } })],
    [401, "signed with another key under a known name", token({ key: other.privateKey })],
    [401, "a changed payload", edited((p) => swap(p, { aud: appId, extra: 1 }))],
    [401, "a cut signature", edited((p) => `${p[0]}.${p[1]}.${p[2]?.slice(0, 20)}`)],
    [401, "no signature", edited((p) => `${p[0]}.${p[1]}.`)],
    [401, "alg none", async () => header(`Bearer ${unsecured()}`)()],
    [
      401,
      "alg none, with a signature",
      edited((p) => `${encode({ alg: "none", kid: "key-1" })}.${p[1]}.${p[2]}`),
    ],
    [
      401,
      "HS256 with the public key as secret",
      edited((p) => `${encode({ alg: "HS256", kid: "key-1" })}.${p[1]}.${p[2]}`),
    ],
    [
      401,
      "a critical extension",
      edited((p) => `${encode({ ...decode(p[0]), crit: ["x"], x: 1 })}.${p[1]}.${p[2]}`),
    ],
    [
      401,
      "a key brought along",
      edited((p) => `${encode({ ...decode(p[0]), kid: undefined, jwk: {} })}.${p[1]}.${p[2]}`),
    ],
    [401, "no service address in the token", claim({ serviceurl: undefined })],
    [401, "another service address than the token's", activity({ serviceUrl: "http://127.0.0.1:9/" })],
    // Signed, and not for us.
    [403, "a service address that is none of Teams", both("https://evil.example/")],
    [
      403,
      "a service address that only looks like Teams",
      both("https://smba.trafficmanager.net.evil.example/"),
    ],
    [403, "a service address without TLS", both("http://smba.trafficmanager.net/emea/")],
    [403, "a service address with a user in it", both("https://smba.trafficmanager.net@evil.example/")],
    [403, "another channel of the Bot Framework", activity({ channelId: "webchat" })],
    [403, "no channel", activity({ channelId: undefined })],
    [403, "another tenant", activity({ conversation: { id: "a", tenantId: "f", ...personal } })],
    [
      403,
      "another tenant beside ours",
      activity({
        conversation: { id: "a", tenantId: "f", ...personal },
        channelData: { tenant: { id: tenant } },
      }),
    ],
    [403, "no tenant", activity({ conversation: { id: "a", ...personal }, channelData: {} })],
    // Signed, and no activity.
    [400, "an array", raw("[]")],
    [400, "a number", raw("1")],
    [400, "null", raw("null")],
    [400, "nothing", raw("")],
    [400, "no JSON", raw("{")],
    [400, "no type", async () => raw(JSON.stringify(without("type")))()],
    [400, "no service address", async () => raw(JSON.stringify(without("serviceUrl")))()],
    [400, "no conversation", async () => raw(JSON.stringify(without("conversation")))()],
    [400, "no sender", async () => raw(JSON.stringify(without("from")))()],
    [400, "a message without an id", async () => raw(JSON.stringify(without("id")))()],
    [400, "a service address that is a list", activity({ serviceUrl: ["x"] })],
    [
      400,
      "a text of a megabyte would be large; of 9,000 signs too long",
      activity({ text: "x".repeat(9_000) }),
    ],
    [413, "a body over the limit", activity({ text: "x".repeat(300_000) })],
    [413, "a body over the limit, unannounced", chunked],
  ])("%i: %s", async (status, _, ask) => {
    expect((await ask()).status).toBe(status)
    expect(heard).toBe(status === 200 ? 1 : 0)
  })

  test("an activity of a key that may not sign for Teams is refused", async () => {
    const { fake } = world
    const unendorsed = { ...(await exportJWK(other.publicKey)), kid: "key-2", endorsements: ["webchat"] }
    const fresh = await openTeamsWorld(hear)
    fresh.fake.keyServer.keys.push(unendorsed)
    const wish = { key: other.privateKey, header: { kid: "key-2" }, claims: { serviceurl: fresh.fake.url } }
    await fresh.restart(hear)
    expect((await fresh.signed(fresh.activity(), wish)).status).toBe(403)
    expect(fake.keyServer.keys).toHaveLength(1)
    await fresh.close()
  })
  test("only POST is answered", async () => {
    for (const method of ["GET", "PUT", "DELETE"])
      expect((await fetch(world.url, { method })).status).toBe(405)
  })
  test("a refusal tells nothing about us", async () => {
    const told = await header("Bearer a.b.c")()
    expect(told.status).toBe(401)
    expect((await world.post("{}", {})).text).toBe("")
  })
})

describe("the key server", () => {
  test("while it is away nobody can be known, and Teams is told to come again", async () => {
    const fresh = await openTeamsWorld(null)
    fresh.fake.keyServer.status = 500
    await fresh.restart(hear)
    expect((await fresh.signed(fresh.activity())).status).toBe(503)
    const asked = fresh.fake.keyServer.asked
    for (let n = 0; n < 20; n++) await fresh.signed(fresh.activity())
    // Strangers cannot make us knock there again and again.
    expect(fresh.fake.keyServer.asked).toBe(asked)
    await fresh.close()
  })
  test("unsigned noise never reaches it", async () => {
    const fresh = await openTeamsWorld(null)
    await fresh.restart(hear)
    const before = fresh.fake.keyServer.asked
    for (const authorization of ["", "Bearer a.b.c", `Bearer ${unsecured()}`])
      await fresh.post("{}", { authorization })
    await fresh.signed(fresh.activity(), { claims: { aud: "somebody" } })
    expect(fresh.fake.keyServer.asked).toBe(before)
    await fresh.close()
  })
  test("unknown keys make it be asked once, not once a request", async () => {
    const before = world.fake.keyServer.asked
    for (let n = 0; n < 20; n++) await world.signed(world.activity(), { header: { kid: `new-${n}` } })
    expect(world.fake.keyServer.asked - before).toBeLessThanOrEqual(1)
  })
})

describe("ten thousand forged requests", () => {
  test("leave no line each in the log, nothing in the state, and memory and handles as they were", async () => {
    const { fake } = world
    const kept = JSON.stringify([...world.kept])
    const lines = world.logged.length
    const forged = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        fake.token({
          key: other.privateKey,
          claims: { tid: `tenant-${n}` },
          header: { kid: n % 2 ? "key-1" : `k${n}` },
        }),
      ),
    )
    const body = JSON.stringify(world.activity())
    const flood = async (times: number) => {
      for (let n = 0; n < times; n += 50)
        await Promise.all(forged.map((one) => world.post(body, { authorization: `Bearer ${one}${n}` })))
    }
    await flood(2_000)
    const before = heapUsed()
    const open = process.getActiveResourcesInfo().length
    await flood(10_000)
    expect(heard).toBe(0)
    expect(heapUsed() - before).toBeLessThan(2 * 1024 * 1024)
    expect(process.getActiveResourcesInfo().length).toBeLessThan(open + 20)
    expect(world.logged.length - lines).toBeLessThanOrEqual(2)
    expect(JSON.stringify([...world.kept])).toBe(kept)
  }, 120_000)
})

setFlagsFromString("--expose-gc")
const collect = runInNewContext("gc") as () => void
function heapUsed(): number {
  collect()
  collect()
  return process.memoryUsage().heapUsed
}

function swap(parts: string[], claims: object): string {
  return `${parts[0]}.${encode({ ...decode(parts[1]), ...claims })}.${parts[2]}`
}

function unsecured(): string {
  const claims = { iss: "https://api.botframework.com", aud: appId, exp: now() + 600 }
  return new UnsecuredJWT(claims).encode()
}

/** Token and activity name the same address. */
function both(serviceUrl: string) {
  return activity({ serviceUrl }, { claims: { serviceurl: serviceUrl } })
}
/** Without a content-length. */
async function chunked() {
  const part = new TextEncoder().encode(`{"text":"${"x".repeat(100_000)}`)
  let left = 4
  const body = new ReadableStream({
    pull(controller) {
      if (left-- > 0) controller.enqueue(part)
      else controller.close()
    },
  })
  const authorization = `Bearer ${await world.fake.token()}`
  const response = await fetch(world.url, {
    method: "POST",
    body,
    duplex: "half",
    headers: { authorization },
  })
  return { status: response.status, at: channel.id }
}
