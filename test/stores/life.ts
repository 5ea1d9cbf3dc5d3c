import { expect } from "vitest"
import type { Person, Store } from "../../src/app/ports.ts"
import { streams } from "../../src/domain/id.ts"
import { dayMs } from "../../src/domain/time.ts"
import { at, commit, ended, loggedIn, met, person, row } from "../contract/store-material.ts"

/** One thing that is acknowledged. `holds`: what every later start must find. */
export type Step = {
  name: string
  run: (store: Store) => Promise<unknown>
  holds?: (store: Store) => Promise<void>
}

export const anna = "anna234567"
export const annaKey = "U024ANNA"
export const annaText = "hardop gedacht"
const bram = "bram234567"
const later = at + 200 * dayMs
const text = (owner: string, words: string) => ({ owner, text: words, expiresAt: null, at })
export const hashOf = (p: Person) => `hash of ${p.id}`
export const crowd = Array.from({ length: 30 }, (_, i): [string, Person] => [
  `p${i}`,
  person(`p${i}`, `U${i}`),
])

const pollSteps: Step[] = [
  { name: "a question is typed", run: (s) => s.texts.put("t-question", text(bram, "Fietsen?")) },
  { name: "a key is made", run: (s) => s.keys.put("p1", { sealed: "key", at }) },
  {
    name: "a poll opens",
    run: (s) =>
      commit(
        s,
        [
          {
            stream: "poll/p1",
            expect: 0,
            events: [
              {
                type: "poll.opened",
                poll: "p1",
                question: { type: "typed", question: "t-question", options: [] },
                kind: "single",
                confidential: true,
                closesAt: later,
                by: null,
                places: [],
              },
            ],
          },
        ],
        { outbox: [row("row-2"), row("row-3", { to: { person: anna }, notBefore: later })] },
      ),
    holds: async (s) => expect((await s.texts.get("t-question"))?.text).toBe("Fietsen?"),
  },
  {
    name: "a vote",
    run: (s) =>
      commit(s, [
        { stream: "poll/p1", expect: 1, events: [] },
        {
          stream: streams.ballot("p1", anna),
          expect: 0,
          events: [{ type: "ballot.sealed", poll: "p1", person: anna, sealed: "x" }],
        },
      ]),
  },
  {
    name: "the poll is closing",
    run: (s) => commit(s, [{ stream: "poll/p1", expect: 1, events: [{ type: "poll.closing", poll: "p1" }] }]),
  },
  {
    name: "the poll has a result",
    run: (s) =>
      commit(s, [
        {
          stream: "poll/p1",
          expect: 2,
          events: [{ type: "poll.closed", poll: "p1", result: { answers: 1, options: null }, of: 20 }],
        },
      ]),
    // Where the key was not deleted yet, the start does it.
    holds: async (s) => expect(await s.keys.all()).toEqual([]),
  },
  { name: "the key is destroyed", run: (s) => s.keys.delete("p1") },
]

const forgetSteps: Step[] = [
  { name: "a thought is typed", run: (s) => s.texts.put("t-anna", text(anna, annaText)) },
  {
    name: "anna wants to be forgotten",
    run: (s) =>
      commit(s, [
        { stream: streams.member(anna), expect: 1, events: [{ type: "member.forgotten", person: anna }] },
      ]),
    holds: async (s) => {
      expect(await s.people.get(anna)).toBeUndefined()
      expect(await s.texts.get("t-anna")).toBeUndefined()
      expect((await s.outbox.waiting()).map((r) => r.id)).not.toContain("row-3")
      expect(await s.forgotten.get(`hash of ${anna}`)).toEqual({ roster: person(anna, "").roster })
      expect((await s.people.get(bram))?.key).toBe("U024BRAM")
    },
  },
  { name: "anna is forgotten", run: (s) => s.forget(anna, `hash of ${anna}`) },
  { name: "a later month begins", run: (s) => commit(s, [met(bram)], { at: later }) },
  {
    name: "the old month loses its persons",
    run: (s) => s.expire(later, 120),
    holds: async (s) => expect(JSON.stringify(await s.since(0, 1000))).not.toContain(anna),
  },
]

/** A person's life with the bot, from first contact to the day on which nothing tells who it was. */
export const life: Step[] = [
  {
    name: "the roster arrives",
    run: (s) => s.people.putAll(crowd),
    holds: async (s) => expect((await s.people.get("p7"))?.key).toBe("U7"),
  },
  { name: "bram is met", run: (s) => s.people.put(bram, person(bram, "U024BRAM")) },
  { name: "anna is met", run: (s) => s.people.put(anna, person(anna, annaKey)) },
  {
    name: "her first message is on its way",
    run: (s) =>
      commit(s, [met(anna, 0)], {
        outbox: [row("row-1", { to: { person: anna } })],
        cause: { hash: "c-1", facts: { stream: streams.member(anna) } },
      }),
  },
  {
    name: "it is claimed",
    run: (s) => s.outbox.claim({ now: at, limit: 1, leaseMs: 1000 }),
    holds: async (s) => {
      expect((await s.outbox.waiting()).map((r) => r.id)).not.toContain("row-1")
      const sent = (await s.read("delivery/row-1")).version === 1
      expect((await s.outbox.stranded(at)).map((r) => r.id)).toEqual(sent ? [] : ["row-1"])
    },
  },
  {
    name: "it is sent",
    run: (s) => s.outbox.settle("row-1", at, { type: "done", event: ended("row-1") }),
    holds: async (s) => expect((await s.read("delivery/row-1")).version).toBe(1),
  },
  { name: "anna logs", run: (s) => commit(s, [loggedIn("r.1", anna, 0)]) },
  ...pollSteps,
  ...forgetSteps,
]
