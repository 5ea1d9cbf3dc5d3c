/** What `/metrics` tells, as Prometheus text: counts since the start, and how things stand. Ids and numbers, nobody's name. */
import type { Running } from "../src/app/open.ts"
import type { Hear, Store } from "../src/app/ports.ts"

/** Seconds; Slack waits three. */
const buckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 10]

export type Meter = {
  /** The same ear, with its answers counted and timed. */
  hears(org: string, hear: Hear): Hear
  /** The same store, with its commits counted. */
  keeps(org: string, store: Store): Store
  text(orgs: readonly Running[]): Promise<string>
}

type Histogram = { counts: number[]; seconds: number; all: number }
/** By labels, as Prometheus writes them. */
type Counts = {
  answers: Map<string, number>
  commits: Map<string, number>
  seconds: Map<string, Histogram>
}

/** `elapsed`: milliseconds of real time since some fixed moment. */
export function makeMeter(q: { elapsed: () => number; residentBytes: () => number }): Meter {
  const counts: Counts = { answers: new Map(), commits: new Map(), seconds: new Map() }
  return {
    hears: (org, hear) => async (incoming) => {
      const from = q.elapsed()
      const answer = await hear(incoming)
      observe(counts.seconds, labels({ org, via: incoming.via }), (q.elapsed() - from) / 1000)
      add(counts.answers, labels({ org, type: answer.type }))
      return answer
    },
    keeps: (org, store) => ({
      ...store,
      commit: async (commit) => {
        const done = await store.commit(commit).catch((error: unknown) => {
          add(counts.commits, labels({ org, result: "failed" }))
          throw error
        })
        add(counts.commits, labels({ org, result: done.type }))
        return done
      },
    }),
    text: async (orgs) => render(counts, await Promise.all(orgs.map(standingOf)), q.residentBytes()),
  }
}

function labels(of: Record<string, string>): string {
  return Object.entries(of)
    .map(([name, value]) => `${name}="${value}"`)
    .join(",")
}

type Standing = { org: string; position: number; waiting: number; outcomes: [string, number][] }

async function standingOf({ org }: Running): Promise<Standing> {
  const { position } = await org.board.upToDate()
  return {
    org: org.id,
    position,
    waiting: (await org.store.outbox.waiting()).length,
    outcomes: Object.entries(org.board.tally().outcomes()),
  }
}

function render(counts: Counts, standings: readonly Standing[], memory: number): string {
  const each = (what: "position" | "waiting"): Sample[] =>
    standings.map((s) => [labels({ org: s.org }), s[what]])
  const outcomes = standings.flatMap(({ org, outcomes }) =>
    outcomes.map(([outcome, n]): Sample => [labels({ org, outcome }), n]),
  )
  return [
    gauge("draagvlak_ledger_position", "Events in the ledger", each("position")),
    gauge("draagvlak_outbox_waiting", "Messages that wait to be sent", each("waiting")),
    counter("draagvlak_commits_total", "Commits since the start", [...counts.commits]),
    counter("draagvlak_deliveries_total", "Messages that ended, ever", outcomes),
    counter("draagvlak_answers_total", "Answers since the start", [...counts.answers]),
    histogram("draagvlak_answer_seconds", "From hearing to the answer", counts.seconds),
    gauge("process_resident_memory_bytes", "Memory of the process", [["", memory]]),
  ].join("")
}

type Sample = [labels: string, value: number]

const gauge = (name: string, help: string, samples: Sample[]) => written(`${name} gauge`, help, samples)
const counter = (name: string, help: string, samples: Sample[]) => written(`${name} counter`, help, samples)

function written(typed: string, help: string, samples: Sample[]): string {
  const [name] = typed.split(" ")
  const lines = samples.map(([labels, value]) => `${name}${labels && `{${labels}}`} ${value}`)
  return `${[`# HELP ${name} ${help}.`, `# TYPE ${typed}`, ...lines].join("\n")}\n`
}

function histogram(name: string, help: string, by: Counts["seconds"]): string {
  const lines = [...by].flatMap(([labels, { counts, seconds, all }]) => {
    const upTo = buckets.map((le, i) => `${name}_bucket{${labels},le="${le}"} ${counts[i]}`)
    return [
      ...upTo,
      `${name}_bucket{${labels},le="+Inf"} ${all}`,
      `${name}_sum{${labels}} ${seconds}`,
      `${name}_count{${labels}} ${all}`,
    ]
  })
  return `${[`# HELP ${name} ${help}.`, `# TYPE ${name} histogram`, ...lines].join("\n")}\n`
}

/** Buckets add up, as Prometheus has it: each counts all that were as fast or faster. */
function observe(by: Counts["seconds"], labels: string, seconds: number): void {
  const known = by.get(labels) ?? { counts: buckets.map(() => 0), seconds: 0, all: 0 }
  by.set(labels, known)
  known.all++
  known.seconds += seconds
  for (const [i, le] of buckets.entries()) if (seconds <= le) known.counts[i] = (known.counts[i] ?? 0) + 1
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}
