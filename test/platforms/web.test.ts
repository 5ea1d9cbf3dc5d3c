import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { afterEach, describe, expect, it } from "vitest"
import { openPages, type Served, serve } from "../../adapters/http.ts"
import { openWeb } from "../../adapters/web/index.ts"
import { limits } from "../../adapters/web/limits.ts"
import type { Hear, Incoming } from "../../src/app/ports.ts"
import type { Card } from "../../src/view/card.ts"
import { fakeDesk, ids, webWords } from "./web-desk.ts"
import { articles, fieldsOf, formsOf, tagsOf, value, visible } from "./web-html.ts"

const open: Served[] = []
afterEach(() => Promise.all(open.splice(0).map((served) => served.close())))

const answerCard = (text: string): Card => ({
  kind: "answer",
  to: "actor",
  language: "nl",
  summary: text,
  demo: true,
  blocks: [
    { type: "text", text: [text] },
    {
      type: "buttons",
      layout: "row",
      buttons: [{ label: "Herstel", text: "challenge undo x l1", style: "quiet", once: "abcdefgh" }],
    },
  ],
})

/** A bot small enough to read: it remembers its deliveries and changes languages. */
async function start(q: { publicUrl?: string; production?: boolean; hear?: Hear; unstarted?: boolean } = {}) {
  const desk = fakeDesk()
  const heard: Incoming[] = []
  const failures: unknown[] = []
  const failed = (error: unknown) => void failures.push(error)
  const web = openWeb({
    demo: desk,
    ids,
    edge: { publicUrl: q.publicUrl ?? "http://localhost:3000", production: q.production ?? false },
    failed,
  })
  const pages = openPages({ failed })
  web.pages(pages)
  const hear: Hear = async (incoming) => {
    heard.push(incoming)
    const language = /^language (nl|en)$/.exec(incoming.text)?.[1]
    if (language) desk.languages.set(incoming.actor.key, language as "nl" | "en")
    desk.lines.unshift({ at: desk.now(), text: "Iets gehoord", type: "thing.heard", stream: "x/1" })
    return { type: "answer", card: answerCard(`gehoord: ${incoming.text}`) }
  }
  if (!q.unstarted) await web.platform.start(q.hear ?? hear)
  const served = await serve({ host: "127.0.0.1", port: 0, routes: [], pages, failed })
  open.push(served)
  const url = `http://127.0.0.1:${served.port}`
  const get = async (path = "/?as=anna") => (await fetch(url + path)).text()
  const post = (fields: [string, string][], headers: Record<string, string> = { origin: url }) =>
    fetch(`${url}/say`, { method: "POST", body: new URLSearchParams(fields), headers })
  return { desk, heard, failures, url, get, post, platform: web.platform }
}

const help: [string, string][] = [
  ["as", "anna"],
  ["text", "hulp"],
]

describe("the page at /", () => {
  it("lets one speak as each of the demo's people, and every link and form keeps who speaks", async () => {
    const { get, desk } = await start()
    for (const { key, name } of desk.people) {
      const html = await get(`/?as=${key}`)
      expect(visible(html)).toContain(`Typ een opdracht als ${name}`)
      const said = formsOf(html).filter((form) => form.includes('method="post"'))
      expect(said.length).toBeGreaterThan(2)
      for (const form of said) expect(fieldsOf(form)).toContainEqual(["as", key])
      const links = tagsOf(html).flatMap((tag) => (tag.name === "a" ? (value(tag, "href") ?? "") : []))
      const elsewhere = key === "anna" || key === "bram" ? ["/?as=chadia&in=mvo"] : []
      for (const href of links.filter((l) => l.startsWith("/") && !elsewhere.includes(l)))
        expect(href).toContain(`as=${key}`)
    }
  })

  it("stands under a policy without scripts that its own stylesheet fulfils", async () => {
    const { url } = await start()
    const answer = await fetch(`${url}/?as=anna`)
    const html = await answer.text()
    const style = /<style>([^<]*)<\/style>/.exec(html)?.[1] ?? ""
    const hash = createHash("sha256").update(style).digest("base64")
    const policy = answer.headers.get("content-security-policy") ?? ""
    expect(policy).toContain(`style-src 'sha256-${hash}'`)
    for (const rule of [
      "default-src 'none'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ])
      expect(policy).toContain(rule)
    expect(policy).not.toMatch(/unsafe|script-src|\*/)
    for (const tag of tagsOf(html)) {
      expect(tag.name).not.toBe("script")
      for (const [name] of tag.attributes) expect(name).not.toMatch(/^(on.*|style)$/)
    }
    expect(answer.headers.get("set-cookie")).toBeNull()
    expect(answer.headers.get("cache-control")).toBe("no-store")
  })

  it("says its language, DEMO and one main heading", async () => {
    const { get, desk } = await start()
    expect(await get()).toContain('<html lang="nl">')
    desk.languages.set("bram", "en")
    const html = await get("/?as=bram")
    expect(html).toContain('<html lang="en">')
    expect(visible(html)).toContain("DEMO")
    expect(tagsOf(html).filter((tag) => tag.name === "h1")).toHaveLength(1)
    expect(visible(html)).toContain("You speak as:")
  })

  it("shows an older message only when asked, and the newest at the end", async () => {
    const { get, platform, desk } = await start()
    const remembered = desk.remembering(platform)
    for (let i = 1; i <= limits.feedShown + 1; i++)
      await remembered.send({ to: { placeKey: "mvo" }, card: answerCard(`bericht ${i}.`), replaces: null })
    const some = visible(articles(await get(), ""))
    expect(some).not.toContain("bericht 1.")
    expect(some.indexOf("bericht 2.")).toBeLessThan(some.indexOf(`bericht ${limits.feedShown + 1}.`))
    expect(visible(articles(await get("/?as=anna&in=mvo&all=1"), ""))).toContain("bericht 1.")
  })

  it("answers an unknown person with 404 and the people there are", async () => {
    const { url } = await start()
    const answer = await fetch(`${url}/?as=<script>`)
    expect(answer.status).toBe(404)
    const html = await answer.text()
    expect(visible(html)).toContain("Deze collega kennen we niet")
    expect(html).not.toContain("<script>")
  })

  it("offers the report to those who may see it, and tells the others who they are", async () => {
    const { get } = await start()
    const asks = (html: string) => formsOf(html).some((form) => form.includes('value="report"'))
    expect(asks(await get("/?as=chadia"))).toBe(true)
    expect(asks(await get("/?as=directeur"))).toBe(true)
    expect(asks(await get("/?as=anna"))).toBe(false)
    expect(visible(await get("/?as=anna"))).toContain("Bekijk het als Chadia")
  })
})

describe("POST /say", () => {
  it("shows the answer to the asker, marks what is new in the ledger, and keeps nothing", async () => {
    const { get, post, heard } = await start()
    const html = await (await post(help)).text()
    expect(visible(articles(html, "eph"))).toMatch(/Alleen zichtbaar voor jou\s+DEMO\s+gehoord: hulp/)
    expect(html.match(/class="new"/g)).toHaveLength(1)
    expect(heard).toHaveLength(1)
    for (const as of ["anna", "bram"]) expect(await get(`/?as=${as}`)).not.toContain("gehoord: hulp")
    expect(await get()).not.toContain('class="new"')
  })

  it("hears every form of the page just as it was drawn", async () => {
    const { post, get, heard } = await start()
    const forms = formsOf((await (await post(help)).text()) + (await get("/?as=chadia"))).filter((f) =>
      f.includes("/say"),
    )
    heard.length = 0
    let sent = 0
    for (const form of forms)
      for (const button of tagsOf(form).filter((tag) => tag.name === "button" && value(tag, "name"))) {
        const pressed: [string, string] = [value(button, "name") ?? "", value(button, "value") ?? ""]
        expect((await post([...fieldsOf(form), pressed])).status).toBe(200)
        sent++
      }
    expect(heard).toHaveLength(sent)
    expect(heard.map((i) => i.text)).toEqual(
      expect.arrayContaining(["challenge undo x l1 ~abcdefgh", "language en", "report", "uitdaging lijst"]),
    )
  })

  it("draws the answer's page in the language just chosen", async () => {
    const { post } = await start()
    const html = await (
      await post([
        ["as", "anna"],
        ["text", "language en"],
        ["via", "press"],
      ])
    ).text()
    expect(html).toContain('<html lang="en">')
  })

  it("counts a form that is sent twice as one delivery", async () => {
    const { get, post, heard } = await start()
    const form = formsOf(await get()).find((f) => f.includes('id="tekst"')) ?? ""
    for (let i = 0; i < 2; i++) await post([...fieldsOf(form), ["text", "ik"]])
    expect(heard[0]?.delivery).toBe(heard[1]?.delivery)
  })

  it.each([
    [
      400,
      [
        ["as", "mallory"],
        ["text", "me"],
      ],
    ],
    [
      400,
      [
        ["as", "anna"],
        ["text", " "],
      ],
    ],
    [400, [["as", "anna"]]],
    [
      400,
      [
        ["as", "anna"],
        ["text", "me"],
        ["text", "me"],
      ],
    ],
    [
      413,
      [
        ["as", "anna"],
        ["text", "x".repeat(10_000)],
      ],
    ],
    [
      413,
      [
        ["as", "anna"],
        ["text", "x".repeat(100_000)],
      ],
    ],
  ] as [number, [string, string][]][])(
    "refuses bad input with %i, in words, and changes nothing",
    async (status, fields) => {
      const { post, heard, desk } = await start()
      desk.languages.set("anna", "en")
      const answer = await post(fields)
      expect(answer.status).toBe(status)
      expect(visible(await answer.text()).trim()).not.toBe("")
      expect(heard).toEqual([])
    },
  )

  it("says what was wrong in the person's language", async () => {
    const { post, desk } = await start()
    desk.languages.set("anna", "en")
    expect(
      visible(
        await (
          await post([
            ["as", "anna"],
            ["text", " "],
          ])
        ).text(),
      ),
    ).toContain("There was nothing there")
    expect(
      visible(
        await (
          await post([
            ["as", "bram"],
            ["text", " "],
          ])
        ).text(),
      ),
    ).toContain("Er stond niets")
  })

  it("answers a bug with words and 500, and tells it", async () => {
    const { post, failures } = await start({
      hear: async () => {
        throw new Error("planted")
      },
    })
    const answer = await post(help)
    expect(answer.status).toBe(500)
    expect(visible(await answer.text())).toContain("Er ging iets mis bij ons")
    expect(failures.map(String)).toEqual(["Error: planted"])
  })

  it("says that it is not ready before the bot has started and after it has stopped", async () => {
    const early = await start({ unstarted: true })
    expect((await early.post(help)).status).toBe(503)
    const late = await start()
    await late.platform.stop()
    expect((await late.post(help)).status).toBe(503)
  })

  it.each([
    ["another site", { origin: "https://evil.example" }],
    ["a sandboxed frame", { origin: "null" }],
    ["another site that hides its origin", { "sec-fetch-site": "cross-site" }],
    ["another program on this machine", { origin: "http://127.0.0.1:1", "sec-fetch-site": "same-site" }],
  ])("hears nothing from %s", async (_who, headers) => {
    const { post, heard } = await start()
    expect((await post(help, headers as Record<string, string>)).status).toBe(403)
    expect(heard).toEqual([])
  })

  it.each([
    ["under production", { production: true }, {}],
    ["with a public address", { publicUrl: "https://csr.example" }, {}],
    ["through a tunnel", {}, { "x-forwarded-for": "203.0.113.9" }],
  ])("does not exist %s, nor does the page", async (_when, settings, headers) => {
    const { url, post, heard } = await start(settings)
    expect((await fetch(`${url}/`, { headers: headers as Record<string, string> })).status).toBe(403)
    expect((await post(help, { origin: url, ...headers })).status).toBe(403)
    expect(heard).toEqual([])
  })

  it("reads forms only", async () => {
    const { url, heard } = await start()
    for (const type of ["application/json", "text/plain", "multipart/form-data; boundary=x"]) {
      const headers = { origin: url, "content-type": type }
      expect((await fetch(`${url}/say`, { method: "POST", headers, body: "as=anna&text=me" })).status).toBe(
        415,
      )
    }
    expect((await fetch(`${url}/say?as=anna&text=me`)).status).toBe(404)
    expect(heard).toEqual([])
  })
})

describe("the page's words", () => {
  const folder = new URL("../../adapters/web/", import.meta.url)
  const code = readdirSync(folder)
    .map((file) => readFileSync(new URL(file, folder), "utf8"))
    .join("\n")

  it("are the same messages in both languages, with the same values", () => {
    const values = (text: string) => [...text.matchAll(/\{(\w+)/g)].map((m) => m[1]).sort()
    expect([...webWords.en.keys()].sort()).toEqual([...webWords.nl.keys()].sort())
    for (const [id, text] of webWords.nl)
      expect([id, values(webWords.en.get(id) ?? "")]).toEqual([id, values(text)])
  })

  it("exist for every id in the code, and none is left over", () => {
    const used = new Set([...code.matchAll(/"(web\.[a-z.-]+)"/g)].map((m) => m[1] ?? ""))
    for (const problem of ["who", "where", "empty", "too-long", "fields"]) used.add(`web.problem.${problem}`)
    expect([...used].sort()).toEqual([...webWords.nl.keys()].sort())
  })
})
