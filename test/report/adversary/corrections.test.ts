/** A correction is a new edition beside the old: whoever has both reads what is in the one and not in the other. */
import { expect, test } from "vitest"
import type { Catalogue } from "../../../src/domain/content.ts"
import { contributorsAround, whyNoCorrection } from "../../../src/report/correction.ts"
import { makeTally } from "../../../src/report/tally.ts"
import { zone } from "../world.ts"
import { chanceOf } from "./chance.ts"
import { catalogue, type SourceOf, sources } from "./content.ts"
import { takesBack } from "./findings.ts"
import { invent, type Organisation } from "./organisations.ts"
import { type Json, product, type Reading, type Readings, readingsOf } from "./readings.ts"
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

/** Whether an edition may be published, and what it then says. */
type Editor = {
  refuse: typeof whyNoCorrection
  says: (reading: Reading, as: (source: SourceOf) => SourceOf) => Json
}
const ours: Editor = { refuse: whyNoCorrection, says: ({ json }) => json }
/** Publishes any, and tells each goal in it, however few did something for it. */
const careless: Editor = {
  refuse: () => null,
  says: ({ json, did }, as) => {
    const actions = (goal: number) =>
      did.filter(({ source: { id } }) => sources.some((one) => one.id === id && as(one).goals.includes(goal)))
    const sdg = json.figures.sdg.map(({ goal }) => ({
      goal,
      actions: actions(goal).reduce((sum, one) => sum + one.actions, 0),
    }))
    return { ...json, figures: { ...json.figures, sdg } }
  },
}

/** Each period that has frozen, corrected where that is not refused: all of them, or some. */
function corrected(org: Organisation, q: { first: Readings; editor: Editor }): Reading[] {
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
    const why = q.editor.refuse({
      editions: [old.json],
      next: reading.json,
      contributors: contributorsAround(tally, reading.period),
      minGroup: org.minGroup,
    })
    const title = `${reading.period.id} as it was corrected`
    const now = reading.now + 30 * 24 * 60 * minute
    return why === null ? [{ ...reading, json: q.editor.says(reading, as), as, title, now }] : []
  })
}

async function found(editor: Editor): Promise<{ editions: number; told: string[] }> {
  const told: string[] = []
  let editions = 0
  for (let seed = 1; seed <= organisations; seed++) {
    const org = invent(seed)
    if (takesBack(org)) continue
    const first = readingsOf(org)
    const second = corrected(org, { first, editor })
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
  const { editions, told } = await found(ours)
  expect(told).toEqual([])
  // In most of these organisations something was done by one or two, and it is refused.
  expect(editions).toBeGreaterThan(15)
})

test("and would, if editions were published that tell it", { timeout: 20 * minute }, async () => {
  expect((await found(careless)).told).not.toEqual([])
})
