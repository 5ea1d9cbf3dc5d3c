/** What was asked and done about each part of each framework: for who must account for attention, not for results. */
import type { Catalogue, Text } from "../domain/content.ts"
import type { LocalDate } from "../domain/id.ts"
import type { Basis } from "./metric.ts"
import { publishWork, withheld } from "./privacy.ts"
import type { ElementEvidence, EvidenceItem, FrameworkEvidence, Report } from "./report.ts"
import { elementKey, elementsOf, goalsFramework, type Item } from "./source.ts"
import type { Asked } from "./tally.ts"
import { contributors } from "./window.ts"
import { sumCounts } from "./year.ts"

/** Of quarters only: in shorter times so few people stand behind one part that most would have to be withheld. */
export function evidence(basis: Basis, asked: ReadonlyMap<string, Asked>): FrameworkEvidence[] {
  if (basis.period.kind !== "quarter") return []
  const { catalogue } = basis
  const items = itemsByElement(basis, asked)
  return frameworksOf(catalogue).map(({ elements, ...framework }) => ({
    ...framework,
    elements: elements.map(({ id, name }) => {
      const key = elementKey(framework.framework, id)
      return { element: id, name, items: items.get(key) ?? [], actions: actionsOn(basis, key) }
    }),
  }))
}

type Fields = Omit<FrameworkEvidence, "elements"> & { elements: { id: string; name: Text }[] }

function frameworksOf({ frameworks, goals }: Catalogue): Fields[] {
  const kept = [...frameworks.values()].map(
    ({ id, name, edition, elements }): Fields => ({
      framework: id,
      name,
      edition,
      elements: [...elements.values()],
    }),
  )
  const numbers = [...goals.values()].sort((a, b) => a.number - b.number)
  const sdg: Fields = {
    framework: goalsFramework,
    name: { nl: "SDG’s", en: "SDGs" },
    edition: null,
    elements: numbers.map(({ number, name }) => ({ id: String(number), name })),
  }
  return [...kept, sdg]
}

function actionsOn({ window, catalogue, shown }: Basis, key: string): ElementEvidence["actions"] {
  const work = window.work.filter((on) => elementsOf(catalogue, on.source).includes(key))
  const count = work.reduce((sum, on) => sum + on.actions, 0)
  return shown().element(key) ? publishWork({ count }, contributors(work)) : withheld("small")
}

/** Each thing once, with all its days. */
function itemsByElement(basis: Basis, asked: ReadonlyMap<string, Asked>): Map<string, EvidenceItem[]> {
  const { catalogue } = basis
  const found = new Map<string, EvidenceItem[]>()
  for (const item of offeredIn(basis, asked))
    for (const key of elementsOf(catalogue, item)) {
      const items = found.get(key)
      if (items) items.push(item)
      else found.set(key, [item])
    }
  return found
}

function offeredIn({ window, catalogue }: Basis, asked: ReadonlyMap<string, Asked>): EvidenceItem[] {
  const found = new Map<string, EvidenceItem>()
  const add = (item: Item, on: LocalDate) => {
    const key = `${item.kind} ${item.id}`
    const known = found.get(key) ?? { kind: item.kind, id: item.id, title: titleOf(catalogue, item), on: [] }
    if (known.on.at(-1) !== on) known.on.push(on)
    found.set(key, known)
  }
  for (const { kind, id, on } of window.offered) add({ kind, id }, on)
  for (const { poll, on } of window.closed) {
    const question = asked.get(poll)?.question
    if (question?.type === "item") add({ kind: "poll", id: question.item }, on)
  }
  return [...found.values()]
}

function titleOf(catalogue: Catalogue, { kind, id }: Item): Text | null {
  switch (kind) {
    case "challenge":
      return catalogue.challenges.get(id)?.title ?? null
    case "nudge":
      return catalogue.nudges.get(id)?.action ?? null
    case "poll":
      return catalogue.polls.get(id)?.question ?? null
  }
}

/** A year has what its quarters have; where one of them withholds a count, so does the year. */
export function sumOfEvidence(quarters: readonly Report[]): FrameworkEvidence[] {
  const newest = quarters.at(-1)?.evidence ?? []
  const of = (framework: string, element: string) =>
    quarters.flatMap(
      ({ evidence }) =>
        evidence
          .find((one) => one.framework === framework)
          ?.elements.filter((one) => one.element === element) ?? [],
    )
  return newest.map((framework) => ({
    ...framework,
    elements: framework.elements.map((element) => {
      const same = of(framework.framework, element.element)
      return {
        ...element,
        items: together(same.flatMap(({ items }) => items)),
        actions: sumCounts(same.map(({ actions }) => actions)),
      }
    }),
  }))
}

function together(items: readonly EvidenceItem[]): EvidenceItem[] {
  const found = new Map<string, EvidenceItem>()
  for (const item of items) {
    const key = `${item.kind} ${item.id}`
    const known = found.get(key)
    found.set(key, known ? { ...known, on: [...known.on, ...item.on] } : item)
  }
  return [...found.values()]
}
