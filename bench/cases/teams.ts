import type { Case } from "../case.ts"

export const teams: Case = {
  name: "Teams: command, start with both platforms, calls per action",
  run: async () => ({ notMeasured: "this release has no Teams yet" }),
}
