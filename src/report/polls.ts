import type { Catalogue, Text } from "../domain/content.ts"
import type { TextId } from "../domain/id.ts"
import type { Question } from "../domain/poll.ts"
import { publishedResult } from "./privacy.ts"
import type { PollFigure } from "./report.ts"
import type { Asked } from "./tally.ts"
import type { Window } from "./window.ts"

/** Typed questions by text id; a deleted one is absent. */
export type Texts = ReadonlyMap<TextId, string>

/** Polls that closed in the period, in order of closing, as their result was recorded then. */
export function polls(q: {
  window: Window
  asked: ReadonlyMap<string, Asked>
  catalogue: Catalogue
  texts: Texts
  minGroup: number
}): PollFigure[] {
  return q.window.closed.flatMap(({ poll, at, result, of }) => {
    const asked = q.asked.get(poll)
    if (!asked) return []
    const { question, labels } = wordsOf(asked.question, q)
    const keys = labels.length > 0 ? labels.map((l) => l.key) : keysOf(result.options)
    return {
      id: asked.question.type === "item" ? asked.question.item : poll,
      poll,
      kind: asked.kind,
      question,
      labels: labels.length > 0 ? labels : keys.map((key) => ({ key, text: null })),
      closedAt: new Date(at).toISOString(),
      answers: result.answers,
      of,
      confidential: asked.confidential,
      options: publishedResult({ result, keys, minGroup: q.minGroup }),
    }
  })
}

/** A frozen period keeps no typed texts: they are looked up again, and a deleted one reads as withdrawn. */
export function withTypedTexts(
  polls: PollFigure[],
  q: { asked: ReadonlyMap<string, Asked>; texts: Texts },
): PollFigure[] {
  return polls.map((poll) => {
    const question = q.asked.get(poll.poll)?.question
    return question?.type === "typed" ? { ...poll, ...typedWords(question, q.texts) } : poll
  })
}

function wordsOf(
  question: Question,
  { catalogue, texts }: { catalogue: Catalogue; texts: Texts },
): Pick<PollFigure, "question" | "labels"> {
  if (question.type === "item") {
    const item = catalogue.polls.get(question.item)
    return { question: item?.question ?? null, labels: item?.options ?? [] }
  }
  return typedWords(question, texts)
}

function typedWords(
  question: Question & { type: "typed" },
  texts: Texts,
): Pick<PollFigure, "question" | "labels"> {
  const typed = (id: TextId): Text | null => {
    const text = texts.get(id)
    return text === undefined ? null : { nl: text, en: text }
  }
  return {
    question: typed(question.question),
    labels: question.options.map((o) => ({ key: o.key, text: typed(o.text) })),
  }
}

/** Of an item that the content has dropped only the keys are left. */
function keysOf(options: null | { counts: object } | { shares: object }): string[] {
  return options === null ? [] : Object.keys("counts" in options ? options.counts : options.shares)
}
