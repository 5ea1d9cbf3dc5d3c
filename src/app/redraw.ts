/**
 * Keeps posted cards up to date: at most one redrawing a message in a few seconds, and the last state is always shown.
 * Redrawing again does no harm, so nothing of it is kept in the ledger.
 */
import type { Content } from "../domain/message.ts"
import { dayMs } from "../domain/time.ts"
import type { Card } from "../view/card.ts"
import type { Posted } from "./board.ts"
import { draw } from "./draw.ts"
import { type Changed, lookFor, type Organisation } from "./organisation.ts"

/** Older messages are left as they were. */
const redrawnForMs = 35 * dayMs

export type Redrawing = { changed(what: Changed): void; run(): Promise<void> }

export function makeRedrawing(org: Organisation): Redrawing {
  let dirty = new Set<string>()
  const shown = new Map<string, string>()
  return {
    changed(what) {
      if (what.type === "run") dirty.add(`run ${what.run}`)
      if (what.type === "poll") dirty.add(`poll ${what.poll}`)
    },
    async run() {
      if (dirty.size === 0) return
      const now = dirty
      dirty = new Set()
      const board = await org.board.upToDate()
      for (const posted of board.posted.values())
        if (posted.at > org.clock.now() - redrawnForMs && subjects(posted.content).some((s) => now.has(s)))
          await redraw(org, posted, shown)
    },
  }
}

function subjects(content: Content): string[] {
  if (content.type === "challenge") return [`run ${content.run}`]
  return content.type === "pulse" ? content.polls.map((p) => `poll ${p}`) : []
}

async function redraw(org: Organisation, posted: Posted, shown: Map<string, string>): Promise<void> {
  if (!("place" in posted.to)) return
  const place = org.directory.placeById(posted.to.place)
  if (!place) return
  const now = org.clock.now()
  const look = lookFor(org, { language: place.language, zone: place.timeZone, to: "place", now })
  const card = await draw(org, posted.content, { board: await org.board.upToDate(), look, place: place.id })
  if (!card) return
  const face = faceOf(card)
  if (shown.get(posted.row) === face) return
  shown.set(posted.row, face)
  const sent = await org.platform.send({ to: { placeKey: place.key }, card, replaces: posted.ref })
  if (sent.type !== "sent") {
    shown.delete(posted.row)
    org.log.warn("redrawing", { row: posted.row, outcome: sent.type, because: sent.because })
  }
}

/** What a reader sees: the same without the buttons' random ids. */
function faceOf(card: Card): string {
  return JSON.stringify(card, (key, value) => (key === "once" ? undefined : value))
}
