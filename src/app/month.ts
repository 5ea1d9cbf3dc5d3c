/** The month's summary for one who sees the report: one page, and what waits for them. */
import type { Content } from "../domain/message.ts"
import { readPeriod } from "../domain/period.ts"
import type { Published, Share } from "../report/report.ts"
import type { Card } from "../view/card.ts"
import type { Look } from "../view/look.ts"
import { monthCard } from "../view/month-card.ts"
import { month } from "../view/words.ts"
import type { Board } from "./board.ts"
import { reportFor } from "./office.ts"
import type { Organisation } from "./organisation.ts"
import { dueDay, questionViews, waitingQuestions } from "./questions.ts"

/** As it was frozen, and what waits at `look.now`. Null where there is no such month. */
export async function drawMonth(
  org: Organisation,
  content: Content & { type: "month" },
  look: Look,
): Promise<Card | null> {
  const period = readPeriod(content.month)
  if (!period) return null
  const { figures, previous, polls, minGroup } = await reportFor(org, { period, for: "manager" })
  const waiting = waitingQuestions(await org.board.upToDate(), look.now)
  const { actions, followUp } = figures
  return monthCard(look, {
    month: month(look.language, period.from),
    period: period.id,
    minGroup,
    reach: shown(figures.reach),
    reachBefore: shown(previous?.reach ?? null),
    active: shown(figures.active),
    activeBefore: shown(previous?.active ?? null),
    actions: actions.suppressed ? null : actions.count,
    polls: polls.length,
    followUp: followUp.suppressed || followUp.of === 0 ? null : { count: followUp.count, of: followUp.of },
    waiting: (await questionViews(org, { questions: waiting, look })).filter((view) => view.isThere),
  })
}

/** Nobody answered or did anything, nothing was due and nothing waits: then there is nothing to write about. */
export function isQuietMonth(org: Organisation, board: Board, id: string): boolean {
  const period = readPeriod(id)
  if (!period) return true
  const days = org.board.tally().between(period.from, period.to)
  const within = (day: string) => day >= period.from && day <= period.to
  const wasDue = [...board.questions.values()].some((q) => within(dueDay(org, q)))
  const idle = days.answered.size === 0 && days.work.length === 0 && days.closed.length === 0
  return idle && !wasDue && waitingQuestions(board, org.clock.now()).length === 0
}

function shown(share: Published<Share> | null): Share | null {
  return share === null || share.suppressed ? null : share
}
