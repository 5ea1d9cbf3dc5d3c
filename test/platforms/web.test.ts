import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { afterEach, describe, expect, it } from "vitest"
import { limits } from "../../adapters/web/limits.ts"
import { answerCard, closeAll, start } from "./web-bot.ts"
import { webWords } from "./web-desk.ts"
import { articles, fieldsOf, formsOf, tagsOf, value, visible } from "./web-html.ts"

afterEach(closeAll)

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
