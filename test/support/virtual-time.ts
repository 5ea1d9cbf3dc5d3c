/** Time that passes only when everybody waits: minutes of pacing and leases in no time. */
export type VirtualTime = {
  now(): number
  wait(ms: number): Promise<void>
  /** Lets time pass until it is done. Throws where it waits for nothing that will come. */
  until<T>(done: Promise<T>): Promise<T>
  /** Lets all happen that happens in so many milliseconds. */
  pass(ms: number): Promise<void>
}

/** Turns of the event loop after which nobody does anything of their own any more. */
const quietTurns = 3

export function virtualTime(): VirtualTime {
  let now = 0
  let sleepers: { at: number; wake: () => void }[] = []
  const quiet = async () => {
    for (let i = 0; i < quietTurns; i++) await new Promise((turn) => setImmediate(turn))
  }
  const next = () => sleepers.reduce((first, s) => Math.min(first, s.at), Number.POSITIVE_INFINITY)
  const moveTo = async (at: number) => {
    now = Math.max(now, at)
    const awake = sleepers.filter((s) => s.at <= now)
    sleepers = sleepers.filter((s) => s.at > now)
    for (const { wake } of awake) wake()
    await quiet()
  }
  return {
    now: () => now,
    wait: (ms) => new Promise((wake) => sleepers.push({ at: now + ms, wake })),
    async until(done) {
      let over = false
      const settled = done.finally(() => {
        over = true
      })
      settled.catch(() => {})
      await quiet()
      while (!over) {
        if (sleepers.length === 0) throw new Error("everybody waits, and nothing will come")
        await moveTo(next())
      }
      return settled
    },
    async pass(ms) {
      const end = now + ms
      await quiet()
      while (next() <= end) await moveTo(next())
      await moveTo(end)
    },
  }
}
