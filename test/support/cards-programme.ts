/** What stewards see, and what the bot says to a place by itself. */
import type { Card } from "../../src/view/card.ts"
import { monthCard } from "../../src/view/month-card.ts"
import {
  doneCard,
  introductionCard,
  itemMax,
  programmeCard,
  reportLinkCard,
  settingsCard,
  type WeekLine,
  weekCard,
} from "../../src/view/programme-card.ts"
import { type Drawing, sized } from "./cards-content.ts"

const at = Date.parse("2026-11-25T16:59:00+01:00")
const whats = ["digest", "nudge", "pulse", "challenge"] as const
const states = ["planned", "moved", "skipped", "taken", "quarter-end"] as const

export function programmeCards({ look, place, size, language }: Drawing): Record<string, Card> {
  const it = sized(size)
  const isLong = size === "longest"
  const when = { every: 2, weekday: look.say("weekday.3").join(""), time: "09:30" }
  const suggestions = whats.map((what, i) => ({
    what,
    when: look.say("programme.when", when).join(""),
    yes: i % 2 === 0,
  }))
  const message = { type: "message" as const, row: "abcdefghijkl" }
  const doubts = (["uncertain", "failed", "void"] as const).map((outcome) => ({
    again: outcome === "void" ? { type: "poll" as const, item: it.challenge.id } : message,
    what: "introduction",
    outcome,
    at,
  }))
  const lines = Array.from(
    { length: isLong ? 12 : 0 },
    (_, i): WeekLine => ({
      key: `challenge/abcdefghij/2026-W${i + 40}`,
      at,
      what: whats[i % whats.length] as string,
      place: it.place,
      item: i % 2 ? it.nudge.action[language] : null,
      state: states[i % states.length] as WeekLine["state"],
      swappable: true,
    }),
  )
  const headline = (id: string, values = {}) => (isLong ? look.say(id, values) : null)
  return {
    introduction: introductionCard(place),
    "introduction to a person": introductionCard(look),
    programme: programmeCard(look, {
      headline: headline("here.joined"),
      language: "nl",
      place: isLong ? it.place : null,
      suggestions: isLong ? suggestions : [],
      paused: isLong,
      doubts: isLong ? [...doubts, ...doubts] : [],
    }),
    "programme of a channel": programmeCard(look, {
      headline: null,
      language: "nl",
      place: it.place,
      suggestions,
      paused: false,
      doubts: [],
    }),
    week: weekCard(look, {
      headline: headline("week.swapped", { item: it.line(itemMax, language) }),
      lines,
      paused: false,
      page: 1,
    }),
    "week while paused": weekCard(look, {
      headline: headline("programme.paused"),
      lines: [],
      paused: true,
      page: 1,
    }),
    settings: settings({ look, place, size, language }),
    "report link": reportLinkCard(look, {
      href: `http://localhost:3000/enter/${"a".repeat(isLong ? 300 : 43)}`,
      period: "2026-W47",
      minutes: 15,
    }),
    ...months({ look, place, size, language }),
    done: doneCard(look, look.say(isLong ? "here.joined" : "challenge.started")),
    "done, a poll": doneCard(look, look.say("poll.opened", { id: "pabcd", at: "wo 2 december 17:00" })),
  }
}

function months({ look, size, language }: Drawing): Record<string, Card> {
  const it = sized(size)
  const isLong = size === "longest"
  const share = { count: 99_999, of: 99_999, share: 1 }
  const due = language === "nl" ? "wo 25 november" : "Wed 25 November"
  const one = {
    id: "qabcd",
    text: it.line(280, language),
    isThere: true,
    due,
    daysLeft: -3,
    hidden: false,
    answer: null,
  }
  const view = {
    month: language === "nl" ? "september 2026" : "September 2026",
    period: "2026-09",
    minGroup: 100,
    reach: isLong ? share : null,
    reachBefore: isLong ? share : null,
    active: isLong ? share : null,
    activeBefore: isLong ? share : null,
    actions: isLong ? 9_999_999 : null,
    polls: isLong ? 99 : 0,
    followUp: isLong ? { count: 200, of: 200 } : null,
    waiting: isLong ? [one, { ...one, daysLeft: 30 }, one] : [],
  }
  return {
    month: monthCard(look, view),
    "month without people": monthCard(look, { ...view, reach: null, active: null }),
  }
}

function settings({ look, size, language }: Drawing): Card {
  const it = sized(size)
  const isLong = size === "longest"
  const headline = isLong ? look.say("settings.scope-set", { from: "vr 1 januari" }) : null
  return settingsCard(look, {
    headline,
    scope: look.say(isLong ? "settings.scope.places" : "settings.scope.everyone"),
    counted: isLong ? 99_999 : 0,
    managers: isLong ? 99 : 0,
    council: isLong ? 99 : 0,
    adviser: isLong ? it.line(120, language) : null,
    minGroup: isLong ? 100 : 5,
  })
}
