/** Polls of the gallery: each kind, to a place and to a person, open and closed, and every form of a result. */
import type { PollKind } from "../../src/domain/content.ts"
import type { Result } from "../../src/domain/poll.ts"
import type { Card } from "../../src/view/card.ts"
import { myPollCard, type PollView, pollCard, pulseCard } from "../../src/view/poll-card.ts"
import { resultCard } from "../../src/view/result-card.ts"
import { type Drawing, sized } from "./cards-content.ts"
import { testCatalogue } from "./world.ts"

const closesAt = Date.parse("2026-12-02T17:00:00+01:00")

export function pollCards({ look, place, size, language }: Drawing): Record<string, Card> {
  const it = sized(size)
  const isLong = size === "longest"
  const poll = (kind: PollKind, more: Partial<PollView> = {}): PollView => ({
    id: isLong ? "26w48a" : "pa",
    question: it.question(language),
    kind,
    options: optionsOf(kind, { language, own: it.options(isLong ? 10 : 2, language) }),
    confidential: isLong,
    closesAt,
    open: true,
    answered: isLong ? 99_995 : null,
    minGroup: 10,
    ...more,
  })
  const closed = { open: false } as const
  const quiz = {
    right: !isLong,
    answer: it.options(1, language)[0]?.label ?? "",
    because: it.because(language),
  }
  const none = { counted: true, chosen: [], quiz: null, next: null, asked: true }
  const kinds = ["single", "multiple", "likert", "enps", "quiz"] as const
  const two = [poll("single"), poll("multiple", { id: "26w48b" })]
  const result = (of: Result) => ({ ...poll("quiz", closed), result: of, of: 99_999, answer: labelled(quiz) })
  const keys = it.options(isLong ? 10 : 2, language).map((o) => o.key)
  const counts = Object.fromEntries(keys.map((k, i) => [k, isLong ? 10_000 + i : i]))
  const shares = Object.fromEntries(keys.map((k) => [k, 1 / keys.length]))
  const shown: Result = { answers: isLong ? 99_999 : 20, options: { as: "counts", counts } }
  return {
    ...Object.fromEntries(
      kinds.flatMap((kind) => [
        [`poll ${kind}`, pollCard(place, poll(kind))],
        [`my poll ${kind}`, myPollCard(look, poll(kind), none)],
        [
          `my poll ${kind}, answered`,
          myPollCard(look, poll(kind), {
            ...none,
            asked: false,
            chosen: [poll(kind).options[0]?.key ?? ""],
            next: "26w48b",
          }),
        ],
      ]),
    ),
    "poll closed": pollCard(place, poll("single", closed)),
    "poll to a person": pollCard(look, poll("single")),
    "my poll closed": myPollCard(look, poll("single", closed), none),
    "my poll, not on the list": myPollCard(look, poll("single"), {
      ...none,
      asked: false,
      counted: false,
      chosen: [poll("single").options[0]?.key ?? ""],
    }),
    "my quiz": myPollCard(look, poll("quiz"), { ...none, asked: false, chosen: ["a"], quiz, next: "26w48b" }),
    pulse: pulseCard(place, two),
    "pulse closed": pulseCard(
      place,
      two.map((p) => ({ ...p, ...closed })),
    ),
    "result in counts": resultCard(place, [result(shown)]),
    "result in shares": resultCard(place, [result({ answers: 19, options: { as: "shares", shares } })]),
    "result withheld": resultCard(place, [result({ answers: 9, options: null })]),
    "result all equal": resultCard(place, [result({ answers: 99, options: null })]),
    "results of two": resultCard(place, isLong ? [result(shown), result(shown)] : [result(shown)]),
    "result to a person": resultCard(look, [result(shown)]),
  }
}

function labelled(quiz: { answer: string; because: string }) {
  return { label: quiz.answer, because: quiz.because }
}

/** Likert and eNPS have their own options in content/; the longest of those that ship. */
function optionsOf(
  kind: PollKind,
  q: { language: "nl" | "en"; own: PollView["options"] },
): PollView["options"] {
  const item = [...testCatalogue().polls.values()].find((p) => p.kind === kind)
  if ((kind !== "likert" && kind !== "enps") || !item) return q.own
  return item.options.map((o) => ({ key: o.key, label: o.text[q.language] }))
}
