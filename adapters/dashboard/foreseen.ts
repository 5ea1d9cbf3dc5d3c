import { foreseen, smallUnder } from "../../src/report/foreseen.ts"
import type { Report } from "../../src/report/report.ts"
import { html, type Part } from "../page/html.ts"
import type { Voice } from "./voice.ts"

/** What so few people will ever see here; null where there are enough. */
export function whatToExpect(report: Report, voice: Voice): Part {
  const people = report.roster.size
  if (people >= smallUnder) return null
  return html`<section class="blk" id="expect"><h2>${voice.words("foreseen.title", { n: people })}</h2>
<ul class="expect">${expectations({ people, minGroup: report.minGroup }, voice.words).map((line) => html`<li>${line}</li>`)}</ul></section>`
}

/** One plain sentence for each kind of figure. */
export function expectations(
  { people, minGroup }: { people: number; minGroup: number },
  words: Voice["words"],
): string[] {
  const { people: shares, sharesFrom, countsFrom, indexFrom, segmentsMax } = foreseen({ people, minGroup })
  const line = (id: string, n: number | null) =>
    n === null
      ? words(`foreseen.${id}-never`, { min: minGroup })
      : words(`foreseen.${id}`, { n, of: people, min: minGroup })
  return [
    words("foreseen.work"),
    words(shares ? "foreseen.people" : "foreseen.people-never", { min: minGroup }),
    line("shares", sharesFrom),
    ...(sharesFrom === null ? [] : [line("counts", countsFrom)]),
    line("index", indexFrom),
    line("segments", segmentsMax === 0 ? null : segmentsMax),
  ]
}
