import { followUpDefinition } from "./follow-up.ts"
import { minutesDefinition } from "./minutes.ts"
import type { Figures, FrameworkEvidence, PollFigure, Published, Report } from "./report.ts"

/** `/report.json`, as CONTRACT.md has it: what is withheld says `"suppressed": true` and has no number. */
export function toJson(report: Report): object {
  const { frozen, deliveries } = report
  if (!frozen) return liveJson(report)
  const { json, ...kept } = frozen
  return { ...json, ...(deliveries ? { deliveries } : { deliveries: undefined }), frozen: kept }
}

/** In the language of the other fields, which is that of programs. */
const stamp = "self-reported, internal, not for external claims"

function liveJson(report: Report): object {
  const { period, roster } = report
  return {
    organisation: report.organisation,
    demo: report.demo,
    stamp,
    period: {
      id: period.id,
      from: period.from,
      to: period.to,
      timeZone: period.timeZone,
      state: period.state,
    },
    countedFrom: report.countedFrom,
    roster: { size: roster.size, asOf: roster.asOf, scope: roster.scope, headcount: roster.headcount },
    figures: figuresJson(report.figures),
    polls: report.polls.map(pollJson),
    index: report.index,
    evidence: report.evidence.map(evidenceJson),
    ...(report.period.kind === "year" ? { quarters: report.quarters.map(quarterJson) } : {}),
    ...(report.deliveries ? { deliveries: report.deliveries } : {}),
  }
}

function quarterJson(quarter: Report): object {
  const { period, roster } = quarter
  return {
    period: { id: period.id, from: period.from, to: period.to, state: period.state },
    roster: { size: roster.size, asOf: roster.asOf, scope: roster.scope, headcount: roster.headcount },
    figures: figuresJson(quarter.figures),
    index: quarter.index,
  }
}

const inQuarters = { value: null, because: "quarters only" }

export function figuresJson(figures: Figures): object {
  const { reach, active, depth } = figures
  return {
    reach: reach ? bare(reach) : inQuarters,
    active: active ? bare(active) : inQuarters,
    depth: depth
      ? { acted: bare(depth.acted), thrice: bare(depth.thrice), ladder: bare(depth.ladder) }
      : inQuarters,
    actions: bare(figures.actions),
    logged: figures.logged.map(({ unit, logged }) => {
      if (logged.suppressed) return { unit, suppressed: true }
      const { amount, people, kgCo2e } = logged
      const kg = kgCo2e && {
        low: kgCo2e.low,
        mid: kgCo2e.mid,
        high: kgCo2e.high,
        factorYear: kgCo2e.factorYear,
      }
      return { unit, amount, people, kgCo2e: kg }
    }),
    sdg: figures.sdg.map(({ goal, actions }) =>
      actions.suppressed ? { goal, suppressed: true } : { goal, actions: actions.count },
    ),
    segments: figures.segments.map(({ segment, reach, active }) => ({
      segment,
      reach: bare(reach),
      active: bare(active),
    })),
    followUp: figures.followUp.suppressed
      ? bare(figures.followUp)
      : { ...figures.followUp, definition: followUpDefinition },
    minutes: figures.minutes && { ...figures.minutes, definition: minutesDefinition },
  }
}

function evidenceJson({ framework, edition, elements }: FrameworkEvidence): object {
  return {
    framework,
    edition,
    elements: elements.map(({ element, items, actions }) => ({
      element,
      actions: bare(actions),
      items: items.map(({ kind, id, on }) => ({ kind, id, on })),
    })),
  }
}

function pollJson(poll: PollFigure): object {
  const options = poll.options.suppressed
    ? bare(poll.options)
    : poll.options.options.map(({ key, count, share }) =>
        count === undefined ? { key, share } : { key, count },
      )
  return {
    id: poll.id,
    poll: poll.poll,
    kind: poll.kind,
    closedAt: poll.closedAt,
    answers: poll.answers,
    of: poll.of,
    options,
  }
}

function bare<T extends object>(figure: Published<T>): object {
  return figure.suppressed ? { suppressed: true } : { ...figure }
}
