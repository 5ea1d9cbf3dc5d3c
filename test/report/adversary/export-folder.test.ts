import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Person } from "../../../src/app/ports.ts"
import { type Cell, cellsOf } from "../../../src/report/cells.ts"
import { type Files, filesUnder } from "../../support/forger.ts"
import { type Data, openData } from "../../support/published-folder.ts"
import { besideFigures } from "./export-folder.ts"
import { numbersIn, silent, told } from "./surfaces.ts"

let data: Data
let files: Files
const figures = new Set([...told, ...silent].flatMap(({ numbers }) => numbers))

/** With a week that was corrected. */
beforeAll(async () => {
  data = await openData()
  await data.onStore(async (store) => {
    const mended = data.people.slice(0, 12).map((p): Person => ({ ...p, roster: [] }))
    await store.people.putAll(mended.map((p) => [p.id, p]))
  })
  const because = "twelve people were on the list too many"
  expect((await data.run("correct", "--period", "2026-W47", "--because", because)).code).toBe(0)
  const out = join(data.root, "out")
  expect((await data.run("export", "--out", out)).code).toBe(0)
  files = filesUnder(out)
}, 180_000)
afterAll(() => data.end())

const textOf = (path: string) => files.get(path) ?? ""
const isPeriod = (path: string) => /^periods\/.*\.json$/.test(path)

const isText = /definition/
const numeric = (cells: Cell[]) => cells.filter(({ cell }) => !isText.test(cell))

describe("the numbers of the evidence folder", () => {
  test("stand in files that are each looked at here, or are sums of files", () => {
    const looked = ["LEESMIJ.md", "README.md", "SHA256SUMS", "cells.csv", "evidence.json", "years/2026.json"]
    expect([...files.keys()].filter((path) => !isPeriod(path)).sort()).toEqual(looked)
    expect([...files.keys()].filter((path) => path.includes("W47"))).toHaveLength(2)
  })

  test("are in a period or a year those of the report, or of its edition", () => {
    const found = [...files.keys()]
      .filter((path) => isPeriod(path) || path.startsWith("years/"))
      .flatMap((path) => numbersIn(JSON.parse(textOf(path))))
    const unknown = found.filter((path) => !figures.has(path))
    expect([...new Set(unknown)]).toEqual(besideFigures.ofAnEdition)
  })

  test("are in its list those of the content, the editions and the settings", () => {
    const found = numbersIn(JSON.parse(textOf("evidence.json")))
    expect([...new Set(found)].sort()).toEqual([...besideFigures.ofTheList].sort())
  })

  test("are in its table those of its periods, one by one", () => {
    const asLine = (...row: (string | number | boolean | null | undefined)[]) =>
      row.map((one) => one ?? "").join()
    const inPeriods = [...files.keys()].filter(isPeriod).flatMap((path) => {
      const [, period, edition] = /^periods\/(.+)\.(\d+)\.json$/.exec(path) ?? []
      return numeric(cellsOf(JSON.parse(textOf(path)))).map((c) =>
        asLine(period, edition, c.cell, c.value, c.numerator, c.denominator),
      )
    })
    const rows = textOf("cells.csv").trim().split("\n").slice(1)
    const inTable = rows.map((line) => line.split(",").slice(0, 6).join()).filter((row) => !isText.test(row))
    expect(inTable.length).toBeGreaterThan(1000)
    expect(inTable.toSorted()).toEqual(inPeriods.toSorted())
  })

  test("are in its words those of the list, how many periods and editions there are, and those of the rules", () => {
    const editions = [...files.keys()].filter(isPeriod)
    const periods = new Set(editions.map((path) => path.split(".")[0]))
    const known = [...besideFigures.ofTheWords, editions.length, periods.size].map(String)
    const list = textOf("evidence.json")
    for (const name of ["README.md", "LEESMIJ.md"]) {
      const numbers = [...new Set(textOf(name).match(/(?<![\w.,-])\d+(?![\w.-])/g))]
      const unknown = numbers.filter((n) => !known.includes(n) && !new RegExp(`\\b${n}\\b`).test(list))
      expect(unknown, "say in test/report/adversary/export-folder.ts what these tell of people").toEqual([])
      expect(numbers).toContain(String(editions.length))
    }
  })
})
