/** How an answered question is told: on the page and in files alike. */
import type { PollFigure } from "../report/report.ts"
import type { Telling } from "./telling.ts"

/** Statements with five answers from disagree to agree, and perhaps "do not know" as the sixth. */
export function isLikert(poll: PollFigure): boolean {
  return poll.kind === "likert" && (poll.labels.length === 5 || poll.labels.length === 6)
}

export function questionOf(poll: PollFigure, telling: Telling): string {
  return poll.question ? telling.pick(poll.question) : telling.words("report.withdrawn")
}

export function answerOf(poll: PollFigure, key: string, telling: Telling): string {
  const text = poll.labels.find((label) => label.key === key)?.text
  return text ? telling.pick(text) : telling.words("report.withdrawn")
}

/** Whoever answered and then left the roster would make this more than all: then there is no share. */
export function responseShare({ answers, of }: PollFigure): number | null {
  return of > 0 && answers <= of ? answers / of : null
}

/** How many answered, and how the answers were given and are shown. */
export function responseOf(poll: PollFigure, telling: Telling): string {
  const share = responseShare(poll)
  const answers = telling.number(poll.answers)
  const told =
    share === null
      ? telling.words("report.polls.of-only", { answers: poll.answers })
      : telling.words("report.polls.of", {
          answers,
          of: telling.number(poll.of),
          share: telling.percent(share),
        })
  const kept = telling.words(poll.confidential ? "report.polls.confidential" : "report.polls.named")
  const rounded = !poll.options.suppressed && poll.options.options.some((o) => o.count === undefined)
  return [
    told,
    kept,
    ...(rounded ? [telling.words("report.polls.rounded")] : []),
    ...(poll.kind === "multiple" ? [telling.words("report.polls.several")] : []),
  ].join(" · ")
}

export function whyNoAnswers(poll: PollFigure, telling: Telling): string {
  const because = poll.options.suppressed ? poll.options.because : "small"
  const id = because === "equal" ? "equal" : "few"
  return telling.words(`report.polls.${id}`, { answers: poll.answers })
}
