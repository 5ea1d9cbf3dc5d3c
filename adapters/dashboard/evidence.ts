import type { LocalDate } from "../../src/domain/id.ts"
import type { ElementEvidence, EvidenceItem, FrameworkEvidence, Report } from "../../src/report/report.ts"
import { goalsFramework } from "../../src/report/source.ts"
import { type Html, html, type Part } from "../page/html.ts"
import { withheld } from "./draw.ts"
import type { Voice } from "./voice.ts"

/** Open at once, in this order; the others one click further. The goals have a chart of their own. */
const first = ["bcorp", "iso26000", "pso"]
const kinds = ["challenge", "nudge", "poll"] as const
/** Days named of one item; a weekly one in a year has more. */
const daysShown = 4

/** Where attention went, and where it did not: per part of each framework what was offered and done. Null where there is none. */
export function evidence(report: Report, voice: Voice): Part {
  if (report.evidence.length === 0) return null
  const shown = first.flatMap((id) => report.evidence.find((one) => one.framework === id) ?? [])
  const others = report.evidence.filter(
    ({ framework }) => framework !== goalsFramework && !first.includes(framework),
  )
  return html`<div id="evidence">
<h2>${voice.words("evidence.title")}</h2>
<p class="sub">${voice.words("evidence.sub")}</p>
${shown.map((one) => framework(one, voice))}
${others.length > 0 ? html`<details><summary>${voice.words("evidence.more", { names: list(others, voice) })}</summary>${others.map((one) => framework(one, voice))}</details>` : null}
<details class="items"><summary>${voice.words("evidence.items")}</summary>${report.evidence.map((one) => itemsOf(one, voice))}</details>
<p class="small proof">${voice.words("evidence.proves-not")}</p></div>`
}

function list(frameworks: FrameworkEvidence[], voice: Voice): string {
  const names = frameworks.map(({ name }) => voice.pick(name))
  return new Intl.ListFormat(voice.language, { type: "conjunction" }).format(names)
}

function framework({ framework: id, name, edition, elements }: FrameworkEvidence, voice: Voice): Html {
  const full = edition === null ? voice.pick(name) : `${voice.pick(name)} ${edition}`
  const note = ["bcorp", "iso26000", "pso"].includes(id) ? voice.words(`evidence.note-${id}`) : null
  const columns = [...kinds, "actions"] as const
  return html`<table class="ev"><caption>${full}${note ? html` <span>${note}</span>` : null}</caption>
<thead><tr><th scope="col">${voice.words("evidence.topic")}</th>${columns.map((column) => html`<th scope="col">${voice.words(`evidence.${column}`)}</th>`)}</tr></thead>
<tbody>${elements.map((element) => row(element, voice))}</tbody></table>`
}

function row({ name, items, actions }: ElementEvidence, voice: Voice): Html {
  const counts = kinds.map((kind) => items.filter((item) => item.kind === kind).length)
  const quiet = items.length === 0
  const done = actions.suppressed ? withheld(voice.words("evidence.small")) : voice.number(actions.count)
  return html`<tr${quiet ? html` class="quiet"` : null}><th scope="row">${voice.pick(name)}${quiet ? html`<span class="vh"> ${voice.words("evidence.quiet")}</span>` : null}</th>${counts.map((n) => html`<td>${n === 0 ? "–" : voice.number(n)}</td>`)}<td class="n">${done}</td></tr>`
}

/** What was offered, with its days: for whoever asks for proof of it. */
function itemsOf({ name, elements }: FrameworkEvidence, voice: Voice): Part {
  const offered = elements.filter(({ items }) => items.length > 0)
  if (offered.length === 0) return null
  return html`<h3>${voice.pick(name)}</h3><dl>${offered.map(
    (element) =>
      html`<dt>${voice.pick(element.name)}</dt><dd><ul>${element.items.map((item) => html`<li>${offeredOn(item, voice)}</li>`)}</ul></dd>`,
  )}</dl>`
}

function offeredOn({ kind, id, title, on }: EvidenceItem, voice: Voice): Html {
  return html`${voice.words(`evidence.one-${kind}`)}: ${title ? voice.pick(title) : id} <span>${days(on, voice)}</span>`
}

function days(on: readonly LocalDate[], voice: Voice): string {
  const named = on.slice(0, daysShown).map((day) => voice.day(day))
  const more = on.length - named.length
  return more > 0 ? voice.words("evidence.days-more", { days: named.join(", "), n: more }) : named.join(", ")
}
