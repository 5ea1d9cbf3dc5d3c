import { crc32 } from "node:zlib"
import type { Cause, NewRow, Recorded } from "../../src/app/ports.ts"
import { lift } from "../../src/domain/event.ts"
import type { Instant, RowId } from "../../src/domain/id.ts"

/** What stands in the journal: a line each, `crc32 json`. */
export type Line = CommitLine | ClaimLine | RetryLine | DropLine | ExpiredLine

/** `base`: the position before its first event. `version`: the stream's version before its first event. */
export type CommitLine = {
  t: "commit"
  at: Instant
  base: number
  cause: Cause | null
  appends: { stream: string; version: number; events: { v: number; event: { type: string } }[] }[]
  outbox: NewRow[]
  /** The row that this commit ends. */
  settled: RowId | null
}
export type ClaimLine = { t: "claim"; rows: RowId[]; until: Instant }
export type RetryLine = { t: "retry"; row: RowId; at: Instant }
/** Waiting rows of a forgotten person. */
export type DropLine = { t: "drop"; rows: RowId[] }
/** First line of a month whose persons were removed; `keeps`: those who stand in it because they have a role. */
export type ExpiredLine = { t: "expired"; keeps: string[] }

const kinds = new Set(["commit", "claim", "retry", "drop", "expired"])
/** Eight hex digits and a space. */
export const prefixBytes = 9

export function encode(json: string): Buffer {
  return Buffer.from(`${crc(json)} ${json}\n`)
}

/** The JSON of one line without its newline; null where the checksum does not fit. */
export function checked(bytes: Buffer): string | null {
  if (bytes.length <= prefixBytes || bytes[prefixBytes - 1] !== 0x20) return null
  const body = bytes.subarray(prefixBytes)
  return bytes.toString("latin1", 0, prefixBytes - 1) === crc(body) ? body.toString("utf8") : null
}

export function decode(bytes: Buffer): Line | null {
  const json = checked(bytes)
  return json === null ? null : (JSON.parse(json) as Line)
}

/** A line that this process wrote itself and kept in memory: nothing lies between that a checksum could find. */
export function decodeOwn(json: string): Line {
  return JSON.parse(json) as Line
}

/** Why a valid line is not for this release; null where it is. */
export function unreadable(line: Line): string | null {
  if (!kinds.has(line.t))
    return `a record of kind "${line.t}" was written by a later release. Start that again.`
  if (line.t !== "commit") return null
  try {
    for (const append of line.appends) for (const stored of append.events) lift(stored)
    return null
  } catch (error) {
    return (error as Error).message
  }
}

export function eventsIn(line: CommitLine): number {
  return line.appends.reduce((n, append) => n + append.events.length, 0)
}

export function recorded(line: Line): Recorded[] {
  if (line.t !== "commit") return []
  let position = line.base
  return line.appends.flatMap((append) =>
    append.events.map((stored, i) => {
      position++
      return {
        position,
        stream: append.stream,
        version: append.version + i + 1,
        at: line.at,
        event: lift(stored),
      }
    }),
  )
}

function crc(text: string | Buffer): string {
  return crc32(text).toString(16).padStart(8, "0")
}
