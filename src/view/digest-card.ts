import type { Share } from "../report/report.ts"
import type { Block, Button, Card, Rich } from "./card.ts"
import {
  button,
  eyebrow,
  type Look,
  makeCard,
  note,
  paragraph,
  primary,
  quiet,
  row,
  short,
  t,
  title,
} from "./look.ts"
import { answerLine, type QuestionView } from "./question-card.ts"
import { type ResultView, resultLine } from "./result-card.ts"
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
  /** Questions that management answered that week, the newest first. */
  said: { question: string; answer: NonNullable<QuestionView["answer"]> }[]
  trend: { label: string; share: number | null }[]
  next:
    | { type: "challenge"; id: string; title: string }
    | { type: "poll"; id: string; question: string }
    | null
}

/** So that the digest is one screen; all of it stands behind the buttons, and a result had a message of its own. */
const resultsMax = 1
const saidMax = 2
const saidLetters = { question: 50, reason: 60 }
const questionMax = 60
const buttonMax = 30

export function digestCard(look: Look, view: DigestView): Card {
  const finding = findingOf(look, view)
  const results = view.said.length > 0 ? [] : view.results.slice(0, resultsMax)
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
      logged(view),
      ...results.map((r) =>
        paragraph([{ strong: short(r.question, questionMax) }, ` ${resultLine(look, r)}`]),
      ),
      ...said(look, view),
      row(
        nextStep(look, view),
        ...results.map((r) => button(t(look, "poll.button.results"), `poll results ${r.id}`)),
        view.said.length > 0 ? button(t(look, "digest.button.answers"), "question answers") : null,
      ),
      row(
        quiet(t(look, "digest.button.fewer"), "pause 2w"),
        quiet(t(look, "other-language"), look.language === "nl" ? "language en" : "language nl"),
        quiet(t(look, "help.button.privacy"), "privacy"),
      ),
      note(footnote(look, view)),
    ],
  })
}

function footnote(look: Look, { impact }: DigestView): Rich {
  if (!impact) return look.say("digest.note")
  const spell = (kg: number) => number(look.language, kg)
  const [low, less, year] = [impact.low, spell(impact.high), String(impact.year)]
  return low < 0
    ? look.say("digest.note-impact-either", { more: spell(-low), less, year })
    : look.say("digest.note-impact", { low: spell(low), high: less, year })
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

function logged({ logged: lines, results, said }: DigestView): Block | null {
  const room = said.length > 0 ? saidMax - said.length : results.length > 0 ? 2 : 4
  const shown = lines.slice(0, Math.max(0, room))
  return shown.length ? paragraph([shown.map((line) => `– ${line}`).join("\n")]) : null
}

/** Without names, and shortened: all of it stands behind the button. */
function said(look: Look, view: DigestView): Block[] {
  const lines = view.said.slice(0, saidMax).map(({ question, answer }) => {
    const reason = short(answer.reason, saidLetters.reason)
    return paragraph([
      `“${short(question, saidLetters.question)}” `,
      ...answerLine(look, { ...answer, reason }),
    ])
  })
  return lines.length > 0 ? [eyebrow(t(look, "digest.said")), ...lines] : []
}

function nextStep(look: Look, { next }: DigestView): Button {
  if (!next) return primary(t(look, "help.button.challenges"), "challenge list")
  if (next.type === "poll") return primary(t(look, "digest.button.poll"), `poll show ${next.id}`)
  const title = short(next.title, buttonMax)
  return primary(t(look, "digest.button.challenge", { title }), `challenge show ${next.id}`)
}
