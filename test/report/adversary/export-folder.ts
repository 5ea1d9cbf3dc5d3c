/** What the evidence folder has beside the figures of reports: of editions, content and settings. Nobody did any of it. */
export const besideFigures = {
  ofAnEdition: ["edition"],
  ofTheList: [
    "format",
    ...["edition", "definitions", "minGroup"].map((name) => `editions[].${name}`),
    ...[
      "goals[]",
      ...["sdg[]", "minutes"].map((name) => `challenges[].${name}`),
      "nudges[].sdg",
      "polls[].sdg[]",
      ...["low", "mid", "high", "year"].map((name) => `factors[].values[].${name}`),
    ].map((name) => `contents[].content.${name}`),
  ],
  /** RFC 8785, SHA-256; of how many answers, in per cent and with which certainty the index is told. */
  ofTheWords: [8785, 256, 30, 20, 100, 95],
}
