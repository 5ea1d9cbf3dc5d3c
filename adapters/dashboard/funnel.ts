import type { Ladder, Published, Report, Share } from "../../src/report/report.ts"
import { type Html, html, type Part } from "../page/html.ts"
import { bar } from "./draw.ts"
import type { Voice } from "./voice.ts"

/** From everyone on the roster to those who did something three times, asked a question or started something. */
export function funnel(report: Report, voice: Voice): Part {
  const { reach, depth } = report.figures
  if (!reach || reach.suppressed || !depth) return null
  const { roster } = report
  const steps = [depth.thrice, depth.acted, reach].flatMap((f) => (f.suppressed ? [] : f.count))
  const deepest = steps.find((count) => count > 0)
  const title =
    deepest === undefined
      ? voice.words("report.funnel.title-plain")
      : voice.words("report.funnel.title", { from: voice.number(roster.size), to: voice.number(deepest) })
  return html`<div><h2>${title}</h2>
<p class="sub">${voice.words("report.funnel.sub")}</p>
<ol class="fun">
${row(voice, { id: "roster", count: roster.size, share: 1, day: voice.day(roster.asOf) })}
${step(voice, "reached", reach)}
${step(voice, "acted", depth.acted)}
${step(voice, "thrice", depth.thrice)}
${depth.ladder.suppressed ? null : upper(voice, depth.ladder)}
</ol>
<p class="small">${voice.words("report.funnel.later")}</p></div>`
}

/** The two upper steps of the ladder: who stands there need not have done something three times. */
function upper(voice: Voice, { steps, of }: Ladder): Html {
  const started = steps[5] ?? 0
  const asked = (steps[4] ?? 0) + started
  return html`${row(voice, { id: "asked", count: asked, share: asked / of })}
${row(voice, { id: "started", count: started, share: started / of })}`
}

function step(voice: Voice, id: string, figure: Published<Share>): Part {
  return figure.suppressed ? null : row(voice, { id, count: figure.count, share: figure.share })
}

function row(voice: Voice, q: { id: string; count: number; share: number; day?: string }): Html {
  const what = voice.words(`report.funnel.${q.id}-what`, q.day ? { day: q.day } : {})
  const share = q.id === "roster" ? null : html` <span>${voice.percent(q.share)}</span>`
  return html`<li><p><b>${voice.words(`report.funnel.${q.id}`)}</b> <span>${what}</span></p>${bar(q.share, { height: 22, thick: 12 })}<p class="n"><b>${voice.number(q.count)}</b>${share}</p></li>`
}
