import fc from "fast-check"
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

/** Of the method section: attitude and room by item. */
export const workedExample = counts({
  people: 240,
  ladder: [72, 70, 50, 28, 15, 5],
  active: 84,
  answers: 96,
  attitude: [62, 55, 49, 66],
  room: [48, 51, 60, 44, 33],
  loop: [12, 20],
})

export const anyCounts = fc
  .record({
    steps: fc.array(fc.nat(80), { minLength: 6, maxLength: 6 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
    shares: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 9, maxLength: 9 }),
    due: fc.nat(9),
  })
  .map(({ steps, part, shares, due }) => {
    const ladder = steps.map((n, i) => n + (i === 0 ? 1 : 0))
    const people = ladder.reduce((a, b) => a + b, 0)
    const answers = Math.max(1, Math.round(part * people))
    const agree = shares.map((s) => Math.round(s * answers))
    return counts({
      people,
      ladder,
      active: Math.round(part * (people - (ladder[0] ?? 0))),
      answers,
      attitude: agree.slice(0, 4),
      room: agree.slice(4),
      loop: [Math.round(part * due), due],
    })
  })
