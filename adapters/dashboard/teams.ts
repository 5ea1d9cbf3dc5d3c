import type { Deliveries, Published, Report, Share } from "../../src/report/report.ts"
import { otherSegment } from "../../src/report/teams.ts"
import { type Html, html, type Part } from "../page/html.ts"
import { bar, percent, withheld } from "./draw.ts"
import type { Voice } from "./voice.ts"

/** Segments by size, never by score. */
export function teams(report: Report, voice: Voice): Part {
  const { segments, reach, active } = report.figures
  if (segments.length === 0) return null
  const cell = (id: string) => html`<th scope="col">${voice.words(`report.segments.${id}`)}</th>`
  return html`<div id="teams">
<h2>${voice.words("report.segments.title")}</h2>
<p class="sub">${voice.words("report.segments.sub", { min: report.minGroup })}</p>
<table class="seg"><caption class="vh">${voice.words("report.segments.title")}</caption>
<thead><tr>${["segment", "people", "reach", "active"].map(cell)}</tr></thead>
<tbody>${segments.map(
    ({ segment, size, reach, active }) =>
      html`<tr><th scope="row">${segment === otherSegment ? voice.words("report.other") : segment}</th><td>${voice.number(size)}</td>${share(reach, voice)}${share(active, voice)}</tr>`,
  )}</tbody>
<tfoot><tr><th scope="row">${voice.words("report.segments.all")}</th><td>${voice.number(report.roster.size)}</td>${total(reach, voice)}${total(active, voice)}</tr></tfoot></table></div>`
}

function share(figure: Published<Share>, voice: Voice): Html {
  if (figure.suppressed)
    return html`<td>${withheld(voice.words(figure.because === "gone" ? "report.gone" : "report.small"))}</td>`
  return html`<td><span class="bx">${bar(figure.share, { height: 16, thick: 8 })}<span>${voice.percent(figure.share)}</span></span></td>`
}

function total(figure: Published<Share> | null, voice: Voice): Html {
  return html`<td>${figure && !figure.suppressed ? voice.percent(figure.share) : "–"}</td>`
}

const outcomes = [
  { id: "sent", of: (d: Deliveries) => d.sent, colour: "fill" },
  { id: "failed", of: (d: Deliveries) => d.failed, colour: "c-con" },
  { id: "paused", of: (d: Deliveries) => d.pausedOrOut, colour: "c-d2" },
  { id: "unreachable", of: (d: Deliveries) => d.unreachable, colour: "c-mid" },
  { id: "uncertain", of: (d: Deliveries) => d.uncertain, colour: "none" },
] as const

/** For stewards: each message ended in exactly one row, and the rows add up. */
export function deliveries(report: Report, voice: Voice): Part {
  const d = report.deliveries
  if (!d) return null
  if (d.addressees === 0 && d.missed === 0)
    return html`<div id="deliveries"><h2>${voice.words("report.deliveries.title")}</h2><p class="small">${voice.words("report.deliveries.none")}</p></div>`
  const rows = outcomes.map(
    ({ id, of, colour }) =>
      html`<tr><th scope="row"><svg width="12" height="12" aria-hidden="true"><rect class="${colour}" x=".5" y=".5" width="11" height="11"/></svg>${voice.words(`report.deliveries.${id}`)}</th><td>${voice.number(of(d))}</td><td>${id === "sent" ? "" : voice.words(`report.deliveries.${id}-note`)}</td></tr>`,
  )
  return html`<div id="deliveries">
<h2>${voice.words("report.deliveries.title")}</h2>
<p class="sub">${voice.words("report.deliveries.sub")}</p>
${d.addressees > 0 ? strip(d) : null}
<table class="del"><caption class="vh">${voice.words("report.deliveries.title")}</caption>
<thead class="vh"><tr>${["outcome", "count", "note"].map((id) => html`<th scope="col">${voice.words(`report.deliveries.${id}`)}</th>`)}</tr></thead>
<tbody>${rows}
<tr class="sum"><th scope="row">${voice.words("report.deliveries.all")}</th><td>${voice.number(d.addressees)}</td><td>${voice.words("report.deliveries.all-note")}</td></tr>
<tr><th scope="row">${voice.words("report.deliveries.missed")}</th><td>${voice.number(d.missed)}</td><td>${voice.words("report.deliveries.missed-note")}</td></tr></tbody></table>
${outLine(report, voice)}</div>`
}

function strip(d: Deliveries): Html {
  let x = 0
  const parts = outcomes.map(({ of, colour }) => {
    const width = of(d) / d.addressees
    const part =
      width > 0
        ? html`<rect class="${colour} dseg" x="${percent(x)}" width="${percent(width)}" y="3" height="20"/>`
        : null
    x += width
    return part
  })
  return html`<svg width="100%" height="26" aria-hidden="true">${parts}</svg>`
}

function outLine({ roster }: Report, voice: Voice): Part {
  if (roster.outOrPaused === null) return null
  return html`<p class="small">${voice.words("report.roster.out", { n: roster.outOrPaused })}.</p>`
}
