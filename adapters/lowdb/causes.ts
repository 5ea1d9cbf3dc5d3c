import { crc32 } from "node:zlib"
import type { Instant } from "../../src/domain/id.ts"
import { dayMs } from "../../src/domain/time.ts"
import type { Ref } from "./journal.ts"

/**
 * Where causes lie: by the checksum of the hash, twelve bytes each, since a bot that runs for weeks keeps every one of 35 days.
 * Two causes may share a checksum: who reads the line looks at its hash. An open-addressed table.
 */
export type Causes = {
  keys: Uint32Array
  /** `free` where nothing stands. */
  refs: Float64Array
  count: number
  /** The first line of each day, oldest first. */
  days: { at: Instant; ref: Ref }[]
}

export const causeKeptMs = 35 * dayMs
const free = -1
const fewest = 1024
/** Full enough that room is not wasted, empty enough that a search is short. */
const fullest = 0.6

export function newCauses(): Causes {
  return { ...table(fewest), count: 0, days: [] }
}

/** A line with a cause, in the ledger's order. */
export function addCause(c: Causes, hash: string, line: { at: Instant; ref: Ref }): void {
  const today = c.days.at(-1)
  if (!today || line.at - today.at >= dayMs) {
    c.days.push(line)
    letGo(c, line.at)
  }
  if (c.count + 1 > c.keys.length * fullest) rebuild(c, 2 * c.keys.length, () => true)
  put(c, crc32(hash), line.ref)
}

/** Lines that may hold the cause. */
export function causeRefs(c: Causes, hash: string): Ref[] {
  const found: Ref[] = []
  const key = crc32(hash)
  const mask = c.keys.length - 1
  for (let at = key & mask; c.refs[at] !== free; at = (at + 1) & mask)
    if (c.keys[at] === key) found.push(c.refs[at] ?? free)
  return found
}

/** Days that ended long enough ago. */
function letGo(c: Causes, now: Instant): void {
  const kept = c.days.findLastIndex((day) => now - day.at > causeKeptMs)
  if (kept <= 0) return
  c.days = c.days.slice(kept)
  const first = c.days[0]?.ref ?? 0
  rebuild(c, c.keys.length, (ref) => ref >= first)
}

/** Lines that lie elsewhere now, or hold no cause any more. */
export function forgetCauses(c: Causes, gone: (ref: Ref) => boolean): void {
  rebuild(c, c.keys.length, (ref) => !gone(ref))
}

function rebuild(c: Causes, size: number, keeps: (ref: Ref) => boolean): void {
  const { keys, refs } = c
  Object.assign(c, table(size), { count: 0 })
  refs.forEach((ref, at) => {
    if (ref !== free && keeps(ref)) put(c, keys[at] ?? 0, ref)
  })
}

function put(c: Causes, key: number, ref: Ref): void {
  const mask = c.keys.length - 1
  let at = key & mask
  while (c.refs[at] !== free) at = (at + 1) & mask
  c.keys[at] = key
  c.refs[at] = ref
  c.count++
}

function table(size: number): Pick<Causes, "keys" | "refs"> {
  return { keys: new Uint32Array(size), refs: new Float64Array(size).fill(free) }
}
