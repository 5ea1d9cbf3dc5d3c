import type { Instant } from "../../src/domain/id.ts"
import type { Sheet } from "./sheet.ts"

export async function toPptx(_sheet: Sheet, _q: { now: Instant }): Promise<Uint8Array> {
  throw new Error("not yet")
}
