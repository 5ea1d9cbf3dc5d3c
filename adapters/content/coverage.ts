import type { Catalogue, Covers, Framework, Text } from "../../src/domain/content.ts"

type Row = {
  element: string
  name: Text
  without: string | null
  challenges: string[]
  nudges: string[]
  polls: string[]
}

/** Markdown: which items cover which element of which framework. An element without any says why. */
export function coverageTable(catalogue: Catalogue): string {
  const { goals, frameworks } = catalogue
  const sdg = [...goals.values()].map((g): Row => {
    const about = (item: { sdg: number | number[] }) => [item.sdg].flat().includes(g.number)
    return { element: String(g.number), name: g.name, without: null, ...itemsOf(catalogue, about) }
  })
  return [
    "# What the catalogue covers",
    "",
    "Made by `npx draagvlak content coverage > docs/coverage.md`; a test holds it to the content. Covering means: an item helps",
    "with this part. It is no claim that anything is met, and nothing here is a certificate.",
    "",
    ...section("The 17 goals of the United Nations (SDG)", sdg),
    ...[...frameworks.values()].flatMap((f) => section(titleOf(f), rowsOf(catalogue, f))),
  ]
    .join("\n")
    .trimEnd()
    .concat("\n")
}

function titleOf({ name, edition }: Framework): string {
  return edition === null ? name.en : `${name.en} (${edition})`
}

function rowsOf(catalogue: Catalogue, framework: Framework): Row[] {
  return [...framework.elements.values()].map(({ id, name, without }): Row => {
    const about = (item: { covers?: Covers }) => item.covers?.[framework.id]?.includes(id) ?? false
    return { element: id, name, without, ...itemsOf(catalogue, about) }
  })
}

type Item = { id: string; sdg: number | number[]; covers?: Covers }

function itemsOf(
  catalogue: Catalogue,
  about: (item: Item) => boolean,
): Pick<Row, "challenges" | "nudges" | "polls"> {
  const ids = (items: Iterable<Item>) => [...items].filter(about).map((i) => i.id)
  return {
    challenges: ids(catalogue.challenges.values()),
    nudges: ids(catalogue.nudges.values()),
    polls: ids(catalogue.polls.values()),
  }
}

function section(title: string, rows: Row[]): string[] {
  return [
    `## ${title}`,
    "",
    "| Element | In Dutch / in English | Challenges | Nudges | Polls |",
    "|---|---|---|---|---|",
    ...rows.map((r) => `| ${[`\`${r.element}\``, `${r.name.nl} / ${r.name.en}`, ...cells(r)].join(" | ")} |`),
    "",
  ]
}

function cells(r: Row): string[] {
  const all = [r.challenges, r.nudges, r.polls]
  return r.without === null ? all.map((ids) => ids.join(", ") || "–") : [`None: ${r.without}`, "–", "–"]
}
