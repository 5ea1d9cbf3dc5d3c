/**
 * Every number in a sentence of a card, and what whoever reads the card learns from it. Whoever gives a card's sentence a number adds
 * it here; a placeholder with a name that is not known to hold none must be added too.
 */
export type CardNumbers = { because: string; in: string[] }

export const cardNumbers: CardNumbers[] = [
  {
    because: "the adversary reads it: test/report/adversary/cards.ts",
    in: [
      "challenge.together amount",
      "challenge.together-sum amount",
      ...["impact low", "impact high", "impact-either more", "impact-either less"].map(
        (n) => `challenge.${n}`,
      ),
    ],
  },
  {
    because: "a count of everybody, from MIN_GROUP people on, that no team has",
    in: ["challenge.together people", "digest.logged people"],
  },
  {
    because: "the same number as in the report of that week, month or year, which the adversary reads",
    in: [
      ...["count", "of", "share"].map((n) => `digest.reach ${n}`),
      ...["count", "of"].map((n) => `digest.before ${n}`),
      ...["reach", "active"].flatMap((what) => ["count", "of", "share"].map((n) => `month.${what} ${n}`)),
      ...["count", "of"].flatMap((n) => [`month.before ${n}`, `month.follow-up ${n}`]),
      "digest.thanks n",
      "digest.logged amount",
      ...["impact low", "impact high", "impact-either more", "impact-either less"].map(
        (n) => `digest.note-${n}`,
      ),
      "month.actions n",
      "month.polls n",
      "sdg.done n",
      ...["from", "to", "first", "last"].map((n) => `digest.chart.alt ${n}`),
    ],
  },
  {
    because:
      "what the poll recorded at its close, which the adversary reads; how many answer is told on purpose (DESIGN §4)",
    in: [
      ...["answers", "of"].flatMap((n) => [
        `poll.answers ${n}`,
        `digest.result ${n}`,
        `digest.result-withheld ${n}`,
      ]),
      "digest.result share",
      "poll.so-far n",
    ],
  },
  {
    because: "one's own, told to oneself",
    in: [
      ...["mine", "logged", "logged-before", "undone"].map((what) => `challenge.${what} amount`),
      ...["logged", "undone"].map((what) => `privacy.export.event.${what} amount`),
      ...["nudges", "polls", "questions"].map((what) => `me.${what} n`),
      "refusal.amount.per-day already",
    ],
  },
  {
    because: "of the programme, its content, its messages and its settings, or of who opened the report",
    in: [
      ...["days", "more-places", "openings", "reader", "steward", "manager"].map(
        (what) => `council.${what} n`,
      ),
      ...["pulse.summary", "pulse.title", "pulse.button.results", "today.poll", "challenge.minutes"].map(
        (what) => `${what} n`,
      ),
      ...["programme.content", "doubt.others", "week.readers"].map((what) => `${what} n`),
    ],
  },
  {
    because: "a day",
    in: ["privacy.export.line.roster from", "settings.scope-set from"],
  },
  {
    because: "of questions to management that wait: each is shown to whoever answers it",
    in: ["month.waiting n", "questions.waiting n", "questions.button.next n"],
  },
]

/** Names, dates, texts and limits: none of them counts what people did. */
export const noCounts = new Set(
  `name what when who period format command id until max min question option title days year source at answer goal
  value language Dutch English place every weekday time item minutes week label month adviser due reply text`.split(
    /\s+/,
  ),
)
/** Words of the report and its files, whose numbers are those of the report, and of the operator's own screens. */
const elsewhere = /^(report|proof|evidence|export|pack|doctor|foreseen|roster|front|web)\./

/** "digest.reach count" */
export function numbersInWords(words: ReadonlyMap<string, string>): string[] {
  const found = [...words]
    .filter(([id]) => !elsewhere.test(id))
    .flatMap(([id, message]) =>
      [...message.matchAll(/\{(\w+)\s*(,\s*(?:number|plural|selectordinal))?[,}]/g)]
        .filter(([, name = "", counted]) => !noCounts.has(name) || (counted && !isLimit.has(name)))
        // The first word of a plural's branch stands in braces, too.
        .filter(([, name = ""]) => /^[a-z]/.test(name))
        .map(([, name]) => `${id} ${name}`),
    )
  return [...new Set(found)]
}

/** Counted in words, and of nobody. */
const isLimit = new Set(["max", "min", "days", "minutes"])
