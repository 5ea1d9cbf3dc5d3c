/** What was offered and done for each part of each framework: all of them are there, and the goals say the same twice. */
import { type Checks, isNumber, isWithheld, type Json, list, object } from "./checks.ts"
import type { OneEdition } from "./figures.ts"

/** The framework under which the goals stand beside the others. */
const goals = "sdg"

export function checkFrameworks({ listed, json, kind }: OneEdition, checks: Checks): void {
  const frameworks = list(json["evidence"])
  if (listed.content) {
    const { frameworks: known, goals: numbers } = listed.content
    const wanted = [...known.map((f) => [f.id, f.elements] as const), [goals, numbers] as const]
    const expected = kind === "quarter" ? wanted.map(([id, elements]) => `${id}: ${elements.join(" ")}`) : []
    const found = frameworks.map(
      (f) =>
        `${f["framework"]}: ${list(f["elements"])
          .map((e) => e["element"])
          .join(" ")}`,
    )
    checks.same("form", "evidence", { found: found.sort().join("; "), expected: expected.sort().join("; ") })
  }
  const sdg = list(object(json["figures"])["sdg"])
  for (const framework of frameworks)
    for (const { element, actions, items } of list(framework["elements"])) {
      const cell = `evidence[${framework["framework"]}].elements[${element}]`
      const count = object(actions)["count"]
      const shown = isNumber(count)
      checks.holds("form", `${cell}.actions`, {
        found: actions,
        expected: "a count, or withheld",
        is: (shown || isWithheld(actions)) && Array.isArray(items),
      })
      for (const item of list(items)) daysWithin(item, json, { cell, checks })
      const goal =
        framework["framework"] === goals ? sdg.find((g) => String(g["goal"]) === element) : undefined
      if (shown && goal && isNumber(goal["actions"]))
        checks.same("ladder", `${cell}.actions`, { found: count, expected: goal["actions"] })
    }
}

/** What was offered was offered in the period. */
function daysWithin(item: Json, json: Json, { cell, checks }: { cell: string; checks: Checks }): void {
  const { from, to } = object(json["period"])
  const on = Array.isArray(item["on"]) ? item["on"].map(String) : []
  checks.holds("period", `${cell}.items[${item["id"]}].on`, {
    found: on.join(" "),
    expected: `days from ${from} to ${to}`,
    is: on.every((day) => day >= String(from) && day <= String(to)),
  })
}
