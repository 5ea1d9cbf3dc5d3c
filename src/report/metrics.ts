import { actions } from "./actions.ts"
import { active } from "./active.ts"
import { depth } from "./depth.ts"
import { followUp } from "./follow-up.ts"
import { logged } from "./logged.ts"
import type { Basis, Metric } from "./metric.ts"
import { minutes } from "./minutes.ts"
import { reach } from "./reach.ts"
import type { Figures } from "./report.ts"
import { sdg } from "./sdg.ts"
import { segments } from "./segments.ts"

/** Every figure of the report. A new metric is one file and one line here. */
const metrics: { [Name in keyof Figures]: Metric<Figures[Name]> } = {
  reach,
  active,
  depth,
  actions,
  logged,
  sdg,
  segments,
  followUp,
  minutes,
}

export function figures(basis: Basis): Figures {
  return {
    reach: metrics.reach(basis),
    active: metrics.active(basis),
    depth: metrics.depth(basis),
    actions: metrics.actions(basis),
    logged: metrics.logged(basis),
    sdg: metrics.sdg(basis),
    segments: metrics.segments(basis),
    followUp: metrics.followUp(basis),
    minutes: metrics.minutes(basis),
  }
}
