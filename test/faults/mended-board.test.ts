/** The board under steady load on a slow store: nobody waits for more than one reading, and nothing is missed or read twice. */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type BoardKeeper, keepBoard } from "../../src/app/board.ts"
import type { Recorded, Store } from "../../src/app/ports.ts"
import { makeTally, type Tally } from "../../src/report/tally.ts"
import { turns } from "../support/slow-disk.ts"
import { zone } from "../support/world.ts"

type Desk = {
  keeper: BoardKeeper
  /** Something is committed; gives its position. */
  commit(): number
  /** Positions that each tally was given, the newest tally last. */
  seen: number[][]
}

/** A keeper over a ledger of which a page takes as long as `slow` does. */
async function openDesk(slow: () => Promise<void>): Promise<Desk> {
  const { store, ledger } = readOnly(slow)
  const seen: number[][] = []
  const newTally = (): Tally => {
    const tally = makeTally({ zone })
    const positions: number[] = []
    seen.push(positions)
    return { ...tally, add: (recorded) => void positions.push(recorded.position) }
  }
  const commit = () => {
    const position = ledger.length + 1
    const event = { type: "member.met" as const, person: `p${position}` }
    return ledger.push({ position, stream: `member/p${position}`, version: 1, at: position, event })
  }
  return { keeper: keepBoard(store, newTally), commit, seen }
}

function readOnly(slow: () => Promise<void>): { store: Store; ledger: Recorded[] } {
  const ledger: Recorded[] = []
  const since: Store["since"] = async (position, limit) => {
    await slow()
    const page = ledger.slice(position, position + limit)
    await slow()
    return page
  }
  return { store: { since } as Store, ledger }
}

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

describe("the board", () => {
  it("answers its first caller while others keep committing and asking", async () => {
    const { keeper, commit } = await openDesk(() => turns(3))
    commit()
    let answered = 0
    const asked: Promise<unknown>[] = []
    for (let turn = 0; turn < 40; turn++) {
      commit()
      asked.push(keeper.upToDate().then(() => answered++))
      await turns(1)
    }
    expect(answered).toBeGreaterThan(20)
    await Promise.all(asked)
  })

  it("shows whoever asks what was committed before, each event once and in order, also around a rebuilding", async () => {
    const what = fc.array(fc.constantFrom("commit and ask", "ask", "rebuild"), {
      minLength: 2,
      maxLength: 12,
    })
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), what, async (scheduler, doings) => {
        const desk = await openDesk(() => scheduler.schedule(Promise.resolve(), "since"))
        let committed = desk.commit()
        const asking = async () => {
          const before = committed
          const board = await desk.keeper.upToDate()
          expect(board.position).toBeGreaterThanOrEqual(before)
        }
        const all = doings.map(async (doing) => {
          await scheduler.schedule(Promise.resolve(), doing)
          if (doing === "rebuild") return desk.keeper.rebuild()
          if (doing === "commit and ask") committed = desk.commit()
          return asking()
        })
        await scheduler.waitFor(Promise.all(all))
        const end = desk.keeper.upToDate()
        await scheduler.waitFor(end)
        expect((await end).position).toBe(committed)
        expect(desk.seen.some((positions) => positions.length === committed)).toBe(true)
        for (const positions of desk.seen) expect(positions).toEqual(upTo(positions.length))
      }),
      { numRuns: 300 },
    )
  })

  it("answers the next caller after a store that failed once", async () => {
    let fails = true
    const { keeper, commit } = await openDesk(async () => {
      if (fails) throw new Error("the disk is gone")
    })
    commit()
    const first = keeper.upToDate()
    const second = keeper.upToDate()
    await expect(first).rejects.toThrow("the disk is gone")
    await second.catch(() => undefined)
    fails = false
    expect((await keeper.upToDate()).position).toBe(1)
  })
})
