/** `draagvlak correct`: a frozen period is put right by a new, dated edition that says why. */
import { rmSync } from "node:fs"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { openLowdbStore } from "../adapters/lowdb/index.ts"
import type { Person } from "../src/app/ports.ts"
import { whyNoCorrection } from "../src/report/correction.ts"
import type { FrozenPeriod } from "../src/report/freeze.ts"
import { filesUnder } from "./support/forger.ts"
import { type Data, openData } from "./support/published-folder.ts"

let data: Data
beforeEach(async () => {
  data = await openData()
}, 120_000)
afterEach(() => data.end())

const because = "twelve people were missing on the list"
const correct = (...args: string[]) => data.run("correct", ...args)
const w47 = ["--period", "2026-W47"]

/** Twelve people turn out to have come later than the list said. */
async function mendList(count = 12): Promise<void> {
  await data.onStore(async (store) => {
    const mended = data.people.slice(0, count).map((p): Person => {
      return { ...p, roster: [{ from: "2026-12-01", to: null, segment: p.roster[0]?.segment ?? null }] }
    })
    await store.people.putAll(mended.map((p) => [p.id, p]))
  })
}

async function editionsOf(period: string) {
  return data.onStore(
    async (store) => ((await store.snapshots.get(`period/${period}`)) as FrozenPeriod).editions,
  )
}

describe("a correction", () => {
  test("adds an edition with its date and its reason, says what changed, and keeps the first", async () => {
    const [before] = await editionsOf("2026-W47")
    await mendList()
    const { code, said } = await correct(...w47, "--because", because)
    expect(code, said).toBe(0)
    expect(said).toContain("2026-W47 has edition 2, dated 2027-01-14")
    expect(said).toContain("roster.size: 60 → 48")
    const editions = await editionsOf("2026-W47")
    expect(editions).toHaveLength(2)
    expect(editions[0]).toEqual(before)
    expect(editions[1]).toMatchObject({ edition: 2, because, at: expect.stringContaining("2027-01-14") })
  })

  test("tells of the month and the quarter that it leaves behind", async () => {
    await mendList()
    const { said } = await correct(...w47, "--because", because)
    expect(said).toMatch(/now come out differently too: 2026-11, 2026-Q4\./)
  })

  test("stands in the export beside the first, in order, and against the ledger", async () => {
    await mendList()
    for (const period of ["2026-W47", "2026-W48", "2026-11"])
      expect((await correct("--period", period, "--because", because)).code).toBe(0)
    const out = join(data.root, "out")
    expect((await data.run("export", "--out", out)).said).toContain("39 editions of 36 frozen periods")
    const files = filesUnder(out)
    expect([...files.keys()].filter((path) => path.includes("W47"))).toEqual([
      "periods/2026-W47.1.json",
      "periods/2026-W47.2.json",
    ])
    expect(files.get("evidence.json")).toContain(because)
    const checked = await data.run("verify", out)
    expect(checked.code, checked.said).toBe(0)
    const { said } = await data.run("verify", out, "--against")
    // The weeks before were not corrected: the ledger says so of the first of them.
    expect(said).toMatch(/2026-W27, edition 1, roster\.(size|headcount)/)
    expect(said).not.toMatch(/2026-W4[78], edition/)
  })

  test("is only shown beforehand with --preview", async () => {
    await mendList()
    const { code, said } = await correct(...w47, "--because", because, "--preview")
    expect(said).toContain("2026-W47 would get edition 2")
    expect(said).toContain("roster.size: 60 → 48")
    expect(code).toBe(0)
    expect(await editionsOf("2026-W47")).toHaveLength(1)
  })

  const refusals: [string, string[], RegExp][] = [
    [
      "of a week that a year does not have",
      ["--period", "2026-W54", "--because", because],
      /2026-W54 is not a period/,
    ],
    ["of a word", ["--period", "last week", "--because", because], /is not a period/],
    ["of a year", ["--period", "2026", "--because", because], /A year is reported as its quarters/],
    ["of a period that still runs", ["--period", "2027-W02", "--because", because], /is not frozen/],
    ["of a period before the counting", ["--period", "2025-W10", "--because", because], /is not frozen/],
    ["without a reason", [...w47, "--because", " "], /what was wrong, in one line/],
    ["with a reason that says nothing", [...w47, "--because", "wrong"], /of 10 to 300 characters/],
    ["with a reason of a page", [...w47, "--because", "long ".repeat(100)], /of 10 to 300 characters/],
    ["with a reason of two lines", [...w47, "--because", "one line\nand another"], /in one line/],
    [
      "of another organisation",
      [...w47, "--because", because, "--organisation", "x"],
      /no organisation x here/,
    ],
  ]
  test.each(refusals)("%s is refused, and nothing is kept", async (_, args, why) => {
    await mendList()
    const { code, said } = await correct(...args)
    expect(said).toMatch(why)
    expect(code).toBe(1)
    expect(await editionsOf("2026-W47")).toHaveLength(1)
  })

  test("asked without a period or a reason, it says how", async () => {
    for (const args of [[], w47, ["--because", because], [...w47, "--because", because, "now"]]) {
      const { code, said } = await correct(...args)
      expect(said).toContain("draagvlak correct --period 2026-W47 --because")
      expect(code).toBe(2)
    }
  })

  test("that changes nothing is refused", async () => {
    const { code, said } = await correct(...w47, "--because", because)
    expect(said).toContain("comes out the same as before")
    expect(code).toBe(1)
  })

  test("that would tell about three people is refused, because the first edition stays", async () => {
    await mendList(3)
    const { code, said } = await correct(...w47, "--because", because)
    expect(said).toMatch(/so few people that one could work out who.*by at least 10/)
    expect(code).toBe(1)
    expect(await editionsOf("2026-W47")).toHaveLength(1)
  })

  test("after retention is refused, because people can no longer be counted", async () => {
    await mendList()
    await data.onStore((store) => store.expire(Date.parse("2027-06-01T00:00Z"), 120))
    const { code, said } = await correct(...w47, "--because", because)
    expect(said).toContain("was deleted after RETENTION_DAYS")
    expect(code).toBe(1)
  })

  test("in another time zone is refused", async () => {
    await mendList()
    Object.assign(data.env, { DEFAULT_TIME_ZONE: "America/New_York" })
    expect((await correct(...w47, "--because", because)).said).toContain(
      "a time zone other than DEFAULT_TIME_ZONE",
    )
  })

  test("while the bot runs asks to stop it, and without its key asks for that", async () => {
    await mendList()
    const bot = await openLowdbStore({ folder: data.ledger })
    const { code, said } = await correct(...w47, "--because", because)
    expect(said).toContain("The bot is running on this ledger. Stop it")
    expect(code).toBe(1)
    await bot.close()
    rmSync(join(data.dataDir, "secret.key"))
    expect((await correct(...w47, "--because", because)).said).toContain("SECRET_KEY is not set")
  })

  test("speaks Dutch where the organisation does", async () => {
    await mendList(3)
    Object.assign(data.env, { DEFAULT_LANGUAGE: "nl" })
    expect((await correct(...w47, "--because", because)).said).toContain(
      "Deze verbetering zou over zo weinig mensen",
    )
  })
})

describe("what a correction may change", () => {
  const json = (q: { size?: number; reach?: number; oost?: number; actions?: number; kg?: number } = {}) => {
    const { size = 60, reach = 40, oost = 20, actions = 100, kg = 10 } = q
    const share = (count: number, of: number) => ({ count, of, share: count / of })
    return {
      roster: { size },
      figures: {
        reach: share(reach, size),
        actions: { count: actions },
        logged: [{ unit: "km", amount: 50, kgCo2e: { low: 0, mid: kg, high: 20, factorYear: 2026 } }],
        segments: [{ segment: "Oost", reach: share(10, oost) }],
      },
    }
  }
  const why = (next: object, q: { contributors?: number[]; editions?: object[] } = {}) =>
    whyNoCorrection({
      editions: q.editions ?? [json()],
      next,
      contributors: q.contributors ?? [8],
      minGroup: 10,
    })
  const withheld = { ...json(), figures: { ...json().figures, actions: { suppressed: true } } }
  test.each([
    ["nothing", json(), {}, "nothing-changed"],
    ["kg alone", json({ kg: 12 }), { contributors: [1] }, null],
    ["one person reached more", json({ reach: 41 }), {}, "too-few"],
    ["nine people more on the list", json({ size: 69 }), {}, "too-few"],
    ["ten people more on the list, of whom four were reached", json({ size: 70, reach: 44 }), {}, null],
    ["one person in another team", json({ oost: 21 }), {}, "too-few"],
    ["actions, all of three or more people", json({ actions: 90 }), { contributors: [3, 8] }, null],
    ["actions, where one thing was done by two", json({ actions: 90 }), { contributors: [2, 8] }, "too-few"],
    [
      "actions that were withheld, where one thing was done by two",
      json({ actions: 52 }),
      { contributors: [2, 8], editions: [withheld] },
      "too-few",
    ],
    ["actions that are withheld now", withheld, { contributors: [2, 8] }, null],
    [
      "one person, beside the first of two editions",
      json({ reach: 41 }),
      { editions: [json(), json({ reach: 60 })] },
      "too-few",
    ],
  ])("%s: %s", (_, next, q, expected) => {
    expect(why(next, q)).toBe(expected)
  })
})
