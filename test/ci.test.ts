import { describe, expect, test } from "vitest"
// @ts-expect-error: plain JavaScript, so that CI counts even where nothing is installed.
import { count } from "../.ci/count.js"

type Run = { name: string; exit: number; results: unknown; needed: string[] }
const run = (more: Partial<Run> & { files?: Record<string, string> }): Run => ({
  name: "e2e",
  exit: 0,
  needed: [],
  results: {
    testResults: Object.entries(more.files ?? {}).map(([file, states]) => ({
      name: `/somewhere/${file}`,
      status: /f|!/.test(states) ? "failed" : "passed",
      assertionResults: [...states.replace("!", "")].map((s) => ({
        status: { p: "passed", f: "failed", s: "skipped", t: "todo" }[s],
      })),
    })),
  },
  ...more,
})
const web = "test/e2e/web.e2e.ts"

describe("what CI counts", () => {
  test("is the sum over unit and e2e tests", () => {
    const runs = [
      run({ files: { "test/a.test.ts": "ppps" } }),
      run({ files: { [web]: "pp", "test/e2e/x.e2e.ts": "t" }, needed: [web] }),
    ]
    expect(count(runs)).toEqual({ passed: 5, failed: 0, skipped: 2, told: [] })
  })

  test.each([
    ["a failed test", run({ files: { [web]: "pf" }, exit: 1 })],
    ["a file that does not load", run({ files: { [web]: "!" }, exit: 1 })],
    ["a needed suite that is not there", run({ files: { "test/e2e/other.e2e.ts": "p" }, needed: [web] })],
    ["a needed suite that only skipped", run({ files: { [web]: "ss" }, needed: [web] })],
    ["a needed suite of which a part was skipped", run({ files: { [web]: "ps" }, needed: [web] })],
    ["a check that failed before any test", run({ results: null, exit: 2 })],
    ["an exit code that no test explains", run({ files: { [web]: "p" }, exit: 1 })],
    ["nothing at all", run({})],
  ])("is red for %s", (_, red) => {
    expect(count([red]).failed).toBe(1)
  })

  test("says which suite was missing", () => {
    expect(count([run({ results: null, exit: 1, needed: [web] })]).told).toContain(
      `e2e: ${web} must run, all of it, and did not`,
    )
  })
})
