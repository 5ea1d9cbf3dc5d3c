/** The architecture, held. The rules lie in test/tidy; test/tidy-planted.test.ts shows that each finds its faults. */
import { existsSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { settingNames } from "../adapters/config.ts"
import { bannedWords, noPromiseOfAnonymity } from "./tidy/banned.ts"
import { commandsDocumented, documentsPointToFiles, settingsDocumented } from "./tidy/documented.ts"
import * as layers from "./tidy/layers.ts"
import { fileLength, functionSize } from "./tidy/size.ts"
import { readTree } from "./tidy/tree.ts"
import { wordsAndCodeAgree } from "./tidy/words.ts"

const root = join(import.meta.dirname, "..")
const tree = readTree(root)
const grammar = join(root, "src/app/grammar.ts")

describe("the house is tidy", () => {
  test.each([
    ["src knows src and pure libraries, each layer what lies below it", layers.srcLayers],
    ["src has no clock, chance, process, timer or network", layers.srcIsPure],
    [
      "an adapter knows src, itself and the shared rooms, and each outside library has one home",
      layers.adapterIsolation,
    ],
    ["parse and render of every platform touch nothing outside", layers.pureParseRender],
    ["every platform has the same five names", layers.fiveNamesPerPlatform],
    ["big libraries are loaded when first used", layers.heavyLoadedLazily],
    ["imports end in .ts and point to files", layers.importsPointToFiles],
    ["no file is longer than 300 lines", fileLength],
    ["no function is longer than 70 lines or takes more than three parameters", functionSize],
    ["no file says what it should not", bannedWords],
    ["nobody is promised to be anonymous", noPromiseOfAnonymity],
    ["code and content/words have the same message ids, in both languages", wordsAndCodeAgree],
    ["what the documents point to exists", documentsPointToFiles],
  ])("%s", (_, rule) => {
    expect(rule(tree)).toEqual([])
  })

  test("every setting stands in README.md and .env.example", () => {
    expect(settingsDocumented(tree, settingNames)).toEqual([])
  })

  test("every command stands in README.md", async (context) => {
    if (!existsSync(grammar)) return context.skip("src/app/grammar.ts is not there")
    const { commandTexts } = await import("../src/app/grammar.ts")
    expect(commandTexts.length).toBeGreaterThan(10)
    expect(commandsDocumented(tree, commandTexts)).toEqual([])
  })

  test("the whole project was read, and not a part of it", () => {
    for (const path of [
      "src/app/ports.ts",
      "adapters/config.ts",
      "content/words/nl.yml",
      "bin/draagvlak",
      ".ci/run",
    ])
      expect(tree.get(path)?.length, path).toBeGreaterThan(100)
    expect([...tree.keys()].some((path) => path.includes("node_modules/"))).toBe(false)
  })
})
