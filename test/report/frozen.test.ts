import { createHash } from "node:crypto"
import { describe, expect, test } from "vitest"
import { addEdition, editionsOf } from "../../src/app/frozen.ts"
import { reportFor } from "../../src/app/office.ts"
import { readPeriod } from "../../src/domain/period.ts"
import { verifyReport } from "../../src/report/again/verify.ts"
import { hashedForm } from "../../src/report/canonical.ts"
import { toJson } from "../../src/report/json.ts"
import { openWorld, type World } from "../support/world.ts"

const colleagues = ["ana", "ben", "cor", "dee", "eva", "fem", "gijs", "han", "ine", "jan", "kees"]
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex")
const period = (id: string) => {
  const read = readPeriod(id)
  if (!read) throw new Error(id)
  return read
}
type Json = Record<string, unknown> & {
  frozen?: { at: string; edition: number; sha256: string; after: unknown }
}
async function jsonOf(world: World, id: string, reader: "steward" | "manager" = "steward"): Promise<Json> {
  const report = await reportFor(world.running.org, { period: period(id), for: reader })
  return JSON.parse(JSON.stringify(toJson(report))) as Json
}
const figures = (json: Json) => ({ figures: json.figures, roster: json.roster, polls: json.polls })

/** Twelve people of whom eight log something in the last week of September 2026, a Thursday being its first day. */
async function livedWeek() {
  const world = await openWorld({ people: colleagues, at: ["2026-09-24", "10:00"] })
  await world.says("chadia", "here")
  await world.says("chadia", "challenge start planet-bike-commute 3w")
  for (const who of colleagues.slice(0, 8)) await world.says(who, "challenge log planet-bike-commute 12")
  await world.at("2026-09-27", "12:00")
  return world
}

describe("a period", () => {
  test("is frozen three days after its end, in the organisation's zone, and not before", async () => {
    const world = await livedWeek()
    await world.at("2026-09-30", "23:59")
    expect(await jsonOf(world, "2026-W39")).not.toHaveProperty("frozen")
    await world.at("2026-10-01", "00:00")
    expect(await jsonOf(world, "2026-W39")).toMatchObject({
      frozen: { at: "2026-09-30T22:00:00.000Z", edition: 1, after: null },
      figures: { reach: { count: 8, of: 12 } },
    })
    for (const id of ["2026-09", "2026-Q3"]) expect(await jsonOf(world, id)).not.toHaveProperty("frozen")
    await world.at("2026-10-04", "00:00")
    for (const id of ["2026-09", "2026-Q3"]) expect(await jsonOf(world, id)).toHaveProperty("frozen")
    expect(await jsonOf(world, "2026")).not.toHaveProperty("frozen")
  })

  test("that is frozen has a hash that anybody can compute again, and names the one before", async () => {
    const world = await livedWeek()
    await world.at("2026-10-09", "09:00")
    const first = await jsonOf(world, "2026-W39")
    const second = await jsonOf(world, "2026-W40", "manager")
    for (const json of [first, second]) expect(json.frozen?.sha256).toBe(sha256(hashedForm(json)))
    expect(second.frozen?.after).toBe(first.frozen?.sha256)
    expect(second).not.toHaveProperty("deliveries")
    expect(first).toHaveProperty("deliveries")
  })

  test("that is frozen keeps its figures when people are forgotten, undo, or leave, and after retention", async () => {
    const world = await livedWeek()
    await world.at("2026-10-05", "09:00")
    const ids = ["2026-W39", "2026-09", "2026-Q3"]
    const before = await Promise.all(ids.map((id) => jsonOf(world, id)))
    await world.says("ben", "challenge undo planet-bike-commute")
    await world.says("ana", "privacy forget sure", { in: null })
    world.roster = world.roster.filter((r) => r.key !== "cor")
    await world.at("2027-06-01", "09:00")
    for (const [i, id] of ids.entries()) {
      const json = await jsonOf(world, id)
      expect(figures(json)).toEqual(figures(before[i] as Json))
      expect(json.frozen).toEqual(before[i]?.frozen)
      expect(json.frozen?.sha256).toBe(sha256(hashedForm(json)))
    }
    const people = await world.store.people.all()
    expect(people.map(([, p]) => p.key)).not.toContain("ana")
  })

  test("that nobody was there to freeze is frozen before its persons are deleted", async () => {
    const world = await livedWeek()
    await world.at("2027-06-01", "09:00")
    expect(await jsonOf(world, "2026-W39")).toMatchObject({ figures: { reach: { count: 8, of: 12 } } })
    const year = await jsonOf(world, "2026")
    expect(year).toMatchObject({ quarters: [{ figures: { reach: { count: 8 } } }, {}] })
  })

  test("keeps no person and no typed text in its snapshot", async () => {
    const world = await livedWeek()
    const opened = await world.says("chadia", 'poll open "Waar gaan we heen?" "Naar buiten" "Naar binnen"')
    const id = /Number (\w+)\./.exec(opened)?.[1] ?? ""
    for (const who of colleagues)
      await world.says(who, `poll vote ${id} ${who === "ana" ? "b" : "a"}`, { in: null })
    await world.says("chadia", `poll close ${id}`)
    await world.at("2026-10-05", "09:00")
    const kept = JSON.stringify(await world.store.snapshots.all())
    expect(kept.includes(`"poll":"${id}"`)).toBe(true)
    expect(kept).not.toMatch(/Waar gaan|Naar buiten/)
    for (const [id] of await world.store.people.all()) expect(kept).not.toContain(id)
    const { polls } = await reportFor(world.running.org, { period: period("2026-W39"), for: "manager" })
    expect(polls[0]?.question?.nl).toBe("Waar gaan we heen?")
  })

  test("is corrected by a later, dated edition that says why", async () => {
    const world = await livedWeek()
    await world.at("2026-10-02", "09:00")
    const first = await jsonOf(world, "2026-W39")
    world.setClock("2026-10-06", "15:00")
    await addEdition(world.running.org, { period: period("2026-W39"), because: "roster was incomplete" })
    const second = await jsonOf(world, "2026-W39")
    expect(second.frozen).toMatchObject({
      edition: 2,
      at: "2026-10-06T13:00:00.000Z",
      because: "roster was incomplete",
    })
    expect(figures(second)).toEqual(figures(first))
    const [kept] = (await world.store.snapshots.all()).filter(([key]) => key === "period/2026-W39")
    expect(kept?.[1]).toMatchObject({ editions: [{ edition: 1 }, { edition: 2 }] })
  })
})

test("an edition is never dated before the one that it corrects, whatever happened to the clock", async () => {
  const world = await livedWeek()
  await world.at("2026-10-02", "09:00")
  world.setClock("2026-10-01", "00:00")
  await addEdition(world.running.org, { period: period("2026-W39"), because: "the clock went back" })
  const [first, second] = await editionsOf(world.running.org, "2026-W39")
  expect(Date.parse(second?.at ?? "")).toBeGreaterThan(Date.parse(first?.at ?? ""))
})

describe("verifying a report", () => {
  test("finds nothing in one that is as it was, and the first number that somebody changed", async () => {
    const world = await livedWeek()
    await world.at("2026-10-05", "09:00")
    const json = await jsonOf(world, "2026-Q3")
    expect(verifyReport(json, sha256).findings).toEqual([])
    const changed = structuredClone(json) as { figures: { reach: { count: number; share: number } } }
    changed.figures.reach.count = 9
    expect(verifyReport(changed, sha256).findings[0]).toMatchObject({
      cell: "figures.reach",
      found: 8 / 12,
      expected: 9 / 12,
    })
    changed.figures.reach.share = 9 / 12
    expect(verifyReport(changed, sha256).findings.map((f) => f.cell)).toEqual([
      "figures.depth.ladder.steps",
      "index.parts.reach",
      "frozen.sha256",
    ])
  })
})
