/** The whole organisation is stopped between each two writes of what takes several: the next start leaves nothing half. */
import { describe, expect, it } from "vitest"
import { openStore } from "../../adapters/lowdb/index.ts"
import { makeVault } from "../../adapters/system.ts"
import { type Commit, type Person, type Store, StoreReadOnly } from "../../src/app/ports.ts"
import { type Disk, type KillFiles, type Kind, killFiles } from "../support/kill-files.ts"
import { openWorld, type World } from "../support/world.ts"

const vault = makeVault(Buffer.alloc(32, 7).toString("base64"))
const hashOf = (p: Person) => vault.hash(`person ${p.key}`)
const ana = "anakestrel"
const people = [ana, "ben", "cor", "dee", "eva"]
const typed = "Bus or bike?"

/** A fault that is planted in a store. */
type Spoil = (store: Store) => Store

async function open(
  files: KillFiles,
  q: { at?: [string, string]; spoil?: Spoil | undefined } = {},
): Promise<World> {
  const { at, spoil = (sound) => sound } = q
  const store = spoil(await openStore({ files, hashOf, where: "test" }))
  return openWorld({ people, store, vault, minGroup: 5, ...(at ? { at } : {}) })
}

/** Ana is a steward too, so that she can type a question. */
async function settle(world: World): Promise<World> {
  for (const entry of world.roster) if (entry.key === ana) entry.steward = true
  await world.running.syncRoster()
  return world
}

type Phase = {
  name: string
  /** What was there before. */
  before: string[][]
  acts: [who: string, text: string]
  /** What must hold when it was answered, and may when it was not. */
  happened: (world: World) => Promise<boolean>
}
const openIt = [ana, `poll open "${typed}" "Bus" "Bike"`]
const votesIn = [ana, "ben", "cor", "dee", "eva"].map((who, i) => [
  who,
  `poll vote POLL ${i % 2 ? "b" : "a"}`,
])
const polls = async (world: World) => [...(await world.running.org.board.upToDate()).polls.values()]

const phases: Phase[] = [
  {
    name: "a poll is opened",
    before: [["chadia", "here"]],
    acts: [ana, openIt[1] as string],
    happened: async (world) => (await polls(world)).length === 1,
  },
  {
    name: "a poll is closed",
    before: [["chadia", "here"], openIt, ...votesIn],
    acts: ["chadia", "poll close POLL"],
    happened: async (world) => (await polls(world))[0]?.phase === "closed",
  },
  {
    name: "somebody comes for the first time",
    before: [["chadia", "here"]],
    acts: ["newcomer", "today"],
    happened: async (world) => world.running.org.directory.find("newcomer") !== undefined,
  },
  {
    name: "somebody is forgotten",
    before: [["chadia", "here"], openIt, [ana, "language nl"], ...votesIn],
    acts: [ana, "privacy forget sure"],
    happened: async (world) => world.running.org.directory.find(ana) === undefined,
  },
  {
    name: "somebody who was forgotten comes back",
    before: [["chadia", "here"], openIt, [ana, "privacy forget sure"]],
    acts: [ana, "today"],
    happened: async (world) => world.running.org.directory.find(ana) !== undefined,
  },
]

async function incoming(world: World, [who = "", text = ""]: string[]) {
  const [poll] = await polls(world)
  const actor = { key: who, language: null, timeZone: null }
  return { actor, text: text.replace("POLL", poll?.id ?? ""), delivery: fresh() }
}

async function says(world: World, said: string[]): Promise<void> {
  const { actor, text, delivery } = await incoming(world, said)
  await world.says(actor.key, text, { delivery })
}

/** After a restart too no delivery has the id of an earlier one. */
let deliveries = 0
const fresh = () => `delivery-${deliveries++}`

async function prepared(phase: Phase): Promise<Disk> {
  const files = killFiles()
  const world = await settle(await open(files))
  for (const said of phase.before) await says(world, said)
  const person = world.running.org.directory.find(ana)
  if (person)
    await world.store.commit({
      at: world.running.org.clock.now(),
      cause: null,
      appends: [],
      outbox: [
        {
          id: "row-to-ana",
          to: { person: person.id },
          content: { type: "introduction" },
          startedBy: "person",
          notBefore: 1e13,
          notAfter: null,
        },
      ],
    })
  return files.left()
}

/** What is half done, in words. */
async function halves(world: World): Promise<string[]> {
  const { store, running } = world
  const events = await world.events()
  const all = await store.people.all()
  const keys = await store.keys.all()
  const known = new Set(all.map(([id]) => id))
  const gone = new Set(
    events.flatMap(({ event }) => (event.type === "member.forgotten" ? [event.person] : [])),
  )
  const texts = await store.texts.all()
  const rows = await store.outbox.waiting()
  const hashes = new Set((await store.forgotten.all()).map(([hash]) => hash))
  const said: [boolean, string][] = [
    [new Set(all.map(([, p]) => p.key)).size < all.length, "one person is there twice"],
    [all.some(([, p]) => hashes.has(hashOf(p))), "somebody is there and forgotten"],
    [all.some(([id]) => gone.has(id)), "a forgotten person is there"],
    [texts.some(([, t]) => t.owner !== null && gone.has(t.owner)), "a forgotten person's text is there"],
    [rows.some((r) => "person" in r.to && !known.has(r.to.person)), "a message waits for nobody"],
    [
      hashes.size !== (running.org.directory.find(ana) ? 0 : 1),
      "forgotten without a hash, or a hash without",
    ],
  ]
  for (const { event } of events)
    if ("person" in event && !known.has(event.person) && !gone.has(event.person))
      said.push([true, `${event.type} of nobody`])
  for (const poll of await polls(world)) {
    const key = keys.some(([id]) => id === poll.id)
    if (poll.phase === "open" && !key) said.push([true, "an open poll has no key"])
    if (poll.phase === "closing") said.push([true, "a poll stays in closing"])
    if (poll.phase === "closed" && key) said.push([true, "a closed poll has a key"])
    if (poll.phase === "closed" && poll.result?.answers !== 5) said.push([true, "a close lost answers"])
    if (poll.phase === "void") said.push([true, "a poll is void, and its key was never lost"])
  }
  return said.flatMap(([wrong, words]) => (wrong ? [words] : []))
}

/** What tells, in any file, who it was that is not there any more. */
function traces(files: KillFiles): string[] {
  const all = [...files.left()]
  return [ana, typed].flatMap((text) =>
    all.flatMap(([path, bytes]) => (bytes.includes(text) ? [`${path} still says ${text}`] : [])),
  )
}

/** A day later nothing is left of what never happened. */
async function leftovers(disk: Disk): Promise<string[]> {
  const later = killFiles({ disk })
  const world = await settle(await open(later, { at: ["2026-11-21", "10:00"] }))
  await says(world, ["chadia", "here off"])
  const again = await settle(await open(killFiles({ disk: later.left() }), { at: ["2026-11-21", "10:05"] }))
  const open_ = new Set((await polls(again)).map((p) => p.id))
  const named = JSON.stringify(await again.events())
  return [
    ...(await again.store.keys.all())
      .filter(([id]) => !open_.has(id))
      .map(([id]) => `a key of no poll: ${id}`),
    ...(await again.store.texts.all())
      .filter(([id]) => !named.includes(id))
      .map(([id]) => `a lost text: ${id}`),
  ]
}

async function stopped(phase: Phase, q: { kind: Kind; spoil?: Spoil }) {
  const before = await prepared(phase)
  const dry = killFiles({ disk: before })
  const world = await settle(await open(dry, { spoil: q.spoil }))
  const from = dry.changes()
  await says(world, phase.acts)
  const wrong: string[] = []
  let answered = 0
  for (let at = from + 1; at <= dry.changes() + 1; at++) {
    const files = killFiles({ disk: before, at, kind: q.kind })
    const one = await settle(await open(files, { spoil: q.spoil }))
    const said = await incoming(one, phase.acts)
    const answer = await one.hear(said)
    if (answer.type === "answer") answered++
    await one.running.deliver().catch((error) => expect(error).toBeInstanceOf(StoreReadOnly))
    const disk = files.left()
    const restarted = killFiles({ disk })
    const next = await settle(await open(restarted))
    if (answer.type === "answer" && !(await phase.happened(next))) wrong.push(`${at}: answered and lost`)
    await next.running.tick()
    wrong.push(...(await halves(next)).map((words) => `${at}: ${words}`))
    if (!next.running.org.directory.find(ana))
      wrong.push(...traces(restarted).map((words) => `${at}: ${words}`))
    // What was not acknowledged comes again.
    await next.hear(said)
    if (!(await phase.happened(next))) wrong.push(`${at}: delivered again, and it did not happen`)
    wrong.push(...(await halves(next)).map((words) => `${at}: delivered again, ${words}`))
    wrong.push(...(await leftovers(disk)).map((words) => `${at}: ${words}`))
  }
  expect(answered).toBeGreaterThan(0)
  return { wrong, stops: dry.changes() - from }
}

describe.each(phases)("while $name", (phase) => {
  it.for(["killed", "torn", "power", "full", "unsynced"] as Kind[])(
    "the process or the disk may fail anywhere (%s)",
    { timeout: 60_000 },
    async (kind) => {
      const { wrong, stops } = await stopped(phase, { kind })
      expect(wrong).toEqual([])
      expect(stops).toBeGreaterThan(3)
    },
  )
})

const eventsOf = (c: Commit) => c.appends.flatMap((append) => append.events)

/** The key is written when somebody has time for it. */
const lateKeys: Spoil = (store) => {
  let late: (() => Promise<void>) | null = null
  return {
    ...store,
    keys: {
      ...store.keys,
      async put(poll, key) {
        late = () => store.keys.put(poll, key)
      },
    },
    async commit(c) {
      const done = await store.commit(c)
      await late?.()
      late = null
      return done
    },
  }
}

/** The key goes before the result stands. */
const hastyClose: Spoil = (store) => ({
  ...store,
  async commit(c) {
    for (const event of eventsOf(c)) if (event.type === "poll.closed") await store.keys.delete(event.poll)
    return store.commit(c)
  },
})

/** The person goes before it stands that they are to be forgotten. */
const hastyForget: Spoil = (store) => ({
  ...store,
  async commit(c) {
    for (const event of eventsOf(c))
      if (event.type === "member.forgotten") await store.people.delete(event.person)
    return store.commit(c)
  },
})

it.for([
  ["a poll is opened", "a poll is void", lateKeys],
  ["a poll is closed", "a poll is void", hastyClose],
  ["somebody is forgotten", "of nobody", hastyForget],
] as [string, string, Spoil][])(
  "that check sees a fault that is planted while %s",
  { timeout: 60_000 },
  async ([name, words, spoil]) => {
    const phase = phases.find((p) => p.name === name) as Phase
    const { wrong } = await stopped(phase, { kind: "killed", spoil })
    expect(wrong.join("\n")).toContain(words)
  },
)
