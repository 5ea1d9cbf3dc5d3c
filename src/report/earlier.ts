/** What earlier releases wrote otherwise, in periods that stay as they were frozen. */
type Json = Readonly<Record<string, unknown>>

/** Cells of an edition that a count of today cannot be compared with, by what the edition itself has. */
export function writtenOtherwise(edition: Json): (cell: string) => boolean {
  const figures = (edition["figures"] ?? {}) as Json
  const index = (edition["index"] ?? {}) as Json
  const { loop: part } = (index["parts"] ?? {}) as Json
  const { loop: weight } = (index["partWeights"] ?? {}) as Json
  const beforeMinutes = !("minutes" in figures)
  // Weights of the definition, where those that count are shown by now.
  const unspread = part === null && weight !== 0
  return (cell) =>
    (beforeMinutes && /^figures\.minutes\b/.test(cell)) || (unspread && /^index\.partWeights\b/.test(cell))
}
