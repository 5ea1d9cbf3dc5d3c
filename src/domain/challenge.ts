import type { Unit } from "./content.ts"
import type { Instant, LocalDate, LogId, PersonId, RunId } from "./id.ts"
import { type Refusal, refuse } from "./refusal.ts"

/** A run is a challenge from start to end, across all places of the organisation. */
export type RunEvent =
  | { type: "run.started"; run: RunId; challenge: string; endsAt: Instant; by: PersonId | null }
  | { type: "run.ended"; run: RunId }

/** One person's part in one run. `day` is the person's local day of recording, on which the caps count. */
export type PartEvent =
  | { type: "part.joined"; run: RunId; challenge: string; person: PersonId }
  | {
      type: "part.logged"
      run: RunId
      challenge: string
      person: PersonId
      log: LogId
      amount: number
      unit: string
      day: LocalDate
    }
  | {
      type: "part.undone"
      run: RunId
      challenge: string
      person: PersonId
      log: LogId
      amount: number
      unit: string
      loggedAt: Instant
    }
  | { type: "part.left"; run: RunId; challenge: string; person: PersonId }

export type Run = { id: RunId; challenge: string; startedAt: Instant; endsAt: Instant; ended: boolean }
export type Log = { log: LogId; amount: number; unit: string; day: LocalDate; at: Instant }
export type Part = { joined: boolean; logs: Log[] }
export const noPart: Part = { joined: false, logs: [] }

export function evolvePart(part: Part, event: PartEvent, at: Instant): Part {
  switch (event.type) {
    case "part.joined":
      return { ...part, joined: true }
    case "part.left":
      return { ...part, joined: false }
    case "part.logged":
      return {
        joined: true,
        logs: [...part.logs, { log: event.log, amount: event.amount, unit: event.unit, day: event.day, at }],
      }
    case "part.undone":
      return { ...part, logs: part.logs.filter((l) => l.log !== event.log) }
  }
}

/** Open until its end, whether or not the clock has closed it yet. */
export function isOpen(run: Run, now: Instant): boolean {
  return !run.ended && now < run.endsAt
}

export function join(q: { run: Run; part: Part; person: PersonId; now: Instant }): PartEvent[] | Refusal {
  if (!isOpen(q.run, q.now)) return refuse("challenge.ended", { id: q.run.challenge })
  if (q.part.joined) return []
  return [{ type: "part.joined", run: q.run.id, challenge: q.run.challenge, person: q.person }]
}

/** Logging joins too: whoever does it takes part. Amounts are in the unit of the challenge. */
export function log(q: {
  run: Run
  part: Part
  person: PersonId
  now: Instant
  day: LocalDate
  unit: Unit
  amount: number
  log: LogId
}): PartEvent[] | Refusal {
  const { run, unit } = q
  if (!isOpen(run, q.now)) return refuse("challenge.ended", { id: run.challenge })
  if (!(q.amount > 0)) return refuse("amount.not-positive", { unit: unit.id })
  if (decimalsOf(q.amount) > unit.decimals)
    return refuse(unit.decimals === 0 ? "amount.whole" : "amount.decimals", { unit: unit.id })
  // What is recorded has no float dust: 0.1 + 0.2 becomes 0.3, and next to nothing is nothing.
  const amount = round(q.amount)
  if (amount === 0) return refuse("amount.not-positive", { unit: unit.id })
  if (amount > unit.maxPerLog) return refuse("amount.per-log", { unit: unit.id, max: unit.maxPerLog })
  const today = sum(q.part.logs.filter((l) => l.day === q.day).map((l) => l.amount))
  if (round(today + amount) > unit.maxPerDay)
    return refuse("amount.per-day", { unit: unit.id, max: unit.maxPerDay, already: today })
  const joined: PartEvent[] = q.part.joined
    ? []
    : [{ type: "part.joined", run: run.id, challenge: run.challenge, person: q.person }]
  return [
    ...joined,
    {
      type: "part.logged",
      run: run.id,
      challenge: run.challenge,
      person: q.person,
      log: q.log,
      amount,
      unit: unit.id,
      day: q.day,
    },
  ]
}

/** Takes back the last log, or the named one; also after the run ended, because a wrong number helps nobody. */
export function undo(q: {
  run: Run
  part: Part
  person: PersonId
  log: LogId | null
}): PartEvent[] | Refusal {
  const found = q.log ? q.part.logs.find((l) => l.log === q.log) : q.part.logs.at(-1)
  if (!found) return refuse("challenge.nothing-to-undo", { id: q.run.challenge })
  return [
    {
      type: "part.undone",
      run: q.run.id,
      challenge: q.run.challenge,
      person: q.person,
      log: found.log,
      amount: found.amount,
      unit: found.unit,
      loggedAt: found.at,
    },
  ]
}

export function leave(q: { run: Run; part: Part; person: PersonId }): PartEvent[] | Refusal {
  if (!q.part.joined) return []
  return [{ type: "part.left", run: q.run.id, challenge: q.run.challenge, person: q.person }]
}

/** Amounts have at most one decimal; sums are rounded to it, so that 0.1 + 0.2 is 0.3. */
export function round(amount: number): number {
  return Math.round(amount * 10) / 10
}

export function sum(amounts: number[]): number {
  return round(amounts.reduce((a, b) => a + b, 0))
}

function decimalsOf(amount: number): number {
  for (let d = 0; d < 3; d++) if (Math.abs(amount * 10 ** d - Math.round(amount * 10 ** d)) < 1e-9) return d
  return 3
}
