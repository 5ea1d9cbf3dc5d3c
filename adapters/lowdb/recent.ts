import type { Ref } from "./journal.ts"

/**
 * The ledger's last lines as JSON, oldest first: boards ask for them before each use.
 * Text and not objects, so that every reader gets an object of its own; and not a Buffer, which keeps the 64 KiB of Node's
 * pool that it was cut from.
 */
export type Recent = { lines: Known[] }
type Known = { base: number; end: number; ref: Ref; json: string }

const linesMax = 2048

export function newRecent(): Recent {
  return { lines: [] }
}

export function addRecent(recent: Recent, line: Known): void {
  recent.lines.push(line)
  if (recent.lines.length >= 2 * linesMax) recent.lines = recent.lines.slice(-linesMax)
}

export function dropRecent(recent: Recent): void {
  recent.lines = []
}

/** The lines that hold the events after `position`, enough for `limit`; null where older ones are needed. */
export function recentAfter(recent: Recent, position: number, limit: number): string[] | null {
  const first = recent.lines[0]
  if (!first || first.base > position) return null
  const from = firstWhere(recent.lines, (line) => line.end > position)
  const to = firstWhere(recent.lines, (line) => line.base >= position + limit)
  return recent.lines.slice(from, to).map((line) => line.json)
}

export function recentAt(recent: Recent, ref: Ref): string | null {
  const found = recent.lines[firstWhere(recent.lines, (line) => line.ref >= ref)]
  return found?.ref === ref ? found.json : null
}

/** Index of the first line for which it holds; from there on it holds for all. */
function firstWhere(lines: Known[], holds: (line: Known) => boolean): number {
  let low = 0
  let high = lines.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const line = lines[middle]
    if (line && holds(line)) high = middle
    else low = middle + 1
  }
  return low
}
