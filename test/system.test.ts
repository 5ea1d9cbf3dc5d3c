import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { makeVault, readSecretKey, systemClock, systemIds } from "../adapters/system.ts"

const key = (byte: number) => Buffer.alloc(32, byte).toString("base64")
const anyKey = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((b) => Buffer.from(b).toString("base64"))
const anyText = fc.string({ unit: "grapheme", maxLength: 200 })

describe("sealing", () => {
  test("what was sealed opens again, with the same key only", () => {
    fc.assert(
      fc.property(anyText, anyKey, anyKey, (plain, secret, pollKey) => {
        const vault = makeVault(secret)
        expect(vault.open(vault.seal(plain))).toBe(plain)
        expect(vault.open(vault.seal(plain, pollKey), pollKey)).toBe(plain)
        if (secret !== pollKey) {
          expect(() => vault.open(vault.seal(plain, pollKey))).toThrow()
          expect(() => vault.open(vault.seal(plain), pollKey)).toThrow()
          expect(() => makeVault(pollKey).open(vault.seal(plain))).toThrow()
        }
      }),
    )
  })

  test("a seal with any bit changed, or cut, does not open", () => {
    const vault = makeVault(key(1))
    fc.assert(
      fc.property(anyText, fc.nat(), fc.integer({ min: 0, max: 7 }), (plain, at, bit) => {
        const sealed = vault.seal(plain)
        const bytes = Buffer.from(sealed, "base64url")
        bytes[at % bytes.length] = (bytes[at % bytes.length] as number) ^ (1 << bit)
        expect(() => vault.open(bytes.toString("base64url"))).toThrow()
        expect(() => vault.open(sealed.slice(0, at % sealed.length))).toThrow()
        expect(() => vault.open(`${sealed}.`)).toThrow()
      }),
    )
  })

  test("the same text sealed twice differs, and both have one length", () => {
    const vault = makeVault(key(1))
    expect(vault.seal("a")).not.toBe(vault.seal("a"))
    expect(vault.seal("a")).toHaveLength(vault.seal("b").length)
  })

  test("a hash is the same for the same key and text, and differs for another of either", () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(makeVault(key(1)).hash(a)).toBe(makeVault(key(1)).hash(a))
        expect(makeVault(key(1)).hash(a)).not.toBe(makeVault(key(2)).hash(a))
        if (a !== b) expect(makeVault(key(1)).hash(a)).not.toBe(makeVault(key(1)).hash(b))
      }),
    )
    expect(makeVault(key(1)).hash("a")).toMatch(/^[\w-]{43}$/)
  })

  test("a new key is one that seals, and never the same", () => {
    const vault = makeVault(key(1))
    const [one, two] = [vault.newKey(), vault.newKey()]
    expect(one).not.toBe(two)
    expect(vault.open(vault.seal("x", one), one)).toBe("x")
  })

  test("a key of another length is refused, not padded", () => {
    expect(() => makeVault(Buffer.alloc(16).toString("base64"))).toThrow("32 bytes")
    expect(() => makeVault(key(1)).seal("x", "abc")).toThrow("32 bytes")
  })
})

describe("ids", () => {
  test("an id has the asked length and only the letters that people can read aloud", () => {
    for (const length of [1, 8, 26])
      expect(systemIds().next(length)).toMatch(new RegExp(`^[a-z2-7]{${length}}$`))
  })

  test("ids do not repeat, and every letter comes up", () => {
    const ids = Array.from({ length: 2000 }, () => systemIds().next(12))
    expect(new Set(ids).size).toBe(2000)
    expect(new Set(ids.join("")).size).toBe(32)
  })
})

describe("the clock", () => {
  test("without a start it is the machine's own", () => {
    const before = Date.now()
    const now = systemClock(null).now()
    expect(now).toBeGreaterThanOrEqual(before)
    expect(now).toBeLessThanOrEqual(Date.now())
  })

  test("with a start it begins there and runs on, in whole milliseconds, never back", () => {
    const start = Date.parse("2026-11-27T14:59:50+01:00")
    const clock = systemClock(start)
    const first = clock.now()
    const until = performance.now() + 15
    expect(first - start).toBeLessThan(60_000)
    let last = first
    while (performance.now() < until) {
      const now = clock.now()
      expect(Number.isInteger(now) && now >= last).toBe(true)
      last = now
    }
    // Read after the 15 ms, so that a busy machine makes it later and never sooner.
    expect(clock.now() - first).toBeGreaterThanOrEqual(14)
  })
})

describe("the secret key in the data folder", () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "draagvlak-key-"))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test("is made once, for the owner only, and leaves no draft behind", () => {
    const data = join(folder, "new", "data")
    const made = readSecretKey(data)
    expect(Buffer.from(made, "base64")).toHaveLength(32)
    expect(readSecretKey(data)).toBe(made)
    expect(readdirSync(data)).toEqual(["secret.key"])
    if (process.platform !== "win32") expect(statSync(join(data, "secret.key")).mode & 0o777).toBe(0o600)
  })

  test("is another one in another folder", () => {
    expect(readSecretKey(join(folder, "a"))).not.toBe(readSecretKey(join(folder, "b")))
  })

  test.each(["", "abc", Buffer.alloc(31).toString("base64"), "x".repeat(5000)])(
    "that is damaged is refused with what to do, and left as it is",
    (content) => {
      const file = join(folder, "secret.key")
      writeFileSync(file, content)
      expect(() => readSecretKey(folder)).toThrow(/secret\.key is damaged.*Put the original back.*SECRET_KEY/)
      expect(readFileSync(file, "utf8")).toBe(content)
    },
  )

  test("that is there already is used by a second start that came a moment later", () => {
    writeFileSync(join(folder, "secret.key"), `${key(3)}\n`)
    expect(readSecretKey(folder)).toBe(key(3))
  })

  test("that cannot be read is told as such, not replaced", () => {
    expect(() => readSecretKey("\0")).toThrow()
    rmSync(folder, { recursive: true })
    writeFileSync(folder, "a file where the folder should be")
    expect(() => readSecretKey(folder)).toThrow(/cannot be read/)
  })
})
