import { afterEach, describe, expect, it } from "vitest"
import { closeAll, start } from "./web-bot.ts"
import { articles, fieldsOf, formsOf, tagsOf, value, visible } from "./web-html.ts"

afterEach(closeAll)

const help: [string, string][] = [
  ["as", "anna"],
  ["text", "hulp"],
]

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
