/** What earlier releases wrote otherwise, in periods that stay as they were frozen. */
import { cellsOf } from "./cells.ts"

type Json = Readonly<Record<string, unknown>>
/** `definitions`: the version of the definitions that the edition follows. */
export type Written = { definitions: number; json: object }

/** Figures that came later, each absent as a whole from what was written before it. */
const added = ["followUp", "minutes"]
/** Cells of work done: which of them may be told is up to the release. */
const work = /^(figures\.(actions|sdg\[|logged\[)|evidence\[)/

/**
 * Cells of an edition that a count of today (`made`) cannot be compared with. First by what the edition itself has: a figure that
 * it lacks, and weights of the definition, where those that count are shown by now. Then by its definitions. Until version 2
 * weeks told their goals, other work was shown or withheld by other rules, and Other was another group of people: so teams are
 * left out, and work that only one of the two tells.
 */
export function writtenOtherwise({ definitions, json }: Written, made: object): (cell: string) => boolean {
  const { figures, index, evidence } = json as { [section in "figures" | "index" | "evidence"]?: Json }
  const later = added.filter((name) => figures && !(name in figures)).map((name) => `figures.${name}`)
  if (evidence === undefined) later.push("evidence")
  const { loop: part } = (index?.["parts"] ?? {}) as Json
  const { loop: weight } = (index?.["partWeights"] ?? {}) as Json
  if (part === null && weight !== 0) later.push("index.partWeights")
  if (definitions < 2) {
    const withheld = [json, made].flatMap(cellsOf).filter((c) => c.withheld && work.test(c.cell))
    later.push("figures.segments", ...withheld.map((c) => c.cell))
  }
  return (cell) => later.some((name) => isIn(name, cell))
}

/** `figures.sdg[3]` holds `figures.sdg[3].actions`, and not `figures.sdg[31]`. */
function isIn(name: string, cell: string): boolean {
  return cell.startsWith(name) && /^$|^[.[]/.test(cell.slice(name.length))
}
