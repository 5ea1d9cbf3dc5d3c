import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { inflateSync } from "node:zlib"
import { AppManifestUtils } from "@microsoft/app-manifest"
import { Ajv } from "ajv"
import { describe, expect, test } from "vitest"
import { colorIcon, outlineIcon } from "../../adapters/teams/package/icons.ts"
import { teamsPackage } from "../../adapters/teams/package/index.ts"
import { localization, manifest } from "../../adapters/teams/package/manifest.ts"
import { packageWords } from "../../adapters/teams/package/words.ts"
import { read } from "../../src/app/grammar.ts"

const facts = {
  appId: "11111111-2222-3333-4444-555555555555",
  publicUrl: "https://draagvlak.example.org",
  version: "0.1.0",
}
type Any = Parameters<typeof AppManifestUtils.validateAgainstSchema>[0]
const problemsOf = (it: object) => AppManifestUtils.validateAgainstSchema(it as Any)
const {
  id: _,
  $schema: __,
  ...translations
} = createRequire(import.meta.url)(
  `@microsoft/app-manifest/build/json-schemas/teams/v1.25/MicrosoftTeams.Localization.schema.json`,
)
/** What Microsoft's schema of translations complains of. */
function problemsOfTranslation(it: object): string[] {
  const valid = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(translations)
  return valid(it) ? [] : (valid.errors ?? []).map((e) => `${e.instancePath} ${e.message}`)
}
/** Every text that a reader of the manifest sees, by the path that Teams' translations use. */
function texts(it: unknown, path = ""): [string, string][] {
  if (typeof it === "string") return /(short|full|title|description)$/.test(path) ? [[path, it]] : []
  if (Array.isArray(it)) return it.flatMap((one, n) => texts(one, `${path}[${n}]`))
  if (typeof it !== "object" || it === null) return []
  return Object.entries(it).flatMap(([key, one]) => texts(one, path ? `${path}.${key}` : key))
}

describe("the app that one uploads in Teams", () => {
  test("Microsoft's own schema takes the manifest, and finds a planted fault", async () => {
    expect(await problemsOf(manifest(facts))).toEqual([])
    const faulty = { ...manifest(facts), name: { short: "x".repeat(31), full: "x" } }
    expect((await problemsOf(faulty)).join()).toContain("30 characters")
  })
  test("Microsoft's schema of translations takes the Dutch ones, and finds a planted fault", () => {
    expect(problemsOfTranslation(localization())).toEqual([])
    const faulty = { ...localization(), "bots[0].commandLists[0].commands[12].title": "te veel" }
    expect(problemsOfTranslation(faulty)).toHaveLength(1)
  })
  test("every text is there in Dutch too, short enough for the menus", () => {
    const dutch = localization()
    const english = texts(manifest(facts))
    expect(english.length).toBeGreaterThan(30)
    expect(Object.keys(dutch).filter((key) => key !== "$schema")).toEqual(
      expect.arrayContaining(english.map(([path]) => path)),
    )
    expect(Object.keys(dutch)).toHaveLength(english.length + 1)
    for (const [path, text] of [...english, ...Object.entries(dutch)]) {
      const most = path.endsWith(".title") ? 32 : /commands.*description/.test(path) ? 128 : 4_000
      expect(text.length, path).toBeLessThanOrEqual(path === "description.short" ? 80 : most)
    }
  })
  test("the menus offer only what the bot understands, the same in both languages", () => {
    const types = (language: "nl" | "en") =>
      [...packageWords[language].personal, ...packageWords[language].places].map(({ title }) => {
        const it = read(title)
        return it.type === "command" ? it.command.type : `unreadable: ${title}`
      })
    expect(types("en").filter((type) => type.startsWith("unreadable"))).toEqual([])
    expect(types("nl")).toEqual(types("en"))
  })
  test("the icons are PNG of the sizes that Teams wants; the outline is white on nothing", () => {
    const of = (icon: Buffer) => ({ width: icon.readUInt32BE(16), height: icon.readUInt32BE(20) })
    expect(of(colorIcon())).toEqual({ width: 192, height: 192 })
    expect(of(outlineIcon())).toEqual({ width: 32, height: 32 })
    const icon = outlineIcon()
    const pixels = inflateSync(icon.subarray(41, 41 + icon.readUInt32BE(33)))
    const seen = new Set<string>()
    for (let y = 0; y < 32; y++)
      for (let x = 0; x < 32; x++) seen.add(pixels.subarray(y * 129 + 1 + x * 4).toString("hex", 0, 4))
    expect([...seen].sort()).toEqual(["00000000", "ffffffff"])
  })
  test("the same facts give the same bytes, other facts others", async () => {
    const zip = await teamsPackage(facts)
    expect(zip.equals(await teamsPackage(facts))).toBe(true)
    expect(zip.equals(await teamsPackage({ ...facts, version: "0.1.1" }))).toBe(false)
    for (const name of ["manifest.json", "nl.json", "color.png", "outline.png"])
      expect(zip.includes(name), name).toBe(true)
  })
  test("npm run teams:package writes it, the same in every time zone, or says what is missing", () => {
    const folder = mkdtempSync(join(tmpdir(), "draagvlak-package-"))
    const script = join(import.meta.dirname, "../../adapters/teams-package.ts")
    const run = (env: Record<string, string>) =>
      execFileSync(process.execPath, [script, "out.zip"], {
        cwd: folder,
        env,
        stdio: "pipe",
        encoding: "utf8",
      })
    const env = {
      MICROSOFT_APP_ID: facts.appId,
      MICROSOFT_APP_PASSWORD: "a-secret-value",
      MICROSOFT_APP_TENANT_ID: facts.appId,
      STEWARDS: `teams:${facts.appId}`,
    }
    expect(() => run(env)).toThrow("PUBLIC_URL is not an https:// address")
    expect(() => run({})).toThrow("MICROSOFT_APP_ID is missing")
    writeFileSync(join(folder, ".env"), "PUBLIC_URL=https://draagvlak.example.org\n")
    const written = ["UTC", "Pacific/Chatham"].map((zone) => {
      expect(run({ ...env, TZ: zone })).toContain("upload it in Teams")
      return readFileSync(join(folder, "out.zip"))
    })
    expect(written[0]?.includes("a-secret-value")).toBe(false)
    // Whoever builds it elsewhere on earth gets the same bytes.
    expect(written[1]?.equals(written[0] as Buffer)).toBe(true)
    rmSync(folder, { recursive: true })
  })
})
