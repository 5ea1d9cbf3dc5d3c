/** After a poll's close nobody with the data can join who and what: tried by somebody who has every byte. */
import { createHash } from "node:crypto"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it, onTestFinished } from "vitest"
import { openLowdbStore } from "../../adapters/lowdb/index.ts"
import { decode } from "../../adapters/lowdb/line.ts"
import { makeVault, readSecretKey } from "../../adapters/system.ts"
import { parseSay } from "../../adapters/web/parse.ts"
import type { Cause, Commit, Store, Vault } from "../../src/app/ports.ts"
import { attack, backupOf, ballotsIn, type Known, type Loot, lootOf } from "../support/attacker.ts"
import { featuresOf } from "../support/attacker-features.ts"
import { openWorld, type World } from "../support/world.ts"

const voters = Array.from({ length: 24 }, (_, i) => `voter${i}`)
const options = [
  { key: "a", text: "Less meetings" },
  { key: "b", text: "More trees" },
]
/** No rhythm that a clock or a list of people has. */
const votes = "abbabaaababbbaabbabaabba".split("")
/** These change their mind on the way: they chose the other one first. */
const waverers = new Set([2, 3, 9, 16])

/** Where a leak is planted. */
type Spoils = {
  store?: (store: Store) => Store
  vault?: (vault: Vault) => Vault
  /** The id of the form that a vote was sent with. */
  form?: string | undefined
}
type Scene = { loot: Loot; known: Known; world: World }

/** A poll in a folder on disk, from its opening to the bytes that an attacker gets after its close. */
async function pollOf(q: { chosen?: string[]; spoils?: Spoils; seed?: string } = {}): Promise<Scene> {
  const { chosen = votes, spoils = {} } = q
  const folder = await mkdtemp(join(tmpdir(), "attacked-"))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const ids = idsFrom(q.seed ?? "one")
  const sealing = makeVault(readSecretKey(folder))
  const vault = spoils.vault?.(sealing) ?? sealing
  const onDisk = await openLowdbStore({
    folder: join(folder, "org"),
    hashOf: (p) => vault.hash(`person ${p.key}`),
  })
  const store = spoils.store?.(onDisk) ?? onDisk
  const world = await openWorld({ people: voters, store, vault, ids })
  const backups: Loot[] = []
  const backup = () => backups.push(backupOf(lootOf(folder), `backup-${backups.length}`))
  await world.says("chadia", "here")
  const opened = await world.says("chadia", `poll open "Which?" "${options[0]?.text}" "${options[1]?.text}"`)
  const poll = /Number (\w+)\./.exec(opened)?.[1] ?? ""
  backup()
  const turns = chosen.flatMap((key, i) => (waverers.has(i) ? [{ i, key: key === "a" ? "b" : "a" }] : []))
  turns.push(...chosen.map((key, i) => ({ i, key })))
  for (const [minute, { i, key }] of turns.entries()) {
    world.setClock("2026-11-19", `11:${String(minute).padStart(2, "0")}`)
    const form = spoils.form ?? ids.next(16)
    await vote(world, { who: voters[i] as string, text: `poll vote ${poll} ${key}`, form })
    if (minute % 9 === 4) backup()
  }
  await world.at("2026-11-20", "09:05")
  backup()
  await world.says("chadia", `poll close ${poll}`)
  await world.at("2026-11-23", "09:05")
  await store.close()
  const told = new Map(voters.flatMap((who, i) => (i % 2 ? [[who, chosen[i] as string] as const] : [])))
  return { loot: [...lootOf(folder), ...backups.flat()], known: { poll, options, told }, world }
}

/** By the web platform's own parser, so that deliveries are named as in real life. */
async function vote(world: World, q: { who: string; text: string; form: string }): Promise<void> {
  const body = new URLSearchParams({ as: q.who, text: q.text, form: q.form, via: "press" })
  const known = { people: voters, places: [{ key: "mvo", name: "mvo" }] }
  const parsed = parseSay({ body: String(body), known, fresh: "unused22" })
  if (parsed.type !== "said") throw new Error(`not heard: ${parsed.problem}`)
  expect((await world.hear(parsed.incoming)).type).toBe("answer")
  await world.running.deliver()
  await world.running.redraw()
}

function idsFrom(seed: string) {
  let count = 0
  return {
    next: (length: number) => {
      const bytes = createHash("sha512").update(`${seed} ${count++}`).digest()
      return Array.from(bytes.subarray(0, length), (b) => "abcdefghijklmnopqrstuvwxyz234567"[b & 31]).join("")
    },
  }
}

const journalLines = (loot: Loot) =>
  loot
    .filter(({ path }) => path.startsWith("org/ledger/"))
    .flatMap(({ bytes }) => bytes.toString("utf8").split("\n").filter(Boolean))

describe("the attacker, with every byte after the close, the secret key and all backups", () => {
  it("has no reason to say of anybody what they chose", { timeout: 60_000 }, async () => {
    const { loot, known } = await pollOf()
    expect(loot.map((f) => f.path)).toContain("secret.key")
    expect(loot.filter((f) => f.path.startsWith("backup-")).length).toBeGreaterThan(50)
    expect(loot.filter((f) => /backup-.*(keys|secret)/.test(f.path))).toEqual([])
    const ballots = ballotsIn(
      journalLines(loot).map((l) => decode(Buffer.from(l)) as never),
      known.poll,
    )
    expect(ballots).toHaveLength(voters.length + waverers.size)
    expect(attack(loot, known)).toEqual([])
  })

  it("reads the published counts, and with those guesses no better than they say", async () => {
    const { world, known } = await pollOf()
    const poll = world.running.org.board.upToDate()
    expect((await poll).polls.get(known.poll)?.result).toEqual({
      answers: 24,
      options: { as: "counts", counts: { a: 12, b: 12 } },
    })
  })

  it("finds the same bytes whoever chose what, where the counts are the same", {
    timeout: 60_000,
  }, async () => {
    const swapped = votes.map((key) => (key === "a" ? "b" : "a"))
    const one = await pollOf({ chosen: votes, seed: "same" })
    const other = await pollOf({ chosen: swapped, seed: "same" })
    const masked = ({ loot }: Scene) => loot.filter((f) => !/secret\.key|lock\.db/.test(f.path)).map(mask)
    expect(masked(one).map((f) => f.path)).toEqual(masked(other).map((f) => f.path))
    expect(masked(one)).toEqual(masked(other))
  })

  it("sees ballots that differ in nothing but whose they are, and when", async () => {
    const { loot, known } = await pollOf()
    const ballots = ballotsIn(
      journalLines(loot).map((l) => decode(Buffer.from(l)) as never),
      known.poll,
    )
    const named = (ballot: (typeof ballots)[number]) =>
      [...featuresOf(ballots, ballot)].filter(([name]) => /^(length of the seal|there is)/.test(name))
    for (const ballot of ballots) expect(named(ballot)).toEqual(named(ballots[0] as (typeof ballots)[number]))
  })
})

/** Seals, keyed hashes and checksums are as random as they look; all else must be the same. */
function mask({ path, bytes }: Loot[number]): { path: string; text: string } {
  const text = bytes
    .toString("utf8")
    .replace(/^[0-9a-f]{8} /gm, "")
    .replace(/"(sealed|hash)":"([\w-]+)"/g, (_, name, value) => `"${name}":${value.length}`)
  return { path, text }
}

const keepsKeys = (store: Store): Store => ({ ...store, keys: { ...store.keys, delete: async () => {} } })

const copiesKeys = (store: Store): Store => ({
  ...store,
  keys: {
    ...store.keys,
    async put(poll, key) {
      await store.keys.put(poll, key)
      await store.snapshots.put("figures", { of: poll, ...key })
    },
  },
})

const derives = (vault: Vault): Vault => ({ ...vault, newKey: () => vault.hash("key") })

/** Each choice has a length of its own. */
const unpadded = (vault: Vault): Vault => ({
  ...vault,
  seal: (plain, key) => vault.seal(key ? plain.trimEnd().padEnd(plain.charCodeAt(0) - 96) : plain, key),
})

/** A bot that writes down more of a vote than it should. */
function writes(what: (q: { store: Store; commit: Commit; choice: string }) => Promise<Commit>): Spoils {
  let choice = ""
  return {
    vault: (vault) => ({
      ...vault,
      seal(plain, key) {
        if (key) choice = plain.trim()
        return vault.seal(plain, key)
      },
    }),
    store: (store) => ({
      ...store,
      commit: async (commit) => store.commit(isVote(commit) ? await what({ store, commit, choice }) : commit),
    }),
  }
}

const isVote = (c: Commit) => c.appends.some((a) => a.events.some((e) => e.type === "ballot.sealed"))
const withFacts = (commit: Commit, facts: Cause["facts"]): Commit => ({
  ...commit,
  cause: commit.cause && { ...commit.cause, facts: { ...commit.cause.facts, ...facts } },
})

describe("the attacker finds what is planted:", () => {
  const leaks: [string, RegExp, Spoils][] = [
    ["a key that was kept", /a key/, { store: keepsKeys }],
    ["a key that lies in a snapshot too", /a key/, { store: copiesKeys }],
    ["a key that follows from the secret", /a key/, { vault: derives }],
    [
      "an option among a cause's facts",
      /plain text/,
      writes(async ({ commit, choice }) => withFacts(commit, { choice })),
    ],
    [
      "the number of an option",
      /facts/,
      writes(async ({ commit, choice }) => withFacts(commit, { n: choice.charCodeAt(0) * 7 })),
    ],
    [
      "a choice in a snapshot",
      /plain text/,
      writes(async ({ store, commit, choice }) => {
        await store.snapshots.put(commit.cause?.hash ?? "", {
          of: commit.appends.map((a) => a.stream),
          choice,
        })
        return commit
      }),
    ],
    ["ballots of different lengths", /length of/, { vault: unpadded }],
    [
      "a delivery that can be guessed",
      /guessed/,
      { ...writes(async ({ commit }) => withFacts(commit, { form: "aaaaaaaa" })), form: "aaaaaaaa" },
    ],
  ]
  it.for(leaks)("%s", { timeout: 60_000 }, async ([, way, spoils]) => {
    const { loot, known } = await pollOf({ spoils })
    const claims = attack(loot, known).filter((c) => way.test(c.by))
    const right = claims.filter((c) => votes[voters.indexOf(c.person)] === c.option)
    // At least all those who did not tell the attacker themselves.
    expect(new Set(right.map((c) => c.person)).size).toBeGreaterThanOrEqual(voters.length / 2)
  })
})
