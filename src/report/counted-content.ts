/**
 * What figures take from the content, kept beside the frozen periods: by it anybody can compute the kg again, and a later look at
 * the ledger can tell a figure that changed from content that did. Nothing in it tells what people did.
 */
import type { Catalogue, Covers, ImpactFactor, PollKind } from "../domain/content.ts"

export type CountedContent = {
  challenges: {
    id: string
    unit: string
    factor: string | null
    sdg: readonly number[]
    covers: Covers
    /** What it asks of whoever does it; absent in content kept before minutes were counted. */
    minutes?: number | undefined
  }[]
  nudges: { id: string; sdg: number; covers: Covers }[]
  polls: {
    id: string
    kind: PollKind
    index: "attitude" | "room" | null
    keys: string[]
    sdg: readonly number[]
    covers: Covers
  }[]
  frameworks: { id: string; edition: string | null; elements: string[] }[]
  /** Values per factor, newest first; `from` is the first day for which they count, null: always. */
  factors: { id: string; values: FactorValues[] }[]
  goals: number[]
}
export type FactorValues = { year: number; from: string | null; low: number; mid: number; high: number }

/** The same for the same content. */
export function countedContent(catalogue: Catalogue): CountedContent {
  return {
    challenges: sorted(catalogue.challenges).map(
      ([id, { unit, impactFactor: factor, sdg, covers, effortMinutes }]) => ({
        ...{ id, unit, factor, sdg, covers, minutes: effortMinutes },
      }),
    ),
    nudges: sorted(catalogue.nudges).map(([id, { sdg, covers = {} }]) => ({ id, sdg, covers })),
    // In their own order: sums of shares in another one may differ by the last bit, and so by a rounded tenth.
    polls: [...catalogue.polls].map(([id, { kind, index, options, sdg, covers = {} }]) => ({
      ...{ id, kind, index, keys: options.map((o) => o.key), sdg, covers },
    })),
    frameworks: sorted(catalogue.frameworks).map(([id, { edition, elements }]) => ({
      ...{ id, edition, elements: [...elements.keys()] },
    })),
    factors: sorted(catalogue.factors).map(([id, factor]) => ({ id, values: versions(factor) })),
    goals: [...catalogue.goals.keys()].sort((a, b) => a - b),
  }
}

/** A catalogue that counts as that one did, without a word in it. */
export function catalogueOf(counted: CountedContent): Catalogue {
  const none = { nl: "", en: "" }
  const by = <T>(items: readonly (T & { id: string })[]) => new Map(items.map((item) => [item.id, item as T]))
  const source = { title: "", url: "" }
  const challenge = { title: none, action: none, ask: none, note: null }
  const ask = { category: "planet" as const, mode: "individual" as const }
  const units = new Set(counted.challenges.map((c) => c.unit))
  const caps = { decimals: 1 as const, maxPerLog: 0, maxPerDay: 0, because: "" }
  return {
    challenges: by(
      counted.challenges.map((c) => ({
        ...{ ...challenge, ...ask, id: c.id, unit: c.unit, effortMinutes: c.minutes ?? 0 },
        ...{ impactFactor: c.factor, sdg: [...c.sdg], covers: c.covers },
      })),
    ),
    nudges: by(counted.nudges.map((n) => ({ ...n, fact: null, action: none, source: null }))),
    polls: by(
      counted.polls.map(({ id, kind, index, keys, sdg, covers }) => ({
        ...{ id, kind, index, question: none, options: keys.map((key) => ({ key, text: none })) },
        ...{ answer: null, sdg: [...sdg], covers, schedule: "rotate" as const },
      })),
    ),
    units: by([...units].map((id) => ({ id, one: none, other: none, ...caps }))),
    factors: by(
      counted.factors.map(({ id, values }) => {
        const all = values.map(({ from, ...v }) => ({
          ...{ ...v, id, source, rule: none },
          ...(from === null ? {} : { from }),
        }))
        const [newest, ...earlier] = all
        if (!newest) throw new Error(`the factor ${id} has no values`)
        return { ...newest, earlier }
      }),
    ),
    goals: new Map(
      counted.goals.map((number) => [number, { number, name: none, colour: "", sentence: none, act: none }]),
    ),
    frameworks: by(
      counted.frameworks.map(({ id, edition, elements }) => ({
        ...{ id, edition, name: none, note: none },
        elements: by(
          elements.map((element) => ({ id: element, name: none, sentence: none, act: none, without: null })),
        ),
      })),
    ),
    programme: {
      rhythm: {} as Catalogue["programme"]["rhythm"],
      hours: { from: "", to: "" },
      challengeWeeks: 0,
    },
    words: { nl: new Map(), en: new Map() },
  }
}

function versions(factor: ImpactFactor): FactorValues[] {
  return [factor, ...(factor.earlier ?? [])].map(({ year, from, low, mid, high }) => ({
    year,
    from: from ?? null,
    low,
    mid,
    high,
  }))
}

function sorted<V>(map: ReadonlyMap<string, V>): [string, V][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1))
}
