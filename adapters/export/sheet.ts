/**
 * The neutral sheet of a report: what CSV, XLSX, PDF and slides are all drawn from, so that no number can differ between
 * them. Pure. A new part of the report is one file in `rows/` that makes a `Section`, and one line in `sections` below.
 */
import type { Language } from "../../src/domain/id.ts"
import { localDate } from "../../src/domain/time.ts"
import type { Report } from "../../src/report/report.ts"
import { clean } from "../../src/view/safe-text.ts"
import { makeTelling, periodName, type Telling } from "../../src/view/telling.ts"
import { changeLines, kicker, lede, notCounted, verdict } from "../../src/view/verdict.ts"
import { type Say, text } from "../../src/view/words.ts"
import type { Section } from "./row.ts"
import { indexSection } from "./rows/buy-in.ts"
import { deliveriesSection } from "./rows/deliveries.ts"
import { evidenceSection, type Offer, offersOf } from "./rows/evidence.ts"
import { depthSection, peopleSection, trendSection } from "./rows/people.ts"
import { pollsSection } from "./rows/polls.ts"
import { quartersSection, segmentsSection } from "./rows/segments.ts"
import { goalsSection, workSection } from "./rows/work.ts"

export type Sheet = {
  telling: Telling
  /** "Kwartaal 4 · Voorbeeld" */
  title: string
  organisation: string
  period: { id: string; name: string }
  /** Self-reported, internal, not for external claims. */
  stamp: string
  /** Set where the organisation is invented. */
  demo: string | null
  /** The edition of a period that does not change any more, in words; null where it may. */
  frozen: { said: string; sha256: string } | null
  kicker: string
  verdict: string
  lede: string
  /** What waits for an answer of management. */
  asks: { text: string; due: string; daysLeft: number }[]
  /** Null in a year, and before counting began: there is nothing to compare. */
  changes: Changes | null
  sections: Section[]
  /** What was offered about each framework, with its days. */
  offers: Offer[]
  method: { title: string; text: string }[]
}
export type Changes = { title: string; none: string | null; note: string; lines: Change[] }
export type Change = { name: string; span: string | null; said: string }

const sections: ((report: Report, telling: Telling) => Section | null)[] = [
  indexSection,
  peopleSection,
  depthSection,
  trendSection,
  workSection,
  goalsSection,
  evidenceSection,
  pollsSection,
  segmentsSection,
  quartersSection,
  deliveriesSection,
]

export function makeSheet(report: Report, q: { language: Language; say: Say }): Sheet {
  const telling = safely(makeTelling(q.language, q.say))
  const organisation = clean(report.organisation)
  const period = { id: report.period.id, name: periodName(telling, report.period) }
  const all = notCounted(report) ? [] : sections.map((make) => make(report, telling))
  return {
    telling,
    title: telling.words("report.title", { period: period.name, organisation }),
    organisation,
    period,
    stamp: telling.words("report.stamp"),
    demo: report.demo ? `DEMO. ${telling.words("report.demo")}` : null,
    frozen: frozenOf(report, telling),
    kicker: kicker(report, telling),
    verdict: verdict(report, telling),
    lede: lede(report, telling),
    asks: report.waiting.map(({ text, dueOn, daysLeft }) => ({
      text: clean(text),
      due: telling.words("report.ask.due", { day: telling.day(dueOn) }),
      daysLeft,
    })),
    changes: changesOf(report, { telling, say: q.say }),
    sections: all.filter((section) => section !== null),
    offers: offersOf(report, telling),
    method: ["counting", "time", "privacy", "not-for"].map((id) => ({
      title: telling.words(`report.method.${id}`),
      text: telling.words(`report.method.${id}-text`, {
        day: telling.day(report.roster.asOf),
        zone: report.period.timeZone,
        min: report.minGroup,
      }),
    })),
  }
}

/** What people typed and what files of the outside hold loses what could break or deceive. */
function safely(telling: Telling): Telling {
  return { ...telling, pick: (both) => clean(telling.pick(both)) }
}

function frozenOf({ frozen, period }: Report, telling: Telling): Sheet["frozen"] {
  if (!frozen) return null
  const { at, edition, sha256, because } = frozen
  const day = telling.day(localDate(Date.parse(at), period.timeZone))
  const id = because === null ? "report.frozen" : "report.corrected"
  return { said: telling.words(id, { day, edition, because: clean(because ?? "") }), sha256 }
}

function changesOf(report: Report, { telling, say }: { telling: Telling; say: Say }): Sheet["changes"] {
  const { previous, period } = report
  if (period.kind === "year" || notCounted(report)) return null
  const title = telling.words("report.change.title")
  const since = previous && telling.words("report.change.since", { period: previous.id })
  const why = period.state === "running" ? "report.change.running" : "report.change.none"
  return {
    title: since ? `${title} ${since}` : title,
    none: previous ? null : telling.words(why),
    note: telling.words("report.change.note"),
    lines: changeLines(report, telling).map(({ name, span, id, values }) => ({
      name,
      span,
      said: text(say, id, values),
    })),
  }
}
