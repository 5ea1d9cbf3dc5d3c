/** What an evidence folder's README says that `verify` cannot tell from the folder alone: tried, each of them. */
import { rmSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import {
  aboutIn,
  change,
  type Files,
  filesUnder,
  type Loose,
  makeFit,
  putAbout,
  save,
} from "./support/forger.ts"
import { type Data, openData } from "./support/published-folder.ts"
import { said } from "./support/world.ts"

let data: Data
let made: Files
let asMade: string | undefined
const folders: string[] = []
beforeAll(async () => {
  data = await openData()
  const out = join(data.root, "out")
  expect((await data.run("export", "--out", out)).code).toBe(0)
  made = filesUnder(out)
  const { alone, against } = await verified(() => {})
  expect([alone.code, against.code]).toEqual([0, 0])
  asMade = fingerprint(alone.said)
}, 120_000)
afterAll(() => {
  data.end()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}, 60_000)

const week = "periods/2026-W40.1.json"
const month = "periods/2026-09.1.json"
const quarter = "periods/2026-Q3.1.json"

/** One more did something who did nothing, with all that follows from it. */
function oneMore({ figures }: Loose): void {
  for (const figure of [figures.reach, figures.active, figures.depth.acted]) {
    figure.count++
    figure.share = figure.count / figure.of
  }
  figures.depth.ladder.steps[0]--
  figures.depth.ladder.steps[2]++
}
const withAction = (json: Loose) => json.evidence[0].elements.find((e: Loose) => e.items.length > 0)
const inAbout = (files: Files, how: (about: Loose) => void) => {
  const about = aboutIn(files)
  how(about)
  putAbout(files, about)
}
const everyPeriod = (files: Files, how: (json: Loose) => void) => {
  for (const path of files.keys()) if (path.startsWith("periods/")) change(files, path, how)
  for (const path of files.keys()) if (path.startsWith("years/")) change(files, path, how)
}

type Row = [line: string, what: string, how: (files: Files) => void]
const foundAgainst: Row[] = [
  ["week", "its actions", (f) => change(f, week, (j) => void j.figures.actions.count++)],
  ["week", "its people", (f) => change(f, week, oneMore)],
  [
    "week",
    "its amounts",
    (f) => {
      const other = JSON.parse(f.get("periods/2026-W41.1.json") ?? "").figures.logged
      expect(other).not.toEqual(JSON.parse(f.get(week) ?? "").figures.logged)
      change(f, week, (j) => void (j.figures.logged = other))
    },
  ],
  ["month", "its people", (f) => change(f, month, oneMore)],
  [
    "month",
    "people of the quarter who did it three times",
    (f) =>
      change(f, quarter, ({ figures: { depth } }) => {
        depth.thrice.count++
        depth.thrice.share = depth.thrice.count / depth.thrice.of
      }),
  ],
  [
    "month",
    "its actions, in the quarter too",
    (f) => {
      change(f, month, (j) => void j.figures.actions.count++)
      change(f, quarter, (j) => void j.figures.actions.count++)
      for (const year of [...f.keys()].filter((path) => path.startsWith("years/")))
        change(f, year, (j) => {
          j.figures.actions.count++
        })
    },
  ],
  ["people", "one more", (f) => change(f, week, (j) => void j.figures.logged[0].people++)],
  [
    "frameworks",
    "its actions",
    (f) => change(f, quarter, (j) => void j.evidence[0].elements[1].actions.count++),
  ],
  [
    "frameworks",
    "a day",
    (f) => change(f, quarter, (j) => void (withAction(j).items[0].on = ["2026-08-06"])),
  ],
  ["names", "of one period", (f) => change(f, quarter, (j) => void (j.organisation = "Andere BV"))],
  [
    "names",
    "a demo",
    (f) => {
      everyPeriod(f, (j) => void (j.demo = true))
      inAbout(f, (a) => {
        a.demo = true
        for (const language of ["nl", "en"] as const) a.stamp[language] = said(language)("proof.stamp-demo")
      })
    },
  ],
  [
    "list",
    "the day",
    (f) =>
      inAbout(
        f,
        (a) => void (a.editions[20].at = new Date(Date.parse(a.editions[20].at) + 3_600_000).toISOString()),
      ),
  ],
  ["list", "the smallest group", (f) => inAbout(f, (a) => void (a.editions[20].minGroup = 5))],
  [
    "last",
    "the last week",
    (f) => {
      inAbout(f, (a) => void (a.editions = a.editions.filter((e: Loose) => e.period !== "2027-W01")))
      f.delete("periods/2027-W01.1.json")
    },
  ],
]
const never: Row[] = [
  ["texts", "README.md", (f) => f.set("README.md", `${f.get("README.md")}\nMeasured by an institute.\n`)],
  ["texts", "LEESMIJ.md", (f) => f.set("LEESMIJ.md", "Alles is gemeten.\n")],
  ["texts", "by what it was made", (f) => inAbout(f, (a) => void (a.madeBy = "draagvlak 9.9.9"))],
  ["texts", "when it was made", (f) => inAbout(f, (a) => void (a.madeAt = "2027-02-01T00:00:00.000Z"))],
]

async function verified(how: (files: Files) => void) {
  const files = new Map(made)
  how(files)
  makeFit(files)
  const folder = save(files)
  folders.push(folder)
  return {
    files,
    alone: await data.run("verify", folder),
    against: await data.run("verify", folder, "--against"),
  }
}
const fingerprint = (text: string) => /[0-9a-f]{64}/.exec(text)?.[0]

describe("what follows from nothing else in the folder, changed with all that follows from it,", () => {
  test.each(foundAgainst)(
    "%s, %s: is found by the fingerprint, and against the ledger",
    async (_, __, how) => {
      const { alone, against } = await verified(how)
      expect(alone.code, alone.said).toBe(0)
      expect(fingerprint(alone.said)).not.toBe(asMade)
      expect(against.code).toBe(1)
    },
  )
  test.each(never)("%s, %s: is found by the fingerprint only", async (_, __, how) => {
    const { alone, against } = await verified(how)
    expect(fingerprint(alone.said)).not.toBe(asMade)
    expect([alone.code, against.code]).toEqual([0, 0])
  })
  test("is what the readme says of itself, in both languages, and nothing else", () => {
    const lines = new Set([...foundAgainst, ...never].map(([line]) => line))
    for (const [name, language] of [
      ["README.md", "en"],
      ["LEESMIJ.md", "nl"],
    ] as const) {
      const text = made.get(name) ?? ""
      const told = text.split("\n").filter((line) => line.startsWith("- "))
      const at = told.findIndex((line) => line.includes(said(language)("proof.readme.unbound-week")))
      const expected = [...lines].map((line) => `- ${said(language)(`proof.readme.unbound-${line}`)}`)
      expect(told.slice(at, at + lines.size)).toEqual(expected)
      expect(text).toContain(said(language)("proof.readme.unbound-against"))
    }
  })
})
