/**
 * Teams' limits, in one place, and a checker for cards that were drawn by us.
 * Source: Microsoft's Adaptive Cards 1.5 schema, and the Teams platform documents on bots, messages and rate limits.
 */
export const limits = {
  // ---------------------------------------------------------------- the way in
  /** Largest request body that we read; 413 above. */
  bodyBytesMax: 262_144,
  /** Longest Authorization header that we look at; Microsoft's tokens have some 1,500 characters. */
  tokenCharsMax: 8_192,
  /** How far the clocks of Microsoft and of this machine may be apart. */
  clockSkewS: 300,
  /** How long the key server's keys are used without asking again. */
  keysForMs: 24 * 3_600_000,
  /** Keys that could not be refreshed are used this long: an outage of the key server is no outage of ours. */
  staleKeysForMs: 5 * 24 * 3_600_000,
  /** A token with a key that we do not know asks the key server at most this often. */
  keysAgainMs: 5 * 60_000,
  /** After a failure the key server is left alone for so long, whoever knocks. */
  keysAwayMs: 10_000,
  keyServerTimeoutMs: 5_000,
  keyServerBytesMax: 1_000_000,
  keysMax: 100,
  /** One log line per reason and minute for requests that are turned away. */
  refusalsLoggedEveryMs: 60_000,

  // ---------------------------------------------------------------- hearing
  textMax: 8_000,
  idMax: 400,
  /** At this time a press is told that we are still busy; Teams gives up after some 10 s. */
  busyAfterMs: 2_000,
  /** Deliveries that failed and were apologised for, so that a redelivery is not apologised for twice. */
  apologiesMax: 1_000,
  stopMs: 5_000,

  // ---------------------------------------------------------------- calls to Teams
  /**
   * How fast we speak. Microsoft allows 7 calls a second and thread, 60 in 30 s, 1,800 an hour, and 50 a second for an app
   * in a tenant (30 in older documents). Messages take 30 a second of these, so that answers and redrawings have the rest.
   * A message to somebody whose chat is not open yet takes two.
   */
  pace: {
    conversation: { perMinute: 29, minGapMs: 1_010 },
    workspace: { perMinute: 1_790, minGapMs: 33.6 },
    callsMax: 2,
    redrawing: { perMinute: 300, minGapMs: 100 },
  },
  callTimeoutMs: 10_000,
  answerBytesMax: 4_000_000,
  /** Wait after a clean failure that says no time itself. */
  retryMs: 5_000,
  /** Wait after a clean failure that a person must mend: a secret, a consent. */
  mendMs: 600_000,
  placeNameMs: 700,
  pageSize: 500,
  pagesMax: 1_000,
  waitsMax: 20,
  waitMaxMs: 60_000,
  teamsMax: 5_000,
  rememberedMax: 50_000,

  // ---------------------------------------------------------------- cards
  /** Teams takes some 100 KB; 28 KB is what every way into Teams takes. */
  cardBytesMax: 28 * 1024,
  titleChars: 200,
  textChars: 4_000,
  labelChars: 500,
  summaryChars: 500,
  buttonChars: 75,
  commandChars: 2_000,
  factsMax: 30,
  /** More actions in one row are not drawn: Teams takes six, other clients of cards five. */
  actionsPerRow: 5,
  optionsMax: 100,
  optionsExpandedMax: 10,
  optionKeyChars: 150,
  inputChars: 3_000,
  chartsPerCard: 2,
  chartPoints: 20,
  chartLabelChars: 20,
} as const
