import type { PartEvent } from "../../domain/challenge.ts"
import { isOpen, round } from "../../domain/challenge.ts"
import { streams } from "../../domain/id.ts"
import type { NudgeAnswer } from "../../domain/nudge.ts"
import { dayMs } from "../../domain/time.ts"
import type { Card } from "../../view/card.ts"
import { amount } from "../../view/challenge-card.ts"
import { meCard } from "../../view/member-card.ts"
import { type TodayView, todayCard } from "../../view/today-card.ts"
import { isFor, type RunOnBoard } from "../board.ts"
import type { Asked } from "../organisation.ts"
import { nudgeView, pollView } from "../views.ts"

export const mine = {
  today: async (asked: Asked): Promise<Card> => todayCard(asked.look, await todayView(asked)),

  me: async (asked: Asked): Promise<Card> => {
    const { board, person, look } = asked
    const catalogue = asked.org.catalogue()
    const totals = new Map<string, number>()
    for (const run of ofPerson(asked, [...board.runs.values()]))
      for (const event of await partEvents(asked, run.id)) {
        if (event.type === "part.logged") add(totals, event.unit, event.amount)
        if (event.type === "part.undone") add(totals, event.unit, -event.amount)
      }
    const lines = [...totals].flatMap(([id, total]) => {
      const unit = catalogue.units.get(id)
      return unit && total > 0 ? [amount(look, unit, total)] : []
    })
    const running = ofPerson(asked, [...board.runs.values()]).filter((r) => isOpen(r, asked.now))
    return meCard(look, {
      totals: lines,
      nudgesDone: [...board.nudges.values()].filter((n) => n.answers.get(person.id) === "done").length,
      pollsAnswered: [...board.polls.values()].filter((p) => p.ballots.has(person.id)).length,
      questionsAsked: [...board.questions.values()].filter((q) => q.person === person.id && !q.withdrawn)
        .length,
      running: running.map((r) => ({
        id: r.challenge,
        title: catalogue.challenges.get(r.challenge)?.title[look.language] ?? r.challenge,
      })),
    })
  },
}

async function todayView(asked: Asked): Promise<TodayView> {
  const { org, board, person, look, now } = asked
  const titles = org.catalogue().challenges
  const runs = [...board.runs.values()].filter((r) => isOpen(r, now))
  const joined = runs.filter((r) => r.joined.has(person.id))
  const polls = [...board.polls.values()].filter(
    (p) => p.phase === "open" && now < p.closesAt && isFor(board, p, null),
  )
  const unanswered = polls.filter((p) => !p.ballots.has(person.id))
  const nudges = [...board.nudges.values()].filter((n) => wanted(n.answers.get(person.id), now - n.at))
  const latest = nudges.at(-1)
  const title = (run: RunOnBoard) => ({
    id: run.challenge,
    title: titles.get(run.challenge)?.title[look.language] ?? run.challenge,
  })
  return {
    nudge: latest ? nudgeView(org, latest) : null,
    polls: await Promise.all(unanswered.map((poll) => pollView(org, { poll, look }))),
    mine: await Promise.all(
      joined.map(async (run) => ({ ...title(run), amount: await ownAmount(asked, run) })),
    ),
    open: runs.filter((r) => !r.joined.has(person.id)).map(title),
  }
}

/** A tip is of today for a week; put off, it is found again for a month. */
function wanted(answer: NudgeAnswer | undefined, ageMs: number): boolean {
  if (answer === undefined) return ageMs < 7 * dayMs
  return answer === "later" && ageMs < 30 * dayMs
}

async function ownAmount(asked: Asked, run: RunOnBoard): Promise<string | null> {
  const challenge = asked.org.catalogue().challenges.get(run.challenge)
  const unit = challenge && asked.org.catalogue().units.get(challenge.unit)
  let total = 0
  for (const event of await partEvents(asked, run.id)) {
    if (event.type === "part.logged") total += event.amount
    if (event.type === "part.undone") total -= event.amount
  }
  return unit && total > 0 ? amount(asked.look, unit, round(total)) : null
}

async function partEvents(asked: Asked, run: string): Promise<PartEvent[]> {
  const { events } = await asked.org.store.read(streams.part(run, asked.person.id))
  return events.map((e) => e.event as PartEvent)
}

/** Runs in which this person logged or takes part. */
function ofPerson(asked: Asked, runs: RunOnBoard[]): RunOnBoard[] {
  return runs.filter((r) => r.joined.has(asked.person.id) || r.logs.has(asked.person.id))
}

function add(totals: Map<string, number>, unit: string, amount: number): void {
  totals.set(unit, round((totals.get(unit) ?? 0) + amount))
}
