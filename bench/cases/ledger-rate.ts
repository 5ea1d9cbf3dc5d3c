/** Acknowledged events a second with 64 asking at once: our ledger and SQLite with the same promises. */

import { performance } from "node:perf_hooks"
import { setTimeout as wait } from "node:timers/promises"
import { diskFiles, type Files } from "../../adapters/lowdb/files.ts"
import { openStore } from "../../adapters/lowdb/index.ts"
import { type Case, lineOf, type Outcome, round } from "../case.ts"
import { openSqlite } from "../floors/sqlite.ts"
import { folderOf, now } from "../history.ts"
import { interleave, median } from "../measure.ts"
import { inFolder } from "../process.ts"

const atOnce = 64
const eventOf = (person: string, i: number) => ({
  type: "part.logged" as const,
  run: "planet-bike-commute.1",
  challenge: "planet-bike-commute",
  person,
  log: `log${i}`,
  amount: 12.5,
  unit: "km_cycled",
  day: "2026-11-20",
})

export const ledgerRate: Case = {
  name: "ledger rate",
  async run() {
    const fast = await inFolder((folder) => measure(folder, { slowMs: 0, events: 12_000 }))
    const slow = await inFolder((folder) => measure(folder, { slowMs: 2, events: 4_000 }))
    return { lines: [...fast.lines, ...slow.lines], printed: { ...fast.printed, ...slow.printed } }
  },
}

/**
 * A slower disk: each commit is durable `slowMs` later, on both sides by the same timer, once a commit. A real slow fsync would
 * stop SQLite's whole process, since it runs inside the call, and not ours, where a thread waits. The floor is spared that.
 */
async function measure(folder: string, q: { slowMs: number; events: number }): Promise<Outcome> {
  const pause = () => (q.slowMs > 0 ? wait(q.slowMs) : Promise.resolve())
  const disk = diskFiles(folderOf(folder, "ours"))
  const slower: Files = { ...disk, sync: (path) => disk.sync(path).then(pause) }
  const store = await openStore({ files: slower, hashOf: undefined, where: "bench" })
  const sqlite = openSqlite(folderOf(folder, "floor.db"), pause)
  const versions = { ours: new Map<string, number>(), floor: new Map<string, number>() }
  let n = 0
  const rate = async (which: "ours" | "floor") => {
    let left = q.events
    const worker = async (w: number) => {
      const person = `person${w}`
      const stream = `part/planet-bike-commute.1/${person}`
      while (left-- > 0) {
        const version = versions[which].get(stream) ?? 0
        versions[which].set(stream, version + 1)
        const i = n++
        const cause = `cause-${i}-0123456789abcdefghijklmnopqrstuv`
        const event = eventOf(person, i)
        if (which === "floor") await sqlite.append({ cause, stream, version, event: JSON.stringify(event) })
        else {
          const appends = [{ stream, expect: version, events: [event] }]
          const done = await store.commit({ at: now, cause: { hash: cause, facts: {} }, appends, outbox: [] })
          if (done.type !== "committed") throw new Error(done.type)
        }
      }
    }
    const from = performance.now()
    await Promise.all(Array.from({ length: atOnce }, (_, w) => worker(w)))
    return q.events / ((performance.now() - from) / 1000)
  }
  await rate("ours")
  await rate("floor")
  const found = await interleave({ ours: () => rate("ours"), floor: () => rate("floor"), rounds: 11 })
  await store.close()
  sqlite.close()
  const how = q.slowMs > 0 ? `, a commit ${q.slowMs} ms slower` : ""
  return {
    lines: [
      lineOf(`events acknowledged a second, 64 at once${how} ÷ SQLite with group commit`, found, {
        target: 1,
        better: "higher",
        inSpread: true,
      }),
    ],
    printed: { [`events acknowledged a second, 64 at once${how}`]: round(median(found.ours)) },
  }
}
