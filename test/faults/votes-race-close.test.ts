import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { openMemoryStore } from "../../adapters/lowdb/index.ts"
import type { Store } from "../../src/app/ports.ts"
import { openWorld, type World } from "../support/world.ts"

/** So many have voted before the race: from twenty answers on a confidential result has counts. */
const voters = Array.from({ length: 22 }, (_, i) => `voter${i}`)
/** The first two stay out of it, so that answers are never all equal. */
const settled = 2
type Tried = { who: string; choice: string }
type Poll = { id: string; world: World; step: { turn: (() => Promise<void>) | null } }

/** Each use of the store waits for its turn once `turn` is set. */
function inTurns(store: Store, step: Poll["step"]): Store {
  const after = <A extends unknown[], R>(act: (...given: A) => Promise<R>) => {
    return async (...given: A): Promise<R> => {
      await step.turn?.()
      return act(...given)
    }
  }
  const keys = { ...store.keys, get: after(store.keys.get), delete: after(store.keys.delete) }
  return { ...store, keys, commit: after(store.commit), read: after(store.read), since: after(store.since) }
}

async function openPoll(q: { named: boolean; spoil?: (store: Store) => Store }): Promise<Poll> {
  const step: Poll["step"] = { turn: null }
  const store = inTurns(await openMemoryStore(), step)
  const world = await openWorld({ people: voters, store: q.spoil ? q.spoil(store) : store })
  await world.says("chadia", "here")
  const said = await world.says("chadia", `poll open "Bus or bike?" "Bus" "Bike" ${q.named ? "named" : ""}`)
  const id = /\b(p[a-z2-7]{4})\b/.exec(said)?.[1] ?? ""
  for (const [i, who] of voters.entries()) await world.says(who, `poll vote ${id} ${i % 2 ? "b" : "a"}`)
  return { id, world, step }
}

/** Gives who was counted and what the result says, after votes and a close met. */
async function race(poll: Poll, q: { tried: Tried[]; scheduler: fc.Scheduler }) {
  const { id, world, step } = poll
  const held = new Map(voters.map((who, i) => [who, i % 2 ? "b" : "a"]))
  const actor = (key: string) => ({ key, language: null, timeZone: null })
  step.turn = () => q.scheduler.schedule(Promise.resolve(), "store")
  const closing = world.hear({ actor: actor("chadia"), text: `poll close ${id}` })
  const voting = q.tried.map(async ({ who, choice }) => {
    const answer = await world.hear({ actor: actor(who), text: `poll vote ${id} ${choice}`, via: "press" })
    const counted = answer.type === "answer" && answer.card.kind !== "refusal"
    if (counted) held.set(who, choice)
    return { type: answer.type, counted }
  })
  const all = Promise.all([closing, ...voting])
  await q.scheduler.waitFor(all)
  const [closed, ...answers] = await Promise.all([closing, Promise.all(voting)])
  step.turn = null
  const result = (await world.running.org.board.upToDate()).polls.get(id)?.result
  const counts = (key: string) => [...held.values()].filter((choice) => choice === key).length
  return { closed, answers: answers.flat(), result, expected: { a: counts("a"), b: counts("b") } }
}

/** Each person tries once: of two tries at once of one person either may be the last. */
const tries = fc
  .subarray(voters.slice(settled), { minLength: 1, maxLength: 6 })
  .chain((some) =>
    fc.tuple(...some.map((who) => fc.record({ who: fc.constant(who), choice: fc.constantFrom("a", "b") }))),
  )

async function property(q: { named: boolean; numRuns: number; spoil?: (store: Store) => Store }) {
  const met = { counted: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), tries, async (scheduler, tried) => {
      const { closed, answers, result, expected } = await race(await openPoll(q), { tried, scheduler })
      expect(closed.type).toBe("answer")
      expect(answers.map((a) => a.type)).toEqual(answers.map(() => "answer"))
      expect(result).toEqual({ answers: voters.length, options: { as: "counts", counts: expected } })
      for (const { counted } of answers) met[counted ? "counted" : "refused"]++
    }),
    { numRuns: q.numRuns },
  )
  return met
}

describe("votes and a close that meet, in any order of what they ask of the store", () => {
  it.for([false, true])("each vote is counted or refused, named %s", { timeout: 60_000 }, async (named) => {
    const met = await property({ named, numRuns: 40 })
    expect(met.counted).toBeGreaterThan(0)
    expect(met.refused).toBeGreaterThan(0)
  })

  it("of two different first answers to a quiz at once, one is counted and the other is told so", {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { world, step } = await openPoll({ named: true })
        await world.says("chadia", "poll ask quiz-iso")
        const quiz = [...(await world.running.org.board.upToDate()).polls.keys()].at(-1) ?? ""
        const actor = { key: "voter0", language: null, timeZone: null }
        step.turn = () => scheduler.schedule(Promise.resolve(), "store")
        const both = Promise.all(
          ["a", "b"].map((key) => world.hear({ actor, text: `poll vote ${quiz} ${key}`, via: "press" })),
        )
        await scheduler.waitFor(both)
        step.turn = null
        const cast = (await world.events()).filter(
          ({ event }) => event.type === "ballot.sealed" && event.poll === quiz,
        )
        expect(cast).toHaveLength(1)
        expect((await both).filter(({ card }) => card.kind === "refusal")).toHaveLength(1)
      }),
      { numRuns: 60 },
    )
  })

  it("a store without guards is found out", { timeout: 60_000 }, async () => {
    const unguarded = (store: Store): Store => ({
      ...store,
      commit: (c) => store.commit({ ...c, appends: c.appends.filter((a) => a.events.length > 0) }),
    })
    await expect(property({ named: false, numRuns: 100, spoil: unguarded })).rejects.toThrow(
      /Property failed/,
    )
  })
})
