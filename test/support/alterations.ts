/** What somebody may do to an evidence folder, and what verify must name then. */
import { aboutIn, change, type Files, type Loose, putAbout } from "./forger.ts"

export const w40 = "periods/2026-W40.1.json"
const q3 = "periods/2026-Q3.1.json"
const q4 = "periods/2026-Q4.1.json"

export type Alteration = {
  how: string
  alter: (files: Files) => void
  /** As the first line about it has it. */
  named: string
  found?: string
  expected?: string
}

/** Only one file is touched: its checksum would tell, and the number itself is named. */
export const plain: Alteration[] = [
  {
    how: "a count is changed",
    alter: (f) => change(f, w40, (j) => void j.figures.actions.count++),
    named: "2026-W40, edition 1, figures.actions",
  },
  {
    how: "a share is changed",
    alter: (f) => change(f, w40, (j) => void (j.figures.reach.share = 0.9)),
    named: "2026-W40, edition 1, figures.reach",
    found: "0.9",
  },
  {
    how: "the texts of two periods are swapped",
    alter: (f) => {
      const [a, b] = [f.get(w40), f.get("periods/2026-W41.1.json")]
      f.set(w40, b ?? "")
      f.set("periods/2026-W41.1.json", a ?? "")
    },
    named: "2026-W40, edition 1, period.id",
    found: "2026-W41",
    expected: "2026-W40",
  },
  {
    how: "a link of the chain is changed",
    alter: (f) => edit(f, "2026-W42", (e) => void (e.after = "0".repeat(64))),
    named: "2026-W42, edition 1, after",
    found: "0".repeat(64),
  },
  {
    how: "the version of the definitions is changed",
    alter: (f) => edit(f, "2026-W42", (e) => void (e.definitions = 0)),
    named: "2026-W42, edition 1, roster.asOf",
    found: "roster, 0",
    expected: "roster, 2",
  },
  {
    how: "a file is added",
    alter: (f) => f.set("more.txt", "more"),
    named: "more.txt",
    expected: "no such file",
  },
  {
    how: "a file's line ends are converted",
    alter: (f) => f.set("README.md", (f.get("README.md") ?? "").replaceAll("\n", "\r\n")),
    named: "README.md",
    expected: "only its line endings were changed (CRLF)",
  },
  {
    how: "a line of cells.csv is changed",
    alter: (f) =>
      f.set(
        "cells.csv",
        (f.get("cells.csv") ?? "").replace(/(2026-W40,1,figures\.actions\.count),\d+/, "$1,7"),
      ),
    named: "2026-W40, edition 1, figures.actions",
    expected: "7",
  },
  {
    how: "a line of cells.csv is taken out",
    alter: (f) =>
      f.set("cells.csv", (f.get("cells.csv") ?? "").replace(/2026-W40,1,figures\.actions.*\n/, "")),
    named: "2026-W40, edition 1, figures.actions",
    expected: "no line in cells.csv",
  },
  {
    how: "a number is written twice, for who reads the first",
    alter: (f) => f.set(w40, (f.get(w40) ?? "").replace('"count":', '"count":1,"count":')),
    named: "2026-W40, edition 1, sha256",
  },
]

/** All hashes, links, copies and checksums fit: only what follows from the counts tells. */
export const forged: Alteration[] = [
  {
    how: "a count of people is changed",
    alter: (f) => change(f, w40, (j) => void j.figures.reach.count++),
    named: "2026-W40, edition 1, figures.reach",
  },
  {
    how: "a count of people and its share are changed",
    alter: (f) =>
      change(f, w40, (j) => {
        j.figures.reach.count++
        j.figures.reach.share = j.figures.reach.count / j.figures.reach.of
      }),
    named: "2026-W40, edition 1, figures.depth.ladder.steps",
  },
  {
    how: "one end of a range is changed",
    alter: (f) => change(f, q3, (j) => void (j.index.ranges.sampling[0] += 0.2)),
    named: "2026-Q3, edition 1, index.ranges.sampling[0]",
  },
  {
    how: "the range of the silent is narrowed",
    alter: (f) => change(f, q4, (j) => void (j.index.ranges.nonResponse = j.index.ranges.sampling)),
    named: "2026-Q4, edition 1, index.ranges.nonResponse[0]",
  },
  {
    how: "the index is raised",
    alter: (f) => change(f, q3, (j) => void (j.index.value += 1)),
    named: "2026-Q3, edition 1, index.value",
  },
  {
    how: "agreement is raised in the index alone",
    alter: (f) => change(f, q3, (j) => void j.index.counts.attitude[0].agree++),
    named: "2026-Q3, edition 1, index.counts.attitude",
  },
  {
    how: "a change is called real",
    alter: (f) => change(f, q4, (j) => void (j.index.change.attitude.real = !j.index.change.attitude.real)),
    named: "2026-Q4, edition 1, index.change.attitude.real",
  },
  {
    how: "one question more was answered in time",
    alter: (f) =>
      change(f, q4, (j) => {
        j.figures.followUp.count++
        j.figures.followUp.share = j.figures.followUp.count / j.figures.followUp.of
      }),
    named: "2026-Q4, edition 1, index.counts.loop.answered",
  },
  {
    how: "a question more was due in a month",
    alter: (f) =>
      change(f, "periods/2026-09.1.json", (j) => {
        j.figures.followUp.of++
        j.figures.followUp.share = j.figures.followUp.count / j.figures.followUp.of
      }),
    named: "2026-Q3, edition 1, figures.followUp.of",
  },
  {
    how: "a part of a framework is taken out",
    alter: (f) => change(f, q3, (j) => void j.evidence[0].elements.pop()),
    named: "2026-Q3, edition 1, evidence",
  },
  {
    how: "another weight is told",
    alter: (f) => change(f, q4, (j) => void (j.index.partWeights.reach = 0.2)),
    named: "2026-Q4, edition 1, index.partWeights.reach",
    found: "0.2",
    expected: "0.1",
  },
  {
    how: "a cell is taken out",
    alter: (f) => change(f, w40, (j) => void delete j.figures.depth.acted),
    named: "2026-W40, edition 1, figures.depth.acted",
    found: "–",
  },
  {
    how: "a goal is taken out",
    alter: (f) => change(f, w40, (j) => void j.figures.sdg.pop()),
    named: "2026-W40, edition 1, figures.sdg",
  },
  {
    how: "a withheld result of four answers is filled in",
    alter: (f) =>
      change(f, "periods/2026-W29.1.json", (j) => {
        const poll = j.polls.find((p: Loose) => p.answers === 4)
        poll.options = [{ key: "a", share: 1 }]
      }),
    named: "2026-W29, edition 1, polls[w0].options",
    expected: "withheld: fewer than 5 answers",
  },
  {
    how: "a small team is shown",
    alter: (f) =>
      change(f, w40, (j) => {
        const oost = { count: 3, of: 9, share: 3 / 9 }
        j.figures.segments.push({ segment: "Oost", reach: oost, active: oost })
      }),
    named: "2026-W40, edition 1, figures.segments[Oost].reach",
    expected: "withheld: fewer than 10 people",
  },
  {
    how: "counts are shown under twenty answers",
    alter: (f) =>
      change(f, "periods/2026-W29.1.json", (j) => {
        const poll = j.polls.find((p: Loose) => p.answers === 15)
        poll.options[0] = { key: poll.options[0].key, count: 7 }
      }),
    named: "2026-W29, edition 1, polls[s0].options[a].count",
  },
  {
    how: "an answer is moved from one option to none",
    alter: (f) =>
      change(f, q3, (j) => void j.polls.find((p: Loose) => p.id === "idx-fit").options[1].count--),
    named: "2026-Q3, edition 1, polls[k03].answers",
  },
  {
    how: "the year of a factor is changed",
    alter: (f) => change(f, w40, (j) => void j.figures.logged[0].kgCo2e.factorYear++),
    named: "2026-W40, edition 1, figures.logged[km_cycled].kgCo2e.factorYear",
    found: "2027",
    expected: "2026",
  },
  {
    how: "more kg are told",
    alter: (f) => change(f, w40, (j) => void (j.figures.logged[0].kgCo2e.mid += 1)),
    named: "2026-W40, edition 1, figures.logged[km_cycled].kgCo2e.mid",
  },
  {
    how: "the roster is made smaller",
    alter: (f) => change(f, w40, (j) => void j.roster.size--),
    named: "2026-W40, edition 1, roster.headcount",
  },
  {
    how: "the amount of a month is raised, and its kg with it",
    alter: (f) =>
      change(f, "periods/2026-08.1.json", (j) => {
        const unit = j.figures.logged.find((l: Loose) => l.unit === "km_public_transport")
        unit.amount += 10
        for (const [bound, per] of Object.entries({ low: -0.03, mid: 0.16, high: 0.194 }))
          unit.kgCo2e[bound] = Math.round(10 * unit.amount * per) / 10
      }),
    named: "2026-Q3, edition 1, figures.logged[km_public_transport].amount",
    expected: "the sum of its months",
  },
  {
    how: "a year's sum is raised",
    alter: (f) => change(f, "years/2026.json", (j) => void j.figures.actions.count++),
    named: "2026, figures.actions",
  },
  {
    how: "a whole period is taken out",
    alter: (f) => takeOut(f, (e) => e.period === "2026-W41"),
    named: "2026-W41, period",
    found: "not there",
  },
  {
    how: "the first edition of a corrected period is taken out",
    alter: (f) => takeOut(f, (e) => e.period === "2026-W40" && e.edition === 1),
    named: "2026-W40, edition 2, edition",
    found: "2",
    expected: "1",
  },
  {
    how: "the order of the list is changed",
    alter: (f) => {
      const about = aboutIn(f)
      about.editions.reverse()
      putAbout(f, about)
    },
    named: "edition 1, editions",
  },
  {
    how: "the reason of a correction is taken out",
    alter: (f) => edit(f, "2026-W40.2", (e) => void (e.because = null)),
    named: "2026-W40, edition 2, because",
  },
  {
    how: "a period is dated before its end",
    alter: (f) => edit(f, "2026-W42", (e) => void (e.at = "2026-10-17T09:00:00.000Z")),
    named: "2026-W42, edition 1, at",
  },
  {
    how: "a factor is changed in the content that was counted with",
    alter: (f) => {
      const about = aboutIn(f)
      for (const { content } of about.contents)
        for (const { values } of content.factors) for (const v of values) v.mid *= 2
      putAbout(f, about)
    },
    named: "2026-W27, edition 1, figures.logged[km_cycled].kgCo2e.mid",
  },
]

/** The first edition of a period, or the one of that number: `2026-W40.2`. */
export function edit(files: Files, which: string, how: (entry: Loose) => void): void {
  const about = aboutIn(files)
  const [period, edition = "1"] = which.split(".")
  how(about.editions.find((e) => e.period === period && e.edition === Number(edition)))
  putAbout(files, about)
}

function takeOut(files: Files, which: (entry: { period: string; edition: number }) => boolean): void {
  const about = aboutIn(files)
  for (const e of about.editions.filter(which)) files.delete(`periods/${e.period}.${e.edition}.json`)
  putAbout(files, { ...about, editions: about.editions.filter((e) => !which(e)) })
}
