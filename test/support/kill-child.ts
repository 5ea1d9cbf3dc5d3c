import { openLowdbStore } from "../../adapters/lowdb/index.ts"
import type { Store } from "../../src/app/ports.ts"
import { dayMs } from "../../src/domain/time.ts"
import { at, commit, ended, loggedIn, person, row } from "../contract/store-material.ts"

/**
 * A process that works on a store until it is killed: `node kill-child.ts <folder> <round>`.
 * It prints a line for each thing that was acknowledged, and only then.
 */
const workers = 12
const commitsPerMonth = 400

async function work(store: Store, q: { round: string; worker: number }): Promise<void> {
  for (let i = 0; ; i++) {
    const id = `${q.round}-${q.worker}-${i}`
    const when = at + Math.floor(i / commitsPerMonth) * 31 * dayMs
    const message = row(`row-${id}`)
    const cause = { hash: `cause-${id}`, facts: { id } }
    const done = await commit(store, [loggedIn(`run-${id}`, `pers${q.worker}`)], {
      at: when,
      cause,
      outbox: i % 3 === 0 ? [message] : [],
    })
    if (done.type === "committed") say(`event ${id}`)
    if (i % 9 === 0) {
      await store.people.put(id, person(id, `U${id}`))
      say(`person ${id}`)
    }
    if (i % 6 !== 0) continue
    for (const claimed of await store.outbox.claim({ now: when, limit: 2, leaseMs: 1e12 })) {
      say(`claimed ${claimed.id}`)
      if (q.worker % 2 === 0) continue
      await store.outbox.settle(claimed.id, when, { type: "done", event: ended(claimed.id) })
      say(`settled ${claimed.id}`)
    }
  }
}

/** Synchronous on pipes: a line that was read was acknowledged. */
function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

const [folder = "", round = ""] = process.argv.slice(2)
const store = await openLowdbStore({ folder })
say("open")
await Promise.all(Array.from({ length: workers }, (_, worker) => work(store, { round, worker })))
