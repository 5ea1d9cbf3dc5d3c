/** `draagvlak roster check [file]`: the list of who is counted, with what is wrong in it, row by row. */
import { stat } from "node:fs/promises"
import { resolve } from "node:path"
import { segmentOn } from "../src/app/roster-list.ts"
import { localDate } from "../src/domain/time.ts"
import { text, type Values } from "../src/view/words.ts"
import { commandContent, commandLanguage } from "./command-content.ts"
import type { Env, ReadSettings } from "./config.ts"
import { codeOf } from "./doctor-finding.ts"
import { type ReadRoster, readRosterFile, rosterLimits } from "./roster-file.ts"
import { systemClock } from "./system.ts"

type Tell = (id: string, values?: Values) => string

/** 0: all of it was read; 1: something in it is wrong; 2: there is no such file. */
export async function rosterCommand(
  q: { settings: ReadSettings; env?: Env },
  args: string[],
  say: (line: string) => void,
): Promise<number> {
  const content = commandContent(say)
  if (!content) return 1
  const words = content.words[commandLanguage(q)]
  const tell: Tell = (id, values) => text(words, `roster.${id}`, values)
  const settings = q.settings.type === "settings" ? q.settings.settings : null
  const [what, file = settings?.rosterFile ?? null, ...more] = args
  if (what !== "check" || more.length > 0 || file?.startsWith("--")) {
    say(tell("usage"))
    return 2
  }
  if (file === null) {
    say(tell("no-file"))
    return 2
  }
  const path = resolve(file)
  const read = await readThere(path)
  if (typeof read === "string") {
    say(tell("absent", { path, code: read }))
    return 2
  }
  const today = localDate(
    systemClock(settings?.clockStart ?? null).now(),
    settings?.timeZone ?? "Europe/Amsterdam",
  )
  for (const line of told(read, { path, today, tell })) say(line)
  return read.whole === null && read.notRead === 0 ? 0 : 1
}

/** The system's code where it cannot be read. */
async function readThere(path: string): Promise<ReadRoster | string> {
  try {
    if (!(await stat(path)).isFile()) return "EISDIR"
    return await readRosterFile(path)
  } catch (error) {
    return codeOf(error)
  }
}

function told(
  read: ReadRoster,
  { path, today, tell }: { path: string; today: string; tell: Tell },
): string[] {
  const { rowsMax: rows, rowMax: chars, spellsMax: spells, bytesMax } = rosterLimits
  const limits = { rows, chars, spells, megabytes: bytesMax / 1_000_000 }
  const problem = (id: string) => tell(`problem.${id}`, limits)
  const each = read.problems.map((p) => tell("row", { row: p.row, problem: problem(p.problem) }))
  const rest = read.notRead - each.length
  if (rest > 0) each.push(tell("rest", { n: rest }))
  if (read.whole) {
    const values = { path, problem: problem(read.whole), row: read.at ?? 0 }
    return [...each, tell(read.at === null ? "whole" : "whole-at", values), tell("kept")]
  }
  const values = { path, people: read.list.size, rows: read.rows, n: read.notRead }
  const there = [...read.list.values()].filter((spells) =>
    spells.some((s) => s.from <= today && (s.to === null || today <= s.to)),
  )
  const segments = new Set(there.map((s) => segmentOn(s, today)).filter((segment) => segment !== null))
  return [
    ...each,
    tell(read.notRead === 0 ? "fine" : "partly", values),
    tell("today", { today: there.length, segments: segments.size }),
  ]
}
