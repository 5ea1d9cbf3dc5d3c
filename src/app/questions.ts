/** Questions to management: which of them wait, what readers see of them, and how an answer reaches the one who asked. */
import { type Instant, type LocalDate, type PersonId, streams } from "../domain/id.ts"
import { dueOn, isKept, lastAnswer, type StaffQuestion } from "../domain/question.ts"
import { addDays, atLocal, daysBetween, localDate, startOfDay, weekday } from "../domain/time.ts"
import type { Report } from "../report/report.ts"
import type { Look } from "../view/look.ts"
import type { QuestionView } from "../view/question-card.ts"
import { day, text } from "../view/words.ts"
import type { Board } from "./board.ts"
import { closingOf, firstWithin } from "./due-hours.ts"
import type { Organisation, Reported } from "./organisation.ts"
import type { Append, NewRow } from "./ports.ts"
import { newRow } from "./post.ts"
import { rosterSize } from "./roster.ts"
import { readText } from "./texts.ts"

/** Without any answer yet, the oldest first. What was withdrawn or is deleted by now waits for nothing. */
export function waitingQuestions(board: Board, now: Instant): StaffQuestion[] {
  return kept(board, now).filter((q) => q.askedAt <= now && q.answers.every(({ at }) => at > now))
}

/** Answered with "later", so that a yes or a no is still to come. */
export function laterQuestions(board: Board, now: Instant): StaffQuestion[] {
  return kept(board, now).filter((q) => lastAnswer(q)?.reply === "later")
}

function kept(board: Board, now: Instant): StaffQuestion[] {
  return [...board.questions.values()]
    .filter((q) => isKept(q, now))
    .sort((a, b) => a.askedAt - b.askedAt || (a.id < b.id ? -1 : 1))
}

/**
 * What colleagues may read: question and answer, the newest answer first. Only where so many are on the list that the words
 * of one of them do not tell who it was.
 */
export function toldQuestions(org: Organisation, board: Board, now: Instant): StaffQuestion[] {
  const { zone, minGroup } = org.settings
  if (rosterSize(org, localDate(now, zone)) < minGroup) return []
  const answeredAt = (q: StaffQuestion) => lastAnswer(q)?.at ?? 0
  return kept(board, now)
    .filter((q) => !q.hidden && lastAnswer(q)?.inChannels)
    .sort((a, b) => answeredAt(b) - answeredAt(a) || (a.id < b.id ? -1 : 1))
}

/** Those whose present answer was given in these days. */
export function toldBetween(
  org: Organisation,
  q: { board: Board; now: Instant; from: LocalDate; to: LocalDate },
): StaffQuestion[] {
  const given = (question: StaffQuestion) => localDate(lastAnswer(question)?.at ?? 0, org.settings.zone)
  return toldQuestions(org, q.board, q.now).filter((one) => given(one) >= q.from && given(one) <= q.to)
}

export function dueDay(org: Pick<Organisation, "settings">, { askedAt }: StaffQuestion): LocalDate {
  return dueOn(localDate(askedAt, org.settings.zone))
}

export async function questionView(
  org: Organisation,
  q: { question: StaffQuestion; look: Look },
): Promise<QuestionView> {
  const { question, look } = q
  const { zone } = org.settings
  const withdrawn = text(look.say, "withdrawn")
  const due = dueDay(org, question)
  const answer = lastAnswer(question)
  const words = question.withdrawn ? null : await readText(org, question.text)
  return {
    id: question.id,
    text: words ?? withdrawn,
    isThere: words !== null,
    due: day(look.language, startOfDay(due, zone), zone),
    daysLeft: daysBetween(localDate(look.now, zone), due),
    hidden: question.hidden,
    answer: answer && { reply: answer.reply, reason: (await readText(org, answer.reason)) ?? withdrawn },
  }
}

export function questionViews(
  org: Organisation,
  q: { questions: StaffQuestion[]; look: Look },
): Promise<QuestionView[]> {
  return Promise.all(q.questions.map((question) => questionView(org, { question, look: q.look })))
}

/** For the report's page: what waits now, whatever its period. */
export async function waitingFor(org: Reported): Promise<Report["waiting"]> {
  const now = org.clock.now()
  const today = localDate(now, org.settings.zone)
  const waiting: Report["waiting"] = []
  for (const question of waitingQuestions(await org.board.upToDate(), now)) {
    const words = await readText(org, question.text)
    const due = dueDay(org, question)
    if (words !== null) waiting.push({ text: words, dueOn: due, daysLeft: daysBetween(today, due) })
  }
  return waiting
}

/**
 * The answer, in private: begun by hand, so it goes whatever else came that day, and uses that day up. But it waits for the
 * hours of a working day, because nobody asked to be told at night.
 */
export function answerToAsker(
  org: Organisation,
  q: { question: StaffQuestion; now: Instant },
): { appends: Append[]; outbox: NewRow[] } {
  const { question, now } = q
  const person = org.directory.byId(question.person)
  if (!person) return { appends: [], outbox: [] }
  const zone = person.timeZone ?? org.settings.zone
  const { hours } = org.catalogue().programme
  const notBefore = workingTime({ at: now, hours, zone })
  const to = { person: person.id }
  const key = `answer/${question.id}/${question.answers.length + 1}`
  const content = { type: "answer" as const, question: question.id }
  const row = newRow(org, {
    to,
    content,
    startedBy: "person",
    now: notBefore,
    notAfter: closingOf({ at: notBefore, hours, zone }),
  })
  return {
    appends: [
      {
        stream: streams.day(to, localDate(notBefore, zone)),
        expect: "any",
        events: [{ type: "occasion.taken", key, what: "steward", person: person.id }],
      },
    ],
    outbox: [{ ...row, startedAt: now }],
  }
}

/** `at` itself within the hours of a working day, else when they next begin. */
function workingTime(q: Parameters<typeof firstWithin>[0]): Instant {
  const { hours, zone } = q
  let at = firstWithin(q)
  for (let date = localDate(at, zone); weekday(date) > 5; date = localDate(at, zone))
    at = atLocal({ date: addDays(date, 1), time: hours.from, zone })
  return at
}

/** All that a person asked is taken back when they go: its text goes too, and nobody can be answered. */
export function withdrawalsOf(board: Board, q: { person: PersonId; now: Instant }): Append[] {
  return kept(board, q.now)
    .filter(({ person }) => person === q.person)
    .map(({ id: question, person }) => ({
      stream: streams.question(question),
      expect: "any",
      events: [{ type: "question.withdrawn", question, person }],
    }))
}
