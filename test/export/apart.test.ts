/** Files are drawn beside the bot, never in it: one at a time, not for ever, and with an answer where it fails. */
import { threadId } from "node:worker_threads"
import { describe, expect, test } from "vitest"
import { apartLimits, drawApart, type Undrawn } from "../../adapters/export/apart.ts"
import { makeFile, type ReportFile } from "../../adapters/export/index.ts"
import type { FileFormat } from "../../src/report/formats.ts"
import { messages, office, words } from "../report/office.ts"
import { measuredReport } from "./lived.ts"

const now = Date.parse("2027-01-20T12:00Z")
const report = measuredReport(7, { demo: true })
const wish = (format: FileFormat, language: "nl" | "en" = "nl") => ({
  format,
  language,
  say: words[language],
  now,
})
const bytesOf = (file: ReportFile | Undrawn) => ("bytes" in file ? Buffer.from(file.bytes) : file.undrawn)

/** A drawer, and what it told the operator. `code` is what its thread runs; without it the product's own. */
function drawer(code?: string, drawMs?: number) {
  const told: string[] = []
  const log = { info() {}, warn() {}, error: (_: string, facts?: object) => told.push(JSON.stringify(facts)) }
  const program =
    code === undefined ? {} : { program: new URL(`data:text/javascript,${encodeURIComponent(code)}`) }
  const q = { messages: (language: "nl" | "en") => messages[language], log, ...program }
  return { write: drawApart(drawMs === undefined ? q : { ...q, drawMs }), told }
}

/** The threads that are begun while something is done. */
async function threadsOf<T>(act: () => Promise<T>): Promise<{ made: T; threads: number[] }> {
  const threads: number[] = []
  const note = (worker: { threadId: number }) => threads.push(worker.threadId)
  process.on("worker", note)
  try {
    return { made: await act(), threads }
  } finally {
    process.off("worker", note)
  }
}

describe.each(["nl", "en"] as const)("in %s", (language) => {
  test.each(["pdf", "xlsx", "pptx"] as const)(
    "a %s is drawn on another thread, and is the same file",
    async (format) => {
      const { write } = drawer()
      const { made, threads } = await threadsOf(() => write(report, wish(format, language)))
      expect(threads).toHaveLength(1)
      expect(threads).not.toContain(threadId)
      const direct = await makeFile(report, wish(format, language))
      expect(made).toMatchObject({ name: direct.name, type: direct.type })
      expect(Buffer.compare(bytesOf(made) as Buffer, Buffer.from(direct.bytes))).toBe(0)
    },
    120_000,
  )
})

test.each(["csv", "json"] as const)("a %s needs no thread", async (format) => {
  const { made, threads } = await threadsOf(() => drawer().write(report, wish(format)))
  expect(threads).toEqual([])
  expect(bytesOf(made)).toEqual(Buffer.from((await makeFile(report, wish(format))).bytes))
})

const forEver = "for (;;) {}"

test("while a file is drawn for ever the bot goes on; then the file is given up, and the next one is made", async () => {
  const { write, told } = drawer(forEver, 300)
  const drawing = write(report, wish("pdf"))
  // On this thread no line after the first would ever run.
  for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate)
  expect(await drawing).toEqual({ undrawn: "failed" })
  expect(told).toEqual(['{"format":"pdf","why":"took over 300 ms"}'])
  expect(await write(report, wish("pdf"))).toEqual({ undrawn: "failed" })
  expect(bytesOf(await write(report, wish("csv")))).toBeInstanceOf(Buffer)
})

test.each([
  ["throws", "throw new Error('what Ana wrote')", "error"],
  ["ends without a word", "process.exit(0)", "ended without a file"],
  ["takes all memory", "const all = []; for (;;) all.push(new Array(100_000).fill({}))", "error"],
])(
  "a drawing that %s is told as failed, and to the operator once",
  async (_, code, why) => {
    const { write, told } = drawer(code)
    expect(await write(report, wish("pptx"))).toEqual({ undrawn: "failed" })
    expect(told).toEqual([JSON.stringify({ format: "pptx", why })])
  },
  120_000,
)

const echo = `import { parentPort, workerData, threadId } from "node:worker_threads"
parentPort.postMessage({ name: String(workerData.now), type: String(threadId), bytes: new Uint8Array(1) })`

test("files are drawn one after the other, as asked; who comes when many wait is asked to come back", async () => {
  const { write } = drawer(echo)
  const all = Array.from({ length: apartLimits.waitingMax + 3 }, (_, i) =>
    write(report, { ...wish("pdf"), now: i }),
  )
  const { made, threads } = await threadsOf(() => Promise.all(all))
  const drawn = made.flatMap((file) => ("name" in file ? file : []))
  expect(drawn.map(({ name }) => name)).toEqual(["0", "1", "2", "3", "4"])
  expect(drawn.map(({ type }) => Number(type))).toEqual(threads)
  expect(made.slice(drawn.length)).toEqual([{ undrawn: "busy" }, { undrawn: "busy" }])
  expect(await write(report, wish("pdf"))).toMatchObject({ type: expect.any(String) })
})

test("no setting and no secret goes to the thread", async () => {
  const { write } = drawer(`import { parentPort } from "node:worker_threads"
parentPort.postMessage({ name: JSON.stringify(process.env), type: "", bytes: new Uint8Array(1) })`)
  expect(await write(report, wish("pdf"))).toMatchObject({ name: "{}" })
})

test.each([
  ["busy", "Er worden al andere bestanden gemaakt", "Other files are being made"],
  ["failed", "Dit bestand is niet gelukt", "This file could not be made"],
] as const)(
  "whoever downloads a file that is not made (%s) reads what to do, in both languages",
  async (undrawn, nl, en) => {
    const { enter } = office({ write: async () => ({ undrawn }) })
    const see = await enter()
    const answer = await see("/report.pdf?period=2026-W46")
    expect(answer.status).toBe(503)
    expect(answer.headers.get("content-type")).toContain("text/html")
    const page = await answer.text()
    for (const part of [nl, en]) expect(page).toContain(part)
  },
)
