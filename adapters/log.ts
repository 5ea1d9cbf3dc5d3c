import { pino } from "pino"
import type { Log } from "../src/app/ports.ts"
import type { LogLevel } from "./config.ts"

/** Longest text of one fact, in characters. */
export const factMax = 200
/** Stack frames that are told of an error; errors behind an error. */
const framesMax = 12
const causesMax = 3

type Facts = Record<string, string | number | boolean>

/**
 * One line per event on stderr: JSON, or short lines for a person at a terminal (`pretty`).
 *
 * What may stand in a line: the event's name, and facts that are text, number or boolean; anything else is dropped,
 * whatever the compiler was told. Texts are cut at 200 characters and lose control characters, so that no value makes a
 * line of its own or speaks to a terminal. Callers log ids and counts; this is the net below them, not a filter for names.
 *
 * Of an error only its class name, `code` and `syscall` where they look like identifiers, and where in the code it came
 * from (file, line, column) are told, also of the errors behind it. Its message is not: libraries put what they were given
 * into messages (a JSON parser quotes the text, an HTTP client the address). Function names are left out because V8 makes
 * them from property keys, and a key can be somebody's word.
 */
export function makeLog(q: { level: LogLevel; pretty: boolean; write?: (line: string) => void }): Log {
  const write = q.write ?? ((line: string) => void process.stderr.write(line))
  const lines = pino(
    {
      level: q.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: q.pretty ? (line: string) => write(short(line)) : write },
  )
  const entry = (event: string, facts: Facts = {}) => ({ event: clean(event), ...safeFacts(facts) })
  return {
    info: (event, facts) => lines.info(entry(event, facts)),
    warn: (event, facts) => lines.warn(entry(event, facts)),
    error: (event, facts, cause) =>
      lines.error({
        ...entry(event, facts),
        ...(cause === undefined ? {} : { cause: describeError(cause) }),
      }),
  }
}

/** Names that a line uses itself; a fact of that name gets a `_`. */
const taken = new Set(["level", "time", "event", "cause", "msg", "pid", "hostname"])

function safeFacts(facts: Facts): Facts {
  return Object.fromEntries(
    Object.entries(facts)
      .filter(([, value]) => ["string", "number", "boolean"].includes(typeof value))
      .map(([name, value]) => [
        taken.has(name) ? `${name}_` : clean(name),
        typeof value === "string" ? clean(value) : value,
      ]),
  )
}

function clean(text: string): string {
  const cut = text.length > factMax ? `${text.slice(0, factMax)}…` : text
  return cut.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, " ")
}

/** `StoreReadOnly ENOSPC write at adapters/lowdb/journal.ts:40:7 …`; see `makeLog` for what is left out and why. */
export function describeError(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return `a thrown ${error === null ? "null" : typeof error}`
  const name = identifier(error.name) ?? identifier(error.constructor.name) ?? "Error"
  const told = ["code", "syscall"].map((k) => identifier((error as unknown as Record<string, unknown>)[k]))
  const own = [name, ...told.filter((t) => t !== null), ...frames(error).map((f) => `at ${f}`)].join(" ")
  if (error.cause === undefined || depth >= causesMax) return own
  return `${own} because ${describeError(error.cause, depth + 1)}`
}

function identifier(value: unknown): string | null {
  const text = typeof value === "number" ? String(value) : value
  return typeof text === "string" && /^[A-Za-z0-9_.-]{1,60}$/.test(text) ? text : null
}

/**
 * The stack begins with the message, which may have lines that look like frames. Where the message is not found in the
 * stack (it was changed later) nothing tells where it ends, so there are no frames.
 */
function frames(error: Error): string[] {
  const stack = error.stack ?? ""
  const at = stack.indexOf(error.message)
  if (at < 0) return []
  return stack
    .slice(at + error.message.length)
    .split("\n")
    .slice(1)
    .map((line) => /^\s+at (?:.*\()?((?:file:\/\/|node:|\/|[A-Z]:\\)[^()]*:\d+:\d+)\)?$/.exec(line)?.[1])
    .filter((frame) => frame !== undefined)
    .slice(0, framesMax)
    .map(fromProject)
}

function fromProject(frame: string): string {
  const root = new URL("..", import.meta.url)
  return frame.replace(root.href, "").replace(root.pathname, "")
}

/** `09:00:00 info  tick.done occasions=3` */
function short(line: string): string {
  const { level, time, event, ...facts } = JSON.parse(line)
  const told = Object.entries(facts).map(([name, value]) => ` ${name}=${value}`)
  return `${String(time).slice(11, 19)} ${String(level).padEnd(5)} ${event}${told.join("")}\n`
}
