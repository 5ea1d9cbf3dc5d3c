/** What lies in an evidence folder, by name; and how much of it is read. */
export const names = {
  /** What the folder is, and the list of editions. */
  about: "evidence.json",
  cells: "cells.csv",
  sums: "SHA256SUMS",
  readme: { en: "README.md", nl: "LEESMIJ.md" },
} as const

export const folderFormat = 1

export const folderLimits = {
  /** Some 40 years of weeks, months and quarters, with corrections. */
  filesMax: 5000,
  fileBytesMax: 16 * 1024 * 1024,
  allBytesMax: 512 * 1024 * 1024,
  /** Objects and lists within each other: ours are six deep. */
  depthMax: 20,
} as const

export function periodFile(q: { period: string; edition: number }): string {
  return `periods/${q.period}.${q.edition}.json`
}

export function yearFile(year: string): string {
  return `years/${year}.json`
}

/** No other name is opened. */
export function isKnownName(path: string): boolean {
  const fixed: string[] = [names.about, names.cells, names.sums, names.readme.en, names.readme.nl]
  return (
    fixed.includes(path) ||
    /^periods\/\d{4}-[WQ\d]\d{0,2}\.\d{1,6}\.json$/.test(path) ||
    /^years\/\d{4}\.json$/.test(path)
  )
}
