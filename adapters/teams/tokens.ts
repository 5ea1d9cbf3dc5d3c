/**
 * Is a request signed for us by Microsoft's Bot Connector? Checked before anything else of it is read.
 * Not left to botbuilder: its check lets tokens of other issuers in by another door, keeps something of every forged
 * one, and writes each to the console.
 */
import { type CryptoKey, decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from "jose"
import { z } from "zod"
import { limits } from "./limits.ts"

/** The only issuer of tokens from the Bot Connector to bots. */
export const issuer = "https://api.botframework.com"
/** What Microsoft signs with; none else is taken. */
const algorithm = "RS256"

export type Signed =
  /** `serviceUrl`: where the token says that answers go. `channels`: for which channels the key may sign. */
  | { type: "signed"; serviceUrl: string; channels: string[] }
  | { type: "refused" }
  /** Nobody can tell: the key server does not answer. */
  | { type: "away" }
export type CheckToken = (authorization: string | undefined) => Promise<Signed>

const claims = z.object({ serviceurl: z.string().min(1).max(limits.idMax), exp: z.number() })
const refused: Signed = { type: "refused" }

export function tokenCheck(q: {
  appId: string
  /** Address of the OpenID document. */
  metadata: string
  /** Milliseconds since 1970, of the real clock. */
  now: () => number
}): CheckToken {
  const keys = keyRing(q)
  return async (authorization = "") => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1]
    if (!token || authorization.length > limits.tokenCharsMax) return refused
    const kid = claimed(token, q.appId)
    if (kid === null) return refused
    const found = await keys.find(kid)
    if (found === "away") return { type: "away" }
    if (found === null) return refused
    try {
      const { payload } = await jwtVerify(token, found.key, {
        algorithms: [algorithm],
        issuer,
        audience: q.appId,
        clockTolerance: limits.clockSkewS,
        currentDate: new Date(q.now()),
      })
      const read = claims.parse(payload)
      return { type: "signed", serviceUrl: read.serviceurl, channels: found.channels }
    } catch {
      return refused
    }
  }
}

/** What the token says of itself, before any key is looked up: so that noise never reaches the key server. */
function claimed(token: string, appId: string): string | null {
  try {
    const { alg, kid } = decodeProtectedHeader(token)
    const { iss, aud } = decodeJwt(token)
    if (alg !== algorithm || !kid || kid.length > limits.idMax) return null
    return iss === issuer && aud === appId ? kid : null
  } catch {
    return null
  }
}

type Key = { key: CryptoKey; channels: string[] }

const document = z.object({ jwks_uri: z.url({ protocol: /^https?$/ }) })
const keySet = z.object({
  keys: z
    .array(
      z.object({
        kty: z.string(),
        kid: z.string().max(limits.idMax),
        n: z.string(),
        e: z.string(),
        endorsements: z.array(z.string()).max(limits.keysMax).default([]),
      }),
    )
    .max(limits.keysMax),
})

/** The key server's keys: all of them at once, so that nothing grows with what strangers send. */
function keyRing(q: { metadata: string; now: () => number }) {
  let known = new Map<string, Key>()
  let readAt = Number.NEGATIVE_INFINITY
  let triedAt = Number.NEGATIVE_INFINITY
  let failed = false
  let reading: Promise<void> | null = null

  const refresh = () => {
    reading ??= readKeys(q.metadata)
      .then(
        (keys) => {
          known = keys
          readAt = q.now()
          failed = false
        },
        () => {
          failed = true
        },
      )
      .finally(() => {
        triedAt = q.now()
        reading = null
      })
    return reading
  }
  return {
    async find(kid: string): Promise<Key | null | "away"> {
      const { now } = q
      const due = now() - readAt > (known.has(kid) ? limits.keysForMs : limits.keysAgainMs)
      if (due && now() - triedAt > (failed ? limits.keysAwayMs : 0)) await refresh()
      if (now() - readAt > limits.staleKeysForMs) return "away"
      // An unknown key while the key server is away may be a new one: nobody can tell.
      return known.get(kid) ?? (failed ? "away" : null)
    },
  }
}

async function readKeys(metadata: string): Promise<Map<string, Key>> {
  const { jwks_uri } = document.parse(await readJson(metadata))
  if (new URL(jwks_uri).protocol !== new URL(metadata).protocol) throw new Error("keys over another protocol")
  const { keys } = keySet.parse(await readJson(jwks_uri))
  const ring = new Map<string, Key>()
  for (const { endorsements, ...jwk } of keys) {
    if (jwk.kty !== "RSA") continue
    ring.set(jwk.kid, { key: (await importJWK(jwk, algorithm)) as CryptoKey, channels: endorsements })
  }
  if (ring.size === 0) throw new Error("the key server has no keys")
  return ring
}

async function readJson(url: string): Promise<unknown> {
  const response = await fetch(url, {
    redirect: "error",
    signal: AbortSignal.timeout(limits.keyServerTimeoutMs),
  })
  const text = await response.text()
  if (!response.ok || text.length > limits.keyServerBytesMax) throw new Error(`HTTP ${response.status}`)
  return JSON.parse(text)
}

/** Whether the key server answers with keys, for `draagvlak doctor`. */
export function keysReachable(metadata: string): Promise<boolean> {
  return readKeys(metadata).then(
    () => true,
    () => false,
  )
}
