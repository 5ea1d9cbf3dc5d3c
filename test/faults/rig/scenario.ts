/** A scenario's name is its seed: `kill-17` is the process killed at the 17th call, always in the same way. */
import { hourMs } from "../../../src/domain/time.ts"
import type { Kind } from "../../support/kill-files.ts"
import type { Scenario } from "./process.ts"
import type { Fault } from "./slack-end.ts"

export const callFaults: Fault[] = ["clean", "lost", "kill"]
export const writeFaults: Kind[] = ["killed", "torn", "power", "full", "unsynced"]

export function scenarioOf(name: string): Scenario {
  const [what = "", at = "", hours = ""] = name.split(/-(?=-?\d)/)
  const seed = [...name].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 1_000_003, 7)
  const call = callFaults.find((fault) => fault === what)
  if (call) return { seed, call: { at: Number(at), fault: call } }
  const kind = writeFaults.find((fault) => fault === what)
  if (kind) return { seed, write: { at: Number(at), kind } }
  if (what === "jump") return { seed, jump: { step: Number(at), ms: Number(hours) * hourMs } }
  if (what === "calm") return { seed }
  throw new Error(`there is no scenario ${name}`)
}

/** Every call, every `writeStep`th write of each kind, and a clock that jumps in every `jumpStep`th step. */
export function allScenarios(q: {
  calls: { count: number; every: number }
  writes: { count: number; every: number }
  steps: { count: number; every: number }
}): string[] {
  const numbers = ({ count, every }: { count: number; every: number }) =>
    Array.from({ length: Math.ceil(count / every) }, (_, i) => 1 + Math.floor(i * every))
  return [
    ...callFaults.flatMap((fault) => numbers(q.calls).map((n) => `${fault}-${n}`)),
    ...writeFaults.flatMap((kind, i) => numbers(q.writes).map((n) => `${kind}-${n + i}`)),
    ...numbers(q.steps).map((n, i) => `jump-${n}-${[-26, -2, 2, 26][i % 4]}`),
  ]
}
