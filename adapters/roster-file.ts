/** ROSTER_FILE: CSV with id, segment, from, to. Other columns are not even kept; what is wrong is told row by row. */
import { createReadStream } from "node:fs"
import { stat } from "node:fs/promises"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import type { Log } from "../src/app/ports.ts"
import type { RosterList, Spell } from "../src/app/roster-list.ts"
import type { LocalDate } from "../src/domain/id.ts"
import { decoded, delimiterIn, EncodingError } from "./roster-text.ts"

export const rosterLimits = {
  rowsMax: 1_000_000,
  bytesMax: 200_000_000,
  /** Of one row, other columns included. */
  rowMax: 10_000,
  idMax: 200,
  segmentMax: 60,
  /** Rows of one person: every change of team is one. */
  spellsMax: 100,
  /** Problems that are kept, and told one by one; the others as a number. */
  toldMax: 50,
} as const

/** Of one row. Each has its words in content/words, under `roster.problem`. */
export type RowProblem =
  | "id-empty"
  | "too-long"
  | "formula"
  | "control"
  | "from-date"
  | "to-date"
  | "order"
  | "twice"
  | "overlap"
  | "many-rows-of-one"
/** Of the file as a whole: nothing of it is used. */
export type FileProblem =
  | "empty"
  | "header"
  | "nobody"
  | "none-read"
  | "encoding"
  | "too-many-rows"
  | "too-large"
  | "row-too-long"
  | "quotes"
/** `row` is the line in the file, the header being 1. */
export type RosterProblem = { row: number; problem: RowProblem }
export type ReadRoster = {
  list: RosterList
  rows: number
  /** The first of them; `notRead` counts all. */
  problems: RosterProblem[]
  notRead: number
  whole: FileProblem | null
  /** Up to which line it could be read, where one line is to blame. */
  at: number | null
}

/** Asks the file anew only when it was changed. A file that cannot be used as a whole rejects; then the last list holds. */
export function openRosterFile(q: { path: string; log: Log }): () => Promise<RosterList> {
  let known: { stamp: string; list: RosterList } | null = null
  return async () => {
    const { mtimeMs, size } = await stat(q.path)
    const stamp = `${mtimeMs} ${size}`
    if (known?.stamp === stamp) return known.list
    const { list, rows, problems, notRead, whole } = await readRosterFile(q.path)
    if (whole) throw new Error(`ROSTER_FILE: ${whole}; draagvlak roster check tells more`)
    for (const { row, problem } of problems) q.log.warn("roster row not read", { row, problem })
    q.log.info("roster file read", { rows, people: list.size, notRead })
    known = { stamp, list }
    return list
  }
}

/** Rejects where the file is not there or may not be read. */
export async function readRosterFile(path: string): Promise<ReadRoster> {
  const { size } = await stat(path)
  if (size > rosterLimits.bytesMax)
    return { list: new Map(), rows: 0, problems: [], notRead: 0, whole: "too-large", at: null }
  return readRoster(createReadStream(path))
}

type Cells = { id?: string; segment?: string; from?: string; to?: string }
type Reading = {
  people: Map<string, Spell[]>
  rows: number
  problems: RosterProblem[]
  notRead: number
  /** One text for all who have the same: a million rows name few teams and days. */
  same: Map<string, string>
}

const wanted = new Set(["id", "segment", "from", "to"])

export async function readRoster(bytes: AsyncIterable<Uint8Array>): Promise<ReadRoster> {
  const r: Reading = { people: new Map(), rows: 0, problems: [], notRead: 0, same: new Map() }
  let named: string[] | null = null
  let whole: FileProblem | null = null
  let at: number | null = null
  try {
    const { delimiter, text } = await delimiterIn(decoded(bytes), rosterLimits.rowMax)
    const { parse } = await import("csv-parse")
    const parser = parse({
      delimiter,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      max_record_size: rosterLimits.rowMax,
      columns: (header: string[]) => {
        const names = header.map((name) => name.toLowerCase())
        named = names
        return names.map((name, i) => (wanted.has(name) && names.indexOf(name) === i ? name : false))
      },
      // Nothing is handed on: a stream of a million objects takes ten times as long.
      on_record: (record: Cells, { lines }) => {
        if (++r.rows > rosterLimits.rowsMax) throw new TooManyRows()
        const problem = take(r, record)
        if (problem) note(r, { row: lines, problem })
        return null
      },
    })
    parser.resume()
    await pipeline(Readable.from(text), parser)
  } catch (error) {
    whole = wholeOf(error)
    at = lineOf(error)
  }
  return {
    list: r.people,
    rows: r.rows,
    problems: r.problems,
    notRead: r.notRead,
    whole: whole ?? unusable(r, named),
    at,
  }
}

/** Ends the reading from within the parser. */
class TooManyRows extends Error {}

function note(r: Reading, problem: RosterProblem): void {
  r.notRead++
  if (r.problems.length < rosterLimits.toldMax) r.problems.push(problem)
}

/** A list of nobody is a mistake, or half a file: everybody would leave the roster by it. */
function unusable(r: Reading, named: string[] | null): FileProblem | null {
  if (named === null) return "empty"
  if (!named.includes("id")) return "header"
  if (r.rows === 0) return "nobody"
  return r.people.size === 0 ? "none-read" : null
}

function wholeOf(error: unknown): FileProblem {
  if (error instanceof TooManyRows) return "too-many-rows"
  if (error instanceof EncodingError) return "encoding"
  const code = error instanceof Error && "code" in error ? String(error.code) : ""
  if (code === "CSV_MAX_RECORD_SIZE" || code === "CSV_QUOTE_NOT_CLOSED") return "row-too-long"
  if (code.startsWith("CSV_")) return "quotes"
  throw error
}

function lineOf(error: unknown): number | null {
  const line = error instanceof Error && "lines" in error ? error.lines : null
  return typeof line === "number" ? line : null
}

/** What is wrong with the row; null where it was taken. */
function take(r: Reading, cells: Cells): RowProblem | null {
  const { id = "", segment = "", from = "", to = "" } = cells
  if (id === "") return "id-empty"
  if (id.length > rosterLimits.idMax || segment.length > rosterLimits.segmentMax) return "too-long"
  if (isFormula(id) || isFormula(segment)) return "formula"
  if (hasControl(id) || hasControl(segment)) return "control"
  if (from !== "" && !isLocalDate(from)) return "from-date"
  if (to !== "" && !isLocalDate(to)) return "to-date"
  const spell: Spell = {
    from: from === "" ? alwaysThere : one(r, from),
    to: to === "" ? null : one(r, to),
    segment: segment === "" ? null : one(r, segment),
  }
  if (spell.to !== null && spell.to < spell.from) return "order"
  const known = r.people.get(id)
  if (!known) {
    r.people.set(id, [spell])
    return null
  }
  if (known.some((k) => k.from === spell.from && k.to === spell.to && k.segment === spell.segment))
    return "twice"
  if (known.some((k) => overlap(k, spell))) return "overlap"
  if (known.length >= rosterLimits.spellsMax) return "many-rows-of-one"
  known.push(spell)
  known.sort((a, b) => (a.from < b.from ? -1 : 1))
  return null
}

/** As many different texts as are worth remembering. */
const sameMax = 50_000

function one({ same }: Reading, text: string): string {
  const known = same.get(text)
  if (known !== undefined) return known
  if (same.size < sameMax) same.set(text, text)
  return text
}

/** Without a first day one was always there. */
const alwaysThere: LocalDate = "1970-01-01"

function overlap(a: Spell, b: Spell): boolean {
  return (b.to === null || a.from <= b.to) && (a.to === null || b.from <= a.to)
}

/** `2026-09-30`, and a day that the calendar has. By Date, because Temporal would take half a minute for a million rows. */
function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(`${text}T00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** A spreadsheet runs what begins so; an id or a name never does. */
function isFormula(cell: string): boolean {
  return /^[=+@|-]/.test(cell)
}

function hasControl(cell: string): boolean {
  return /[\p{Cc}\p{Cf}]/u.test(cell)
}
