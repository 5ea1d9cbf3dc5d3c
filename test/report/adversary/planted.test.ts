import { describe, expect, test } from "vitest"
import type { Person } from "../../../src/app/ports.ts"
import { takesBack } from "./findings.ts"
import { opinionFindings } from "./opinions.ts"
import { invent, type Organisation } from "./organisations.ts"
import { peopleFindings } from "./people-findings.ts"
import { planted } from "./planted.ts"
import { type Readings, readingsOf } from "./readings.ts"
import { workFindings } from "./work-findings.ts"

/** Organisations in which the fault tells something. */
const wanted = 25
const minute = 60_000

function isSteady(org: Organisation): boolean {
  const stays = ({ roster: [first, ...others] }: Person) =>
    first?.to === null && first.from < org.from && others.length === 0
  return org.people.every(stays) && org.forgotten.size === 0 && !takesBack(org)
}

async function isFound(org: Organisation, readings: Readings): Promise<boolean> {
  const effort = { most: 40, whole: false }
  for (const look of [opinionFindings, peopleFindings, workFindings])
    if ((await look(org, readings, effort)).findings.length > 0) return true
  return false
}

describe("a suppressor with a planted fault", () => {
  test.for(planted)(
    `that $name is caught in over 95 % of the organisations where that tells something`,
    { timeout: 10 * minute },
    async ({ publish, close, concerns, leaks }) => {
      const missed: number[] = []
      let leaking = 0
      for (let seed = 1; leaking < wanted && seed <= 60 * wanted; seed++) {
        const org = invent(seed, close)
        // Where people come and go, or take something back, it is hard to say beforehand what a fault tells.
        if (!isSteady(org) || !concerns(org)) continue
        const readings = readingsOf(org, publish)
        if (!leaks(org, readings)) continue
        leaking++
        if (!(await isFound(org, readings))) missed.push(seed)
      }
      expect(leaking).toBe(wanted)
      expect(missed.length, `not found in ${missed.join(", ")}`).toBeLessThan(0.05 * wanted)
    },
  )
})
