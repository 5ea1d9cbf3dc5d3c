/** Which item an occasion brings: what a steward swapped in, else the one whose turn it is. */

import type { Catalogue, PollItem, Source } from "../domain/content.ts"
import type { Language, PlaceId } from "../domain/id.ts"
import { nextTurn } from "../domain/nudge.ts"
import { periodOf } from "../domain/period.ts"
import { localDate } from "../domain/time.ts"
import type { Board } from "./board.ts"
import { openRun } from "./board.ts"
import type { Organisation } from "./organisation.ts"

type Turn = { key: string; what: string; place: PlaceId }
type Pool = { all: string[]; had: string[]; offset: number }

/** Questions in one pulse. */
export const pulseQuestions = 2

/** Nudges whose fact still holds today; what is out of date is not shown. */
export function shownNudges(org: Organisation): string[] {
  return [...org.catalogue().nudges.values()].filter((n) => holds(org, n)).map((n) => n.id)
}

/** Whether what is stated may still be shown today. */
export function holds(org: Organisation, item: { source?: Source | null }): boolean {
  const today = localDate(org.clock.now(), org.settings.zone)
  return !item.source || item.source.validUntil >= today
}

/** Null for what is not chosen from a list. */
export function poolOf(org: Organisation, board: Board, turn: Turn): Pool | null {
  const catalogue = org.catalogue()
  const had = board.had.get(turn.place)
  const index = Math.max(0, [...board.programme.places.keys()].indexOf(turn.place))
  if (turn.what === "nudge") return { all: shownNudges(org), had: had?.nudges ?? [], offset: index * 7 }
  if (turn.what === "challenge")
    return { all: [...catalogue.challenges.keys()], had: had?.challenges ?? [], offset: 0 }
  return null
}

export function chosenFor(org: Organisation, board: Board, turn: Turn): string | null {
  const swapped = board.programme.swapped.get(turn.key)
  if (swapped !== undefined && titleOf(org.catalogue(), swapped, "nl") !== swapped) return swapped
  const pool = poolOf(org, board, turn)
  if (!pool) return null
  // A challenge that already runs elsewhere is shown here too before a new one is started.
  if (turn.what === "challenge") {
    const running = pool.all.find((id) => openRun(board, id, org.clock.now()) && !pool.had.includes(id))
    if (running !== undefined) return running
  }
  return nextTurn(pool.all, pool.had, pool.offset)
}

/** A poll belongs to the quarter in which it closes. */
export function askedThisQuarter(org: Organisation, board: Board): Set<string> {
  const quarter = periodOf("quarter", localDate(org.clock.now(), org.settings.zone))
  return new Set(askedItems(org, board).flatMap((a) => (a.closes >= quarter.from ? [a.item] : [])))
}

function askedItems(org: Organisation, board: Board): { item: string; closes: string }[] {
  const { zone } = org.settings
  return [...board.polls.values()].flatMap((p) =>
    p.question.type === "item" ? [{ item: p.question.item, closes: localDate(p.closesAt, zone) }] : [],
  )
}

/**
 * The questions of a pulse: first those to be asked once a quarter and not yet asked in this one, then the others in turn.
 * Fewer where the catalogue has no more.
 */
export function pulseItems(org: Organisation, board: Board): PollItem[] {
  const items = [...org.catalogue().polls.values()].filter((i) => holds(org, i))
  const asked = askedItems(org, board)
  const inQuarter = askedThisQuarter(org, board)
  const due = items.filter((i) => i.schedule === "quarter" && !inQuarter.has(i.id)).slice(0, pulseQuestions)
  const rest = items.filter((i) => i.schedule === "rotate").map((i) => i.id)
  const had = asked.map((a) => a.item)
  while (due.length < pulseQuestions) {
    const next = nextTurn(rest, had)
    const item = next === null ? undefined : org.catalogue().polls.get(next)
    if (!item || due.includes(item)) break
    due.push(item)
    had.push(item.id)
  }
  return due
}

/** The item's name, or its id where the catalogue does not know it. */
export function titleOf(catalogue: Catalogue, id: string, language: Language): string {
  return (
    catalogue.challenges.get(id)?.title[language] ??
    catalogue.nudges.get(id)?.action[language] ??
    catalogue.polls.get(id)?.question[language] ??
    id
  )
}
