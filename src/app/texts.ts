/** What people typed: beside the ledger, with an owner and an end. */
import type { Instant, PersonId, TextId } from "../domain/id.ts"
import { questionLimits } from "../domain/question.ts"
import { dayMs } from "../domain/time.ts"
import { clean } from "../view/safe-text.ts"
import type { Organisation } from "./organisation.ts"

/** On one line, and without what could deceive. What it means on a platform, the platform escapes. */
export function onOneLine(typed: string): string {
  return clean(typed).replace(/\s+/g, " ").trim()
}

/** Durable before the ledger names it. `owner` null: the organisation's own. */
export async function keepText(
  org: Organisation,
  q: { owner: PersonId | null; text: string; now: Instant },
): Promise<TextId> {
  const id = org.ids.next(12)
  const expiresAt = q.now + questionLimits.keptDays * dayMs
  await org.store.texts.put(id, { owner: q.owner, text: q.text, expiresAt, at: q.now })
  return id
}

/** Null where it was deleted or its time is over. */
export async function readText(
  org: Pick<Organisation, "store" | "clock">,
  id: TextId,
): Promise<string | null> {
  const kept = await org.store.texts.get(id)
  if (!kept || (kept.expiresAt !== null && kept.expiresAt <= org.clock.now())) return null
  return kept.text
}

/** Deletes what is over, and what a crash left of questions that were withdrawn. */
export async function sweepTexts(org: Organisation): Promise<void> {
  const now = org.clock.now()
  const { questions } = await org.board.upToDate()
  const withdrawn = new Set([...questions.values()].filter((q) => q.withdrawn).map((q) => q.text))
  for (const [id, { expiresAt }] of await org.store.texts.all())
    if ((expiresAt !== null && expiresAt <= now) || withdrawn.has(id)) await org.store.texts.delete(id)
}
