/** Organisations in which the adversary once found something: each with all its numbers, of whole people. */
import { expect, test } from "vitest"
import { tryAll } from "./findings.ts"

const minute = 60_000

test.for([
  { seed: 1355, who: "who sees in the middle of a week by how many the quarter grew in the week before" },
  { seed: 10, who: "who knows that it is new, and what the others did before" },
  { seed: 482, who: "who knows since when it is that some have no team" },
  { seed: 1229, who: "who knows when more people came to it" },
  { seed: 1756, who: "who knows that people came to it on two days" },
  { seed: 115, who: "who knows that what is withheld was done at least once" },
])("$who learns no more of a few for that", { timeout: 10 * minute }, async ({ seed }) => {
  const { told, solved } = await tryAll([seed], { most: 10_000, whole: true })
  expect(told).toEqual([])
  expect(solved).toBeGreaterThan(0)
})
