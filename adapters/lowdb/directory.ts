import { crc32 } from "node:zlib"
import { type Month, placeOf, type Ref } from "./journal.ts"
import { eventsIn, type Line } from "./line.ts"

/**
 * Where things lie, so that old months need no memory but this. Of a month that is over a stream is known by four bytes of checksum and eight of place
 * a line, in sorted arrays; only streams of the running month have an entry of their own.
 * Two streams may share a checksum: who reads the line looks at its name.
 */
export type Directory = {
  /** Streams of the running month, and those whose version was looked up. */
  streams: Map<string, { version: number; refs: Ref[] }>
  marks: Mark[]
  month: Month | null
  sealed: Sealed[]
}
/** Every so many events one place from which `since` reads on. */
type Mark = { base: number; ref: Ref }
export type Sealed = { month: Month; keys: Uint32Array; refs: Float64Array; marks: Mark[] }

const eventsPerMark = 200

export function newDirectory(): Directory {
  return { streams: new Map(), marks: [], month: null, sealed: [] }
}

/** A durable line, in the ledger's order. */
export function enter(d: Directory, line: Line, ref: Ref): void {
  const { month } = placeOf(ref)
  if (d.month !== null && month !== d.month) seal(d)
  d.month = month
  if (line.t !== "commit") return
  const last = d.marks.at(-1)
  if (eventsIn(line) > 0 && (!last || line.base - last.base >= eventsPerMark))
    d.marks.push({ base: line.base, ref })
  for (const append of line.appends) {
    const version = append.version + append.events.length
    const known = d.streams.get(append.stream)
    if (!known) d.streams.set(append.stream, { version, refs: [ref] })
    else {
      known.version = version
      if (known.refs.at(-1) !== ref) known.refs.push(ref)
    }
  }
}

/** The running month is over. */
export function seal(d: Directory): void {
  if (d.month === null) return
  d.sealed.push(pack({ month: d.month, streams: d.streams, marks: d.marks }))
  d.streams = new Map()
  d.marks = []
  d.month = null
}

/** A month that was written anew lies elsewhere now. */
export function replace(d: Directory, made: Sealed): void {
  d.sealed = d.sealed.map((old) => (old.month === made.month ? made : old))
  for (const [stream, entry] of d.streams) if (entry.refs.length === 0) d.streams.delete(stream)
}

function pack(q: { month: Month; streams: Directory["streams"]; marks: Mark[] }): Sealed {
  const pairs: [number, Ref][] = []
  for (const [stream, { refs }] of q.streams) for (const ref of refs) pairs.push([crc32(stream), ref])
  pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1])
  return {
    month: q.month,
    keys: Uint32Array.from(pairs, (p) => p[0]),
    refs: Float64Array.from(pairs, (p) => p[1]),
    marks: q.marks,
  }
}

/** Lines of months that are over in which the stream stands, or one with the same checksum; oldest first. */
export function olderRefs(d: Directory, stream: string): Ref[] {
  const key = crc32(stream)
  return d.sealed.flatMap(({ keys, refs }) => {
    const from = firstAtLeast(keys, key)
    let to = from
    while (keys[to] === key) to++
    return [...refs.subarray(from, to)]
  })
}

/** Where to start reading for the event after `position`; null where there is none. */
export function startFor(d: Directory, position: number): Ref | null {
  const months = [...d.sealed.map((s) => s.marks), d.marks].filter((marks) => marks.length > 0)
  const marks = months.findLast((m) => (m[0]?.base ?? 0) <= position)
  return marks?.findLast((mark) => mark.base <= position)?.ref ?? null
}

function firstAtLeast(sorted: Uint32Array, key: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) < key) low = middle + 1
    else high = middle
  }
  return low
}
