// Adds up what vitest's JSON reporter wrote. Plain JavaScript: it must run where nothing is installed.
import { existsSync, readFileSync } from "node:fs"
import { pathToFileURL } from "node:url"

/**
 * @param {{ name: string, exit: number, results: any, needed: string[] }[]} runs one for each call of vitest;
 *   `results` null where it wrote none; `needed`: suites that must have run, with no test left out.
 * @returns {{ passed: number, failed: number, skipped: number, told: string[] }} `told`: what is red beyond single tests.
 */
export function count(runs) {
  const sum = { passed: 0, failed: 0, skipped: 0, told: [] }
  const fail = (told) => {
    sum.failed++
    sum.told.push(told)
  }
  for (const { name, exit, results, needed } of runs) {
    const failedBefore = sum.failed
    const files = results?.testResults ?? []
    for (const file of files) {
      const states = file.assertionResults.map((test) => test.status)
      sum.passed += states.filter((s) => s === "passed").length
      sum.failed += states.filter((s) => s === "failed").length
      sum.skipped += states.filter((s) => s !== "passed" && s !== "failed").length
      if (file.status === "failed" && !states.includes("failed")) fail(`${name}: ${file.name} could not run`)
    }
    if (!results) fail(`${name}: no test ran, because what comes before the tests failed`)
    for (const suite of needed) {
      const states = files
        .filter((file) => file.name.replaceAll("\\", "/").endsWith(`/${suite}`))
        .flatMap((file) => file.assertionResults.map((test) => test.status))
      const ran = states.length > 0 && states.every((s) => s === "passed" || s === "failed")
      if (!ran) fail(`${name}: ${suite} must run, all of it, and did not`)
    }
    if (exit !== 0 && sum.failed === failedBefore) fail(`${name}: ended with exit code ${exit}`)
  }
  if (sum.passed === 0 && sum.failed === 0) fail("nothing ran")
  return sum
}

/** `node .ci/count.js <name> <exit code> <results.json> <needed,…> …`, four words a run. */
function main(words) {
  const runs = []
  for (let i = 0; i + 3 < words.length; i += 4) {
    const [name, exit, file, needed] = words.slice(i, i + 4)
    const results = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null
    runs.push({ name, exit: Number(exit), results, needed: needed.split(",").filter((s) => s) })
  }
  const { passed, failed, skipped, told } = count(runs)
  for (const line of told) console.log(`RED ${line}`)
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
  process.exitCode = failed > 0 ? 1 : 0
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main(process.argv.slice(2))
