import { type ChildProcess, spawn } from "node:child_process"
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"

const launcher = join(import.meta.dirname, "..", "bin", "draagvlak")
let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "draagvlak-bin-"))
  cpSync(launcher, join(root, "bin", "draagvlak"))
  write("package.json", `{ "type": "module" }`)
})
afterEach(() => rmSync(root, { recursive: true }))

function write(path: string, text: string) {
  const file = join(root, path)
  mkdirSync(join(file, ".."), { recursive: true })
  writeFileSync(file, text)
  chmodSync(file, 0o755)
}

/** `old`: as if the Node that runs it were too old. */
function launch(words: string[], old = false) {
  const asOld = join(root, "old.js")
  writeFileSync(asOld, `Object.defineProperty(process.versions, "node", { value: "20.1.0" })`)
  const child = spawn(process.execPath, [
    ...(old ? ["--import", asOld] : []),
    join(root, "bin/draagvlak"),
    ...words,
  ])
  return { child, ...ended(child) }
}

function ended(child: ChildProcess) {
  let said = ""
  let first = () => {}
  const speaks = new Promise<void>((resolve) => {
    first = resolve
  })
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => {
      said += chunk
      first()
    })
  const end = new Promise<{ code: number | null; said: string }>((resolve) =>
    child.on("close", (code) => resolve({ code, said })),
  )
  return { speaks, end }
}

describe("the launcher", () => {
  test("hands on every argument and the exit code", async () => {
    write(
      "adapters/main.ts",
      `const n: number = 7; console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = n`,
    )
    const { code, said } = await launch(["report", "--period", "2026 W47", "*"]).end
    expect(JSON.parse(said)).toEqual(["report", "--period", "2026 W47", "*"])
    expect(code).toBe(7)
  })

  test("hands on the signal to stop, and waits for an orderly end", async () => {
    write(
      "adapters/main.ts",
      `process.on("SIGTERM", () => { console.log("stopped"); process.exit(3) }); setInterval(() => {}, 1000); console.log("up")`,
    )
    const { child, speaks, end } = launch([])
    await speaks
    child.kill("SIGTERM")
    expect(await end).toEqual({ code: 3, said: "up\nstopped\n" })
  })

  test.skipIf(process.platform === "win32")(
    "on an old Node takes the Node that npm install brought",
    async () => {
      write("adapters/main.ts", "")
      write(
        "node_modules/.bin/node",
        `#!/bin/sh\nif [ "$1" = -p ]; then echo 24.1.0; else echo "brought $2"; fi\n`,
      )
      expect(await launch(["doctor"], true).end).toEqual({ code: 0, said: "brought doctor\n" })
    },
  )

  test("on an old Node without another one says in one sentence what to do", async () => {
    write("adapters/main.ts", "console.log('never')")
    const { code, said } = await launch([], true).end
    expect(code).toBe(1)
    expect(said).toMatch(
      /^Draagvlak needs Node 24 and this is Node 20\.1\.0: run "npm install" in .*nodejs\.org\.\n$/,
    )
  })
})
