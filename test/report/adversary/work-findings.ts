/** Work of one or two people that is withheld, and of which it is known too well how much it is. */
import type { Instant, LocalDate } from "../../../src/domain/id.ts"
import { periodOf } from "../../../src/domain/period.ts"
import { contributors, type WorkOn } from "../../../src/report/window.ts"
import { catalogue, type SourceOf, sources } from "./content.ts"
import { inner, isRange, type Known, type Range, ranges, solver, type Wanted } from "./linear.ts"
import type { Organisation } from "./organisations.ts"
import { type Effort, type Finding, type Found, spread } from "./people-findings.ts"
import type { Readings } from "./readings.ts"
import { earlier } from "./time.ts"
import { isTold, toldIn, type Work, workPuzzle } from "./work.ts"

/** `value`: how much it is; `least`: one of it. */
type Secret = { work: Work; value: number; least: number; until: Instant; words: string }

export async function workFindings(_: Organisation, readings: Readings, effort: Effort): Promise<Found> {
  const all = [...reportSecrets(readings), ...cardSecrets(readings)]
  const secrets = spread(all, effort.most)
  const found: Found = {
    looked: all.length,
    solved: secrets.length,
    contradictions: 0,
    undecided: [],
    findings: [],
  }
  for (const [until, some] of Map.groupBy(secrets, (secret) => secret.until)) {
    const read = upTo(readings, until)
    const known = await rangesOf(some, workPuzzle(read), neededFor)
    const narrow = some.flatMap((secret, i) => {
      const range = known[i]
      return isRange(range) && widthOf(secret)(range) < neededFor(secret) ? [{ secret, range }] : []
    })
    found.contradictions += known.filter((range) => range === "contradicts").length
    found.undecided.push(...some.filter((_, i) => known[i] === "undecided").map(({ words }) => words))
    found.findings.push(...(await untold(narrow, read)))
  }
  return found
}

/** That one or two did something in a period is no secret: so neither is a sum of up to three things, or of two more than that. */
async function untold(narrow: { secret: Secret; range: Range }[], read: Readings): Promise<Finding[]> {
  const secrets = narrow.map(({ secret }) => secret)
  const bare = await rangesOf(secrets, workPuzzle(read, { bare: true }), () => Number.POSITIVE_INFINITY)
  return narrow.flatMap(({ secret, range }, i) => {
    const { least, value, words } = secret
    // Where that is not known, the least: then more is found, not less.
    const without = bare[i]
    const low = isRange(without) ? Math.max(1, without.low) : 1
    if (least === 1 && value <= low + 2 + 1e-6) return []
    return [{ what: `${words}, which is ${value}`, ...range, needed: neededFor(secret) }]
  })
}

/** What a period that runs withholds is a secret until more people take part: not from who looks again later. */
function upTo({ reports, cards }: Readings, until: Instant): Readings {
  return {
    reports: reports.filter(({ now }) => now <= until),
    cards: cards.filter(({ now }) => now <= until),
  }
}

/** `enough`: no more exactly than this. */
async function rangesOf(
  secrets: Secret[],
  { puzzle, sumOf }: ReturnType<typeof workPuzzle>,
  enough: (secret: Secret) => number,
): Promise<Known[]> {
  const wanted = secrets.map(
    (secret): Wanted => ({
      sum: sumOf(secret.work),
      seen: { low: secret.value, high: secret.value },
      enough: enough(secret),
      width: widthOf(secret),
    }),
  )
  return ranges(await solver(), { puzzle, wanted, whole: false })
}

/** Not what it is, nor a tenth more or less: of what is counted a whole one. */
function neededFor({ least, value }: Secret): number {
  return Math.max(least === 1 ? 1 : 0.5, value / 10)
}

function widthOf({ least }: Secret): (range: Range) => number {
  return least === 1 ? inner : ({ low, high }) => high - low + 1e-9
}

function reportSecrets({ reports }: Readings): Secret[] {
  // After retention who is who is not known, and what was told before is withheld.
  return reports
    .filter(({ gone }) => !gone)
    .flatMap((reading) =>
      toldIn(reading).flatMap(({ work, least, words }) => {
        const on = reading.did.filter((one) => work.of(sourceOf(one)))
        const few = contributors(on)
        if (few === 0 || few > 2) return []
        const sum = on.reduce((total, one) => total + (work.what === "actions" ? one.actions : one.amount), 0)
        const until = reading.last < reading.period.to ? reading.now : forEver
        return [{ work, value: sum, least, until, words: `${words} in ${reading.title}` }]
      }),
    )
}

function sourceOf({ source }: WorkOn): SourceOf {
  return sources.find(({ id }) => id === source.id) as SourceOf
}

/** What one or two did in a week of a run, and its card therefore leaves out. */
function cardSecrets({ cards }: Readings): Secret[] {
  return cards.flatMap(({ challenge, now, title, parts }) =>
    parts
      .filter((part) => part.people.size > 0 && !isTold(part))
      .map(({ from, last, amount }) => ({
        work: { from, last, what: "amount" as const, of: ({ id }: SourceOf) => id === challenge },
        value: amount,
        least: leastOf(challenge),
        until: last < weekEnd(last) ? now : forEver,
        words: `${challenge} from ${from} to ${last}, which is not on ${title}`,
      })),
  )
}

const forEver = Number.POSITIVE_INFINITY

/** Where the part of a run that this day is in ends. */
function weekEnd(day: LocalDate): LocalDate {
  return earlier(periodOf("week", day).to, periodOf("month", day).to)
}

function leastOf(challenge: string): number {
  const unit = catalogue.challenges.get(challenge)?.unit ?? ""
  return 10 ** -(catalogue.units.get(unit)?.decimals ?? 0)
}
