/** Whether it adds up: everything that is wrong after a scenario, in words. */
import { ledgerFolder } from "../../../adapters/lowdb/journal.ts"
import { decode } from "../../../adapters/lowdb/line.ts"
import { renderMessage } from "../../../adapters/slack/render.ts"
import { draw } from "../../../src/app/draw.ts"
import { reportFor } from "../../../src/app/office.ts"
import { lookFor } from "../../../src/app/organisation.ts"
import type { NewRow } from "../../../src/app/ports.ts"
import { readPeriod } from "../../../src/domain/period.ts"
import type { DeliverySettled } from "../../../src/domain/programme.ts"
import { visible } from "../../support/fake-slack.ts"
import type { Disk } from "../../support/kill-files.ts"
import type { Rig } from "./process.ts"
import { planned } from "./week.ts"

export type Account = { wrong: string[]; outcomes: Record<string, number> }

export async function account(rig: Rig): Promise<Account> {
  const wrong: string[] = []
  const must = (holds: boolean, words: string) => {
    if (!holds) wrong.push(words)
  }
  const { org } = rig.running()
  const events = await org.store.since(0, 1_000_000)
  const rows = enqueued(rig.disk())
  const ends = new Map<string, DeliverySettled[]>()
  for (const { event } of events)
    if (event.type === "delivery.settled") ends.set(event.row, [...(ends.get(event.row) ?? []), event])
  for (const row of rows) {
    const ended = ends.get(row.id)?.length ?? 0
    must(ended === 1, `a ${row.content.type} ended ${ended} times`)
  }
  must(
    [...ends.keys()].every((id) => rows.some((row) => row.id === id)),
    "a message ended that was never enqueued",
  )
  const outcomes: Record<string, number> = {}
  for (const [end] of ends.values()) if (end) outcomes[end.outcome] = (outcomes[end.outcome] ?? 0) + 1
  const doubt = outcomes["uncertain"] ?? 0
  const most = rig.end.lost + rig.inFlight()
  must(doubt <= most, `${doubt} uncertain, at most ${most} can be`)
  wrong.push(
    ...twice(rig),
    ...(await misplaced(rig, rows, ends)),
    ...(await miscounted(rig, rows)),
    ...(await stale(rig)),
  )
  must(rig.end.limited === 0, `${rig.end.limited} calls over the platform's limit`)
  return { wrong, outcomes }
}

/** Every message that a commit put into the outbox, read from the bytes. */
function enqueued(disk: Disk): NewRow[] {
  return [...disk]
    .filter(([path]) => path.startsWith(`${ledgerFolder}/`))
    .flatMap(([, bytes]) => bytes.toString("utf8").split("\n"))
    .flatMap((line) => {
      const read = decode(Buffer.from(line))
      return read?.t === "commit" ? read.outbox : []
    })
}

function twice(rig: Rig): string[] {
  const seen = new Set<string>()
  return rig.end.posts.flatMap(({ channel, first }) => {
    const key = `${channel} ${first}`
    if (seen.has(key)) return [`posted twice in ${channel}: ${first.split("\n")[0]}`]
    seen.add(key)
    return []
  })
}

/** Each addressee has as many posts as were sent to them; those in doubt may be there or not. */
async function misplaced(rig: Rig, rows: NewRow[], ends: Map<string, DeliverySettled[]>): Promise<string[]> {
  const { directory } = rig.running().org
  const byChannel = new Map<string, { sent: number; doubt: number }>()
  for (const row of rows) {
    const channel =
      "place" in row.to ? directory.placeById(row.to.place)?.key : `D${directory.byId(row.to.person)?.key}`
    const known = byChannel.get(channel ?? "") ?? { sent: 0, doubt: 0 }
    const outcome = ends.get(row.id)?.[0]?.outcome
    if (outcome === "sent") known.sent++
    if (outcome === "uncertain") known.doubt++
    byChannel.set(channel ?? "", known)
  }
  const postedTo = (channel: string) => rig.end.posts.filter((p) => p.channel === channel).length
  return [...new Set([...byChannel.keys(), ...rig.end.posts.map((p) => p.channel)])].flatMap((channel) => {
    const { sent, doubt } = byChannel.get(channel) ?? { sent: 0, doubt: 0 }
    const posts = postedTo(channel)
    return posts < sent || posts > sent + doubt
      ? [`${channel} has ${posts} posts; ${sent} are sent, ${doubt} in doubt`]
      : []
  })
}

/** What hangs in a channel shows the last state, however its redrawings went. */
async function stale(rig: Rig): Promise<string[]> {
  const { org } = rig.running()
  const board = await org.board.upToDate()
  const wrong: string[] = []
  for (const { to, content, ref } of board.posted.values()) {
    const place = "place" in to ? org.directory.placeById(to.place) : undefined
    if (!place || (content.type !== "challenge" && content.type !== "pulse")) continue
    const look = lookFor(org, {
      language: place.language,
      zone: place.timeZone,
      to: "place",
      now: org.clock.now(),
    })
    const card = await draw(org, content, { board, look, place: place.id })
    const post = rig.end.posts.find((p) => `${p.channel}:${p.ts}` === ref)
    if (!card || !post || dayless(visible(renderMessage(card).blocks)) !== dayless(post.text))
      wrong.push(`${place.key} shows an older state of a ${content.type}`)
  }
  return wrong
}

/** Nobody redraws a card because a day has passed. */
const dayless = (text: string) => text.replace(/\d+ days? left/, "days left")

/** Every count is what the script says, in the ledger and in the report. */
async function miscounted(rig: Rig, rows: NewRow[]): Promise<string[]> {
  const { org } = rig.running()
  const report = await reportFor(org, { period: readPeriod("2026-Q4") as never, for: "steward" })
  const { actions, logged } = report.figures
  const amount = logged[0]?.logged
  const events = await org.store.since(0, 1_000_000)
  const logs = events.flatMap(({ event }) => (event.type === "part.logged" ? [event.amount] : []))
  const polls = [...(await org.board.upToDate()).polls.values()].filter((p) => p.question.type !== "item")
  const settled = events.filter(({ event }) => event.type === "delivery.settled").length
  const { deliveries } = report
  const found = {
    logs: logs.length,
    amount: logs.reduce((a, b) => a + b, 0),
    "actions in the report": actions.suppressed ? null : actions.count,
    "amount in the report": amount && !amount.suppressed ? amount.amount : null,
    polls: polls.length,
    answers: polls[0]?.result?.answers,
    letters: rows.filter((row) => "person" in row.to).length,
    deliveries: deliveries && deliveries.addressees + deliveries.missed,
  }
  const wanted: typeof found = {
    logs: planned.actions,
    amount: planned.amount,
    "actions in the report": planned.actions,
    "amount in the report": planned.amount,
    polls: 1,
    answers: planned.answers,
    letters: planned.letters,
    deliveries: settled,
  }
  return Object.entries(found).flatMap(([what, n]) =>
    n === wanted[what as keyof typeof wanted]
      ? []
      : [`${what}: ${n} instead of ${wanted[what as keyof typeof wanted]}`],
  )
}
