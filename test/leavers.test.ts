import { expect, test } from "vitest"
import { openWorld, said } from "./support/world.ts"

const say = said("en")

test("who left the company is known by nobody once retention has passed, and frozen figures stay as they were", async () => {
  const people = Array.from({ length: 12 }, (_, i) => `p${i}`)
  const w = await openWorld({ people, at: ["2026-07-01", "10:00"] })
  await w.says("chadia", "here")
  await w.says("chadia", "challenge start planet-bike-commute 12w")
  for (const who of ["p0", "p1", "p2", "p3"]) await w.says(who, "challenge log planet-bike-commute 5")
  await w.at("2026-07-13", "09:00")
  w.roster.splice(
    w.roster.findIndex(({ key }) => key === "p0"),
    1,
  )
  await w.at("2026-07-14", "09:00")
  const keys = async () => (await w.store.people.all()).map(([, { key }]) => key)
  expect(await keys()).toContain("p0")
  await w.at("2026-10-05", "09:00")
  const frozen = async () => JSON.stringify(await w.store.snapshots.get("period/2026-Q3"))
  const before = await frozen()
  await w.at("2026-11-09", "09:00")
  expect(await keys()).toContain("p0")
  await w.at("2026-11-12", "09:00")
  expect(await keys()).not.toContain("p0")
  expect(await frozen()).toBe(before)
  // Everybody else is still there, and who returns is counted again, as somebody new.
  expect(await keys()).toHaveLength(12)
  w.roster.push({ key: "p0", language: null, timeZone: null, steward: false })
  await w.at("2026-11-13", "09:00")
  expect(await w.says("chadia", "settings")).toContain(`${say("settings.counted")}: 13`)
})

test("who is in no channel that counts, but still works here, stays known", async () => {
  const w = await openWorld({ at: ["2026-07-01", "10:00"] })
  w.members.set("mvo", ["chadia", "ana"])
  await w.says("chadia", "here")
  await w.says("ben", "language nl")
  await w.says("chadia", "settings scope here")
  await w.at("2026-12-01", "09:00")
  expect(await w.says("ben", "help")).toContain(said("nl")("help.title"))
})
