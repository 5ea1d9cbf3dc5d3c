import type { BuyInCounts } from "../../src/report/buy-in.ts"

/** Counts written short: reach is everybody above step 0, and all items have the same number of answers. */
export function counts(q: {
  people: number
  ladder: number[]
  active: number
  answers: number
  attitude: number[]
  room: number[]
  loop: [answered: number, due: number]
}): BuyInCounts {
  const items = (agree: number[]) => agree.map((n, i) => ({ item: `i${i}`, agree: n, answers: q.answers }))
  return {
    people: q.people,
    reach: q.people - (q.ladder[0] ?? 0),
    active: q.active,
    ladder: q.ladder,
    attitude: items(q.attitude),
    room: items(q.room),
    loop: { answered: q.loop[0], due: q.loop[1] },
  }
}
