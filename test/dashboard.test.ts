import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { readLink, readSession, reportLink, sessionToken } from "../adapters/dashboard/tokens.ts"
import { makeVault } from "../adapters/system.ts"
import { minuteMs } from "../src/domain/time.ts"
import { office, publicUrl, start, vault } from "./report/office.ts"

describe("a one-time link", () => {
  test("survives previews, opens the report once, and then never again", async () => {
    const { app, link, press, world } = office()
    const path = link()
    for (const method of ["GET", "HEAD", "GET"]) {
      const seen = await app.request(path, { method })
      expect(seen.status).toBe(200)
      expect(seen.headers.get("set-cookie")).toBeNull()
    }
    expect(world.used.size).toBe(0)
    const opened = await press(path)
    expect(opened.status).toBe(303)
    expect(opened.headers.get("location")).toBe("/report?period=2026-W47")
    const again = await press(path)
    expect(again.status).toBe(410)
    expect(again.headers.get("set-cookie")).toBeNull()
    expect(await again.text()).toContain("Deze link is al gebruikt")
  })

  test("lets one in of fifty who press at the same time", async () => {
    const { link, press } = office()
    const path = link()
    const all = await Promise.all(Array.from({ length: 50 }, () => press(path)))
    expect(all.filter((r) => r.status === 303)).toHaveLength(1)
    expect(all.filter((r) => r.status === 410)).toHaveLength(49)
  })

  test("works until just before fifteen minutes have passed", async () => {
    const { link, press, world, app } = office()
    const [first, second] = [link("a"), link("b")]
    world.now = start + 15 * minuteMs - 1
    expect((await press(first)).status).toBe(303)
    world.now = start + 15 * minuteMs
    expect((await press(second)).status).toBe(410)
    expect((await app.request(second)).status).toBe(410)
    expect(world.used).toEqual(new Set(["o1 a"]))
  })

  test("is refused where any one character was changed", async () => {
    const { link, app, press, world } = office()
    const path = link()
    const at = fc.integer({ min: "/enter/".length, max: path.length - 1 })
    await fc.assert(
      fc.asyncProperty(at, fc.constantFrom(..."AZaz09-_."), async (i, other) => {
        fc.pre(path[i] !== other)
        const forged = path.slice(0, i) + other + path.slice(i + 1)
        expect((await app.request(forged)).status).toBe(403)
        expect((await press(forged)).status).toBe(403)
      }),
    )
    expect(world.used.size).toBe(0)
  })

  test("is refused from another site's form, and welcome from our own", async () => {
    const { link, press } = office()
    const path = link()
    expect((await press(path, { origin: "https://evil.example" })).status).toBe(403)
    expect((await press(path, { "sec-fetch-site": "cross-site" })).status).toBe(403)
    expect((await press(path, { origin: publicUrl, "sec-fetch-site": "same-origin" })).status).toBe(303)
  })

  test("whatever the token says, the answer is a page and no crash", async () => {
    const { app, press } = office()
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, unit: "binary" }), async (token) => {
        const path = `/enter/${encodeURIComponent(token)}`
        fc.pre(token !== "." && token !== "..")
        for (const answer of [await app.request(path), await press(path)])
          expect([403, 404]).toContain(answer.status)
      }),
    )
    expect((await press(`/enter/${"a".repeat(100_000)}`)).status).toBe(403)
  })

  test("is no session, and a session is no link", () => {
    const session = sessionToken(vault, { org: "o1", person: "ana", until: start + 1 })
    expect(readLink(vault, session)).toBeNull()
    const link = reportLink({
      vault,
      publicUrl,
      org: "o1",
      person: "ana",
      period: "2026",
      now: start,
      id: "x",
    })
    expect(readSession({ vault, token: link.split("/enter/")[1] ?? "", now: start })).toBeNull()
    const other = makeVault(Buffer.alloc(32, 8).toString("base64"))
    expect(readSession({ vault: other, token: session, now: start })).toBeNull()
  })
})

describe("a session", () => {
  test("belongs to one person of one organisation, ends after eight hours, and no script can read it", async () => {
    const { link, press, app, world } = office()
    const set = (await press(link())).headers.get("set-cookie") ?? ""
    expect(set).toMatch(/HttpOnly/)
    expect(set).toMatch(/SameSite=Lax/)
    expect(set).toMatch(/Max-Age=28800/)
    expect(set).not.toMatch(/Secure/)
    const cookie = set.split(";")[0] ?? ""
    world.now = start + 8 * 60 * minuteMs - 1
    expect((await app.request("/report?period=2026-W47", { headers: { cookie } })).status).toBe(200)
    expect(world.asked).toEqual([{ org: "o1", person: "ana" }].map((a) => expect.objectContaining(a)))
    world.now += 1
    expect((await app.request("/report?period=2026-W47", { headers: { cookie } })).status).toBe(401)
  })

  test("travels over https only, where there is https", async () => {
    const { link, press } = office({ publicUrl: "https://csr.example" })
    expect((await press(link())).headers.get("set-cookie")).toMatch(/Secure/)
  })

  test("ends when the right is taken back", async () => {
    const { enter, world } = office()
    const see = await enter()
    expect((await see("/report.json?period=2026-W47")).status).toBe(200)
    world.rights = false
    const denied = await see("/report?period=2026-W47")
    expect(denied.status).toBe(403)
    expect(denied.headers.get("set-cookie")).toMatch(/Max-Age=0/)
  })

  test.each(["/report", "/report?period=2026-W47", "/report.json?period=2026-W47"])(
    "without one, %s says how to get in and nothing else",
    async (path) => {
      const { app, world } = office()
      for (const cookie of ["", "draagvlak_report=x.y", "draagvlak_report="]) {
        const answer = await app.request(path, { headers: { cookie } })
        expect(answer.status).toBe(401)
        expect(await answer.text()).toContain("chat")
      }
      expect(world.asked).toEqual([])
    },
  )
})

describe("a period", () => {
  test.each(["2026-W54", "2026-13", "2026-Q5", "vorige", "2026-W47'", "<script>", ""])(
    "that does not exist (%s) is answered with examples",
    async (period) => {
      const see = await office().enter()
      const answer = await see(`/report?period=${encodeURIComponent(period)}`)
      expect(answer.status).toBe(400)
      const page = await answer.text()
      expect(page).toContain("2026-W47")
      expect(page).not.toContain("<script")
      expect((await see(`/report.json?period=${encodeURIComponent(period)}`)).status).toBe(400)
    },
  )

  test("that has not begun is said so, and not recorded as opened", async () => {
    const { enter, world } = office()
    const see = await enter()
    const page = await see("/report?period=2027-Q1")
    expect(page.status).toBe(404)
    expect(await page.text()).toContain("Deze periode moet nog beginnen")
    expect((await see("/report.json?period=2027-Q1")).status).toBe(404)
    expect(world.opened).toEqual([])
    await see("/report?period=2026-W47")
    expect(world.opened).toEqual(["2026-W47"])
  })

  test.each([
    ["json", "application/json"],
    ["csv", "text/csv; charset=utf-8; header=present"],
    ["xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
    ["pdf", "application/pdf"],
    ["pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"],
  ])("is a file as %s for who is signed in, kept nowhere, and recorded as opened", async (format, type) => {
    const { enter, world, app } = office()
    const path = `/report.${format}?period=2026-W47`
    expect((await app.request(path)).status).toBe(401)
    const see = await enter()
    const answer = await see(path)
    expect(answer.status).toBe(200)
    expect(answer.headers.get("content-type")).toBe(type)
    expect(answer.headers.get("cache-control")).toBe("no-store")
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff")
    if (format !== "json")
      expect(answer.headers.get("content-disposition")).toBe(
        `attachment; filename="draagvlak-2026-W47-nl.${format}"`,
      )
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(500)
    expect(world.opened).toEqual(["2026-W47"])
    expect((await see(`/report.${format}?period=2026-W54`)).status).toBe(400)
    const future = await see(`/report.${format}?period=2027-Q1`)
    expect(future.status).toBe(404)
    expect(future.headers.get("content-disposition")).toBeNull()
    expect(world.opened).toEqual(["2026-W47"])
    world.rights = false
    expect((await see(path)).status).toBe(403)
  })

  test("has its files as links on the page, in plain words", async () => {
    const page = await (await (await office().enter())("/report?period=2026-W47")).text()
    for (const [format, what] of [
      ["pdf", "om te lezen en te printen"],
      ["pptx", "vijf dia’s voor de directie"],
      ["xlsx", "alle cijfers voor Excel"],
      ["csv", "alle cijfers als tekst"],
      ["json", "voor programma’s"],
    ])
      expect(page).toMatch(
        new RegExp(`<a href="/report\\.${format}\\?period=2026-W47" download[^>]*>[^<]*<span[^>]*>: ${what}`),
      )
  })

  test("that is not named is the week that ended last", async () => {
    const { enter, world } = office()
    await (await enter())("/report")
    expect(world.opened).toEqual(["2026-W47"])
  })
})
