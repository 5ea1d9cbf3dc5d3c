import { type Row, rowsOf } from "./row.ts"
import type { Sheet } from "./sheet.ts"

/** A number stays a number; null is "there is none here", as a count has no denominator. */
export type Cell =
  | { type: "text"; text: string }
  | { type: "number"; value: number; as: "count" | "share" | "amount" }
  | null

/** The columns of every table, by their message ids in `export.column`. */
export const columns = [
  "section",
  "name",
  "part",
  "count",
  "of",
  "share",
  "amount",
  "unit",
  "low",
  "high",
  "period",
  "how",
  "id",
] as const
type Column = (typeof columns)[number]

export type Line = { row: Row; cells: Record<Column, Cell> }

/** Every row of the sheet, in the order in which a reader meets them. */
export function linesOf({ sections }: Pick<Sheet, "sections">): Line[] {
  return sections.flatMap((section) =>
    rowsOf(section).map((row) => ({
      row,
      cells: {
        section: words(section.title),
        name: words(row.name),
        part: words(row.part),
        ...numbersOf(row),
        period: words(row.period),
        how: words(row.how),
        id: words(row.id),
      },
    })),
  )
}

type Numbers = Record<"count" | "of" | "share" | "amount" | "unit" | "low" | "high", Cell>

const none: Numbers = { count: null, of: null, share: null, amount: null, unit: null, low: null, high: null }

/** What is withheld says so where its number would stand: an empty cell there would count as 0 in a sum. */
function numbersOf({ figure }: Row): Numbers {
  switch (figure.type) {
    case "count":
      return { ...none, count: number(figure.count, "count") }
    case "share":
      return {
        ...none,
        count: number(figure.count, "count"),
        of: number(figure.of, "count"),
        share: number(figure.share, "share"),
      }
    case "amount": {
      const { amount, unit, low, high } = figure
      const range = { low: number(low, "amount"), high: number(high, "amount") }
      return { ...none, ...range, amount: number(amount, "amount"), unit: words(unit) }
    }
    case "withheld": {
      const why = words(figure.because)
      if (figure.instead === "share") return { ...none, count: why, of: why, share: why }
      return figure.instead === "count" ? { ...none, count: why } : { ...none, amount: why }
    }
  }
}

function words(text: string): Cell {
  return text === "" ? null : { type: "text", text }
}

function number(value: number | null, as: "count" | "share" | "amount"): Cell {
  return value === null ? null : { type: "number", value, as }
}
