/**
 * Keeps posted cards up to date: at most one redrawing a message in a few seconds, and the last state is always shown.
 * Redrawing again does no harm, so nothing of it is kept in the ledger.
 */
import type { RowId } from "../domain/id.ts"
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
  const shown = new Map<RowId, string>()
  let running: Promise<void> = Promise.resolve()
  const once = async (): Promise<void> => {
    if (dirty.size === 0) return
    const now = dirty
    dirty = new Set()
    const board = await org.board.upToDate()
    for (const posted of board.posted.values()) {
      const about = subjects(posted.content).filter((s) => now.has(s))
      if (about.length === 0 || posted.at <= org.clock.now() - redrawnForMs) continue
      // What could not be drawn now is drawn with the next run, in the state of then.
      if (!(await redrawn(org, posted, shown))) for (const subject of about) dirty.add(subject)
    }
  }
  return {
    changed(what) {
      if (what.type === "run") dirty.add(`run ${what.run}`)
      if (what.type === "poll") dirty.add(`poll ${what.poll}`)
    },
    async run() {
      running = running.then(once, once)
      return running
    },
  }
}

function subjects(content: Content): string[] {
  if (content.type === "challenge") return [`run ${content.run}`]
  return content.type === "pulse" ? content.polls.map((p) => `poll ${p}`) : []
}

/** False where it should be tried again. */
async function redrawn(org: Organisation, posted: Posted, shown: Map<RowId, string>): Promise<boolean> {
  try {
    return await redraw(org, posted, shown)
  } catch (error) {
    org.log.error("redrawing broke", { row: posted.row }, error)
    return false
  }
}

async function redraw(org: Organisation, posted: Posted, shown: Map<RowId, string>): Promise<boolean> {
  const place = "place" in posted.to ? org.directory.placeById(posted.to.place) : undefined
  if (!place) return true
  const now = org.clock.now()
  const look = lookFor(org, { language: place.language, zone: place.timeZone, to: "place", now })
  const card = await draw(org, posted.content, { board: await org.board.upToDate(), look, place: place.id })
  const face = card && org.vault.hash(faceOf(card))
  if (!card || shown.get(posted.row) === face) return true
  const sent = await org.platform.send({ to: { placeKey: place.key }, card, replaces: posted.ref })
  if (sent.type === "sent") {
    shown.set(posted.row, face ?? "")
    return true
  }
  org.log.warn("redrawing", { row: posted.row, outcome: sent.type, because: sent.because })
  return sent.type === "failed" || sent.type === "unreachable"
}

/** What a reader sees: the same without the buttons' random ids. */
function faceOf(card: Card): string {
  return JSON.stringify(card, (key, value) => (key === "once" ? undefined : value))
}
