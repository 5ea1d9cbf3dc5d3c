import { streams } from "../../domain/id.ts"
import { answer, type NudgeAnswer, nextTurn } from "../../domain/nudge.ts"
import { isRefusal, type Refusal, refuse } from "../../domain/refusal.ts"
import type { Card } from "../../view/card.ts"
import { nudgeAnswerCard } from "../../view/nudge-card.ts"
import { doneCard } from "../../view/programme-card.ts"
import type { Board } from "../board.ts"
import type { CommandOf } from "../grammar.ts"
import type { Asked, Organisation } from "../organisation.ts"
import { poolOf } from "../pick.ts"
import { byHand } from "../post.ts"
import { placesFor } from "../steer.ts"
import { answerOnce } from "../transact.ts"
import { nudgeView } from "../views.ts"

export const nudge = {
  "nudge.done": (asked: Asked, { id }: CommandOf<"nudge.done">) => respond(asked, id, "done"),
  "nudge.later": (asked: Asked, { id }: CommandOf<"nudge.later">) => respond(asked, id, "later"),
  "nudge.no": (asked: Asked, { id }: CommandOf<"nudge.no">) => respond(asked, id, "no"),

  "nudge.now": async (asked: Asked, { id }: CommandOf<"nudge.now">): Promise<Card | Refusal> => {
    if (id !== undefined && !asked.org.catalogue().nudges.has(id)) return refuse("nudge.unknown")
    const places = placesFor(asked.board, asked)
    if (isRefusal(places)) return places
    const done = await answerOnce(asked, async (board) => {
      const posts = places.map((place) => {
        const nudge = id ?? nextNudge(asked.org, board, place)
        return nudge ? { post: asked.org.ids.next(6), nudge, place } : null
      })
      const known = posts.filter((p) => p !== null)
      if (known.length === 0) return refuse("nudge.unknown")
      const sent = known.map((p) =>
        byHand(asked.org, { places: [p.place], content: { type: "nudge", post: p.post }, now: asked.now }),
      )
      return {
        appends: [
          ...known.map((p) => ({
            stream: streams.nudge(p.post),
            expect: 0,
            events: [{ type: "nudge.posted" as const, ...p }],
          })),
          ...sent.flatMap((s) => s.appends),
        ],
        outbox: sent.flatMap((s) => s.outbox),
      }
    })
    return isRefusal(done) ? done : doneCard(asked.look, asked.look.say("nudge.posted"))
  },
}

/** The nudge whose turn it is in a place; places start at different goals. */
export function nextNudge(org: Organisation, board: Board, place: string): string | null {
  const pool = poolOf(org, board, { key: "", what: "nudge", place })
  return pool && nextTurn(pool.all, pool.had, pool.offset)
}

async function respond(asked: Asked, id: string, given: NudgeAnswer): Promise<Card | Refusal> {
  const stream = streams.reply(id, asked.person.id)
  const done = await answerOnce({ ...asked, stream }, async (board, version) => {
    const post = board.nudges.get(id)
    if (!post) return refuse("nudge.unknown")
    const before = post.answers.get(asked.person.id) ?? null
    return {
      appends: [
        { stream, expect: version, events: answer({ post, person: asked.person.id, before, answer: given }) },
      ],
      facts: { post: id },
    }
  })
  if (isRefusal(done)) return done
  const post = done.board.nudges.get(id)
  const view = post && nudgeView(asked.org, post)
  if (!post || !view) return refuse("nudge.unknown")
  return nudgeAnswerCard(asked.look, { view, answer: post.answers.get(asked.person.id) ?? given })
}
