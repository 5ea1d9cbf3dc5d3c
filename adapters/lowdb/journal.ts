import { type Adapter, Low } from "lowdb"
import { StoreRefused } from "../../src/app/ports.ts"
import type { Instant } from "../../src/domain/id.ts"
import { removeLeftovers } from "./document.ts"
import type { Files } from "./files.ts"
import { decode, type Line, prefixBytes, unreadable } from "./line.ts"

/** Months since 1970-01, in UTC. */
export type Month = number
/** Where a line lies: month and offset in one number, so that order of refs is order in the ledger. */
export type Ref = number

/** One line on its way to its month's file; `ref` is known when it is written. */
export type Entry = { month: Month; json: string; bytes: Buffer; ref: Ref }
/** What lowdb holds of the journal: the lines to append now, all of one month. Older ones stay in their files. */
export type Batch = { entries: Entry[] }

export const ledgerFolder = "ledger"
const offsetSpace = 2 ** 40
const chunkBytes = 256 * 1024
const lineGuessBytes = 2048

export function monthOf(at: Instant): Month {
  const date = new Date(at)
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth()
}
/** The first instant after the month. */
export function endOf(month: Month): Instant {
  return Date.UTC(1970 + Math.floor((month + 1) / 12), (month + 1) % 12)
}
export function pathOf(month: Month): string {
  return `${ledgerFolder}/${1970 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}.jsonl`
}
export function refOf(month: Month, offset: number): Ref {
  return month * offsetSpace + offset
}
export function placeOf(ref: Ref): { month: Month; offset: number } {
  return { month: Math.floor(ref / offsetSpace), offset: ref % offsetSpace }
}

/** lowdb adapter for the ledger: `write` appends and makes durable, all of the batch or none. */
export function journalAdapter(files: Files, sizes: Map<Month, number>): Adapter<Batch> {
  return {
    read: async () => ({ entries: [] }),
    write: async ({ entries }) => {
      const month = entries[0]?.month
      if (month === undefined) return
      const path = pathOf(month)
      const before = sizes.get(month)
      const start = before ?? 0
      let end = start
      for (const entry of entries) {
        entry.ref = refOf(month, end)
        end += entry.bytes.length
      }
      try {
        await files.append(path, Buffer.concat(entries.map((e) => e.bytes)))
        await files.sync(path)
        if (!before) await files.syncFolder(ledgerFolder)
        sizes.set(month, end)
      } catch (error) {
        // Perhaps half of it stands there: what was rejected must not come back at the next start.
        await files
          .truncate(path, start)
          .then(() => files.sync(path))
          .catch(() => {})
        throw error
      }
    },
  }
}

/** The ledger's files. `sizes`: the durable part of each, months ascending. */
export type Journal = { files: Files; low: Low<Batch>; sizes: Map<Month, number> }

export async function openJournal(files: Files): Promise<Journal> {
  await files.makeFolder(ledgerFolder)
  await removeLeftovers(files, ledgerFolder)
  const sizes = new Map<Month, number>()
  for (const name of await files.list(ledgerFolder)) {
    const [, year, month] = /^(\d{4})-(\d\d)\.jsonl$/.exec(name) ?? []
    if (year && month) sizes.set((Number(year) - 1970) * 12 + Number(month) - 1, Number.POSITIVE_INFINITY)
    else
      throw new StoreRefused(
        `${ledgerFolder}/${name}: this file is not part of the ledger. Move it elsewhere, then start again.`,
      )
  }
  return { files, sizes, low: new Low(journalAdapter(files, sizes), { entries: [] }) }
}

/** Lines from `ref` to the end of its month as they stand; `take` answers whether to go on. */
export async function eachLine(
  j: Journal,
  ref: Ref,
  take: (line: { bytes: Buffer; offset: number; whole: boolean }) => boolean,
): Promise<void> {
  const { month, offset: from } = placeOf(ref)
  const size = j.sizes.get(month) ?? 0
  let rest: Buffer = Buffer.alloc(0)
  for (let offset = from; offset + rest.length < size; ) {
    const left = Math.min(chunkBytes, size - offset - rest.length)
    const chunk = await j.files.read(pathOf(month), offset + rest.length, left)
    if (chunk.length === 0) {
      if (rest.length > 0) take({ bytes: rest, offset, whole: false })
      return
    }
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    let start = 0
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      if (!take({ bytes: bytes.subarray(start, end), offset: offset + start, whole: true })) return
      start = end + 1
    }
    rest = bytes.subarray(start)
    offset += start
  }
}

/** One line; throws where the file is not what it was at start. */
export async function lineAt(j: Journal, ref: Ref): Promise<Line> {
  const { month, offset } = placeOf(ref)
  for (let length = lineGuessBytes; ; length *= 4) {
    const bytes = await j.files.read(pathOf(month), offset, length)
    const end = bytes.indexOf(10)
    if (end < 0 && bytes.length === length) continue
    const line = decode(bytes.subarray(0, Math.max(end, 0)))
    if (line) return line
    throw new Error(`${pathOf(month)}: offset ${offset}: the checksum does not fit`)
  }
}

/** Every line begins its JSON so, nine bytes after its start. */
const opening = '{"t":"'

/** A lost newline makes one bad line of two good ones; what a crash tore off holds no good one before it or after it. */
function hidesALine(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(opening, prefixBytes + 1); at > 0; at = bytes.indexOf(opening, at + 1)) {
    const start = at - prefixBytes
    if (decode(bytes.subarray(start)) || decode(bytes.subarray(0, start - 1))) return true
  }
  return false
}

/** Reads a month at start: every line checked, a torn end of the last month cut, other damage refused. */
export async function scanMonth(
  j: Journal,
  month: Month,
  take: (line: Line, ref: Ref) => void,
): Promise<void> {
  let number = 0
  let size = 0
  let bad: { line: number; offset: number } | null = null
  let validAfter = false
  await eachLine(j, refOf(month, 0), ({ bytes, offset, whole }) => {
    number++
    const line = whole ? decode(bytes) : null
    if (bad) {
      validAfter = line !== null
      return !validAfter
    }
    if (line === null) {
      bad = { line: number, offset }
      validAfter = hidesALine(bytes)
      return !validAfter
    }
    const why = unreadable(line)
    if (why) throw new StoreRefused(`${pathOf(month)}: line ${number}, offset ${offset}: ${why}`)
    size = offset + bytes.length + 1
    take(line, refOf(month, offset))
    return true
  })
  j.sizes.set(month, size)
  const damage = bad as { line: number; offset: number } | null
  if (!damage) return
  const last = [...j.sizes.keys()].at(-1) === month
  if (validAfter || !last)
    throw new StoreRefused(
      `${pathOf(month)}: line ${damage.line}, offset ${damage.offset}: the checksum does not fit, the file is damaged. Put this file back from a backup; nothing was changed.`,
    )
  await j.files.truncate(pathOf(month), size)
  await j.files.sync(pathOf(month))
}
