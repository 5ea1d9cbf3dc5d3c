/**
 * People's parts in runs as this process last read or wrote them, so that somebody's tenth log does not read nine others first.
 * What is remembered may be old: it decides only what the store then checks by the stream's version.
 */
import { evolvePart, noPart, type Part, type PartEvent } from "../domain/challenge.ts"
import type { Instant } from "../domain/id.ts"
import { isRefusal, type Refusal } from "../domain/refusal.ts"
import type { Store } from "./ports.ts"

/** What was decided, on which version of the part's stream. */
export type PartDecision = { stream: string; part: Part; version: number; events: PartEvent[] }
export type PartKeeper = {
  /** As it stands in the ledger. */
  read(stream: string): Promise<Part>
  /** `surely`: on the part as it stands in the ledger, because what was remembered turned out to be old. */
  decide(
    stream: string,
    how: { surely: boolean },
    decide: (part: Part) => PartEvent[] | Refusal,
  ): Promise<PartDecision | Refusal>
  /** Remembers what was committed, and gives the part as it is now. */
  wrote(decision: PartDecision, at: Instant): Part
}

/** Whose part was longest not asked for is let go first. */
export const partsMax = 1000

type Known = { part: Part; version: number }

export function keepParts(store: Store): PartKeeper {
  const kept = new Map<string, Known>()
  const keep = (stream: string, now: Known): Known => {
    kept.delete(stream)
    kept.set(stream, now)
    const [oldest] = kept.keys()
    if (kept.size > partsMax && oldest !== undefined) kept.delete(oldest)
    return now
  }
  const read = async (stream: string): Promise<Known> => {
    const { events, version } = await store.read(stream)
    return keep(stream, { part: after(noPart, events as { event: PartEvent; at: Instant }[]), version })
  }
  return {
    read: async (stream) => (await read(stream)).part,
    async decide(stream, { surely }, decide) {
      const known = surely ? undefined : kept.get(stream)
      const events = known && decide(known.part)
      // Of a no, or of nothing to do, the store checks nothing: these are never given by what may be old.
      if (known && events && !isRefusal(events) && events.length > 0) return { stream, ...known, events }
      const now = await read(stream)
      const decided = decide(now.part)
      return isRefusal(decided) ? decided : { stream, ...now, events: decided }
    },
    wrote({ stream, part, version, events }, at) {
      const now = {
        part: after(
          part,
          events.map((event) => ({ event, at })),
        ),
        version: version + events.length,
      }
      return keep(stream, now).part
    },
  }
}

function after(part: Part, events: { event: PartEvent; at: Instant }[]): Part {
  return events.reduce((p, { event, at }) => evolvePart(p, event, at), part)
}
