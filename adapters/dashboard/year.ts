import type { Published, Report, Share } from "../../src/report/report.ts"
import { periodName } from "../../src/view/telling.ts"
import { type Html, html } from "../page/html.ts"
import { withheld } from "./draw.ts"
import type { Voice } from "./voice.ts"

/** A year: its quarters as a table, each a link to its own report. */
export function year(report: Report, voice: Voice): Html {
  const none = report.quarters.length === 0
  const head = [
    "report.year.quarter",
    "report.year.roster",
    "report.parts.reach",
    "report.parts.active",
    "report.parts.actions",
  ]
  return html`<section class="blk" id="quarters">
<h2>${voice.words("report.year.title", { year: report.period.id })}</h2>
<p class="sub">${voice.words(none ? "report.year.none" : "report.year.sub")}</p>
${
  none
    ? null
    : html`<div class="sx"><table class="t qt"><caption class="vh">${voice.words("report.year.title", { year: report.period.id })}</caption>
<thead><tr>${head.map((id) => html`<th scope="col">${voice.words(id)}</th>`)}</tr></thead>
<tbody>${report.quarters.map((quarter) => row(quarter, voice))}</tbody></table></div>`
}
</section>`
}

function row({ period, roster, figures }: Report, voice: Voice): Html {
  const running = period.state === "running" ? ` (${voice.words("report.period.running")})` : ""
  const { actions } = figures
  return html`<tr><th scope="row"><a href="/report?period=${period.id}">${periodName(voice, period)}</a>${running}</th><td>${voice.number(roster.size)}</td>${share(figures.reach, voice)}${share(figures.active, voice)}<td>${actions.suppressed ? withheld(voice.words("report.small")) : voice.number(actions.count)}</td></tr>`
}

function share(figure: Published<Share> | null, voice: Voice): Html {
  if (!figure) return html`<td>–</td>`
  if (figure.suppressed)
    return html`<td>${withheld(voice.words(figure.because === "gone" ? "report.gone" : "report.small"))}</td>`
  return html`<td>${voice.number(figure.count)} <span class="of">/ ${voice.number(figure.of)} · ${voice.percent(figure.share)}</span></td>`
}
