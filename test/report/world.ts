import type { Person, Recorded } from "../../src/app/ports.ts"
import type { Catalogue, Challenge, Goal, Nudge, PollItem } from "../../src/domain/content.ts"
import type { Event } from "../../src/domain/event.ts"
import { readPeriod } from "../../src/domain/period.ts"
import { noProgramme } from "../../src/domain/programme.ts"
import { makeReport, type ReportQuestion } from "../../src/report/make-report.ts"
import type { Report } from "../../src/report/report.ts"
import { makeTally } from "../../src/report/tally.ts"

export const zone = "Europe/Amsterdam"

const both = (text: string) => ({ nl: text, en: text })
const challenge = (id: string, unit: string, q: { sdg: number[]; factor: string | null }): Challenge => ({
  id,
  category: "planet",
  title: both(id),
  action: both(id),
  ask: both(id),
  sdg: q.sdg,
  covers: {},
  mode: "individual",
  effortMinutes: 5,
  unit,
  impactFactor: q.factor,
  note: null,
})
const unit = (id: string) => ({
  id,
  one: both(id),
  other: both(id),
  decimals: 1 as const,
  maxPerLog: 250,
  maxPerDay: 250,
  because: "",
})
const goal = (number: number): Goal => ({
  number,
  name: both(`goal ${number}`),
  colour: "#3F7E44",
  sentence: both(""),
  act: both(""),
})
const nudge = (id: string, sdg: number): Nudge => ({ id, sdg, fact: null, action: both(id), source: null })
const likert: PollItem = {
  id: "idx-belief",
  kind: "likert",
  question: both("I believe in it"),
  options: ["a", "b", "c", "d", "e", "f"].map((key) => ({ key, text: both(key) })),
  index: "attitude",
  answer: null,
  sdg: [],
  schedule: "quarter",
}

const by = <T, K>(items: T[], key: (item: T) => K) => new Map(items.map((item) => [key(item), item]))

export const catalogue: Catalogue = {
  challenges: by(
    [
      challenge("bike", "km_cycled", { sdg: [11, 13], factor: "car" }),
      challenge("train", "km_train", { sdg: [13], factor: "train" }),
      challenge("walk", "km_cycled", { sdg: [3], factor: null }),
    ],
    (c) => c.id,
  ),
  nudges: by([nudge("sdg13-1", 13), nudge("sdg05-1", 5)], (n) => n.id),
  polls: by([likert], (p) => p.id),
  units: by([unit("km_cycled"), unit("km_train")], (u) => u.id),
  factors: by(
    [
      {
        id: "car",
        low: 0,
        mid: 0.19,
        high: 0.224,
        year: 2026,
        source: { title: "List 2026", url: "https://example.org" },
        rule: both(""),
      },
      {
        id: "train",
        low: 0.1,
        mid: 0.16,
        high: 0.2,
        year: 2026,
        source: { title: "List 2026", url: "https://example.org" },
        rule: both(""),
      },
    ],
    (f) => f.id,
  ),
  goals: by([3, 5, 11, 13].map(goal), (g) => g.number),
  frameworks: new Map(),
  programme: {
    rhythm: {
      digest: { weekday: 1, time: "09:00", everyWeeks: 1 },
      nudge: { weekday: 2, time: "09:00", everyWeeks: 1 },
      pulse: { weekday: 3, time: "09:30", everyWeeks: 2 },
      challenge: { weekday: 4, time: "09:00", everyWeeks: 2 },
    },
    hours: { from: "09:00", to: "17:00" },
    challengeWeeks: 2,
  },
  words: { nl: new Map(), en: new Map() },
}

export function person(id: string, segment: string | null = null, more: Partial<Person> = {}): Person {
  return {
    id,
    key: `U${id}`,
    language: null,
    timeZone: null,
    choices: { out: false, pausedUntil: null, language: null },
    roster: [{ from: "2026-01-01", to: null, segment }],
    metAt: null,
    ...more,
  }
}

export function crowd(size: number, segment: string | null = null, prefix = "p"): Person[] {
  return Array.from({ length: size }, (_, i) => person(`${prefix}${i}`, segment))
}

export type Happened = { at: string | number; event: Event; stream?: string }

/** A ledger of events in the order given. Times are local to the zone's offset that the text says. */
export function ledger(happened: readonly Happened[]): Recorded[] {
  return happened.map(({ at, event, stream }, i) => ({
    position: i + 1,
    stream: stream ?? streamOf(event),
    version: 1,
    at: typeof at === "number" ? at : Date.parse(at),
    event,
  }))
}

function streamOf(event: Event): string {
  return event.type === "nudge.answered" ? `reply/${event.post}/${event.person}` : "stream"
}

export function report(
  period: string,
  q: { events: readonly Recorded[] } & Partial<Omit<ReportQuestion, "period">>,
): Report {
  const { events, ...more } = q
  const tally = makeTally({ zone: more.zone ?? zone })
  for (const recorded of events) tally.add(recorded)
  const read = readPeriod(period)
  if (!read) throw new Error(`no period ${period}`)
  return makeReport({
    tally,
    people: crowd(12),
    forgotten: [],
    programme: noProgramme,
    catalogue,
    period: read,
    now: Date.parse("2027-06-01T12:00Z"),
    zone,
    organisation: "Voorbeeld",
    demo: false,
    minGroup: 10,
    for: "steward",
    ...more,
  })
}

export const log = (
  who: string,
  amount = 10,
  more: { challenge?: string; unit?: string; log?: string } = {},
): Event => ({
  type: "part.logged",
  run: "bike.1",
  challenge: more.challenge ?? "bike",
  person: who,
  log: more.log ?? `l-${who}`,
  amount,
  unit: more.unit ?? "km_cycled",
  day: "2026-11-16",
})
export const undo = (who: string, loggedAt: string, amount = 10): Event => ({
  type: "part.undone",
  run: "bike.1",
  challenge: "bike",
  person: who,
  log: `l-${who}`,
  amount,
  unit: "km_cycled",
  loggedAt: Date.parse(loggedAt),
})
export const joined = (who: string): Event => ({
  type: "part.joined",
  run: "bike.1",
  challenge: "bike",
  person: who,
})
export const question = {
  asked: (who: string, id: string): Event => ({
    type: "question.asked",
    question: id,
    person: who,
    text: `text-${id}`,
  }),
  answered: (id: string, reply: "yes" | "no" | "later" = "yes"): Event => ({
    type: "question.answered",
    question: id,
    by: "boss",
    reply,
    reason: `reason-${id}`,
    inChannels: true,
  }),
  withdrawn: (who: string, id: string): Event => ({ type: "question.withdrawn", question: id, person: who }),
}
export const answered = (who: string, answer: "done" | "later" | "no", post = "n1"): Event => ({
  type: "nudge.answered",
  post,
  nudge: "sdg13-1",
  person: who,
  answer,
})

/** Deliveries where no message went out. */
export const nothingSent = {
  addressees: 0,
  sent: 0,
  failed: 0,
  pausedOrOut: 0,
  unreachable: 0,
  uncertain: 0,
  missed: 0,
}
