import { openPages, serve } from "../../adapters/http.ts"
import { openWeb } from "../../adapters/web/index.ts"
import { platformContract, type Rig } from "../contract/platform.ts"
import { fakeDesk, ids } from "./web-desk.ts"
import { articles, fieldsOf, formsOf, visible } from "./web-html.ts"

platformContract("web", async (hear): Promise<Rig> => {
  const desk = fakeDesk()
  // The contract plants a bug: that it is told is held in web.test.ts.
  const failed = () => {}
  const web = openWeb({
    demo: desk,
    ids,
    edge: { publicUrl: "http://localhost:3000", production: false },
    failed,
  })
  const pages = openPages({ failed })
  web.pages(pages)
  const platform = desk.remembering(web.platform)
  await platform.start(hear)
  const server = await serve({ host: "127.0.0.1", port: 0, routes: [], pages, failed })
  const url = `http://127.0.0.1:${server.port}`
  const answers = new Map<string, string>()
  let last: { who: string; body: URLSearchParams } | null = null

  async function post(q: { who: string; body: URLSearchParams }) {
    last = q
    const answer = await fetch(`${url}/say`, { method: "POST", body: q.body, headers: { origin: url } })
    answers.set(q.who, `${answers.get(q.who) ?? ""}${articles(await answer.text(), "eph")}`)
  }
  const room = async (as: string, where: string) =>
    articles(await (await fetch(`${url}/?as=${as}&in=${where}`)).text(), "")

  return {
    platform,
    place: "mvo",
    ana: "chadia",
    ben: "bram",
    outsiders: [],
    says: async ({ who, text, where }) => {
      const html = await (await fetch(`${url}/?as=${who}&in=${where === "place" ? "mvo" : "dm"}`)).text()
      const form = formsOf(html).find((f) => f.includes('id="tekst"')) ?? ""
      await post({ who, body: new URLSearchParams([...fieldsOf(form), ["text", text]]) })
    },
    again: async () => {
      if (last) await post(last)
    },
    placeShows: async () => visible(await room("anna", "mvo")),
    privatelyShows: async (person) =>
      `${visible(await room(person, "dm"))} ${visible(answers.get(person) ?? "")}`,
    close: async () => {
      await platform.stop()
      await server.close()
    },
  }
})
