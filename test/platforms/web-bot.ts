import { openPages, type Served, serve } from "../../adapters/http.ts"
import { openWeb } from "../../adapters/web/index.ts"
import type { Hear, Incoming } from "../../src/app/ports.ts"
import type { Card } from "../../src/view/card.ts"
import { fakeDesk, ids } from "./web-desk.ts"

const open: Served[] = []
/** For afterEach. */
export const closeAll = () => Promise.all(open.splice(0).map((served) => served.close()))

export const answerCard = (text: string): Card => ({
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

/** The web platform on a real server with a bot small enough to read: it remembers its deliveries and changes languages. */
export async function start(
  q: { publicUrl?: string; production?: boolean; hear?: Hear; unstarted?: boolean } = {},
) {
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
