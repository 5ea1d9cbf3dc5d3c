/** The machine's clock, chance, secrets and log, behind the ports of src/app/ports.ts. */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from "node:crypto"
import { performance } from "node:perf_hooks"
import type { Clock, Ids, Vault } from "../src/app/ports.ts"

// One name for the machine: main and tests take all of it from here.
export { makeLog } from "./log.ts"
export { readSecretKey } from "./secret-key.ts"

/**
 * Real time, or a time that started at `clockStart` when this was called and runs on at the same pace.
 * The second kind counts with the monotonic clock: a machine that corrects its time moves no rehearsal.
 */
export function systemClock(clockStart: number | null): Clock {
  if (clockStart === null) return { now: () => Date.now() }
  const begun = performance.now()
  return { now: () => Math.floor(clockStart + performance.now() - begun) }
}

const alphabet = "abcdefghijklmnopqrstuvwxyz234567"

/** Random bytes are fetched so many at once: each fetch asks the system, and a card needs a dozen ids. */
const poolBytes = 4096

export function systemIds(): Ids {
  let pool: Buffer = Buffer.alloc(0)
  const take = (count: number): Buffer => {
    if (count > poolBytes) return randomBytes(count)
    if (pool.length < count) pool = randomBytes(poolBytes)
    const taken = pool.subarray(0, count)
    pool = pool.subarray(count)
    return taken
  }
  return {
    next: (length) => {
      let id = ""
      for (const byte of take(length)) id += alphabet[byte & 31]
      return id
    },
  }
}

const nonceBytes = 12
const tagBytes = 16

/**
 * `secretKey`: 32 bytes base64. Hashing and sealing each use a key of their own, derived from it (HKDF-SHA-256),
 * so that no use of the one tells about the other. A key given to `seal` and `open` is used as it is.
 */
export function makeVault(secretKey: string): Vault {
  const master = keyBytes(secretKey)
  // A key object: bytes would be looked at and copied for every hash.
  const hashKey = createSecretKey(derive(master, "draagvlak hash v1"))
  const sealKey = derive(master, "draagvlak seal v1")
  return {
    hash: (text) => createHmac("sha256", hashKey).update(text).digest("base64url"),
    digest: (text) => createHash("sha256").update(text).digest("hex"),
    seal: (plain, key) => seal(plain, key === undefined ? sealKey : keyBytes(key)),
    open: (sealed, key) => open(sealed, key === undefined ? sealKey : keyBytes(key)),
    newKey: () => randomBytes(32).toString("base64"),
  }
}

function seal(plain: string, key: Buffer): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes })
  const text = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64url")
}

function open(sealed: string, key: Buffer): string {
  const bytes = Buffer.from(sealed, "base64url")
  // Node skips what is no base64url; a seal has one way to be written.
  if (bytes.length < nonceBytes + tagBytes || bytes.toString("base64url") !== sealed)
    throw new Error("this is no seal of ours")
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
  const text = bytes.subarray(nonceBytes + tagBytes)
  return Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8")
}

function derive(master: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", master, "", purpose, 32))
}

function keyBytes(key: string): Buffer {
  const bytes = Buffer.from(key, "base64")
  if (bytes.length !== 32) throw new Error("a key is 32 bytes in base64")
  return bytes
}
