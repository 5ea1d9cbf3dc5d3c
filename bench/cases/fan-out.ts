import type { Case } from "../case.ts"

/** Here comes the sending of 50,000 personal messages on a virtual clock ÷ the platform's ceiling, target 0.98. */
export const fanOut: Case = {
  name: "fan-out to 50,000 direct messages on a virtual clock",
  run: async () => ({
    notMeasured: "the delivery that is to be measured is being rebuilt; its case replaces this file",
  }),
}
