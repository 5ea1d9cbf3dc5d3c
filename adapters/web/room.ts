/** Which room of the page is asked for, and all that one drawing of it needs. */
import type { Ids } from "../../src/app/ports.ts"
import type { Card } from "../../src/view/card.ts"
import { text as plainWords } from "../../src/view/words.ts"
import type { Speaker, WebDesk } from "./desk.ts"
import { limits } from "./limits.ts"
import { personal } from "./parse.ts"
import type { View } from "./view.ts"

export type Room = {
  me: Speaker
  in: string
  /** Older messages too. */
  all: boolean
  /** All ledger lines. */
  ledger: boolean
  status: 200 | 400 | 404 | 413 | 500 | 503
  /** `problem`: a message id. */
  exchange: { said: string | null; card: Card } | { said: null | string; problem: string } | null
  /** Ledger lines before the exchange, to show which are new; null without one. */
  sizeBefore: number | null
}

export async function viewOf(q: {
  demo: WebDesk
  ids: Ids
  links: View["links"]
  room: Room
}): Promise<View> {
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

/** What the address asks for. Nobody by that name is shown as the first speaker with a word about it. */
export function roomOf(
  demo: WebDesk,
  q: { first: Speaker; asked: (name: string) => string | undefined },
): Room {
  const name = q.asked("as")
  const me = demo.people.find((p) => p.key === name)
  const stranger = name !== undefined && !me
  const room = q.asked("in") ?? ""
  const known = room === personal || demo.places.some((p) => p.key === room)
  return {
    me: me ?? q.first,
    in: known ? room : (demo.places[0]?.key ?? personal),
    all: q.asked("all") === "1",
    ledger: q.asked("ledger") === "all",
    status: stranger ? 404 : 200,
    exchange: stranger ? { said: null, problem: "web.problem.who" } : null,
    sizeBefore: null,
  }
}
