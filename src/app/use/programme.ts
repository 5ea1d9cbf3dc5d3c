import type { What } from "../../domain/content.ts"
import { streams } from "../../domain/id.ts"
import { nextTurn } from "../../domain/nudge.ts"
import { isRefusal, type Refusal, refuse } from "../../domain/refusal.ts"
import { dayMs } from "../../domain/time.ts"
import type { Card, Rich } from "../../view/card.ts"
import { short, t } from "../../view/look.ts"
import {
  type DoubtLine,
  doneCard,
  itemMax,
  programmeCard,
  type WeekLine,
  weekCard,
} from "../../view/programme-card.ts"
import type { Board, Doubt } from "../board.ts"
import { lastWeek } from "../digest.ts"
import { monthOfKey } from "../due-month.ts"
import type { CommandOf } from "../grammar.ts"
import { known } from "../known.ts"
import type { Asked, Organisation } from "../organisation.ts"
import { chosenFor, poolOf, titleOf } from "../pick.ts"
import { type Preview, preview } from "../plan-week.ts"
import { byHand, byHandLateMs, newRow } from "../post.ts"
import { change, placesFor } from "../steer.ts"
import { answerOnce } from "../transact.ts"

/** So long a missed occasion or a void poll is shown. */
const shownForMs = 14 * dayMs
const kinds: What[] = ["digest", "nudge", "pulse", "challenge"]

export const programme = {
  here: async (asked: Asked): Promise<Card | Refusal> => {
    const { org, where, look } = asked
    if (where === null) return refuse("place-needed")
    const place = await org.directory.place(where.key, {
      name: where.name,
      language: where.language ?? org.settings.language,
      timeZone: where.timeZone ?? org.settings.zone,
    })
    const stream = streams.programme
    const done = await answerOnce({ ...asked, stream }, async (board, version) => {
      if (board.programme.places.has(place.id)) return { appends: [], facts: { already: 1 } }
      const content = { type: "introduction" as const }
      const posted = byHand(org, { places: [place.id], content, now: asked.now })
      const joined = { type: "place.joined" as const, place: place.id, by: asked.person.id }
      return { ...posted, appends: [{ stream, expect: version, events: [joined] }, ...posted.appends] }
    })
    if (isRefusal(done)) return done
    return show(asked, {
      place: place.id,
      headline: look.say(done.facts["already"] ? "here.already" : "here.joined"),
    })
  },

  "here.off": async (asked: Asked): Promise<Card | Refusal> => {
    const here = joined(asked)
    if (isRefusal(here)) return here
    const done = await change(asked, { type: "place.left", place: here, by: asked.person.id })
    return isRefusal(done) ? done : doneCard(asked.look, asked.look.say("here.left"))
  },

  "here.language": async (
    asked: Asked,
    { language }: CommandOf<"here.language">,
  ): Promise<Card | Refusal> => {
    const here = joined(asked)
    if (isRefusal(here)) return here
    const done = await change(asked, { type: "place.language", place: here, language })
    if (isRefusal(done)) return done
    await asked.org.directory.changePlace(here, { language })
    return doneCard(asked.look, asked.look.say("here.language", { language }))
  },

  programme: (asked: Asked) => show(asked, { place: asked.place?.id ?? null, headline: null }),

  "programme.choose": async (
    asked: Asked,
    command: CommandOf<"programme.choose">,
  ): Promise<Card | Refusal> => {
    const here = joined(asked)
    if (isRefusal(here)) return here
    const { what, answer } = command
    const done = await change(asked, {
      type: "programme.chosen",
      place: here,
      what,
      yes: answer,
      by: asked.person.id,
    })
    if (isRefusal(done)) return done
    const words = answer ? "programme.chosen-yes" : "programme.chosen-no"
    return show(asked, {
      place: here,
      headline: asked.look.say(words, { what: t(asked.look, `what.${what}`) }),
    })
  },

  "programme.week": (asked: Asked, { page = 1 }: CommandOf<"programme.week">) => week(asked, null, page),

  "programme.pause": async (asked: Asked): Promise<Card | Refusal> => {
    if (!asked.board.programme.paused) {
      const done = await change(asked, { type: "programme.paused", by: asked.person.id })
      if (isRefusal(done)) return done
    }
    return week(asked, asked.look.say("programme.paused"))
  },

  "programme.resume": async (asked: Asked): Promise<Card | Refusal> => {
    if (asked.board.programme.paused) {
      const done = await change(asked, { type: "programme.resumed", by: asked.person.id })
      if (isRefusal(done)) return done
    }
    return week(asked, asked.look.say("programme.resumed"))
  },

  "programme.skip": async (asked: Asked, { key }: CommandOf<"programme.skip">): Promise<Card | Refusal> => {
    if (!lineOf(asked, key)) return refuse("occasion.unknown")
    const done = await change(asked, { type: "occasion.skipped", key, by: asked.person.id })
    return isRefusal(done) ? done : week(asked, asked.look.say("week.skipped"))
  },

  "programme.swap": async (asked: Asked, { key }: CommandOf<"programme.swap">): Promise<Card | Refusal> => {
    const line = lineOf(asked, key)
    if (!line) return refuse("occasion.unknown")
    const item = swapFor(asked, asked.board, line)
    if (item === null) return refuse("occasion.no-swap")
    const done = await change(asked, { type: "occasion.swapped", key, item, by: asked.person.id })
    if (isRefusal(done)) return done
    const name = titleOf(asked.org.catalogue(), item, asked.look.language)
    return week(asked, asked.look.say("week.swapped", { item: short(name, itemMax) }))
  },

  "digest.now": async (asked: Asked): Promise<Card | Refusal> => {
    const places = placesFor(asked.board, asked)
    if (isRefusal(places)) return places
    const content = { type: "digest" as const, week: lastWeek(asked.org), short: false }
    const done = await answerOnce(asked, async () => byHand(asked.org, { places, content, now: asked.now }))
    return isRefusal(done) ? done : doneCard(asked.look, asked.look.say("digest.posted"))
  },

  "delivery.again": async (asked: Asked, { id }: CommandOf<"delivery.again">): Promise<Card | Refusal> => {
    const stream = streams.delivery(id)
    const done = await answerOnce({ ...asked, stream }, async (board, version) => {
      const doubt = board.doubts.get(id)
      if (!doubt) return refuse("delivery.unknown")
      const posted = againByHand(asked, doubt)
      const event = { type: "delivery.repeated" as const, row: id, by: asked.person.id }
      return { ...posted, appends: [{ stream, expect: version, events: [event] }, ...posted.appends] }
    })
    return isRefusal(done) ? done : doneCard(asked.look, asked.look.say("doubt.again"))
  },
} satisfies Record<string, (asked: Asked, command: never) => Promise<Card | Refusal>>

function againByHand({ org, now }: Asked, { to, content }: Doubt) {
  if ("place" in to) return byHand(org, { places: [to.place], content, now })
  const notAfter = now + byHandLateMs
  return { appends: [], outbox: [newRow(org, { to, content, startedBy: "person", now, notAfter })] }
}

function joined(asked: Asked): string | Refusal {
  if (asked.where === null) return refuse("place-needed")
  const id = asked.place?.id
  return id !== undefined && asked.board.programme.places.has(id) ? id : refuse("place.not-joined")
}

async function show(asked: Asked, q: { place: string | null; headline: Rich | null }): Promise<Card> {
  const { org, look } = asked
  const board = await org.board.upToDate()
  const state = q.place === null ? undefined : board.programme.places.get(q.place)
  const rhythm = org.catalogue().programme.rhythm
  return programmeCard(look, {
    headline: q.headline,
    place: state ? `#${org.directory.placeById(state.place)?.name ?? ""}` : null,
    suggestions: state
      ? kinds.map((what) => ({
          what,
          yes: state.yes[what] !== undefined,
          when: t(look, "programme.when", {
            every: rhythm[what].everyWeeks,
            weekday: t(look, `weekday.${rhythm[what].weekday}`),
            time: rhythm[what].time,
          }),
        }))
      : [],
    language: state ? (org.directory.placeById(state.place)?.language ?? null) : null,
    paused: board.programme.paused,
    contentProblems: org.contentProblems?.() ?? 0,
    doubts: doubtsOf(board, asked.now),
  })
}

/** What a steward should know of: newest first. */
function doubtsOf(board: Board, now: number): DoubtLine[] {
  const messages = [...board.doubts.values()].map((d): DoubtLine => {
    return { what: d.content.type, outcome: d.outcome, at: d.at, again: { type: "message", row: d.row } }
  })
  const occasions = board.missed
    .filter((m) => m.because === "late")
    .map((m): DoubtLine => ({ what: m.what, outcome: "missed", at: m.at, again: null }))
  const polls = [...board.polls.values()]
    .filter((p) => p.phase === "void")
    .map((p): DoubtLine => {
      const again = p.question.type === "item" ? { type: "poll" as const, item: p.question.item } : null
      return { what: "pulse", outcome: "void", at: p.closedAt ?? p.openedAt, again }
    })
  return [...messages, ...[...occasions, ...polls].filter((d) => d.at > now - shownForMs)].sort(
    (x, y) => y.at - x.at,
  )
}

async function week(asked: Asked, headline: Rich | null, page = 1): Promise<Card> {
  const { org, look, now } = asked
  const board = await org.board.upToDate()
  const lines = coming(org, board, now).map((l): WeekLine => {
    const item = "place" in l.to ? chosenFor(org, board, { ...l, place: l.to.place }) : null
    return {
      ...l,
      state: l.state === "late" ? "taken" : l.state,
      place:
        "place" in l.to
          ? `#${org.directory.placeById(l.to.place)?.name ?? ""}`
          : t(look, "week.readers", { n: l.people }),
      item: item === null ? null : titleOf(org.catalogue(), item, look.language),
      swappable: l.what === "nudge" || l.what === "challenge",
    }
  })
  return weekCard(look, { headline, lines, paused: board.programme.paused, page })
}

/** A line for each place and occasion, and one for all who get the summary of a month at the same time. */
function coming(org: Organisation, board: Board, now: number): (Preview & { people: number })[] {
  const lines = new Map<string, Preview & { people: number }>()
  for (const line of preview(known(org, board, now))) {
    const key = line.what === "month" ? monthOfKey(line.key) : line.key
    const same = `${key} ${line.at} ${line.state}`
    lines.set(same, { ...line, key, people: (lines.get(same)?.people ?? 0) + 1 })
  }
  return [...lines.values()]
}

function lineOf({ org, board, now }: Asked, key: string): Preview | undefined {
  return coming(org, board, now).find((l) => l.key === key)
}

/** The next in turn after the one that is planned now; null for what has nothing to swap. */
function swapFor(asked: Asked, board: Board, line: Preview): string | null {
  if (!("place" in line.to)) return null
  const turn = { ...line, place: line.to.place }
  const pool = poolOf(asked.org, board, turn)
  const present = chosenFor(asked.org, board, turn)
  if (!pool || present === null) return null
  const swapped = nextTurn(pool.all, [...pool.had, present], pool.offset)
  return swapped === present ? null : swapped
}
