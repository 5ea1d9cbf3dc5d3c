/** Organisations in which the adversary once found something: each with all its numbers, of whole people. */
import { expect, test } from "vitest"
import { tryAll } from "./findings.ts"

const minute = 60_000

test("who sees in the middle of a week by how many the quarter grew in the week before, learns no more of a small team in that", {
  timeout: 10 * minute,
}, async () => {
  const { told, solved } = await tryAll([1355], { most: 10_000, whole: true })
  expect(told).toEqual([])
  expect(solved).toBeGreaterThan(0)
})
