/** The index as the report shows it: of one quarter, from published counts only. */
import type { Catalogue, PollItem } from "../domain/content.ts"
import { isActive } from "./active.ts"
import { type BuyInCounts, buyIn, depthOf, meanOf, tooLittle, weightsWith } from "./buy-in.ts"
import { type Difference, difference, type Estimate, type Interval } from "./intervals.ts"
import { ladderOf } from "./ladder.ts"
import type { Basis } from "./metric.ts"
import type { Change, IndexFigure, IndexParts } from "./report.ts"
import { countPeople } from "./roster.ts"
import type { Asked } from "./tally.ts"
import { reached } from "./window.ts"

export type IndexQuestion = {
  basis: Basis
  asked: ReadonlyMap<string, Asked>
  /** False while the quarter runs: its parts still move, and no item closes in its last days. */
  over: boolean
  /** The quarter before as it was frozen, or else what the ledger says of it where it was counted from its first day on. */
  before: IndexFigure | null
  beforeId: string
}

/** (Strongly) agree, on the one scale that content/polls/scales.yml has for all likert items. */
const agreeing = ["d", "e"]

export function indexFigure(q: IndexQuestion): IndexFigure {
  const { basis, over } = q
  if (basis.period.kind !== "quarter") return { value: null, because: "quarters only" }
  if (basis.took.gone) return { value: null, because: "people gone" }
  if (basis.roster.size < basis.minGroup) return { value: null, because: "too few people" }
  const { counts, missing } = countsOf(basis, q.asked)
  const parts = shownParts(counts, q.basis.catalogue)
  if (!over) return { value: null, because: "quarter not over", parts }
  if (missing) return { value: null, because: missing, parts }
  const made = buyIn(counts)
  return {
    value: oneDecimal(made.value),
    parts,
    ranges: {
      sampling: pair(made.sampling),
      nonResponse: pair(made.nonResponse),
      weights: pair(made.weights),
    },
    bands: {
      attitude: pair(meanOf(counts.attitude, counts.people)),
      room: pair(meanOf(counts.room, counts.people)),
    },
    partWeights: weightsWith(parts),
    answers: made.answers,
    of: counts.people,
    counts,
    change: q.before && changeBetween(counts, q.before, q.beforeId),
  }
}

type Missing = Exclude<IndexFigure, { value: number }>["because"] | null

function countsOf(
  basis: Basis,
  asked: ReadonlyMap<string, Asked>,
): { counts: BuyInCounts; missing: Missing } {
  const { roster, forgottenIds } = basis
  const people = (took: (person: string) => boolean) =>
    countPeople({ among: roster.people.keys(), took, forgottenIds, forgotten: roster.forgotten })
  const ofPart = (part: PollItem["index"]) =>
    [...basis.catalogue.polls.values()].filter((i) => i.index === part).map((i) => itemOf(basis, asked, i))
  const found = { attitude: ofPart("attitude"), room: ofPart("room") }
  const counts = {
    people: roster.size,
    reach: people((person) => reached(basis.took, person)),
    active: people((person) => isActive(basis, person)),
    ladder: ladderOf(basis),
    attitude: found.attitude.flatMap((i) => (i?.agree == null ? [] : { ...i, agree: i.agree })),
    room: found.room.flatMap((i) => (i?.agree == null ? [] : { ...i, agree: i.agree })),
    loop: basis.followUp,
  }
  return { counts, missing: missingOf(found, roster.size) }
}

/** `agree` is null where the closing poll published no counts: under 20 answers, or all equal. */
type Found = { item: string; answers: number; agree: number | null } | null

function itemOf({ window }: Basis, asked: ReadonlyMap<string, Asked>, item: PollItem): Found {
  const isIt = (poll: string) => {
    const question = asked.get(poll)?.question
    return question?.type === "item" && question.item === item.id
  }
  const closed = window.closed.findLast(({ poll }) => isIt(poll))
  if (!closed) return null
  const { answers, options } = closed.result
  if (options?.as !== "counts") return { item: item.id, answers, agree: null }
  return { item: item.id, answers, agree: agreeing.reduce((sum, key) => sum + (options.counts[key] ?? 0), 0) }
}

function missingOf({ attitude, room }: { attitude: Found[]; room: Found[] }, people: number): Missing {
  const all = [...attitude, ...room]
  const known = all.filter((i) => i !== null)
  if (attitude.length === 0 || room.length === 0 || known.length < all.length) return "not all items asked"
  const answers = Math.min(...known.map((i) => i.answers))
  const little = tooLittle({ answers, people })
  return little ?? (known.some((i) => i.agree === null) ? "an item is withheld" : null)
}

/** A mean over some items only would be another measure, and would give away the item that is withheld. */
function shownParts(counts: BuyInCounts, catalogue: Catalogue): IndexParts {
  const { people, loop } = counts
  const opinion = (part: "attitude" | "room") => {
    const wanted = [...catalogue.polls.values()].filter((i) => i.index === part).length
    const items = counts[part]
    return wanted > 0 && items.length === wanted ? oneDecimal(meanOf(items, people).value) : null
  }
  return {
    reach: oneDecimal((100 * counts.reach) / people),
    active: oneDecimal((100 * counts.active) / people),
    depth: oneDecimal(depthOf(counts.ladder, people)),
    attitude: opinion("attitude"),
    room: opinion("room"),
    loop: loop.due === 0 ? null : oneDecimal((100 * loop.answered) / loop.due),
  }
}

/** Null where the other quarter has no index, or was made of other parts. */
export function changeBetween(now: BuyInCounts, before: IndexFigure, beforeId: string): Change | null {
  if (before.value === null || (before.counts.loop.due === 0) !== (now.loop.due === 0)) return null
  const { counts, value, parts } = before
  const opinion = (part: "attitude" | "room") =>
    told(difference({ now: meanOf(now[part], now.people), before: meanOf(counts[part], counts.people) }))
  return {
    period: beforeId,
    value,
    parts,
    index: told(difference({ now: estimate(buyIn(now)), before: estimate(buyIn(counts)) })),
    attitude: opinion("attitude"),
    room: opinion("room"),
  }
}

function estimate({ value, sampling }: ReturnType<typeof buyIn>): Estimate {
  return { value, ...sampling }
}

function told({ value, low, high, real }: Difference): Change["index"] {
  return { value: oneDecimal(value), low: oneDecimal(low), high: oneDecimal(high), real }
}

function pair({ low, high }: Interval): [number, number] {
  return [oneDecimal(low), oneDecimal(high)]
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10
}
