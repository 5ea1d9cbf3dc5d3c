import { describe, expect, test } from "vitest"
import { tryAll } from "./findings.ts"
import { few } from "./people-findings.ts"

/** Of the numbers solved for, so many at most may be undecided: measured, none of 300 organisations. */
const undecidedShare = 0.001

/** Three files, so that the workers of the test share the work. ADVERSARY=17 tries the organisation with that seed, and all its numbers. */
export function readersOf(q: { first: number; count: number }): void {
  const alone = process.env["ADVERSARY"]
  const seeds = Array.from({ length: q.count }, (_, i) => q.first + i).filter(
    (n) => !alone || n === Number(alone),
  )
  describe.skipIf(seeds.length === 0)("whoever keeps all that was ever published, and calculates", () => {
    test(
      `learns of no small team, of no work of one or two, and of no withheld answer: organisations ${q.first} to ${q.first + q.count - 1}`,
      async () => {
        const tried = await tryAll(seeds, alone ? { most: 10_000, whole: true } : few)
        expect(tried.told).toEqual([])
        expect(tried.organisations).toBe(seeds.length)
        // Else it would find nothing because it understands nothing.
        expect(tried.contradictions).toBe(0)
        const most = Math.floor(undecidedShare * tried.solved)
        expect(tried.undecided.length, tried.undecided.join("\n")).toBeLessThanOrEqual(most)
        if (!alone) expect(tried.solved).toBeGreaterThan(5 * q.count)
      },
      20 * minute,
    )
  })
}
const minute = 60_000
