import type { Event } from "../../domain/event.ts"
import { streams } from "../../domain/id.ts"
import { questionLimits } from "../../domain/question.ts"
import { addDays, atLocal, localDate } from "../../domain/time.ts"
import type { Card } from "../../view/card.ts"
import { amount } from "../../view/challenge-card.ts"
import { t } from "../../view/look.ts"
import { choiceCard, exportCard, forgetCard, pausedUntil, privacyCard } from "../../view/member-card.ts"
import { day } from "../../view/words.ts"
import type { CommandOf } from "../grammar.ts"
import { type Asked, lookFor } from "../organisation.ts"
import { pageOf } from "../pages.ts"
import type { Recorded } from "../ports.ts"
import { withdrawalsOf } from "../questions.ts"
import { readText } from "../texts.ts"
import { adviserName } from "./settings.ts"

const pauseWeeks = 2
/** Lines of one's own data on a page, and characters, so that a page is one screen. */
const exported = { items: 6, chars: 900 }
/** Events read at once for an export. */
const pageSize = 1000

export const member = {
  language: async (asked: Asked, { language }: CommandOf<"language">): Promise<Card> => {
    const { org, person, look, now } = asked
    const { choices } = await org.directory.choose(person.id, { language })
    const own = lookFor(org, { language, zone: look.zone, to: "actor", now })
    return choiceCard(own, { headline: own.say("member.language"), ...quietNow(choices) })
  },

  pause: async (asked: Asked, { weeks = pauseWeeks }: CommandOf<"pause">): Promise<Card> => {
    const { zone } = asked.look
    const until = atLocal({ date: addDays(localDate(asked.now, zone), weeks * 7), time: "00:00", zone })
    const { choices } = await asked.org.directory.choose(asked.person.id, { pausedUntil: until })
    return choiceCard(asked.look, { headline: pausedUntil(asked.look, until), ...quietNow(choices) })
  },

  resume: async (asked: Asked): Promise<Card> => {
    const { choices } = await asked.org.directory.choose(asked.person.id, { pausedUntil: null, out: false })
    return choiceCard(asked.look, { headline: asked.look.say("member.resumed"), ...quietNow(choices) })
  },

  leave: async (asked: Asked): Promise<Card> => {
    const { choices } = await asked.org.directory.choose(asked.person.id, { out: true })
    return choiceCard(asked.look, { headline: asked.look.say("member.out"), ...quietNow(choices) })
  },

  privacy: async (asked: Asked): Promise<Card> => {
    const { retentionDays, minGroup } = asked.org.settings
    return privacyCard(asked.look, {
      adviser: await adviserName(asked),
      retentionDays,
      minGroup,
      questionDays: questionLimits.keptDays,
    })
  },

  "privacy.export": async (asked: Asked, { page = 1 }: CommandOf<"privacy.export">): Promise<Card> => {
    const lines = [...ownFacts(asked), ...(await ownEvents(asked))]
    const cut = pageOf(lines, { wanted: page, ...exported, lengthOf: (line) => line.length })
    return exportCard(asked.look, { ...cut, lines: cut.shown })
  },

  /** Asks once more; the second time the event is durable first, then the person goes (a start finishes it). */
  "privacy.forget": async (asked: Asked, { sure }: CommandOf<"privacy.forget">): Promise<Card> => {
    if (!sure) return forgetCard(asked.look, false)
    const { org, person } = asked
    await org.store.commit({
      at: asked.now,
      cause: { hash: asked.cause, facts: {} },
      appends: [
        ...withdrawalsOf(asked.board, { person: person.id, now: asked.now }),
        {
          stream: streams.member(person.id),
          expect: "any",
          events: [{ type: "member.forgotten", person: person.id }],
        },
      ],
      outbox: [],
    })
    await org.directory.forget(person)
    return forgetCard(asked.look, true)
  },
}

function quietNow(choices: { out: boolean; pausedUntil: number | null }) {
  return { out: choices.out, pausedUntil: choices.pausedUntil }
}

function ownFacts({ look, person }: Asked): string[] {
  return [
    ...person.roster.map((r) => t(look, "privacy.export.line.roster", { from: r.from })),
    t(look, "privacy.export.line.language", { value: person.choices.language ?? person.language ?? "-" }),
  ]
}

async function ownEvents(asked: Asked): Promise<string[]> {
  const { org, person, look } = asked
  const lines: string[] = []
  for (let position = 0; ; ) {
    const page = await org.store.since(position, pageSize)
    for (const recorded of page) {
      if (!("person" in recorded.event) || recorded.event.person !== person.id) continue
      const what = await ownLine(asked, recorded)
      if (what)
        lines.unshift(
          t(look, "privacy.export.line.event", { at: day(look.language, recorded.at, look.zone), what }),
        )
    }
    if (page.length < pageSize) return lines
    position = page.at(-1)?.position ?? position
  }
}

async function ownLine({ org, look }: Asked, { event }: Recorded<Event>): Promise<string | null> {
  const title = (id: string) => org.catalogue().challenges.get(id)?.title[look.language] ?? id
  const measured = (e: { unit: string; amount: number }) => {
    const unit = org.catalogue().units.get(e.unit)
    return unit ? amount(look, unit, e.amount) : String(e.amount)
  }
  switch (event.type) {
    case "part.joined":
      return t(look, "privacy.export.event.joined", { what: title(event.challenge) })
    case "part.left":
      return t(look, "privacy.export.event.left", { what: title(event.challenge) })
    case "part.logged":
      return t(look, "privacy.export.event.logged", { what: title(event.challenge), amount: measured(event) })
    case "part.undone":
      return t(look, "privacy.export.event.undone", { what: title(event.challenge), amount: measured(event) })
    case "ballot.sealed":
    case "ballot.named":
      return t(look, "privacy.export.event.ballot", { what: event.poll })
    case "nudge.answered":
      return t(look, "privacy.export.event.nudge", { what: event.nudge })
    case "question.asked": {
      const text = (await readText(org, event.text)) ?? t(look, "withdrawn")
      return t(look, "privacy.export.event.asked", { text })
    }
    case "question.withdrawn":
      return t(look, "privacy.export.event.withdrew")
    default:
      return null
  }
}
