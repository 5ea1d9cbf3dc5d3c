import { expect, test } from "vitest"
import type { Person } from "../../../src/app/ports.ts"
import { takesBack } from "./findings.ts"
import { invent } from "./organisations.ts"

const all = Array.from({ length: 300 }, (_, i) => invent(i + 1))
const someone = (has: (person: Person) => boolean) => all.filter(({ people }) => people.some(has)).length
const segmentsOf = ({ roster }: Person) => new Set(roster.map(({ segment }) => segment)).size

test("the invented organisations are of every awkward size, and in many of them people come, go, move, take back and are forgotten", () => {
  const sizes = all.map(({ people }) => people.length)
  const between = (least: number, most: number) => sizes.filter((n) => n >= least && n <= most).length
  const made = {
    nobody: between(0, 0),
    "1 to 9": between(1, 9),
    "10 to 20": between(10, 20),
    "21 to 60": between(21, 60),
    "over 60": between(61, Number.POSITIVE_INFINITY),
    joiners: someone(({ roster }) => (roster[0]?.from ?? "") > "2026-01-01"),
    leavers: someone(({ roster }) => roster.length > 0 && roster.at(-1)?.to !== null),
    "who come back": someone((person) => person.roster.length > 1 && segmentsOf(person) === 1),
    movers: someone((person) => segmentsOf(person) > 1),
    forgotten: all.filter(({ forgotten }) => forgotten.size > 0).length,
    "taken back": all.filter(takesBack).length,
    "read after retention": all.filter(({ seed }) => seed % 5 === 0).length,
    polls: all.filter(({ events }) => events.some(({ event }) => event.type === "poll.closed")).length,
  }
  for (const [what, count] of Object.entries(made)) expect(count, what).toBeGreaterThanOrEqual(8)
})
