/** What a file says otherwise than the report: one line each, none where they agree. */
import { drawnFrameworks } from "../../adapters/export/pdf/evidence.ts"
import type { Report } from "../../src/report/report.ts"
import { isLikert } from "../../src/view/opinions.ts"
import { type Fact, factsOf } from "./facts.ts"
import { numberColumns, type Slides, type Table, type Value } from "./read.ts"

type Language = "nl" | "en"
const numbers = ["count", "of", "share", "amount", "low", "high"] as const

/** CSV and XLSX: each fact in its row and no other rows; what is withheld has words where its number would be. */
export function tableFaults(report: Report, table: Table): string[] {
  const facts = factsOf(report)
  const known = new Set(facts.map((fact) => fact.field))
  const unknown = [...table.keys()].filter((field) => !known.has(field) && !/^[A-Z]/.test(field))
  return [
    ...unknown.map((field) => `${field}: a row that the report knows nothing of`),
    ...facts.flatMap((fact) => rowFaults(fact, table.get(fact.field))),
  ]
}

function rowFaults(fact: Fact, row: Value[] | undefined): string[] {
  if (!row) return [`${fact.field}: missing`]
  const cells = numberColumns.map((column) => row[column] ?? "")
  if (fact.withheld) {
    const told = cells.filter((cell) => typeof cell === "number")
    const words = cells.filter((cell) => typeof cell === "string" && cell !== "")
    return [
      ...told.map((n) => `${fact.field}: withheld, and says ${n}`),
      ...(words.length === 0 ? [`${fact.field}: withheld without a word`] : []),
    ]
  }
  return numbers.flatMap((name, i) => {
    const should = fact[name] ?? ""
    return cells[i] === should ? [] : [`${fact.field}: ${name} is ${cells[i]}, not ${should}`]
  })
}

const formats = {
  nl: new Intl.NumberFormat("nl-NL", { maximumFractionDigits: 1 }),
  en: new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 }),
}

export function shown(value: number, language: Language): string {
  return formats[language].format(value).replace("-", "−")
}

/** Always with one decimal. */
function decimal(value: number, language: Language): string {
  return Number.isInteger(value)
    ? `${shown(value, language)}${language === "nl" ? "," : "."}0`
    : shown(value, language)
}

function percent(share: number): string {
  const points = Math.round(share * 100)
  if (points === 0 && share > 0) return "<1%"
  return points === 100 && share < 1 ? ">99%" : `${points}%`
}

/** As a sentence has it: "168 van 240 (70%)". */
function phrase({ count, of, share, amount }: Fact, language: Language): string {
  if (amount !== undefined) return shown(amount, language)
  if (share === undefined) return shown(count ?? Number.NaN, language)
  if (count === undefined || of === undefined) return percent(share)
  return `${shown(count, language)} ${language === "nl" ? "van" : "of"} ${shown(of, language)} (${percent(share)})`
}

/** The PDF as text: every fact as it is written there. */
export function pdfFaults(report: Report, text: string, language: Language): string[] {
  const answers = report.polls.filter(isLikert).flatMap((poll) => {
    if (poll.options.suppressed) return []
    const each = poll.options.options.map((o) =>
      o.count === undefined ? percent(o.share) : shown(o.count, language),
    )
    return text.includes(each.join(" · ")) ? [] : [`polls.${poll.poll}: "${each.join(" · ")}" is not there`]
  })
  const others = factsOf(report).flatMap((fact) => {
    // What is not drawn of the frameworks the PDF says to be in the workbook.
    const framework = /^evidence\.([^.]+)/.exec(fact.field)?.[1]
    if (fact.withheld || (framework && !drawnFrameworks.includes(framework))) return []
    const wanted = pdfPhrases(fact, { report, language })
    return wanted
      .filter((part) => !text.includes(part))
      .map((part) => `${fact.field}: "${part}" is not there`)
  })
  return [...answers, ...others]
}

function pdfPhrases(fact: Fact, { report, language }: { report: Report; language: Language }): string[] {
  const { field, count, share, low, high, amount } = fact
  const likert = report.polls.some((p) => p.kind === "likert" && field.startsWith(`polls.${p.poll}`))
  if (/^(index\.(value|ranges)|index\.parts)/.test(field)) {
    const ends = low === undefined || high === undefined ? [] : [low, high]
    return [amount ?? Number.NaN, ...ends].map((n) => decimal(n, language))
  }
  // What was before is told by what changed, in whole points.
  if (field.startsWith("previous."))
    return [shown(count ?? Number.NaN, language), percent(share ?? Number.NaN)]
  if (field.startsWith("index.change.value")) return [decimal(amount ?? Number.NaN, language)]
  if (field.startsWith("index.change.")) {
    const sign = (n: number) => `${n > 0 ? "+" : ""}${decimal(n, language)}`
    return [amount, low, high].map((n) => sign(n ?? Number.NaN))
  }
  if (field.startsWith("index.answers")) return [shown(count ?? Number.NaN, language)]
  if (field.startsWith("trend.") || likert) return [shown(count ?? 0, language)]
  if (/^figures\.segments\..*\.(reach|active)$/.test(field))
    return [`${shown(count ?? Number.NaN, language)} · ${percent(share ?? Number.NaN)}`]
  if (/^polls\.[^.]+$/.test(field)) return [shown(count ?? Number.NaN, language)]
  if (field.endsWith(".kgCo2e")) return [low, high, amount].map((n) => shown(n ?? Number.NaN, language))
  return [phrase(fact, language)]
}

/** Slides with their notes: every fact of the sections that they have, and charts with numbers of the report only. */
export function slideFaults(report: Report, slides: Slides, language: Language): string[] {
  const facts = factsOf(report)
  const text = slides.notes.join("\n")
  const told = facts.flatMap((fact) => {
    // Teams and frameworks are on no slide.
    if (fact.withheld || /^(figures\.segments|evidence)\./.test(fact.field)) return []
    const wanted = phrase(fact, language)
    return text.includes(wanted) ? [] : [`${fact.field}: the notes have no "${wanted}"`]
  })
  const known = new Set(facts.flatMap((fact) => numbers.flatMap((name) => fact[name] ?? [])))
  // The bars of a range begin at its low end and change their colour at the number.
  for (const { low, high, amount = Number.NaN } of facts)
    if (low !== undefined && high !== undefined)
      for (const part of [amount - low, high - amount]) known.add(Math.round(part * 10) / 10)
  const strange = slides.charts
    .flatMap((chart) => chart.flatMap((series) => series.values))
    .filter((value) => value !== "" && !known.has(Number(value)))
  return [...told, ...strange.map((value) => `a chart says ${value}, which the report does not`)]
}

/** The page as text: counts and shares as it writes them. */
export function pageFaults(report: Report, text: string, language: Language): string[] {
  return factsOf(report).flatMap(({ field, withheld, count, of, share, amount, low, high }) => {
    const beside =
      /^(index\.(answers|partWeights|change)|previous|shown|figures\.depth\.ladder|quarters|evidence\.sdg)/
    // The page has no place for these, or tells them in other words; what it shows of them its own tests hold.
    if (withheld || beside.test(field)) return []
    if (field.startsWith("index.parts.") && report.index.value === null) return []
    const onPage = field.startsWith("index.")
      ? [
          ...(amount === undefined
            ? []
            : [field.startsWith("index.parts") ? String(Math.round(amount)) : decimal(amount, language)]),
        ]
      : [count, amount, low, high].flatMap((n) => (n === undefined ? [] : shown(n, language)))
    const whole = of === undefined || !/^figures\.(reach|active)$/.test(field) ? [] : [shown(of, language)]
    const part = share === undefined || field.startsWith("polls.") ? [] : [percent(share)]
    const small = /^figures\.segments\..*\.(reach|active)$|^trend\./.test(field)
      ? part
      : [...onPage, ...whole, ...part]
    return small
      .filter((wanted) => !text.includes(wanted))
      .map((wanted) => `${field}: the page has no ${wanted}`)
  })
}

/** Numbers of a text that nothing in the report, its words or its names explains. */
export function unexplained(text: string, allowed: ReadonlySet<string>): string[] {
  return [...new Set(tokens(text))].filter((token) => !allowed.has(token))
}

export function tokens(text: string): string[] {
  return (text.match(/\d+(?:[.,]\d+)*/g) ?? []).map((token) => token.replace(/^0+(?=\d)/, ""))
}

/** All forms in which a fact may be written. */
export function formsOf(report: Report, language: Language): string[] {
  return factsOf(report).flatMap((fact) =>
    numbers.flatMap((name) => {
      const value = fact[name]
      if (value === undefined) return []
      const forms = [
        shown(value, language),
        decimal(value, language),
        percent(value),
        String(Math.round(value)),
      ]
      return tokens(forms.join(" "))
    }),
  )
}
