/** What management does with the questions of colleagues. */
import { streams } from "../../domain/id.ts"
import { answerQuestion, hide, isKept, questionLimits, type StaffQuestion } from "../../domain/question.ts"
import { isRefusal, type Refusal, refuse } from "../../domain/refusal.ts"
import type { Card, Rich } from "../../view/card.ts"
import {
  answerFormCard,
  correctCard,
  questionAnsweredCard,
  questionsCard,
} from "../../view/questions-card.ts"
import type { Board } from "../board.ts"
import { type CommandOf, write } from "../grammar.ts"
import type { Asked } from "../organisation.ts"
import { pageOf } from "../pages.ts"
import {
  answerToAsker,
  laterQuestions,
  questionView,
  questionViews,
  toldQuestions,
  waitingQuestions,
} from "../questions.ts"
import { keepText, onOneLine } from "../texts.ts"
import { answerOnce, type Done } from "../transact.ts"
import { lengthOf, perPage } from "./question.ts"

type Answering = CommandOf<"question.answer"> | CommandOf<"question.correct">

export const questions = {
  questions: (asked: Asked, { page = 1 }: CommandOf<"questions">) => list(asked, { headline: null, page }),
  "question.answer": (asked: Asked, command: CommandOf<"question.answer">) => answer(asked, command),
  "question.correct": (asked: Asked, command: CommandOf<"question.correct">) => answer(asked, command),

  "question.hide": async (asked: Asked, { id }: CommandOf<"question.hide">): Promise<Card | Refusal> => {
    const stream = streams.question(id)
    const done = await answerOnce({ ...asked, stream }, async (board, version) => {
      const found = readable(board, asked, id)
      if (isRefusal(found)) return found
      const events = hide({ question: found, by: asked.person.id })
      return { appends: [{ stream, expect: version, events }], facts: { question: id } }
    })
    if (isRefusal(done)) return done
    return list(asked, { headline: asked.look.say("questions.hidden-now"), page: 1 })
  },
}

async function answer(asked: Asked, command: Answering): Promise<Card | Refusal> {
  const { org, look } = asked
  const { id, reply, reason } = command
  const verb = command.type === "question.correct" ? "correct" : "answer"
  if (reason === undefined) {
    const found = readable(asked.board, asked, id)
    if (isRefusal(found)) return found
    const view = await questionView(org, { question: found, look })
    const apart = command.apart === true
    return answerFormCard(look, { view, reply, verb, apart, max: questionLimits.reasonMax })
  }
  if (asked.overheard) return refuse("question.typed-in-public")
  const done = await put(asked, command, onOneLine(reason))
  if (isRefusal(done) && done.reason === "question.answered-already") {
    const found = readable(asked.board, asked, id)
    if (isRefusal(found)) return found
    const again = write({ ...command, type: "question.correct" })
    return correctCard(look, { view: await questionView(org, { question: found, look }), again })
  }
  if (isRefusal(done)) return done
  const told = toldQuestions(org, done.board, asked.now).some((q) => q.id === id)
  return questionAnsweredCard(look, { reply, told, waiting: waitingQuestions(done.board, asked.now).length })
}

/** The reason belongs to the organisation: it is what it owes, also when who wrote it has gone. */
async function put(asked: Asked, command: Answering, typed: string): Promise<Done | Refusal> {
  const { org, person, now } = asked
  const { id, reply } = command
  const stream = streams.question(id)
  const decide = (board: Board, text: string) => {
    const found = readable(board, asked, id)
    if (isRefusal(found)) return found
    const corrects = command.type === "question.correct"
    const inChannels = command.apart !== true
    const wish = { by: person.id, reply, reason: text, length: typed.length, inChannels, corrects }
    const events = answerQuestion({ question: found, ...wish })
    return isRefusal(events) ? events : { events, found }
  }
  const early = decide(asked.board, "")
  if (isRefusal(early)) return answerOnce(asked, async () => early)
  const text = await keepText(org, { owner: null, text: typed, now })
  const done = await answerOnce({ ...asked, stream }, async (board, version) => {
    const decided = decide(board, text)
    if (isRefusal(decided)) return decided
    const { appends, outbox } = answerToAsker(org, { question: decided.found, now })
    const given = { stream, expect: version, events: decided.events }
    return { appends: [given, ...appends], outbox, facts: { question: id } }
  })
  const { questions } = await org.board.upToDate()
  if (!questions.get(id)?.answers.some((a) => a.reason === text)) await org.store.texts.delete(text)
  return done
}

/** Whose text is there still: what nobody can read, nobody answers. */
function readable(board: Board, { now }: Asked, id: string): StaffQuestion | Refusal {
  const found = board.questions.get(id)
  return found && isKept(found, now) ? found : refuse("question.unknown")
}

async function list(asked: Asked, q: { headline: Rich | null; page: number }): Promise<Card> {
  const { org, look, now } = asked
  const board = await org.board.upToDate()
  const waiting = waitingQuestions(board, now)
  const all = await questionViews(org, { questions: [...waiting, ...laterQuestions(board, now)], look })
  const cut = pageOf(all, { wanted: q.page, ...perPage, lengthOf })
  return questionsCard(look, { ...cut, headline: q.headline, waiting: waiting.length, views: cut.shown })
}
