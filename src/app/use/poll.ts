import type { PollItem } from "../../domain/content.ts"
import { streams } from "../../domain/id.ts"
import {
  asksForbidden,
  type BallotEvent,
  mayVote,
  pollLimits,
  type Question,
  readChoice,
} from "../../domain/poll.ts"
import { isRefusal, type Refusal, refuse } from "../../domain/refusal.ts"
import { localDate } from "../../domain/time.ts"
import type { Card } from "../../view/card.ts"
import { myPollCard } from "../../view/poll-card.ts"
import { doneCard } from "../../view/programme-card.ts"
import { resultCard } from "../../view/result-card.ts"
import { dayAndTime } from "../../view/words.ts"
import {
  choiceOf,
  countBallots,
  isCounted,
  makePollKey,
  optionKeys,
  pollKey,
  sealBallot,
} from "../ballots.ts"
import type { Board, PollOnBoard } from "../board.ts"
import { closePoll } from "../close.ts"
import { inQuarterEnd } from "../due.ts"
import type { CommandOf } from "../grammar.ts"
import { closingTime } from "../opening.ts"
import type { Asked } from "../organisation.ts"
import { askedThisQuarter, holds } from "../pick.ts"
import { byHand } from "../post.ts"
import { placesFor } from "../steer.ts"
import { answerOnce } from "../transact.ts"
import { itemOf, pollView, resultView } from "../views.ts"

export const poll = {
  "poll.show": async (asked: Asked, { id }: CommandOf<"poll.show">): Promise<Card | Refusal> => {
    const found = asked.board.polls.get(id)
    if (!found) return refuse("poll.unknown")
    return found.phase === "closed" ? results(asked, found, 1) : mine(asked, { id, asked: true })
  },

  "poll.vote": async (asked: Asked, { id, choice }: CommandOf<"poll.vote">): Promise<Card | Refusal> => {
    if (asked.overheard) return refuse("poll.typed-in-public")
    const stream = streams.ballot(id, asked.person.id)
    const done = await answerOnce({ ...asked, stream }, async (board, version) => {
      const found = board.polls.get(id)
      if (!found) return refuse("poll.unknown")
      const closed = mayVote(found, asked.now)
      if (closed) return closed
      const chosen = readChoice(found.kind, optionKeys(asked.org, found), choice)
      if (isRefusal(chosen)) return chosen
      const before = await choiceOf(asked.org, found, asked.person.id)
      if (found.kind === "quiz" && before !== null && before !== chosen) return refuse("poll.quiz-once")
      const cast = before === chosen ? [] : await ballot(asked, found, chosen)
      if (isRefusal(cast)) return cast
      return {
        appends: [
          { stream, expect: version, events: cast },
          // A guard: no vote lands after the close.
          { stream: streams.poll(id), expect: 1, events: [] },
        ],
        facts: { poll: id },
      }
    })
    if (isRefusal(done)) return done
    asked.org.changed({ type: "poll", poll: id })
    return mine(asked, { id, asked: false })
  },

  "poll.results": async (
    asked: Asked,
    { id, page = 1 }: CommandOf<"poll.results">,
  ): Promise<Card | Refusal> => {
    const found = asked.board.polls.get(id)
    return found ? results(asked, found, page) : refuse("poll.unknown")
  },

  "poll.open": async (asked: Asked, command: CommandOf<"poll.open">): Promise<Card | Refusal> => {
    const [question = "", ...options] = command.texts
    const problem = problemOf(question, options)
    if (problem) return problem
    const typed = await keepTexts(asked, question, options)
    const answer = await open(asked, {
      question: typed,
      kind: "single",
      confidential: command.named !== true,
    })
    await dropUnasked(asked, typed)
    return answer
  },

  "poll.ask": async (asked: Asked, { item }: CommandOf<"poll.ask">): Promise<Card | Refusal> => {
    const found = asked.org.catalogue().polls.get(item)
    if (!found) return refuse("poll.unknown")
    const wish = { question: { type: "item" as const, item }, kind: found.kind, confidential: true }
    return open(asked, wish, (board) => mayAsk(asked, board, found))
  },

  "poll.close": async (asked: Asked, { id }: CommandOf<"poll.close">): Promise<Card | Refusal> => {
    const refused = await closePoll(asked.org, { poll: id, by: asked.person.id })
    return refused ?? doneCard(asked.look, asked.look.say("poll.closed-now"))
  },
}

/** An index item once a quarter, and not at its end: then it would close in the next. */
function mayAsk({ org, now }: Asked, board: Board, item: PollItem): Refusal | null {
  const isOpen = (p: PollOnBoard) =>
    p.phase === "open" && p.question.type === "item" && p.question.item === item.id
  if ([...board.polls.values()].some(isOpen)) return refuse("poll.already-open")
  if (!holds(org, item)) return refuse("poll.outdated")
  if (item.schedule !== "quarter") return null
  if (inQuarterEnd(now, org.settings.zone)) return refuse("poll.quarter-end")
  return askedThisQuarter(org, board).has(item.id) ? refuse("poll.asked-already") : null
}

async function open(
  asked: Asked,
  q: { question: Question; kind: PollItem["kind"]; confidential: boolean },
  mayOpen: (board: Board) => Refusal | null = () => null,
): Promise<Card | Refusal> {
  const { org, look, now } = asked
  const id = `p${org.ids.next(4)}`
  const closesAt = closingTime(org, now)
  const places = placesFor(asked.board, asked)
  if (isRefusal(places)) return places
  if ([...asked.board.polls.values()].filter((p) => p.phase === "open").length >= pollLimits.openMax)
    return refuse("poll.too-many", { max: pollLimits.openMax })
  if (q.confidential) await makePollKey(org, id)
  const done = await answerOnce(asked, async (board) => {
    const refused = mayOpen(board)
    if (refused) return refused
    const posted = byHand(org, { places, content: { type: "pulse", polls: [id] }, now })
    const opened = { type: "poll.opened" as const, poll: id, ...q, closesAt, by: asked.person.id, places }
    return {
      appends: [{ stream: streams.poll(id), expect: 0, events: [opened] }, ...posted.appends],
      outbox: posted.outbox,
      facts: { poll: id },
    }
  })
  const known = isRefusal(done) ? null : String(done.facts["poll"] ?? id)
  if (known !== id) await org.store.keys.delete(id)
  if (isRefusal(done)) return done
  return doneCard(
    look,
    look.say("poll.opened", { id: known ?? id, at: dayAndTime(look.language, closesAt, look.zone) }),
  )
}

function problemOf(question: string, options: string[]): Refusal | null {
  const { optionsMin, optionsMax, questionMax, optionMax } = pollLimits
  if (options.length < optionsMin || options.length > optionsMax)
    return refuse("poll.texts", { min: optionsMin, max: optionsMax })
  const texts = [question, ...options]
  if (texts.some((t) => t.length === 0)) return refuse("poll.texts", { min: optionsMin, max: optionsMax })
  if (question.length > questionMax || options.some((o) => o.length > optionMax))
    return refuse("poll.too-long", { question: questionMax, option: optionMax })
  if (new Set(options.map((o) => o.toLowerCase())).size < options.length) return refuse("poll.doubled")
  return texts.some(asksForbidden) ? refuse("poll.forbidden") : null
}

type Typed = Question & { type: "typed" }

/** Durable before the ledger names them. */
async function keepTexts(asked: Asked, question: string, options: string[]): Promise<Typed> {
  const { org, person, now } = asked
  const keep = (text: string): [string, { owner: string; text: string; expiresAt: null; at: number }] => [
    org.ids.next(12),
    { owner: person.id, text, expiresAt: null, at: now },
  ]
  const entries = [question, ...options].map(keep)
  await org.store.texts.putAll(entries)
  const [first = "", ...rest] = entries.map(([id]) => id)
  const keys = "abcdefghij"
  return {
    type: "typed",
    question: first,
    options: rest.map((text, i) => ({ key: keys[i] as string, text })),
  }
}

/** The same delivery came twice, or the poll was refused: nobody needs these texts. */
async function dropUnasked({ org }: Asked, { question, options }: Typed): Promise<void> {
  const { polls } = await org.board.upToDate()
  if ([...polls.values()].some((p) => p.question.type === "typed" && p.question.question === question)) return
  for (const text of [question, ...options.map((o) => o.text)]) await org.store.texts.delete(text)
}

async function ballot(asked: Asked, found: PollOnBoard, choice: string): Promise<BallotEvent[] | Refusal> {
  const { org, person } = asked
  if (!found.confidential) return [{ type: "ballot.named", poll: found.id, person: person.id, choice }]
  const key = await pollKey(org, found.id)
  if (key === null) return refuse("poll.voided")
  return [{ type: "ballot.sealed", poll: found.id, person: person.id, sealed: sealBallot(org, choice, key) }]
}

async function mine(
  asked: Asked,
  { id, asked: isAsked }: { id: string; asked: boolean },
): Promise<Card | Refusal> {
  const board = await asked.org.board.upToDate()
  const found = board.polls.get(id)
  if (!found) return refuse("poll.unknown")
  const choice = await choiceOf(asked.org, found, asked.person.id)
  const view = await pollView(asked.org, { poll: found, look: asked.look })
  const answer = itemOf(asked.org, found)?.answer ?? null
  return myPollCard(asked.look, view, {
    chosen: choice === null ? [] : choice.split(","),
    quiz:
      answer && choice !== null
        ? {
            right: choice === answer.key,
            answer: view.options.find((o) => o.key === answer.key)?.label ?? "",
            because: answer.because[asked.look.language],
          }
        : null,
    next: nextOfPulse(board, found, asked.person.id),
    counted: isCounted(asked.org, asked.person.id, localDate(asked.now, asked.org.settings.zone)),
    asked: isAsked,
  })
}

/** The next open question of the same pulse that this person did not answer yet. */
function nextOfPulse(board: Board, poll: PollOnBoard, person: string): string | null {
  if (poll.by !== null) return null
  const others = [...board.polls.values()].filter(
    (p) => p.by === null && p.phase === "open" && p.id !== poll.id && p.closesAt === poll.closesAt,
  )
  return others.find((p) => !p.ballots.has(person))?.id ?? null
}

async function results(asked: Asked, poll: PollOnBoard, page: number): Promise<Card | Refusal> {
  if (poll.phase === "void") return refuse("poll.voided")
  const closed = await resultView(asked.org, { poll, look: asked.look })
  if (closed) return resultCard(asked.look, [closed], page)
  if (poll.confidential) return refuse("poll.still-open")
  const counted = await countBallots(asked.org, poll)
  const live = counted && (await resultView(asked.org, { poll: { ...poll, ...counted }, look: asked.look }))
  return live ? resultCard(asked.look, [live], page) : refuse("poll.unknown")
}
