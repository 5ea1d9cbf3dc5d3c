import type { PollFigure, Report } from "../../src/report/report.ts"
import { type Html, html } from "../page/html.ts"
import { bar } from "./draw.ts"
import { isLikert, likert, withheldPoll } from "./likert.ts"
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
  const asked = poll.question ? voice.pick(poll.question) : voice.words("report.withdrawn")
  return html`${asked}<span class="who">${response(poll, voice)}</span>`
}

function response(poll: PollFigure, voice: Voice): string {
  // Whoever answered and then left the roster would make this more than all.
  const share = poll.of > 0 && poll.answers <= poll.of ? voice.percent(poll.answers / poll.of) : null
  const answers = voice.number(poll.answers)
  const told =
    share === null
      ? voice.words("report.polls.of-only", { answers: poll.answers })
      : voice.words("report.polls.of", { answers, of: voice.number(poll.of), share })
  const kept = voice.words(poll.confidential ? "report.polls.confidential" : "report.polls.named")
  const rounded = !poll.options.suppressed && poll.options.options.some((o) => o.count === undefined)
  return [
    told,
    kept,
    ...(rounded ? [voice.words("report.polls.rounded")] : []),
    ...(poll.kind === "multiple" ? [voice.words("report.polls.several")] : []),
  ].join(" · ")
}

function question(poll: PollFigure, voice: Voice): Html {
  const { options } = poll
  const label = (key: string) => {
    const text = poll.labels.find((l) => l.key === key)?.text
    return text ? voice.pick(text) : voice.words("report.withdrawn")
  }
  const rows = options.suppressed
    ? null
    : options.options.map(
        ({ key, count, share }) =>
          html`<tr><th scope="row">${label(key)}</th><td class="g">${bar(share, { height: 16, thick: 10 })}</td><td class="n">${voice.percent(share)}</td><td class="n c">${count === undefined ? "" : voice.number(count)}</td></tr>`,
      )
  return html`<div class="qn"><h3>${about(poll, voice)}</h3>${
    rows
      ? html`<table class="opts"><thead class="vh"><tr><th scope="col">${voice.words("report.polls.answer")}</th><td></td><th scope="col">${voice.words("report.polls.share")}</th><th scope="col">${voice.words("report.polls.count")}</th></tr></thead><tbody>${rows}</tbody></table>`
      : html`<p>${withheldPoll(poll, voice)}</p>`
  }</div>`
}
