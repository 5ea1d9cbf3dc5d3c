/** ROSTER_FILE: CSV with id, segment, from, to. Other columns are not even kept; what is wrong is told row by row. */
import { createReadStream } from "node:fs"
import { stat } from "node:fs/promises"
import { Readable } from "node:stream"
import type { Log } from "../src/app/ports.ts"
import type { RosterList, Spell } from "../src/app/roster-list.ts"
import type { LocalDate } from "../src/domain/id.ts"
import { addDays } from "../src/domain/time.ts"

export const rosterLimits = {
  rowsMax: 1_000_000,
  bytesMax: 200_000_000,
  /** Of one row, other columns included. */
  rowMax: 10_000,
  idMax: 200,
  segmentMax: 60,
  /** Problems that are told one by one; the rest as a number. */
  toldMax: 50,
} as const

/** `row` is the line in the file, the header being 1; 0 is the file as a whole. */
export type RosterProblem = { row: number; problem: string }
export type ReadRoster = { list: RosterList; rows: number; problems: RosterProblem[] }

/** Asks the file anew only when it was changed. A file that cannot be read as a whole rejects; then the last list holds. */
export function openRosterFile(q: { path: string; log: Log }): () => Promise<RosterList> {
  let known: { stamp: string; list: RosterList } | null = null
  return async () => {
    const { mtimeMs, size } = await stat(q.path)
    if (size > rosterLimits.bytesMax)
      throw new Error(`ROSTER_FILE has ${size} bytes: at most ${rosterLimits.bytesMax}`)
    const stamp = `${mtimeMs} ${size}`
    if (known?.stamp === stamp) return known.list
    const { list, rows, problems } = await readRoster(createReadStream(q.path))
    const whole = problems.find((p) => p.row === 0)
    if (whole) throw new Error(`ROSTER_FILE: ${whole.problem}`)
    for (const { row, problem } of problems.slice(0, rosterLimits.toldMax))
      q.log.warn("roster row not read", { row, problem })
    q.log.info("roster file read", { rows, people: list.size, notRead: problems.length })
    known = { stamp, list }
    return list
  }
}

type Cells = { id?: string; segment?: string; from?: string; to?: string }

export async function readRoster(bytes: AsyncIterable<Uint8Array>): Promise<ReadRoster> {
  const { parse } = await import("csv-parse")
  const problems: RosterProblem[] = []
  const people = new Map<string, Spell[]>()
  let rows = 0
  const wanted = new Set(["id", "segment", "from", "to"])
  let named: string[] = []
  const parser = parse({
    delimiter: [",", ";", "\t"],
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: rosterLimits.rowMax,
    info: true,
    columns: (header: string[]) => {
      named = header.map((name) => name.toLowerCase())
      return named.map((name, i) => (wanted.has(name) && named.indexOf(name) === i ? name : false))
    },
  })
  const source = Readable.from(decoded(bytes))
  source.on("error", (error) => parser.destroy(error))
  source.pipe(parser)
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: Cells
      info: { lines: number }
    }>) {
      if (++rows > rosterLimits.rowsMax) {
        problems.push({ row: 0, problem: `more than ${rosterLimits.rowsMax} rows` })
        break
      }
      const problem = take(people, record)
      if (problem) problems.push({ row: info.lines, problem })
    }
  } catch (error) {
    problems.push({ row: 0, problem: error instanceof Error ? error.message : "not readable" })
  } finally {
    source.destroy()
  }
  if (!named.includes("id") && problems.every((p) => p.row !== 0))
    problems.push({ row: 0, problem: "the first row must name the columns id, segment, from, to" })
  return { list: people, rows, problems }
}

/** What is wrong with the row; null where it was taken. */
function take(people: Map<string, Spell[]>, cells: Cells): string | null {
  const { id = "", segment = "", from = "", to = "" } = cells
  if (id === "") return "id is empty"
  if (id.length > rosterLimits.idMax || segment.length > rosterLimits.segmentMax) return "a cell is too long"
  if (isFormula(id) || isFormula(segment)) return "a cell is a formula"
  if (hasControl(id) || hasControl(segment)) return "a cell has characters that cannot be shown"
  if (from !== "" && !isLocalDate(from)) return "from is no date like 2026-09-01"
  if (to !== "" && !isLocalDate(to)) return "to is no date like 2026-09-30"
  const spell = { from: from || alwaysThere, to: to || null, segment: segment || null }
  if (spell.to !== null && spell.to < spell.from) return "to is before from"
  const known = people.get(id) ?? []
  if (known.some((k) => JSON.stringify(k) === JSON.stringify(spell))) return "the same row stands in it twice"
  if (known.some((k) => overlap(k, spell))) return "its days overlap with an earlier row of the same person"
  people.set(
    id,
    [...known, spell].sort((a, b) => (a.from < b.from ? -1 : 1)),
  )
  return null
}

/** Without a first day one was always there. */
const alwaysThere: LocalDate = "1970-01-01"

function overlap(a: Spell, b: Spell): boolean {
  return (b.to === null || a.from <= b.to) && (a.to === null || b.from <= a.to)
}

/** `2026-09-30`, and a day that the calendar has. */
function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    return addDays(text, 0) === text
  } catch {
    return false
  }
}

/** A spreadsheet runs what begins so; an id or a name never does. */
function isFormula(cell: string): boolean {
  return /^[=+@|-]/.test(cell)
}

function hasControl(cell: string): boolean {
  return /[\p{Cc}\p{Cf}]/u.test(cell)
}

/** UTF-8, or UTF-16 where the file says so. */
async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  let decoder: InstanceType<typeof TextDecoder> | null = null
  const text = (chunk: Uint8Array | undefined) => {
    try {
      return chunk ? decoder?.decode(chunk, { stream: true }) : decoder?.decode()
    } catch {
      throw new Error("it is not written in UTF-8: save it as CSV UTF-8")
    }
  }
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true })
    yield text(chunk) ?? ""
  }
  yield text(undefined) ?? ""
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le"
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8"
}
