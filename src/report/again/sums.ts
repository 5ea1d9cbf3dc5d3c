/** What adds up: the months of a quarter, the weeks of a month that is four whole weeks, the quarters of a year. */
import type { Frozen } from "./book.ts"
import { around, dayAfter, type Span, spanOf } from "./calendar.ts"
import { type Checks, isNumber, isWithheld, type Json, list, object, sum } from "./checks.ts"
import type { Evidence } from "./evidence.ts"
import { minutesAgain } from "./minutes.ts"

const kinds = ["week", "month", "quarter", "year"] as const
/** Choices of editions looked at for one sum. */
const choicesMax = 1000

/** Work done counts on the day when it was noted, so that it adds up over days; people do not, who come back. */
export function checkSums(known: readonly Frozen[], checks: Checks): void {
  for (const whole of known)
    for (const kind of kinds.slice(0, kinds.indexOf(whole.span.kind))) {
      const parts = tiles(whole.span, kind)
      const choices = choicesOf(parts.map((span) => known.filter((k) => k.listed.period === span.id)))
      const fitting = choices.filter((choice) => comparable(whole, choice))
      if (fitting.length === 0) continue
      // A correction of one of them alone may leave the sum as it was before.
      const tries = fitting.map((choice) => differences(whole, choice))
      const best = tries.find((t) => t.every((d) => d.is)) ?? tries.at(-1) ?? []
      const mine = checks.of(whole.listed.period, whole.listed.edition)
      for (const { cell, found, expected, is } of best)
        mine.holds("sum", cell, { found, expected: `${expected}, the sum of its ${kind}s`, is })
    }
}

/** The periods of that kind that fill the span exactly; none where they do not. */
function tiles(whole: Span, kind: Span["kind"]): Span[] {
  const parts: Span[] = []
  for (let day = whole.from; day <= whole.to; ) {
    const part = around(kind, day)
    if (part.from !== day || part.to > whole.to) return []
    parts.push(part)
    day = dayAfter(part.to)
  }
  return parts
}

function choicesOf(parts: readonly Frozen[][]): Frozen[][] {
  if (parts.length === 0) return []
  let choices: Frozen[][] = [[]]
  for (const editions of parts) {
    choices = choices.flatMap((choice) => editions.map((edition) => [...choice, edition]))
    if (choices.length > choicesMax) return []
  }
  return choices
}

function comparable(whole: Frozen, parts: readonly Frozen[]): boolean {
  return parts.every((part) => part.listed.definitions === whole.listed.definitions)
}

type Sum = { cell: string; found: unknown; expected: number; is: boolean }

function differences(whole: Frozen, parts: readonly Frozen[]): Sum[] {
  const mine = work(whole.json)
  const theirs = parts.map((part) => work(part.json))
  // Which goals an action counts for is up to the content.
  const sameContent = parts.every(
    (p) => p.listed.content !== null && p.listed.content === whole.listed.content,
  )
  const cells = new Set([mine, ...theirs].flatMap((w) => [...w.keys()]))
  return [...cells].flatMap((cell) => {
    if (cell.startsWith("figures.sdg") && !sameContent) return []
    const found = mine.get(cell) ?? 0
    const values = theirs.map((w) => w.get(cell) ?? 0)
    if (found === "withheld" || values.some((v) => v === "withheld")) return []
    const expected = Math.round(10 * sum(values.map(Number))) / 10
    return [{ cell, found, expected, is: Math.abs(Number(found) - expected) < 0.01 }]
  })
}

type Work = Map<string, number | "withheld">

/** A unit that is not listed was not used. */
function work(json: Json): Work {
  const figures = object(json["figures"])
  const cells: Work = new Map()
  const put = (cell: string, node: unknown, value: unknown) => {
    if (isWithheld(node)) cells.set(cell, "withheld")
    else if (isNumber(value)) cells.set(cell, value)
  }
  put("figures.actions", figures["actions"], object(figures["actions"])["count"])
  for (const unit of list(figures["logged"]))
    put(`figures.logged[${unit["unit"]}].amount`, unit, unit["amount"])
  const followUp = figures["followUp"]
  put("figures.followUp.of", followUp, object(followUp)["of"])
  put("figures.followUp.count", followUp, object(followUp)["count"])
  // A year with a quarter of before minutes were counted has none.
  const minutes = object(figures["minutes"])
  for (const kind of ["minutes", "challenges", "nudges", "polls"])
    cells.set(`figures.minutes.${kind}`, isNumber(minutes[kind]) ? minutes[kind] : "withheld")
  for (const goal of list(figures["sdg"])) put(`figures.sdg[${goal["goal"]}]`, goal, goal["actions"])
  return cells
}

/** A year is told as its quarters and sums what adds; where one quarter is withheld, the sum is. */
export function checkYears({ years }: Evidence, known: readonly Frozen[], checks: Checks): void {
  for (const { period, json } of years) {
    const mine = checks.of(period, null)
    const named = list(json["quarters"])
    const wanted = quartersOf(period, known)
    mine.same("year", "quarters", {
      found: named.map((q) => `${q["period"]}.${q["edition"]} ${q["sha256"]}`).join(" "),
      expected: wanted.map((k) => `${k.listed.period}.${k.listed.edition} ${k.listed.sha256}`).join(" "),
    })
    const made = work(json)
    const parts = wanted.map((k) => work(k.json))
    for (const cell of new Set([made, ...parts].flatMap((w) => [...w.keys()]))) {
      const values = parts.map((w) => w.get(cell) ?? 0)
      const total = Math.round(10 * sum(values.map(Number))) / 10
      const expected = values.includes("withheld") ? "withheld" : total
      mine.same("year", cell, { found: made.get(cell) ?? 0, expected })
    }
    kgOfYear(json, wanted, mine)
    if (isNumber(object(object(json["figures"])["minutes"])["minutes"])) minutesAgain(json, mine)
  }
}

/** The last edition of each quarter of the year. */
function quartersOf(year: string, known: readonly Frozen[]): Frozen[] {
  const span = spanOf(year)
  if (span?.kind !== "year") return []
  return tiles(span, "quarter").flatMap(({ id }) => {
    const editions = known.filter((k) => k.listed.period === id)
    return editions.sort((a, b) => b.listed.edition - a.listed.edition).slice(0, 1)
  })
}

function kgOfYear(json: Json, quarters: readonly Frozen[], checks: Checks): void {
  for (const figure of list(object(json["figures"])["logged"])) {
    if (isWithheld(figure)) continue
    const kg = quarters.flatMap((q) =>
      list(object(q.json["figures"])["logged"])
        .filter((l) => l["unit"] === figure["unit"])
        .map((l) => l["kgCo2e"]),
    )
    const cell = `figures.logged[${figure["unit"]}].kgCo2e`
    if (kg.some((part) => part === null || part === undefined)) {
      checks.same("year", cell, { found: figure["kgCo2e"], expected: null })
      continue
    }
    for (const bound of ["low", "mid", "high"]) {
      const total = sum(kg.map((part) => Number(object(part)[bound])))
      const found = object(figure["kgCo2e"])[bound]
      checks.same("year", `${cell}.${bound}`, { found, expected: Math.round(10 * total) / 10 })
    }
    const years = kg.map((part) => Number(object(part)["factorYear"]))
    const found = object(figure["kgCo2e"])["factorYear"]
    checks.same("year", `${cell}.factorYear`, { found, expected: Math.max(...years) })
  }
}
