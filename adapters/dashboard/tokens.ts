import { timingSafeEqual } from "node:crypto"
import type { Vault } from "../../src/app/ports.ts"
import type { Instant, PersonId } from "../../src/domain/id.ts"
import { hourMs, minuteMs } from "../../src/domain/time.ts"

export const tokenLimits = {
  linkMs: 15 * minuteMs,
  sessionMs: 8 * hourMs,
  /** Longer tokens are not looked at. */
  charactersMax: 1_000,
} as const

export type Link = { org: string; person: PersonId; period: string; id: string; until: Instant }
export type Session = { org: string; person: PersonId; until: Instant }
type Kind = "report-link" | "report-session"

/** The address of a one-time link: 15 minutes, used up by the button on the page behind it. `id` is a fresh random id. */
export function reportLink(q: {
  vault: Vault
  publicUrl: string
  org: string
  person: PersonId
  period: string
  now: Instant
  id: string
}): string {
  const link: Link = {
    org: q.org,
    person: q.person,
    period: q.period,
    id: q.id,
    until: q.now + tokenLimits.linkMs,
  }
  const { org, person, period, id, until } = link
  return `${q.publicUrl.replace(/\/$/, "")}/enter/${sign(q.vault, "report-link", [org, person, period, id, until])}`
}

/** Null where the signature is not ours. An expired link is returned: its reader deserves to be told. */
export function readLink(vault: Vault, token: string): Link | null {
  const [org, person, period, id, until] = read(vault, "report-link", token) ?? []
  if (typeof org !== "string" || typeof person !== "string" || typeof period !== "string") return null
  return typeof id === "string" && typeof until === "number" ? { org, person, period, id, until } : null
}

export function sessionToken(vault: Vault, { org, person, until }: Session): string {
  return sign(vault, "report-session", [org, person, until])
}

/** Null where the signature is not ours or the session is over. */
export function readSession(q: { vault: Vault; token: string; now: Instant }): Session | null {
  const [org, person, until] = read(q.vault, "report-session", q.token) ?? []
  if (typeof org !== "string" || typeof person !== "string" || typeof until !== "number") return null
  return q.now < until ? { org, person, until } : null
}

/** The kind is signed too, so that a link is no session and a session no link. */
function sign(vault: Vault, kind: Kind, facts: (string | number)[]): string {
  const body = Buffer.from(JSON.stringify(facts)).toString("base64url")
  return `${body}.${vault.hash(`${kind}\n${body}`)}`
}

function read(vault: Vault, kind: Kind, token: string): unknown[] | null {
  if (token.length > tokenLimits.charactersMax) return null
  const [body, mac, ...more] = token.split(".")
  if (!body || !mac || more.length > 0) return null
  const [ours, theirs] = [Buffer.from(vault.hash(`${kind}\n${body}`)), Buffer.from(mac)]
  if (ours.length !== theirs.length || !timingSafeEqual(ours, theirs)) return null
  // Signed by us, so it is what `sign` wrote.
  return JSON.parse(Buffer.from(body, "base64url").toString()) as unknown[]
}
