/**
 * Files of the report, drawn on a thread of their own: a PDF takes half a second, in which nobody in chat would hear
 * anything. Each file has its own thread, begun when somebody asks and gone with the file, so that between files nothing
 * of it is in memory.
 */
import { Worker } from "node:worker_threads"
import type { Log } from "../../src/app/ports.ts"
import type { Instant, Language } from "../../src/domain/id.ts"
import type { FileFormat } from "../../src/report/formats.ts"
import type { Report } from "../../src/report/report.ts"
import type { Say } from "../../src/view/words.ts"
import { makeFile, type ReportFile } from "./index.ts"

export const apartLimits = {
  /** Until a file is given up. The largest that tests make takes some seconds. */
  drawMs: 60_000,
  /** Files that wait for the one being drawn; whoever asks then is asked to come back. */
  waitingMax: 4,
  heapMb: 512,
}

/** What goes to the thread: the sentences themselves, because what speaks them is a function and stays here. */
export type Order = {
  report: Report
  format: FileFormat
  language: Language
  messages: ReadonlyMap<string, string>
  now: Instant
}
/** `busy`: too many wait; `failed`: it took too long, or went wrong, which is in the log. */
export type Undrawn = { undrawn: "busy" | "failed" }

type Wish = { format: FileFormat; language: Language; say: Say; now: Instant }
type Drawer = (report: Report, q: Wish) => Promise<ReportFile | Undrawn>

/** `program` takes an `Order` as its data and answers with a `ReportFile`. */
export function drawApart(q: {
  messages: (language: Language) => ReadonlyMap<string, string>
  log: Log
  program?: URL
  drawMs?: number
}): Drawer {
  const { program = new URL("drawer.ts", import.meta.url), drawMs = apartLimits.drawMs, log } = q
  let asked = 0
  let last: Promise<unknown> = Promise.resolve()
  return async (report, wish) => {
    const { format, language, now } = wish
    // These are written in a few milliseconds.
    if (format === "json" || format === "csv") return makeFile(report, wish)
    if (asked > apartLimits.waitingMax) return { undrawn: "busy" }
    asked++
    const order: Order = { report, format, language, now, messages: q.messages(language) }
    const mine = last.then(() => draw(order, { program, drawMs, log }))
    last = mine.catch(() => undefined)
    return mine.finally(() => asked--)
  }
}

function draw(order: Order, q: { program: URL; drawMs: number; log: Log }): Promise<ReportFile | Undrawn> {
  const { format } = order
  // Drawing needs no setting and no secret, so that the thread is given none.
  const worker = new Worker(q.program, {
    workerData: order,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: apartLimits.heapMb },
  })
  // A stop does not wait for a drawing.
  worker.unref()
  return new Promise((resolve) => {
    let over = false
    // Only the first end counts: whoever is stopped also exits.
    const end = (outcome: ReportFile | Undrawn) => {
      over = true
      clearTimeout(timer)
      // The next one begins when this one has left.
      void worker.terminate().then(() => resolve(outcome))
    }
    const failed = (why: string, error?: unknown) => {
      if (over) return
      q.log.error("report not drawn", { format, why }, error)
      end({ undrawn: "failed" })
    }
    const timer = setTimeout(() => failed(`took over ${q.drawMs} ms`), q.drawMs).unref()
    worker.once("message", end)
    worker.once("error", (error) => failed("error", error))
    worker.once("exit", () => failed("ended without a file"))
  })
}
