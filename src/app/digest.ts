import { isOpen } from "../domain/challenge.ts"
import type { PlaceId } from "../domain/id.ts"
import type { Content } from "../domain/message.ts"
import { type Period, periodOf, previousPeriod, readPeriod } from "../domain/period.ts"
import { localDate } from "../domain/time.ts"
import type { Logged, Published, Report, Share } from "../report/report.ts"
import type { Card } from "../view/card.ts"
import { amount } from "../view/challenge-card.ts"
import { type DigestView, digestCard } from "../view/digest-card.ts"
import { type Look, t } from "../view/look.ts"
import { type Board, isFor } from "./board.ts"
import { reportFor } from "./office.ts"
import type { Organisation } from "./organisation.ts"
import { questionView, toldBetween } from "./questions.ts"
import { pollView, resultView } from "./views.ts"

type Drawing = { board: Board; look: Look; place: PlaceId | null }

/** Weeks in the digest's chart. */
const chartWeeks = 8

/** The finished week as a place sees it. Null where the week does not exist. */
export async function drawDigest(
  org: Organisation,
  content: Content & { type: "digest" },
  q: Drawing,
): Promise<Card | null> {
  const week = readPeriod(content.week)
  if (!week) return null
  const report = await reportFor(org, { period: week, for: "manager" })
  const { figures } = report
  return digestCard(q.look, {
    week: Number(content.week.slice(-2)),
    short: content.short,
    reach: shown(figures.reach),
    before: shown(report.previous?.reach ?? null),
    actions: figures.actions.suppressed ? null : figures.actions.count,
    logged: figures.logged.flatMap((l) => loggedLine(org, q.look, l)),
    impact: impactOf(figures.logged),
    results: await resultsOf(org, report, q),
    trend: report.trend.slice(-chartWeeks).map((w) => ({
      label: String(Number(w.week.slice(-2))),
      share: shown(w.reach)?.share ?? null,
    })),
    said: await saidIn(org, week, q),
    next: await nextStep(org, q),
  })
}

/** What management answered in that week, as far as it may be told and is there still. */
async function saidIn(org: Organisation, { from, to }: Period, { board, look }: Drawing) {
  const told = toldBetween(org, { board, now: look.now, from, to })
  const views = await Promise.all(told.map((question) => questionView(org, { question, look })))
  return views.flatMap(({ text: question, isThere, answer }) =>
    isThere && answer ? [{ question, answer }] : [],
  )
}

/** A week in which nobody answered or did anything, management neither. */
export async function isQuietWeek(org: Organisation, week: string): Promise<boolean> {
  const period = readPeriod(week)
  if (!period) return true
  const days = org.board.tally().between(period.from, period.to)
  const now = org.clock.now()
  const told = toldBetween(org, { board: await org.board.upToDate(), now, ...period })
  return days.answered.size === 0 && days.work.length === 0 && told.length === 0
}

/** Whether the week before was quiet too, in a place that took part by then. */
export async function wasQuietBefore(
  org: Organisation,
  q: { board: Board; place: string; week: string },
): Promise<boolean> {
  const period = readPeriod(q.week)
  const joinedAt = q.board.programme.places.get(q.place)?.joinedAt
  if (!period || joinedAt === undefined) return false
  const before = previousPeriod(period)
  return localDate(joinedAt, org.settings.zone) <= before.to && (await isQuietWeek(org, before.id))
}

function shown(share: Published<Share> | null): Share | null {
  return share === null || share.suppressed ? null : share
}

function loggedLine(org: Organisation, look: Look, { unit: id, logged }: Logged): string[] {
  const unit = org.catalogue().units.get(id)
  if (!unit || logged.suppressed || logged.amount <= 0) return []
  const total = amount(look, unit, logged.amount)
  return [logged.people === null ? total : t(look, "digest.logged", { amount: total, people: logged.people })]
}

function impactOf(logged: Logged[]): DigestView["impact"] {
  const known = logged.flatMap((l) => (l.logged.suppressed || !l.logged.kgCo2e ? [] : [l.logged.kgCo2e]))
  const [first] = known
  if (!first) return null
  const low = known.reduce((sum, k) => sum + k.low, 0)
  const high = known.reduce((sum, k) => sum + k.high, 0)
  return { low, high, year: first.factorYear }
}

async function resultsOf(org: Organisation, report: Report, q: Drawing) {
  const polls = report.polls
    .map((p) => q.board.polls.get(p.poll))
    .filter((p) => p !== undefined)
    .filter((p) => isFor(q.board, p, q.place))
  const views = await Promise.all(polls.map((poll) => resultView(org, { poll, look: q.look })))
  return views.filter((v) => v !== null)
}

/** One next step: an open poll first, because it closes; else a challenge that runs. */
async function nextStep(org: Organisation, q: Drawing): Promise<DigestView["next"]> {
  const { board, look } = q
  const poll = [...board.polls.values()].find(
    (p) => p.phase === "open" && look.now < p.closesAt && isFor(board, p, q.place),
  )
  if (poll) return { type: "poll", id: poll.id, question: (await pollView(org, { poll, look })).question }
  const run = [...board.runs.values()].find((r) => isOpen(r, look.now))
  const challenge = run && org.catalogue().challenges.get(run.challenge)
  return challenge ? { type: "challenge", id: challenge.id, title: challenge.title[look.language] } : null
}

/** The ISO week that ended last, in the organisation's zone; this week while nothing was counted in that one. */
export function lastWeek(org: Organisation): string {
  const week = periodOf("week", localDate(org.clock.now(), org.settings.zone))
  const finished = previousPeriod(week)
  const first = org.board.tally().firstDay()
  return first !== null && first <= finished.to ? finished.id : week.id
}
