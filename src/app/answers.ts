import type { Refusal } from "../domain/refusal.ts"
import type { Card } from "../view/card.ts"
import type { Command, CommandOf, CommandType } from "./grammar.ts"
import type { Asked } from "./organisation.ts"
import { challenge } from "./use/challenge.ts"
import { council } from "./use/council.ts"
import { member } from "./use/member.ts"
import { mine } from "./use/mine.ts"
import { nudge } from "./use/nudge.ts"
import { poll } from "./use/poll.ts"
import { programme } from "./use/programme.ts"
import { question } from "./use/question.ts"
import { questions } from "./use/questions.ts"
import { report } from "./use/report.ts"
import { sdg } from "./use/sdg.ts"
import { settings } from "./use/settings.ts"

type UseCases = {
  [T in Exclude<CommandType, "help">]: (asked: Asked, command: CommandOf<T>) => Promise<Card | Refusal>
}

/** Every command has its use case here, or this does not compile. */
const useCases: UseCases = {
  ...challenge,
  ...council,
  ...member,
  ...mine,
  ...nudge,
  ...poll,
  ...programme,
  ...question,
  ...questions,
  ...report,
  ...sdg,
  ...settings,
}

export function answers(asked: Asked, command: Exclude<Command, { type: "help" }>): Promise<Card | Refusal> {
  const useCase = useCases[command.type] as (asked: Asked, command: Command) => Promise<Card | Refusal>
  return useCase(asked, command)
}
