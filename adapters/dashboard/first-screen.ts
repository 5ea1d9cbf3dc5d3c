import type { Published, Report, Share } from "../../src/report/report.ts"
import { kgRange } from "../../src/view/telling.ts"
import { type ChangeLine, changeLines, kicker, lede, notCounted, verdict } from "../../src/view/verdict.ts"
import { type Html, html, type Part } from "../page/html.ts"
import { ask } from "./ask.ts"
import { buyInSection } from "./buy-in.ts"
import { dots, withheld } from "./draw.ts"
import type { Voice } from "./voice.ts"

/** Verdict, what we ask, the counts and what changed: all that a director must see. */
export function firstScreen(report: Report, voice: Voice): Html {
  const bare = report.period.kind === "year" || notCounted(report)
  return html`<section class="first">
<div class="say">
<p class="kick">${kicker(report, voice)}</p>
<h1>${verdict(report, voice)}</h1>
<p class="lede">${lede(report, voice)}</p>
</div>
${ask(report, voice)}
${bare ? null : html`<div class="measured">${buyInSection(report, voice)}${report.index.value === null ? parts(report, voice) : null}</div>`}
${bare ? null : changes(report, voice)}
</section>`
}

function parts(report: Report, voice: Voice): Html {
  const { reach, active, actions, logged } = report.figures
  const activeWhat = report.period.kind === "quarter" ? "active-quarter" : "active"
  const seen = report.previous
  return html`<section class="partsec" aria-labelledby="h-parts">
<h2 id="h-parts">${voice.words("report.parts.title")}</h2>
<p class="sub">${voice.words("report.parts.lede")}</p>
<table class="parts"><caption class="vh">${voice.words("report.parts.title")}</caption>
<thead><tr><th scope="col">${voice.words("report.parts.part")}</th><th scope="col" class="how">${voice.words("report.parts.what")}</th><th scope="col" class="v">${shortName(report, voice)}</th><th scope="col" class="g"><span class="sc"><span>0</span><span>100%</span></span></th>${seen ? html`<th scope="col" class="p">${shortName({ period: { ...report.period, id: seen.id } }, voice)}</th>` : html`<td class="p"></td>`}</tr></thead>
<tbody>
${shareRow(voice, { part: "reach", what: "reach", now: reach, before: seen?.reach })}
${shareRow(voice, { part: "active", what: activeWhat, now: active, before: seen?.active })}
${plainRow(voice, "actions", {
  what: voice.words("report.parts.actions-what"),
  value: actions.suppressed ? null : voice.number(actions.count),
})}
${plainRow(voice, "units", {
  what: units(logged, voice),
  value: voice.number(logged.length),
})}
</tbody></table>
<p class="key">${
    seen
      ? html`<svg width="12" height="12" aria-hidden="true"><circle class="now" cx="6" cy="6" r="5"/></svg>${voice.words("report.parts.key-now")} <svg width="12" height="12" aria-hidden="true"><circle class="prev" cx="6" cy="6" r="4"/></svg>${seen.id} `
      : null
  }${report.period.kind === "quarter" ? null : html`<span class="later">${voice.words("report.parts.index")}</span>`}</p>
</section>`
}

/** How many kinds of amounts, and the range of CO2 of those that have one. */
function units(logged: Report["figures"]["logged"], voice: Voice): string {
  const kinds = voice.words("report.parts.units-what", { n: logged.length })
  const ranges = logged.flatMap(({ logged: amount }) =>
    amount.suppressed || !amount.kgCo2e ? [] : amount.kgCo2e,
  )
  if (ranges.length === 0) return kinds
  const sum = (pick: (range: (typeof ranges)[number]) => number) =>
    ranges.reduce((total, range) => total + pick(range), 0)
  const range = { low: sum((r) => r.low), mid: sum((r) => r.mid), high: sum((r) => r.high) }
  return `${kinds} ${kgRange(range, voice)} ${voice.words("report.logged.sub")}`
}

function shortName(
  { period }: { period: Pick<Report["period"], "id" | "kind" | "from"> },
  voice: Voice,
): string {
  const [year, rest] = period.id.split("-")
  if (period.kind !== "month") return rest ?? year ?? ""
  return voice.month(`${period.id}-01`).split(" ")[0] ?? period.id
}

function shareRow(
  voice: Voice,
  q: { part: string; what: string; now: Published<Share> | null; before: Published<Share> | undefined },
): Part {
  const name = html`<th scope="row">${voice.words(`report.parts.${q.part}`)}</th>`
  if (!q.now) return null
  if (q.now.suppressed)
    return html`<tr>${name}<td class="how"></td><td class="v" colspan="3">${withheld(voice.words(q.now.because === "gone" ? "report.gone" : "report.small"))}</td></tr>`
  const before = q.before && !q.before.suppressed ? q.before.share : null
  return html`<tr>${name}<td class="how">${voice.words(`report.parts.${q.what}-what`, { count: q.now.count, of: q.now.of })}</td><td class="v">${voice.percent(q.now.share)}</td><td class="g">${dots({ now: q.now.share, before })}</td><td class="p">${before === null ? "" : voice.percent(before)}</td></tr>`
}

function plainRow(voice: Voice, part: string, q: { what: string; value: string | null }): Html {
  const value = q.value ?? withheld(voice.words("report.small"))
  return html`<tr><th scope="row">${voice.words(`report.parts.${part}`)}</th><td class="how">${q.what}</td><td class="v"${q.value === null ? html` colspan="3"` : null}>${value}</td>${q.value === null ? null : html`<td class="g"></td><td class="p"></td>`}</tr>`
}

function changes(report: Report, voice: Voice): Html {
  const { previous, period } = report
  const since = previous && voice.words("report.change.since", { period: previous.id })
  const none = period.state === "running" ? "report.change.running" : "report.change.none"
  return html`<section class="chg" aria-labelledby="h-chg">
<h2 id="h-chg">${voice.words("report.change.title")}${since ? ` ${since}` : ""}</h2>
${
  previous
    ? html`<dl>${changeLines(report, voice).map((line) => change(line, voice))}</dl>
<p class="sub">${voice.words("report.change.note")}</p>`
    : html`<p class="sub">${voice.words(none)}</p>`
}
</section>`
}

function change({ name, span, id, values }: ChangeLine, voice: Voice): Html {
  return html`<div><dt>${name}${span === null ? null : html` <span>${span}</span>`}</dt><dd>${voice.tell(id, values)}</dd></div>`
}
