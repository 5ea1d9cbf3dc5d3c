/** A message to each of very many people, in virtual time, while the process is killed now and then. */
import { openStore } from "../../../adapters/lowdb/index.ts"
import { memoryFiles } from "../../../adapters/lowdb/memory.ts"
import { chanceOf } from "../../../adapters/rehearse/chance.ts"
import { openOrganisation, type Running } from "../../../src/app/open.ts"
import type { Platform } from "../../../src/app/ports.ts"
import { newRow } from "../../../src/app/post.ts"
import { dayMs, minuteMs } from "../../../src/domain/time.ts"
import { type VirtualTime, virtualTime } from "../../support/virtual-time.ts"
import { type PostEnd, postEnd } from "./post.ts"
import { partsOf, type Spoil } from "./process.ts"
import { ceilingPerMinute, teamsEnd } from "./teams-end.ts"

const start = Date.UTC(2026, 10, 24, 9)
type Line = { platform: Platform; cut(): void }
export type Letters = { wrong: string[]; outcomes: Record<string, number>; ms: number; restarts: number }

/** `kills`: how often the process is killed while about the first 90 % are sent. */
export async function sendLetters(q: {
  people: number
  seed: number
  faults: number
  kills: number
  perMinute: number
  spoil?: Spoil
}): Promise<Letters & { end: PostEnd }> {
  const time = virtualTime()
  const end = postEnd({ time, seed: q.seed, faults: q.faults })
  const keys = Array.from({ length: q.people }, (_, i) => `U${i}`)
  const sent = await deliverAll({
    ...q,
    time,
    keys,
    connect: () => end.connect(keys),
    inFlight: end.inFlight,
  })
  const { outcomes, ends, inFlight } = sent
  const wrong: string[] = []
  for (const [key, outcome] of ends) {
    const arrived = end.arrived.get(key) ?? 0
    if (arrived > 1) wrong.push(`${key} got ${arrived} messages`)
    if (outcome.length !== 1) wrong.push(`${key} is in ${outcome.length} bins`)
    if (outcome[0] === "sent" ? arrived !== 1 : outcome[0] !== "uncertain" && arrived > 0)
      wrong.push(`${key} is ${outcome[0]} and got ${arrived}`)
  }
  const doubt = outcomes["uncertain"] ?? 0
  if (doubt > end.lost + inFlight) wrong.push(`${doubt} uncertain, at most ${end.lost + inFlight} can be`)
  return { wrong, outcomes, ms: sent.ms, restarts: q.kills, end }
}

export async function deliverAll(q: {
  time: VirtualTime
  keys: string[]
  seed: number
  kills: number
  perMinute: number
  connect: () => Line
  inFlight: () => number
  spoil?: Spoil
}) {
  const { time } = q
  const chance = chanceOf(q.seed, "kills")
  let files = await memoryFiles()
  let line = q.connect()
  const open = async (): Promise<Running> => {
    const sound = await openStore({ files, hashOf: undefined, where: "memory" })
    const store = q.spoil ? q.spoil(sound) : sound
    const now = () => start + time.now()
    return openOrganisation(partsOf({ store, platform: line.platform, time, now }))
  }
  let running = await open()
  await running.syncRoster()
  await enqueue(running)
  const aboutMs = (0.9 * q.keys.length * minuteMs) / q.perMinute
  const killsAt = Array.from({ length: q.kills }, () => chance.whole(1, Math.floor(aboutMs))).sort(
    (a, b) => a - b,
  )
  let inFlight = 0
  const deliver = () => void running.deliver()
  deliver()
  for (const at of killsAt) {
    await time.pass(Math.max(0, at - time.now()))
    inFlight += q.inFlight()
    line.cut()
    files = await memoryFiles(files.copy())
    line = q.connect()
    running = await open()
    deliver()
  }
  while (await running.org.store.outbox.anyDue(start + 30 * dayMs)) {
    await time.pass(minuteMs)
    deliver()
  }
  await time.pass(5 * minuteMs)
  return { ...(await endsOf(running, q.keys)), inFlight }
}

/** To each of so many in Teams, without faults; `open`: their chats are known. `callsFor`: another reckoning than ours. */
export async function sendInTeams(q: { people: number; open: boolean; callsFor?: Platform["callsFor"] }) {
  const time = virtualTime()
  const end = teamsEnd({ time, seed: 7 })
  const keys = Array.from({ length: q.people }, (_, i) => `U${i}`)
  const connected = end.connect({ people: keys, open: q.open })
  const platform = q.callsFor ? { ...connected, callsFor: q.callsFor } : connected
  const { outcomes, ms } = await deliverAll({
    time,
    keys,
    seed: 1,
    kills: 0,
    perMinute: ceilingPerMinute,
    connect: () => ({ platform, cut() {} }),
    inFlight: () => 0,
  })
  return { outcomes, end, perMinute: q.people / (ms / minuteMs) }
}

/** In lots, as one writes to many. */
async function enqueue({ org }: Running): Promise<void> {
  const rows = org.directory.people().map((person) =>
    newRow(org, {
      to: { person: person.id },
      content: { type: "introduction" },
      startedBy: "person",
      now: start,
      notAfter: null,
    }),
  )
  for (let from = 0; from < rows.length; from += 1000)
    await org.store.commit({ at: start, cause: null, appends: [], outbox: rows.slice(from, from + 1000) })
}

async function endsOf({ org }: Running, keys: string[]) {
  const ends = new Map<string, string[]>(keys.map((key) => [key, []]))
  const outcomes: Record<string, number> = {}
  const position = (await org.board.upToDate()).position
  let ms = 0
  for (const { event, at } of await org.store.since(0, position)) {
    if (event.type !== "delivery.settled" || !("person" in event.to)) continue
    ends.get(org.directory.byId(event.to.person)?.key ?? "")?.push(event.outcome)
    ms = at - start
    outcomes[event.outcome] = (outcomes[event.outcome] ?? 0) + 1
  }
  return { ends, outcomes, ms }
}
