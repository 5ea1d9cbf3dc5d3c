/** A corrected edition says so before any figure, and shows what changed since the first. */
import { localDate } from "../../src/domain/time.ts"
import { definitionOf, definitions } from "../../src/report/cells.ts"
import type { Report } from "../../src/report/report.ts"
import { type Html, html } from "../page/html.ts"
import { table } from "./draw.ts"
import type { Voice } from "./voice.ts"

/** Changes on the page; the JSON has them all. */
const shownMax = 30
/** Cells that only repeat another one. */
const repeats = /^roster\.headcount$|\.of$/
/** Parts of a cell's name that say nothing to a reader, and those that have words. */
const silent = ["size", "ladder", "count"]
const worded = [
  "acted",
  "thrice",
  "steps",
  "people",
  "amount",
  "kgCo2e",
  "low",
  "mid",
  "high",
  "answers",
  "options",
]

export function correctionNote(report: Report, voice: Voice): Html | null {
  const { frozen, period } = report
  if (!frozen || frozen.because === null) return null
  const day = voice.day(localDate(Date.parse(frozen.at), period.timeZone))
  const values = { day, edition: frozen.edition, because: frozen.because }
  return html`<p class="small"><a href="#corrected">${voice.words("report.corrected", values)}</a></p>`
}

export function corrections({ frozen }: Report, voice: Voice): Html | null {
  if (!frozen?.changed) return null
  const { edition } = frozen
  const changed = frozen.changed.filter((c) => !repeats.test(c.cell))
  const value = (v: string | number | boolean | null) => {
    if (v === null) return voice.words("proof.correct.nothing")
    return typeof v === "number" ? voice.number(v) : String(v)
  }
  const rows = changed.slice(0, shownMax).map((c) => [nameOf(c.cell, voice), value(c.before), value(c.after)])
  const rest = changed.length - rows.length
  const title = voice.words("proof.page.title")
  const head = ["cell", "before", "after"].map((id) => voice.words(`proof.page.${id}`, { edition }))
  return html`<section class="blk" id="corrected"><h2>${title}</h2>
<div class="sx">${table({ caption: title, head, rows })}</div>${rest > 0 ? html`<p class="small">${voice.words("proof.page.rest", { n: rest })}</p>` : null}</section>`
}

/** "Bereik", or "Gemeld: km_cycled kg CO₂-eq midden" */
function nameOf(cell: string, voice: Voice): string {
  const definition = definitionOf(cell)
  const known = (definitions as readonly string[]).includes(definition)
  const name = known ? voice.words(`proof.cell.${definition}`) : definition
  const parts = cell
    .replace(/^figures\./, "")
    .slice(definition.length)
    .split(/[.[\]]+/)
    .filter((part) => part !== "" && !silent.includes(part))
    .map((part) => (worded.includes(part) ? voice.words(`proof.cell-part.${part}`) : part))
  return parts.length === 0 ? name : `${name}: ${parts.join(" ")}`
}
