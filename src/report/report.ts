import type { PeriodKind } from "../domain/period.ts"

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
export type Logged = {
  unit: string
  amount: number
  people: number
  kgCo2e: null | { low: number; mid: number; high: number; factorYear: number }
}
export type PollFigure = {
  /** Item id, or the poll's own number for a typed question. */
  id: string
  poll: string
  closedAt: string
  answers: number
  of: number
  confidential: boolean
  options: Published<{ options: { key: string; count?: number; share: number }[] }>
}
export type Deliveries = {
  addressees: number
  sent: number
  failed: number
  pausedOrOut: number
  unreachable: number
  uncertain: number
  missed: number
}

/** One organisation in one period. The shape of `/report.json` (CONTRACT) follows from it in `src/report/json.ts`. */
export type Report = {
  organisation: string
  demo: boolean
  period: { id: string; kind: PeriodKind; from: string; to: string; timeZone: string; running: boolean }
  roster: {
    size: number
    asOf: string
    scope: "everyone" | "places" | "file"
    headcount: number
    outOrPaused: number
  }
  figures: {
    reach: Published<Share>
    active: Published<Share>
    actions: Published<{ count: number }>
    logged: Published<Logged>[]
    sdg: { goal: number; actions: Published<{ count: number }> }[]
    segments: { segment: string; size: number; reach: Published<Share>; active: Published<Share> }[]
  }
  polls: PollFigure[]
  index: { value: null; because: string }
  /** Weeks of the last quarter up to this period, for the trend: reach per week. */
  trend: { week: string; reach: Published<Share> }[]
  /** Questions to management that wait for an answer. Empty until peer methods exist. */
  waiting: { text: string; dueOn: string; daysLeft: number }[]
  /** For stewards only; null for managers. */
  deliveries: Deliveries | null
}
