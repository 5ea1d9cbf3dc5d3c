/** A colleague notes kilometres by a signed Teams message: durable before the answer, which is a card in their chat. Ten at once. */
import { performance } from "node:perf_hooks"
import { setTimeout as wait } from "node:timers/promises"
import { ana, visible } from "../../test/support/fake-teams.ts"
import { type Caller, openCaller, type Ready } from "../caller.ts"
import { type Case, lineOf, type Outcome, round } from "../case.ts"
import { interleave, median, type Rounds } from "../measure.ts"
import { inFolder, startProgram } from "../process.ts"
import { type BenchTenant, openTenant } from "../teams.ts"

const atOnce = 10
const perRound = 300
const warmUp = 1500
const count = 300
const rounds = 15
/** A posted card is redrawn at most so often, so after this all that the actions caused was called. */
const redrawnMs = 3500

export const teamsMessage: Case = { name: "Teams message", run: () => inFolder(measure) }

type Which = "ours" | "floor"

async function measure(folder: string): Promise<Outcome> {
  const tenant = await openTenant(count)
  const { settings } = tenant
  const programs = {
    ours: await startProgram("adapters/main.ts", {
      ...settings,
      DATA_DIR: folder,
      PORT: "0",
      LOG_LEVEL: "warn",
    }),
    floor: await startProgram("bench/floors/botbuilder.ts", settings),
  }
  const callerOf = (which: Which) => openCaller(new URL("/api/messages", programs[which].url), atOnce)
  const callers = { ours: callerOf("ours"), floor: callerOf("floor") }
  try {
    for (const ready of [
      tenant.installs(),
      tenant.says(ana, "here", "channel"),
      tenant.says(ana, "challenge start planet-bike-commute", "channel"),
    ])
      await callers.ours.all([ready])
    await bothCheckTheToken(tenant, callers)
    const time = timing(tenant, callers)
    for (const which of ["ours", "floor"] as const) await time(which, warmUp)
    const asked = tenant.fake.calls.length
    const cpu = { ours: programs.ours.cpuMs(), floor: programs.floor.cpuMs() }
    const found = await interleave({
      rounds,
      ours: () => time("ours", perRound),
      floor: () => time("floor", perRound),
    })
    const perMessage = {
      "Teams message: processor ms": round((programs.ours.cpuMs() - cpu.ours) / (rounds * perRound)),
      "Teams message, bare botbuilder: processor ms": round(
        (programs.floor.cpuMs() - cpu.floor) / (2 * rounds * perRound),
      ),
    }
    await wait(redrawnMs)
    const { lines, printed } = outcome(found, tenant.fake.calls.slice(asked))
    return { lines, printed: { ...perMessage, ...printed } }
  } finally {
    for (const caller of Object.values(callers)) caller.close()
    await Promise.all(Object.values(programs).map((program) => program.stop()))
    await tenant.fake.close()
  }
}

/** A ratio between somebody who looks at the signature and somebody who does not would say nothing. */
async function bothCheckTheToken(
  { fake, people, signed, says }: BenchTenant,
  callers: Record<Which, Caller>,
) {
  const [who] = people
  if (!who) throw new Error("nobody there")
  const [head, payload, signature = ""] = (await fake.token()).split(".")
  const forged = `${head}.${payload}.${signature.slice(0, -8)}AAAAAAAA`
  const { body } = says(who, "help")
  for (const [which, caller] of Object.entries(callers)) {
    const isLetIn = await caller.all([signed(JSON.parse(body), forged)]).then(
      () => true,
      () => false,
    )
    if (isLetIn) throw new Error(`${which} takes a forged token`)
  }
}

/** Milliseconds that one of the ten waits until Teams is told that it was done, on average; the answer is in the chat by then. */
function timing({ fake, people, says }: BenchTenant, callers: Record<Which, Caller>) {
  let said = 0
  return async (which: Which, messages: number): Promise<number> => {
    for (const one of people) fake.chat(one.id).length = 0
    const all: Ready[] = Array.from({ length: messages }, () => {
      const who = people[said++ % people.length]
      if (!who) throw new Error("nobody there")
      return says(who, "challenge log planet-bike-commute 0.1")
    })
    const from = performance.now()
    await callers[which].all(all)
    const took = performance.now() - from
    const answers = people.flatMap((one) => fake.chat(one.id))
    const wanted = which === "ours" ? "0.1 km" : "You said: challenge log"
    const good = answers.filter((one) => visible([one]).includes(wanted)).length
    if (good !== messages) throw new Error(`${which} answered ${good} of ${messages}`)
    return (took / messages) * atOnce
  }
}

type Call = { method: string; path: string }

function outcome(found: Rounds, calls: readonly Call[]): Outcome {
  const redraws = calls.filter((call) => call.method === "PUT").length
  // The floor answers in twice as many rounds, by one call each.
  const answers = 3 * rounds * perRound
  const others = calls.length - redraws - answers
  const actions = rounds * perRound
  const message = lineOf("Teams message with a durable write, 10 at once, ms ÷ bare botbuilder", found, {
    target: 1.5,
    better: "lower",
  })
  const perAction = {
    name: "Connector calls per action besides the answer (a posted card's redrawing apart)",
    ratio: others / actions,
    floor: 0,
    spread: 0,
    target: 0,
    met: others === 0,
  }
  return {
    lines: [message, perAction],
    printed: {
      "Teams message, 10 at once: ms": round(median(found.ours)),
      "Teams message, bare botbuilder, 10 at once: ms": round(median([...found.floor, ...found.again])),
      "Teams: actions counted": actions,
      "Teams: Connector calls besides the answers and the redrawn card": others,
      "Teams: redraws of the posted card meanwhile": redraws,
    },
  }
}
