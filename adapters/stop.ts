/** An orderly end: step by step, and never longer than whoever stops us waits. */
import type { Log } from "../src/app/ports.ts"

export const stopLimits = {
  /** Docker, systemd and Kubernetes kill after 10 to 90 s. */
  allMs: 10_000,
  /** Of these so much is left for the ledger, whatever hangs before it. */
  lastMs: 2000,
} as const

export type Step = { name: string; run: () => Promise<void> }

/**
 * `steps` one after another; where their time is over, the one under way is left alone and the rest is passed over.
 * `last` always runs. What was claimed and not settled by then is uncertain at the next start.
 */
export async function stopInOrder(q: {
  steps: readonly Step[]
  last: Step
  /** Resolves when the time for all steps but the last is over. */
  over: Promise<void>
  log: Log
}): Promise<void> {
  const over = q.over.then(() => "over" as const)
  for (const step of q.steps) {
    const ended = await Promise.race([attempt(step, q.log), over])
    if (ended !== "over") continue
    q.log.warn("stop: out of time", { at: step.name })
    break
  }
  await attempt(q.last, q.log)
}

/** A step that fails must not keep the ledger from being closed. */
async function attempt(step: Step, log: Log): Promise<"done"> {
  await step.run().catch((error: unknown) => log.error("stop: a step failed", { at: step.name }, error))
  return "done"
}
