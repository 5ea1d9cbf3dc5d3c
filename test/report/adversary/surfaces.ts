/**
 * Every number that a report has, as page, files, cards and JSON take it, and what a reader learns from it. Whoever adds a number
 * to the report adds it here: to what the adversary reads, or to what tells nothing of a small group, and why.
 *
 * `[]` stands for each item of a list. A quarter within a year has the numbers of a quarter.
 */
export type Tells = {
  /** Read in this file. */
  readBy: "people" | "work" | "opinions"
  numbers: string[]
}
export type Silent = { because: string; numbers: string[] }

export const told: Tells[] = [
  {
    readBy: "people",
    numbers: [
      "figures.reach.count",
      "figures.active.count",
      "figures.depth.acted.count",
      "figures.segments[].reach.count",
      "figures.segments[].active.count",
      // So many took part at least while the poll was open.
      "polls[].answers",
    ],
  },
  {
    readBy: "work",
    numbers: [
      "figures.actions.count",
      "figures.sdg[].actions",
      "figures.sdg[].actions.count",
      "figures.logged[].amount",
      "figures.logged[].logged.amount",
      ...["low", "mid", "high"].flatMap((bound) => [
        `figures.logged[].kgCo2e.${bound}`,
        `figures.logged[].logged.kgCo2e.${bound}`,
      ]),
      "evidence[].elements[].actions.count",
    ],
  },
  {
    readBy: "opinions",
    numbers: [
      "polls[].options[].count",
      "polls[].options[].share",
      "polls[].options.options[].count",
      "index.parts.attitude",
      "index.parts.room",
      "index.counts.attitude[].agree",
      "index.counts.room[].agree",
    ],
  },
]

export const silent: Silent[] = [
  {
    because: "a count of everybody, from MIN_GROUP people on, that no team has",
    numbers: [
      "figures.depth.thrice.count",
      "figures.depth.ladder.steps[]",
      "figures.logged[].people",
      "figures.logged[].logged.people",
      "index.counts.ladder[]",
    ],
  },
  {
    because: "of questions to management, of everybody: what management did",
    numbers: ["figures.followUp.count", "figures.followUp.of", "figures.followUp.share"],
  },
  {
    because: "the size of a roster or of a cell, which the reader knows of every day",
    numbers: [
      "roster.size",
      "roster.headcount",
      "polls[].of",
      "figures.reach.of",
      "figures.active.of",
      "figures.depth.acted.of",
      "figures.depth.thrice.of",
      "figures.depth.ladder.of",
      "figures.segments[].size",
      "figures.segments[].reach.of",
      "figures.segments[].active.of",
      "index.of",
      "index.counts.people",
    ],
  },
  {
    because: "computed from other numbers of the same report",
    numbers: [
      "figures.reach.share",
      "figures.active.share",
      "figures.depth.acted.share",
      "figures.depth.thrice.share",
      "figures.segments[].reach.share",
      "figures.segments[].active.share",
      "polls[].options.options[].share",
      "index.value",
      "index.answers",
      ...["reach", "active", "depth", "loop"].map((part) => `index.parts.${part}`),
      ...["nonResponse", "sampling", "weights"].map((range) => `index.ranges.${range}[]`),
      "index.bands.attitude[]",
      "index.bands.room[]",
      "index.counts.reach",
      "index.counts.active",
      "index.counts.attitude[].answers",
      "index.counts.room[].answers",
      "index.counts.loop.answered",
      "index.counts.loop.due",
    ],
  },
  {
    because: "the same number as in the report of another period, or computed from it",
    numbers: [
      ...["count", "of", "share"].flatMap((one) => [
        `previous.reach.${one}`,
        `previous.active.${one}`,
        `trend[].reach.${one}`,
      ]),
      "index.change.value",
      ...["reach", "active", "depth", "attitude", "room", "loop"].map((part) => `index.change.parts.${part}`),
      ...["index", "attitude", "room"].flatMap((what) =>
        ["value", "low", "high"].map((one) => `index.change.${what}.${one}`),
      ),
    ],
  },
  {
    because: "of the bot's own messages, and how many are out or paused: for stewards only",
    numbers: [
      ...["addressees", "sent", "failed", "pausedOrOut", "unreachable", "uncertain", "missed"].map(
        (outcome) => `deliveries.${outcome}`,
      ),
      "roster.outOrPaused",
    ],
  },
  {
    because: "of the programme, its content and its settings: nobody did it",
    numbers: [
      "shown.challenges",
      "shown.nudges",
      ...["perWeek", "minutes", "challenges", "nudges", "polls", "days"].map(
        (one) => `figures.minutes.${one}`,
      ),
      "minGroup",
      "figures.sdg[].goal",
      "figures.logged[].kgCo2e.factorYear",
      "figures.logged[].logged.kgCo2e.factorYear",
      "figures.followUp.withinDays",
      ...["reach", "active", "depth", "attitude", "room", "loop"].map((part) => `index.partWeights.${part}`),
    ],
  },
]

/** Every path at which a number stands. */
export function numbersIn(node: unknown, path = ""): string[] {
  if (typeof node === "number") return [path.replace(/^quarters\[\]\./, "")]
  if (Array.isArray(node)) return [...new Set(node.flatMap((item) => numbersIn(item, `${path}[]`)))]
  if (typeof node !== "object" || node === null) return []
  return Object.entries(node).flatMap(([key, value]) =>
    numbersIn(value, path === "" ? key : `${path}.${key}`),
  )
}
