import type { PollKind, Text } from "../domain/content.ts"
import type { LocalDate } from "../domain/id.ts"
import type { PeriodKind } from "../domain/period.ts"
import type { BuyInCounts } from "./buy-in.ts"
import type { CellChange } from "./cells.ts"

/**
 * A figure as it may be shown. Made by `src/report/privacy.ts` alone; renderers take nothing else.
 * Withheld values have no number at all.
 */
declare const published: unique symbol
/** small: too few people; equal: all answers the same; gone: who took part is deleted, so people cannot be counted any more. */
export type WhyWithheld = "small" | "equal" | "gone"
export type Published<T> = ({ suppressed: true; because: WhyWithheld } | (T & { suppressed?: never })) & {
  [published]: true
}

export type Share = { count: number; of: number; share: number }
export type Count = { count: number }
export type Logged = {
  unit: string
  /** Named as a total; null where the content knows the unit no more. */
  name: { one: Text; other: Text } | null
  logged: Published<LoggedAmount>
}
export type LoggedAmount = {
  amount: number
  /** On the roster; null in a year, and where the roster is too small or people cannot be counted any more. */
  people: number | null
  kgCo2e: null | {
    low: number
    mid: number
    high: number
    factorYear: number
    source: { title: string; url: string }
    /** When the factors behind it may be used. */
    rules: Text[]
  }
}
export type GoalFigure = { goal: number; name: Text; colour: string; actions: Published<Count> }
export type SegmentFigure = {
  segment: string
  size: number
  reach: Published<Share>
  active: Published<Share>
}
export type OptionShare = { key: string; count?: number; share: number }
export type PollFigure = {
  /** Item id, or the poll's own number for a typed question. */
  id: string
  poll: string
  kind: PollKind
  /** Null where the typed text is deleted by now. */
  question: Text | null
  labels: { key: string; text: Text | null }[]
  closedAt: string
  answers: number
  of: number
  confidential: boolean
  options: Published<{ options: OptionShare[] }>
}
export type Deliveries = {
  /** Message x addressee, each of which ended in exactly one of the five below. */
  addressees: number
  sent: number
  failed: number
  pausedOrOut: number
  unreachable: number
  uncertain: number
  /** Too late to be sent at all; no part of the sum. */
  missed: number
}

/**
 * Questions to management whose 30 days ended in the period: `count` of them were answered in time. `share` is null where
 * none was due, which is something else than 0.
 */
export type FollowUp = { count: number; of: number; share: number | null; withinDays: number }

/**
 * Asked of somebody who does once all that was offered, of the programme and not of people: `perWeek` is `minutes` per seven of
 * `days`, and `minutes` the sum of the three kinds.
 */
export type Minutes = {
  perWeek: number
  minutes: number
  challenges: number
  nudges: number
  polls: number
  days: number
}

/** People per step, 0 to 5, each on their highest. */
export type Ladder = { steps: number[]; of: number }

/** From 0 to 100, to one decimal; null where it cannot be told. */
export type IndexParts = Record<"reach" | "active" | "depth" | "attitude" | "room" | "loop", number | null>
/** Both ends, to one decimal. */
export type Range = [number, number]
/** A difference with its interval of 95 %; real where that leaves out 0. */
export type Moved = { value: number; low: number; high: number; real: boolean }
export type Change = {
  /** The quarter compared with, its index and its parts. */
  period: string
  value: number
  parts: IndexParts
  index: Moved
  attitude: Moved
  room: Moved
}
/** Of quarters only. All numbers are rounded to one decimal after computing with the unrounded. */
export type IndexFigure =
  | {
      value: null
      because:
        | "quarters only"
        | "quarter not over"
        | "not all items asked"
        | "an item is withheld"
        | "response under 30%"
        | "fewer than 30 answers"
        | "too few people"
        | "people gone"
      parts?: IndexParts
    }
  | {
      value: number
      parts: IndexParts
      /** What chance can do; all who said nothing against or for; other weights. */
      ranges: { sampling: Range; nonResponse: Range; weights: Range }
      /** What chance can do to the two parts that are opinions. */
      bands: { attitude: Range; room: Range }
      partWeights: Readonly<Record<keyof IndexParts, number>>
      /** The fewest answers to one item, of the roster. */
      answers: number
      of: number
      /** What it was computed from, so that anybody can do so again. */
      counts: BuyInCounts
      /** Null where there is no quarter before to compare with. */
      change: Change | null
    }

/** `on`: the days on which it was offered; of a poll, on which it closed. */
export type EvidenceItem = {
  kind: "challenge" | "nudge" | "poll"
  id: string
  title: Text | null
  on: LocalDate[]
}
export type ElementEvidence = {
  element: string
  name: Text
  /** What was offered, in order of its first day. */
  items: EvidenceItem[]
  /** One action may be about several elements. */
  actions: Published<Count>
}
export type FrameworkEvidence = {
  framework: string
  name: Text
  edition: string | null
  elements: ElementEvidence[]
}

/** `json`: what the hash is over, as it was written then, so that a later release can still show it. */
export type Frozen = {
  at: string
  edition: number
  sha256: string
  definitions: number
  after: string | null
  because: string | null
  /** What differs from the first edition; absent in that one. */
  changed?: CellChange[]
  json: object
}

/** One file under src/report each; the list is in metrics.ts. */
export type Figures = {
  /** Null in a year, which is told as its quarters. */
  reach: Published<Share> | null
  active: Published<Share> | null
  /** People with at least one action, and with at least three. */
  depth: { acted: Published<Share>; thrice: Published<Share>; ladder: Published<Ladder> } | null
  actions: Published<Count>
  logged: Logged[]
  sdg: GoalFigure[]
  segments: SegmentFigure[]
  /** What management did with the questions that colleagues asked. */
  followUp: Published<FollowUp>
  /** What the programme asks of people; null in editions of before it was counted, and in a year with such a quarter. */
  minutes: Minutes | null
}

/** One organisation in one period. The shape of `/report.json` (CONTRACT) follows from it in `src/report/json.ts`. */
export type Report = {
  organisation: string
  demo: boolean
  /** The day of the first event; null before it. Earlier periods were not counted, which is something else than zero. */
  countedFrom: LocalDate | null
  /** Smaller groups are not shown; the page says so. */
  minGroup: number
  period: {
    id: string
    kind: PeriodKind
    from: LocalDate
    to: LocalDate
    timeZone: string
    state: "future" | "running" | "over"
  }
  roster: {
    size: number
    asOf: LocalDate
    scope: "everyone" | "places" | "file"
    /** Set where the platform tells only of the people in the rooms that have the bot. */
    of?: "rooms"
    headcount: number
    /** Still in the denominator. For stewards only; null for managers. */
    outOrPaused: number | null
  }
  figures: Figures
  shown: { challenges: number; nudges: number }
  /** The period before, where it was counted from its first day to its last; null while this one runs. */
  previous: { id: string; reach: Published<Share>; active: Published<Share> } | null
  polls: PollFigure[]
  index: IndexFigure
  /** Of quarters and years; else empty. */
  evidence: FrameworkEvidence[]
  /** At most 13 weeks up to this period's last: reach of each week, of the roster of that week's last day. */
  trend: { week: string; to: LocalDate; running: boolean; reach: Published<Share> }[]
  /** The quarters of a year that have begun; else empty. */
  quarters: Report[]
  /** Questions to management that wait for an answer now, oldest first, whatever the period. In no JSON and in nothing frozen. */
  waiting: { text: string; dueOn: string; daysLeft: number }[]
  /** For stewards only; null for managers. */
  deliveries: Deliveries | null
  /** Set where the period does not change any more; null while it may. */
  frozen: Frozen | null
}
