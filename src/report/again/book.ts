/** The editions of a folder among each other: none missing, in order, each naming the one before. */
import { around, dayAfter, localDay, type Span, spanOf } from "./calendar.ts"
import { type Checks, object } from "./checks.ts"
import type { Evidence, EvidenceEdition } from "./evidence.ts"

const kinds = ["week", "month", "quarter"] as const
/** Local days after its last one, from which a period is frozen. */
const frozenAfter = 4
const gapsMax = 20

export type Frozen = EvidenceEdition & { span: Span }

/** Editions of periods that exist; the others are told and left out. */
export function checkBook(evidence: Evidence, checks: Checks): Frozen[] {
  const known: Frozen[] = []
  for (const one of evidence.editions) {
    const { period, edition } = one.listed
    const span = spanOf(period)
    const exists = span !== null && span.kind !== "year"
    checks.of(period, edition).holds("period", "period", {
      found: period,
      expected: "a week, month or quarter",
      is: exists,
    })
    if (span && exists) known.push({ ...one, span })
  }
  order(known, checks)
  gaps(evidence, known, checks)
  numbers(known, checks)
  chain(known, checks)
  return known
}

/** By last day; of those with the same, weeks first; then by edition. */
function rank(one: { span: Span; listed?: { edition: number } }): string {
  const kind = (kinds as readonly string[]).indexOf(one.span.kind)
  return `${one.span.to} ${kind} ${String(one.listed?.edition ?? 0).padStart(6, "0")}`
}

function order(known: readonly Frozen[], checks: Checks): void {
  for (const [i, one] of known.entries()) {
    const before = known[i - 1]
    if (!before) continue
    checks.of(one.listed.period, one.listed.edition).holds("order", "editions", {
      found: `after ${before.listed.period} edition ${before.listed.edition}`,
      expected: "editions by last day of their period, then by number",
      is: rank(before) < rank(one),
    })
  }
}

/** Every period since the counting began, up to the last one that is there, has its first edition: none is ever skipped. */
function gaps({ countedFrom }: Evidence, known: readonly Frozen[], checks: Checks): void {
  const last = known
    .map((one) => rank({ span: one.span }))
    .sort()
    .at(-1)
  if (last === undefined) return
  const there = new Set(known.map((one) => one.listed.period))
  let missing = 0
  for (const kind of kinds)
    for (
      let span = around(kind, countedFrom);
      rank({ span }) <= last;
      span = around(kind, dayAfter(span.to))
    ) {
      if (missing >= gapsMax) return
      const is = there.has(span.id)
      if (!is) missing++
      checks.of(span.id, null).holds("gap", "period", { found: "not there", expected: "an edition", is })
    }
}

function numbers(known: readonly Frozen[], checks: Checks): void {
  const before = new Map<string, Frozen>()
  for (const one of [...known].sort((a, b) => (rank(a) < rank(b) ? -1 : 1))) {
    const { period, edition, at, because } = one.listed
    const mine = checks.of(period, edition)
    const earlier = before.get(period)
    before.set(period, one)
    mine.same("edition", "edition", { found: edition, expected: (earlier?.listed.edition ?? 0) + 1 })
    mine.holds("edition", "because", {
      found: because,
      expected: edition === 1 ? "no reason in a first edition" : "a reason",
      is: edition === 1 ? because === null : typeof because === "string" && because !== "",
    })
    const day = localDay(at, String(object(one.json["period"])["timeZone"]))
    const from = dayAfter(one.span.to, frozenAfter)
    mine.holds("edition", "at", { found: at, expected: `${from} or later`, is: day !== null && day >= from })
    if (earlier)
      mine.holds("edition", "at", {
        found: at,
        expected: `after ${earlier.listed.at}`,
        is: Date.parse(at) > Date.parse(earlier.listed.at),
      })
  }
}

/** Each names the hash of the period before of the same kind, as that stood when it was made. */
function chain(known: readonly Frozen[], checks: Checks): void {
  for (const one of known) {
    const before = editionBefore(known, one)
    checks.of(one.listed.period, one.listed.edition).same("chain", "after", {
      found: one.listed.after,
      expected: before?.listed.sha256 ?? null,
    })
  }
}

/** The period before of the same kind as it stood then; null where there was none. */
export function editionBefore(known: readonly Frozen[], one: Frozen): Frozen | null {
  const { id } = around(one.span.kind, dayAfter(one.span.from, -1))
  const then = Date.parse(one.listed.at)
  const those = known.filter((k) => k.listed.period === id && Date.parse(k.listed.at) <= then)
  return those.sort((a, b) => a.listed.edition - b.listed.edition).at(-1) ?? null
}
