/** An organisation whose week 47 was corrected: twelve people had left. */
import { expect } from "vitest"
import { openMemoryStore } from "../../adapters/lowdb/index.ts"
import { correct } from "../../src/app/correct.ts"
import { editionsOf } from "../../src/app/frozen.ts"
import type { Person } from "../../src/app/ports.ts"
import { thawed } from "../../src/report/freeze.ts"
import type { Report } from "../../src/report/report.ts"
import { booksOn, freezeWeekly, halfYear, peopleOf, staff, writeLedger } from "../support/published.ts"

export async function corrected(): Promise<(period: string) => Report> {
  const store = await openMemoryStore()
  const people = peopleOf(staff)
  await writeLedger(store, { people, happened: halfYear() })
  await freezeWeekly(booksOn(store, { people }), { from: "2026-11-26", to: "2026-11-26" })
  const mended = people.map((p, i): Person => (i < 12 ? { ...p, roster: [] } : p))
  const books = booksOn(store, { people: mended })
  books.setClock(Date.parse("2026-11-27T09:00Z"))
  const wish = { period: "2026-W47", because: "twelve <b>people</b> had left", preview: false }
  expect(await correct(books, wish)).toMatchObject({ type: "corrected" })
  const [first, last] = await editionsOf(books, "2026-W47")
  const [other] = await editionsOf(books, "2026-W46")
  if (!first || !last || !other) throw new Error("no editions")
  return (period) =>
    period === "2026-W47"
      ? thawed(last, { reader: "manager", first })
      : thawed(other, { reader: "manager", first: other })
}
