/** What a message or card shows, from the present state. Used at the first sending and at every redrawing. */
import type { PlaceId } from "../domain/id.ts"
import type { Content } from "../domain/message.ts"
import type { Card } from "../view/card.ts"
import { challengeCard } from "../view/challenge-card.ts"
import type { Look } from "../view/look.ts"
import { nudgeCard } from "../view/nudge-card.ts"
import { pollCard, pulseCard } from "../view/poll-card.ts"
import { introductionCard } from "../view/programme-card.ts"
import { questionReplyCard } from "../view/question-card.ts"
import { resultCard } from "../view/result-card.ts"
import type { Board } from "./board.ts"
import { drawDigest } from "./digest.ts"
import { drawMonth } from "./month.ts"
import type { Organisation } from "./organisation.ts"
import { questionView } from "./questions.ts"
import { challengeView, nudgeView, pollViews, resultView } from "./views.ts"

/** Null where there is nothing left to show: the message is then not sent. */
export async function draw(
  org: Organisation,
  content: Content,
  q: { board: Board; look: Look; place: PlaceId | null },
): Promise<Card | null> {
  const { board, look } = q
  switch (content.type) {
    case "introduction":
      return introductionCard(look)
    case "digest":
      return drawDigest(org, content, q)
    case "nudge": {
      const post = board.nudges.get(content.post)
      const view = post && nudgeView(org, post)
      return view ? nudgeCard(look, view) : null
    }
    case "challenge": {
      const run = board.runs.get(content.run)
      const challenge = run && org.catalogue().challenges.get(run.challenge)
      return challenge ? challengeCard(look, challengeView(org, { challenge, run, now: look.now })) : null
    }
    case "pulse": {
      const polls = await pollViews(org, { ids: content.polls, board, look })
      return polls.length === 0
        ? null
        : polls.length === 1 && polls[0]
          ? pollCard(look, polls[0])
          : pulseCard(look, polls)
    }
    case "month":
      return drawMonth(org, content, look)
    case "answer": {
      const question = board.questions.get(content.question)
      const view = question && (await questionView(org, { question, look }))
      return view?.answer ? questionReplyCard(look, { ...view, answer: view.answer }) : null
    }
    case "result": {
      const views = await Promise.all(
        content.polls.map(async (id) => {
          const poll = board.polls.get(id)
          return poll ? resultView(org, { poll, look }) : null
        }),
      )
      const shown = views.filter((v) => v !== null)
      return shown.length ? resultCard(look, shown) : null
    }
  }
}
