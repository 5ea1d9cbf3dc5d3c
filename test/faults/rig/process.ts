/** A process of the bot that can be ended at any moment and started again on the same files, in virtual time. */
import { openStore } from "../../../adapters/lowdb/index.ts"
import { makeVault, systemIds } from "../../../adapters/system.ts"
import { openOrganisation, type Running } from "../../../src/app/open.ts"
import type { Platform, Store } from "../../../src/app/ports.ts"
import { makeWords } from "../../../src/view/words.ts"
import { type Disk, type KillFiles, type Kind, killFiles } from "../../support/kill-files.ts"
import { type VirtualTime, virtualTime } from "../../support/virtual-time.ts"
import { testCatalogue, zone } from "../../support/world.ts"
import { type Fault, type SlackEnd, slackEnd } from "./slack-end.ts"

/** What goes wrong in one life: at most one call, and at most one write. */
export type Scenario = {
  seed: number
  call?: { at: number; fault: Fault }
  write?: { at: number; kind: Kind }
  /** The clock's error while the given step is done. */
  jump?: { step: number; ms: number }
}
/** A fault that is planted in the store. */
export type Spoil = (store: Store) => Store

export type Rig = {
  time: VirtualTime
  end: SlackEnd
  /** The process that runs now. */
  running: () => Running
  /** Does it, in virtual time; false where the process ended or its store failed meanwhile, and another one has been started. */
  tried(act: (running: Running) => Promise<unknown>): Promise<boolean>
  disk(): Disk
  /** Calls that were under way, or answered in that very moment, when a process ended, and those whose claim or end the disk did not take. */
  inFlight: () => number
  restarts: () => number
  writes: () => number
  setJump(ms: number): void
}

const vault = makeVault(Buffer.alloc(32, 7).toString("base64"))
type Life = { running: Running; files: KillFiles; store: Store; cut: () => void; dead: Promise<"dead"> }

export async function openRig(q: {
  scenario: Scenario
  start: number
  people: string[]
  spoil?: Spoil | undefined
}): Promise<Rig> {
  const { scenario } = q
  const time = virtualTime()
  let die = () => {}
  let jump = 0
  let inFlight = 0
  let restarts = 0
  const end = slackEnd({
    time,
    seed: scenario.seed,
    fault: ({ n }) => (n === scenario.call?.at ? scenario.call.fault : null),
    kill: () => die(),
  })
  const begin = async (files: KillFiles): Promise<Life> => {
    const { promise: dead, resolve } = Promise.withResolvers<"dead">()
    die = () => resolve("dead")
    const opened = await openStore({ files, hashOf: (p) => vault.hash(`person ${p.key}`), where: "rig" })
    const sound = counting(opened, () => inFlight++)
    const store = q.spoil ? q.spoil(sound) : sound
    const line = end.connect({ people: q.people, stewards: [q.people[0] ?? ""] })
    const running = await openOrganisation(
      partsOf({ store, platform: line.platform, time, now: () => q.start + time.now() + jump }),
    )
    await running.syncRoster()
    return { running, files, store, cut: line.cut, dead }
  }
  const { at, kind } = scenario.write ?? {}
  const first = killFiles(at && kind ? { at, kind } : {})
  // A fault may come while it starts.
  let life = await begin(first).catch(() => begin(killFiles({ disk: first.left() })))
  const restart = async () => {
    const under = (c: { at: number; answeredAt: number | null }) =>
      c.answeredAt === null ? c.at > time.now() - 60_000 : c.answeredAt === time.now()
    inFlight += end.calls.filter(under).length
    restarts++
    life.cut()
    life = await begin(killFiles({ disk: life.files.left() }))
  }
  return {
    time,
    end,
    running: () => life.running,
    async tried(act) {
      const { running, dead, store } = life
      const done = act(running).then(
        () => "done" as const,
        () => "failed" as const,
      )
      const how = await time.until(Promise.race([done, dead]))
      if (how === "done" && (await isWritable(store))) return true
      await restart()
      return false
    },
    disk: () => life.files.left(),
    inFlight: () => inFlight,
    restarts: () => restarts,
    writes: () => life.files.changes(),
    setJump(ms) {
      jump = ms
    },
  }
}

/** Where nothing can be written any more an operator starts it anew. */
function isWritable(store: Store): Promise<boolean> {
  return store.snapshots.put("probe", 1).then(
    () => true,
    () => false,
  )
}

/** `failed`: a claim, or an end, that could not be written. */
function counting(store: Store, failed: () => void): Store {
  const { claim, settle } = store.outbox
  const counted = <T>(done: Promise<T>) =>
    done.catch((error: unknown) => {
      failed()
      throw error
    })
  return {
    ...store,
    outbox: {
      ...store.outbox,
      claim: (wish) => counted(claim(wish)),
      settle: (row, at, settlement) => counted(settle(row, at, settlement)),
    },
  }
}

const quiet = { info() {}, warn() {}, error() {} }

/** All that an organisation needs, in virtual time. */
export function partsOf(q: { store: Store; platform: Platform; time: VirtualTime; now: () => number }) {
  const catalogue = testCatalogue()
  const words = makeWords(catalogue.words)
  return {
    id: "slack:T1",
    name: "Proef",
    demo: false,
    platform: q.platform,
    store: q.store,
    vault,
    clock: { now: q.now },
    ids: systemIds(),
    log: quiet,
    elapsed: q.time.now,
    wait: q.time.wait,
    catalogue: () => catalogue,
    words: () => words,
    hasRosterFile: false,
    reportLink: () => ({ href: "http://localhost/enter", minutes: 15 }),
    stewards: null,
    wake: () => {},
    settings: {
      language: "en" as const,
      zone,
      minGroup: 5,
      retentionDays: 120,
      publicUrl: "http://localhost",
    },
  }
}
