/** What an organisation will and will not see of itself, told before it waits for figures that cannot come. */
import { smallUnder } from "../src/report/foreseen.ts"
import { type Say, text } from "../src/view/words.ts"
import { expectations } from "./dashboard/foreseen.ts"
import { type Finding, note, ok } from "./doctor-finding.ts"

/** `say` is null where the content could not be read; that is a finding of its own. */
export function sizeOf(people: number, q: { minGroup: number; say: Say | null }): Finding {
  const facts = `${people} colleagues can take part`
  if (people >= smallUnder || q.say === null) return ok("People", facts)
  return note("People", [facts, ...lines(people, q.minGroup, q.say)].join("\n       · "))
}

/** Sizes of which everybody who thinks of starting small can read off their own. */
const examples = [8, 20, 60]

/** Where nobody can be counted yet. */
export function smallOrganisations(minGroup: number, say: Say): Finding {
  const each = examples.map((people) =>
    [`with ${people} people:`, ...lines(people, minGroup, say)].join("\n         · "),
  )
  return note("Small organisations", ["what they will ever see", ...each].join("\n       "))
}

function lines(people: number, minGroup: number, say: Say): string[] {
  return expectations({ people, minGroup }, (id, values) => text(say, id, values))
}
