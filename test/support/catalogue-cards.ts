/** Every item of the catalogue as the cards on which people meet it. */
import type { Catalogue, Challenge, Nudge, PollItem } from "../../src/domain/content.ts"
import type { Language } from "../../src/domain/id.ts"
import type { Card } from "../../src/view/card.ts"
import { challengeCard, challengeListCard, myChallengeCard } from "../../src/view/challenge-card.ts"
import { nudgeCard } from "../../src/view/nudge-card.ts"
import { myPollCard, pollCard } from "../../src/view/poll-card.ts"
import { resultCard } from "../../src/view/result-card.ts"
import { goalCard } from "../../src/view/sdg-card.ts"
import { now } from "./cards.ts"
import type { Drawing } from "./cards-content.ts"

export type ItemCard = { id: string; name: string; language: Language; card: Card }
type At = { catalogue: Catalogue; drawing: Drawing }

const closesAt = now + 7 * 86_400_000

/** `drawing` says in which language and for whom. */
export function itemCards(catalogue: Catalogue, drawing: Drawing): ItemCard[] {
  const at = { catalogue, drawing }
  const named = (id: string, cards: Record<string, Card>): ItemCard[] =>
    Object.entries(cards).map(([name, card]) => ({ id, name, language: drawing.language, card }))
  return [
    ...[...catalogue.challenges.values()].flatMap((c) => named(c.id, ofChallenge(at, c))),
    ...[...catalogue.nudges.values()].flatMap((n) => named(n.id, ofNudge(at, n))),
    ...[...catalogue.polls.values()].flatMap((p) => named(p.id, ofPoll(at, p))),
    ...[...catalogue.goals.keys()].flatMap((number) => named(`sdg-${number}`, ofGoal(at, number))),
  ]
}

function ofChallenge({ catalogue, drawing }: At, challenge: Challenge): Record<string, Card> {
  const { look, place, language } = drawing
  const unit = catalogue.units.get(challenge.unit)
  if (!unit) throw new Error(`${challenge.id} has no unit`)
  const run = { id: `${challenge.id}.1`, endsAt: now + 13 * 86_400_000, open: true }
  const factor = catalogue.factors.get(challenge.impactFactor ?? "") ?? null
  const view = { challenge, unit, factor, run, together: { amount: unit.maxPerDay * 40, people: 40 } }
  const part = { joined: true, mine: unit.maxPerDay, lastLog: "abcdefgh" }
  const { id, effortMinutes: minutes } = challenge
  const item = { id, title: challenge.title[language], minutes, open: true, joined: false }
  return {
    challenge: challengeCard(place, view),
    "challenge at its beginning": challengeCard(place, { ...view, together: null }),
    mine: myChallengeCard(look, view, { part, headline: null }),
    listed: challengeListCard(look, { items: [item], page: 1, pages: 1, steward: true }),
  }
}

function ofNudge({ catalogue, drawing }: At, nudge: Nudge): Record<string, Card> {
  const goal = catalogue.goals.get(nudge.sdg)
  if (!goal) throw new Error(`${nudge.id} has no goal`)
  return { nudge: nudgeCard(drawing.place, { post: "n12", nudge, goal }) }
}

function ofPoll({ drawing }: At, item: PollItem): Record<string, Card> {
  const { look, place, language } = drawing
  const options = item.options.map((o) => ({ key: o.key, label: o.text[language] }))
  const poll = {
    id: "p12",
    question: item.question[language],
    kind: item.kind,
    options,
    confidential: true,
    closesAt,
    open: true,
    answered: 40,
    minGroup: 10,
  }
  const answer = item.answer && {
    label: options.find((o) => o.key === item.answer?.key)?.label ?? "",
    because: item.answer.because[language],
  }
  const counts = Object.fromEntries(options.map((o, i) => [o.key, i + 10]))
  const result = { answers: 200, options: { as: "counts" as const, counts } }
  const quiz = answer && { right: false, answer: answer.label, because: answer.because }
  const chosen = { counted: true, asked: false, chosen: [options[0]?.key ?? ""], next: "p13" }
  return {
    poll: pollCard(place, poll),
    "my answer": myPollCard(look, poll, { ...chosen, quiz }),
    result: resultCard(place, [{ ...poll, open: false, result, of: 240, answer }]),
  }
}

function ofGoal({ catalogue, drawing }: At, number: number): Record<string, Card> {
  const { look, language } = drawing
  const goal = catalogue.goals.get(number)
  if (!goal) throw new Error(`there is no goal ${number}`)
  const acts = [...catalogue.nudges.values()].filter((n) => n.sdg === number).slice(0, 3)
  const challenges = [...catalogue.challenges.values()].filter((c) => c.sdg.includes(number))
  return {
    goal: goalCard(look, {
      goal,
      acts: acts.map((n) => n.action[language]),
      challenges: challenges.map((c) => ({ id: c.id, title: c.title[language] })),
      done: 12,
    }),
  }
}
