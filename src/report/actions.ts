import type { Metric } from "./metric.ts"
import { publishWork, withheld } from "./privacy.ts"
import type { Count, Published } from "./report.ts"
import { contributors } from "./window.ts"

/** Logs and nudges that were done, of everybody: also of people who left the roster. */
export const actions: Metric<Published<Count>> = ({ window, shown }) => {
  if (!shown().actions) return withheld("small")
  const count = window.work.reduce((sum, on) => sum + on.actions, 0)
  return publishWork({ count }, contributors(window.work))
}
