import type { PollFigure, Report } from "../../src/report/report.ts"
import { answerOf, isLikert, questionOf, responseOf } from "../../src/view/opinions.ts"
import { type Html, html } from "../page/html.ts"
import { bar } from "./draw.ts"
import { likert, withheldPoll } from "./likert.ts"
import type { Voice } from "./voice.ts"

/** What closed in the period; statements together, other questions each with its bars. */
export function polls(report: Report, voice: Voice): Html {
  const statements = report.polls.filter(isLikert)
  const others = report.polls.filter((poll) => !isLikert(poll))
  const none = report.polls.length === 0
  return html`<section class="blk" id="polls">
<h2>${voice.words("report.polls.title", { n: report.polls.length })}</h2>
<p class="sub">${voice.words(none ? "report.polls.none" : "report.polls.sub")}</p>
<figure>${likert(statements, voice, (poll) => about(poll, voice))}</figure>
<div class="qs">${others.map((poll) => question(poll, voice))}</div>
${others.length > 0 ? html`<p class="sub onpaper">${voice.words("report.polls.not-on-paper", { n: others.length })}</p>` : null}
</section>`
}

function about(poll: PollFigure, voice: Voice): Html {
  return html`${questionOf(poll, voice)}<span class="who">${responseOf(poll, voice)}</span>`
}

function question(poll: PollFigure, voice: Voice): Html {
  const { options } = poll
  const rows = options.suppressed
    ? null
    : options.options.map(
        ({ key, count, share }) =>
          html`<tr><th scope="row">${answerOf(poll, key, voice)}</th><td class="g">${bar(share, { height: 16, thick: 10 })}</td><td class="n">${voice.percent(share)}</td><td class="n c">${count === undefined ? "" : voice.number(count)}</td></tr>`,
      )
  return html`<div class="qn"><h3>${about(poll, voice)}</h3>${
    rows
      ? html`<table class="opts"><thead class="vh"><tr><th scope="col">${voice.words("report.polls.answer")}</th><td></td><th scope="col">${voice.words("report.polls.share")}</th><th scope="col">${voice.words("report.polls.count")}</th></tr></thead><tbody>${rows}</tbody></table>`
      : html`<p>${withheldPoll(poll, voice)}</p>`
  }</div>`
}
