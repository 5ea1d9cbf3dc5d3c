/** The platform in a browser: `npm start` with no account at all. Loopback only; no scripts, no cookies, no sessions. */
import type { Context } from "hono"
import type { Answer, Hear, Ids, Platform } from "../../src/app/ports.ts"
import { type Edge, fromOtherSite, loopbackOnly, type Pages } from "../http.ts"
import { pageHeaders } from "../page/layout.ts"
import type { Speaker, WebDesk } from "./desk.ts"
import { renderPage } from "./page.ts"
import { type Parsed, parseSay } from "./parse.ts"
import { type Room, roomOf, viewOf } from "./room.ts"
import { sendTo } from "./send.ts"
import { webSheet } from "./style.ts"
import type { View } from "./view.ts"

export type { WebDesk } from "./desk.ts"

export type Web = { platform: Platform; pages(app: Pages): void }
type Failed = (error: unknown) => void

/** `failed` hears of every bug; `links`: where the README tells how to connect Slack and Teams, null where it is not on the web. */
export function openWeb(q: {
  demo: WebDesk
  ids: Ids
  edge: Edge
  failed: Failed
  links?: View["links"]
}): Web {
  const { demo, ids, failed } = q
  let hear: Hear | null = null
  const first = firstSpeaker(demo)

  async function draw(c: Context, room: Room): Promise<Response> {
    const view = await viewOf({ demo, ids, links: q.links ?? null, room })
    return c.body(String(renderPage(view)), room.status, pageHeaders(webSheet))
  }

  async function say(c: Context): Promise<Response> {
    const known = { people: demo.people.map((p) => p.key), places: demo.places }
    const parsed = parseSay({ body: await c.req.text(), known, fresh: ids.next(16) })
    const key = parsed.type === "said" ? parsed.incoming.actor.key : parsed.as
    const asked = { as: key ?? undefined, in: parsed.in }
    const room = roomOf(demo, {
      first,
      asked: (name) => asked[name as "as"],
    })
    const sizeBefore = await demo.ledgerSize()
    return draw(c, { ...room, sizeBefore, ...(await answer({ parsed, hear, failed })) })
  }

  return {
    platform: {
      name: "web",
      send: sendTo({ desk: demo, ids }),
      roster: async () => demo.roster(),
      members: async (placeKey) => demo.places.find((p) => p.key === placeKey)?.members ?? [],
      check: async () => [
        { name: "web", ok: true, facts: `${demo.people.length} speakers, on this machine only`, todo: null },
      ],
      start: async (listener) => {
        hear = listener
      },
      stop: async () => {
        hear = null
      },
    },
    pages(app) {
      app.get("/", loopbackOnly(q.edge), (c) =>
        draw(c, roomOf(demo, { first, asked: (name) => c.req.query(name) })),
      )
      app.post("/say", loopbackOnly(q.edge), async (c) => {
        const { headers } = c.req.raw
        if (fromOtherSite(headers, `http://${headers.get("host")}`))
          return c.text("Only from the page itself.\n", 403)
        if (!isForm(headers)) return c.text("Send a form (application/x-www-form-urlencoded).\n", 415)
        return say(c)
      })
    },
  }
}

function firstSpeaker(demo: WebDesk): Speaker {
  const [first] = demo.people
  if (!first) throw new Error("the web platform needs somebody to speak as")
  return first
}

function isForm(headers: Headers): boolean {
  const type = headers.get("content-type")?.split(";", 1)[0]
  return type?.trim().toLowerCase() === "application/x-www-form-urlencoded"
}

const status: Record<Answer["type"], 200 | 500> = { answer: 200, failed: 500 }

/** The private answer, for this one response. What was typed is shown with it; what was pressed is not. */
async function answer(q: {
  parsed: Parsed
  hear: Hear | null
  failed: Failed
}): Promise<Pick<Room, "status" | "exchange">> {
  const { parsed, hear } = q
  if (parsed.type === "refused")
    return { status: parsed.status, exchange: { said: null, problem: `web.problem.${parsed.problem}` } }
  if (!hear) return { status: 503, exchange: { said: null, problem: "web.problem.starting" } }
  const said = parsed.incoming.via === "message" ? parsed.incoming.text : null
  try {
    const { type, card } = await hear(parsed.incoming)
    return { status: status[type], exchange: { said, card } }
  } catch (error) {
    q.failed(error)
    return { status: 500, exchange: { said, problem: "web.problem.failed" } }
  }
}
