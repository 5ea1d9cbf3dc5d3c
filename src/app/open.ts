import { localDate } from "../domain/time.ts"
import { makeTally } from "../report/tally.ts"
import { keepBoard } from "./board.ts"
import { makeDelivery } from "./deliver.ts"
import { openDirectory } from "./directory.ts"
import { freezePeriods } from "./frozen.ts"
import { makeHear } from "./handle.ts"
import type { Organisation } from "./organisation.ts"
import { keepParts } from "./parts.ts"
import type { Hear } from "./ports.ts"
import { recover } from "./recover.ts"
import { makeRedrawing } from "./redraw.ts"
import { syncRoster } from "./roster.ts"
import type { RosterList } from "./roster-list.ts"
import { takeUpNotes } from "./server-notes.ts"
import { sweepTexts } from "./texts.ts"
import { tick } from "./tick.ts"

export type Running = {
  org: Organisation
  hear: Hear
  /** The clock's minute: closes, starts; once a day the roster and what expires. Calls queue up, never overlap. Then delivers; that does not hold up the next call. */
  tick(): Promise<void>
  /** Sends what waits in the outbox. */
  deliver(): Promise<void>
  /** Brings posted cards up to date. */
  redraw(): Promise<void>
  /** Begins no delivery any more, and resolves when what is under way has been settled and, as far as it is its turn, drawn. */
  stop(): Promise<void>
  /** Roster and stewards from the platform. */
  syncRoster(): Promise<void>
}

type Parts = Omit<Organisation, "board" | "parts" | "directory" | "changed" | "isSteward"> & {
  /** Set by the operator; null: the platform's own owners and admins. */
  stewards: ReadonlySet<string> | null
  /** Called when the outbox has something to send. */
  wake: () => void
}

/** Puts an organisation together on a store that is open; finishes what a crash left half done. */
export async function openOrganisation(parts: Parts): Promise<Running> {
  const stewards = { keys: parts.stewards ?? new Set<string>() }
  const { clock, ids, store, vault } = parts
  const org: Organisation = {
    ...parts,
    board: keepBoard(store, () => makeTally({ zone: parts.settings.zone })),
    parts: keepParts(store),
    directory: await openDirectory({ store, ids, vault, now: () => clock.now() }),
    isSteward: (key) => stewards.keys.has(key),
    changed: (what) => {
      if (what.type === "outbox") parts.wake()
      else redrawing.changed(what)
    },
  }
  const redrawing = makeRedrawing(org)
  const delivery = makeDelivery(org)
  await recover(org)
  await delivery.settleStranded()
  const readInTurn = queue()
  let waiting: Promise<void> | null = null
  // One after another, so that what was told before is not taken for news; who asks while one waits is served by that one.
  const sync = () => {
    waiting ??= readInTurn(async () => {
      waiting = null
      const entries = await syncRoster(org)
      if (parts.stewards === null) stewards.keys = new Set(entries.filter((e) => e.steward).map((e) => e.key))
    })
    return waiting
  }
  let lastDay = ""
  let lastList: RosterList | undefined
  const minute = async () => {
    const today = localDate(clock.now(), org.settings.zone)
    // The list is the same object until its file changes; one that cannot be read now is told when the roster is read.
    const list = await org.rosterList?.().catch(() => lastList)
    if (today !== lastDay || list !== lastList) {
      lastList = list
      // A platform that cannot tell its people now must not hold up what is due; it is asked again next minute.
      const synced = await sync().then(
        () => true,
        (error) => {
          org.log.error("roster not read", { org: org.id }, error)
          return false
        },
      )
      // Before the persons of old months are removed: who was away for months freezes them now.
      await freezePeriods(org)
      await sweepTexts(org)
      if ((await store.expire(clock.now(), org.settings.retentionDays)) > 0) await org.board.rebuild()
      if (synced) lastDay = today
    }
    await takeUpNotes(org)
    await tick(org)
    await delivery.settleStranded()
  }
  const oneByOne = queue()
  return {
    org,
    hear: makeHear(org),
    // A long delivery does not hold up the next minute.
    tick: () => oneByOne(minute).finally(() => delivery.run()),
    deliver: () => delivery.run(),
    redraw: () => redrawing.run(),
    async stop() {
      await delivery.stop()
      await redrawing.stop()
    },
    syncRoster: sync,
  }
}

/** Runs tasks one after another; a failed one does not stop the next. */
function queue(): (task: () => Promise<void>) => Promise<void> {
  let last: Promise<void> = Promise.resolve()
  return (task) => {
    const run = last.then(task)
    last = run.catch(() => undefined)
    return run
  }
}
