/** Who may import whom. The picture of it stands in ARCHITECTURE.md. */
import { type Import, packageOf, parse, target } from "./parse.ts"
import { code, files, type Problem, product, type Rule } from "./tree.ts"

/** Each folder of src, and what it may know. `types:` what it may know by type only. */
const layers: Record<string, { knows: string[]; types: RegExp }> = {
  domain: { knows: ["domain"], types: /^$/ },
  report: { knows: ["report", "domain"], types: /^src\/app\/ports\.ts$/ },
  view: { knows: ["view", "domain"], types: /^src\/report\// },
  app: { knows: ["app", "view", "report", "domain"], types: /^$/ },
}
/** Libraries that compute and touch nothing outside. */
const pure = new Set(["temporal-polyfill", "intl-messageformat"])
/** One home for each library that touches the outside, so that the next platform or store needs none of the others'. */
const homes: Record<string, RegExp> = {
  "@slack/bolt": /^adapters\/slack\//,
  "@slack/web-api": /^adapters\/slack\//,
  lowdb: /^adapters\/lowdb\//,
  pg: /^adapters\/postgres\//,
  botbuilder: /^adapters\/teams\//,
  "botframework-connector": /^adapters\/teams\//,
  jose: /^adapters\/teams\//,
  yazl: /^adapters\/teams\/package\//,
  yaml: /^adapters\/content\//,
  pino: /^adapters\/log\.ts$/,
  "node-cron": /^adapters\/(main|clock|loops)\.ts$/,
  pdfkit: /^adapters\/export\//,
  pptxgenjs: /^adapters\/export\//,
  "write-excel-file": /^adapters\/export\//,
  fflate: /^adapters\/export\//,
}
const roots = /^adapters\/(config|setting-kinds|system|log|secret-key|http|movable-clock)\.ts$/
const shared = /^adapters\/(config\.ts|system\.ts|http\.ts|movable-clock\.ts|page\/|chart\/)/
/** Big libraries: loaded when first used, so that the bot starts fast and small. */
const heavy = new Set([
  "@observablehq/plot",
  "@resvg/resvg-js",
  "botbuilder",
  "botframework-connector",
  "linkedom",
  "pdfkit",
  "pg",
  "pptxgenjs",
  "write-excel-file",
])
/** Libraries and globals by which a parser or a renderer would reach outside itself. */
const platforms = ["slack", "teams", "web"]
const pureInAdapters = new Set([...pure, "zod", "hono/html"])
const fiveNames = ["index.ts", "parse.ts", "render.ts", "send.ts", "limits.ts"]

type Found = Import & { path: string; to: string | null }

function importsOf(tree: Parameters<Rule>[0], wanted: RegExp): Found[] {
  return files(tree, wanted).flatMap(([path, text]) =>
    parse(path, text).imports.map((i) => ({ ...i, path, to: target(path, i.from) })),
  )
}
const say = (i: Found, what: string): Problem => `${i.path}:${i.line} imports ${i.from}: ${what}`

export const srcLayers: Rule = (tree) =>
  importsOf(tree, /^src\/.*\.ts$/).flatMap((i) => {
    const layer = i.path.split("/")[1] as string
    const rule = layers[layer]
    if (!rule) return [`${i.path}:1 is in no layer of src (${Object.keys(layers).join(", ")})`]
    if (i.to === null)
      return pure.has(packageOf(i.from)) ? [] : [say(i, "src knows only pure libraries and no node:")]
    if (!i.to.startsWith("src/")) return [say(i, "src never imports what is outside src")]
    if (rule.knows.includes(i.to.split("/")[1] as string) || (i.typeOnly && rule.types.test(i.to))) return []
    return [say(i, `src/${layer} knows ${rule.knows.join(", ")} only`)]
  })

export const adapterIsolation: Rule = (tree) =>
  importsOf(tree, /^adapters\/.*\.ts$/).flatMap((i) => {
    if (i.to === null) {
      const home = homes[packageOf(i.from)]
      return home && !home.test(i.path) ? [say(i, `this library has one home: ${home.source}`)] : []
    }
    if (i.to.startsWith("src/")) return []
    const [, folder, inFolder] = i.path.split("/")
    if (!inFolder) {
      const composes = !roots.test(i.path)
      const room = i.path === "adapters/http.ts" && i.to.startsWith("adapters/page/")
      return composes || room || roots.test(i.to) ? [] : [say(i, "the shared files know no adapter")]
    }
    if (i.to.startsWith(`adapters/${folder}/`) || shared.test(i.to)) return []
    return [say(i, `adapters/${folder} knows src, itself and the shared rooms only`)]
  })

/** Parse and render of a platform, and everything of their own folder that they lean on. */
export const pureParseRender: Rule = (tree) => {
  const problems = new Set<Problem>()
  const seen = new Set<string>()
  const look = (path: string) => {
    const text = tree.get(path)
    if (seen.has(path) || text === undefined) return
    seen.add(path)
    for (const i of importsOf(new Map([[path, text]]), /./).filter((x) => !x.typeOnly)) {
      if (i.to === null && !pureInAdapters.has(i.from))
        problems.add(say(i, "parse and render touch nothing outside"))
      else if (i.to !== null && roots.test(i.to))
        problems.add(say(i, "parse and render get what they need as arguments"))
      else if (i.to?.startsWith("adapters/")) look(i.to)
    }
    for (const problem of impure(path, text)) problems.add(problem)
  }
  for (const platform of platforms)
    for (const name of ["parse", "render"]) look(`adapters/${platform}/${name}.ts`)
  return [...problems]
}

const reachesOut: [RegExp, string][] = [
  [
    /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bTemporal\.Now\b|\bperformance\.now\b/g,
    "reads the clock",
  ],
  [/\bMath\.random\b|\bcrypto\.(randomUUID|getRandomValues|randomBytes)\b/g, "uses chance"],
  [/\bprocess\.|\bglobalThis\b/g, "reads the process"],
  [/\b(setTimeout|setInterval|setImmediate|queueMicrotask)\b/g, "waits"],
  [/(?<![.\w])fetch\(|\bnew WebSocket\b/g, "calls the network"],
  [/(?<![.\w])require\(|\beval\(|\bnew Function\b/g, "loads code"],
]

function impure(path: string, text: string): Problem[] {
  const { bare, lineOf } = parse(path, text)
  return reachesOut.flatMap(([shape, what]) =>
    [...bare.matchAll(shape)].map(
      (m) => `${path}:${lineOf(m.index)} ${what} (${m[0]}): it arrives as an argument`,
    ),
  )
}

export const srcIsPure: Rule = (tree) =>
  files(tree, /^src\/.*\.ts$/).flatMap(([path, text]) => impure(path, text))

export const fiveNamesPerPlatform: Rule = (tree) =>
  platforms
    .filter((p) => files(tree, new RegExp(`^adapters/${p}/`)).length > 0)
    .flatMap((p) =>
      fiveNames
        .filter((name) => !tree.has(`adapters/${p}/${name}`))
        .map((name) => `adapters/${p}/ has no ${name}: every platform has ${fiveNames.join(", ")}`),
    )

export const heavyLoadedLazily: Rule = (tree) =>
  importsOf(tree, product)
    .filter((i) => heavy.has(packageOf(i.from)) && !i.dynamic && !i.typeOnly)
    .map((i) => say(i, "load it where it is used: await import(…)"))

export const importsPointToFiles: Rule = (tree) =>
  importsOf(tree, code).flatMap((i) => {
    if (i.to === null) return []
    // Node runs the files as they are: it does not look for a .ts behind a .js, as the compiler does.
    if (!tree.has(i.to)) return [say(i, `there is no ${i.to}`)]
    return /\.(ts|json|js)$/.test(i.to) ? [] : [say(i, "imports end in .ts")]
  })
