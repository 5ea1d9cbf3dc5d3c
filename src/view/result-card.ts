import type { Result } from "../domain/poll.ts"
import type { Block, Card } from "./card.ts"
import { button, eyebrow, type Look, makeCard, note, paragraph, row, short, t, title } from "./look.ts"
import type { PollView } from "./poll-card.ts"
import { number } from "./words.ts"

export type ResultView = PollView & {
  result: Result
  of: number
  answer: { label: string; because: string } | null
}

/** One poll with all its options, page by page; several with what most chose, and a button to each. */
export function resultCard(look: Look, polls: ResultView[], page = 1): Card {
  const [first] = polls
  return makeCard(look, {
    kind: "result",
    summary: t(look, "poll.result.summary", { question: first?.question ?? "" }),
    blocks: [
      eyebrow(t(look, "poll.result.eyebrow")),
      ...(polls.length === 1 && first ? inFull(look, first, page) : inShort(look, polls)),
      note(look.say(first?.confidential ? "poll.result.note" : "poll.result.note-named")),
    ],
  })
}

function inFull(look: Look, poll: ResultView, wanted: number): (Block | null)[] {
  const { result } = poll
  const shares = sharesOf(result)
  const pages = shares ? pagesOf(look, poll, shares) : []
  const page = Math.min(wanted, Math.max(1, pages.length))
  return [
    title(poll.question),
    paragraph(look.say("poll.answers", { answers: result.answers, of: poll.of })),
    shares
      ? null
      : paragraph(
          look.say(result.answers < poll.minGroup ? "poll.too-few" : "poll.all-equal", {
            min: poll.minGroup,
          }),
        ),
    ...(pages[page - 1] ?? []),
    page < pages.length ? row(button(t(look, "more"), `poll results ${poll.id} ${page + 1}`)) : null,
    poll.answer && page === 1 ? paragraph(look.say("quiz.answer", { answer: poll.answer.label })) : null,
    poll.answer && page === 1 ? paragraph([poll.answer.because]) : null,
  ]
}

function inShort(look: Look, polls: ResultView[]): (Block | null)[] {
  return [
    ...polls.map((poll) => paragraph([{ strong: poll.question }, "\n", resultLine(look, poll)])),
    row(
      ...polls.map((poll, i) =>
        button(t(look, "pulse.button.results", { n: i + 1 }), `poll results ${poll.id}`),
      ),
    ),
  ]
}

/** Lines of a phone that the options may take; a quiz explains its answer too. */
const linesMax = { quiz: 12, other: 20 } as const
const phoneChars = 48

function pagesOf(look: Look, poll: ResultView, shares: Record<string, number>): Block[][] {
  const max = poll.answer ? linesMax.quiz : linesMax.other
  const pages: Block[][] = []
  let lines: number = max
  for (const { key, label } of poll.options) {
    const share = shares[key]
    if (share === undefined) continue
    const counts = poll.result.options?.as === "counts" ? poll.result.options.counts : null
    const counted = counts ? ` (${number(look.language, counts[key] ?? 0)})` : ""
    const shown = `${label}: ${number(look.language, share)}%${counted}`
    const needed = Math.ceil(shown.length / phoneChars) + 1.2
    if (lines + needed > max) {
      pages.push([])
      lines = 0
    }
    pages.at(-1)?.push({ type: "progress", value: share, max: 100, label: shown })
    lines += needed
  }
  return pages
}

/** What most chose, in a sentence; for the digest and for several results at once. */
export function resultLine(look: Look, r: ResultView): string {
  const shares = sharesOf(r.result)
  const top = shares ? Object.entries(shares).sort((a, b) => b[1] - a[1])[0] : undefined
  const label = top ? (r.options.find((o) => o.key === top[0])?.label ?? top[0]) : null
  const facts = { answers: number(look.language, r.result.answers), of: number(look.language, r.of) }
  return label && top
    ? t(look, "digest.result", { label: short(label, labelMax), share: top[1], ...facts })
    : t(look, "digest.result-withheld", facts)
}
const labelMax = 40

/** Shares in whole percents of the answers; of several choices each has its own share. */
export function sharesOf(result: Result): Record<string, number> | null {
  if (!result.options) return null
  if (result.options.as === "shares")
    return Object.fromEntries(Object.entries(result.options.shares).map(([k, v]) => [k, Math.round(v * 100)]))
  return Object.fromEntries(
    Object.entries(result.options.counts).map(([k, n]) => [k, Math.round((100 * n) / (result.answers || 1))]),
  )
}
