/**
 * Claim, send, settle. A row is claimed when its turn has come and not before, so that a crash leaves few in doubt; the
 * claim is durable before the call. What is still claimed after a restart or at the lease's end is uncertain and never
 * resent by itself. Only clean failures are tried again.
 */
import type { RowId } from "../domain/id.ts"
import type { DeliverySettled } from "../domain/programme.ts"
import { secondMs } from "../domain/time.ts"
import { makeAlarm } from "./alarm.ts"
import type { Board } from "./board.ts"
import { draw } from "./draw.ts"
import { lookFor, type Organisation } from "./organisation.ts"
import { usualPace } from "./pace.ts"
import type { ClaimedRow, Sent, ToSend } from "./ports.ts"
import { retryAt } from "./retry.ts"
import { idOf, makeTurns } from "./turns.ts"

export const deliverLimits = {
  /** Calls under way at once, each to another addressee. */
  atOnce: 40,
  /** Longer than any call to a platform takes. */
  leaseMs: 60 * secondMs,
  /** Who must be left alone for longer is left to a later run. */
  restWaitMaxMs: 30 * secondMs,
} as const

type Outcome = DeliverySettled["outcome"]

export type Delivery = {
  /** Sends what is due; resolves when nothing is, nor under way. A call meanwhile sends at once what came since. */
  run(): Promise<void>
  /** Begins nothing any more, and waits for what is under way. */
  stop(): Promise<void>
  /** Settles as uncertain what a former process, or a lost lease, left behind. */
  settleStranded(): Promise<number>
}

export function makeDelivery(org: Organisation): Delivery {
  const turns = makeTurns(org.platform.limits?.pace ?? usualPace)
  const alarm = makeAlarm(org)
  const underWay = new Map<RowId, Promise<void>>()
  const sendingTo = new Set<string>()
  let stopped = false
  let running: Promise<void> | null = null

  const track = (row: ClaimedRow, work: Promise<void>): void => {
    const done = work
      .catch((error) => org.log.error("delivery broke", { row: row.id }, error))
      .then(() => {
        underWay.delete(row.id)
        sendingTo.delete(idOf(row.to))
        alarm.ring()
      })
    underWay.set(row.id, done)
    sendingTo.add(idOf(row.to))
  }
  /** Resolves when the call is under way, or when there is none. */
  const begin = async (row: ClaimedRow): Promise<void> => {
    const made = await make(org, row).catch((error): Made => {
      org.log.error("a message cannot be drawn", { row: row.id }, error)
      return { type: "unsent", outcome: "failed" }
    })
    if (made.type === "unsent") return track(row, settle(org, row, { outcome: made.outcome, ref: null }))
    turns.sent(row.to, alarm.now())
    const rest = (sent: Sent) => {
      if (sent.type !== "failed-clean" || !sent.rests) return
      const now = alarm.now()
      turns.rest(row.to, { rests: sent.rests, now, until: now + sent.waitMs })
    }
    const sending = async () => {
      const sent = await org.platform.send(made.message)
      rest(sent)
      await settleSent(org, row, sent)
    }
    track(row, sending())
  }
  /** What the next is, if anything is due: a row, or when to look again. */
  const nextStep = async (): Promise<ClaimedRow | { until: number | null } | "nothing"> => {
    const now = alarm.now()
    const inTime = (at: number) => (at - now <= deliverLimits.restWaitMaxMs ? { until: at } : "nothing")
    if (stopped) return "nothing"
    if (underWay.size >= deliverLimits.atOnce) return { until: null }
    const at = turns.anyAt(now)
    const due = org.clock.now()
    if (at > now) return (await org.store.outbox.anyDue(due)) ? inTime(at) : "nothing"
    const { to, persons } = turns.leave(now)
    const leave = { to: new Set([...to, ...sendingTo]), persons }
    const [row] = await org.store.outbox.claim({ now: due, limit: 1, leaseMs: deliverLimits.leaseMs, leave })
    if (row) return row
    const next = turns.nextAt(now)
    return next !== null && (await org.store.outbox.anyDue(due)) ? inTime(next) : "nothing"
  }
  const work = async (): Promise<void> => {
    for (;;) {
      const step = await nextStep()
      if (step === "nothing" && underWay.size === 0) return
      if (step === "nothing") await alarm.sleep(null)
      else if ("until" in step) await alarm.sleep(step.until)
      else await begin(step)
    }
  }
  return {
    run() {
      alarm.ring()
      running ??= work().finally(() => {
        running = null
      })
      return running
    },
    async stop() {
      stopped = true
      alarm.ring()
      await Promise.all(underWay.values())
    },
    async settleStranded() {
      // A clock that jumps ends leases early; what is under way here is in nobody's doubt.
      const rows = (await org.store.outbox.stranded(org.clock.now())).filter((row) => !underWay.has(row.id))
      for (const row of rows) await settle(org, row, { outcome: "uncertain", ref: null })
      return rows.length
    },
  }
}

type Made = { type: "made"; message: ToSend } | { type: "unsent"; outcome: Outcome }

async function make(org: Organisation, row: ClaimedRow): Promise<Made> {
  const unsent = (outcome: Outcome): Made => ({ type: "unsent", outcome })
  const board = await org.board.upToDate()
  const before = outOfPlay(org, board, row)
  if (before) return unsent(before)
  const message = await toSend(org, board, row)
  // Once more: somebody may have stopped everything meanwhile.
  const now = outOfPlay(org, await org.board.upToDate(), row)
  if (now) return unsent(now)
  return message ? { type: "made", message } : unsent("missed")
}

/** Why this message is not sent at all; null where it is. */
function outOfPlay(org: Organisation, board: Board, row: ClaimedRow): Outcome | null {
  const now = org.clock.now()
  if (row.notAfter !== null && now > row.notAfter) return "missed"
  if (board.programme.paused && row.startedBy === "bot") return "paused"
  if ("place" in row.to) return board.programme.places.has(row.to.place) ? null : "paused"
  const person = org.directory.byId(row.to.person)
  if (!person) return "unreachable"
  const { out, pausedUntil } = person.choices
  return out || (pausedUntil !== null && pausedUntil > now) ? "paused" : null
}

async function toSend(org: Organisation, board: Board, row: ClaimedRow): Promise<ToSend | null> {
  const now = org.clock.now()
  if ("place" in row.to) {
    const place = org.directory.placeById(row.to.place)
    if (!place) return null
    const look = lookFor(org, { language: place.language, zone: place.timeZone, to: "place", now })
    const card = await draw(org, row.content, { board, look, place: place.id })
    return card && { to: { placeKey: place.key }, card, replaces: null }
  }
  const person = org.directory.byId(row.to.person)
  if (!person) return null
  const language = person.choices.language ?? person.language ?? org.settings.language
  const look = lookFor(org, { language, zone: person.timeZone ?? org.settings.zone, to: "actor", now })
  const card = await draw(org, row.content, { board, look, place: null })
  return card && { to: { personKey: person.key, address: person.address }, card, replaces: null }
}

async function settleSent(org: Organisation, row: ClaimedRow, sent: Sent): Promise<void> {
  // The platform's id of a personal message names the chat, and by it the person; such a message is never redrawn.
  const ref = (kept: string) => ("person" in row.to ? row.id : kept)
  if (sent.type === "sent") return settle(org, row, { outcome: "sent", ref: ref(sent.ref) })
  org.log.warn("delivery", { row: row.id, outcome: sent.type, because: sent.because, attempt: row.attempt })
  if (sent.type === "failed-clean") {
    const again = retryAt(row.attempt, org.clock.now(), sent.waitMs)
    if (again.type === "retry") return org.store.outbox.settle(row.id, org.clock.now(), again)
    return settle(org, row, { outcome: "failed", ref: null })
  }
  return settle(org, row, { outcome: sent.type, ref: null })
}

function settle(
  org: Organisation,
  row: ClaimedRow,
  q: { outcome: Outcome; ref: string | null },
): Promise<void> {
  const { id, to, content, startedBy } = row
  const event = { type: "delivery.settled" as const, row: id, to, content, startedBy, ...q }
  return org.store.outbox.settle(id, org.clock.now(), { type: "done", event })
}
