/** A colleague notes kilometres by a signed Slack command: durable before the answer, the card in it. Ten at once. */
import { performance } from "node:perf_hooks"
import { setTimeout as wait } from "node:timers/promises"
import { bot, openFakeSlack } from "../../test/support/fake-slack.ts"
import { type Caller, openCaller } from "../caller.ts"
import { type Case, lineOf, type Outcome, round } from "../case.ts"
import { interleave, median } from "../measure.ts"
import { inFolder, startProgram } from "../process.ts"
import { signed, signingSecret } from "../slack.ts"

const atOnce = 10
const perRound = 300
const warmUp = 1500
const colleagues = 300
const rounds = 15
/** A posted card is redrawn at most so often, so after this all that the actions caused was called. */
const redrawnMs = 3500

export const slackCommand: Case = {
  name: "Slack command",
  run: () => inFolder(measure),
}

type Callers = { ours: Caller; floor: Caller }

async function measure(folder: string): Promise<Outcome> {
  const fake = await openFakeSlack({ colleagues })
  const ours = await startProgram("adapters/main.ts", {
    DATA_DIR: folder,
    PORT: "0",
    SLACK_API_URL: fake.apiUrl,
    SLACK_BOT_TOKEN: bot.token,
    SLACK_SIGNING_SECRET: signingSecret,
    LOG_LEVEL: "warn",
  })
  const floor = await startProgram("bench/floors/bolt.ts", { SLACK_SIGNING_SECRET: signingSecret })
  const callerOf = ({ url }: { url: string }) => openCaller(new URL("/slack/events", url), atOnce)
  const callers = { ours: callerOf(ours), floor: callerOf(floor) }
  try {
    await callers.ours.all([signed({ user: "UANA", text: "here" })])
    await callers.ours.all([signed({ user: "UANA", text: "challenge start planet-bike-commute" })])
    const time = timing(callers)
    await time("ours", warmUp)
    await time("floor", warmUp)
    const asked = fake.calls.length
    const cpu = { ours: ours.cpuMs(), floor: floor.cpuMs() }
    const found = await interleave({
      rounds,
      ours: () => time("ours", perRound),
      floor: () => time("floor", perRound),
    })
    const perCommand = {
      "Slack command: processor ms": (ours.cpuMs() - cpu.ours) / (rounds * perRound),
      "Slack command, bare Bolt: processor ms": (floor.cpuMs() - cpu.floor) / (2 * rounds * perRound),
    }
    await wait(redrawnMs)
    const { lines, printed } = outcome(found, fake.calls.slice(asked))
    return { lines, printed: { ...perCommand, ...printed } }
  } finally {
    for (const caller of Object.values(callers)) caller.close()
    await Promise.all([ours.stop(), floor.stop()])
    await fake.close()
  }
}

/** Milliseconds that one of the ten waits for its answer, on average. */
function timing(callers: Callers) {
  let said = 0
  return async (which: keyof Callers, count: number): Promise<number> => {
    const all = Array.from({ length: count }, () =>
      signed({ user: `U${said++ % colleagues}`, text: "challenge log planet-bike-commute 0.1" }),
    )
    const from = performance.now()
    const answers = await callers[which].all(all)
    const took = performance.now() - from
    const unheard = which === "ours" && answers.find((text) => !text.includes("0,1 km"))
    if (unheard) throw new Error(`not noted: ${unheard}`)
    return (took / count) * atOnce
  }
}

function outcome(found: Awaited<ReturnType<typeof interleave>>, calls: { method: string }[]): Outcome {
  const redraws = calls.filter((call) => call.method === "chat.update").length
  const others = calls.length - redraws
  const actions = rounds * perRound
  const command = lineOf("Slack command with a durable write, 10 at once, ms ÷ bare Bolt", found, {
    target: 1.5,
    better: "lower",
  })
  const perAction = {
    name: "Web API calls per action besides the answer (a posted card's redrawing apart)",
    ratio: others / actions,
    floor: 0,
    spread: 0,
    target: 0,
    met: others === 0,
  }
  return {
    lines: [command, perAction],
    printed: {
      "Slack command, 10 at once: ms": round(median(found.ours)),
      "Slack command, bare Bolt, 10 at once: ms": round(median([...found.floor, ...found.again])),
      "Slack: actions counted": actions,
      "Slack: Web API calls besides the answer and the redrawn card": others,
      "Slack: redraws of the posted card meanwhile": redraws,
    },
  }
}
