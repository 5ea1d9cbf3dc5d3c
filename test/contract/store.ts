import { describe, it } from "vitest"
import type { Store } from "../../src/app/ports.ts"
import { ledgerPromises } from "./store-ledger.ts"
import { outboxPromises } from "./store-outbox.ts"
import { roomPromises } from "./store-rooms.ts"

/** A new, empty store. `reopen`: what a new process finds after this one ended; absent where nothing outlives the process. */
export type Opened = { store: Store; reopen?: () => Promise<Store>; end: () => Promise<void> }
export type OpenStore = () => Promise<Opened>

/** What every store promises, each once, as plain functions: they throw where a store breaks its word. */
export type StorePromise = { name: string; check: (opened: Opened) => Promise<void> }

export const storePromises: StorePromise[] = [...ledgerPromises, ...outboxPromises, ...roomPromises]

export function storeContract(name: string, open: OpenStore): void {
  describe(`${name} keeps what every store promises`, () => {
    for (const promise of storePromises) it(promise.name, () => keeps(promise, open))
  })
}

export async function keeps(promise: StorePromise, open: OpenStore): Promise<void> {
  const opened = await open()
  try {
    await promise.check(opened)
  } finally {
    await opened.end()
  }
}
