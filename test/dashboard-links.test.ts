/** One-time links on the real ledger: used once for good, whoever looks at them before, and for nobody else. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { dashboard } from "../adapters/dashboard/index.ts"
import { reportLink } from "../adapters/dashboard/tokens.ts"
import { makeFile } from "../adapters/export/index.ts"
import { openPages, type Pages } from "../adapters/http.ts"
import { openLowdbStore } from "../adapters/lowdb/index.ts"
import { openOffice } from "../adapters/office.ts"
import { makeVault } from "../adapters/system.ts"
import { words } from "./report/office.ts"
import { openWorld, type World } from "./support/world.ts"

const vault = makeVault(Buffer.alloc(32, 7).toString("base64"))
const publicUrl = "https://csr.example"
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "links-"))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

type Bot = World & {
  pages: Pages
  link(who: string, q?: { id?: string; org?: string; vault?: typeof vault }): string
  end(): Promise<void>
}

/** The bot on that folder, with its pages; chadia is the steward, and ana a manager. */
async function bot(): Promise<Bot> {
  const store = await openLowdbStore({ folder })
  const world = await openWorld({ store, vault })
  await world.says("chadia", "settings manager add ana")
  const { org } = world.running
  const pages = openPages({
    failed: (error) => {
      throw error
    },
  })
  const office = openOffice(new Map([[org.id, world.running]]), () => words)
  const log = { info() {}, warn() {}, error() {} }
  const { clock } = org
  dashboard({ office, vault, clock, write: makeFile, publicUrl: () => publicUrl, demo: false, log })(pages)
  return {
    ...world,
    pages,
    link: (who, q = {}) =>
      reportLink({
        vault: q.vault ?? vault,
        publicUrl,
        org: q.org ?? org.id,
        person: org.directory.find(who)?.id ?? who,
        period: "2026-W46",
        now: clock.now(),
        id: q.id ?? "link1",
      }).slice(publicUrl.length),
    end: () => store.close(),
  }
}

const press = (pages: Pages, path: string) => pages.request(path, { method: "POST" })
const cookieOf = (answer: Response) => answer.headers.get("set-cookie")?.split(";")[0] ?? ""
const statusOf = async (pages: Pages, cookie: string) =>
  (await pages.request("/report?period=2026-W46", { headers: { cookie } })).status

describe("a one-time link", () => {
  test("that was used stays used after restarts of the bot", async () => {
    const first = await bot()
    const path = first.link("chadia")
    expect((await press(first.pages, path)).status).toBe(303)
    expect((await press(first.pages, path)).status).toBe(410)
    await first.end()
    for (let i = 0; i < 2; i++) {
      const again = await bot()
      const answer = await press(again.pages, path)
      expect(answer.status).toBe(410)
      expect(answer.headers.get("set-cookie")).toBeNull()
      await again.end()
    }
  })

  test("survives previews of every kind: nothing is used up and nothing is written", async () => {
    const { pages, link, events, end } = await bot()
    const path = link("chadia")
    const before = (await events()).length
    const looks: RequestInit[] = [
      {
        method: "GET",
        headers: { "user-agent": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)" },
      },
      {
        method: "GET",
        headers: { "user-agent": "SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com" },
      },
      { method: "GET", headers: { "sec-purpose": "prefetch;prerender", purpose: "prefetch" } },
      { method: "HEAD" },
      { method: "OPTIONS" },
      { method: "PROPFIND" },
      { method: "PUT" },
      { method: "DELETE" },
    ]
    for (const look of looks) {
      const answer = await pages.request(path, look)
      expect([200, 404, 405]).toContain(answer.status)
      expect(answer.headers.get("set-cookie")).toBeNull()
    }
    expect((await pages.request(`${path}?utm_source=mail`)).status).toBe(200)
    expect((await events()).length).toBe(before)
    expect((await press(pages, path)).status).toBe(303)
    await end()
  })

  test("is shown on a page that no cache keeps, no frame shows and that tells no other site the address", async () => {
    const { pages, link, end } = await bot()
    const { headers } = await pages.request(link("chadia"))
    expect(headers.get("cache-control")).toContain("no-store")
    expect(headers.get("referrer-policy")).toBe("same-origin")
    expect(headers.get("content-security-policy")).toMatch(/frame-ancestors 'none'/)
    await end()
  })

  test("lets one in of many who press at once, on the disk too", async () => {
    const { pages, link, end } = await bot()
    const path = link("chadia")
    const all = await Promise.all(Array.from({ length: 20 }, () => press(pages, path)))
    expect(all.filter((answer) => answer.status === 303)).toHaveLength(1)
    await end()
  })

  test("is no link with another key, for another organisation, or a minute too late", async () => {
    const { pages, link, setClock, end } = await bot()
    const other = makeVault(Buffer.alloc(32, 9).toString("base64"))
    expect((await press(pages, link("chadia", { vault: other }))).status).toBe(403)
    const elsewhere = await press(pages, link("chadia", { org: "slack:T99" }))
    expect(elsewhere.status).toBe(410)
    expect(elsewhere.headers.get("set-cookie")).toBeNull()
    const path = link("chadia")
    setClock("2026-11-19", "10:15")
    expect((await press(pages, path)).status).toBe(410)
    await end()
  })

  test("opens nothing for whoever has no right, lost it meanwhile, or was forgotten", async () => {
    const { pages, link, says, end } = await bot()
    const [ben, ana] = [link("ben", { id: "b" }), link("ana", { id: "a" })]
    expect(await statusOf(pages, cookieOf(await press(pages, ben)))).toBe(403)
    const cookie = cookieOf(await press(pages, ana))
    expect(await statusOf(pages, cookie)).toBe(200)
    await says("chadia", "settings manager remove ana")
    expect(await statusOf(pages, cookie)).toBe(403)
    await says("chadia", "settings manager add ana")
    expect(await statusOf(pages, cookie)).toBe(200)
    await says("ana", "privacy forget sure", { in: null })
    expect(await statusOf(pages, cookie)).toBe(403)
    await end()
  })

  test("cut, doubled, wrapped or changed by a mail program is told so, and opens nothing", async () => {
    const { pages, link, end } = await bot()
    const path = link("chadia")
    const [body, mac] = path.slice("/enter/".length).split(".")
    const changed = Buffer.from(JSON.stringify(["test:one", "x", "2026", "link1", 9e15])).toString(
      "base64url",
    )
    for (const token of [
      body,
      `${body}.`,
      `.${mac}`,
      `${body}.${mac}.${mac}`,
      `${body}${body}.${mac}`,
      `${changed}.${mac}`,
      `${body}.${mac}=`,
      `%3C${body}.${mac}%3E`,
    ]) {
      const answer = await press(pages, `/enter/${token}`)
      expect(answer.status, token).toBe(403)
      expect(await answer.text()).toContain("Deze link klopt niet")
    }
    expect((await press(pages, path)).status).toBe(303)
    await end()
  })
})

test("a session's cookie is of one person: changed, joined or used as a link it opens nothing", async () => {
  const { pages, link, running, setClock, end } = await bot()
  const cookie = cookieOf(await press(pages, link("chadia")))
  const value = cookie.split("=")[1] ?? ""
  const ana = running.org.directory.find("ana")?.id ?? ""
  const forged = Buffer.from(JSON.stringify(["test:one", ana, 9e15])).toString("base64url")
  for (const token of [
    `${forged}.${value.split(".")[1]}`,
    `${value}.${value}`,
    value.slice(0, -1),
    "null",
    "[]",
  ])
    expect(await statusOf(pages, `draagvlak_report=${token}`), token).toBe(401)
  expect((await press(pages, `/enter/${value}`)).status).toBe(403)
  expect(await statusOf(pages, cookie)).toBe(200)
  setClock("2026-11-19", "18:01")
  expect(await statusOf(pages, cookie)).toBe(401)
  await end()
})
