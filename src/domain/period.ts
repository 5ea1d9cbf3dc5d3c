import { Temporal } from "temporal-polyfill"
import type { LocalDate } from "./id.ts"
import { addDays, isoWeek, weekday } from "./time.ts"

export type PeriodKind = "week" | "month" | "quarter" | "year"
/** `from` and `to` are its first and last day. */
export type Period = { id: string; kind: PeriodKind; from: LocalDate; to: LocalDate }

const firstYear = 1970

/** `2026-W47`, `2026-11`, `2026-Q4` or `2026`; null for all else, also for weeks that a year does not have. */
export function readPeriod(id: string): Period | null {
  const week = /^(\d{4})-W(\d{2})$/.exec(id)
  if (week) {
    if (Number(week[1]) < firstYear) return null
    const from = addDays(mondayOf(`${week[1]}-01-04`), 7 * (Number(week[2]) - 1))
    return isoWeek(from) === id ? { id, kind: "week", from, to: addDays(from, 6) } : null
  }
  const month = /^(\d{4})-(\d{2})$/.exec(id)
  if (month) return months({ id, kind: "month", year: Number(month[1]), month: Number(month[2]), count: 1 })
  const quarter = /^(\d{4})-Q([1-4])$/.exec(id)
  if (quarter)
    return months({
      id,
      kind: "quarter",
      year: Number(quarter[1]),
      month: 3 * Number(quarter[2]) - 2,
      count: 3,
    })
  return /^\d{4}$/.test(id) ? months({ id, kind: "year", year: Number(id), month: 1, count: 12 }) : null
}

export function periodOf(kind: PeriodKind, date: LocalDate): Period {
  const key = `${kind} ${date}`
  let period = periods.get(key)
  if (!period) {
    period = computed(kind, date)
    if (periods.size >= periodsMax) periods.clear()
    periods.set(key, period)
  }
  return period
}

/** The same few are asked for again and again, and each is the same for ever. */
const periods = new Map<string, Period>()
const periodsMax = 5000

function computed(kind: PeriodKind, date: LocalDate): Period {
  const d = Temporal.PlainDate.from(date)
  const year = String(d.year).padStart(4, "0")
  const id = {
    week: isoWeek(date),
    month: `${year}-${String(d.month).padStart(2, "0")}`,
    quarter: `${year}-Q${Math.ceil(d.month / 3)}`,
    year,
  }[kind]
  const period = readPeriod(id)
  if (!period) throw new Error(`no ${kind} for ${date}`)
  return period
}

export function previousPeriod(period: Period): Period {
  return periodOf(period.kind, addDays(period.from, -1))
}

export function nextPeriod(period: Period): Period {
  return periodOf(period.kind, addDays(period.to, 1))
}

export function mondayOf(date: LocalDate): LocalDate {
  return addDays(date, 1 - weekday(date))
}

function months(q: {
  id: string
  kind: PeriodKind
  year: number
  month: number
  count: number
}): Period | null {
  if (q.year < firstYear || q.month < 1 || q.month > 12) return null
  const from = Temporal.PlainDate.from({ year: q.year, month: q.month, day: 1 })
  return {
    id: q.id,
    kind: q.kind,
    from: from.toString(),
    to: from.add({ months: q.count }).subtract({ days: 1 }).toString(),
  }
}
