import type { Reporter } from "vitest/node"

/** Names every test that did not run, and why, right above vitest's summary: a skipped test is never quiet. */
export function skippedReporter(write: (line: string) => void = console.error): Reporter {
  return {
    onTestRunEnd(modules) {
      const skipped = modules.flatMap((module) =>
        [...module.children.allTests("skipped")].map((test) => {
          const result = test.result()
          const why = result.state === "skipped" ? result.note : undefined
          return `  ${module.relativeModuleId}: ${test.fullName} (${why ?? "its condition does not hold here"})`
        }),
      )
      if (skipped.length > 0) write(["", `Skipped, ${skipped.length} in all:`, ...skipped].join("\n"))
    },
  }
}
