/**
 * Keeps posted cards up to date: at most one redrawing a message in a few seconds, and the last state is always shown,
 * also after a failure or a restart. Redrawing again does no harm, so nothing of it is kept in the ledger.
 */
import { isOpen } from "../domain/challenge.ts"
import type { Instant, RowId } from "../domain/id.ts"
import type { Content } from "../domain/message.ts"
import { dayMs } from "../domain/time.ts"
import type { Card } from "../view/card.ts"
import { makeAlarm } from "./alarm.ts"
import type { Board, Posted } from "./board.ts"
import { draw } from "./draw.ts"
import { type Changed, lookFor, type Organisation } from "./organisation.ts"
import { usualPace } from "./pace.ts"
import type { Sent } from "./ports.ts"
import { retryAt } from "./retry.ts"
import { makeLane } from "./turns.ts"

/** Older messages are left as they were. */
const redrawnForMs = 35 * dayMs
/** After a start also what ended so long ago is drawn: the end may have come just before the stop. */
const endedForMs = dayMs

export type Redrawing = {
  changed(what: Changed): void
  /** Draws what changed until now, each message in its turn. What failed is left to a later run. */
  run(): Promise<void>
  /** Draws what it can without waiting for a turn, and no more. */
  stop(): Promise<void>
}
type Wish = { tries: number; notBefore: Instant }

export function makeRedrawing(org: Organisation): Redrawing {
  const dirty = new Set<string>()
  const wishes = new Map<RowId, Wish>()
  const shown = new Map<RowId, string>()
  const lane = makeLane((org.platform.limits?.pace ?? usualPace).redrawing)
  const alarm = makeAlarm(org)
  let started = false
  let stopped = false
  let running: Promise<void> | null = null

  const collect = (board: Board) => {
    if (!started) for (const subject of unfinished(board, org.clock.now())) dirty.add(subject)
    started = true
    if (dirty.size === 0) return
    for (const { row, content, at } of board.posted.values()) {
      if (at <= org.clock.now() - redrawnForMs || wishes.has(row)) continue
      if (subjects(content).some((s) => dirty.has(s))) wishes.set(row, { tries: 0, notBefore: alarm.now() })
    }
    dirty.clear()
  }
  /** False where it stops before its turn. */
  const isMyTurn = async (): Promise<boolean> => {
    for (let now = alarm.now(); lane.at(now) > now; now = alarm.now()) {
      if (stopped) return false
      await alarm.sleep(lane.at(now))
    }
    return true
  }
  const attend = async (row: RowId, wish: Wish): Promise<void> => {
    if (!(await isMyTurn())) return
    const posted = (await org.board.upToDate()).posted.get(row)
    // Before it is drawn: a change from now on is drawn once more.
    wishes.delete(row)
    if (!posted) return
    const sent = await redraw(org, posted, { shown, take: () => lane.sent(alarm.now()) }).catch(
      broken(org, row),
    )
    if (!sent || sent.type === "sent") return
    org.log.warn("redrawing", { row, outcome: sent.type, because: sent.because })
    if (sent.type === "failed" || sent.type === "unreachable") return
    const now = alarm.now()
    const waitMs = sent.type === "failed-clean" ? sent.waitMs : 0
    if (sent.type === "failed-clean" && sent.rests) lane.restUntil(now + waitMs)
    const again = wishAgain(wish, now, waitMs)
    if (again) wishes.set(row, again)
  }
  const work = async () => {
    if (started && dirty.size === 0 && wishes.size === 0) return
    collect(await org.board.upToDate())
    for (const [row, wish] of [...wishes]) if (wish.notBefore <= alarm.now()) await attend(row, wish)
  }
  return {
    changed(what) {
      if (what.type === "run") dirty.add(`run ${what.run}`)
      if (what.type === "poll") dirty.add(`poll ${what.poll}`)
    },
    run() {
      running ??= work().finally(() => {
        running = null
      })
      return running
    },
    async stop() {
      stopped = true
      alarm.ring()
      await running?.catch(() => {})
      await work()
    },
  }
}

/** Once with the very next run; then less and less often, and in the end no more. */
function wishAgain({ tries }: Wish, now: Instant, waitMs: number): Wish | null {
  const again = retryAt(tries + 1, now, waitMs)
  if (again.type === "give-up") return null
  return { tries: tries + 1, notBefore: tries === 0 ? now : again.at }
}

/** A bug, or a store that cannot be read: tried again like an answer that was lost. */
function broken(org: Organisation, row: RowId): (error: unknown) => Sent {
  return (error) => {
    org.log.error("redrawing broke", { row }, error)
    return { type: "uncertain", because: "it broke" }
  }
}

/** What may look otherwise than it was last drawn, as far as one knows after a start. */
function unfinished(board: Board, now: Instant): string[] {
  const runs = [...board.runs.values()].filter((r) => isOpen(r, now) || r.endsAt > now - endedForMs)
  const polls = [...board.polls.values()].filter((p) => (p.closedAt ?? now) > now - endedForMs)
  return [...runs.map((r) => `run ${r.id}`), ...polls.map((p) => `poll ${p.id}`)]
}

function subjects(content: Content): string[] {
  if (content.type === "challenge") return [`run ${content.run}`]
  return content.type === "pulse" ? content.polls.map((p) => `poll ${p}`) : []
}

/** Null where it looks as it looked, or is nowhere any more. */
async function redraw(
  org: Organisation,
  posted: Posted,
  q: { shown: Map<RowId, string>; take: () => void },
): Promise<Sent | null> {
  if (!("place" in posted.to)) return null
  const place = org.directory.placeById(posted.to.place)
  if (!place) return null
  const now = org.clock.now()
  const look = lookFor(org, { language: place.language, zone: place.timeZone, to: "place", now })
  const card = await draw(org, posted.content, { board: await org.board.upToDate(), look, place: place.id })
  if (!card) return null
  const face = org.vault.hash(faceOf(card))
  if (q.shown.get(posted.row) === face) return null
  q.take()
  const sent = await org.platform.send({ to: { placeKey: place.key }, card, replaces: posted.ref })
  if (sent.type === "sent") q.shown.set(posted.row, face)
  // Perhaps it shows the new face, perhaps the old one.
  else q.shown.delete(posted.row)
  return sent
}

/** What a reader sees: the same without the buttons' random ids. */
function faceOf(card: Card): string {
  return JSON.stringify(card, (key, value) => (key === "once" ? undefined : value))
}
