import type { Case } from "../case.ts"

export const teams: Case = {
  name: "Teams: signed activity, start with both platforms, calls per action",
  run: async () => ({ notMeasured: "its cases are still to be written" }),
}
