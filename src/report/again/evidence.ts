/** An evidence folder as it is judged: every edition of every frozen period, and what it was counted with. */
import type { Json } from "./checks.ts"

/** What of the content counts; its hash is over the RFC 8785 form of all of it. */
export type ContentAgain = {
  challenges: readonly {
    id: string
    unit: string
    factor: string | null
    sdg: readonly number[]
    covers: CoversAgain
    /** Absent in content of before minutes were counted. */
    minutes?: number | undefined
  }[]
  nudges: readonly { id: string; sdg: number; covers: CoversAgain }[]
  polls: readonly {
    id: string
    kind: string
    index: "attitude" | "room" | null
    keys: readonly string[]
    sdg: readonly number[]
    covers: CoversAgain
  }[]
  frameworks: readonly { id: string; edition: string | null; elements: readonly string[] }[]
  factors: readonly {
    id: string
    values: readonly { year: number; from: string | null; low: number; mid: number; high: number }[]
  }[]
  goals: readonly number[]
}

/** Framework to its elements. */
type CoversAgain = Readonly<Record<string, readonly string[]>>

/** One edition as the list of the folder names it. */
export type Listed = {
  period: string
  edition: number
  at: string
  definitions: number
  /** The smallest group that was shown then. */
  minGroup: number | null
  /** Null where it was not kept. */
  content: ContentAgain | null
  sha256: string
  after: string | null
  because: string | null
}

export type EvidenceEdition = {
  listed: Listed
  /** Hash of the content that was counted with; null where it was not kept. */
  contentSha256: string | null
  /** The file as it stands: the RFC 8785 form that the hash is over. */
  text: string
  json: Json
}

export type Evidence = {
  organisation: string
  /** Stands on every line of cells.csv. */
  stamp: { nl: string; en: string }
  demo: boolean
  timeZone: string
  countedFrom: string
  contents: readonly { sha256: string; content: ContentAgain }[]
  /** In the order of the list. */
  editions: readonly EvidenceEdition[]
  /** Sums of quarters, by year. */
  years: readonly { period: string; json: Json }[]
}
