import { request as nodeRequest, type RequestListener } from "node:http"
import { connect } from "node:net"
import { afterEach, describe, expect, it } from "vitest"
import {
  type Caller,
  type Edge,
  fromOtherSite,
  loopbackOnly,
  openPages,
  operations,
  type Route,
  type Served,
  serve,
  whyNotLoopback,
} from "../adapters/http.ts"

const home: Edge = { publicUrl: "http://localhost:3000", production: false }

describe("one server for everything", () => {
  const open: Served[] = []
  const failures: unknown[] = []
  afterEach(async () => {
    failures.length = 0
    await Promise.all(open.splice(0).map((served) => served.close()))
  })

  async function start(q: { routes?: Route[]; edge?: Edge; bearer?: string; drainMs?: number } = {}) {
    const failed = (error: unknown) => void failures.push(error)
    const pages = openPages({ failed })
    pages.get("/", (c) => c.text("home"))
    pages.get("/broken", () => {
      throw new Error("planted")
    })
    pages.post("/echo", async (c) => c.text(await c.req.text()))
    pages.use("/here", loopbackOnly(q.edge ?? home))
    pages.get("/here", (c) => c.text("in"))
    operations(pages, {
      edge: q.edge ?? home,
      bearer: q.bearer ?? null,
      whyNot: async () => (failures.length === 0 ? [] : ["slack: no answer"]),
      metrics: async () => "draagvlak_up 1\n",
    })
    const served = await serve({
      host: "127.0.0.1",
      port: 0,
      routes: q.routes ?? [],
      pages,
      failed,
      limits: { bodyBytesMax: 100_000, drainMs: q.drainMs ?? 200 },
    })
    open.push(served)
    return { ...served, url: `http://127.0.0.1:${served.port}` }
  }

  const slow = (started: () => void, finish: Promise<void>): RequestListener =>
    async function wait(_req, res) {
      started()
      await finish
      res.end("finished")
    }

  it("gives a platform its path with the body still unread, and the rest to the pages", async () => {
    const listener: RequestListener = (req, res) => {
      const before = req.readableFlowing
      let body = ""
      req.on("data", (chunk) => (body += chunk)).on("end", () => res.end(`${before} ${body}`))
    }
    const { url } = await start({
      routes: [
        { path: "/slack/", listener },
        { path: "/api/messages", listener },
      ],
    })
    for (const path of ["/slack/events", "/slack/a/b?c=1", "/api/messages", "/api/messages?x"])
      expect(await (await fetch(url + path, { method: "POST", body: "raw" })).text()).toBe("null raw")
    expect(await (await fetch(url)).text()).toBe("home")
    for (const path of ["/slack", "/api/messages/x", "/SLACK/events", "/nothing"])
      expect((await fetch(url + path)).status).toBe(404)
  })

  it("refuses a body over the limit, announced or streamed", async () => {
    const listener: RequestListener = (req, res) => req.on("end", () => res.end("read")).resume()
    const { port, url } = await start({ routes: [{ path: "/slack/", listener }] })
    const path = "/slack/events"
    expect((await fetch(url + path, { method: "POST", body: "x".repeat(100_000) })).status).toBe(200)
    expect((await fetch(url + path, { method: "POST", body: "x".repeat(100_001) })).status).toBe(413)
    expect(await streamed({ port, path, chunks: 10 })).toBe(200)
    await expect(streamed({ port, path, chunks: 11 })).rejects.toThrow()
    expect((await fetch(`${url}/echo`, { method: "POST", body: "x".repeat(65_537) })).status).toBe(413)
    expect(await streamed({ port, path: "/echo", chunks: 7 })).toBe(413)
    expect(await streamed({ port, path: "/echo", chunks: 6 })).toBe(200)
    expect((await fetch(url)).status).toBe(200)
    expect(failures).toEqual([])
  })

  it("refuses oversized headers", async () => {
    const { url } = await start()
    expect((await fetch(url, { headers: { "x-long": "x".repeat(17_000) } })).status).toBe(431)
  })

  it("answers a bug with 500, tells it, and lives on", async () => {
    const listener: RequestListener = async () => {
      throw new Error("planted too")
    }
    const { url } = await start({ routes: [{ path: "/slack/", listener }] })
    expect((await fetch(`${url}/broken`)).status).toBe(500)
    expect((await fetch(`${url}/slack/events`)).status).toBe(500)
    expect(failures.map(String)).toEqual(["Error: planted", "Error: planted too"])
    expect((await fetch(url)).status).toBe(200)
    expect((await fetch(`${url}/readyz`)).status).toBe(503)
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
  })

  it("finishes what is under way before it stops, and takes nothing new", async () => {
    const [started, finish] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const served = await start({
      routes: [{ path: "/slow", listener: slow(started.resolve, finish.promise) }],
      drainMs: 60_000,
    })
    const answer = fetch(`${served.url}/slow`)
    await started.promise
    const closed = served.close()
    await expect(fetch(served.url)).rejects.toThrow()
    finish.resolve()
    expect(await (await answer).text()).toBe("finished")
    await closed
  })

  it("does not wait longer than the limit for an answer that never comes", async () => {
    const started = Promise.withResolvers<void>()
    const served = await start({
      routes: [{ path: "/slow", listener: slow(started.resolve, new Promise(() => {})) }],
      drainMs: 20,
    })
    const cut = expect(fetch(`${served.url}/slow`)).rejects.toThrow()
    await started.promise
    await served.close()
    await cut
  })

  it("shows metrics on loopback or with the bearer token only", async () => {
    const near = await start()
    expect(await (await fetch(`${near.url}/metrics`)).text()).toBe("draagvlak_up 1\n")
    const far = await start({
      edge: { publicUrl: "https://csr.example", production: true },
      bearer: "s3cret",
    })
    const as = (authorization: string) => fetch(`${far.url}/metrics`, { headers: { authorization } })
    expect((await fetch(`${far.url}/metrics`)).status).toBe(403)
    expect((await as("Bearer wrong")).status).toBe(403)
    expect((await as("Bearer s3cret")).status).toBe(200)
  })

  it("turns a rebound DNS name and a tunnel away from what is for this machine only", async () => {
    const { port } = await start()
    const ask = (lines: string[]) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect(port, "127.0.0.1")
        let answer = ""
        socket.on("data", (chunk) => (answer += chunk)).on("error", reject)
        socket.on("end", () => resolve(answer.split("\r\n")[0] ?? ""))
        socket.write(`GET /here HTTP/1.1\r\n${lines.join("\r\n")}\r\nConnection: close\r\n\r\n`)
      })
    expect(await ask([`Host: localhost:${port}`])).toContain("200")
    expect(await ask([`Host: rebound.example:${port}`])).toContain("403")
    expect(await ask([`Host: localhost:${port}`, "X-Forwarded-For: 203.0.113.9"])).toContain("403")
  })
})

describe("only on this machine itself", () => {
  const caller = (q: { from?: string; host?: string; more?: Record<string, string> }): Caller => ({
    headers: { host: q.host ?? "localhost:3000", ...q.more },
    socket: { remoteAddress: q.from ?? "127.0.0.1" },
  })

  it.each([
    ["127.0.0.1", "localhost"],
    ["::1", "[::1]:3000"],
    ["::ffff:127.0.0.1", "127.0.0.1:8080"],
    ["127.8.9.10", "LOCALHOST:3000"],
  ])("lets %s in that asks for %s", (from, host) => {
    expect(whyNotLoopback(home, caller({ from, host }))).toBeNull()
  })

  it.each([
    "evil.example",
    "localhost.evil.example",
    "evil.example:3000",
    "127.0.0.1.nip.io",
    "localhost@evil.example",
    "localhost:3000, evil.example",
    "192.168.1.2",
    "0.0.0.0",
    "",
    "localhost:",
    " localhost",
  ])("refuses the Host %j", (host) => {
    expect(whyNotLoopback(home, caller({ host }))).toBe("host")
  })

  it.each([
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "forwarded",
    "via",
    "x-real-ip",
    "cf-connecting-ip",
    "x-original-host",
  ])("refuses a request that carries %s, even empty", (name) => {
    expect(whyNotLoopback(home, caller({ more: { [name]: "" } }))).toBe("forwarded")
  })

  it.each(["10.0.0.1", "::ffff:10.0.0.1", "fe80::1", "", "127.0.0.1.evil", "12700.0.0.1"])(
    "refuses the address %j",
    (from) => {
      expect(whyNotLoopback(home, caller({ from }))).toBe("remote")
    },
  )

  it("refuses everyone under production or with a public address", () => {
    expect(whyNotLoopback({ ...home, production: true }, caller({}))).toBe("production")
    for (const publicUrl of [
      "https://csr.example",
      "http://192.168.1.2:3000",
      "nonsense",
      "http://localhost.evil.example",
    ])
      expect(whyNotLoopback({ ...home, publicUrl }, caller({}))).toBe("public-url")
    expect(whyNotLoopback(home, undefined)).toBe("remote")
  })
})

describe("forms of other sites", () => {
  const ours = "http://localhost:3000"
  it.each<[string, Record<string, string>, boolean]>([
    ["our own page", { origin: ours, "sec-fetch-site": "same-origin" }, false],
    ["our own page in an older browser", { origin: ours }, false],
    ["a program that says nothing", {}, false],
    ["another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }, true],
    ["another site in an older browser", { origin: "https://evil.example" }, true],
    [
      "another port of this machine",
      { origin: "http://localhost:3001", "sec-fetch-site": "same-site" },
      true,
    ],
    ["the other name of this machine", { origin: "http://127.0.0.1:3000" }, true],
    ["https instead of http", { origin: "https://localhost:3000" }, true],
    ["a sandboxed frame", { origin: "null" }, true],
    ["an empty origin", { origin: "" }, true],
    ["a site that hides its origin", { "sec-fetch-site": "cross-site" }, true],
    ["a page of another site by its referer alone", { referer: "https://evil.example/x" }, true],
    ["a referer that only begins like ours", { referer: "http://localhost:30001/" }, true],
    ["our own referer alone", { referer: `${ours}/?as=anna` }, false],
  ])("%s", (_who, headers, refused) => {
    expect(fromOtherSite(new Headers(headers), ours)).toBe(refused)
  })
})

function streamed(q: { port: number; path: string; chunks: number }): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const req = nodeRequest({ port: q.port, path: q.path, method: "POST", host: "127.0.0.1" }, (res) => {
      res.resume()
      resolve(res.statusCode)
    })
    req.on("error", reject)
    for (let i = 0; i < q.chunks; i++) req.write("x".repeat(10_000))
    req.end()
  })
}
