/** Colleagues ask management something, and management answers: mostly in time, now and then not. */

import type { Language, LocalDate } from "../../src/domain/id.ts"
import type { Reply } from "../../src/domain/question.ts"
import { weekday } from "../../src/domain/time.ts"
import { type Card, plain } from "../../src/view/card.ts"
import { chanceOf } from "./chance.ts"
import { type Colleague, press } from "./person.ts"
import type { Office } from "./steward.ts"
import { pressed, way } from "./ways.ts"

type Topic = { text: Record<Language, string>; reply: Reply | null; reason: Record<Language, string> }

/** Asked in this order, then from the start again. Without a reply: nobody gets round to it. */
const topics: readonly Topic[] = [
  {
    text: {
      nl: "Komt er een overdekte fietsenstalling bij de ingang?",
      en: "Will there be a covered bike shed at the entrance?",
    },
    reply: "yes",
    reason: {
      nl: "Het geld is er. Hij staat er voor 1 april.",
      en: "The money is there. It will stand there before 1 April.",
    },
  },
  {
    text: {
      nl: "Kan de verwarming in het weekend lager?",
      en: "Can the heating be lower at the weekend?",
    },
    reply: "yes",
    reason: {
      nl: "Vanaf deze week staat hij op 15 graden, behalve waar mensen werken.",
      en: "From this week on it is at 15 degrees, except where people work.",
    },
  },
  {
    text: {
      nl: "Kopen we de lunch voortaan bij een sociale onderneming?",
      en: "Shall we buy lunch from a social enterprise from now on?",
    },
    reply: "no",
    reason: {
      nl: "Ons contract loopt nog tot de zomer. Daarna vragen we het aan drie van hen.",
      en: "Our contract runs until summer. After that we ask three of them.",
    },
  },
  {
    text: {
      nl: "Mag buddytijd in het rooster, zodat het telt als werktijd?",
      en: "Can buddy time go on the roster, so that it counts as work?",
    },
    reply: "later",
    reason: {
      nl: "We rekenen eerst uit wat het met de wachttijd doet. In januari weten we het.",
      en: "First we work out what it does to waiting times. In January we know.",
    },
  },
  {
    text: {
      nl: "Wanneer weigeren wij een opdrachtgever die niet bij ons past?",
      en: "When do we refuse a client who does not fit us?",
    },
    reply: null,
    reason: { nl: "", en: "" },
  },
  {
    text: {
      nl: "Kunnen we af van de plastic bekers bij de automaat?",
      en: "Can we get rid of the plastic cups at the machine?",
    },
    reply: "yes",
    reason: {
      nl: "Iedereen krijgt een eigen beker. Haal hem op bij de receptie.",
      en: "Everybody gets a cup of their own. Pick it up at reception.",
    },
  },
  {
    text: {
      nl: "Kan het kerstpakket van een sociale onderneming komen?",
      en: "Can the Christmas hamper come from a social enterprise?",
    },
    reply: "yes",
    reason: { nl: "Het is al besteld.", en: "It has been ordered already." },
  },
  {
    text: {
      nl: "Mogen we een dag per jaar vrijwilligerswerk doen in werktijd?",
      en: "May we do voluntary work for one day a year, in working time?",
    },
    reply: "later",
    reason: {
      nl: "Dat hangt van de begroting af. Die is er in december.",
      en: "That depends on the budget, which is there in December.",
    },
  },
  {
    text: {
      nl: "Komt er een plek om even stil te zitten?",
      en: "Will there be a place to sit in silence for a while?",
    },
    reply: "yes",
    reason: { nl: "De kleine vergaderkamer, elke middag.", en: "The small meeting room, every afternoon." },
  },
]

type Day = { date: LocalDate; week: number; weeks: number; seed: number }

/** On Tuesdays, but for the first weeks, in which nobody knows that one can. Somebody who stays and takes part. */
export async function askManagement(colleagues: readonly Colleague[], day: Day): Promise<void> {
  const { date, week } = day
  if (weekday(date) !== 2 || week === 0 || week % 4 === 3) return
  const able = colleagues.filter((c) => c.fate === null && c.is.votes > 0 && c.quietUntil <= date)
  if (able.length === 0) return
  const me = chanceOf(day.seed, `asks ${date}`).pick(able)
  const topic = topics[(week - 1 - Math.floor(week / 4)) % topics.length] as Topic
  const card = await me.says(me.language === "nl" ? "vraag" : "question", { via: "command", alone: true })
  const form = way(card, "question")
  if (form) await press(me, form, topic.text[me.language])
}

/** Questions that the manager takes on at a time. */
const atOnceMax = 2
/** The list has fewer pages. */
const pagesMax = 20

/** Weeks at the end in which the manager is busy: something is left for a visitor to answer. */
const busyWeeks = 2

/** Every other Wednesday. */
export async function answerQuestions({ manager, language }: Office, day: Day): Promise<void> {
  if (weekday(day.date) !== 3 || day.week % 2 === 0) return
  if (day.week >= Math.max(busyWeeks, day.weeks - busyWeeks)) return
  for (let done = 0; done < atOnceMax; done++) {
    const found = await firstToAnswer(manager.says)
    if (!found) return
    const form = way(await manager.says(pressed(found.button), { via: "press" }), "question answer")
    if (form) await manager.says(pressed(form, found.topic.reason[language]), { via: "press" })
  }
}

/** Turns the pages until there is a question that this manager has an answer to. */
async function firstToAnswer(says: Office["manager"]["says"]) {
  let card = await says("vragen", { via: "command", alone: true })
  for (let page = 0; page < pagesMax; page++) {
    for (const { id, topic } of questionsOn(card)) {
      // A question that was put off has no button for that any more.
      const button = topic.reply && way(card, `question answer ${id} ${topic.reply}`)
      if (button) return { button, topic }
    }
    const more = way(card, "questions")
    if (!more) return null
    card = await says(pressed(more), { via: "press" })
  }
  return null
}

/** Each question stands below a line that begins with its id. */
function questionsOn({ blocks }: Card): { id: string; topic: Topic }[] {
  return blocks.flatMap((block, i) => {
    const next = blocks[i + 1]
    if (block.type !== "eyebrow" || next?.type !== "text") return []
    const words = plain(next.text)
    const topic = topics.find(({ text }) => Object.values(text).some((t) => words.includes(t)))
    return topic ? [{ id: plain(block.text).split(" ")[0] ?? "", topic }] : []
  })
}
