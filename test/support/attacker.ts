/**
 * Somebody who has every byte of a data folder, its secret key and its older backups, knows the code, and wants to know
 * who voted what. Whatever works is a claim; claims that are wrong count too, because a guess with a reason is a trace.
 */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { decode } from "../../adapters/lowdb/line.ts"
import { makeVault } from "../../adapters/system.ts"
import type { Person, Vault } from "../../src/app/ports.ts"
import { learned } from "./attacker-features.ts"

export type Loot = { path: string; bytes: Buffer }[]
export type Claim = { poll: string; person: string; option: string; by: string }
/** What the attacker hears anyway. */
export type Known = {
  poll: string
  /** Option keys and what they say: everybody saw the card. */
  options: { key: string; text: string }[]
  /** Colleagues who told the attacker what they chose. */
  told: Map<string, string>
}
/** A ballot as it lies in the ledger, with the whole line it came in. */
export type Ballot = { person: string; sealed: string; line: Record<string, unknown> }

export function lootOf(folder: string, prefix = ""): Loot {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return lootOf(path, `${prefix}${entry.name}/`)
    return [{ path: `${prefix}${entry.name}`, bytes: readFileSync(path) }]
  })
}

/** What a backup of ours holds: all but the keys of polls and the key over them. */
export function backupOf(loot: Loot, name: string): Loot {
  return loot
    .filter(({ path }) => !path.split("/").includes("keys") && !path.endsWith("secret.key"))
    .map(({ path, bytes }) => ({ path: `${name}/${path}`, bytes }))
}

/** Every way that the attacker knows, one after the other. */
export function attack(loot: Loot, known: Known): Claim[] {
  const secret = loot.find((file) => file.path.endsWith("secret.key"))
  const vault = makeVault(String(secret?.bytes ?? "").trim())
  const lines = loot.flatMap(linesOf)
  const ballots = ballotsIn(lines, known.poll)
  const names = namesIn(loot)
  const nameOf = (id: string) => names.get(id) ?? id
  const claims = [
    ...opened(loot, { vault, ballots, known }),
    ...readable(lines, { known, names }),
    ...hashed(lines, { vault, known, names, words: tokensOf(loot) }),
    ...learned(ballots, { nameOf, known }),
  ]
  return claims.map((claim) => ({ ...claim, person: nameOf(claim.person) }))
}

type Json = Record<string, unknown>

function linesOf({ path, bytes }: Loot[number]): Json[] {
  if (!path.endsWith(".jsonl") && !path.endsWith(".rows")) return []
  const text = bytes.toString("utf8").split("\n").filter(Boolean)
  return text.flatMap((line) => {
    const found = decode(Buffer.from(line))
    return found ? [found as unknown as Json] : []
  })
}

export function ballotsIn(lines: Json[], poll: string): Ballot[] {
  const found = new Map<string, Ballot>()
  for (const line of lines)
    each(line, (value) => {
      if (value["type"] !== "ballot.sealed" || value["poll"] !== poll) return
      const [person, sealed] = [String(value["person"]), String(value["sealed"])]
      found.set(sealed, { person, sealed, line })
    })
  return [...found.values()]
}

/** Who is who, from the room of people. */
function namesIn(loot: Loot): Map<string, string> {
  const names = new Map<string, string>()
  for (const file of loot)
    for (const line of linesOf(file))
      each(line, (value) => {
        const { id, key, roster } = value as Partial<Person>
        if (id && key && roster) names.set(id, key)
      })
  return names
}

function each(value: unknown, take: (object: Json) => void): void {
  if (typeof value !== "object" || value === null) return
  if (!Array.isArray(value)) take(value as Json)
  for (const part of Object.values(value)) each(part, take)
}

// ---------------------------------------------------------------- opening

const keyBytes = 32

/** Every 32 bytes that could be a key: written in base64, base64url or hex, sealed or not, derived, or raw. */
function keysIn(loot: Loot, q: { vault: Vault; known: Known }): Set<string> {
  const keys = new Set<string>()
  const add = (text: string) => {
    const encodings = /^[0-9a-f]{64}$/i.test(text) ? (["hex"] as const) : (["base64url"] as const)
    for (const encoding of encodings) {
      const bytes = Buffer.from(text, encoding)
      if (bytes.length === keyBytes) keys.add(bytes.toString("base64"))
    }
  }
  for (const token of tokensOf(loot)) {
    add(token)
    const inside = quietly(() => q.vault.open(token))
    if (inside !== null) add(inside)
  }
  for (const word of ["key", "poll", q.known.poll, `poll/${q.known.poll}`, `key ${q.known.poll}`])
    add(q.vault.hash(word))
  return keys
}

/** Raw bytes anywhere in a file; tried on one ballot only, because they are many. A random key is never 32 letters by chance. */
function* windows(loot: Loot): Generator<string> {
  for (const { bytes } of loot) {
    let letters = 0
    for (let end = 1; end <= bytes.length; end++) {
      const last = bytes[end - 1] ?? 0
      letters = last >= 0x20 && last < 0x7f ? letters + 1 : 0
      if (end >= keyBytes && letters < keyBytes) yield bytes.subarray(end - keyBytes, end).toString("base64")
    }
  }
}

function tokensOf(loot: Loot): Set<string> {
  const tokens = new Set<string>()
  for (const { bytes } of loot)
    for (const [token] of bytes.toString("latin1").matchAll(/[\w+/-]{8,}={0,2}/g)) tokens.add(token)
  return tokens
}

function opened(loot: Loot, q: { vault: Vault; ballots: Ballot[]; known: Known }): Claim[] {
  const { ballots, vault, known } = q
  const [first] = ballots
  if (!first) return []
  const keys = keysIn(loot, q)
  for (const raw of windows(loot)) if (quietly(() => vault.open(first.sealed, raw)) !== null) keys.add(raw)
  return ballots.flatMap(({ person, sealed }) => {
    const choices = [...keys, undefined].map((key) => quietly(() => vault.open(sealed, key)))
    const choice = choices.find((c) => c !== null)
    return choice ? [{ poll: known.poll, person, option: choice.trim(), by: "a key" }] : []
  })
}

// ---------------------------------------------------------------- reading

/** What everybody may read, and the seals, which are tried elsewhere. */
const public_ = new Set(["sealed", "result", "question"])

/** Any record that holds a person, the poll and, in the clear, one of the options. */
function readable(lines: Json[], q: { known: Known; names: Map<string, string> }): Claim[] {
  const { poll, options } = q.known
  const records: unknown[] = lines.flatMap((line): unknown[] =>
    typeof line["t"] === "string" ? [line] : Object.entries(line),
  )
  return records.flatMap((record) => {
    const text = JSON.stringify(record, (key, value) => (public_.has(key) ? undefined : value))
    const person = [...q.names.keys()].find((id) => text.includes(id))
    if (!person || !text.includes(poll)) return []
    const words = new Set(text.match(/[^"\s:,/=~\\]+/g))
    const found = options.filter((o) => words.has(o.key) || text.includes(`"${o.text}"`))
    return found.map((o) => ({ poll, person, option: o.key, by: "plain text" }))
  })
}

// ---------------------------------------------------------------- hashing

/** Causes are keyed hashes of deliveries; whoever has the key can try what a delivery may have been. */
function hashed(
  lines: Json[],
  q: { vault: Vault; known: Known; names: Map<string, string>; words: Set<string> },
): Claim[] {
  const { poll, options } = q.known
  const hashes = new Set<string>()
  for (const line of lines)
    each(line, (value) => typeof value["hash"] === "string" && hashes.add(value["hash"]))
  const claims: Claim[] = []
  const short = [...q.words].filter((w) => w.length <= 32).concat("", "0", "1")
  for (const [id, name] of q.names)
    for (const { key } of options) {
      const text = `poll vote ${poll} ${key}`
      const guesses = [text, `${name}/${text}`, `${poll}/${key}`, `${name}/${poll}/${key}`]
      const fresh = short.map((form) => `${name}/${form}/${text.length.toString(36)}.${fingerprint(text)}`)
      const all = [...guesses, ...fresh].flatMap((d) => [`delivery ${d} ${name}`, `once ${d} ${id}`])
      if (all.some((guess) => hashes.has(q.vault.hash(guess))))
        claims.push({ poll, person: id, option: key, by: "a guessed delivery" })
    }
  return claims
}

/** As the web platform makes it: FNV-1a. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(36)
}

function quietly(act: () => string): string | null {
  try {
    return act()
  } catch {
    return null
  }
}
