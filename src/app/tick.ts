/** What the clock starts: once a minute, and after a restart what is still in time. */
import { isOpen } from "../domain/challenge.ts"
import { streams, type TimeZone } from "../domain/id.ts"
import type { Content } from "../domain/message.ts"
import type { OccasionEvent } from "../domain/programme.ts"
import { localDate } from "../domain/time.ts"
import { makePollKey } from "./ballots.ts"
import type { Board } from "./board.ts"
import { closePoll } from "./close.ts"
import { isQuietWeek, wasQuietBefore } from "./digest.ts"
import { addresseeOf, type Occasion, type PlaceOccasion } from "./due.ts"
import { closingOf } from "./due-hours.ts"
import { monthKey } from "./due-month.ts"
import { known, readersOf, takenKey } from "./known.ts"
import { isQuietMonth } from "./month.ts"
import { closingTime, startRun } from "./opening.ts"
import type { Organisation } from "./organisation.ts"
import { chosenFor, pulseItems } from "./pick.ts"
import { lateAfterMs, type Decision as Planned } from "./plan.ts"
import { planAll } from "./plan-week.ts"
import { newRow, zoneOf } from "./post.ts"
import { type Decision, transact } from "./transact.ts"
import { idOf } from "./turns.ts"

export async function tick(org: Organisation): Promise<void> {
  const now = org.clock.now()
  const board = await org.board.upToDate()
  for (const poll of board.polls.values())
    if (poll.phase === "closing" || (poll.phase === "open" && poll.closesAt <= now))
      await attempt(org, poll.id, () => closePoll(org, { poll: poll.id, by: null }))
  for (const run of board.runs.values())
    if (!run.ended && !isOpen(run, now)) await attempt(org, run.id, () => endRun(org, run.id))
  for (const decision of planAll(known(org, await org.board.upToDate(), now)))
    await attempt(org, decision.occasion.key, () => carryOut(org, decision))
}

/** What breaks on one poll, run or occasion holds up none of the others; it is tried again next minute. */
async function attempt(org: Organisation, what: string, run: () => Promise<unknown>): Promise<void> {
  try {
    await run()
  } catch (error) {
    org.log.error("tick broke", { org: org.id, what }, error)
  }
}

async function endRun(org: Organisation, run: string): Promise<void> {
  await transact({ org, cause: null }, async (board) => ({
    appends: board.runs.get(run)?.ended
      ? []
      : [{ stream: streams.run(run), expect: 1, events: [{ type: "run.ended", run }] }],
  }))
  org.changed({ type: "run", run })
}

async function carryOut(org: Organisation, decision: Planned): Promise<void> {
  if (decision.type === "missed") return miss(org, decision.occasion, decision.because)
  if (decision.type !== "send") return
  const { occasion, along } = decision
  const stream = streams.programme
  const done = await transact({ org, cause: causeOf(org, occasion), stream }, async (board, version) => {
    const now = org.clock.now()
    if (isOff(org, board, { occasion, now })) return idle("busy")
    const brought = await bring(org, { occasion, along, board, now })
    if ("type" in brought) return brought
    // A guard: what a steward stops or refuses at this moment does not go.
    const guarded = { ...brought, appends: [{ stream, expect: version, events: [] }, ...brought.appends] }
    return withDay(org, { occasion, along, brought: guarded, now })
  })
  if (done.type === "idle" && done.why !== "busy")
    await miss(org, occasion, done.why === "no-answer" ? "no-answer" : "nothing-to-show")
}

/** Things a steward or another bot may have changed since this was planned. */
function isOff(
  org: Organisation,
  board: Board,
  { occasion, now }: { occasion: Occasion; now: number },
): boolean {
  const { key } = occasion
  const { programme } = board
  if (programme.paused || board.handled.has(key) || programme.skipped.has(key)) return true
  if (!mayGo(org, board, occasion)) return true
  return board.taken.has(takenKey(idOf(addresseeOf(occasion)), now, zoneFor(org, occasion)))
}

function mayGo(org: Organisation, board: Board, o: Occasion): boolean {
  const { programme } = board
  if (o.what === "month")
    return (
      !programme.skipped.has(monthKey(o.month)) && readersOf(org, board).some((r) => r.person === o.person)
    )
  const state = programme.places.get(o.place)
  return state !== undefined && (o.what === "result" || state.yes[o.what] !== undefined)
}

function zoneFor(org: Organisation, o: Occasion): TimeZone {
  if (o.what !== "month") return zoneOf(org, o.place)
  return org.directory.byId(o.person)?.timeZone ?? org.settings.zone
}

/** The day's guard, and the keys that this message settles. */
function withDay(
  org: Organisation,
  q: { occasion: Occasion; along: Occasion[]; brought: Decision; now: number },
): Decision {
  const { occasion, brought, now } = q
  const taken = [occasion, ...q.along].map((o): OccasionEvent => {
    const { key } = o
    if (o.what === "month") return { type: "occasion.taken", key, what: o.what, person: o.person }
    return { type: "occasion.taken", key, what: o.what, place: o.place }
  })
  const stream = streams.day(addresseeOf(occasion), localDate(now, zoneFor(org, occasion)))
  return { ...brought, appends: [...brought.appends, { stream, expect: 0, events: taken }] }
}

async function miss(
  org: Organisation,
  occasion: Occasion,
  because: (OccasionEvent & { type: "occasion.missed" })["because"],
): Promise<void> {
  const { key, at: due } = occasion
  const about = { type: "occasion.missed" as const, key, because, due }
  const event: OccasionEvent =
    occasion.what === "month"
      ? { ...about, what: occasion.what, person: occasion.person }
      : { ...about, what: occasion.what, place: occasion.place }
  await transact({ org, cause: causeOf(org, occasion) }, async (board) => ({
    appends: board.handled.has(key)
      ? []
      : [
          {
            stream: streams.programme,
            expect: "any",
            events: [event],
          },
        ],
  }))
}

function causeOf(org: Organisation, occasion: Occasion): string {
  return org.vault.hash(`occasion ${occasion.key}`)
}

/** Nothing goes now: the day was taken meanwhile, nobody did anything for two weeks, or there is nothing to bring. */
type Idle = { type: "idle"; why: "busy" | "no-answer" | "nothing" }
const idle = (why: Idle["why"]): Idle => ({ type: "idle", why })

type Bringing = { occasion: Occasion; along: Occasion[]; board: Board; now: number }

async function bring(org: Organisation, q: Bringing): Promise<Decision | Idle> {
  const { occasion, board, now } = q
  switch (occasion.what) {
    case "digest": {
      const short = await isQuietWeek(org, occasion.week)
      if (short && (await wasQuietBefore(org, { board, ...occasion }))) return idle("no-answer")
      return message(org, q, { type: "digest", week: occasion.week, short })
    }
    case "nudge": {
      const nudge = chosenFor(org, board, occasion)
      if (nudge === null) return idle("nothing")
      const post = org.ids.next(6)
      const posted = { type: "nudge.posted" as const, post, nudge, place: occasion.place }
      const sent = message(org, q, { type: "nudge", post })
      return { ...sent, appends: [{ stream: streams.nudge(post), expect: 0, events: [posted] }] }
    }
    case "challenge": {
      const challenge = chosenFor(org, board, occasion)
      if (challenge === null) return idle("nothing")
      const running = [...board.runs.values()].find((r) => r.challenge === challenge && isOpen(r, now))
      if (running) return message(org, q, { type: "challenge", run: running.id })
      const weeks = org.catalogue().programme.challengeWeeks
      const { run, append } = startRun(org, { board, challenge, weeks, by: null, now })
      return { ...message(org, q, { type: "challenge", run }), appends: [append] }
    }
    case "pulse":
      return openPulse(org, { ...q, occasion })
    case "result":
      return message(org, q, {
        type: "result",
        polls: [...occasion.polls, ...q.along.flatMap((o) => (o.what === "month" ? [] : o.polls))],
      })
    case "month":
      if (isQuietMonth(org, board, occasion.month)) return idle("no-answer")
      return message(org, q, { type: "month", month: occasion.month })
  }
}

/** Nothing that the bot starts leaves outside the hours of its place or person, or on another day; a digest or nudge not late from its own time on. */
function lateAt(org: Organisation, occasion: Occasion, now: number): number {
  const { what, at } = occasion
  const { hours } = org.catalogue().programme
  const closing = closingOf({ at: now, hours, zone: zoneFor(org, occasion) })
  return what === "digest" || what === "nudge" ? Math.min(closing, at + lateAfterMs[what]) : closing
}

function message(org: Organisation, { occasion, now }: Bringing, content: Content): Decision {
  const row = { to: addresseeOf(occasion), content, startedBy: "bot" as const, now }
  return { appends: [], outbox: [newRow(org, { ...row, notAfter: lateAt(org, occasion, now) })] }
}

/** All places of one week get the same questions: the first to come opens them. Their numbers follow from the week, so that two bots open them once. */
async function openPulse(
  org: Organisation,
  q: Bringing & { occasion: PlaceOccasion },
): Promise<Decision | Idle> {
  const { board, occasion, now } = q
  const prefix = occasion.week.slice(2).replace("-", "").toLowerCase()
  const opened = [...board.polls.values()].filter((p) => p.id.startsWith(prefix) && p.by === null)
  if (opened.some((p) => p.phase === "open"))
    return message(org, q, { type: "pulse", polls: opened.map((p) => p.id) })
  const items = pulseItems(org, board)
  if (items.length === 0 || opened.length > 0) return idle("nothing")
  const places = [...board.programme.places.values()]
    .filter((p) => p.yes.pulse !== undefined)
    .map((p) => p.place)
  const polls = items.map((item, i) => ({ item, id: `${prefix}${"abc"[i]}` }))
  for (const { id } of polls) if ((await org.store.keys.get(id)) === undefined) await makePollKey(org, id)
  const sent = message(org, q, { type: "pulse", polls: polls.map((p) => p.id) })
  return {
    ...sent,
    appends: polls.map(({ id, item }) => ({
      stream: streams.poll(id),
      expect: 0,
      events: [
        {
          type: "poll.opened",
          poll: id,
          question: { type: "item", item: item.id },
          kind: item.kind,
          confidential: true,
          closesAt: closingTime(org, now),
          by: null,
          places,
        },
      ],
    })),
  }
}
