import fc from "fast-check"
import { expect, it } from "vitest"
import type { Files } from "../../adapters/lowdb/files.ts"
import { openStore } from "../../adapters/lowdb/index.ts"
import { type KillFiles, killFiles } from "../support/kill-files.ts"
import { compare, crashInModel, nobody, type Op, step } from "./model.ts"

const small = fc.nat({ max: 3 })
const op: fc.Arbitrary<Op> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      op: fc.constant("commit" as const),
      appends: fc.array(
        fc.record({
          who: small,
          expect: fc.constantFrom("now", "now", "any", "stale") as fc.Arbitrary<"now" | "any" | "stale">,
          events: fc.nat({ max: 2 }),
        }),
        { maxLength: 3 },
      ),
      cause: fc.option(small),
      rows: fc.nat({ max: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ op: fc.constant("claim" as const), limit: small }) },
  {
    weight: 2,
    arbitrary: fc.record({
      op: fc.constant("settle" as const),
      which: fc.nat(),
      how: fc.constantFrom("done", "retry") as fc.Arbitrary<"done" | "retry">,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ op: fc.constant("people" as const), put: fc.array(small), delete: small }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant("forget" as const), who: small }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant("days" as const), days: fc.nat({ max: 40 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ op: fc.constant("crash" as const), noise: fc.uint8Array({ maxLength: 30 }) }),
  },
)

/** What the process left, with a piece of a line that it did not finish. */
function torn(files: KillFiles, noise: Uint8Array): KillFiles {
  const disk = files.left()
  const last = [...disk.keys()]
    .filter((path) => path.startsWith("ledger/"))
    .sort()
    .at(-1)
  if (last) disk.set(last, Buffer.concat([disk.get(last) ?? Buffer.alloc(0), noise]))
  return killFiles({ disk })
}

async function run(ops: Op[], fault: (files: KillFiles) => Files): Promise<void> {
  const open = (f: KillFiles) => openStore({ files: fault(f), hashOf: undefined, where: "data" })
  const model = nobody()
  let files = killFiles()
  let store = await open(files)
  for (const one of ops) {
    if (one.op !== "crash") await step(model, store, one)
    else {
      files = torn(files, one.noise)
      store = await open(files)
      crashInModel(model)
      await compare(model, store)
    }
  }
  files = torn(files, new Uint8Array())
  crashInModel(model)
  await compare(model, await open(files))
}

const property = (fault: (files: KillFiles) => Files) =>
  fc.asyncProperty(fc.array(op, { minLength: 5, maxLength: 60, size: "max" }), (ops) => run(ops, fault))

it("does what the simplest store would do, through crashes and torn ends", { timeout: 60_000 }, async () => {
  await fc.assert(
    property((files) => files),
    { numRuns: 300 },
  )
})

it.for([
  ["does not cut torn ends", (files) => ({ ...files, truncate: async () => {} })],
  [
    "does not append",
    (files) => ({
      ...files,
      append: async (path, bytes) => (bytes.includes("claim") ? undefined : files.append(path, bytes)),
    }),
  ],
  ["does not rename", (files) => ({ ...files, rename: async () => {} })],
] as [string, (files: KillFiles) => Files][])(
  "that property finds a store that %s",
  { timeout: 60_000 },
  async ([, fault]) => {
    const found = await fc.check(property(fault), { numRuns: 300, endOnFailure: true })
    expect(found.failed).toBe(true)
  },
)
