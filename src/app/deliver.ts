/**
 * Claim, send, settle. A claim is durable before the call; what is still claimed after a restart or at the lease's end
 * is uncertain and never resent by itself. Only clean failures are tried again.
 */
import type { DeliverySettled } from "../domain/programme.ts"
import { secondMs } from "../domain/time.ts"
import type { Board } from "./board.ts"
import { draw } from "./draw.ts"
import { lookFor, type Organisation } from "./organisation.ts"
import { next } from "./pace.ts"
import type { ClaimedRow, Sent, ToSend } from "./ports.ts"
import { retryAt } from "./retry.ts"

export const deliverLimits = {
  /** Rows under way at once. */
  atOnce: 20,
  /** Longer than any call to a platform takes. */
  leaseMs: 60 * secondMs,
  /** One message a second in a conversation, and the workspace's own ceiling. */
  conversation: { perMinute: 50, minGapMs: secondMs },
  workspace: { perMinute: 600, minGapMs: 50 },
} as const

type Outcome = DeliverySettled["outcome"]
/** It ends so, without having been sent. */
type Unsent = { outcome: Outcome }

export type Delivery = {
  /** Sends what is due; resolves when nothing is, nor under way. A call meanwhile sends at once what came since. */
  run(): Promise<void>
  /** Claims nothing more; resolves when nothing is under way. */
  stop(): Promise<void>
  /** Settles as uncertain what a former process, or a lost lease, left behind. */
  settleStranded(): Promise<number>
}

export function makeDelivery(org: Organisation): Delivery {
  const sentAt = new Map<string, number[]>()
  const underWay = new Set<Promise<void>>()
  let claiming: Promise<unknown> = Promise.resolve()
  let stopped = false
  /** Up to the call itself, nothing can have arrived: what breaks here has failed for certain. */
  const prepare = async (row: ClaimedRow): Promise<ToSend | Unsent> => {
    const kept = outOfPlay(org, await org.board.upToDate(), row)
    if (kept) return { outcome: kept }
    await pace(org, sentAt, row)
    // Once more: somebody may have stopped everything while it waited for its turn.
    const board = await org.board.upToDate()
    const stopped = outOfPlay(org, board, row)
    if (stopped) return { outcome: stopped }
    return (await toSend(org, board, row)) ?? { outcome: "failed" }
  }
  const deliver = async (row: ClaimedRow): Promise<void> => {
    const message = await prepare(row).catch((error): Unsent => {
      org.log.error("drawing broke", { row: row.id, content: row.content.type }, error)
      return { outcome: "failed" }
    })
    if ("outcome" in message) return settle(org, row, { ...message, ref: null })
    await settleSent(org, row, await org.platform.send(message))
  }
  /** As many as there is room for; the next are claimed when one has ended, so that a slow one keeps nobody waiting. */
  const begin = async (): Promise<number> => {
    const room = deliverLimits.atOnce - underWay.size
    if (room <= 0 || stopped) return 0
    const { leaseMs } = deliverLimits
    const rows = await org.store.outbox.claim({ now: org.clock.now(), limit: room, leaseMs })
    for (const row of rows) {
      const done: Promise<void> = deliver(row)
        .catch((error) => broken(org, row, error))
        .finally(() => underWay.delete(done))
      underWay.add(done)
    }
    return rows.length
  }
  return {
    async run() {
      for (;;) {
        const begun = claiming.then(begin)
        claiming = begun.catch(() => undefined)
        if ((await begun) > 0) continue
        if (underWay.size === 0) return
        await Promise.race(underWay)
      }
    },
    async stop() {
      stopped = true
      await claiming
      await Promise.all(underWay)
    },
    async settleStranded() {
      const rows = await org.store.outbox.stranded(org.clock.now())
      for (const row of rows) await settle(org, row, { outcome: "uncertain", ref: null })
      return rows.length
    },
  }
}

/** Why this message is not sent at all; null where it is. */
function outOfPlay(org: Organisation, board: Board, row: ClaimedRow): Outcome | null {
  const now = org.clock.now()
  if (row.notAfter !== null && now > row.notAfter) return "missed"
  const { paused, pausedAt } = board.programme
  if (row.notBefore <= pausedAt || (paused && row.startedBy === "bot")) return "paused"
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

/** Waits for its turn in the conversation and in the workspace; others go on meanwhile. */
async function pace(org: Organisation, sentAt: Map<string, number[]>, row: ClaimedRow): Promise<void> {
  const now = org.elapsed()
  const conversation = "place" in row.to ? row.to.place : row.to.person
  const slots = [
    { key: conversation, limits: deliverLimits.conversation },
    { key: "", limits: deliverLimits.workspace },
  ]
  const at = Math.max(...slots.map((s) => next({ now, sent: sentAt.get(s.key) ?? [], limits: s.limits })))
  for (const { key, limits } of slots)
    sentAt.set(key, [...(sentAt.get(key) ?? []), at].slice(-limits.perMinute))
  if (at > now) await org.wait(at - now)
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

/** A bug, or a store that fails: the row stays claimed and becomes uncertain at its lease's end. */
function broken(org: Organisation, row: ClaimedRow, error: unknown): void {
  org.log.error("delivery broke", { row: row.id }, error)
}
