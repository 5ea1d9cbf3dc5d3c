import type { Unit } from "../../src/domain/content.ts"
import type { Card } from "../../src/view/card.ts"
import { amountOf, written, wronglyWritten } from "./amounts.ts"
import { type Colleague, press } from "./person.ts"
import type { Shown } from "./stage.ts"
import { way } from "./ways.ts"

/** Reports today's kilometres, or now and then one of the things that one does not do every day. */
export async function logOn(
  me: Colleague,
  q: { challenge: string; unit: Unit; wall: Shown[] },
): Promise<void> {
  const { challenge, unit } = q
  if (!me.chance.happens(me.is.logs * (unit.decimals > 0 ? 1 : 0.15))) return
  const amount = amountOf(unit, { home: me.home, chance: me.chance })
  if (me.chance.happens(0.03))
    await me.says(typed(me, challenge, wronglyWritten(amount, me.chance)), byCommand)
  const answer = await send(me, { ...q, value: written(amount, me.language) })
  if (answer.kind !== "my-challenge") {
    // Over, or enough for today.
    me.mine.delete(challenge)
    return
  }
  const undo = way(answer, "challenge undo")
  if (!undo || !me.chance.happens(0.04)) return
  const undone = await press(me, undo)
  const form = way(undone, "challenge log")
  if (form && me.chance.happens(0.7)) await press(me, form, written(Math.max(1, amount - 1), me.language))
}

const byCommand = { via: "command", alone: true } as const

/** By the form on the channel's card, by today's card, or typed. */
async function send(me: Colleague, q: { challenge: string; wall: Shown[]; value: string }): Promise<Card> {
  const how = me.chance.next()
  const hanging = q.wall.map(({ card }) => way(card, `challenge log ${q.challenge}`)).find((w) => w)
  if (how < 0.25 && hanging) return press(me, hanging, q.value)
  if (how < 0.55) {
    const today = await me.says(me.language === "nl" ? "vandaag" : "today", byCommand)
    const show = way(today, `challenge show ${q.challenge}`)
    const form = show && way(await press(me, show), "challenge log")
    if (form) return press(me, form, q.value)
  }
  return me.says(typed(me, q.challenge, q.value), byCommand)
}

function typed(me: Colleague, challenge: string, value: string): string {
  return me.language === "nl" ? `uitdaging log ${challenge} ${value}` : `challenge log ${challenge} ${value}`
}
