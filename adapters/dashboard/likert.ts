import type { OptionShare, PollFigure } from "../../src/report/report.ts"
import { whyNoAnswers } from "../../src/view/opinions.ts"
import { type Html, html, type Part } from "../page/html.ts"
import { details, percent, table, withheld } from "./draw.ts"
import type { Voice } from "./voice.ts"

type Shown = { poll: PollFigure; options: OptionShare[] }
type Scale = { centre: number; perShare: number }

/** Room beside the bars for their numbers, as a share of the width; a phone needs the most. */
const labelRoom = 0.13
/** Below this share of the width a number does not fit in its segment on a phone. */
const roomInside = 0.06
const segments = ["k-sd", "k-d", "k-n", "k-a", "k-sa"] as const

/** One diverging bar a statement; neutral stands on the middle line. */
export function likert(polls: PollFigure[], voice: Voice, about: (poll: PollFigure) => Html): Part {
  if (polls.length === 0) return null
  const shown = polls.flatMap((poll): Shown[] =>
    poll.options.suppressed ? [] : [{ poll, options: poll.options.options }],
  )
  const scale = scaleOf(shown)
  const rows = polls.map((poll) => {
    const options = poll.options.suppressed ? null : poll.options.options
    return html`<tr class="it"><th scope="row">${about(poll)}</th>${
      options
        ? bars(poll, { options, scale, voice })
        : html`<td class="g" colspan="2">${withheldPoll(poll, voice)}</td>`
    }</tr>`
  })
  return html`<table class="lik"><caption class="vh">${voice.words("report.polls.statements")}</caption>
<thead>${shown.length > 0 ? heading(scale, voice) : null}</thead><tbody>${rows}</tbody></table>
${shown.length > 0 ? behind(shown, voice) : null}`
}

export function withheldPoll(poll: PollFigure, voice: Voice): Html {
  return withheld(whyNoAnswers(poll, voice))
}

function scaleOf(shown: Shown[]): Scale {
  const reach = (pick: (s: number[]) => number) =>
    Math.max(0.05, ...shown.map((s) => pick(shares(s.options))))
  const before = reach(([sd = 0, d = 0, n = 0]) => sd + d + n / 2)
  const after = reach(([, , n = 0, a = 0, sa = 0]) => n / 2 + a + sa)
  const perShare = Math.min(0.8, (1 - 2 * labelRoom) / (before + after))
  return {
    perShare,
    centre: labelRoom + before * perShare + (1 - 2 * labelRoom - (before + after) * perShare) / 2,
  }
}

function shares(options: OptionShare[]): number[] {
  return options.map((o) => o.share)
}

function heading({ centre }: Scale, voice: Voice): Html {
  const x = percent(centre)
  return html`<tr><th scope="col"><span class="vh">${voice.words("report.polls.statement")}</span></th><th scope="col" class="g"><svg width="100%" height="38" aria-hidden="true"><text class="con" x="${x}" dx="-34" y="14" text-anchor="end">${voice.words("report.polls.disagree")}</text><text class="pro" x="${x}" dx="34" y="14">${voice.words("report.polls.agree")}</text><text class="mid" x="${x}" y="14" text-anchor="middle">${voice.words("report.polls.neutral")}</text><text class="con sm" x="${x}" dx="-34" y="31" text-anchor="end">${voice.words("report.polls.outer")}</text><text class="pro sm" x="${x}" dx="34" y="31">${voice.words("report.polls.outer")}</text></svg><span class="vh">${voice.words("report.polls.answers")}</span></th><th scope="col" class="dk">${voice.words("report.polls.dont-know")}</th></tr>`
}

function bars(
  poll: PollFigure,
  { options, scale, voice }: { options: OptionShare[]; scale: Scale; voice: Voice },
): Html {
  const { centre, perShare } = scale
  const [sd = 0, d = 0, n = 0, a = 0, sa = 0, unknown] = shares(options)
  const start = centre - (sd + d + n / 2) * perShare
  let x = start
  const parts: Html[] = []
  for (const [i, share] of [sd, d, n, a, sa].entries()) {
    const width = share * perShare
    const name = segments[i] ?? "k-n"
    if (share > 0) {
      parts.push(html`<rect class="${name}" x="${percent(x)}" width="${percent(width)}" y="5" height="20"/>`)
      if (width >= roomInside)
        parts.push(
          html`<text class="in ${name}" x="${percent(x + width / 2)}" y="19" text-anchor="middle">${Math.round(share * 100)}</text>`,
        )
    }
    x += width
  }
  const name = (key: string) => poll.labels.find((l) => l.key === key)?.text
  const alt = options
    .map((o) => `${name(o.key)?.[voice.language] ?? o.key} ${voice.percent(o.share)}`)
    .join(", ")
  return html`<td class="g"><svg width="100%" height="30" role="img" aria-label="${alt}"><line class="zero" x1="${percent(centre)}" x2="${percent(centre)}" y1="0" y2="30"/>${parts}<text class="con" x="${percent(start)}" dx="-6" y="20" text-anchor="end">${voice.percent(sd + d)}</text><text class="pro" x="${percent(x)}" dx="6" y="20">${voice.percent(a + sa)}</text></svg></td><td class="dk">${unknown === undefined ? "" : voice.percent(unknown)}</td>`
}

function behind(shown: Shown[], voice: Voice): Html {
  const labels = shown[0]?.poll.labels ?? []
  const name = (poll: PollFigure) => (poll.question ? voice.pick(poll.question) : poll.id)
  const cell = (o: OptionShare | undefined) =>
    o === undefined ? "–" : o.count === undefined ? voice.percent(o.share) : voice.number(o.count)
  return details(
    voice.words("report.table"),
    table({
      caption: voice.words("report.polls.answers"),
      head: [
        voice.words("report.polls.statement"),
        ...labels.map((l) => (l.text ? voice.pick(l.text) : l.key)),
        voice.words("report.polls.answers"),
      ],
      rows: shown.map(({ poll, options }) => [
        name(poll),
        ...labels.map((l) => cell(options.find((o) => o.key === l.key))),
        voice.number(poll.answers),
      ]),
    }),
  )
}
