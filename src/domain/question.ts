import type { Instant, LocalDate, PersonId, QuestionId, TextId } from "./id.ts"
import { asksForbidden } from "./poll.ts"
import { type Refusal, refuse } from "./refusal.ts"
import { addDays, dayMs } from "./time.ts"

/** What management says to a question; always with its reason. "later" may be followed by a yes or a no. */
export type Reply = "yes" | "no" | "later"

/** A question of a colleague to management. What was typed lies beside the ledger, by its id. */
export type QuestionEvent =
  | { type: "question.asked"; question: QuestionId; person: PersonId; text: TextId }
  /** One more of this person's day. */
  | { type: "question.counted"; question: QuestionId; person: PersonId }
  /** The last one holds. `inChannels`: may be told there, without names, as far as the question itself may. */
  | {
      type: "question.answered"
      question: QuestionId
      by: PersonId
      reply: Reply
      reason: TextId
      inChannels: boolean
    }
  | { type: "question.withdrawn"; question: QuestionId; person: PersonId }
  /** Its text is kept out of the channels: it names somebody, for example. */
  | { type: "question.hidden"; question: QuestionId; by: PersonId }

export const questionLimits = {
  /** Characters of a question, and of the reason in an answer. */
  textMax: 280,
  reasonMax: 280,
  /** Questions of one person in one local day of the organisation. */
  perDayMax: 3,
  /** Questions that wait for an answer at the same time; a few more where several ask in one instant. */
  openMax: 200,
  /** Days until what was typed is deleted: a question, and the reason in an answer. Long enough to be answered, told and corrected. */
  keptDays: 60,
  /** Answers to one question: later, then yes or no, and mistakes. */
  answersMax: 5,
  /** The answer is due so many days after the question, that day included. */
  dueDays: 30,
} as const

/** The last day on which an answer is in time; `asked` in the organisation's zone. */
export function dueOn(asked: LocalDate): LocalDate {
  return addDays(asked, questionLimits.dueDays)
}

export type Answer = { reply: Reply; reason: TextId; inChannels: boolean; at: Instant }
export type StaffQuestion = {
  id: QuestionId
  person: PersonId
  text: TextId
  askedAt: Instant
  /** Oldest first. */
  answers: Answer[]
  withdrawn: boolean
  hidden: boolean
}

export function evolveQuestion(
  before: StaffQuestion | null,
  event: QuestionEvent,
  at: Instant,
): StaffQuestion | null {
  if (event.type === "question.asked") {
    const { question: id, person, text } = event
    return { id, person, text, askedAt: at, answers: [], withdrawn: false, hidden: false }
  }
  if (!before) return null
  switch (event.type) {
    case "question.answered": {
      const { reply, reason, inChannels } = event
      return { ...before, answers: [...before.answers, { reply, reason, inChannels, at }] }
    }
    case "question.withdrawn":
      return { ...before, withdrawn: true }
    case "question.counted":
      return before
    case "question.hidden":
      return { ...before, hidden: true }
  }
}

/** What was typed is there still, as far as time is concerned. */
export function isKept(question: StaffQuestion, now: Instant): boolean {
  return !question.withdrawn && now < question.askedAt + questionLimits.keptDays * dayMs
}

/** The answer that holds; null while there is none. */
export function lastAnswer({ answers }: StaffQuestion): Answer | null {
  return answers.at(-1) ?? null
}

/** `length`: characters typed. `today`: questions of this person on this day. `open`: those of everybody that wait. */
export function ask(q: {
  question: QuestionId
  person: PersonId
  text: TextId
  length: number
  today: number
  open: number
}): QuestionEvent[] | Refusal {
  const { textMax, perDayMax, openMax } = questionLimits
  if (q.length === 0) return refuse("question.empty")
  if (q.length > textMax) return refuse("question.too-long", { max: textMax })
  if (q.today >= perDayMax) return refuse("question.per-day", { max: perDayMax })
  if (q.open >= openMax) return refuse("question.too-many", { max: openMax })
  return [{ type: "question.asked", question: q.question, person: q.person, text: q.text }]
}

/** `corrects`: the one who answers knows that there is a yes or a no already. Without it two at once would overrule each other. */
export function answerQuestion(q: {
  question: StaffQuestion
  by: PersonId
  reply: Reply
  reason: TextId
  length: number
  inChannels: boolean
  corrects: boolean
}): QuestionEvent[] | Refusal {
  const { question, by, reply, reason, inChannels } = q
  const { reasonMax, answersMax } = questionLimits
  if (question.withdrawn) return refuse("question.unknown")
  if (q.length === 0) return refuse("question.empty")
  if (q.length > reasonMax) return refuse("question.reason-too-long", { max: reasonMax })
  const before = lastAnswer(question)
  if (before && before.reply !== "later" && !q.corrects) return refuse("question.answered-already")
  if (question.answers.length >= answersMax) return refuse("question.answers", { max: answersMax })
  return [{ type: "question.answered", question: question.id, by, reply, reason, inChannels }]
}

/** Only by the one who asked; whoever else tries is told of no such question. */
export function withdraw(q: { question: StaffQuestion; person: PersonId }): QuestionEvent[] | Refusal {
  if (q.question.person !== q.person) return refuse("question.unknown")
  if (q.question.withdrawn) return []
  return [{ type: "question.withdrawn", question: q.question.id, person: q.person }]
}

export function hide(q: { question: StaffQuestion; by: PersonId }): QuestionEvent[] {
  if (q.question.hidden || q.question.withdrawn) return []
  return [{ type: "question.hidden", question: q.question.id, by: q.by }]
}

/** Words of what belongs with an adviser and not here. A net with holes: it only makes us ask once more. */
const personal = new RegExp(
  [
    String.raw`\b(ge)?pest(en|te|erij\w*)?\b|\bintimid\w*|\bdiscrimin\w*|\bracis\w*|\bseksis\w*|\bongewenst(e)? gedrag\b`,
    String.raw`\b(misbruik\w*|bedreig\w*|mishandel\w*|fraude\w*|diefstal|omkop\w*|omgekocht|klokkenluid\w*|ontslagen|overspannen)\b`,
    String.raw`\bmijn (leidinggevende|baas|chef|manager|teamleider|collega)\b`,
    String.raw`\b(bull(y|ied|ying)|harass\w*|sexis\w*|abus\w*|threat\w*|fraud\w*|theft|brib\w*|whistle-?blow\w*|misconduct|fired)\b`,
    String.raw`\bmy (boss|manager|supervisor|colleague|team lead(er)?)\b`,
  ].join("|"),
  "i",
)

export function soundsPersonal(text: string): boolean {
  return personal.test(text) || asksForbidden(text)
}
