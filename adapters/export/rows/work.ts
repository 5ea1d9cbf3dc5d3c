import type { Logged, LoggedAmount, Report } from "../../../src/report/report.ts"
import { goalsAbout, type Telling } from "../../../src/view/telling.ts"
import { plainGroup, type Row, type Section, withheld } from "../row.ts"

/** Actions of everybody, and amounts per unit with their range of CO2 where a factor may be used. */
export function workSection(report: Report, telling: Telling): Section {
  const { actions, logged } = report.figures
  return {
    id: "work",
    title: telling.words("report.logged.title"),
    finding: telling.words("report.logged.title"),
    about: telling.words("report.logged.sub"),
    groups: plainGroup([
      {
        id: "figures.actions",
        name: telling.words("report.parts.actions"),
        part: "",
        how: telling.words("report.parts.actions-what"),
        figure: actions.suppressed
          ? withheld("count", { because: actions.because, telling })
          : { type: "count", count: actions.count },
        period: report.period.id,
      },
      ...logged.flatMap((unit) => unitRows(report, { ...unit, telling })),
    ]),
  }
}

function unitRows(report: Report, { unit, name, logged, telling }: Logged & { telling: Telling }): Row[] {
  const one = !logged.suppressed && logged.amount === 1
  const label = name ? telling.pick(one ? name.one : name.other) : unit
  const row = (id: string, q: { name: string; how: string; figure: Row["figure"] }): Row => ({
    id: `figures.logged.${unit}${id}`,
    part: "",
    period: report.period.id,
    ...q,
  })
  const how = telling.words("report.logged.sub")
  if (logged.suppressed)
    return [row("", { name: label, how, figure: withheld("amount", { because: logged.because, telling }) })]
  const { amount, people, kgCo2e } = logged
  const rows = [
    row("", { name: label, how, figure: { type: "amount", amount, unit: "", low: null, high: null } }),
  ]
  if (people !== null)
    rows.push(
      row(".people", {
        name: telling.words("export.row.people", { unit: label }),
        how: telling.words("export.how.people"),
        figure: { type: "count", count: people },
      }),
    )
  if (kgCo2e)
    rows.push(
      row(".kgCo2e", {
        name: telling.words("export.row.kg", { unit: label }),
        how: factorOf(kgCo2e, telling),
        figure: {
          type: "amount",
          amount: kgCo2e.mid,
          unit: telling.words("export.unit.kg"),
          low: kgCo2e.low,
          high: kgCo2e.high,
        },
      }),
    )
  return rows
}

function factorOf(kg: NonNullable<LoggedAmount["kgCo2e"]>, telling: Telling): string {
  const rules = kg.rules.map((rule) => telling.pick(rule)).filter((rule) => rule !== "")
  const factor = telling.words("report.logged.factor", {
    year: String(kg.factorYear),
    source: kg.source.title,
  })
  return [...rules, factor].join(" ")
}

/** Actions per goal; one action may count for several. */
export function goalsSection(report: Report, telling: Telling): Section | null {
  const { sdg, actions } = report.figures
  if (sdg.length === 0) return null
  return {
    id: "goals",
    title: telling.words("report.sdg.title"),
    finding: telling.words("report.sdg.title"),
    about: telling.words(goalsAbout(report), actions.suppressed ? {} : { n: actions.count }),
    groups: plainGroup(
      sdg.map(({ goal, name, colour, actions: count }) => ({
        id: `figures.sdg.${goal}`,
        name: telling.words("export.row.goal", { goal }),
        part: telling.pick(name),
        how: telling.words("export.how.goal"),
        figure: count.suppressed
          ? withheld("count", { because: count.because, telling })
          : { type: "count", count: count.count },
        period: report.period.id,
        colour,
      })),
    ),
  }
}
