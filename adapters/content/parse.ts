import type { z } from "zod"
import type {
  Challenge,
  Framework,
  Goal,
  ImpactFactor,
  Nudge,
  PollItem,
  PollOption,
  ProgrammeContent,
  Rhythm,
  Source,
  Unit,
} from "../../src/domain/content.ts"
import type { Source as File, Sources } from "./files.ts"
import { fit, type Problem } from "./problem.ts"
import * as schema from "./schema.ts"

/** An item and the file it came from. `item` is null where something in it is wrong: its id is taken all the same. */
export type Entry<T> = { file: string; item: T | null }
export type Entries<T, K = string> = Map<K, Entry<T>>

export type Parsed = {
  challenges: Entries<Challenge>
  nudges: Entries<Nudge>
  polls: Entries<PollItem>
  units: Entries<Unit>
  factors: Entries<ImpactFactor>
  goals: Entries<Goal, number>
  frameworks: Entries<Framework>
  programme: ProgrammeContent | null
}

/** What is parsed into: the problems found so far, and one way to add an item that refuses a second of the same id. */
type Into = { problems: Problem[] }

export function parseSources(sources: Sources, problems: Problem[]): Parsed {
  const into = { problems }
  return {
    challenges: parseChallenges(sources.challenges, into),
    nudges: parseNudges(sources.nudges, into),
    polls: parsePolls(sources.polls, into),
    units: parseMap(sources.units, { schema: schema.unit, build: buildUnit, into }),
    factors: parseMap(sources.factors, { schema: schema.factor, build: buildFactor, into }),
    goals: parseGoals(sources.sdgs, into),
    frameworks: parseFrameworks(sources.frameworks, into),
    programme: parseProgramme(sources.programme, into),
  }
}

function parseChallenges(sources: File[], into: Into): Entries<Challenge> {
  const entries: Entries<Challenge> = new Map()
  for (const { file, name, data } of sources) {
    const c = fit({ schema: schema.challengeFile, data, at: { file } }, into.problems)
    const { effort_minutes, impact_factor, ...same } = c ?? {}
    const item = c && { ...same, effortMinutes: c.effort_minutes, impactFactor: c.impact_factor }
    const id = idOf(data)
    if (id !== null && id !== name)
      into.problems.push({ file, field: "id", expected: `${name}, as the file is named` })
    add({ entries, id, file, item: item as Challenge | null }, into)
  }
  return entries
}

function parseNudges(sources: File[], into: Into): Entries<Nudge> {
  const entries: Entries<Nudge> = new Map()
  for (const { file, data } of sources) {
    const group = fit({ schema: schema.nudgeFile, data, at: { file } }, into.problems)
    for (const [at, raw] of (group?.nudges ?? []).entries()) {
      const id = idOf(raw)
      const n = fit(
        { schema: schema.nudge, data: raw, at: { file, field: fieldOf("nudges", id, at) } },
        into.problems,
      )
      add({ entries, id, file, item: n && buildNudge(n, group?.sdg ?? 0) }, into)
    }
  }
  return entries
}

function buildNudge(n: z.output<typeof schema.nudge>, sdg: number): Nudge {
  return { ...n, sdg, source: n.source && buildSource(n.source) }
}

function buildSource({ valid_until, ...same }: NonNullable<z.output<typeof schema.nudge>["source"]>): Source {
  return { ...same, validUntil: valid_until }
}

/** Likert and eNPS questions all have the same options, so that figures of two quarters can be compared. */
type Scales = Record<"likert" | "enps", PollOption[]>

function parsePolls(sources: File[], into: Into): Entries<PollItem> {
  const entries: Entries<PollItem> = new Map()
  const scales = parseScales(sources, into)
  for (const { file, data } of sources.filter((s) => s.name !== "scales")) {
    const group = fit({ schema: schema.pollFile, data, at: { file } }, into.problems)
    for (const [at, raw] of (group?.polls ?? []).entries()) {
      const id = idOf(raw)
      const p = fit(
        { schema: schema.poll, data: raw, at: { file, field: fieldOf("polls", id, at) } },
        into.problems,
      )
      const options = p?.kind === "likert" || p?.kind === "enps" ? scales[p.kind] : p?.options
      add(
        {
          entries,
          id,
          file,
          item: p && { ...p, options: options ?? [], source: p.source && buildSource(p.source) },
        },
        into,
      )
    }
  }
  return entries
}

function parseScales(sources: File[], into: Into): Scales {
  const files = sources.filter((s) => s.name === "scales")
  const [first, second] = files
  const folder = (sources[0]?.file ?? "").replace(/\/[^/]*$/, "")
  if (second)
    into.problems.push({ file: second.file, field: "", expected: `no second one beside ${first?.file}` })
  if (!first) {
    if (sources.length > 0)
      into.problems.push({
        file: `${folder}/scales.yml`,
        field: "",
        expected: "this file: it is missing",
      })
    return { likert: [], enps: [] }
  }
  const scales = fit({ schema: schema.scalesFile, data: first.data, at: { file: first.file } }, into.problems)
  return scales ?? { likert: [], enps: [] }
}

type MapOf<S extends z.ZodType, T> = {
  schema: S
  build: (id: string, parsed: z.output<S>) => T | null
  into: Into
}

/** A file that is a map of id to item. */
function parseMap<S extends z.ZodType, T>(sources: File[], q: MapOf<S, T>): Entries<T> {
  const entries: Entries<T> = new Map()
  for (const { file, data } of sources) {
    if (data === null || typeof data !== "object" || Array.isArray(data)) {
      q.into.problems.push({ file, field: "", expected: "ids, each with its fields below it" })
      continue
    }
    for (const [id, raw] of Object.entries(data)) {
      fit({ schema: schema.snake, data: id, at: { file, field: id } }, q.into.problems)
      const parsed = fit({ schema: q.schema, data: raw, at: { file, field: id } }, q.into.problems)
      add({ entries, id, file, item: parsed && q.build(id, parsed) }, q.into)
    }
  }
  return entries
}

function buildUnit(id: string, u: z.output<typeof schema.unit>): Unit {
  const { max_per_log, max_per_day, ...same } = u
  return { id, ...same, maxPerLog: max_per_log, maxPerDay: max_per_day }
}

function buildFactor(id: string, f: z.output<typeof schema.factor>): ImpactFactor | null {
  const [newest, ...earlier] = f.years.map(
    ({ rule, ...values }): ImpactFactor => ({ id, rule: rule ?? f.rule, ...values }),
  )
  return newest ? { ...newest, earlier } : null
}

function parseGoals(sources: File[], into: Into): Entries<Goal, number> {
  const entries: Entries<Goal, number> = new Map()
  for (const { file, data } of sources) {
    const group = fit({ schema: schema.goalsFile, data, at: { file } }, into.problems)
    for (const [at, raw] of (group?.goals ?? []).entries()) {
      const number = numberOf(raw)
      const g = fit(
        { schema: schema.goal, data: raw, at: { file, field: `goals.${number ?? at + 1}` } },
        into.problems,
      )
      add({ entries, id: number, file, item: g }, into)
    }
    for (let n = 1; group && n <= 17; n++)
      if (!entries.has(n))
        into.problems.push({ file, field: `goals.${n}`, expected: "all 17 goals: this one is missing" })
  }
  return entries
}

function parseFrameworks(sources: File[], into: Into): Entries<Framework> {
  const entries: Entries<Framework> = new Map()
  for (const { file, name, data } of sources) {
    const f = fit({ schema: schema.frameworkFile, data, at: { file } }, into.problems)
    const elements = Object.entries(f?.elements ?? {}).map(([id, e]) => [id, { id, ...e }] as const)
    add({ entries, id: name, file, item: f && { id: name, ...f, elements: new Map(elements) } }, into)
  }
  return entries
}

function parseProgramme(sources: File[], into: Into): ProgrammeContent | null {
  const [first, second] = sources
  if (second)
    into.problems.push({ file: second.file, field: "", expected: `no second one beside ${first?.file}` })
  if (!first) return null
  const p = fit({ schema: schema.programmeFile, data: first.data, at: { file: first.file } }, into.problems)
  if (!p) return null
  const rhythm = (r: z.output<typeof schema.programmeFile>["rhythm"]["digest"]): Rhythm => ({
    weekday: schema.weekdays.indexOf(r.day) + 1,
    time: r.time,
    everyWeeks: r.every_weeks,
  })
  const { digest, nudge, pulse, challenge } = p.rhythm
  return {
    rhythm: {
      digest: rhythm(digest),
      nudge: rhythm(nudge),
      pulse: rhythm(pulse),
      challenge: rhythm(challenge),
    },
    hours: p.hours,
    challengeWeeks: p.challenge_weeks,
  }
}

function add<T, K extends string | number>(
  q: { entries: Entries<T, K>; id: K | null; file: string; item: T | null },
  into: Into,
) {
  if (q.id === null) return
  const other = q.entries.get(q.id)
  if (other)
    into.problems.push({
      file: q.file,
      field: String(q.id),
      expected: `an id of its own: it is already in ${other.file}`,
    })
  else q.entries.set(q.id, { file: q.file, item: q.item })
}

function fieldOf(list: string, id: string | null, at: number): string {
  return `${list}.${id ?? at + 1}`
}

function idOf(raw: unknown): string | null {
  const id = (raw as { id?: unknown } | null)?.id
  return typeof id === "string" && schema.slug.safeParse(id).success ? id : null
}

function numberOf(raw: unknown): number | null {
  const number = (raw as { number?: unknown } | null)?.number
  return typeof number === "number" && Number.isInteger(number) ? number : null
}
