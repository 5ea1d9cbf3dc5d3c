/**
 * The reader who keeps all reports and can calculate. Here over a part of the organisations, so that a run stays short;
 * ADVERSARY=300 npx vitest run test/report/adversary.test.ts tries so many, with every cell of each.
 */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { publishOpinion } from "../../src/report/privacy.ts"
import {
  type Finding,
  participationFindings,
  plantedReadingsOf,
  readingsOf,
  workFindings,
} from "./findings.ts"
import { invent } from "./organisations.ts"

const wanted = Number(process.env.ADVERSARY ?? 0)
const organisations = wanted || 60
/** Withheld cells looked at per organisation. */
const cells = wanted ? Number.POSITIVE_INFINITY : 6
const planted = 40
const minutes = 60_000

const name = (what: string) =>
  `${what}, in ${organisations} organisations${wanted ? "" : " (300 with ADVERSARY=300)"}`

describe("whoever keeps every report of a quarter", () => {
  test(
    name("learns no more of work than that one or two people did some"),
    async () => {
      for (const { org, seed } of several(organisations))
        expect(told(seed, await workFindings(org, readingsOf(org)))).toBeNull()
    },
    10 * minutes,
  )

  test(
    name("learns nothing of a small segment that the figures of everybody do not tell"),
    async () => {
      for (const { org, seed } of several(organisations))
        expect(told(seed, await participationFindings(org, readingsOf(org), cells))).toBeNull()
    },
    120 * minutes,
  )

  test(
    `finds what is only hidden and not protected in over 95 % of ${planted} organisations`,
    async () => {
      let found = 0
      // Where next to nothing happened there is nothing to find.
      const lively = several(2 * planted).filter(({ org }) => org.events.length > 20)
      for (const { org } of lively.slice(0, planted)) {
        const readings = plantedReadingsOf(org)
        const work = await workFindings(org, readings)
        const people = work.length > 0 ? [] : await participationFindings(org, readings, 60)
        if (work.length + people.length > 0) found++
      }
      expect(found / planted).toBeGreaterThan(0.95)
    },
    10 * minutes,
  )
})

describe("whoever knows the rules of a poll", () => {
  test("finds for a withheld option either everybody or nobody, or anything between", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 24 }), fc.nat(24), (answers, agreed) => {
        const minGroup = 10
        const agree = Math.min(agreed, answers)
        const seen = publishOpinion({ counts: { a: agree, b: answers - agree }, answers, minGroup })
        if (seen.options !== null) return
        const same = Array.from({ length: answers + 1 }, (_, a) => a).filter((a) => {
          const other = publishOpinion({ counts: { a, b: answers - a }, answers, minGroup })
          return JSON.stringify(other) === JSON.stringify(seen)
        })
        const width = Math.max(...same) - Math.min(...same)
        expect(width).toBeGreaterThanOrEqual(Math.min(answers, Math.max(5, answers / 10)))
      }),
    )
  })
})

function several(count: number) {
  return Array.from({ length: count }, (_, i) => ({ seed: i + 1, org: invent(i + 1) }))
}

function told(seed: number, findings: Finding[]): string | null {
  return findings[0] ? `organisation ${seed}: ${JSON.stringify(findings[0])}` : null
}
