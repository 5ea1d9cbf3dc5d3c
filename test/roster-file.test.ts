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
    [
      "in UTF-16 of the other order",
      new Uint8Array(Buffer.from(`\ufeff${header}U1,Één,,\n`, "utf16le").swap16()),
    ],
    ["in UTF-16 without its mark", new Uint8Array(Buffer.from(`${header}U1,Één,,\n`, "utf16le"))],
    ["with two columns only", "id,segment\nU1,Één\n"],
    ["with tabs", "id\tsegment\tfrom\tto\nU1\tÉén\t\t\n"],
    ["with empty lines before, between and after", "\n\nid,segment\n\nU1,Één\n\n\n"],
    ["with old line ends", "id,segment\rU1,Één\r"],
    ["with names of columns in quotes", '"id","segment"\n"U1","Één"\n'],
  ])("is read %s", async (_, content) => {
    for (const pieces of [1, 7, 1000]) {
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
    [",Noord,,", "id-empty"],
    ["=HYPERLINK(1),Noord,,", "formula"],
    ["U2,@SUM(A1),,", "formula"],
    ["U2,Noord,1-9-2026,", "from-date"],
    ["U2,Noord,2026-02-30,", "from-date"],
    ["U2,Noord,,30/11/2026", "to-date"],
    ["U2,Noord,2026-09-01,2026-08-31", "order"],
    ["U1,Noord,,", "twice"],
    ["U1,Zuid,2026-09-01,", "overlap"],
    [`U2,${"x".repeat(61)},,`, "too-long"],
    ["U2,No\u202eord,,", "control"],
  ])("tells of the row %s: %s, and takes the others", async (row, problem) => {
    const { list, problems } = await read(`${header}U1,Noord,,\n${row}\nU9,Noord,,\n`)
    expect(problems).toEqual([{ row: 3, problem }])
    expect([...list.keys()]).toEqual(["U1", "U9"])
  })

  test.each([
    [
      "is written in Windows-1252",
      new Uint8Array(Buffer.from(`${header}U1,\xe9\xe9n,,\n`, "latin1")),
      "encoding",
    ],
    ["is half a letter of UTF-16", new Uint8Array([0xff, 0xfe, 0x69]), "encoding"],
    ["has no header", "U1,Noord,,\n", "header"],
    ["names other columns", "nummer;team;van;tot\nU1;Noord;;\n", "header"],
    ["is empty", "", "empty"],
    ["is a line end and no more", "\r\n\r\n", "empty"],
    ["has a header and nobody", header, "nobody"],
    ["has no row that can be read", `${header}U1,N,1-9-2026,\nU2,N,1-9-2026,\n`, "none-read"],
    ["never closes a quote", `${header}U1,"Noord,,\n${"x".repeat(20_000)}`, "row-too-long"],
    ["ends within a quote", `${header}U1,"Noord,,\n`, "row-too-long"],
    ["has a quote in the middle", `${header}U1,"No"ord,,\n`, "quotes"],
    ["is one line without an end", "x".repeat(50_000), "row-too-long"],
    [
      "is a picture",
      new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff, 0xfe]),
      "encoding",
    ],
  ])("that %s is refused as a whole", async (_, content, why) => {
    for (const pieces of [1, 3]) expect((await read(content, pieces)).whole).toBe(why)
  })

  test("says from which line on it cannot be read", async () => {
    const { whole, at } = await read(`${header}U1,N,,\nU2,"N"x,,\nU3,N,,\n`)
    expect([whole, at]).toEqual(["quotes", 3])
  })

  test("with semicolons may have commas in its cells", async () => {
    const { list, notRead } = await read("id;segment;from;to\nU1;Noord, avond;2026-09-01;\nU2;A,B,C;;\n")
    expect(notRead).toBe(0)
    expect(list.get("U1")).toEqual([spell("Noord, avond", "2026-09-01")])
    expect(list.get("U2")).toEqual([spell("A,B,C")])
  })

  test("with thousands of rows of one person takes a hundred and tells the others as a number", async () => {
    const days = Array.from({ length: 30_000 }, (_, i) => new Date(i * 86_400_000).toISOString().slice(0, 10))
    const { list, problems, notRead, rows } = await read(
      header + days.map((d) => `U1,N,${d},${d}\n`).join(""),
    )
    expect(list.get("U1")).toHaveLength(rosterLimits.spellsMax)
    expect(rows).toBe(30_000)
    expect(notRead).toBe(29_900)
    expect(problems).toHaveLength(rosterLimits.toldMax)
    expect(problems[0]).toEqual({ row: 102, problem: "many-rows-of-one" })
  })

  test("takes its days as they stand, touching but not overlapping", async () => {
    const { list, notRead } = await read(
      `${header}U1,A,2026-01-01,2026-01-31\nU1,B,2026-02-01,2026-02-28\nU1,C,2026-02-28,\nU2,A,2026-02-29,\nU3,A,2028-02-29,2028-02-29\n`,
    )
    expect(list.get("U1")?.map((s) => s.segment)).toEqual(["A", "B"])
    expect([...list.keys()]).toEqual(["U1", "U3"])
    expect(notRead).toBe(2)
  })

  test("that holds nobody any more leaves the list as it was, and says why", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "roster-")), "roster.csv")
    const list = openRosterFile({ path, log: { info() {}, warn() {}, error() {} } })
    writeFileSync(path, `${header}U1,N,,\nU2,N,,\n`)
    expect((await list()).size).toBe(2)
    // A program that writes it anew has begun, and no more.
    writeFileSync(path, header)
    await expect(list()).rejects.toThrow(/nobody; draagvlak roster check tells more/)
    writeFileSync(path, `${header}U1,N,01-09-2026,\n`)
    await expect(list()).rejects.toThrow(/none-read/)
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
    expect((await readRoster(endless())).whole).toBe("too-many-rows")
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
      'roster row not read {"row":3,"problem":"twice"}',
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

  test("counts joiners from their first day and leavers up to their last, by day", async () => {
    const list = new Map([
      ["ana", [spell("Noord")]],
      ["ben", [spell("Noord", "1970-01-01", "2026-10-11")]],
      ["cor", [spell("Noord", "2026-10-12")]],
      ["dee", [spell("Noord", "2026-10-18", "2026-10-18")]],
    ])
    const world = await openWorld({ at: ["2026-10-01", "09:00"], rosterList: async () => list })
    await world.says("chadia", "settings scope file")
    await world.at("2026-11-02", "09:00")
    const sizeOf = async (id: string) => {
      const period = readPeriod(id)
      if (!period) throw new Error(id)
      return (await reportFor(world.running.org, { period, for: "manager" })).roster
    }
    // The roster is that of the last day: Sunday 11, 18 and 25 October.
    expect(await sizeOf("2026-W41")).toMatchObject({ size: 2, asOf: "2026-10-11" })
    expect(await sizeOf("2026-W42")).toMatchObject({ size: 3, asOf: "2026-10-18" })
    expect(await sizeOf("2026-W43")).toMatchObject({ size: 2, asOf: "2026-10-25" })
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
