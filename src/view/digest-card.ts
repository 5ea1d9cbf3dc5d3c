import type { Share } from "../report/report.ts"
import type { Block, Card } from "./card.ts"
import { button, type Look, makeCard, note, paragraph, primary, quiet, row, t, title } from "./look.ts"
import { type ResultView, sharesOf } from "./poll-card.ts"
import { number } from "./words.ts"

export type DigestView = {
  /** `47` */
  week: number
  short: boolean
  /** Null where the organisation is under MIN_GROUP. */
  reach: Share | null
  before: Share | null
  actions: number | null
  /** "512,5 km gefietst door 31 collega's", already in words. */
  logged: string[]
  /** kg CO2e of all logged units that have a factor; null where there is none. */
  impact: { low: number; high: number; year: number } | null
  results: ResultView[]
  trend: { label: string; share: number | null }[]
  next:
    | { type: "challenge"; id: string; title: string }
    | { type: "poll"; id: string; question: string }
    | null
}

export function digestCard(look: Look, view: DigestView): Card {
  const finding = findingOf(look, view)
  return makeCard(look, {
    kind: "digest",
    summary: `${t(look, "digest.title", { week: view.week })}. ${finding}`,
    blocks: [
      title(t(look, view.short ? "digest.title-short" : "digest.title", { week: view.week })),
      paragraph([{ strong: finding }, ...comparison(look, view)]),
      view.short ? null : chart(look, view),
      view.actions !== null && view.actions > 0
        ? paragraph(look.say("digest.thanks", { n: view.actions }))
        : null,
      ...view.logged.slice(0, 3).map((line) => paragraph([`– ${line}`])),
      ...view.results.slice(0, 2).map((r) => paragraph([{ strong: r.question }, ` ${resultLine(look, r)}`])),
      view.results.length
        ? row(button(t(look, "poll.button.results"), `poll results ${view.results[0]?.id}`))
        : null,
      nextStep(look, view),
      row(
        quiet(t(look, "digest.button.fewer"), "pause 2w"),
        quiet(t(look, "other-language"), look.language === "nl" ? "language en" : "language nl"),
        quiet(t(look, "introduction.button.kept"), "privacy"),
      ),
      note(
        view.impact
          ? look.say("digest.note-impact", {
              low: number(look.language, view.impact.low),
              high: number(look.language, view.impact.high),
              year: String(view.impact.year),
            })
          : look.say("digest.note"),
      ),
    ],
  })
}

function findingOf(look: Look, { reach }: DigestView): string {
  if (!reach) return t(look, "digest.too-small")
  return t(look, "digest.reach", { count: reach.count, of: reach.of, share: Math.round(100 * reach.share) })
}

function comparison(look: Look, { reach, before }: DigestView): (string | { strong: string })[] {
  if (!reach || !before) return []
  return [" ", t(look, "digest.before", { count: before.count, of: before.of })]
}

function chart(look: Look, view: DigestView): Block | null {
  const known = view.trend.filter((p) => p.share !== null)
  const [first] = known
  const last = known.at(-1)
  if (known.length < 2 || !first || !last) return null
  return {
    type: "chart",
    chart: {
      kind: "line",
      title: t(look, "digest.chart.title"),
      points: view.trend.map((p) => ({
        label: p.label,
        value: p.share === null ? null : Math.round(p.share * 100),
      })),
      unit: "percent",
    },
    alt: t(look, "digest.chart.alt", {
      from: first.label,
      to: last.label,
      first: Math.round((first.share ?? 0) * 100),
      last: Math.round((last.share ?? 0) * 100),
    }),
  }
}

function resultLine(look: Look, r: ResultView): string {
  const shares = sharesOf(r.result)
  const top = shares ? Object.entries(shares).sort((a, b) => b[1] - a[1])[0] : undefined
  const label = top ? (r.options.find((o) => o.key === top[0])?.label ?? top[0]) : null
  return label && top
    ? t(look, "digest.result", { label, share: top[1], answers: r.result.answers, of: r.of })
    : t(look, "digest.result-withheld", { answers: r.result.answers, of: r.of })
}

function nextStep(look: Look, { next }: DigestView): Block | null {
  if (!next) return row(primary(t(look, "help.button.challenges"), "challenge list"))
  return next.type === "challenge"
    ? row(primary(t(look, "digest.button.challenge", { title: next.title }), `challenge show ${next.id}`))
    : row(primary(t(look, "digest.button.poll"), `poll show ${next.id}`))
}
