/** Faults that are planted in a store, to see whether the accounts find them. */
import type { Store } from "../../../src/app/ports.ts"

/** What was in doubt after a restart goes out again by itself. */
export const resending = (store: Store): Store => ({
  ...store,
  outbox: {
    ...store.outbox,
    async stranded(now) {
      const rows = await store.outbox.stranded(now)
      for (const row of rows) await store.outbox.settle(row.id, now, { type: "retry", at: now })
      return []
    },
  },
})
/** The last letter of several is forgotten. */
export const forgetful = (store: Store): Store => ({
  ...store,
  commit: (c) => store.commit({ ...c, outbox: c.outbox.length > 2 ? c.outbox.slice(1) : c.outbox }),
})
/** An answer that was lost means that nothing arrived. */
export const hopeful = (store: Store): Store => ({
  ...store,
  outbox: {
    ...store.outbox,
    settle: (row, at, settlement) =>
      settlement.type === "done" && "outcome" in settlement.event && settlement.event.outcome === "uncertain"
        ? store.outbox.settle(row, at, { type: "retry", at })
        : store.outbox.settle(row, at, settlement),
  },
})
