/** The report, for whom it is. */
import { type PersonId, streams } from "../domain/id.ts"
import type { Period } from "../domain/period.ts"
import type { ReportFormat } from "../domain/programme.ts"
import { thawed } from "../report/freeze.ts"
import { makeReport } from "../report/make-report.ts"
import { withTypedTexts } from "../report/polls.ts"
import type { Report } from "../report/report.ts"
import type { Board } from "./board.ts"
import { editionsOf, questionFor } from "./frozen.ts"
import type { Organisation, Reported } from "./organisation.ts"
import { waitingFor } from "./questions.ts"

/** A frozen period as it was kept, else what the ledger says now. */
export async function reportFor(
  org: Reported,
  q: { period: Period; for: "steward" | "manager" },
): Promise<Report> {
  const report = await countedOrKept(org, q)
  const of = org.platform?.rosterOf
  return of ? toldOf(report, of) : report
}

/** No figure depends on it: only the words beside them. */
function toldOf(report: Report, of: "rooms"): Report {
  return {
    ...report,
    roster: { ...report.roster, of },
    quarters: report.quarters.map((quarter) => toldOf(quarter, of)),
  }
}

async function countedOrKept(
  org: Reported,
  q: { period: Period; for: "steward" | "manager" },
): Promise<Report> {
  const texts = await typedTexts(org, await org.board.upToDate())
  const editions = await editionsOf(org, q.period.id)
  const kept = editions.at(-1)
  const waiting = await waitingFor(org)
  if (!kept) return { ...makeReport({ ...(await questionFor(org, q.period)), texts, for: q.for }), waiting }
  const report = thawed(kept, { reader: q.for, first: editions[0] ?? null })
  return {
    ...report,
    waiting,
    polls: withTypedTexts(report.polls, { asked: org.board.tally().asked, texts }),
  }
}

/** Null where the person may not see the report (any more). */
export async function roleOf(org: Organisation, person: PersonId): Promise<"steward" | "manager" | null> {
  const known = org.directory.byId(person)
  if (!known) return null
  if (org.isSteward(known.key)) return "steward"
  return (await org.board.upToDate()).programme.managers.has(person) ? "manager" : null
}

export async function reportOpened(
  org: Organisation,
  q: { person: PersonId; period: string; as: "steward" | "manager"; format: ReportFormat },
): Promise<void> {
  await org.store.commit({
    at: org.clock.now(),
    cause: null,
    appends: [{ stream: streams.programme, expect: "any", events: [{ type: "report.opened", ...q }] }],
    outbox: [],
  })
}

async function typedTexts(org: Reported, board: Board): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  for (const { question } of board.polls.values())
    if (question.type === "typed")
      for (const id of [question.question, ...question.options.map((o) => o.text)]) {
        const kept = await org.store.texts.get(id)
        if (kept) texts.set(id, kept.text)
      }
  return texts
}
