import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Recorded } from "../../src/app/ports.ts"
import { readPeriod } from "../../src/domain/period.ts"
import { makeTally } from "../../src/report/tally.ts"
import { type Action, actionsOf, amsterdam, type Deed, deeds, ledgerOf } from "./ledgers.ts"
import { crowd, report, zone } from "./world.ts"

const periods = [
  "2026-W43",
  "2026-W44",
  "2026-W53",
  "2027-W01",
  "2026-10",
  "2026-11",
  "2026-12",
  "2026-Q4",
  "2027-Q1",
]
const people = crowd(10)

describe("figures of any ledger", () => {
  test("equal a slow recomputation by other means, or are withheld for the sake of other periods", () => {
    fc.assert(
      fc.property(deeds, fc.constantFrom(...periods), (all, period) => {
        const { figures } = report(period, { events: ledgerOf(all, 0), people })
        const made = plain(figures)
        expect(made).toEqual(withheldAlike(slowly(all, period), made))
      }),
      { numRuns: 100 },
    )
  })

  test("are the same in whatever order things of the same instant came in", () => {
    fc.assert(
      fc.property(deeds, fc.integer({ min: 1, max: 1000 }), (all, salt) => {
        const now = Date.parse("2027-01-10T12:00Z")
        for (const period of ["2026-W44", "2026-Q4"])
          expect(report(period, { events: ledgerOf(all, salt), now })).toEqual(
            report(period, { events: ledgerOf(all, 0), now }),
          )
      }),
    )
  })

  test("never have a share above 1, whoever came and went", () => {
    const day = fc.integer({ min: 1, max: 30 }).map((d) => `2026-11-${String(d).padStart(2, "0")}`)
    const rosters = fc.array(fc.record({ from: day, to: fc.option(day) }), { minLength: 11, maxLength: 30 })
    fc.assert(
      fc.property(
        deeds,
        rosters,
        fc.constantFrom("2026-W47", "2026-11", "2026-Q4"),
        (all, intervals, period) => {
          const comers = crowd(intervals.length).map((p, i) => ({
            ...p,
            roster: [
              { from: intervals[i]?.from ?? "", to: intervals[i]?.to ?? null, segment: i % 2 ? "a" : "b" },
            ],
          }))
          const forgotten = [{ roster: [{ from: "2026-01-01", to: null, segment: null }] }]
          const forgets: Recorded = {
            position: 999,
            version: 1,
            stream: "member/p1",
            at: Date.parse("2026-12-01T00:00Z"),
            event: { type: "member.forgotten", person: "p1" },
          }
          const { figures } = report(period, {
            events: [...ledgerOf(all, 0), forgets],
            people: comers.filter((p) => p.id !== "p1"),
            forgotten,
            minGroup: 5,
          })
          const shares = [
            figures.reach,
            figures.active,
            ...figures.segments.flatMap((s) => [s.reach, s.active]),
          ]
          for (const share of shares)
            if (share && !share.suppressed) expect(share.share).toBeLessThanOrEqual(1)
        },
      ),
    )
  })
})

test("a million events fold in seconds", () => {
  const tally = makeTally({ zone })
  const start = Date.parse("2026-08-01T00:00Z")
  const began = performance.now()
  for (let i = 0; i < 1_000_000; i++)
    tally.add({
      position: i + 1,
      version: 1,
      stream: `part/r.1/p${i % 10_000}`,
      at: start + i * 9_000,
      event: {
        type: "part.logged",
        run: "r.1",
        challenge: "bike",
        person: `p${i % 10_000}`,
        log: `l${i}`,
        amount: 1,
        unit: "km_cycled",
        day: "2026-08-01",
      },
    })
  const window = tally.between("2026-01-01", "2026-12-31")
  expect(window.work[0]?.actions).toBe(1_000_000)
  // Generous, so that a busy machine is no failure; a date computed for each event takes far longer.
  expect(performance.now() - began).toBeLessThan(15_000)
}, 60_000)

type Numbers = {
  reach: number
  active: number
  thrice: number
  actions: number | null
  km: Record<string, number | null>
  goals: Record<number, number | null>
  askers: number
  followUp: [answered: number, due: number]
}

function plain(figures: ReturnType<typeof report>["figures"]): Numbers {
  const { reach, active, depth, actions, followUp } = figures
  if (!reach || !active || !depth || reach.suppressed || active.suppressed || depth.thrice.suppressed)
    throw new Error("people figures of ten people are shown")
  if (depth.ladder.suppressed || followUp.suppressed)
    throw new Error("people figures of ten people are shown")
  return {
    reach: reach.count,
    active: active.count,
    thrice: depth.thrice.count,
    actions: actions.suppressed ? null : actions.count,
    km: Object.fromEntries(figures.logged.map((l) => [l.unit, l.logged.suppressed ? null : l.logged.amount])),
    goals: Object.fromEntries(
      figures.sdg.map((g) => [g.goal, g.actions.suppressed ? null : g.actions.count]),
    ),
    askers: depth.ladder.steps[4] ?? 0,
    followUp: [followUp.count, followUp.of],
  }
}

/** What could be subtracted from another period may be withheld; what is shown must be right, and no more than the rules show. */
function withheldAlike(slow: Numbers, made: Numbers): Numbers {
  const alike = <K extends string | number>(
    other: Record<K, number | null>,
    mine: Record<K, number | null>,
  ) =>
    Object.fromEntries(
      Object.entries(other).map(([key, n]) => [key, mine[key as K] === null ? null : n]),
    ) as Record<K, number | null>
  const actions = made.actions === null ? null : slow.actions
  return { ...slow, actions, km: alike(slow.km, made.km), goals: alike(slow.goals, made.goals) }
}

const goals: Record<string, number[]> = { bike: [11, 13], train: [13], walk: [3], "sdg13-1": [13] }

function slowly(all: Deed[], id: string): Numbers {
  const period = readPeriod(id)
  if (!period) throw new Error(id)
  const actions = actionsOf(all)
  const within = (day: string | null, from = period.from, to = period.to) =>
    day !== null && day >= from && day <= to
  const stands = (a: Action, from?: string, to?: string) =>
    within(a.day, from, to) && !within(a.minusOn, from, to)
  const roster = people.map((p) => p.id)
  const did = (p: string, from?: string, to?: string) =>
    actions.filter((a) => a.person === p && stands(a, from, to)).length
  const answered = (p: string) =>
    all.some((d) => d.person === p && d.type !== "log" && within(amsterdam(d.at)))
  const monthsOf = (p: string) =>
    [10, 11, 12, 1, 2, 3].filter((m) => {
      const month = `${m > 9 ? 2026 : 2027}-${String(m).padStart(2, "0")}`
      return within(`${month}-01`) && did(p, `${month}-01`, `${month}-31`) > 0
    }).length
  const isActive = (p: string) => (period.kind === "quarter" ? monthsOf(p) >= 2 : did(p) > 0)
  const sum = (list: Action[], value: (a: Action) => number) => {
    const per = new Map<string, { n: number; amount: number }>()
    let total = 0
    for (const a of list)
      for (const sign of [within(a.day) ? 1 : 0, within(a.minusOn) ? -1 : 0]) {
        const key = `${a.person} ${a.source}`
        const was = per.get(key) ?? { n: 0, amount: 0 }
        per.set(key, { n: was.n + sign, amount: was.amount + sign * a.amount })
        total += sign * value(a)
      }
    const moved = [...per]
      .filter(([, v]) => v.n !== 0 || Math.abs(v.amount) > 0.01)
      .map(([k]) => k.split(" ")[0])
    return { total: Math.round(total * 10) / 10 + 0, who: new Set(moved) }
  }
  const shown = ({ total, who }: ReturnType<typeof sum>) => (who.size === 1 || who.size === 2 ? null : total)
  const units = ["km_cycled", "km_train"].map(
    (u) =>
      [
        u,
        sum(
          actions.filter((a) => a.unit === u),
          (a) => a.amount,
        ),
      ] as const,
  )
  return {
    reach: roster.filter((p) => answered(p) || did(p) > 0).length,
    active: roster.filter(isActive).length,
    thrice: roster.filter((p) => did(p) >= 3).length,
    actions: shown(sum(actions, () => 1)),
    km: Object.fromEntries(units.filter(([, s]) => s.who.size > 0).map(([u, s]) => [u, shown(s)])),
    goals: goalsShown(actions, (list) => sum(list, () => 1)),
    askers: roster.filter((p) =>
      all.some((d) => d.type === "ask" && d.person === p && within(amsterdam(d.at))),
    ).length,
    followUp: followedUp(all, (day) => within(day)),
  }
}

/** By the calendar of the 30 days after each question, one by one. */
function followedUp(all: Deed[], within: (day: string) => boolean): [number, number] {
  const asked = all.flatMap((deed) => {
    if (deed.type !== "ask") return []
    const noon = Date.parse(`${amsterdam(deed.at)}T12:00Z`)
    const days = Array.from({ length: 31 }, (_, i) =>
      new Date(noon + i * 24 * 3_600_000).toISOString().slice(0, 10),
    )
    const inTime = (at: number | null) => at !== null && days.includes(amsterdam(at))
    return [
      {
        due: days[30] ?? "",
        answered: inTime(deed.answeredAt),
        at: deed.answeredAt,
        taken: inTime(deed.withdrawnAt),
      },
    ]
  })
  const due = asked.filter((q) => within(q.due) && !(q.taken && q.at === null))
  return [due.filter((q) => q.answered).length, due.length]
}

/** Which goals more are hidden is the adversary's to judge. */
function goalsShown(
  actions: Action[],
  sum: (list: Action[]) => { total: number; who: Set<string | undefined> },
) {
  const of = (goal: number) => sum(actions.filter((a) => goals[a.source]?.includes(goal)))
  const small = (goal: number) => of(goal).who.size === 1 || of(goal).who.size === 2
  return Object.fromEntries([3, 5, 11, 13].map((g) => [g, small(g) ? null : of(g).total]))
}
