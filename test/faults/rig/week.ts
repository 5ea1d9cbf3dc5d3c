/** A scripted week of forty colleagues and two channels, each thing said once, and again where its answer was lost. */
import type { Running } from "../../../src/app/open.ts"
import { newRow } from "../../../src/app/post.ts"
import { atLocal, hourMs, minuteMs } from "../../../src/domain/time.ts"
import { zone } from "../../support/world.ts"
import { openRig, type Rig, type Scenario, type Spoil } from "./process.ts"

export const steward = "UCHADIA"
export const people = [steward, ...Array.from({ length: 39 }, (_, i) => `UP${i}`)]
const places = ["CMVO", "CGARDEN"]
export const run = "planet-bike-commute"
const kilometres = (i: number) => 1 + (i % 7)
const logging = people.slice(1, 31)
export const choiceOf = (i: number) => (i % 4 === 0 ? "b" : "a")
const voting = people.slice(0, 36)

/** What the week adds up to, told by the script alone. */
export const planned = {
  actions: logging.length,
  amount: logging.reduce((sum, _, i) => sum + kilometres(i), 0),
  answers: voting.length,
  letters: people.length,
}

type Step = { at: number; act: (running: Running, id: string) => Promise<unknown> }
const on = (date: string, time: string) => atLocal({ date, time, zone })

export const start = on("2026-11-23", "08:00")
/** Half past every hour in which something may be due, and the minutes at which something is. */
const ticksAt = ["09:00", "09:30", "12:00", "17:00"]
const days = ["23", "24", "25", "26", "27", "30"].map((d) => `2026-11-${d}`).concat("2026-12-01")

const script: Step[] = [
  ...places.flatMap((place) => [
    says({ who: steward, text: "here", at: start, place }),
    ...["nudge", "pulse", "challenge"].map((what) =>
      says({ who: steward, text: `programme ${what} yes`, at: start + minuteMs, place }),
    ),
  ]),
  says({ who: steward, text: `challenge start ${run}`, at: on("2026-11-23", "10:00"), place: "CMVO" }),
  ...logging.map((who, i) =>
    says({
      who,
      text: `challenge log ${run} ${kilometres(i)}`,
      at: on("2026-11-24", "10:00") + i * minuteMs,
    }),
  ),
  says({
    who: steward,
    text: 'poll open "Bus or bike?" "Bus" "Bike"',
    at: on("2026-11-25", "11:00"),
    place: "CMVO",
  }),
  ...voting.map((who, i) =>
    votes({ who, choice: choiceOf(i), at: on("2026-11-25", "13:00") + i * minuteMs }),
  ),
  letters(on("2026-11-26", "10:00")),
  closes(on("2026-11-26", "16:00")),
  ...days.flatMap((day) => ticksAt.map((time) => ticks(on(day, time)))),
].sort((a, b) => a.at - b.at)

export const steps = script.length

/** Lives through the week under this scenario; all has ended when it resolves. */
export async function liveWeek(scenario: Scenario, spoil?: Spoil): Promise<Rig> {
  const rig = await openRig({ scenario, start, people, spoil })
  for (const [i, step] of script.entries()) {
    await rig.time.pass(Math.max(0, step.at - start - rig.time.now()))
    if (scenario.jump?.step === i) rig.setJump(scenario.jump.ms)
    while (!(await rig.tried((running) => step.act(running, `step-${i}`)))) {}
    await settled(rig, hourMs)
    if (scenario.jump?.step === i) rig.setJump(0)
  }
  await settled(rig, 30 * hourMs)
  return rig
}

/** What the loops do, until nothing is due in the next so many milliseconds. */
async function settled(rig: Rig, withinMs: number): Promise<void> {
  for (let minutes = 0; minutes < 40 * 60; minutes++) {
    await rig.tried(async (running) => {
      await running.deliver()
      await running.redraw()
    })
    const { store, clock } = rig.running().org
    const coming = (await store.outbox.waiting()).some((row) => row.notBefore <= clock.now() + withinMs)
    const open = await store.outbox.stranded(Number.MAX_SAFE_INTEGER)
    if (!coming && open.length === 0) break
    await rig.time.pass(minuteMs)
    await rig.tried((running) => running.tick())
  }
  // Redrawings that failed are tried again by the loop.
  for (let tries = 0; tries < 4; tries++) await rig.tried((running) => running.redraw())
}

function says(q: { who: string; text: string; at: number; place?: string }): Step {
  const { who, place } = q
  return {
    at: q.at,
    act: (running, id) => heard(running, { who, text: q.text, id, place: place ?? null }),
  }
}

async function heard(
  running: Running,
  q: { who: string; text: string; id: string; place: string | null },
): Promise<void> {
  const answer = await running.hear({
    delivery: `${q.id} ${q.who}`,
    actor: { key: q.who, language: "en", timeZone: zone },
    place: q.place === null ? null : { key: q.place, name: q.place, language: "en", timeZone: zone },
    text: q.text,
    via: "command",
  })
  if (answer.type === "failed") throw new Error("not acknowledged")
}

const byHand = async (running: Running) =>
  [...(await running.org.board.upToDate()).polls.values()].find((p) => p.question.type !== "item")?.id ?? ""

function votes(q: { who: string; choice: string; at: number }): Step {
  return {
    at: q.at,
    act: async (running, id) =>
      heard(running, { who: q.who, text: `poll vote ${await byHand(running)} ${q.choice}`, id, place: null }),
  }
}

function closes(at: number): Step {
  return {
    at,
    act: async (running, id) =>
      heard(running, { who: steward, text: `poll close ${await byHand(running)}`, id, place: null }),
  }
}

/** A message to each person, as whatever writes to everybody would enqueue it. */
function letters(at: number): Step {
  return {
    at,
    act: async ({ org }, id) => {
      const outbox = org.directory.people().map((person) =>
        newRow(org, {
          to: { person: person.id },
          content: { type: "introduction" },
          startedBy: "person",
          now: org.clock.now(),
          notAfter: null,
        }),
      )
      await org.store.commit({
        at: org.clock.now(),
        cause: { hash: org.vault.hash(id), facts: {} },
        appends: [],
        outbox,
      })
    },
  }
}

function ticks(at: number): Step {
  return { at, act: (running) => running.tick() }
}
