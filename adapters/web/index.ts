/** The platform in a browser: `npm start` with no account at all. Loopback only; no scripts, no cookies, no sessions. */
import type { Context } from "hono"
import type { Answer, Hear, Ids, Platform } from "../../src/app/ports.ts"
import { text as plainWords } from "../../src/view/words.ts"
import { type Edge, fromOtherSite, loopbackOnly, type Pages } from "../http.ts"
import { pageHeaders } from "../page/layout.ts"
import type { Speaker, WebDesk } from "./desk.ts"
import { limits } from "./limits.ts"
import { renderPage } from "./page.ts"
import { type Parsed, parseSay, personal } from "./parse.ts"
import { sendTo } from "./send.ts"
import { webSheet } from "./style.ts"
import type { View } from "./view.ts"

export type { WebDesk } from "./desk.ts"

export type Web = { platform: Platform; pages(app: Pages): void }

/** `failed` hears of every bug; `links`: where the README tells how to connect Slack and Teams, null where it is not on the web. */
export function openWeb(q: {
  demo: WebDesk
  ids: Ids
  edge: Edge
  failed: (error: unknown) => void
  links?: View["links"]
}): Web {
  const { demo } = q
  let hear: Hear | null = null
  const first = demo.people[0]
  if (!first) throw new Error("the web platform needs somebody to speak as")

  async function draw(c: Context, room: Room): Promise<Response> {
    const view = await look({ demo, ids: q.ids, links: q.links ?? null, room })
    return c.body(String(renderPage(view)), room.status, pageHeaders(webSheet))
  }

  async function home(c: Context): Promise<Response> {
    const asked = c.req.query("as")
    const me = demo.people.find((p) => p.key === asked)
    const said = c.req.query("in") ?? ""
    const known = said === personal || demo.places.some((p) => p.key === said)
    const room: Room = {
      me: me ?? (first as Speaker),
      in: known ? said : (demo.places[0]?.key ?? personal),
      all: c.req.query("all") === "1",
      ledger: c.req.query("ledger") === "all",
      status: asked !== undefined && !me ? 404 : 200,
      exchange: null,
      sizeBefore: null,
    }
    const stranger = asked !== undefined && !me
    return draw(c, stranger ? { ...room, exchange: { said: null, problem: "web.problem.who" } } : room)
  }

  async function say(c: Context): Promise<Response> {
    const type = c.req.header("content-type")?.split(";", 1)[0]?.trim().toLowerCase()
    if (type !== "application/x-www-form-urlencoded")
      return c.text("Send a form (application/x-www-form-urlencoded).\n", 415)
    const known = { people: demo.people.map((p) => p.key), places: demo.places }
    const parsed = parseSay({ body: await c.req.text(), known, fresh: q.ids.next(16) })
    const key = parsed.type === "said" ? parsed.incoming.actor.key : parsed.as
    const room = {
      me: demo.people.find((p) => p.key === key) ?? (first as Speaker),
      in: parsed.in,
      all: false,
      ledger: false,
      sizeBefore: await demo.ledgerSize(),
    }
    return draw(c, { ...room, ...(await answer(parsed)) })
  }

  async function answer(parsed: Parsed): Promise<Pick<Room, "status" | "exchange">> {
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

  return {
    platform: {
      name: "web",
      send: sendTo({ desk: demo, ids: q.ids }),
      roster: async () => demo.roster(),
      members: async (placeKey) => demo.places.find((p) => p.key === placeKey)?.members ?? [],
      check: async () => [
        {
          name: "web",
          ok: true,
          facts: `the demo, for ${demo.people.length} speakers on this machine only`,
          todo: null,
        },
      ],
      start: async (listener) => {
        hear = listener
      },
      stop: async () => {
        hear = null
      },
    },
    pages(app) {
      app.get("/", loopbackOnly(q.edge), home)
      app.post("/say", loopbackOnly(q.edge), async (c) => {
        const origin = `http://${c.req.header("host")}`
        if (fromOtherSite(c.req.raw.headers, origin)) return c.text("Only from the page itself.\n", 403)
        return say(c)
      })
    },
  }
}

const status: Record<Answer["type"], 200 | 500> = { answer: 200, failed: 500 }

type Room = {
  me: Speaker
  in: string
  /** Older messages too. */
  all: boolean
  /** All ledger lines. */
  ledger: boolean
  status: 200 | 400 | 404 | 413 | 500 | 503
  /** `problem`: a message id. */
  exchange:
    | { said: string | null; card: Extract<Answer, { type: "answer" }>["card"] }
    | { said: null | string; problem: string }
    | null
  /** Ledger lines before the exchange, to show which are new; null without one. */
  sizeBefore: number | null
}

async function look(q: { demo: WebDesk; ids: Ids; links: View["links"]; room: Room }): Promise<View> {
  const { demo, room } = q
  const language = await demo.language(room.me.key)
  const say = demo.words[language]
  const shown = room.all ? limits.feedMax : limits.feedShown
  const posts =
    room.in === personal
      ? (await demo.inbox(room.me.key)).slice(-limits.inboxMax)
      : // One more than is shown tells whether there are older ones.
        await demo.feed({ placeKey: room.in, reader: room.me.key, limit: shown + 1 })
  const older = room.in !== personal && posts.length > shown
  const size = await demo.ledgerSize()
  const { exchange } = room
  return {
    organisation: demo.organisation,
    timeZone: demo.timeZone,
    now: demo.now(),
    language,
    say,
    me: room.me,
    people: demo.people,
    places: demo.places,
    in: room.in,
    posts: older ? posts.slice(-shown) : posts,
    older: older && !room.all,
    ledger: {
      lines: await demo.ledger({ limit: room.ledger ? limits.ledgerMax : limits.ledgerShown, language }),
      size,
      all: room.ledger,
      fresh: room.sizeBefore === null ? 0 : size - room.sizeBefore,
    },
    exchange: exchange && {
      said: exchange.said,
      answer:
        "card" in exchange
          ? exchange.card
          : { problem: plainWords(say, exchange.problem, { max: limits.textMax }) },
    },
    formId: () => q.ids.next(16),
    links: q.links,
  }
}
