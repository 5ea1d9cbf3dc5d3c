import { periodOf, readPeriod } from "../../domain/period.ts"
import { type Refusal, refuse } from "../../domain/refusal.ts"
import { localDate } from "../../domain/time.ts"
import type { Card } from "../../view/card.ts"
import { reportLinkCard } from "../../view/programme-card.ts"
import type { CommandOf } from "../grammar.ts"
import type { Asked } from "../organisation.ts"

export const report = {
  report: async (asked: Asked, command: CommandOf<"report">): Promise<Card | Refusal> => {
    const { org, person, look, now } = asked
    const today = localDate(now, org.settings.zone)
    const period = command.period === undefined ? periodOf("quarter", today) : readPeriod(command.period)
    if (!period || period.from > today) return refuse("period.future")
    const { href, minutes } = org.reportLink({ person: person.id, period: period.id, now })
    return reportLinkCard(look, { href, period: period.id, minutes })
  },
}
