/** Colleagues who keep a bot of its own process busy through POST /say, and remember what was answered. */
import { randomBytes } from "node:crypto"

/** `what`: `anna 2026-11-24 1.5` of a log, the log's id of an undo, poll and option of a vote. */
export type Told = { kind: "log" | "undo" | "vote"; who: string; what: string; answered: boolean }
type Said = { as: string; text: string; once?: string }

/** The page, and of it what was answered. Throws where no answer came. */
export async function tell(
  url: string,
  said: Said,
): Promise<{ status: number; page: string; answer: string }> {
  const body = new URLSearchParams({ in: "mvo", via: said.once ? "press" : "message", ...said })
  const got = await fetch(`${url}/say`, { method: "POST", headers: { origin: url }, body })
  const page = await got.text()
  return { status: got.status, page, answer: page.slice(page.indexOf('id="answer"')) }
}

export type Work = {
  url: string
  colleagues: string[]
  challenge: string
  poll: string
  date: string
  round: number
  /** Grows. */
  said: Told[]
  /** The bot is killed after so many answers. */
  until: number
  kill: () => Promise<void>
}

/** Amounts of one colleague differ within a day, so that each log can be told from the others; together they stay under a day's cap. */
const logsMax = 65

/** Resolves when the bot is dead and nobody waits for an answer any more. */
export async function colleaguesAtWork(work: Work): Promise<void> {
  let answers = 0
  let killed: Promise<void> | null = null
  const answered = () => {
    answers++
    if (answers >= work.until) killed ??= work.kill()
  }
  const done = work.colleagues.flatMap((who) => {
    const amounts = Array.from({ length: logsMax }, (_, i) => (i + 1) / 10)
    return [
      logs(work, { who, amounts, answered }),
      logs(work, { who, amounts, answered }),
      votes(work, { who, answered }),
    ]
  })
  await Promise.all(done)
  await killed
}

type Worker = { who: string; answered: () => void }

async function logs(work: Work, q: Worker & { amounts: number[] }): Promise<void> {
  for (let n = 0; q.amounts.length > 0; n++) {
    const amount = q.amounts.shift()
    const told: Told = { kind: "log", who: q.who, what: `${q.who} ${work.date} ${amount}`, answered: false }
    // The press arrives twice.
    const press = { as: q.who, text: `challenge log ${work.challenge} ${amount}`, once: once() }
    const page = await twice(work, q, { told, press })
    if (page === null) return
    const [, log] = /value="challenge undo [\w.-]+ ([a-z2-7]+)/.exec(page) ?? []
    if (n % 3 !== 0 || !log || work.said.some((t) => t.kind === "undo" && t.what === log)) continue
    const undo: Told = { kind: "undo", who: q.who, what: log, answered: false }
    const text = `challenge undo ${work.challenge} ${log}`
    if ((await twice(work, q, { told: undo, press: { as: q.who, text, once: once() } })) === null) return
  }
}

/** The answer to the first of both; null when the bot is dead. */
async function twice(
  work: Work,
  q: Worker,
  { told, press }: { told: Told; press: Said },
): Promise<string | null> {
  work.said.push(told)
  const both = await Promise.allSettled([tell(work.url, press), tell(work.url, press)])
  const pages = both.flatMap((one) =>
    one.status === "fulfilled" && one.value.status === 200 ? [one.value.answer] : [],
  )
  if (pages.length > 0) {
    told.answered = true
    q.answered()
  }
  return both.every((one) => one.status === "fulfilled") ? (pages[0] ?? "") : null
}

/** One after the other: bus, bike, bus … */
async function votes(work: Work, { who, answered }: Worker): Promise<void> {
  for (let n = work.said.filter((t) => t.kind === "vote" && t.who === who).length; ; n++) {
    const choice = n % 2 === 0 ? "a" : "b"
    const told: Told = { kind: "vote", who, what: `${work.poll} ${choice}`, answered: false }
    work.said.push(told)
    try {
      const { status } = await tell(work.url, {
        as: who,
        text: `poll vote ${work.poll} ${choice}`,
        once: once(),
      })
      if (status !== 200) return
    } catch {
      return
    }
    told.answered = true
    answered()
  }
}

function once(): string {
  return Array.from(randomBytes(12), (byte) => "abcdefghijklmnopqrstuvwxyz234567"[byte & 31]).join("")
}
