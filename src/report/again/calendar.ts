/** Periods by plain counting of days since 1970, in no zone. */

export type Span = { id: string; kind: "week" | "month" | "quarter" | "year"; from: string; to: string }

const dayMs = 86_400_000
/** 1970-01-05 was a Monday. */
const firstMonday = 4

/** Null where there is no such period. */
export function spanOf(id: string): Span | null {
  const [, year, kind, number] = /^(\d{4})(?:-(W|Q)?(\d{1,2}))?$/.exec(id) ?? []
  if (!year) return null
  const y = Number(year)
  const n = Number(number)
  if (number === undefined) return months(id, { y, first: 1, count: 12, kind: "year" })
  if (kind === "Q")
    return n >= 1 && n <= 4 && number.length === 1
      ? months(id, { y, first: 3 * n - 2, count: 3, kind: "quarter" })
      : null
  if (number.length !== 2) return null
  if (kind === undefined)
    return n >= 1 && n <= 12 ? months(id, { y, first: n, count: 1, kind: "month" }) : null
  const monday = mondayOf(days(y, 1, 4)) + 7 * (n - 1)
  // The week with a year's first Thursday is its first; so a week belongs to the year of its Thursday.
  const thursday = new Date((monday + 3) * dayMs).getUTCFullYear()
  return n >= 1 && thursday === y ? { id, kind: "week", from: text(monday), to: text(monday + 6) } : null
}

function months(
  id: string,
  q: { y: number; first: number; count: number; kind: "month" | "quarter" | "year" },
): Span {
  const from = days(q.y, q.first, 1)
  const to = days(q.y, q.first + q.count, 1) - 1
  return { id, kind: q.kind, from: text(from), to: text(to) }
}

/** The period of that kind in which the day lies. */
export function around(kind: Span["kind"], day: string): Span {
  const [y = 0, m = 0] = day.split("-").map(Number)
  const month = String(m).padStart(2, "0")
  const ids = {
    week: () => {
      const monday = mondayOf(numberOf(day))
      const year = new Date((monday + 3) * dayMs).getUTCFullYear()
      const number = (monday - mondayOf(days(year, 1, 4))) / 7 + 1
      return `${year}-W${String(number).padStart(2, "0")}`
    },
    month: () => `${y}-${month}`,
    quarter: () => `${y}-Q${Math.floor((m + 2) / 3)}`,
    year: () => String(y),
  }
  const span = spanOf(ids[kind]())
  if (!span) throw new Error(`no ${kind} around ${day}`)
  return span
}

export function dayAfter(day: string, more = 1): string {
  return text(numberOf(day) + more)
}

/** The calendar's day at that instant on the clocks of the zone; null where either is none. */
export function localDay(at: string, zone: string): string | null {
  try {
    const two = "2-digit" as const
    const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, year: "numeric", month: two, day: two })
    return format.format(Date.parse(at))
  } catch {
    return null
  }
}

function days(year: number, month: number, day: number): number {
  return Math.floor(Date.UTC(year, month - 1, day) / dayMs)
}

function numberOf(day: string): number {
  const [y = 0, m = 0, d = 0] = day.split("-").map(Number)
  return days(y, m, d)
}

function mondayOf(number: number): number {
  return number - ((((number - firstMonday) % 7) + 7) % 7)
}

function text(number: number): string {
  return new Date(number * dayMs).toISOString().slice(0, 10)
}
