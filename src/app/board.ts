/**
 * What is open and what was posted: a fold over the ledger, held in memory and brought up to date before each use.
 * Everything here can be rebuilt from the ledger.
 */
import { isOpen, type Run, round } from "../domain/challenge.ts"
import type { Event } from "../domain/event.ts"
import type { Instant, NudgePostId, PersonId, PlaceId, PollId, RowId, RunId } from "../domain/id.ts"
import { streams } from "../domain/id.ts"
import type { Content } from "../domain/message.ts"
import type { NudgeAnswer, NudgePost } from "../domain/nudge.ts"
import type { Poll } from "../domain/poll.ts"
import { type DeliverySettled, evolveProgramme, noProgramme, type Programme } from "../domain/programme.ts"
import type { Tally } from "../report/tally.ts"
import { onQuestion, type Questions } from "./board-questions.ts"
import type { Recorded, Store } from "./ports.ts"

export type RunOnBoard = Run & {
  joined: Set<PersonId>
  total: number
  /** Logs that stand, per person. */
  logs: Map<PersonId, number>
}
export type PollOnBoard = Poll & {
  /** The last ballot of each person; emptied at the close. */
  ballots: Map<PersonId, { sealed: string } | { choice: string }>
}
export type NudgeOnBoard = NudgePost & { answers: Map<PersonId, NudgeAnswer> }
export type Posted = { row: RowId; to: DeliverySettled["to"]; content: Content; ref: string; at: Instant }
/** Something the steward may want to send again. */
export type Doubt = {
  row: RowId
  to: DeliverySettled["to"]
  content: Content
  outcome: "uncertain" | "missed" | "failed"
  at: Instant
}

export type Board = {
  position: number
  programme: Programme
  runs: Map<RunId, RunOnBoard>
  polls: Map<PollId, PollOnBoard>
  nudges: Map<NudgePostId, NudgeOnBoard>
  questions: Questions
  /** What each place had, oldest first: item ids of nudges, challenges and polls. */
  had: Map<PlaceId, { nudges: string[]; challenges: string[]; polls: string[] }>
  /** Sent messages, oldest first. */
  posted: Map<RowId, Posted>
  doubts: Map<RowId, Doubt>
  /** Keys of occasions that were taken or missed. */
  handled: Set<string>
  /** `place/date` on which the bot's one message was used. */
  taken: Set<string>
  /** Digests posted: place -> weeks, for "a week without any answer gets a short one, the second none". */
  digests: Map<PlaceId, string[]>
  /** `at`: when it was due. */
  missed: { key: string; what: string; because: string; at: Instant }[]
}

export function emptyBoard(): Board {
  return {
    position: 0,
    programme: noProgramme,
    runs: new Map(),
    polls: new Map(),
    nudges: new Map(),
    questions: new Map(),
    had: new Map(),
    posted: new Map(),
    doubts: new Map(),
    handled: new Set(),
    taken: new Set(),
    digests: new Map(),
    missed: [],
  }
}

export type BoardKeeper = {
  upToDate(): Promise<Board>
  /** A second fold over the same events, in order, each once: the report's. As far as the board was brought up to date. */
  tally(): Tally
  /** Reads the whole ledger anew: after retention took the persons out of old months. */
  rebuild(): Promise<void>
}

/** Events read at once while catching up. */
const pageSize = 1000

type Folds = { board: Board; tally: Tally }

/** One keeper per organisation. */
export function keepBoard(store: Store, newTally: () => Tally): BoardKeeper {
  let folds: Folds = { board: emptyBoard(), tally: newTally() }
  let last: Promise<unknown> = Promise.resolve()
  let following: Promise<Board> | null = null
  /** One reading at a time, or an event would count twice. */
  const inTurn = <T>(read: () => Promise<T>): Promise<T> => {
    const reading = last.then(read)
    last = reading.catch(() => undefined)
    return reading
  }
  return {
    // Who comes during a reading waits for the next one, so that it sees what was committed before it asked; nobody waits for more.
    upToDate() {
      following ??= inTurn(async () => {
        following = null
        await fold(store, folds)
        return folds.board
      })
      return following
    },
    tally: () => folds.tally,
    // The long reading aside, so that nobody waits for it. Who decides on the old board meanwhile goes on with it: it stays whole.
    async rebuild() {
      const fresh = { board: emptyBoard(), tally: newTally() }
      await fold(store, fresh)
      await inTurn(async () => {
        await fold(store, fresh)
        folds = fresh
      })
    },
  }
}

async function fold(store: Store, { board, tally }: Folds): Promise<void> {
  for (;;) {
    const page = await store.since(board.position, pageSize)
    for (const recorded of page) {
      apply(board, recorded)
      tally.add(recorded)
    }
    if (page.length < pageSize) return
  }
}

export function apply(board: Board, { position, at, event, stream }: Recorded): void {
  board.position = position
  if (event.type === "occasion.taken") board.taken.add(stream.slice(streams.dayPrefix.length))
  board.programme = programmeAfter(board.programme, event, at)
  onRun(board, event, at)
  onPoll(board, event, at)
  onNudge(board, event, at)
  onQuestion(board.questions, event, at)
  onDelivery(board, event, at)
}

function programmeAfter(programme: Programme, event: Event, at: Instant): Programme {
  switch (event.type) {
    case "place.joined":
    case "place.left":
    case "place.language":
    case "programme.chosen":
    case "programme.paused":
    case "programme.resumed":
    case "occasion.skipped":
    case "occasion.swapped":
    case "scope.set":
    case "manager.added":
    case "manager.removed":
    case "council.added":
    case "council.removed":
    case "adviser.set":
    case "report.opened":
    case "report.made":
      return evolveProgramme(programme, event, at)
    default:
      return programme
  }
}

function onRun(board: Board, event: Event, at: Instant): void {
  if (event.type === "run.started") {
    const { run: id, challenge, endsAt } = event
    const fresh = { joined: new Set<PersonId>(), total: 0, logs: new Map<PersonId, number>() }
    board.runs.set(id, { id, challenge, startedAt: at, endsAt, ended: false, ...fresh })
  }
  const run = "run" in event ? board.runs.get(event.run) : undefined
  if (!run) return
  if (event.type === "run.ended") run.ended = true
  if (event.type === "part.joined" || event.type === "part.logged") run.joined.add(event.person)
  if (event.type === "part.left") run.joined.delete(event.person)
  if (event.type === "part.logged") countLog(run, event.person, { amount: event.amount, logs: 1 })
  if (event.type === "part.undone") countLog(run, event.person, { amount: -event.amount, logs: -1 })
}

function countLog(run: RunOnBoard, person: PersonId, by: { amount: number; logs: number }): void {
  run.total = round(run.total + by.amount)
  const logs = (run.logs.get(person) ?? 0) + by.logs
  if (logs > 0) run.logs.set(person, logs)
  else run.logs.delete(person)
}

function onPoll(board: Board, event: Event, at: Instant): void {
  if (event.type === "poll.opened") {
    const { type: _, poll: id, ...rest } = event
    board.polls.set(id, {
      id,
      ...rest,
      openedAt: at,
      phase: "open",
      closedAt: null,
      result: null,
      of: null,
      ballots: new Map(),
    })
    if (event.question.type === "item")
      for (const place of event.places) had(board, place).polls.push(event.question.item)
  }
  // Who is forgotten may come back as somebody new: the vote in a poll that is still open goes with them, or they would have two.
  if (event.type === "member.forgotten")
    for (const open of board.polls.values()) if (open.phase === "open") open.ballots.delete(event.person)
  const poll = "poll" in event ? board.polls.get(event.poll) : undefined
  if (!poll) return
  switch (event.type) {
    case "ballot.sealed":
      if (poll.phase === "open" || poll.phase === "closing")
        poll.ballots.set(event.person, { sealed: event.sealed })
      return
    case "ballot.named":
      poll.ballots.set(event.person, { choice: event.choice })
      return
    case "poll.closing":
      poll.phase = "closing"
      return
    case "poll.voided":
      poll.phase = "void"
      poll.closedAt = at
      poll.ballots.clear()
      return
    case "poll.closed":
      Object.assign(poll, { phase: "closed", closedAt: at, result: event.result, of: event.of })
      if (poll.confidential) poll.ballots.clear()
  }
}

function onNudge(board: Board, event: Event, at: Instant): void {
  if (event.type === "nudge.posted") {
    board.nudges.set(event.post, {
      id: event.post,
      nudge: event.nudge,
      place: event.place,
      at,
      answers: new Map(),
    })
    had(board, event.place).nudges.push(event.nudge)
  }
  if (event.type === "nudge.answered") board.nudges.get(event.post)?.answers.set(event.person, event.answer)
}

function onDelivery(board: Board, event: Event, at: Instant): void {
  if (event.type === "occasion.taken" || event.type === "occasion.missed") board.handled.add(event.key)
  if (event.type === "occasion.missed") board.missed.push({ ...event, at: event.due ?? at })
  if (event.type === "delivery.repeated") board.doubts.delete(event.row)
  if (event.type !== "delivery.settled") return
  const { row, to, content, outcome, ref } = event
  board.doubts.delete(row)
  if (outcome === "sent" && ref !== null) {
    board.posted.set(row, { row, to, content, ref, at })
    if ("place" in to) onPosted(board, to.place, content)
  }
  if (outcome === "uncertain" || outcome === "missed" || outcome === "failed")
    board.doubts.set(row, { row, to, content, outcome, at })
}

function onPosted(board: Board, place: PlaceId, content: Content): void {
  if (content.type === "digest") board.digests.set(place, [...(board.digests.get(place) ?? []), content.week])
  if (content.type === "challenge") {
    const run = board.runs.get(content.run)
    if (run) had(board, place).challenges.push(run.challenge)
  }
}

function had(board: Board, place: PlaceId): { nudges: string[]; challenges: string[]; polls: string[] } {
  let items = board.had.get(place)
  if (!items) {
    items = { nudges: [], challenges: [], polls: [] }
    board.had.set(place, items)
  }
  return items
}

/** The run of a challenge that is open now; at most one. */
export function openRun(board: Board, challenge: string, now: Instant): RunOnBoard | undefined {
  return [...board.runs.values()].find((r) => r.challenge === challenge && isOpen(r, now))
}

/** The open run of that challenge, else its last one; `id` may also be a run's own number. */
export function findRun(board: Board, id: string, now: Instant): RunOnBoard | undefined {
  const runs = [...board.runs.values()].filter((r) => r.challenge === id || r.id === id)
  return runs.find((r) => isOpen(r, now)) ?? runs.at(-1)
}

/** What was asked in one place only is not told elsewhere: not in other places' digests, nor (place null) in everybody's own cards. */
export function isFor(board: Board, poll: PollOnBoard, place: PlaceId | null): boolean {
  if (place !== null) return poll.places.includes(place)
  return poll.by === null || [...board.programme.places.keys()].every((p) => poll.places.includes(p))
}
