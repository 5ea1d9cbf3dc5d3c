import { describe, expect, it } from "vitest"
import { reportOpened } from "../src/app/office.ts"
import { openWorld, said } from "./support/world.ts"

describe.each(["nl", "en"] as const)("the works council (%s)", (language) => {
  const say = said(language)
  const opens = async (w: Awaited<ReturnType<typeof openWorld>>, who: string, format: "page" | "pdf") => {
    const person = w.running.org.directory.find(who)?.id ?? ""
    await reportOpened(w.running.org, { person, period: "2026-W47", as: "manager", format })
  }

  it("sees the settings and who opened the report, once a steward let it; and no more when that is taken back", async () => {
    const w = await openWorld({ language })
    await w.says("chadia", "here")
    await w.says("chadia", "programme nudge yes")
    expect(await w.says("ana", "council")).toContain(say("refusal.council-only"))
    expect(await w.says("chadia", "instellingen or erbij @ana")).toContain(say("settings.council-added"))
    const seen = await w.says("ana", "or")
    expect(seen).toContain(`${say("settings.min-group")}: 10`)
    expect(seen).toContain(`${say("council.retention")}: ${say("council.days", { n: 120 })}`)
    const what = [say("council.kind.digest"), say("council.kind.nudge")].join(", ")
    expect(seen).toContain(say("council.place", { name: "mvo", what }))
    expect(seen).toContain(say("council.openings", { n: 0 }))
    await w.says("chadia", "settings council remove ana")
    expect(await w.says("ana", "council")).toContain(say("refusal.council-only"))
  })

  it("sees each opening with its day, its kind and the same number for the same reader, newest first, and no name", async () => {
    const w = await openWorld({ language })
    for (const who of ["ana", "ben"]) await w.says(who, "me")
    await w.says("chadia", "settings council add ana")
    await opens(w, "ben", "page")
    await opens(w, "ana", "pdf")
    await opens(w, "ben", "pdf")
    expect(await w.says("ana", "council")).toContain(say("council.openings", { n: 3 }))
    const card = await w.press("ana", say("council.who"))
    const lines = card.split("\n").filter((line) => line.includes("2026-W47"))
    const number = (n: number) => say("council.manager", { n })
    expect(lines.map((line) => [1, 2].find((n) => line.includes(number(n))))).toEqual([1, 2, 1])
    expect(lines.map((line) => line.includes("PDF"))).toEqual([true, true, false])
    expect(card).not.toContain("ben")
  })

  it("turns the pages of many openings, and gets no figure, answer or steward's command", async () => {
    const w = await openWorld({ language })
    await w.says("ana", "me")
    await w.says("chadia", "settings council add ana")
    for (let i = 0; i < 20; i++) await opens(w, "ana", "page")
    const first = await w.says("ana", "council 2")
    const last = await w.says("ana", "council 4")
    expect(first.match(/2026-W47/g)).toHaveLength(8)
    expect(last.match(/2026-W47/g)).toHaveLength(4)
    expect(await w.says("ana", "council 99")).toBe(last)
    for (const command of ["settings", "programme", "report", 'poll open "Q?" "A" "B"']) {
      const answer = await w.says("ana", command)
      expect(
        [say("refusal.steward-only"), say("refusal.manager-only")].some((no) => answer.includes(no)),
      ).toBe(true)
    }
    expect(await w.says("ana", "help")).toContain(say("help.command.council"))
  })
})
