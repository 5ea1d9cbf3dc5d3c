import { questionLimits } from "../../src/domain/question.ts"
import type { Report } from "../../src/report/report.ts"
import { inPeriod } from "../../src/view/telling.ts"
import { type Html, html, type Part } from "../page/html.ts"
import { percent } from "./draw.ts"
import type { Voice } from "./voice.ts"

/** Questions on the page: the first screen is read in a minute, and the chat has them all. */
const shownMax = 4
/** A deadline this near is warned of, in words too. */
const nearDays = 7

/** The one dark panel: what waits for an answer now, whatever the period, and how it went in the period. */
export function ask(report: Report, voice: Voice): Html {
  const { waiting } = report
  const others = waiting.length - shownMax
  return html`<section class="ask" aria-labelledby="h-ask">
<h2 id="h-ask">${voice.words("report.ask.title")}</h2>
${
  waiting.length > 0
    ? html`<p class="sub">${voice.words("report.ask.waiting", { n: waiting.length, days: questionLimits.dueDays })}</p>
<ol>${waiting.slice(0, shownMax).map((one) => question(one, voice))}</ol>
${others > 0 ? html`<p class="sub">${voice.words("report.ask.others", { n: others })}</p>` : null}
<p class="sub how">${voice.tell("report.ask.how")}</p>`
    : html`<p class="none">${voice.words("report.ask.none")}</p>`
}
${followedUp(report, voice)}
</section>`
}

function question({ text, dueOn, daysLeft }: Report["waiting"][number], voice: Voice): Html {
  const hot = daysLeft < nearDays ? " hot" : ""
  const days = daysLeft < 0 ? voice.tell("report.ask.over", { n: -daysLeft }) : left(daysLeft, voice)
  const used = Math.min(1, 1 - daysLeft / questionLimits.dueDays)
  return html`<li><p class="days${hot}">${days}</p><div><p class="q">“${text}”</p><svg width="100%" height="6" aria-hidden="true"><rect class="t30" width="100%" height="6" rx="3"/><rect class="u30${hot}" width="${percent(used)}" height="6" rx="3"/></svg><p class="due">${voice.words(daysLeft < 0 ? "report.ask.was-due" : "report.ask.due", { day: voice.day(dueOn) })}</p></div></li>`
}

function left(daysLeft: number, voice: Voice): Html {
  return voice.tell("report.ask.days", { n: daysLeft })
}

/** In every period, because the index with its part exists for quarters only. */
function followedUp({ figures, period }: Report, voice: Voice): Part {
  const { followUp } = figures
  if (followUp.suppressed || followUp.of === 0) return null
  const when =
    period.kind === "year" ? voice.words("report.ask.in-year", { year: period.id }) : inPeriod(voice, period)
  const share = voice.percent(followUp.share ?? 0)
  const values = { count: followUp.count, of: followUp.of, share, when, days: followUp.withinDays }
  return html`<p class="sub fu">${voice.words("report.ask.follow-up", values)}</p>`
}
