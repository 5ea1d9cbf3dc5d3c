import type { Instant, Language, PersonId } from "../../src/domain/id.ts"
import type { Period } from "../../src/domain/period.ts"
import type { ReportFormat } from "../../src/domain/programme.ts"
import type { Report } from "../../src/report/report.ts"
import type { Say } from "../../src/view/words.ts"

/** What the dashboard asks of the application. */
export type Office = {
  /** Null: no such organisation, or the person has no right (any more). Asked for every page, so that a right taken back ends at once. */
  report(q: {
    org: string
    person: PersonId
    period: Period
  }): Promise<{ report: Report; language: Language } | null>
  /** Records `report.opened`: the works council can see it. */
  opened(q: { org: string; person: PersonId; period: string; format: ReportFormat }): Promise<void>
  /** True exactly once per link; durable when it resolves. May be forgotten after `until`. */
  useUp(q: { org: string; link: string; until: Instant }): Promise<boolean>
  say(language: Language): Say
}
