/** Frozen periods as releases with version 1 of the definitions wrote them. */
import { contentPrefix, frozenPrefix } from "../../src/app/frozen.ts"
import type { Store } from "../../src/app/ports.ts"
import { canonical, hashedForm } from "../../src/report/canonical.ts"
import type { CountedContent } from "../../src/report/counted-content.ts"
import type { Edition, FrozenPeriod } from "../../src/report/freeze.ts"
import type { Loose } from "./forger.ts"
import { sha256 } from "./published.ts"

/** Rewrites what is frozen, with every hash and link as they were then. */
export async function writeAsBefore(store: Store): Promise<void> {
  const all = await store.snapshots.all()
  const contents = new Map<string | undefined, string>()
  for (const [key, value] of all.filter(([key]) => key.startsWith(contentPrefix))) {
    const content = value as CountedContent
    const challenges = content.challenges.map(({ minutes: _, ...challenge }) => challenge)
    const hash = sha256(canonical({ ...content, challenges }))
    contents.set(key.slice(contentPrefix.length), hash)
    await store.snapshots.put(`${contentPrefix}${hash}`, { ...content, challenges })
  }
  const kept = all.filter(([key]) => key.startsWith(frozenPrefix)) as [string, FrozenPeriod][]
  const hashes = new Map<string | null, string>()
  const endOf = ([, { editions }]: [string, FrozenPeriod]) => editions[0]?.report.period.to ?? ""
  const byTime = kept.sort((a, b) => (endOf(a) < endOf(b) ? -1 : 1))
  for (const [key, { editions }] of byTime) {
    const before = editions.map((edition): Edition => {
      const json = olderJson(edition.json, edition.report.period.kind)
      const hash = sha256(hashedForm(json))
      hashes.set(edition.sha256, hash)
      const { minutes: _, ...figures } = edition.report.figures as Loose
      const report = { ...edition.report, figures }
      return {
        ...edition,
        definitions: 1,
        json,
        report,
        content: contents.get(edition.content) ?? "",
        sha256: hash,
        after: hashes.get(edition.after) ?? null,
      }
    })
    await store.snapshots.put(key, { v: 1, editions: before } satisfies FrozenPeriod)
  }
}

function olderJson(now: object, kind: string): object {
  const json: Loose = structuredClone(now)
  const { figures, index } = json
  delete figures.minutes
  if (kind === "week")
    figures.sdg = figures.sdg.map((g: Loose) => ({ goal: g.goal, actions: g.actions ?? 12 }))
  if (kind === "quarter") figures.segments = figures.segments.flatMap(withSmallerOther)
  if (index.partWeights && index.parts.loop === null) index.partWeights = { ...index.partWeights, loop: 0.1 }
  return json
}

/** Zuid had a row of its own. */
function withSmallerOther({ segment, reach, active }: Loose): object[] {
  if (segment !== "Other") return [{ segment, reach, active }]
  const share = (count: number, of: number) => ({ count, of, share: count / of })
  const own = ({ count }: Loose) => Math.min(20, Math.ceil(count / 2))
  return [
    { segment: "Zuid", reach: share(own(reach), 20), active: share(own(active), 20) },
    {
      segment,
      reach: share(reach.count - own(reach), reach.of - 20),
      active: share(active.count - own(active), active.of - 20),
    },
  ]
}

/** Lines of cells.csv that those releases did not make. */
export function withoutTexts(cells: string): string {
  return cells
    .split("\n")
    .filter((line) => !/^[^,]*,[^,]*,[^,]*\.(definition|items\[[^,]*),/.test(line))
    .join("\n")
}
