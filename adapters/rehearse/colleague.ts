/** A colleague of the rehearsal: sees cards, presses what is on them or types a command, and goes on working. */
import type { Language, LocalDate } from "../../src/domain/id.ts"
import { isoWeek, weekday } from "../../src/domain/time.ts"
import type { Card } from "../../src/view/card.ts"
import { partAway } from "./calendar.ts"
import { chanceOf } from "./chance.ts"
import { logOn } from "./logging.ts"
import { type Colleague, press, type Says } from "./person.ts"
import type { Shown, Stage } from "./stage.ts"
import type { Temperament } from "./temperament.ts"
import { answerPoll } from "./voting.ts"
import { way } from "./ways.ts"

export function colleague(q: {
  key: string
  is: Temperament
  seed: number
  weeks: number
  language: Language
  says: Says
}): Colleague {
  const chance = chanceOf(q.seed, q.key)
  const tired = chance.happens(0.08)
  return {
    key: q.key,
    is: q.is,
    chance,
    says: q.says,
    home: { km: 2 + Math.round(chance.next() * chance.next() * 160) / 10 },
    mood: Math.min(1, Math.max(0, 0.62 + (chance.next() + chance.next() - 1) * 0.6)),
    language: q.language,
    dayOff: chance.happens(0.4) ? chance.whole(1, 5) : 0,
    fate: tired
      ? { week: chance.whole(1, Math.max(1, q.weeks)), text: chance.happens(0.6) ? "pause 2w" : "leave" }
      : null,
    quietUntil: "",
    seen: new Set(),
    mine: new Set(),
  }
}

/** Whether they come by on this day, and at which of the day's moments. */
export function comesBy(me: Colleague, q: { date: LocalDate; moments: number; seed: number }): number | null {
  // Holidays are taken by the week.
  const away = chanceOf(q.seed, `${me.key} ${isoWeek(q.date)}`).happens(partAway(q.date))
  const looks = me.chance.happens(me.is.looks)
  const moment = me.chance.whole(0, q.moments - 1)
  return away || !looks || weekday(q.date) === me.dayOff || q.date < me.quietUntil ? null : moment
}

/** One visit. What it does depends on the person, their chance and what they see; never on the others. */
export async function visit(
  me: Colleague,
  q: { stage: Stage; wall: Shown[]; week: number; inTwoWeeks: LocalDate },
): Promise<void> {
  if (me.fate && q.week >= me.fate.week) {
    const { text } = me.fate
    me.fate = null
    me.quietUntil = text === "leave" ? "9999-12-31" : q.inTwoWeeks
    await me.says(text, { via: "command", alone: true })
    return
  }
  if (me.chance.happens(me.is.peeks)) await peek(me)
  for (const { key, card } of q.wall) {
    if (me.seen.has(key)) continue
    me.seen.add(key)
    await answerCard(me, card)
  }
  for (const challenge of [...me.mine].sort()) {
    const unit = q.stage.unitOf(challenge)
    if (unit) await logOn(me, { challenge, unit, wall: q.wall })
  }
}

async function answerCard(me: Colleague, card: Card): Promise<void> {
  if (card.kind === "nudge" && me.chance.happens(me.is.nudges)) await answerNudge(me, card)
  if ((card.kind === "poll" || card.kind === "pulse") && me.chance.happens(me.is.votes))
    await answerPoll(me, card)
  if (card.kind === "challenge" && me.chance.happens(me.is.joins)) await joinChallenge(me, card)
}

async function answerNudge(me: Colleague, card: Card): Promise<void> {
  const chosen = me.chance.weighted([70, 12, 8, 10])
  const found = way(card, ["nudge done", "nudge later", "nudge no", "sdg"][chosen] ?? "nudge done")
  if (!found) return
  const answer = await press(me, found)
  const done = way(answer, "nudge done")
  // Some who said "later" or read on come back to it.
  if (done && me.chance.happens(0.4)) await press(me, done)
}

async function joinChallenge(me: Colleague, card: Card): Promise<void> {
  const join = way(card, "challenge join")
  if (!join) return
  const answer = await press(me, join)
  const id = join.text.split(" ")[2]
  if (answer.kind === "my-challenge" && id !== undefined) me.mine.add(id)
  const leave = way(answer, "challenge leave")
  if (leave && id !== undefined && me.chance.happens(0.04)) {
    await press(me, leave)
    me.mine.delete(id)
  }
}

/** Looks around, as newcomers do; some find out that the bot speaks another language too, some mistype. */
async function peek(me: Colleague): Promise<void> {
  const text = me.chance.pick([
    "help",
    "hulp",
    "vandaag",
    "today",
    "ik",
    "uitdaging lijst",
    "sdg",
    "privacy",
    "hepl",
  ])
  const card = await me.says(text, { via: "command", alone: me.chance.happens(0.5) })
  const chosen = me.language === "nl" ? "en" : "nl"
  const other = way(card, `language ${chosen}`)
  if (other && me.chance.happens(0.1)) {
    await press(me, other)
    me.language = chosen
  }
}
