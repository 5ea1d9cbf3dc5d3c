/** Cuts a list into pages of one screen each: so many items, and so many characters, but one item at least. */
export function pageOf<T>(
  all: readonly T[],
  q: { wanted: number; items: number; chars: number; lengthOf: (item: T) => number },
): { shown: T[]; page: number; pages: number } {
  const pages: T[][] = [[]]
  let used = 0
  for (const item of all) {
    const last = pages.at(-1) ?? []
    const length = q.lengthOf(item)
    if (last.length > 0 && (last.length >= q.items || used + length > q.chars)) {
      pages.push([item])
      used = length
    } else {
      last.push(item)
      used += length
    }
  }
  const page = Math.min(q.wanted, pages.length)
  return { shown: pages[page - 1] ?? [], page, pages: pages.length }
}
