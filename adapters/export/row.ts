import type { Published, Share } from "../../src/report/report.ts"
import type { Telling } from "../../src/view/telling.ts"

/** One number of the report, with all that belongs to it. */
export type Row = {
  /** Where it stands in `report.json`, with dots: `figures.reach`, `polls.p7.a`. The same in every language. */
  id: string
  /** What was counted: "Bereik", a question, a unit. */
  name: string
  /** Of which part: a team, an answer, a week, a goal. Empty where the name says all. */
  part: string
  figure: Figure
  /** How it was counted. */
  how: string
  /** The period that it is about. */
  period: string
  /** Its own, where the world gave it one: a goal's. Never carries meaning alone. */
  colour?: string
  /** Its period is not over: the number may still grow. */
  running?: true
}

/** A number, or words where there may be none. Never both. */
export type Figure =
  | { type: "count"; count: number }
  /** From 0 to 1. `count` and `of` are null where only rounded shares may be shown. */
  | { type: "share"; count: number | null; of: number | null; share: number }
  /** `low` and `high`: what it may be as well; null where there is no range. */
  | { type: "amount"; amount: number; unit: string; low: number | null; high: number | null }
  | { type: "withheld"; instead: "count" | "share" | "amount"; because: string }

export type SectionId =
  | "index"
  | "people"
  | "depth"
  | "trend"
  | "work"
  | "goals"
  | "evidence"
  | "polls"
  | "segments"
  | "quarters"
  | "deliveries"

export type Section = {
  id: SectionId
  /** Short, for a column or a table of contents. */
  title: string
  /** For a heading: what the section finds, where that can be said; else the title. */
  finding: string
  /** What is counted, of how many, and what it does not say. */
  about: string
  groups: Group[]
}

/** Rows that belong together: one question, or all rows of a section. */
export type Group = {
  /** Null where the section's title says it. */
  title: string | null
  about: string | null
  /** How it is drawn: answers from disagree to agree as one bar; all else a bar for each row. */
  as: "likert" | "rows"
  rows: Row[]
}

export function rowsOf(section: Section): Row[] {
  return section.groups.flatMap((group) => group.rows)
}

/** What was offered, and what that asks: told beside what was done, and not on the first page. */
export function isOffered({ id }: Row): boolean {
  return id.startsWith("shown.") || (id.startsWith("figures.minutes.") && !id.endsWith(".perWeek"))
}

export function plainGroup(rows: Row[]): Group[] {
  return [{ title: null, about: null, as: "rows", rows }]
}

export function withheld(
  instead: "count" | "share" | "amount",
  q: { because: "small" | "equal" | "gone"; telling: Telling },
): Figure {
  // Where all answers are equal the poll itself tells so; elsewhere it does not occur.
  const words = q.because === "gone" ? "report.gone" : "report.small"
  return { type: "withheld", instead, because: q.telling.words(words) }
}

export function shareFigure(figure: Published<Share>, telling: Telling): Figure {
  if (figure.suppressed) return withheld("share", { because: figure.because, telling })
  return { type: "share", count: figure.count, of: figure.of, share: figure.share }
}

/** The figure as people read it: "168 van 240 (70%)". */
export function said(figure: Figure, telling: Telling): string {
  switch (figure.type) {
    case "count":
      return telling.number(figure.count)
    case "share": {
      const share = telling.percent(figure.share)
      if (figure.count === null || figure.of === null) return share
      const values = { count: telling.number(figure.count), of: telling.number(figure.of), share }
      return telling.words("export.share", values)
    }
    case "amount": {
      const { amount, unit, low, high } = figure
      const told = unit === "" ? telling.number(amount) : `${telling.number(amount)} ${unit}`
      if (low === null || high === null) return told
      return telling.words("export.range", { told, low: telling.number(low), high: telling.number(high) })
    }
    case "withheld":
      return figure.because
  }
}
