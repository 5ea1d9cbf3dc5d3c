/** What cards show, taken from the board and the catalogue. */
import type { Challenge, PollItem } from "../domain/content.ts"
import type { Instant, Language } from "../domain/id.ts"
import { factorOn } from "../domain/impact.ts"
import { localDate } from "../domain/time.ts"
import { together } from "../report/together.ts"
import type { ChallengeView } from "../view/challenge-card.ts"
import type { Look } from "../view/look.ts"
import type { NudgeView } from "../view/nudge-card.ts"
import type { PollView } from "../view/poll-card.ts"
import type { ResultView } from "../view/result-card.ts"
import { text } from "../view/words.ts"
import type { Board, NudgeOnBoard, PollOnBoard, RunOnBoard } from "./board.ts"
import type { Organisation } from "./organisation.ts"
import { holds } from "./pick.ts"
import { rosterSize } from "./roster.ts"

export function challengeView(
  org: Organisation,
  q: { challenge: Challenge; run: RunOnBoard | null; now: Instant },
): ChallengeView {
  const { challenge, run, now } = q
  const catalogue = org.catalogue()
  const unit = catalogue.units.get(challenge.unit)
  if (!unit) throw new Error("the catalogue has a challenge without its unit")
  const factor = catalogue.factors.get(challenge.impactFactor ?? "")
  return {
    challenge,
    unit,
    // A run keeps the list with which it began: one that comes meanwhile changes no total that stands on its card.
    factor: factor ? factorOn(factor, localDate(run?.startedAt ?? now, org.settings.zone)) : null,
    run: run ? { id: run.id, endsAt: run.endsAt, open: !run.ended && now < run.endsAt } : null,
    together: run && togetherIn(org, challenge, { run, now }),
  }
}

function togetherIn(
  org: Organisation,
  { id, unit }: Challenge,
  { run, now }: { run: RunOnBoard; now: Instant },
): ChallengeView["together"] {
  const { zone } = org.settings
  return together({
    sum: { amount: run.total, people: run.logs.size },
    run: run.id,
    challenge: id,
    unit,
    days: org.board.tally().days,
    from: localDate(run.startedAt, zone),
    to: localDate(now, zone),
    minGroup: org.settings.minGroup,
  })
}

export function nudgeView(org: Organisation, post: NudgeOnBoard): NudgeView | null {
  const nudge = org.catalogue().nudges.get(post.nudge)
  const goal = nudge && org.catalogue().goals.get(nudge.sdg)
  if (!nudge || !goal) return null
  // A fact past its date goes, from cards that stand as well; its act stays.
  return { post: post.id, nudge: holds(org, nudge) ? nudge : { ...nudge, fact: null, source: null }, goal }
}

/** A question's words: from the catalogue, or as a steward typed them. A deleted text reads "withdrawn". */
export async function pollView(org: Organisation, q: { poll: PollOnBoard; look: Look }): Promise<PollView> {
  const { poll, look } = q
  const { question, options } = await wordsOf(org, poll, look.language)
  const answered = poll.ballots.size
  return {
    id: poll.id,
    question,
    kind: poll.kind,
    options,
    confidential: poll.confidential,
    closesAt: poll.closesAt,
    open: poll.phase === "open" && look.now < poll.closesAt,
    answered: poll.confidential ? inSteps(answered) : answered,
    minGroup: org.settings.minGroup,
  }
}

export async function pollViews(
  org: Organisation,
  q: { ids: string[]; board: Board; look: Look },
): Promise<PollView[]> {
  const polls = q.ids.map((id) => q.board.polls.get(id)).filter((p) => p !== undefined)
  return Promise.all(polls.map((poll) => pollView(org, { poll, look: q.look })))
}

export async function resultView(
  org: Organisation,
  q: { poll: PollOnBoard; look: Look },
): Promise<ResultView | null> {
  const { poll, look } = q
  if (!poll.result) return null
  const view = await pollView(org, q)
  const item = itemOf(org, poll)
  const label = item?.answer ? view.options.find((o) => o.key === item.answer?.key)?.label : undefined
  return {
    ...view,
    result: poll.result,
    of: poll.of ?? rosterSize(org, localDate(poll.closedAt ?? look.now, org.settings.zone)),
    answer: item?.answer && label ? { label, because: item.answer.because[look.language] } : null,
  }
}

export function itemOf(org: Organisation, poll: PollOnBoard): PollItem | null {
  return poll.question.type === "item" ? (org.catalogue().polls.get(poll.question.item) ?? null) : null
}

async function wordsOf(
  org: Organisation,
  poll: PollOnBoard,
  language: Language,
): Promise<{ question: string; options: { key: string; label: string }[] }> {
  const withdrawn = text(org.words()[language], "withdrawn")
  if (poll.question.type === "item") {
    const item = org.catalogue().polls.get(poll.question.item)
    if (!item) return { question: withdrawn, options: [] }
    return {
      question: item.question[language],
      options: item.options.map((o) => ({ key: o.key, label: o.text[language] })),
    }
  }
  const typed = async (id: string) => (await org.store.texts.get(id))?.text ?? withdrawn
  const options = poll.question.options.map(async (o) => ({ key: o.key, label: await typed(o.text) }))
  return { question: await typed(poll.question.question), options: await Promise.all(options) }
}

/** While open, how many answered shows in steps of five, from ten (DESIGN §4, privacy). */
export function inSteps(answers: number): number | null {
  return answers < 10 ? null : Math.floor(answers / 5) * 5
}
