/** What invented organisations do: goals that overlap, challenges that share a unit with and without a factor, items of the index. */
import type {
  Catalogue,
  Challenge,
  Covers,
  Framework,
  FrameworkElement,
  Nudge,
  PollItem,
  Unit,
} from "../../../src/domain/content.ts"
import { catalogue as plain } from "../world.ts"

const both = (text: string) => ({ nl: text, en: text })
const [someChallenge] = plain.challenges.values()
const [someItem] = plain.polls.values()
const [someUnit] = plain.units.values()
if (!someChallenge || !someItem || !someUnit) throw new Error("no content to vary")

type About = { sdg: number[]; covers: string[] }
const covers = (elements: string[]) => ({ [framework]: elements })
const framework = "iso26000"
const challenge = (id: string, unit: string, q: About & { factor: string | null }): Challenge => ({
  ...someChallenge,
  id,
  unit,
  sdg: q.sdg,
  covers: covers(q.covers),
  impactFactor: q.factor,
})
const nudge = (id: string, { sdg, covers: elements }: { sdg: number; covers: string[] }): Nudge => ({
  id,
  sdg,
  covers: covers(elements),
  fact: null,
  action: both(id),
  source: null,
})
const item = (id: string, index: PollItem["index"]): PollItem => ({ ...someItem, id, index })
const unit = (id: string, maxPerLog: number, decimals: Unit["decimals"]): Unit => ({
  ...someUnit,
  id,
  decimals,
  maxPerLog,
  maxPerDay: 2 * maxPerLog,
})
const by = <T extends { id: string }>(items: T[]) => new Map(items.map((one) => [one.id, one]))

const element = (id: string): FrameworkElement => ({
  id,
  name: both(id),
  sentence: both(""),
  act: both(""),
  without: null,
})

export const catalogue: Catalogue = {
  ...plain,
  challenges: by([
    challenge("bike", "km", { sdg: [11, 13], covers: ["environment"], factor: "car" }),
    challenge("train", "km", { sdg: [13], covers: ["environment"], factor: "train" }),
    challenge("walk", "km", { sdg: [3], covers: ["labour", "community"], factor: null }),
    challenge("mug", "cups", { sdg: [5], covers: ["environment", "community"], factor: null }),
  ]),
  nudges: by([
    nudge("n13", { sdg: 13, covers: ["environment"] }),
    nudge("n5", { sdg: 5, covers: ["labour"] }),
    nudge("n3", { sdg: 3, covers: [] }),
  ]),
  polls: by([item("idx-belief", "attitude"), item("idx-fit", "attitude"), item("idx-room", "room")]),
  units: by([unit("km", 250, 1), unit("cups", 1, 0)]),
  frameworks: by<Framework>([
    {
      id: framework,
      name: both(framework),
      edition: null,
      note: both(""),
      elements: by(["environment", "labour", "community"].map(element)),
    },
  ]),
}

/** What an action counts for, as whoever reads the catalogue knows. */
export type SourceOf = {
  id: string
  goals: number[]
  /** `iso26000/environment` */
  elements: string[]
  unit: string | null
  maxPerLog: number
  factor: string | null
}

const elementsOf = (item: { covers?: Covers }) =>
  Object.entries(item.covers ?? {}).flatMap(([name, elements]) => elements.map((one) => `${name}/${one}`))

export const sources: SourceOf[] = [
  ...[...catalogue.challenges.values()].map((c) => ({
    id: c.id,
    goals: c.sdg,
    elements: elementsOf(c),
    unit: c.unit,
    maxPerLog: catalogue.units.get(c.unit)?.maxPerLog ?? 0,
    factor: c.impactFactor,
  })),
  ...[...catalogue.nudges.values()].map((n) => ({
    id: n.id,
    goals: [n.sdg],
    elements: elementsOf(n),
    unit: null,
    maxPerLog: 0,
    factor: null,
  })),
]
