import type { GoalFigure, Logged, LoggedAmount, Report } from "../../src/report/report.ts"
import { goalsAbout, kgRange } from "../../src/view/telling.ts"
import { type Html, html, type Part } from "../page/html.ts"
import { percent, withheld } from "./draw.ts"
import type { Voice } from "./voice.ts"

/** Actions per goal: the goal's colour is only the bar, its number and name stand beside it. Of a week only why there are none. */
export function goals(report: Report, voice: Voice): Html {
  const { actions } = report.figures
  const sdg = report.period.kind === "week" ? [] : report.figures.sdg
  const about = goalsAbout(report)
  const most = Math.max(1, ...sdg.map((g) => (g.actions.suppressed ? 0 : g.actions.count)))
  return html`<div id="goals">
<h2>${voice.words("report.sdg.title")}</h2>
<p class="sub">${voice.words(about, actions.suppressed ? {} : { n: actions.count })}</p>
${sdg.length > 0 ? html`<ol class="sdg">${sdg.map((goal) => goalRow(goal, most, voice))}</ol>` : null}</div>`
}

function goalRow({ goal, name, colour, actions }: GoalFigure, most: number, voice: Voice): Html {
  const first = html`<span class="gn">${goal}</span><span class="nm">${voice.pick(name)}</span>`
  if (actions.suppressed)
    return html`<li>${first}<span class="wide">${withheld(voice.words("report.small"))}</span></li>`
  const { count } = actions
  const drawn =
    count > 0
      ? html`<svg width="100%" height="22" aria-hidden="true"><rect class="sd" x="0" width="${percent(count / most)}" y="5" height="12" fill="${colour}"/></svg>`
      : html`<svg width="100%" height="22" aria-hidden="true"><line class="base" x1="0" x2="0" y1="4" y2="18"/><text class="wh" x="8" y="16">${count === 0 ? voice.words("report.zero") : ""}</text></svg>`
  return html`<li>${first}${drawn}<span class="n">${voice.number(count)}</span></li>`
}

/** Amounts with their range of CO2 where a factor may be used, and never without its source. */
export function amounts(report: Report, voice: Voice): Html {
  const { logged } = report.figures
  const { challenges, nudges } = report.shown
  return html`<div id="logged">
<h2>${voice.words("report.logged.title")}</h2>
<p class="sub">${voice.words(logged.length > 0 ? "report.logged.sub" : "report.logged.none")}</p>
${
  logged.length > 0
    ? html`<table class="del imp"><caption class="vh">${voice.words("report.logged.title")}</caption>
<thead class="vh"><tr><th scope="col">${voice.words("report.logged.unit")}</th><th scope="col">${voice.words("report.logged.amount")}</th><th scope="col">${voice.words("report.logged.note")}</th></tr></thead>
<tbody>${logged.map((row) => unitRow(row, voice))}</tbody></table>`
    : null
}
<p class="small">${voice.words("report.logged.shown", { challenges, nudges })}</p>${asked(report, voice)}</div>`
}

/** What the programme asks of people, with what it is made of. */
function asked({ figures: { minutes } }: Report, voice: Voice): Part {
  if (!minutes) return null
  const told = Object.fromEntries(Object.entries(minutes).map(([id, n]) => [id, voice.number(n)]))
  return html`<p class="small minutes"><b>${voice.words("report.logged.minutes", told)}</b> ${voice.words("report.logged.minutes-what", told)}</p>`
}

function unitRow({ unit, name, logged }: Logged, voice: Voice): Html {
  const one = !logged.suppressed && logged.amount === 1
  const label = name ? voice.pick(one ? name.one : name.other) : unit
  if (logged.suppressed)
    return html`<tr><th scope="row">${label}</th><td colspan="2">${withheld(voice.words("report.small"))}</td></tr>`
  return html`<tr><th scope="row">${label}</th><td>${voice.number(logged.amount)}</td><td>${note(logged, voice)}</td></tr>`
}

function note({ people, kgCo2e }: LoggedAmount, voice: Voice): Part {
  const who = people === null ? null : html`${voice.words("report.logged.people", { n: people })} · `
  if (!kgCo2e) return html`${who}${voice.words("report.logged.no-kg")}`
  const { low, mid, high, factorYear, source, rules } = kgCo2e
  return html`${who}<b>${kgRange({ low, mid, high }, voice)}</b> ${rules.map((rule) => `${voice.pick(rule)} `)}${voice.words("report.logged.factor", { year: String(factorYear), source: source.title })}`
}
