/** What runs on the thread of a file: draws the one that it was begun for, and ends. */
import { parentPort, workerData } from "node:worker_threads"
import { makeWords } from "../../src/view/words.ts"
import type { Order } from "./apart.ts"
import { makeFile } from "./index.ts"

const { report, format, language, messages, now }: Order = workerData
const none: ReadonlyMap<string, string> = new Map()
const words = makeWords({ nl: none, en: none, [language]: messages })
parentPort?.postMessage(await makeFile(report, { format, language, say: words[language], now }))
