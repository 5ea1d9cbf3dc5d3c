/** How open a number stays that is in a sum: how far apart the fewest and the most may be who can be behind it. */
export type Of = { count: number; of: number }

/** Of a group of `size`, where `count` of all `of` are known. */
export function width(size: number, { count, of }: Of): number {
  return Math.max(0, Math.min(size, count) - Math.max(0, count - (of - size)))
}
