/** A checker that finds nothing proves nothing: each rule of test/tidy on a clean example and on planted faults. */
import { describe, expect, test } from "vitest"
import { bannedWords, noPromiseOfAnonymity } from "./tidy/banned.ts"
import { commandsDocumented, documentsPointToFiles, settingsDocumented } from "./tidy/documented.ts"
import * as layers from "./tidy/layers.ts"
import { fileLength, functionSize } from "./tidy/size.ts"
import type { Rule } from "./tidy/tree.ts"
import { wordsAndCodeAgree } from "./tidy/words.ts"

type Files = Record<string, string>
const run = (rule: Rule, files: Files) => rule(new Map(Object.entries(files)))
const lines = (n: number) => "x()\n".repeat(n)
const words = (nl: string, en = nl): Files => ({ "content/words/nl.yml": nl, "content/words/en.yml": en })

/** rule, what is fine, and the faults: each must give a problem that names its file. */
const cases: [name: string, rule: Rule, fine: Files, faults: Files[]][] = [
  [
    "srcLayers",
    layers.srcLayers,
    {
      "src/app/a.ts": `import { b } from "../view/b.ts"; import { Temporal } from "temporal-polyfill"`,
      "src/report/c.ts": `import type { Person } from "../app/ports.ts"`,
      "src/view/d.ts": `import { type Share } from "../report/report.ts"`,
    },
    [
      { "src/domain/a.ts": `import { x } from "../app/x.ts"` },
      { "src/domain/a.ts": `import type { x } from "../view/x.ts"` },
      { "src/view/a.ts": `import { x } from "../app/x.ts"` },
      { "src/view/a.ts": `import { share } from "../report/report.ts"` },
      { "src/report/a.ts": `import { x } from "../app/ports.ts"` },
      { "src/report/a.ts": `import { type P, x } from "../app/ports.ts"` },
      { "src/app/a.ts": `import { x } from "../../adapters/config.ts"` },
      { "src/app/a.ts": `export { x } from "../../adapters/config.ts"` },
      { "src/app/a.ts": `type X = import("../../adapters/config.ts").X` },
      { "src/app/a.ts": `const x = await import("../../adapters/config.ts")` },
      { "src/app/a.ts": `import fs from "node:fs"` },
      { "src/app/a.ts": `import "fs"` },
      { "src/app/a.ts": `import { z } from "zod"` },
      { "src/app/a.ts": `import type { App } from "@slack/bolt"` },
      { "src/other/a.ts": `import { x } from "../domain/x.ts"` },
    ],
  ],
  [
    "srcIsPure",
    layers.srcIsPure,
    {
      "src/app/a.ts": `// Date.now() in a comment\nconst d = new Date(at); const fetched = store.fetch(1); b.process()`,
    },
    [
      "Date.now()",
      "new Date()",
      "Math.random()",
      "process.env.X",
      "setTimeout(f, 1)",
      "await fetch(url)",
      "Temporal.Now.instant()",
      "crypto.randomUUID()",
      "performance.now()",
      "globalThis.x",
    ].map((text) => ({ "src/app/a.ts": `const x = ${text}` })),
  ],
  [
    "adapterIsolation",
    layers.adapterIsolation,
    {
      "adapters/slack/a.ts": `import "./b.ts"; import "../page/html.ts"; import "../../src/app/x.ts"; import "../config.ts"; import "@slack/bolt"`,
      "adapters/main.ts": `import "./slack/index.ts"; import "./lowdb/index.ts"`,
      "adapters/system.ts": `import "./log.ts"; import "node:crypto"`,
      "adapters/http.ts": `import "./page/layout.ts"`,
    },
    [
      { "adapters/slack/a.ts": `import "../web/limits.ts"` },
      { "adapters/slack/a.ts": `import type { X } from "../lowdb/store.ts"` },
      { "adapters/web/a.ts": `await import("../dashboard/page.ts")` },
      { "adapters/web/a.ts": `import "../main.ts"` },
      { "adapters/page/a.ts": `import "../web/limits.ts"` },
      { "adapters/config.ts": `import "./slack/index.ts"` },
      { "adapters/config.ts": `import "./page/layout.ts"` },
      { "adapters/http.ts": `import "./web/index.ts"` },
      { "adapters/web/a.ts": `import { App } from "@slack/bolt"` },
      { "adapters/slack/a.ts": `import { Low } from "lowdb/node"` },
      { "adapters/slack/a.ts": `import { x } from "../../test/x.ts"` },
    ],
  ],
  [
    "pureParseRender",
    layers.pureParseRender,
    {
      "adapters/slack/parse.ts": `import { z } from "zod"; import type { App } from "@slack/bolt"; import "./fields.ts"`,
      "adapters/slack/fields.ts": `import "../../src/view/card.ts"`,
      "adapters/slack/send.ts": `import "node:http"; Date.now()`,
    },
    [
      { "adapters/slack/parse.ts": `import { App } from "@slack/bolt"` },
      { "adapters/web/render.ts": `import { createHash } from "node:crypto"` },
      { "adapters/teams/parse.ts": `const now = new Date()` },
      { "adapters/slack/render.ts": `import "../http.ts"` },
      { "adapters/web/render.ts": `import "../page/html.ts"`, "adapters/page/html.ts": `import "node:fs"` },
      { "adapters/web/parse.ts": `import "./b.ts"`, "adapters/web/b.ts": `Math.random()` },
    ],
  ],
  [
    "fiveNamesPerPlatform",
    layers.fiveNamesPerPlatform,
    Object.fromEntries(
      ["index", "parse", "render", "send", "limits", "more"].map((n) => [`adapters/web/${n}.ts`, ""]),
    ),
    [{ "adapters/slack/index.ts": "" }, { "adapters/teams/parsing.ts": "" }],
  ],
  [
    "heavyLoadedLazily",
    layers.heavyLoadedLazily,
    {
      "adapters/chart/a.ts": `import type { X } from "pdfmake"; const p = await import("@observablehq/plot")`,
    },
    [
      { "adapters/chart/a.ts": `import * as Plot from "@observablehq/plot"` },
      { "adapters/x/a.ts": `import "pg/lib/x.js"` },
    ],
  ],
  [
    "importsPointToFiles",
    layers.importsPointToFiles,
    { "src/app/a.ts": `import "./b.ts"`, "src/app/b.ts": "" },
    [
      { "src/app/a.ts": `import "./b.js"`, "src/app/b.ts": "" },
      { "src/app/a.ts": `import "./b"`, "src/app/b.ts": "" },
      { "src/app/a.ts": `await import("./gone.ts")` },
      { "test/a.test.ts": `import "../src/gone.ts"` },
    ],
  ],
  [
    "fileLength",
    fileLength,
    { "src/app/a.ts": lines(300), "content/words/nl.yml": lines(900) },
    [{ "src/app/a.ts": lines(301) }, { "test/a.test.ts": lines(301) }, { "bin/draagvlak": lines(301) }],
  ],
  [
    "functionSize",
    functionSize,
    {
      "src/app/a.ts": `function f(a, b, c) {\n${lines(68)}}`,
      "test/b.test.ts": `test.each(t)("x", (a, b, c, d) => {}); fc.property(p, (a, b, c, d) => {})`,
      "test/a.test.ts": `describe("x", () => {\n  test.each([1])("y", () => {\n${lines(60)}  })\n  test("z", () => {\n${lines(60)}  })\n})`,
    },
    [
      { "src/app/a.ts": `function f() {\n${lines(69)}}` },
      { "src/app/a.ts": `const f = () => {\n${lines(69)}}` },
      { "src/app/a.ts": `const o = { m() {\n${lines(69)}} }` },
      { "src/app/a.ts": "const f = (a, b, c, d) => a" },
      { "src/app/a.ts": "list.map((a, b, c, d) => a)" },
      { "test/a.ts": "function f(a, b, c, d) {}" },
      { "src/app/a.ts": "class A { m(a, { b }, c = 1, ...d) {} }" },
      { "test/a.test.ts": `describe("x", () => { test("y", () => {\n${lines(80)}}) })` },
    ],
  ],
  [
    "bannedWords",
    bannedWords,
    {
      "src/app/a.ts": "const todo = Card.todo // see https://x.example/work/ and /workspace",
      "test/a.test.ts": "only(x); await page.locator('.only')",
      "test/b.test.ts": "../shared/oracles/x.json",
    },
    [
      { "src/app/a.ts": "// TODO later" },
      { "README.md": "FIXME" },
      { "README.md": "see /work/main/x" },
      { "bin/draagvlak": "cd /home/ana/x" },
      { "docs/a.md": "see ../shared/DESIGN.md" },
      { "package-lock.json": `"resolved": "https://registry.example.com/x.tgz"` },
      { ".ci/run": "npm --registry http://localhost:4873" },
      { "test/a.test.ts": "vi.mock('x')" },
      { "test/a.test.ts": "const f = vi.fn()" },
      { "test/a.test.ts": "expect(f).toHaveBeenCalledTimes(1)" },
      { "test/a.test.ts": "test.only('x', f)" },
      { "test/a.test.ts": "test.only.each([1])('x', f)" },
      { "test/a.test.ts": "describe.each([1]).only('x', f)" },
      { "test/a.test.ts": "await new Promise((resolve) => setTimeout(resolve, 50))" },
      { "src/app/a.ts": "const x = y as any" },
      { "src/app/a.ts": "// @ts-ignore" },
    ],
  ],
  [
    "noPromiseOfAnonymity",
    noPromiseOfAnonymity,
    { ...words("a: vertrouwelijk"), "content/polls/a.yml": "# dit is niet anoniem" },
    [
      words("a: Je antwoord is anoniem"),
      words("a: fine", "a: { b: Your answer stays anonymous }"),
      { "content/polls/a.yml": "text: an anonymous poll" },
      { "README.md": "Answers are anonymised." },
    ],
  ],
  [
    "wordsAndCodeAgree",
    wordsAndCodeAgree,
    {
      ...words(
        `a: x\nb.c: x\nb: { e.long: x }\nrefusal: { closed: x, missing.id: x }\nkept: x\n"yes": x\nother: x`.replace(
          "b: { e.long: x }\n",
          "b.e.long: x\n",
        ),
      ),
      "src/view/a.ts": `say("a"); look.say(x ? "b.c" : y ?? "yes"); t(look, \`b.\${x}.long\`); text(say, "other")`,
      "src/app/b.ts": `refuse("closed"); const p = { reason: \`missing.\${kind}\` }; const label = { id: "kept" }`,
    },
    [
      { ...words("a: x"), "src/view/a.ts": `say("a"); say("b")` },
      { ...words("a: x"), "src/view/a.ts": `say("a"); say(q ? "a" : "b")` },
      { ...words("a: x", "b: x"), "src/view/a.ts": `say("a"); const b = "b"` },
      { ...words("a: x"), "src/view/a.ts": `say("a"); say(\`list.\${x}\`)` },
      { ...words("a: x"), "src/view/a.ts": `say("a"); refuse("a")` },
      { ...words("a: x\nidle: x"), "src/view/a.ts": `say("a")` },
      { ...words("a: x\nidle: x"), "src/view/a.ts": `say("a") // "idle"` },
      { ...words("a: x\nidle: x"), "src/view/a.ts": `say("a"); const any = \`\${y}\`` },
    ],
  ],
  [
    "documentsPointToFiles",
    documentsPointToFiles,
    {
      "README.md": "![x](docs/a.png) [y](https://x.example) `src/app/`",
      "docs/a.png": "",
      "src/app/a.ts": "",
    },
    [
      { "README.md": "![x](docs/demo.png)" },
      { "ARCHITECTURE.md": "held by `test/gone.test.ts`" },
      { "docs/a.md": "[b](b.md)", "b.md": "" },
    ],
  ],
]

describe.each(cases)("the rule %s", (_, rule, fine, faults) => {
  test("leaves alone what is fine", () => {
    expect(run(rule, fine)).toEqual([])
  })

  test.each(faults.map((files) => [JSON.stringify(files).slice(0, 90), files] as const))(
    "finds %s",
    (__, files) => {
      const problems = run(rule, files)
      expect(problems).not.toEqual([])
      for (const problem of problems) expect(problem).toMatch(/^[\w./-]+[:/ ]/)
    },
  )
})

test("a problem names the line where it stands", () => {
  const text = "const a = 1\n\n/* two\nlines */ const b = Date.now()\nconst c = 1"
  expect(run(layers.srcIsPure, { "src/app/a.ts": text })).toEqual([
    expect.stringMatching(/^src\/app\/a\.ts:4 reads the clock/),
  ])
})

describe("the rules about settings and commands", () => {
  const files = new Map([
    ["README.md", "| `PORT` | `challenge join ID` | `language nl\\|en` |"],
    [".env.example", "# PORT=3000\n"],
  ])

  test("leave alone what is told", () => {
    expect(settingsDocumented(files, ["PORT"])).toEqual([])
    expect(commandsDocumented(files, ["challenge join ID", "language nl|en"])).toEqual([])
  })

  test("find a setting that is not told, one that nothing reads, and a command that is not told", () => {
    expect(settingsDocumented(files, ["PORT", "HOST"])).toHaveLength(2)
    expect(settingsDocumented(files, [])).toEqual([".env.example has PORT, which nothing reads"])
    expect(commandsDocumented(files, ["challenge join"])).toHaveLength(1)
  })
})
