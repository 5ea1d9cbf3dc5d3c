import type { Instant } from "../../src/domain/id.ts"
import {
  type Period,
  type PeriodKind,
  periodOf,
  previousPeriod,
  readPeriod,
} from "../../src/domain/period.ts"
import { localDate } from "../../src/domain/time.ts"
import type { Report } from "../../src/report/report.ts"
import { periodName } from "../../src/view/telling.ts"
import { type Html, html, type Part } from "../page/html.ts"
import type { Voice } from "./voice.ts"

/** Periods in a list: two years of weeks. Older ones are reached by the links to the one before. */
const listedMax = 104

/** Which period, and which to compare it with: a form that works without scripts. */
export function pick(report: Report, voice: Voice, now: Instant): Part {
  const { period, countedFrom } = report
  const today = localDate(now, period.timeZone)
  const counted = upTo(period.kind, { first: countedFrom ?? today, last: today })
  const shown = readPeriod(period.id)
  const periods = shown && !counted.some(({ id }) => id === shown.id) ? [shown, ...counted] : counted
  const comparable = counted.filter(({ from, to }) => to < period.from && from >= (countedFrom ?? today))
  if (periods.length < 2) return null
  return html`<form method="get" action="/report" class="pick">
<label>${voice.words("report.pick.period")} <select name="period">${periods.map((one) => option(one, one.id === period.id, voice))}</select></label>
${
  comparable.length > 0 && period.state === "over" && period.kind !== "year"
    ? html`<label>${voice.words("report.pick.with")} <select name="with">${comparable.map((one) => option(one, one.id === report.previous?.id, voice))}</select></label>`
    : null
}
<button type="submit">${voice.words("report.pick.show")}</button></form>`
}

/** Newest first. */
function upTo(kind: PeriodKind, { first, last }: { first: string; last: string }): Period[] {
  const found: Period[] = []
  for (let one = periodOf(kind, last); one.to >= first && found.length < listedMax; one = previousPeriod(one))
    found.push(one)
  return found
}

function option(period: Period, selected: boolean, voice: Voice): Html {
  const year = period.kind === "week" || period.kind === "quarter" ? ` · ${period.id.slice(0, 4)}` : ""
  return html`<option value="${period.id}"${selected ? html` selected` : null}>${periodName(voice, period)}${year}</option>`
}
