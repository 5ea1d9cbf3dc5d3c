import { mkdtempSync, utimesSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { openRosterFile, readRoster, rosterLimits } from "../adapters/roster-file.ts"
import { reportFor } from "../src/app/office.ts"
import { readPeriod } from "../src/domain/period.ts"
import { openWorld } from "./support/world.ts"

async function* bytes(content: string | Uint8Array, pieces = 1): AsyncIterable<Uint8Array> {
  const all = typeof content === "string" ? new TextEncoder().encode(content) : content
  const size = Math.ceil(all.length / pieces) || 1
  for (let i = 0; i < all.length; i += size) yield all.subarray(i, i + size)
}
const read = (content: string | Uint8Array, pieces?: number) => readRoster(bytes(content, pieces))
const header = "id,segment,from,to\n"
const spell = (segment: string | null, from = "1970-01-01", to: string | null = null) => ({
  from,
  to,
  segment,
})

describe("ROSTER_FILE", () => {
  test("says who is counted, since when and in which segment", async () => {
    const { list, problems } = await read(
      `${header}U1,Noord,2026-01-01,\nU1,Zuid,,2025-12-31\nU2,"Zuid, avond",2026-09-01,2026-11-30\nU3,,,\n`,
    )
    expect(problems).toEqual([])
    expect(Object.fromEntries(list)).toEqual({
      U1: [spell("Zuid", "1970-01-01", "2025-12-31"), spell("Noord", "2026-01-01")],
      U2: [spell("Zuid, avond", "2026-09-01", "2026-11-30")],
      U3: [spell(null)],
    })
  })

  test.each([
    ["with semicolons, as a Dutch spreadsheet writes it", "id;segment;from;to\r\nU1;Één;;\r\n"],
    ["with a byte order mark", "\ufeffid,segment,from,to\nU1,Één,,\n"],
    ["with the columns in another order and in capitals", "SEGMENT,To,FROM,Id\nÉén,,,U1\n"],
    ["in UTF-16", new Uint8Array(Buffer.from(`\ufeff${header}U1,Één,,\n`, "utf16le"))],
    ["with two columns only", "id,segment\nU1,Één\n"],
  ])("is read %s", async (_, content) => {
    for (const pieces of [1, 7]) {
      const { list, problems } = await read(content, pieces)
      expect(problems).toEqual([])
      expect([...list]).toEqual([["U1", [spell("Één")]]])
    }
  })

  test("is read for its four columns only", async () => {
    const { list } = await read("id,name,segment,bsn,from,to,salary\nU1,Ana,Noord,123456782,,,4000\n")
    expect(JSON.stringify([...list])).toBe(JSON.stringify([["U1", [spell("Noord")]]]))
  })

  test.each([
    [",Noord,,", "id is empty"],
    ["=HYPERLINK(1),Noord,,", "a cell is a formula"],
    ["U2,@SUM(A1),,", "a cell is a formula"],
    ["U2,Noord,1-9-2026,", "from is no date like 2026-09-01"],
    ["U2,Noord,2026-02-30,", "from is no date like 2026-09-01"],
    ["U2,Noord,,30/11/2026", "to is no date like 2026-09-30"],
    ["U2,Noord,2026-09-01,2026-08-31", "to is before from"],
    ["U1,Noord,,", "the same row stands in it twice"],
    ["U1,Zuid,2026-09-01,", "its days overlap with an earlier row of the same person"],
    [`U2,${"x".repeat(61)},,`, "a cell is too long"],
    ["U2,No\u202eord,,", "a cell has characters that cannot be shown"],
  ])("tells of the row %s that %s, and takes the others", async (row, problem) => {
    const { list, problems } = await read(`${header}U1,Noord,,\n${row}\nU9,Noord,,\n`)
    expect(problems).toEqual([{ row: 3, problem }])
    expect([...list.keys()]).toEqual(["U1", "U9"])
  })

  test.each([
    [
      "is not UTF-8",
      new Uint8Array(Buffer.from(`${header}U1,\xe9\xe9n,,\n`, "latin1")),
      /save it as CSV UTF-8/,
    ],
    ["has no header", "U1,Noord,,\n", /must name the columns/],
    ["is empty", "", /must name the columns/],
    ["never closes a quote", `${header}U1,"Noord,,\n${"x".repeat(20_000)}`, /./],
  ])("that %s is refused as a whole", async (_, content, why) => {
    const { problems } = await read(content)
    expect(problems.find((p) => p.row === 0)?.problem).toMatch(why)
  })

  test("of more than a million rows is refused, and read no further", async () => {
    let asked = 0
    async function* endless() {
      yield new TextEncoder().encode(header)
      const rows = new TextEncoder().encode("U1,N,,\n".repeat(10_000))
      for (;;) {
        asked++
        yield rows
      }
    }
    const { problems } = await readRoster(endless())
    expect(problems.find((p) => p.row === 0)?.problem).toContain(String(rosterLimits.rowsMax))
    expect(asked).toBeLessThan(120)
  }, 60_000)

  test("is read again when it changed, and told without what stands in it", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "roster-")), "roster.csv")
    const lines: string[] = []
    const write = (event: string, facts?: object) => void lines.push(`${event} ${JSON.stringify(facts)}`)
    const list = openRosterFile({ path, log: { info: write, warn: write, error: write } })
    await expect(list()).rejects.toThrow()
    writeFileSync(path, `${header}U1,Geheim,,\nU1,Geheim,,\n`)
    expect([...(await list()).keys()]).toEqual(["U1"])
    await list()
    expect(lines).toEqual([
      'roster row not read {"row":3,"problem":"the same row stands in it twice"}',
      'roster file read {"rows":2,"people":1,"notRead":1}',
    ])
    writeFileSync(path, `${header}U2,Geheim,,\n`)
    utimesSync(path, 1, 1)
    expect([...(await list()).keys()]).toEqual(["U2"])
  })
})

describe("the scope of the list", () => {
  test("counts who stands on it on the day, also who is not on the platform, and nobody else", async () => {
    const list = new Map([
      ["ana", [spell("Noord")]],
      ["ben", [spell("Noord", "2026-01-01", "2026-11-30")]],
      ["zoe", [spell("Zuid", "2026-10-01")]],
    ])
    const world = await openWorld({ at: ["2026-10-01", "09:00"], rosterList: async () => list })
    const rosterOf = async (day: string) => {
      const period = readPeriod(day)
      if (!period) throw new Error(day)
      return (await reportFor(world.running.org, { period, for: "steward" })).roster
    }
    expect(await rosterOf("2026-10")).toMatchObject({ size: 5, scope: "everyone" })
    await world.says("chadia", "settings scope file")
    expect(await rosterOf("2026-10")).toMatchObject({ size: 3, scope: "file" })
    await world.at("2026-12-05", "09:00")
    expect(await rosterOf("2026-12")).toMatchObject({ size: 2, scope: "file" })
    // Who comes to the platform later is not counted twice.
    world.roster.push({ key: "zoe", language: null, timeZone: null, steward: false })
    await world.at("2026-12-06", "09:00")
    expect(await rosterOf("2026-12")).toMatchObject({ size: 2 })
    const keys = (await world.store.people.all()).filter(([, p]) => p.roster.length > 0).map(([, p]) => p.key)
    expect(keys.filter((k) => k === "zoe" || k.startsWith("file:"))).toEqual(["zoe"])
  })

  test("gives segments to everyone on the platform too, from the day on which they change", async () => {
    const list = new Map([["ana", [spell("Noord", "2026-01-01", "2026-10-09"), spell("Zuid", "2026-10-10")]]])
    const world = await openWorld({ at: ["2026-10-01", "09:00"], rosterList: async () => list })
    await world.at("2026-10-10", "09:00")
    const ana = world.running.org.directory.find("ana")
    expect(ana?.roster).toEqual([
      { from: "2026-10-01", to: "2026-10-09", segment: "Noord" },
      { from: "2026-10-10", to: null, segment: "Zuid" },
    ])
    expect(world.running.org.directory.find("ben")?.roster).toEqual([
      { from: "2026-10-01", to: null, segment: null },
    ])
  })
})
