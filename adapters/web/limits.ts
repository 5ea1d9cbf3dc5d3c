/** Limits of the web platform, in one place. */
export const limits = {
  /** Characters of one command; longer is refused before it is read. */
  textMax: 4_000,
  /** Characters of one form value. */
  valueMax: 2_000,
  /** Values of one form: the most options that a choice may have. */
  valuesMax: 20,
  /** More options than this are a list to pick from: it takes one line of a phone. */
  radiosMax: 12,
  /** Fields of one form body; more is refused unread. */
  fieldsMax: 40,
  /** Messages shown at first; a link shows up to `feedMax`. */
  feedShown: 8,
  feedMax: 200,
  inboxMax: 50,
  /** Ledger lines beside the page, and after "all lines". */
  ledgerShown: 6,
  ledgerMax: 500,
  /** Buttons of the "you speak as" switch. */
  speakersMax: 8,
  /** Labels along a chart's line before every second one is left out. */
  chartLabelsMax: 8,
  chartPointsMax: 20,
} as const
