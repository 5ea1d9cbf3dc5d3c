/** One message of the outbox: what it shows, whether it still goes, and how it ends. */
import type { DeliverySettled } from "../domain/programme.ts"
import type { Board } from "./board.ts"
import { draw } from "./draw.ts"
import { readersOf } from "./known.ts"
import { lookFor, type Organisation } from "./organisation.ts"
import type { ClaimedRow, Sent, ToSend } from "./ports.ts"
import { retryAt } from "./retry.ts"

export type Outcome = DeliverySettled["outcome"]
export type Made = { type: "made"; message: ToSend } | { type: "unsent"; outcome: Outcome }

/** What is to be sent now, or how the message ends unsent. */
export async function make(org: Organisation, row: ClaimedRow): Promise<Made> {
  const unsent = (outcome: Outcome): Made => ({ type: "unsent", outcome })
  const board = await org.board.upToDate()
  const before = outOfPlay(org, board, row)
  if (before) return unsent(before)
  const message = await toSend(org, board, row)
  // Once more: somebody may have stopped everything meanwhile.
  const now = outOfPlay(org, await org.board.upToDate(), row)
  if (now) return unsent(now)
  return message ? { type: "made", message } : unsent("failed")
}

/** Why this message is not sent at all; null where it is. */
function outOfPlay(org: Organisation, board: Board, row: ClaimedRow): Outcome | null {
  const now = org.clock.now()
  if (row.notAfter !== null && now > row.notAfter) return "missed"
  const { paused, pausedAt } = board.programme
  if ((row.startedAt ?? row.notBefore) <= pausedAt || (paused && row.startedBy === "bot")) return "paused"
  if ("place" in row.to) return board.programme.places.has(row.to.place) ? null : "paused"
  const person = org.directory.byId(row.to.person)
  if (!person) return "unreachable"
  // Whoever sees the report no more does not get its summary either.
  if (row.content.type === "month" && !readersOf(org, board).some((r) => r.person === person.id))
    return "paused"
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

export async function settleSent(org: Organisation, row: ClaimedRow, sent: Sent): Promise<void> {
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

export function settle(
  org: Organisation,
  row: ClaimedRow,
  q: { outcome: Outcome; ref: string | null },
): Promise<void> {
  const { id, to, content, startedBy } = row
  const event = { type: "delivery.settled" as const, row: id, to, content, startedBy, ...q }
  return org.store.outbox.settle(id, org.clock.now(), { type: "done", event })
}
