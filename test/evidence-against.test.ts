/** `draagvlak verify folder --against`: the folder beside the ledger that it was made from. */
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { edit } from "./support/alterations.ts"
import { change, type Files, filesUnder, makeFit, save } from "./support/forger.ts"
import { type Data, openData } from "./support/published-folder.ts"

let data: Data
let out: string
beforeEach(async () => {
  data = await openData()
  out = join(data.root, "out")
  expect((await data.run("export", "--out", out)).code).toBe(0)
}, 120_000)
afterEach(() => data.end())

async function against(folder = out) {
  return data.run("verify", folder, "--against")
}

/** The folder as a forger hands it over, all hashes made to fit. */
function forged(how: (files: Files) => void): string {
  const files = filesUnder(out)
  how(files)
  makeFit(files)
  return save(files)
}

describe("against the ledger", () => {
  test("all editions are there, and every cell of every period comes out the same", async () => {
    const { code, said } = await against()
    expect(said).not.toContain("differ")
    expect(said).toContain("36 editions against those that the ledger keeps")
    expect(said).toContain("36 periods were counted again from the ledger")
    expect(said).not.toContain("Not counted again")
    expect(code).toBe(0)
  })

  test("a forgery that is right in itself is named", async () => {
    const more = forged((f) =>
      change(
        f,
        "periods/2026-W40.1.json",
        // What a week does not tell, as if it did.
        (j) => void j.figures.sdg.splice(0, 1, { goal: j.figures.sdg[0].goal, actions: 1 }),
      ),
    )
    const { code, said } = await against(more)
    expect(said).toContain("Everything is in order")
    expect(said).toMatch(/2026-W40, edition 1, sha256/)
    expect(said).toMatch(/2026-W40, edition 1, figures\.sdg\[\d+\]/)
    expect(code).toBe(1)
  })

  test("a whole period at the end that was left out is named, and a version that was changed", async () => {
    const without = forged((f) => {
      const about = JSON.parse(f.get("evidence.json") ?? "")
      const last = about.editions.at(-1)
      expect(last.period).toBe("2027-W01")
      about.editions.pop()
      f.delete("periods/2027-W01.1.json")
      f.set("evidence.json", JSON.stringify(about))
    })
    expect((await data.run("verify", without)).code).toBe(0)
    const { code, said } = await against(without)
    expect(said).toMatch(/2027-W01, edition 1, edition\n +found: not in the folder/)
    expect(code).toBe(1)
    const older = forged((f) => edit(f, "2026-W42", (e) => void (e.definitions = 0)))
    expect((await against(older)).said).toMatch(/2026-W42, edition 1, definitions\n +found: 0\n +expected: 2/)
  })

  test("a list of people that was changed afterwards shows, in the first period that it changes", async () => {
    await data.onStore(async (store) => {
      const late = data.people
        .slice(0, 12)
        .map((p) => ({ ...p, roster: [{ ...p.roster[0], from: "2026-10-01" }] }))
      await store.people.putAll(late.map((p) => [p.id, p as never]))
    })
    const { code, lines } = await against()
    expect(code).toBe(1)
    const first = lines.findIndex((line) => line.includes("differ"))
    expect(lines[first + 1]).toMatch(/2026-W27, edition 1, roster\.(size|headcount)/)
    expect(lines.slice(first + 2, first + 4).join()).toMatch(/found: 60.*expected: 48/)
  })

  test("where persons were deleted after retention it says for which periods, and why", async () => {
    await data.onStore(async (store) => {
      expect(await store.expire(Date.parse("2027-02-20T00:00Z"), 120)).toBeGreaterThan(0)
    })
    const { code, said } = await against()
    expect(said).toContain("36 editions against those that the ledger keeps")
    expect(said).toMatch(/2026-W27, .*who did what was deleted after RETENTION_DAYS \(120 days\)/)
    expect(said).toMatch(/\n1\d periods were counted again/)
    expect(code).toBe(0)
  })

  test("where the quarter's first month is gone, its later weeks are compared for people only", async () => {
    await data.onStore((store) => store.expire(Date.parse("2027-03-01T12:00Z"), 120))
    const { code, said } = await against()
    expect(said).toMatch(/2026-W4\d.*only actions, amounts and goals/)
    expect(code).toBe(0)
  })

  test("who had themselves forgotten since changes no verdict, and is told as a number", async () => {
    await data.onStore(async (store) => {
      const { id } = data.people[3] as { id: string }
      await store.commit({
        at: Date.parse("2027-01-14T08:00Z"),
        cause: null,
        appends: [
          { stream: `member/${id}`, expect: "any", events: [{ type: "member.forgotten", person: id }] },
        ],
        outbox: [],
      })
      await store.forget(id, "hash of somebody")
    })
    const { code, said } = await against()
    expect(said).toMatch(/to within 1: since then 1 colleague asked to be forgotten/)
    expect(code).toBe(0)
  })

  test("with another time zone or another organisation it says so", async () => {
    Object.assign(data.env, { DEFAULT_TIME_ZONE: "America/New_York" })
    expect((await against()).said).toMatch(/counted in a time zone other than DEFAULT_TIME_ZONE/)
    Object.assign(data.env, { DATA_DIR: join(data.root, "nowhere") })
    expect(await against()).toMatchObject({ code: 2 })
    Object.assign(data.env, { DEFAULT_TIME_ZONE: "Nowhere" })
    const { code, said } = await against()
    expect(said).toContain("- DEFAULT_TIME_ZONE")
    expect(code).toBe(2)
  })
})
