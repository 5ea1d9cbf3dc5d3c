import type { Challenge, ImpactFactor, Unit } from "../domain/content.ts"
import type { Instant, LogId } from "../domain/id.ts"
import { daysBetween, localDate } from "../domain/time.ts"
import type { Block, Card, Rich } from "./card.ts"
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
  t,
  title,
} from "./look.ts"
import { day, number } from "./words.ts"

/** A challenge with its run, as anyone may see it. `together` is null under three contributors, its `people` under MIN_GROUP. */
export type ChallengeView = {
  challenge: Challenge
  unit: Unit
  factor: ImpactFactor | null
  run: { id: string; endsAt: Instant; open: boolean } | null
  together: { amount: number; people: number | null } | null
}
export type MyPart = { joined: boolean; mine: number; lastLog: LogId | null }

export function challengeCard(look: Look, view: ChallengeView): Card {
  const { challenge, run } = view
  const name = challenge.title[look.language]
  return makeCard(look, {
    kind: "challenge",
    summary: t(look, "challenge.summary", { title: name }),
    blocks: [
      eyebrow(t(look, "challenge.eyebrow"), t(look, `challenge.mode.${challenge.mode}`), ends(look, view)),
      title(name),
      paragraph([challenge.action[look.language]]),
      together(look, view),
      run?.open ? logForm(look, view) : null,
      run?.open
        ? row(
            primary(t(look, "challenge.button.join"), `challenge join ${challenge.id}`),
            button(t(look, "challenge.button.mine"), `challenge show ${challenge.id}`),
          )
        : null,
      // One may log right here, so what not to note, and what counts, stands here too.
      challenge.note ? note([challenge.note[look.language]]) : null,
      note(footnote(look, view)),
    ],
  })
}

/** The reader's own part, answered in private. `headline` says what just happened. */
export function myChallengeCard(
  look: Look,
  view: ChallengeView,
  q: { part: MyPart; headline: Rich | null },
): Card {
  const { challenge, run } = view
  const name = challenge.title[look.language]
  const { part, headline } = q
  return makeCard(look, {
    kind: "my-challenge",
    summary: headline
      ? headline.map((s) => (typeof s === "string" ? s : "strong" in s ? s.strong : "")).join("")
      : name,
    blocks: [
      headline ? paragraph(headline) : null,
      headline ? null : eyebrow(t(look, "challenge.eyebrow"), ends(look, view)),
      headline ? null : title(name),
      headline ? null : paragraph([challenge.action[look.language]]),
      part.mine > 0
        ? paragraph(look.say("challenge.mine", { amount: amount(look, view.unit, part.mine) }))
        : null,
      together(look, view),
      challenge.note ? note([challenge.note[look.language]]) : null,
      run?.open ? logForm(look, view) : null,
      row(
        part.lastLog
          ? {
              label: t(look, "challenge.button.undo"),
              text: `challenge undo ${challenge.id} ${part.lastLog}`,
              style: "plain",
              once: look.once(),
            }
          : null,
        run?.open && !part.joined
          ? primary(t(look, "challenge.button.join"), `challenge join ${challenge.id}`)
          : null,
        part.joined ? quiet(t(look, "challenge.button.leave"), `challenge leave ${challenge.id}`) : null,
      ),
      note(footnote(look, view)),
    ],
  })
}

export type ListedChallenge = { id: string; title: string; minutes: number; open: boolean; joined: boolean }

export function challengeListCard(
  look: Look,
  q: { items: ListedChallenge[]; page: number; pages: number; steward: boolean },
): Card {
  const lines = q.items.flatMap((c): (Block | null)[] => [
    paragraph([{ strong: c.title }, ` · ${t(look, "challenge.minutes", { n: c.minutes })}`]),
    row(
      c.open && !c.joined ? primary(t(look, "challenge.button.join"), `challenge join ${c.id}`) : null,
      button(t(look, "challenge.button.show"), `challenge show ${c.id}`),
      !c.open && q.steward ? quiet(t(look, "challenge.button.start"), `challenge start ${c.id}`) : null,
    ),
  ])
  return makeCard(look, {
    kind: "challenge-list",
    summary: t(look, "challenge.list.title"),
    blocks: [
      title(t(look, "challenge.list.title")),
      paragraph(look.say(q.items.some((c) => c.open) ? "challenge.list.intro" : "challenge.list.none-open")),
      ...lines,
      q.page < q.pages ? row(quiet(t(look, "more"), `challenge list ${q.page + 1}`)) : null,
    ],
  })
}

/** "12 werkplekken uitgezet", "1 km gefietst" */
export function amount(look: Look, unit: Unit, value: number): string {
  return `${number(look.language, value)} ${value === 1 ? unit.one[look.language] : unit.other[look.language]}`
}

function logForm(look: Look, view: ChallengeView): Block {
  return {
    type: "form",
    id: `log-${view.challenge.id}`,
    field: { kind: "number", label: view.challenge.ask[look.language] },
    text: `challenge log ${view.challenge.id} {value}`,
    submit: t(look, "challenge.button.log"),
    // A card for everyone stays for weeks: there the platform's own delivery id tells a double press from a second log.
    ...(look.to === "actor" ? { once: look.once() } : {}),
  }
}

function ends(look: Look, { run }: ChallengeView): string {
  if (!run) return t(look, "challenge.not-running")
  if (!run.open) return t(look, "challenge.over")
  const days = daysBetween(localDate(look.now, look.zone), localDate(run.endsAt - 1, look.zone))
  return t(look, "challenge.days-left", { days, until: day(look.language, run.endsAt - 1, look.zone) })
}

function together(look: Look, view: ChallengeView): Block | null {
  if (!view.run) return null
  if (!view.together) return paragraph(look.say("challenge.together-few"))
  const { people } = view.together
  const total = amount(look, view.unit, view.together.amount)
  if (people === null) return paragraph(look.say("challenge.together-sum", { amount: total }))
  return paragraph(look.say("challenge.together", { amount: total, people }))
}

function footnote(look: Look, { factor, together: sum }: ChallengeView): Rich {
  if (!factor) return look.say("challenge.reported")
  if (!sum) return [...look.say("challenge.reported"), " ", factor.rule[look.language]]
  const [low, high] = [sum.amount * factor.low, sum.amount * factor.high]
  const from = { year: factor.year.toString(), source: factor.source.title }
  const spell = (kg: number) => number(look.language, kg)
  // "-12 kg less" is read as less: where it may have been more, the sentence says more.
  return low < 0
    ? look.say("challenge.impact-either", { more: spell(-low), less: spell(high), ...from })
    : look.say("challenge.impact", { low: spell(low), high: spell(high), ...from })
}
