/**
 * Whether a correction may be published. The earlier editions stay, so a reader sees the difference: it may be about nobody, or
 * about so many people that it tells of none of them.
 */
import type { LocalDate } from "../domain/id.ts"
import { nextPeriod, type Period, periodOf } from "../domain/period.ts"
import { type CellChange, cellsOf, changedCells } from "./cells.ts"
import { privacyLimits } from "./privacy.ts"
import type { Tally } from "./tally.ts"
import { largestGroup } from "./window.ts"

export type WhyNot = "nothing-changed" | "people-gone" | "too-few"

/** Cells that count people of the roster. */
const people =
  /^(roster\.(size|headcount)|figures\.(reach|active|depth\.|segments|logged\[.*\]\.people|followUp))/
/** Cells that count what was done. The kg follow from these and the factors, and tell no more. */
const work = /^(figures\.(actions|sdg\[|logged\[.*\]\.amount)|evidence\[.*\.actions)/

/**
 * How many people certainly stand behind the work on each thing, in the period and in each month of its quarter: what an edition
 * tells of one of these with the months' own figures tells of the others.
 */
export function contributorsAround(tally: Pick<Tally, "between">, period: Period): number[] {
  const spans: { from: LocalDate; to: LocalDate }[] = [period]
  const last = periodOf("quarter", period.to).to
  const first = periodOf("quarter", period.from).from
  for (let month = periodOf("month", first); month.from <= last; month = nextPeriod(month)) spans.push(month)
  return spans.flatMap(({ from, to }) =>
    tally.between(from, to).work.map((on) => largestGroup(on.contributors)),
  )
}

/** Null where it may. `contributors`: as `contributorsAround` has them. */
export function whyNoCorrection(q: {
  /** All editions so far, oldest first, and the one to come: as JSON. */
  editions: readonly object[]
  next: object
  contributors: readonly number[]
  minGroup: number
  /** Cells that the last edition did not write, or by other rules: they make no correction. */
  otherwise?: (cell: string) => boolean
}): WhyNot | null {
  const { editions, next, minGroup, otherwise = () => false } = q
  const last = editions.at(-1)
  if (last && changedCells(last, next).every(({ cell }) => otherwise(cell))) return "nothing-changed"
  if (last && losesPeople(last, next)) return "people-gone"
  const few = q.contributors.some((n) => n > 0 && n < privacyLimits.contributorsMin)
  const tellsOfFew = editions.some((before) => {
    const changed = changedCells(before, next)
    return aboutFew({ before, next, minGroup }) || (few && changed.some(movesWork))
  })
  return tellsOfFew ? "too-few" : null
}

/** Who took part was deleted since: the correction would only take figures away. */
function losesPeople(before: object, next: object): boolean {
  const shown = (json: object) =>
    cellsOf(json).some((c) => /^figures\.(reach|active)$/.test(c.cell) && !c.withheld)
  return shown(before) && !shown(next)
}

/** Also where a figure is told that was not: others that are told no more may have been a part of it. */
function movesWork({ cell, after }: CellChange): boolean {
  return work.test(cell) && after !== null
}

/**
 * The difference of two editions is about those who came to a cell or left it: nobody, or a group that is large enough. Where as
 * many stand in it as before, a count may move by nobody or by so many too.
 */
function aboutFew(q: { before: object; next: object; minGroup: number }): boolean {
  const [was, is] = [peopleCells(q.before), peopleCells(q.next)]
  const few = (a: number, b: number) => a !== b && Math.abs(a - b) < q.minGroup
  // A segment under a new name may be an old one with a few people more.
  const sizes = (mine: Map<string, Of>, other: Map<string, Of>) =>
    [...mine].filter(([cell]) => !other.has(cell)).map(([, { of }]) => of)
  return (
    [...is].some(([cell, now]) => {
      const then = was.get(cell)
      if (!then) return false
      return now.of === then.of ? few(then.count, now.count) : few(then.of, now.of)
    }) || sizes(is, was).some((mine) => sizes(was, is).some((other) => few(mine, other)))
  )
}

type Of = { count: number; of: number }

/** Counts of people, each of its cell; of the whole roster where no other is told. */
function peopleCells(json: object): Map<string, Of> {
  const cells = cellsOf(json).filter((c) => people.test(c.cell) && !c.withheld)
  const size = Number(cells.find((c) => c.cell === "roster.size")?.value ?? 0)
  return new Map(
    cells.flatMap(({ cell, value, numerator, denominator }) => {
      const count = numerator ?? value
      return typeof count === "number" ? [[cell, { count, of: denominator ?? size }] as const] : []
    }),
  )
}
