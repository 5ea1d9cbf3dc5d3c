/** Who asks management something, and what becomes of it. */
import { streams } from "../../domain/id.ts"
import {
  ask,
  isKept,
  questionLimits,
  type StaffQuestion,
  soundsPersonal,
  withdraw,
} from "../../domain/question.ts"
import { isRefusal, type Refusal, refuse } from "../../domain/refusal.ts"
import { localDate } from "../../domain/time.ts"
import type { Card, Rich } from "../../view/card.ts"
import {
  answersCard,
  myQuestionsCard,
  type Promised,
  type QuestionView,
  questionAskedCard,
  questionCheckCard,
  questionFormCard,
} from "../../view/question-card.ts"
import type { Board } from "../board.ts"
import { type CommandOf, write } from "../grammar.ts"
import type { Asked } from "../organisation.ts"
import { pageOf } from "../pages.ts"
import { questionView, questionViews, toldQuestions, waitingQuestions } from "../questions.ts"
import { keepText, onOneLine } from "../texts.ts"
import { answerOnce, type Done } from "../transact.ts"
import { adviserName } from "./settings.ts"

/** A page is one screen: so many questions, or so many characters of them and their answers. */
export const perPage = { items: 3, chars: 600 }

export const question = {
  "question.ask": async (asked: Asked, command: CommandOf<"question.ask">): Promise<Card | Refusal> => {
    const { look } = asked
    const adviser = await adviserName(asked)
    if (adviser === null)
      return refuse(asked.role === "steward" ? "question.no-adviser-steward" : "question.no-adviser")
    const promise = { adviser, answerDays: questionLimits.dueDays, keptDays: questionLimits.keptDays }
    if (command.text === undefined)
      return questionFormCard(look, {
        promise,
        max: questionLimits.textMax,
        hasAsked: mine(asked.board, asked).length > 0,
      })
    if (asked.overheard) return refuse("question.typed-in-public")
    const typed = onOneLine(command.text)
    const fits = typed.length <= questionLimits.textMax
    if (command.sure !== true && fits && soundsPersonal(typed)) {
      const again = write({ type: "question.ask", text: typed, sure: true })
      return questionCheckCard(look, { adviser, text: typed, again })
    }
    const done = await put(asked, typed)
    return isRefusal(done) ? done : confirmed(asked, String(done.facts["question"]), promise)
  },

  "question.mine": (asked: Asked, { page = 1 }: CommandOf<"question.mine">) =>
    myQuestions(asked, { headline: null, page }),

  "question.withdraw": async (
    asked: Asked,
    { id }: CommandOf<"question.withdraw">,
  ): Promise<Card | Refusal> => {
    const stream = streams.question(id)
    const done = await answerOnce({ ...asked, stream }, async (board, version) => {
      const found = board.questions.get(id)
      if (!found) return refuse("question.unknown")
      const events = withdraw({ question: found, person: asked.person.id })
      if (isRefusal(events)) return events
      return { appends: [{ stream, expect: version, events }], facts: { question: id } }
    })
    if (isRefusal(done)) return done
    const text = done.board.questions.get(id)?.text
    if (text !== undefined) await asked.org.store.texts.delete(text)
    return myQuestions(asked, { headline: asked.look.say("question.withdrawn"), page: 1 })
  },

  /** For everybody, what may be told. */
  "question.answers": async (asked: Asked, { page = 1 }: CommandOf<"question.answers">): Promise<Card> => {
    const { org, board, look, now } = asked
    const all = await questionViews(org, { questions: toldQuestions(org, board, now), look })
    const cut = pageOf(all, { wanted: page, ...perPage, lengthOf })
    return answersCard(look, { ...cut, views: cut.shown, keptDays: questionLimits.keptDays })
  },
}

/** The text is durable before the ledger names it, and gone again where it does not. */
async function put(asked: Asked, typed: string): Promise<Done | Refusal> {
  const { org, person, now } = asked
  const stream = streams.asking(person.id, localDate(now, org.settings.zone))
  const decide = (board: Board, q: { question: string; text: string; today: number }) =>
    ask({ ...q, person: person.id, length: typed.length, open: waitingQuestions(board, now).length })
  const early = decide(asked.board, { question: "", text: "", today: (await org.store.read(stream)).version })
  if (isRefusal(early)) return answerOnce(asked, async () => early)
  const text = await keepText(org, { owner: person.id, text: typed, now })
  const done = await answerOnce({ ...asked, stream }, async (board, today) => {
    const id = freshId(asked, board)
    const events = decide(board, { question: id, text, today })
    if (isRefusal(events)) return events
    const counted = { type: "question.counted" as const, question: id, person: person.id }
    const appends = [
      { stream: streams.question(id), expect: 0, events },
      { stream, expect: today, events: [counted] },
    ]
    return { appends, facts: { question: id } }
  })
  const { questions } = await org.board.upToDate()
  if (![...questions.values()].some((q) => q.text === text)) await org.store.texts.delete(text)
  return done
}

/** Colleagues type it: short, and never one that is there already. */
function freshId({ org }: Asked, board: Board): string {
  for (;;) {
    const id = `q${org.ids.next(4)}`
    if (!board.questions.has(id)) return id
  }
}

async function confirmed(asked: Asked, id: string, promise: Promised): Promise<Card | Refusal> {
  const found = (await asked.org.board.upToDate()).questions.get(id)
  if (!found) return refuse("question.unknown")
  const view = await questionView(asked.org, { question: found, look: asked.look })
  return questionAskedCard(asked.look, { view, promise })
}

/** Newest first, as long as there is something to read. */
function mine(board: Board, { person, now }: Asked): StaffQuestion[] {
  return [...board.questions.values()].filter((q) => q.person === person.id && isKept(q, now)).reverse()
}

async function myQuestions(asked: Asked, q: { headline: Rich | null; page: number }): Promise<Card> {
  const { org, look } = asked
  const board = await org.board.upToDate()
  const all = await questionViews(org, { questions: mine(board, asked), look })
  const cut = pageOf(all, { wanted: q.page, ...perPage, lengthOf })
  const mayAsk = (await adviserName(asked)) !== null
  return myQuestionsCard(look, { ...cut, views: cut.shown, headline: q.headline, mayAsk })
}

/** With its answer, for a page that shows both. */
export function lengthOf({ text, answer }: QuestionView): number {
  return text.length + (answer?.reason.length ?? 0)
}
