/**
 * Claim, send, settle. A row is claimed when its turn has come and not before, so that a crash leaves few in doubt; the
 * claim is durable before the call. What is still claimed after a restart or at the lease's end is uncertain and never
 * resent by itself. Only clean failures are tried again.
 */
import type { Instant, PersonId, PlaceId, RowId } from "../domain/id.ts"
import { secondMs } from "../domain/time.ts"
import { type Alarm, makeAlarm } from "./alarm.ts"
import { type Made, make, settle, settleSent } from "./letter.ts"
import type { Organisation } from "./organisation.ts"
import { usualPace } from "./pace.ts"
import type { ClaimedRow } from "./ports.ts"
import { idOf, makeTurns, type Turns } from "./turns.ts"

export const deliverLimits = {
  /** Calls under way at once, each to another addressee. */
  atOnce: 40,
  /** Longer than any call to a platform takes. */
  leaseMs: 60 * secondMs,
  /** Who must be left alone for longer is left to a later run. */
  restWaitMaxMs: 30 * secondMs,
} as const

export type Delivery = {
  /** Sends what is due; resolves when nothing is, nor under way. A call meanwhile sends at once what came since. */
  run(): Promise<void>
  /** Begins nothing any more, and waits for what is under way. */
  stop(): Promise<void>
  /** Settles as uncertain what a former process, or a lost lease, left behind. */
  settleStranded(): Promise<number>
}

/** `sendingTo`: one call at a time for each addressee. */
type State = {
  org: Organisation
  turns: Turns
  alarm: Alarm
  underWay: Map<RowId, Promise<void>>
  sendingTo: Set<PlaceId | PersonId>
  stopped: boolean
}

export function makeDelivery(org: Organisation): Delivery {
  const turns = makeTurns(org.platform.limits?.pace ?? usualPace)
  const s: State = {
    org,
    turns,
    alarm: makeAlarm(org),
    underWay: new Map(),
    sendingTo: new Set(),
    stopped: false,
  }
  let running: Promise<void> | null = null
  const work = async (): Promise<void> => {
    for (;;) {
      const step = await nextStep(s)
      if (step === "nothing" && s.underWay.size === 0) return
      if (step === "nothing") await s.alarm.sleep(null)
      else if ("until" in step) await s.alarm.sleep(step.until)
      else await begin(s, step)
    }
  }
  return {
    run() {
      s.alarm.ring()
      running ??= work().finally(() => {
        running = null
      })
      return running
    },
    async stop() {
      s.stopped = true
      s.alarm.ring()
      await Promise.all(s.underWay.values())
    },
    async settleStranded() {
      // A clock that jumps ends leases early; what is under way here is in nobody's doubt.
      const rows = (await org.store.outbox.stranded(org.clock.now())).filter((row) => !s.underWay.has(row.id))
      for (const row of rows) await settle(org, row, { outcome: "uncertain", ref: null })
      return rows.length
    },
  }
}

/** What comes next, if anything is due: a row, or when to look again (null: when a call has ended). */
async function nextStep(s: State): Promise<ClaimedRow | { until: Instant | null } | "nothing"> {
  if (s.stopped) return "nothing"
  if (s.underWay.size >= deliverLimits.atOnce) return { until: null }
  const { outbox } = s.org.store
  const now = s.alarm.now()
  const due = s.org.clock.now()
  const at = s.turns.anyAt(now)
  if (at <= now) {
    const { to, persons } = s.turns.leave(now)
    const leave = { to: new Set([...to, ...s.sendingTo]), persons }
    const [row] = await outbox.claim({ now: due, limit: 1, leaseMs: deliverLimits.leaseMs, leave })
    if (row) return row
  }
  const next = at > now ? at : s.turns.nextAt(now)
  if (next === null || next - now > deliverLimits.restWaitMaxMs || !(await outbox.anyDue(due)))
    return "nothing"
  return { until: next }
}

/** Resolves when the call is under way, or when there is none. */
async function begin(s: State, row: ClaimedRow): Promise<void> {
  const { org, turns, alarm } = s
  const made = await make(org, row).catch((error): Made => {
    org.log.error("a message cannot be drawn", { row: row.id }, error)
    return { type: "unsent", outcome: "failed" }
  })
  if (made.type === "unsent") return track(s, row, settle(org, row, { outcome: made.outcome, ref: null }))
  turns.sent(row.to, alarm.now(), org.platform.callsFor?.(made.message) ?? 1)
  const send = async () => {
    const sent = await org.platform.send(made.message)
    if (sent.type === "failed-clean" && sent.rests) {
      const now = alarm.now()
      turns.rest(row.to, { rests: sent.rests, now, until: now + sent.waitMs })
    }
    await settleSent(org, row, sent)
  }
  track(s, row, send())
}

/** A bug, or a store that fails: the row stays claimed and becomes uncertain at its lease's end. */
function track(s: State, row: ClaimedRow, work: Promise<void>): void {
  const to = idOf(row.to)
  const done = work
    .catch((error) => s.org.log.error("delivery broke", { row: row.id }, error))
    .then(() => {
      s.underWay.delete(row.id)
      s.sendingTo.delete(to)
      s.alarm.ring()
    })
  s.underWay.set(row.id, done)
  s.sendingTo.add(to)
}
