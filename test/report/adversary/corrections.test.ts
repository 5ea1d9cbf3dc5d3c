/** A correction is a new edition beside the old: whoever has both reads what is in the one and not in the other. */
import { expect, test } from "vitest"
import type { Catalogue } from "../../../src/domain/content.ts"
import { contributorsAround, whyNoCorrection } from "../../../src/report/correction.ts"
import { makeTally } from "../../../src/report/tally.ts"
import { zone } from "../world.ts"
import { chanceOf } from "./chance.ts"
import { catalogue, type SourceOf } from "./content.ts"
import { takesBack } from "./findings.ts"
import { invent, type Organisation } from "./organisations.ts"
import { product, type Reading, type Readings, readingsOf } from "./readings.ts"
import { workFindings } from "./work-findings.ts"

const minute = 60_000
const organisations = 100
const effort = { most: 12, whole: false }

/** From one day two challenges count for each other's goals and elements. */
function exchange(seed: number): { catalogue: Catalogue; as: (source: SourceOf) => SourceOf } {
  const chance = chanceOf(seed)
  const all = [...catalogue.challenges.values()]
  const one = chance.pick(all)
  const other = chance.pick(all.filter(({ id }) => id !== one.id))
  const pairs = new Map([
    [one.id, other],
    [other.id, one],
  ])
  const challenges = new Map(
    all.map((own) => {
      const { sdg, covers } = pairs.get(own.id) ?? own
      return [own.id, { ...own, sdg, covers }]
    }),
  )
  const as = (source: SourceOf): SourceOf => {
    const like = pairs.get(source.id)
    if (!like) return source
    const elements = Object.entries(like.covers ?? {}).flatMap(([name, some]) =>
      some.map((element) => `${name}/${element}`),
    )
    return { ...source, goals: like.sdg, elements }
  }
  return { catalogue: { ...catalogue, challenges }, as }
}

type Refuse = typeof whyNoCorrection

/** Each period that has frozen, corrected where that is not refused: all of them, or some. */
function corrected(org: Organisation, q: { first: Readings; refuse: Refuse }): Reading[] {
  const { catalogue: changed, as } = exchange(org.seed)
  const chance = chanceOf(org.seed)
  const share = chance.pick([0.3, 1])
  const tally = makeTally({ zone })
  for (const event of org.events) tally.add(event)
  const again = readingsOf(org, (question) => product({ ...question, catalogue: changed })).reports
  const before = new Map(q.first.reports.map((reading) => [reading.title, reading]))
  return again.flatMap((reading) => {
    const old = before.get(reading.title)
    if (!old || !reading.title.endsWith("as it froze") || !chance.happens(share)) return []
    const why = q.refuse({
      editions: [old.json],
      next: reading.json,
      contributors: contributorsAround(tally, reading.period),
      minGroup: org.minGroup,
    })
    const title = `${reading.period.id} as it was corrected`
    return why === null ? [{ ...reading, as, title, now: reading.now + 30 * 24 * 60 * minute }] : []
  })
}

async function found(refuse: Refuse): Promise<{ editions: number; told: string[] }> {
  const told: string[] = []
  let editions = 0
  for (let seed = 1; seed <= organisations; seed++) {
    const org = invent(seed)
    if (takesBack(org)) continue
    const first = readingsOf(org)
    const second = corrected(org, { first, refuse })
    if (second.length === 0) continue
    editions += second.length
    const both = { reports: [...first.reports, ...second], cards: first.cards }
    for (const { what } of (await workFindings(org, both, effort)).findings)
      told.push(`organisation ${seed}: ${what}`)
  }
  return { editions, told }
}

test("whoever reads both editions of what was corrected learns no work of one or two", {
  timeout: 20 * minute,
}, async () => {
  const { editions, told } = await found(whyNoCorrection)
  expect(told).toEqual([])
  // In most of these organisations something was done by one or two, and it is refused.
  expect(editions).toBeGreaterThan(15)
})
