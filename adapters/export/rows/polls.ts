import type { PollFigure, Report } from "../../../src/report/report.ts"
import {
  answerOf,
  isLikert,
  questionOf,
  responseOf,
  responseShare,
  whyNoAnswers,
} from "../../../src/view/opinions.ts"
import type { Telling } from "../../../src/view/telling.ts"
import type { Group, Row, Section } from "../row.ts"

/** Each question that closed in the period, with how many answered and what they chose. */
export function pollsSection({ polls, period }: Report, telling: Telling): Section {
  const about = polls.length === 0 ? "report.polls.none" : "report.polls.sub"
  return {
    id: "polls",
    title: telling.words("report.polls.title", { n: polls.length }),
    finding: telling.words("report.polls.title", { n: polls.length }),
    about: telling.words(about),
    groups: polls.map((poll) => pollGroup(poll, { telling, period: period.id })),
  }
}

function pollGroup(poll: PollFigure, q: { telling: Telling; period: string }): Group {
  const { telling, period } = q
  const question = questionOf(poll, telling)
  const about = responseOf(poll, telling)
  const row = (id: string, r: { part: string; how: string; figure: Row["figure"] }): Row => ({
    id: `polls.${poll.poll}${id}`,
    name: question,
    period,
    ...r,
  })
  const share = responseShare(poll)
  const response = row("", {
    part: telling.words("export.row.response"),
    how: telling.words("export.how.response"),
    figure:
      share === null
        ? { type: "count", count: poll.answers }
        : { type: "share", count: poll.answers, of: poll.of, share },
  })
  const how = about
  if (poll.options.suppressed) {
    const because = whyNoAnswers(poll, telling)
    const figure = { type: "withheld", instead: "share", because } as const
    const part = telling.words("report.polls.answers")
    return { title: question, about, as: "rows", rows: [response, row(".options", { part, how, figure })] }
  }
  const answers = poll.options.options.map(({ key, count, share }) =>
    row(`.${key}`, {
      part: answerOf(poll, key, telling),
      how,
      figure:
        count === undefined
          ? { type: "share", count: null, of: null, share }
          : { type: "share", count, of: poll.answers, share },
    }),
  )
  return { title: question, about, as: isLikert(poll) ? "likert" : "rows", rows: [response, ...answers] }
}
