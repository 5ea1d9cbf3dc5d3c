/** The line of weeks on the report's page. */
import { expect, test } from "vitest"
import { trend } from "../adapters/dashboard/trend.ts"
import { makeVoice } from "../adapters/dashboard/voice.ts"
import { publishParticipation } from "../src/report/privacy.ts"
import type { Report } from "../src/report/report.ts"
import { measuredReport } from "./export/lived.ts"
import { words } from "./report/office.ts"

const report = measuredReport(3)
const voice = makeVoice("en", words.en)

function drawn(counts: number[]): string {
  const weeks = counts.map((count, i): Report["trend"][number] => ({
    week: `2026-W${10 + i}`,
    to: report.period.to,
    running: i === counts.length - 1,
    reach: publishParticipation({ count, of: 100, minGroup: 10 }),
  }))
  return String(trend({ ...report, trend: weeks }, voice))
}

test.each([
  ["rises", [20, 30, 50], -1],
  ["falls", [50, 30, 20], 1],
  ["stays", [30, 30, 30], 1],
])("that %s to a week that still runs has its label on the other side", (_, counts, side) => {
  const svg = drawn(counts)
  const last = Number(/class="ring"[^>]* cy="([\d.]+)"/.exec(svg)?.[1])
  const label = Number(
    new RegExp(`y="([\\d.]+)" text-anchor="end">${voice.words("report.trend.running")}`).exec(svg)?.[1],
  )
  expect(Math.sign(label - last)).toBe(side)
})

test.each([0, 1, 2, 12, 53])("of %i weeks has a point and a row for each, from two on", (n) => {
  const svg = drawn(Array.from({ length: n }, (_, i) => 20 + i))
  expect(svg.match(/<circle/g)?.length ?? 0).toBe(n > 1 ? n : 0)
  expect(svg.match(/<tr>/g)?.length ?? 0).toBe(n > 1 ? n + 1 : 0)
  expect(svg).not.toMatch(/NaN|undefined|Infinity/)
})

/** In pixels, of the chart on a phone of 390. */
const phoneWidth = 272
const labelHeight = 15

test("has its highest week named below the names of quarters and within the chart, wherever it is", () => {
  for (let n = 4; n <= 53; n++)
    for (let best = 0; best < n - 2; best++) {
      const svg = drawn(Array.from({ length: n }, (_, i) => (i === best ? 49 : 30)))
      const names = [...svg.matchAll(/class="note" x="[\d.]+%" dx="6" y="(\d+)">/g)].map((m) => Number(m[1]))
      const found = /x="([\d.]+)%" y="([\d.]+)" text-anchor="(\w+)">highest/.exec(svg)
      const at = (Number(found?.[1]) / 100) * phoneWidth
      for (const y of names) expect(Number(found?.[2]) - y, `${best} of ${n}`).toBeGreaterThan(labelHeight)
      if (found?.[3] !== "start") expect(at, `${best} of ${n}`).toBeGreaterThan(35)
      if (found?.[3] !== "end") expect(at, `${best} of ${n}`).toBeLessThan(phoneWidth - 35)
    }
})

test("has numbers of weeks that do not touch on a phone", () => {
  for (let n = 2; n <= 53; n++) {
    const svg = drawn(Array.from({ length: n }, () => 30))
    const xs = [...svg.matchAll(/class="tick" x="([\d.]+)%"/g)].map((m) => (Number(m[1]) / 100) * phoneWidth)
    expect(xs.length).toBeGreaterThan(1)
    expect(xs.at(-1)).toBeCloseTo(phoneWidth)
    for (const [i, x] of xs.entries()) if (i > 0) expect(x - (xs[i - 1] ?? 0), String(n)).toBeGreaterThan(22)
  }
})
