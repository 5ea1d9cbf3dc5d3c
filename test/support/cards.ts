/** The gallery: every card that the product can draw, as short and as long as content and people can make it. */

import { describe, listed } from "../../src/app/grammar.ts"
import { helpPageSize } from "../../src/app/handle.ts"
import type { Language } from "../../src/domain/id.ts"
import type { Card } from "../../src/view/card.ts"
import { challengeCard, challengeListCard, myChallengeCard } from "../../src/view/challenge-card.ts"
import { digestCard } from "../../src/view/digest-card.ts"
import { apologyCard, helpCard, refusalCard, unreadableCard } from "../../src/view/help-card.ts"
import {
  choiceCard,
  exportCard,
  forgetCard,
  meCard,
  pausedUntil,
  privacyCard,
} from "../../src/view/member-card.ts"
import { nudgeAnswerCard, nudgeCard } from "../../src/view/nudge-card.ts"
import { goalCard, goalsCard } from "../../src/view/sdg-card.ts"
import { todayCard } from "../../src/view/today-card.ts"
import { makeWords } from "../../src/view/words.ts"
import { type Drawing, type Size, sized } from "./cards-content.ts"
import { councilCards } from "./cards-council.ts"
import { pollCards } from "./cards-poll.ts"
import { programmeCards } from "./cards-programme.ts"
import { questionCards } from "./cards-question.ts"
import { testCatalogue } from "./world.ts"

export type Shown = { name: string; card: Card }

export const now = Date.parse("2026-11-25T10:00:00+01:00")
const once = "abcdefghijkl"

/** `look` for a person, `place` for a channel. */
export function drawing(language: Language, size: Size): Drawing {
  const say = makeWords(testCatalogue().words)[language]
  const look: Drawing["look"] = {
    say,
    language,
    zone: "Europe/Amsterdam",
    now,
    demo: size === "longest",
    to: "actor",
    once: () => once,
  }
  return { look, place: { ...look, to: "place" }, size, language }
}

export function gallery(language: Language): Shown[] {
  return (["shortest", "longest"] as const).flatMap((size) => {
    const d = drawing(language, size)
    const all = {
      ...challengeCards(d),
      ...nudgeCards(d),
      ...pollCards(d),
      ...personal(d),
      ...goalCards(d),
      ...helpCards(d),
      ...councilCards(d),
      ...programmeCards(d),
      ...questionCards(d),
      ...digests(d),
    }
    return Object.entries(all).map(([name, card]) => ({ name: `${name}, ${size}`, card }))
  })
}

function challengeCards({ look, place, size }: Drawing): Record<string, Card> {
  const { challenge, unit, factor } = sized(size)
  const isLong = size === "longest"
  const run = { id: `${challenge.id}.1`, endsAt: now + 20 * 86_400_000, open: true }
  const together = isLong ? { amount: 9_999_999.9, people: 99_999 } : null
  const view = { challenge, unit, factor, run, together }
  const over = { ...view, run: { ...run, open: false } }
  const part = { joined: isLong, mine: isLong ? 99_999.9 : 0, lastLog: isLong ? "abcdefgh" : null }
  const headline = look.say("challenge.logged-before", { amount: `99.999,9 ${unit.other[look.language]}` })
  const items = Array.from({ length: isLong ? 4 : 1 }, (_, i) => ({
    id: challenge.id,
    title: challenge.title[look.language],
    minutes: challenge.effortMinutes,
    open: isLong && i > 0,
    joined: false,
  }))
  return {
    challenge: challengeCard(place, view),
    "challenge to a person": challengeCard(look, view),
    "challenge that is over": challengeCard(place, over),
    "my challenge": myChallengeCard(look, view, { part, headline: null }),
    "my challenge after an answer": myChallengeCard(look, view, { part, headline }),
    "my challenge without a run": myChallengeCard(look, { ...view, run: null }, { part, headline: null }),
    "challenge list": challengeListCard(look, { items, page: 1, pages: isLong ? 3 : 1, steward: isLong }),
  }
}

function nudgeCards({ look, place, size }: Drawing): Record<string, Card> {
  const view = { post: "abcdef", ...sized(size) }
  return {
    nudge: nudgeCard(place, view),
    "nudge to a person": nudgeCard(look, view),
    ...Object.fromEntries(
      (["done", "later", "no"] as const).map((a) => [
        `nudge ${a}`,
        nudgeAnswerCard(look, { view, answer: a }),
      ]),
    ),
  }
}

function personal({ look, size, language }: Drawing): Record<string, Card> {
  const it = sized(size)
  const isLong = size === "longest"
  const many = <T>(count: number, item: T): T[] => Array<T>(isLong ? count : 0).fill(item)
  const run = { id: it.challenge.id, title: it.title(language) }
  const amount = `99.999,9 ${it.unit.other[language]}`
  const headlines = ["member.language", "member.resumed", "member.out"] as const
  const choices = { out: isLong, pausedUntil: null }
  return {
    today: todayCard(look, {
      nudge: isLong ? { post: "abcdef", nudge: it.nudge, goal: it.goal } : null,
      polls: many(12, { id: "pabcd", question: it.question(language) }),
      mine: many(12, { ...run, amount }),
      open: many(12, run),
    }),
    me: meCard(look, {
      totals: many(12, amount),
      nudgesDone: isLong ? 9_999 : 0,
      pollsAnswered: isLong ? 9_999 : 0,
      questionsAsked: isLong ? 9_999 : 0,
      running: many(12, run),
    }),
    choice: choiceCard(look, {
      headline: pausedUntil(look, now),
      out: false,
      pausedUntil: isLong ? now : null,
    }),
    ...Object.fromEntries(
      headlines.map((id) => [`choice ${id}`, choiceCard(look, { headline: look.say(id), ...choices })]),
    ),
    privacy: privacyCard(look, {
      adviser: isLong ? it.line(120, language) : null,
      retentionDays: 3650,
      minGroup: 100,
      questionDays: 60,
    }),
    export: exportCard(look, {
      lines: many(
        6,
        `wo 25 november: ${look.say("privacy.export.event.logged", { what: it.title(language), amount }).join("")}`,
      ),
      page: 1,
      pages: 2,
    }),
    "forget, asked": forgetCard(look, false),
    "forget, done": forgetCard(look, true),
  }
}

function goalCards({ look, size, language }: Drawing): Record<string, Card> {
  const it = sized(size)
  const isLong = size === "longest"
  const goals = isLong
    ? Array.from({ length: 17 }, (_, i) => ({ ...it.goal, number: i + 1 }))
    : [...testCatalogue().goals.values()]
  const challenges = Array(isLong ? 12 : 0).fill({ id: it.challenge.id, title: it.title(language) })
  const acts = Array(isLong ? 2 : 0).fill(it.nudge.action[language])
  return {
    goals: goalsCard(look, goals),
    goal: goalCard(look, { goal: it.goal, acts, challenges, done: isLong ? 9_999_999 : null }),
  }
}

function helpCards({ look, size }: Drawing): Record<string, Card> {
  const isLong = size === "longest"
  const types = isLong ? [...listed("steward"), ...listed("all")] : listed("all").slice(-1)
  const lines = types.map((type) => ({
    command: describe(type, look.language),
    does: look.say(`help.command.${type}`).join(""),
  }))
  // The widest eight on one page, as the use case would never quite bring together.
  const widest = lines.sort((a, b) => b.command.length + b.does.length - a.command.length - a.does.length)
  const facts = {
    until: "do 26 november",
    max: 100_000,
    already: 99_999.9,
    min: 2,
    question: 200,
    option: 75,
  }
  const ids = [...testCatalogue().words[look.language].keys()]
  const problems = ids.filter((id) => id.startsWith("problem."))
  const refusals = ids.filter((id) => id.startsWith("refusal."))
  const nearest = isLong ? describe("poll.open", look.language) : null
  return {
    help: helpCard(look, {
      role: isLong ? "steward" : "all",
      lines: widest.slice(0, helpPageSize),
      page: 1,
      pages: isLong ? 5 : 1,
    }),
    "help, last page": helpCard(look, {
      role: "manager",
      lines: widest.slice(0, helpPageSize),
      page: 5,
      pages: 5,
    }),
    unreadable: unreadableCard(look, { problem: null, nearest }),
    apology: apologyCard(look, "abcdef"),
    ...(isLong
      ? Object.fromEntries([
          ...problems.map((id) => [id, unreadableCard(look, { problem: look.say(id), nearest })]),
          ...refusals.map((id) => [id, refusalCard(look, look.say(id, facts))]),
        ])
      : { refusal: refusalCard(look, ["A"]) }),
  }
}

function digests({ place, size, language }: Drawing): Record<string, Card> {
  const it = sized(size)
  const isLong = size === "longest"
  const reach = { count: 99_999, of: 99_999, share: 1 }
  const options = it.options(10, language)
  const counts = Object.fromEntries(options.map((o, i) => [o.key, 1000 * i]))
  const result = {
    id: "pabcd",
    question: it.question(language),
    kind: "single" as const,
    options,
    confidential: true,
    closesAt: now,
    open: false,
    answered: null,
    minGroup: 10,
    result: { answers: 99_999, options: { as: "counts" as const, counts } },
    of: 99_999,
    answer: null,
  }
  const amount = `99.999.999,9 ${it.unit.other[language]}`
  const logged = place.say("digest.logged", { amount, people: 99_999 }).join("")
  const view = {
    week: 53,
    short: !isLong,
    reach: isLong ? reach : null,
    before: isLong ? reach : null,
    actions: isLong ? 9_999_999 : 0,
    logged: Array(isLong ? 12 : 0).fill(logged),
    impact: isLong ? { low: 0, high: 9_999_999.9, year: 2026 } : null,
    results: Array(isLong ? 5 : 0).fill(result),
    said: Array(isLong ? 5 : 0).fill({
      question: it.question(language),
      answer: { reply: "later", reason: it.line(280, language) },
    }),
    trend: Array.from({ length: isLong ? 8 : 0 }, (_, i) => ({ label: `${i + 45}`, share: i / 8 })),
    next: isLong ? { type: "challenge" as const, id: it.challenge.id, title: it.title(language) } : null,
  }
  const asks = { ...view, next: { type: "poll" as const, id: "pabcd", question: it.question(language) } }
  return { digest: digestCard(place, view), "digest that asks": digestCard(place, asks) }
}
