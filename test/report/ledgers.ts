import fc from "fast-check"
import type { Recorded } from "../../src/app/ports.ts"
import type { Event } from "../../src/domain/event.ts"
import type { NudgeAnswer } from "../../src/domain/nudge.ts"

/** One thing a colleague did, in the words of the slow recomputation. */
export type Deed =
  | {
      type: "log"
      person: string
      at: number
      amount: number
      challenge: string
      unit: string
      undoneAt: number | null
    }
  | { type: "answer"; person: string; at: number; answer: NudgeAnswer; post: string }
  | { type: "join" | "vote"; person: string; at: number }
  | { type: "ask"; person: string; at: number; answeredAt: number | null; withdrawnAt: number | null }

const hourMs = 3_600_000
/** Around the end of a quarter, a month, a year and of summer time: six weeks from Sunday 25 October 2026. */
const start = Date.parse("2026-10-24T22:00Z")
const at = fc.integer({ min: 0, max: 24 * 80 }).map((h) => start + h * hourMs)
const who = fc.constantFrom("p0", "p1", "p2", "p3", "guest")
const on = fc.constantFrom(
  { challenge: "bike", unit: "km_cycled" },
  { challenge: "walk", unit: "km_cycled" },
  { challenge: "train", unit: "km_train" },
)

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc
    .record({
      person: who,
      at,
      on,
      tenths: fc.integer({ min: 1, max: 500 }),
      undoneAfter: fc.option(fc.integer({ min: 0, max: 24 * 20 })),
    })
    .map(({ person, at, on, tenths, undoneAfter }) => ({
      type: "log" as const,
      person,
      at,
      amount: tenths / 10,
      ...on,
      undoneAt: undoneAfter === null ? null : at + undoneAfter * hourMs,
    })),
  fc.record({
    type: fc.constant("answer" as const),
    person: who,
    at,
    answer: fc.constantFrom("done" as const, "later" as const, "no" as const),
    post: fc.constant("n1"),
  }),
  fc.record({ type: fc.constantFrom("join" as const, "vote" as const), person: who, at }),
  fc
    .record({
      person: who,
      at,
      answeredAfter: fc.option(fc.integer({ min: 0, max: 24 * 40 })),
      withdrawnAfter: fc.option(fc.integer({ min: 0, max: 24 * 40 })),
    })
    // Nobody answers what was withdrawn.
    .map(({ person, at, answeredAfter: a, withdrawnAfter: w }) => ({
      type: "ask" as const,
      person,
      at,
      answeredAt: a === null || (w !== null && w <= a) ? null : at + a * hourMs,
      withdrawnAt: w === null ? null : at + w * hourMs,
    })),
)

export const deeds: fc.Arbitrary<Deed[]> = fc
  .array(deed, { maxLength: 60, size: "max" })
  // Answers to one post by one person never share an instant here: the last answer holds, so their order is no tie.
  .map((all) => all.map((d, i) => (d.type === "answer" ? { ...d, at: d.at + i } : d)))

/** The ledger of these deeds. `salt` decides the order of what happened at the same time. */
export function ledgerOf(all: Deed[], salt: number): Recorded[] {
  const happened = all.flatMap((deed, i) => eventsOf(deed, i, salt))
  happened.sort((a, b) => a.at - b.at || a.tie - b.tie)
  return happened.map(({ tie: _, ...h }, i) => ({ position: i + 1, version: 1, ...h }))
}

function eventsOf(
  deed: Deed,
  i: number,
  salt: number,
): { at: number; stream: string; event: Event; tie: number }[] {
  const tie = ((i + 1) * 7919 * (salt + 1)) % 1009
  const part = { run: "r.1", person: deed.person, log: `l${i}` }
  switch (deed.type) {
    case "log": {
      const { challenge, unit, amount, undoneAt } = deed
      const stream = `part/r.1/${deed.person}`
      const about = { ...part, challenge, unit, amount }
      const logged = {
        at: deed.at,
        stream,
        tie,
        event: { type: "part.logged" as const, ...about, day: "2026-01-01" },
      }
      if (undoneAt === null) return [logged]
      return [
        logged,
        { at: undoneAt, stream, tie: tie + 1, event: { type: "part.undone", ...about, loggedAt: deed.at } },
      ]
    }
    case "answer": {
      const { person, post, answer } = deed
      return [
        {
          at: deed.at,
          stream: `reply/${post}/${person}`,
          tie,
          event: { type: "nudge.answered", post, nudge: "sdg13-1", person, answer },
        },
      ]
    }
    case "join":
      return [
        {
          at: deed.at,
          stream: `part/r.1/${deed.person}`,
          tie,
          event: { type: "part.joined", run: "r.1", challenge: "bike", person: deed.person },
        },
      ]
    case "ask":
      return questionOf(deed, i, tie)
    case "vote":
      return [
        {
          at: deed.at,
          stream: `ballot/p1/${deed.person}`,
          tie,
          event: { type: "ballot.sealed", poll: "p1", person: deed.person, sealed: "" },
        },
      ]
  }
}

function questionOf(
  deed: Deed & { type: "ask" },
  i: number,
  tie: number,
): { at: number; stream: string; event: Event; tie: number }[] {
  const question = `q${i}`
  const { person, answeredAt, withdrawnAt } = deed
  const one = { stream: `question/${question}`, tie: tie + 1 }
  const by = { by: "boss", reply: "no" as const, reason: "r", inChannels: true }
  return [
    { ...one, tie, at: deed.at, event: { type: "question.asked", question, person, text: "t" } },
    ...(answeredAt === null
      ? []
      : [{ ...one, at: answeredAt, event: { type: "question.answered" as const, question, ...by } }]),
    ...(withdrawnAt === null
      ? []
      : [{ ...one, at: withdrawnAt, event: { type: "question.withdrawn" as const, question, person } }]),
  ]
}

/** An action, where it counts and where it is subtracted. */
export type Action = {
  person: string
  source: string
  unit: string | null
  amount: number
  day: string
  minusOn: string | null
}

/** The rules read again, slowly and without the tally: every action that was not taken back in time. */
export function actionsOf(all: Deed[]): Action[] {
  const actions: Action[] = []
  for (const deed of all)
    if (deed.type === "log")
      push(
        actions,
        { person: deed.person, source: deed.challenge, unit: deed.unit, amount: deed.amount },
        { at: deed.at, undoneAt: deed.undoneAt },
      )
  const answers = all.filter((d) => d.type === "answer").sort((a, b) => a.at - b.at)
  for (const [i, deed] of answers.entries()) {
    if (deed.answer !== "done") continue
    const same = (d: (typeof answers)[number]) => d.post === deed.post && d.person === deed.person
    if (answers.slice(0, i).findLast(same)?.answer === "done") continue
    const changed = answers.slice(i + 1).find((d) => same(d) && d.answer !== "done")
    push(
      actions,
      { person: deed.person, source: "sdg13-1", unit: null, amount: 0 },
      { at: deed.at, undoneAt: changed?.at ?? null },
    )
  }
  return actions
}

function push(
  actions: Action[],
  what: Pick<Action, "person" | "source" | "unit" | "amount">,
  { at, undoneAt }: { at: number; undoneAt: number | null },
): void {
  const day = amsterdam(at)
  if (undoneAt === null) actions.push({ ...what, day, minusOn: null })
  else if (amsterdam(undoneAt) >= frozenFrom(day))
    actions.push({ ...what, day, minusOn: amsterdam(undoneAt) })
}

const format = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam" })
export const amsterdam = (at: number) => format.format(at)

/** The fourth day after the week or the month of that day, whichever ends first. */
function frozenFrom(day: string): string {
  const date = new Date(`${day}T00:00Z`)
  const sunday = date.getTime() + ((7 - date.getUTCDay()) % 7) * 24 * hourMs
  const lastOfMonth = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)
  return new Date(Math.min(sunday, lastOfMonth) + 4 * 24 * hourMs).toISOString().slice(0, 10)
}
