/** All that the adversary finds in one organisation. */
import { opinionFindings } from "./opinions.ts"
import { invent, type Organisation } from "./organisations.ts"
import { type Effort, type Found, peopleFindings } from "./people-findings.ts"
import { type Readings, readingsOf } from "./readings.ts"
import { workFindings } from "./work-findings.ts"

export type Tried = Found & { organisations: number; told: string[] }

export async function findingsIn(org: Organisation, readings: Readings, effort: Effort): Promise<Found> {
  const parts = [
    await peopleFindings(org, readings, effort),
    await workFindings(org, readings, effort),
    await opinionFindings(org, readings, effort),
  ]
  const sum = (of: (found: Found) => number) => parts.reduce((total, one) => total + of(one), 0)
  return {
    looked: sum(({ looked }) => looked),
    solved: sum(({ solved }) => solved),
    contradictions: sum(({ contradictions }) => contradictions),
    undecided: parts.flatMap(({ undecided }) => undecided),
    findings: parts.flatMap(({ findings }) => findings),
  }
}

/** Organisations by their seeds. What was found is told with the seed that finds it again. */
export async function tryAll(seeds: Iterable<number>, effort: Effort): Promise<Tried> {
  const tried: Tried = {
    organisations: 0,
    looked: 0,
    solved: 0,
    contradictions: 0,
    undecided: [],
    findings: [],
    told: [],
  }
  for (const seed of seeds) {
    const org = invent(seed)
    const found = await findingsIn(org, readingsOf(org), effort)
    tried.organisations++
    tried.looked += found.looked
    tried.solved += found.solved
    tried.contradictions += takesBack(org) ? 0 : found.contradictions
    tried.findings.push(...found.findings)
    tried.undecided.push(...found.undecided.map((what) => `organisation ${seed}: ${what}`))
    for (const { what, low, high, needed } of found.findings)
      tried.told.push(
        `organisation ${seed} (${org.scenario}, smallest group ${org.minGroup}): ${what}: it lies between ${low} and ${high}, and should stay open by ${needed}`,
      )
  }
  return tried
}

/** Then what was read of the same days at two times need not agree. */
export function takesBack({ events }: Organisation): boolean {
  return events.some(({ event }) => event.type === "part.undone")
}
