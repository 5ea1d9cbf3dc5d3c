import type { EvidenceItem, FrameworkEvidence, Report } from "../../../src/report/report.ts"
import { goalsFramework } from "../../../src/report/source.ts"
import { clean } from "../../../src/view/safe-text.ts"
import type { Telling } from "../../../src/view/telling.ts"
import { type Figure, type Group, type Row, type Section, withheld } from "../row.ts"

export const evidenceKinds = ["challenge", "nudge", "poll"] as const

/** Per part of each framework how much was offered about it and what was done; the goals too, which have a section of their own for actions. */
export function evidenceSection(report: Report, telling: Telling): Section | null {
  if (report.evidence.length === 0) return null
  const title = telling.words("evidence.title")
  return {
    id: "evidence",
    title,
    finding: title,
    about: `${telling.words("evidence.sub")} ${telling.words("evidence.proves-not")}`,
    groups: report.evidence.map((one) => frameworkGroup(one, { telling, period: report.period.id })),
  }
}

export function nameOfFramework({ name, edition }: FrameworkEvidence, telling: Telling): string {
  return edition === null ? telling.pick(name) : `${telling.pick(name)} ${edition}`
}

const noted = ["bcorp", "iso26000", "pso"]

function frameworkGroup(one: FrameworkEvidence, q: { telling: Telling; period: string }): Group {
  const { telling, period } = q
  const name = nameOfFramework(one, telling)
  const rows = one.elements.flatMap(({ element, name: of, items, actions }): Row[] => {
    const row = (id: string, figure: Figure): Row => ({
      id: `evidence.${one.framework}.${element}.${id}`,
      name: `${name}: ${telling.words(`evidence.${id}`)}`,
      part: telling.pick(of),
      how: telling.words(`export.how.evidence-${id === "actions" ? "actions" : "offered"}`),
      figure,
      period,
    })
    const done: Figure = actions.suppressed
      ? withheld("count", { because: actions.because, telling })
      : { type: "count", count: actions.count }
    return [
      ...evidenceKinds.map((kind) =>
        row(kind, { type: "count", count: items.filter((item) => item.kind === kind).length }),
      ),
      row("actions", done),
    ]
  })
  return {
    title: one.framework === goalsFramework ? null : name,
    about: noted.includes(one.framework) ? telling.words(`evidence.note-${one.framework}`) : null,
    as: "rows",
    rows,
  }
}

/** What was offered, with its days: for whoever asks for proof of it. */
export type Offer = { framework: string; element: string; kind: string; title: string; on: readonly string[] }

export function offersOf({ evidence }: Report, telling: Telling): Offer[] {
  return evidence.flatMap((one) =>
    one.elements.flatMap(({ name, items }) =>
      items.map((item) => ({
        framework: nameOfFramework(one, telling),
        element: telling.pick(name),
        kind: telling.words(`evidence.one-${item.kind}`),
        title: titleOf(item, telling),
        on: item.on,
      })),
    ),
  )
}

function titleOf({ id, title }: EvidenceItem, telling: Telling): string {
  return title ? telling.pick(title) : clean(id)
}
