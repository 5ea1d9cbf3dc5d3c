/** Whether this process can do its work, and if not, why and what to do. Public: it says nothing about anybody. */
import type { Running } from "../src/app/open.ts"
import { type Check, StoreReadOnly } from "../src/app/ports.ts"
import { streams } from "../src/domain/id.ts"

/** A store or a platform that says nothing for so long is as good as none. */
const patienceMs = 2000
/** What a platform said holds so long: load balancers ask every few seconds. */
const rememberedMs = 15_000
/** Clocks of machines differ by some seconds. */
const clockSlackMs = 60_000

type Patience = { elapsed: () => number; wait: (ms: number) => Promise<void> }

/** Gives [] where all is well, else a line each: `store: …`, `clock: …`, `Slack token: …`, of each organisation. */
export function readiness(q: Patience & { orgs: readonly Running[] }): () => Promise<string[]> {
  const all = q.orgs.map((running) => readinessOf(running, q))
  return async () => (await Promise.all(all.map((whyNot) => whyNot()))).flat()
}

function readinessOf({ org }: Running, q: Patience): () => Promise<string[]> {
  let last: { at: number; checks: Promise<Check[]> } | null = null
  const platform = () => {
    if (!last || q.elapsed() - last.at > rememberedMs)
      last = { at: q.elapsed(), checks: org.platform.reachable?.() ?? Promise.resolve([]) }
    return last.checks
  }
  return async () => {
    const reasons = await Promise.all([
      inTime(q, "store", () => storeReasons(org)),
      inTime(q, "platform", async () => (await platform()).filter((it) => !it.ok).map(spell)),
    ])
    return reasons.flat()
  }
}

async function storeReasons(org: Running["org"]): Promise<string[]> {
  try {
    const guard = { stream: streams.programme, expect: "any" as const, events: [] }
    // Writes nothing, and is refused where nothing can be written.
    await org.store.commit({ at: org.clock.now(), cause: null, appends: [guard], outbox: [] })
  } catch (error) {
    if (error instanceof StoreReadOnly)
      return ["store: read-only since a write failed: look at the disk, then restart"]
    throw error
  }
  const { position } = await org.board.upToDate()
  const [newest] = await org.store.since(position - 1, 1)
  const aheadMs = newest ? newest.at - org.clock.now() : 0
  if (aheadMs <= clockSlackMs) return []
  return [
    `clock: ${Math.round(aheadMs / 1000)} s behind the newest event in the ledger: set this machine's clock`,
  ]
}

async function inTime(q: Patience, name: string, ask: () => Promise<string[]>): Promise<string[]> {
  const late = q.wait(patienceMs).then(() => [`${name}: no answer within ${patienceMs / 1000} s`])
  const failed = [`${name}: it failed to answer: look at the log`]
  return await Promise.race([ask().catch(() => failed), late])
}

function spell({ name, facts, todo }: Check): string {
  return `${name}: ${facts}${todo ? `: ${todo}` : ""}`
}
