/** An organisation's delivery in virtual time, over a platform that does as it is told. */
import { openStore } from "../../adapters/lowdb/index.ts"
import { type Delivery, makeDelivery } from "../../src/app/deliver.ts"
import type { Organisation } from "../../src/app/organisation.ts"
import type { Pace } from "../../src/app/pace.ts"
import type { NewRow, Sent, ToSend } from "../../src/app/ports.ts"
import { newRow } from "../../src/app/post.ts"
import type { DeliverySettled } from "../../src/domain/programme.ts"
import { minuteMs } from "../../src/domain/time.ts"
import { type Disk, killFiles } from "./kill-files.ts"
import { type VirtualTime, virtualTime } from "./virtual-time.ts"
import { openWorld, type World, zone } from "./world.ts"

export const start = Date.UTC(2026, 10, 19, 9)

export type Office = {
  world: World
  delivery: Delivery
  time: VirtualTime
  /** Sends by addressee: when. */
  sends: Map<string, number[]>
  disk: () => Disk
}
export type Send = (to: string, attempt: number) => Promise<Sent> | Sent

/** An organisation whose delivery runs in virtual time over a platform that does as it is told. */
export async function openOffice(
  send: Send,
  q: { disk?: Disk; pace?: Pace; jump?: () => number } = {},
): Promise<Office> {
  const files = killFiles(q.disk ? { disk: q.disk } : {})
  const world = await openWorld({ store: await openStore({ files, hashOf: undefined, where: "test" }) })
  const time = virtualTime()
  const sends = new Map<string, number[]>()
  const org: Organisation = {
    ...world.running.org,
    clock: { now: () => start + time.now() + (q.jump?.() ?? 0) },
    elapsed: time.now,
    wait: time.wait,
    platform: {
      ...world.running.org.platform,
      ...(q.pace ? { limits: { pace: q.pace } } : {}),
      async send(message) {
        const to = addresseeOf(message)
        sends.set(to, [...(sends.get(to) ?? []), time.now()])
        return send(to, (sends.get(to) ?? []).length)
      },
    },
  }
  return { world, delivery: makeDelivery(org), time, sends, disk: () => files.left() }
}

export function addresseeOf({ to }: ToSend): string {
  return "placeKey" in to ? to.placeKey : to.personKey
}

/** One message for each addressee, those that start with "P" being people. */
export async function post(
  office: Office,
  q: { to: string[]; notAfter?: (to: string) => number | null },
): Promise<NewRow[]> {
  const { org } = office.world.running
  const rows: NewRow[] = []
  for (const key of q.to) {
    const known = { name: key, language: "en" as const, timeZone: zone }
    const to = key.startsWith("P")
      ? { person: (await org.directory.person(key, { language: null, timeZone: null })).id }
      : { place: (await org.directory.place(key, known)).id }
    const joined = "place" in to ? [{ type: "place.joined" as const, place: to.place, by: "chadia" }] : []
    const late = q.notAfter?.(key) ?? null
    const about = { to, content: { type: "introduction" as const }, startedBy: "bot" as const }
    const row = newRow(org, { ...about, now: start, notAfter: late === null ? null : start + late })
    const appends = [{ stream: "programme", expect: "any" as const, events: joined }]
    await org.store.commit({ at: start, cause: null, appends, outbox: [row] })
    rows.push(row)
  }
  return rows
}

export async function settlements(world: World): Promise<Map<string, DeliverySettled["outcome"][]>> {
  const ended = new Map<string, DeliverySettled["outcome"][]>()
  for (const { event } of await world.events())
    if (event.type === "delivery.settled")
      ended.set(event.row, [...(ended.get(event.row) ?? []), event.outcome])
  return ended
}

/** What the clock does each minute, until all has ended. */
export async function untilAllEnded(office: Office): Promise<void> {
  const { delivery, time, world } = office
  for (let minute = 0; minute < 10 * 24 * 60; minute += 5) {
    await time.until(delivery.settleStranded())
    await time.until(delivery.run())
    const { waiting, stranded } = world.store.outbox
    if ((await waiting()).length + (await stranded(Number.MAX_SAFE_INTEGER)).length === 0) return
    await time.pass(5 * minuteMs)
  }
  throw new Error("some messages never end")
}
