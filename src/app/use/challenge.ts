import { join, leave, log, noPart, type Part, type PartEvent, sum, undo } from "../../domain/challenge.ts"
import { streams } from "../../domain/id.ts"
import { isRefusal, type Refusal, refuse } from "../../domain/refusal.ts"
import { localDate } from "../../domain/time.ts"
import type { Card, Rich } from "../../view/card.ts"
import { amount, challengeListCard, myChallengeCard } from "../../view/challenge-card.ts"
import { doneCard } from "../../view/programme-card.ts"
import { day } from "../../view/words.ts"
import { type Board, findRun, openRun, type RunOnBoard } from "../board.ts"
import type { CommandOf } from "../grammar.ts"
import { startRun } from "../opening.ts"
import type { Asked } from "../organisation.ts"
import type { PartDecision } from "../parts.ts"
import { byHand } from "../post.ts"
import { answerOnce, type Done } from "../transact.ts"
import { challengeView } from "../views.ts"

/** Challenges on one page of the list, so that a page is one screen. */
const pageSize = 4
const defaultWeeks = 2

export const challenge = {
  "challenge.list": async (asked: Asked, { page = 1 }: CommandOf<"challenge.list">): Promise<Card> => {
    const { org, board, now, look } = asked
    const all = [...org.catalogue().challenges.values()]
      .map((c) => ({ c, run: openRun(board, c.id, now) }))
      .sort((a, b) => Number(Boolean(b.run)) - Number(Boolean(a.run)))
    const pages = Math.max(1, Math.ceil(all.length / pageSize))
    const from = (Math.min(Math.max(page, 1), pages) - 1) * pageSize
    const items = all.slice(from, from + pageSize).map(({ c, run }) => ({
      id: c.id,
      title: c.title[look.language],
      minutes: c.effortMinutes,
      open: Boolean(run),
      joined: run?.joined.has(asked.person.id) ?? false,
    }))
    return challengeListCard(look, {
      items,
      page: from / pageSize + 1,
      pages,
      steward: asked.role === "steward",
    })
  },

  "challenge.show": async (asked: Asked, { id }: CommandOf<"challenge.show">): Promise<Card | Refusal> =>
    org(asked).challenges.has(challengeOf(asked, id))
      ? mine(asked, { id, headline: null, part: null, board: asked.board })
      : refuse("challenge.unknown"),

  "challenge.join": async (asked: Asked, { id }: CommandOf<"challenge.join">): Promise<Card | Refusal> => {
    const done = await onPart(asked, id, ({ run, part }) =>
      join({ run, part, person: asked.person.id, now: asked.now }),
    )
    if (isRefusal(done)) return done
    return mine(asked, { id, headline: asked.look.say("challenge.joined"), ...done })
  },

  "challenge.log": async (asked: Asked, command: CommandOf<"challenge.log">): Promise<Card | Refusal> => {
    const { id } = command
    const found = org(asked).challenges.get(challengeOf(asked, id))
    const unit = found && org(asked).units.get(found.unit)
    if (!found || !unit) return refuse("challenge.unknown")
    if (command.amount === undefined) return refuse("amount.missing")
    const entered = command.amount
    const logId = asked.org.ids.next(8)
    const done = await onPart(asked, id, ({ run, part }) =>
      log({
        run,
        part,
        person: asked.person.id,
        now: asked.now,
        day: localDate(asked.now, asked.look.zone),
        unit,
        amount: entered,
        log: logId,
      }),
    )
    if (isRefusal(done)) return done
    const noted = amount(asked.look, unit, Number(done.facts["amount"] ?? entered))
    const words = done.type === "done" ? "challenge.logged" : "challenge.logged-before"
    return mine(asked, { id, headline: asked.look.say(words, { amount: noted }), ...done })
  },

  "challenge.undo": async (asked: Asked, command: CommandOf<"challenge.undo">): Promise<Card | Refusal> => {
    const { id } = command
    const done = await onPart(asked, id, ({ run, part }) =>
      undo({ run, part, person: asked.person.id, log: command.log ?? null }),
    )
    if (isRefusal(done)) return done
    const found = org(asked).challenges.get(challengeOf(asked, id))
    const unit = found && org(asked).units.get(found.unit)
    const taken = unit ? amount(asked.look, unit, Number(done.facts["amount"] ?? 0)) : ""
    const words = done.type === "done" ? "challenge.undone" : "challenge.undone-before"
    return mine(asked, { id, headline: asked.look.say(words, { amount: taken }), ...done })
  },

  "challenge.leave": async (asked: Asked, { id }: CommandOf<"challenge.leave">): Promise<Card | Refusal> => {
    const done = await onPart(asked, id, ({ run, part }) => leave({ run, part, person: asked.person.id }))
    if (isRefusal(done)) return done
    return mine(asked, { id, headline: asked.look.say("challenge.left"), ...done })
  },

  "challenge.start": async (asked: Asked, command: CommandOf<"challenge.start">): Promise<Card | Refusal> => {
    const { id } = command
    if (!org(asked).challenges.has(id)) return refuse("challenge.unknown")
    const weeks = command.weeks ?? org(asked).programme.challengeWeeks ?? defaultWeeks
    const done = await answerOnce(asked, async (board) => {
      const open = openRun(board, id, asked.now)
      if (open)
        return refuse("challenge.already-open", {
          until: day(asked.look.language, open.endsAt - 1, asked.look.zone),
        })
      const places = [...board.programme.places.keys()]
      if (places.length === 0) return refuse("no-places")
      const { run, append } = startRun(asked.org, {
        board,
        challenge: id,
        weeks,
        by: asked.person.id,
        now: asked.now,
      })
      const posted = byHand(asked.org, { places, content: { type: "challenge", run }, now: asked.now })
      return { ...posted, appends: [append, ...posted.appends], facts: { run } }
    })
    if (isRefusal(done)) return done
    return doneCard(asked.look, asked.look.say("challenge.started"))
  },
}

const org = (asked: Asked) => asked.org.catalogue()

/** `id` may be a challenge's or a run's. */
function challengeOf(asked: Asked, id: string): string {
  return findRun(asked.board, id, asked.now)?.challenge ?? id
}

/** Decides on the reader's part and commits; answers with the part as it is then. */
async function onPart(
  asked: Asked,
  id: string,
  decide: (q: { run: RunOnBoard; part: Part }) => PartEvent[] | Refusal,
): Promise<Refusal | (Done & { part: Part | null })> {
  const { parts } = asked.org
  let last: PartDecision | undefined
  const done = await answerOnce(asked, async (board) => {
    const run = findRun(board, id, asked.now)
    if (!run) return refuse(org(asked).challenges.has(id) ? "challenge.not-running" : "challenge.unknown")
    const stream = streams.part(run.id, asked.person.id)
    // Asked a second time after a conflict.
    const decision = await parts.decide(stream, { surely: last !== undefined }, (part) =>
      decide({ run, part }),
    )
    if (isRefusal(decision)) return decision
    last = decision
    const { events, version } = decision
    const changed = events.find((e) => e.type === "part.logged" || e.type === "part.undone")
    return {
      appends: [
        { stream, expect: version, events },
        // A guard: nothing lands in a run that was ended meanwhile.
        { stream: streams.run(run.id), expect: run.ended ? 2 : 1, events: [] },
      ],
      facts: { run: run.id, ...(changed ? { amount: changed.amount } : {}) },
    }
  })
  if (isRefusal(done)) return done
  asked.org.changed({ type: "run", run: String(done.facts["run"] ?? "") })
  return { ...done, part: done.type === "done" && last ? parts.wrote(last, done.at) : null }
}

/** The reader's own part; where it is not given, as it stands in the ledger. */
async function mine(
  asked: Asked,
  q: { id: string; headline: Rich | null; board: Board; part: Part | null },
): Promise<Card> {
  const run = findRun(q.board, q.id, asked.now)
  const found = org(asked).challenges.get(run?.challenge ?? q.id)
  if (!found) throw new Error("a challenge that runs is not in the catalogue")
  const read = () => (run ? asked.org.parts.read(streams.part(run.id, asked.person.id)) : noPart)
  const part = q.part ?? (await read())
  return myChallengeCard(
    asked.look,
    challengeView(asked.org, { challenge: found, run: run ?? null, now: asked.now }),
    {
      part: {
        joined: part.joined,
        mine: sum(part.logs.map((l) => l.amount)),
        lastLog: part.logs.at(-1)?.log ?? null,
      },
      headline: q.headline,
    },
  )
}
