import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { describeError } from "../adapters/log.ts"
import { makeLog } from "../adapters/system.ts"
import type { Log } from "../src/app/ports.ts"

function written(act: (log: Log) => void, q: { pretty?: boolean; level?: "info" | "error" } = {}): string[] {
  const lines: string[] = []
  act(makeLog({ level: q.level ?? "info", pretty: q.pretty ?? false, write: (line) => lines.push(line) }))
  return lines
}

describe("the log", () => {
  test("is one JSON line an event, with its level, time and facts", () => {
    const [line] = written((log) => log.info("tick.done", { occasions: 3, late: false, row: "abc" }))
    expect(JSON.parse(line as string)).toEqual({
      level: "info",
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      event: "tick.done",
      occasions: 3,
      late: false,
      row: "abc",
    })
  })

  test("at a terminal is a short line for a person", () => {
    const [line] = written((log) => log.warn("store.slow", { ms: 1200 }), { pretty: true })
    expect(line).toMatch(/^\d\d:\d\d:\d\d warn {2}store\.slow ms=1200\n$/)
  })

  test("says nothing below its level", () => {
    expect(written((log) => log.info("x"), { level: "error" })).toEqual([])
    expect(written((log) => log.error("x"), { level: "error" })).toHaveLength(1)
  })

  test("takes no objects, whatever the compiler was told", () => {
    const sneaky = { person: { name: "Chadia" }, list: ["Chadia"], f: () => "Chadia", ok: 1 }
    const lines = written((log) => log.info("x", sneaky as unknown as Record<string, number>))
    expect(lines.join()).not.toContain("Chadia")
    expect(lines.join()).toContain('"ok":1')
  })

  test("cuts long texts, and no text makes a line of its own or overwrites what the log says itself", () => {
    const text = fc.string({ unit: "binary", maxLength: 500 })
    fc.assert(
      fc.property(text, text, fc.boolean(), (name, value, pretty) => {
        const lines = written((log) => log.info("x.y", { [name]: value, level: "error", event: "z" }), {
          pretty,
        })
        expect(lines).toHaveLength(1)
        const line = lines[0] as string
        expect(line.indexOf("\n")).toBe(line.length - 1)
        expect(line.slice(0, -1)).not.toMatch(/\p{Cc}/u)
        expect(line.length).toBeLessThan(3000)
        if (!pretty) expect(JSON.parse(line)).toMatchObject({ level: "info", event: "x.y" })
      }),
    )
  })
})

describe("an error in the log", () => {
  test("tells its name, code and place in the code, and the errors behind it, but no message", () => {
    const inner = Object.assign(new RangeError("Chadia said no"), { code: "ENOSPC", syscall: "write" })
    const told = describeError(new Error("Daan typed: ik wil niet", { cause: inner }))
    expect(told).toMatch(
      /^Error at test\/log\.test\.ts:\d+:\d+ .*because RangeError ENOSPC write at test\/log\.test\.ts/,
    )
    expect(told).not.toMatch(/Chadia|Daan|niet/)
  })

  test("tells nothing that somebody typed, wherever it came to stand", () => {
    const typed = fc.oneof(
      fc.string({ minLength: 4, unit: "binary" }),
      fc.constantFrom("a\n    at Chadia (file:///secret/Chadia.ts:1:1)", "x\n    at /home/Chadia:1:1"),
    )
    fc.assert(
      fc.property(typed, (text) => {
        const error = new Error(text)
        expect(describeError(error)).toBe(describeError(error).replaceAll("Chadia", ""))
        const spaced = `typed by Chadia ${text}`
        Object.assign(error, { code: spaced, name: spaced, syscall: { spaced } })
        expect(describeError(error)).not.toContain("Chadia")
        const changed = new Error(`Chadia\n    at Chadia (file:///Chadia:1:1)`)
        changed.message = text.replaceAll("Chadia", "another text")
        expect(describeError(changed)).not.toContain("file:///Chadia")
      }),
    )
  })

  test("parsers that quote what they read do not get it into the log", () => {
    try {
      JSON.parse("Chadia stemde tegen")
    } catch (error) {
      expect(String(error)).toContain("Chadia")
      expect(describeError(error)).not.toContain("Chadia")
    }
  })

  test.each([
    [null, "a thrown null"],
    ["Chadia", "a thrown string"],
    [{ message: "Chadia" }, "a thrown object"],
  ])("that is no Error is told by its type only", (thrown, told) => expect(describeError(thrown)).toBe(told))

  test("with causes in a circle ends", () => {
    const error = new Error("x")
    error.cause = error
    expect(describeError(error).split(" because ")).toHaveLength(4)
  })
})
