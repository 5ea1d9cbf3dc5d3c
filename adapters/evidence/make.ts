/** The files of an evidence folder, from the frozen periods that a ledger keeps. */
import type { Language } from "../../src/domain/id.ts"
import { spanOf } from "../../src/report/again/calendar.ts"
import { canonical, hashedForm } from "../../src/report/canonical.ts"
import type { CountedContent } from "../../src/report/counted-content.ts"
import { type Edition, thawed } from "../../src/report/freeze.ts"
import { figuresJson } from "../../src/report/json.ts"
import { sumOfQuarters } from "../../src/report/year.ts"
import type { Say } from "../../src/view/words.ts"
import { text } from "../../src/view/words.ts"
import { cellsCsv } from "./cells.ts"
import { folderFormat, names, periodFile, yearFile } from "./folder.ts"
import { readme } from "./readme.ts"
import type { About } from "./shape.ts"

export type Kept = {
  /** All editions of all frozen periods, in any order. */
  editions: readonly Edition[]
  /** By their hash. */
  contents: ReadonlyMap<string, CountedContent>
}
type Making = {
  kept: Kept
  madeAt: number
  /** `draagvlak 0.1.0` */
  madeBy: string
  words: Record<Language, Say>
  sha256: (text: string) => string
}

/** Text by path. Null where nothing is frozen yet. */
export function evidenceFiles(q: Making): Map<string, string> | null {
  const editions = inOrder(q.kept.editions)
  const [first] = editions
  const last = editions.at(-1)
  if (!first || !last) return null
  const about = aboutOf(q, editions)
  const files = new Map<string, string>()
  for (const one of editions) files.set(fileOf(one), hashedForm(one.json))
  for (const year of about.years) files.set(yearFile(year), canonical(yearOf(year, editions)))
  files.set(
    names.cells,
    cellsCsv(
      editions.map((e) => ({ period: e.report.period.id, ...e })),
      about.stamp.en,
    ),
  )
  files.set(names.about, `${JSON.stringify(about, null, 1)}\n`)
  for (const language of ["nl", "en"] as const)
    files.set(names.readme[language], readme({ about, say: q.words[language], language }))
  const sums = [...files].sort(([a], [b]) => (a < b ? -1 : 1))
  files.set(names.sums, sums.map(([path, content]) => `${q.sha256(content)}  ${path}\n`).join(""))
  return files
}

function fileOf(edition: Edition): string {
  return periodFile({ period: edition.report.period.id, edition: edition.edition })
}

const kinds = ["week", "month", "quarter", "year"]

/** By last day, a shorter period before a longer, then by edition. */
function inOrder(editions: readonly Edition[]): Edition[] {
  const rank = ({ report: { period }, edition }: Edition) =>
    `${period.to} ${kinds.indexOf(period.kind)} ${String(edition).padStart(6, "0")}`
  return [...editions].sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
}

function aboutOf(q: Making, editions: readonly Edition[]): About {
  const { report } = editions.at(-1) as Edition
  const both = (id: string) => ({ nl: text(q.words.nl, id), en: text(q.words.en, id) })
  const contents = [...new Set(editions.flatMap((e) => e.content ?? []))].flatMap((sha256) => {
    const content = q.kept.contents.get(sha256)
    return content ? [{ sha256, content }] : []
  })
  const held = new Set(contents.map((c) => c.sha256))
  return {
    format: folderFormat,
    stamp: both(report.demo ? "proof.stamp-demo" : "proof.stamp"),
    organisation: report.organisation,
    demo: report.demo,
    madeAt: new Date(q.madeAt).toISOString(),
    madeBy: q.madeBy,
    timeZone: report.period.timeZone,
    countedFrom: report.countedFrom ?? report.period.from,
    editions: editions.map((e) => ({
      period: e.report.period.id,
      edition: e.edition,
      at: e.at,
      definitions: e.definitions,
      minGroup: e.report.minGroup,
      content: e.content && held.has(e.content) ? e.content : null,
      sha256: e.sha256,
      after: e.after,
      because: e.because,
    })),
    contents: contents as About["contents"],
    questions: questionsOf(editions),
    years: yearsOf(editions),
  }
}

/** What was asked, from the catalogue. What a steward typed stays where its owner can withdraw it. */
function questionsOf(editions: readonly Edition[]): About["questions"] {
  const found = new Map<string, About["questions"][number]>()
  for (const poll of editions.flatMap((e) => e.report.polls)) {
    if (poll.question === null || poll.id === poll.poll) continue
    const options = poll.labels.flatMap((l) => (l.text === null ? [] : [{ key: l.key, text: l.text }]))
    found.set(poll.id, { item: poll.id, question: poll.question, options })
  }
  return [...found.values()].sort((a, b) => (a.item < b.item ? -1 : 1))
}

/** Years of which the last quarter is frozen. */
function yearsOf(editions: readonly Edition[]): string[] {
  const ids = editions.map((e) => e.report.period.id).filter((id) => id.endsWith("-Q4"))
  return [...new Set(ids.map((id) => id.slice(0, 4)))]
}

/** A year is told as its quarters and sums only what adds. */
function yearOf(year: string, editions: readonly Edition[]): object {
  const span = spanOf(year)
  const last = new Map<string, Edition>()
  for (const one of editions)
    if (one.report.period.kind === "quarter" && one.report.period.id.startsWith(`${year}-`))
      last.set(one.report.period.id, one)
  const quarters = [...last.values()]
  return {
    period: { id: year, from: span?.from, to: span?.to },
    quarters: quarters.map((e) => ({ period: e.report.period.id, edition: e.edition, sha256: e.sha256 })),
    figures: figuresJson(
      sumOfQuarters(quarters.map((e) => thawed(e, { reader: "manager", first: null }).figures)),
    ),
  }
}
