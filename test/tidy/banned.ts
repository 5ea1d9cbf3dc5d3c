import { parse as parseYaml } from "yaml"
import { files, type Problem, type Rule, type Tree } from "./tree.ts"

type Ban = { where: RegExp; not?: RegExp; what: RegExp; why: string }

/** This folder holds the words themselves, and the faults that are planted to test the rules. */
const here = /^test\/(tidy\/|tidy[\w-]*\.test\.ts$)/
const everywhere = /^(?!package-lock\.json$)/

const bans: Ban[] = [
  { where: everywhere, what: /\b(TODO|FIXME|XXX|HACK)\b/, why: "an issue holds what is still to be done" },
  {
    where: everywhere,
    what: /(?<![\w.:])\/(work|root|home\/\w+|Users\/\w+|opt\/\w+)\/|\b[A-Z]:\\Users\b|\.\.\/shared\/(?!oracles\/)/,
    why: "no file names a place on one machine",
  },
  {
    where: /./,
    what: /\b(registry\.(?!npmjs\.org)[\w.-]+|artifactory|verdaccio|nexus3?)\b|localhost:4873|"resolved": "(?!https:\/\/registry\.npmjs\.org\/)/i,
    why: "no file names a registry",
  },
  {
    where: /^test\//,
    what: /\bvi\.(mock|doMock|spyOn|fn|hoisted|stubGlobal|useFakeTimers)\b|\.toHaveBeen\w*\(|\.mock(Return|Resolved|Implementation)/,
    why: "fakes that work, no mocks that record calls; the clock is an argument",
  },
  {
    where: /^test\//,
    what: /\b(test|it|describe|suite)\b[^"`\n]*\.only[.(]/,
    why: "one test alone hides the others",
  },
  {
    where: /^test\//,
    not: /^test\/(e2e\/|support\/child|faults\/|soak\/)/,
    what: /setTimeout\(\s*(\(\)\s*=>\s*)?(resolve|done|ok|r)\b|timers\/promises|\bsleep\(/,
    why: "tests do not sleep: wait for what must happen",
  },
  {
    where: /^(src|adapters|test|bench)\/.*\.ts$/,
    what: /@ts-(ignore|nocheck)|\bas any\b|:\s*any\b(?=[\s,;)=])/,
    why: "say the type",
  },
]

export const bannedWords: Rule = (tree) => bans.flatMap((ban) => breaches(tree, ban))

function breaches(tree: Tree, ban: Ban): Problem[] {
  return files(tree, ban.where)
    .filter(([path]) => !ban.not?.test(path) && !here.test(path))
    .flatMap(([path, text]) =>
      text.split("\n").flatMap((line, i) => {
        const found = ban.what.exec(line)
        return found ? [`${path}:${i + 1} says ${found[0]}: ${ban.why}`] : []
      }),
    )
}

/**
 * Nobody may be promised to be anonymous: the product is confidential, and says why (DESIGN: privacy).
 * Messages that say that it is *not* anonymous stand here by id.
 */
export const sayNotAnonymous: readonly string[] = []

export const noPromiseOfAnonymity: Rule = (tree) => {
  const promise = /anonie?m|anonymi?/i
  const words = files(tree, /^content\/words\/.*\.yml$/).flatMap(([path, text]) =>
    Object.entries(flat(parseYaml(text)))
      .filter(([id, message]) => promise.test(message) && !sayNotAnonymous.includes(id))
      .map(([id]) => `${path} ${id} says anonymous: it is confidential, say how`),
  )
  const rest = files(tree, /^content\/(?!words\/).*\.yml$|^src\/.*\.ts$|^README\.md$/).flatMap(
    ([path, text]) =>
      text.split("\n").flatMap((line, i) =>
        // A sentence that denies it is honest.
        promise.test(line) && !/\b(not|never|no|niet|nooit|geen)\b/i.test(line)
          ? [`${path}:${i + 1} says anonymous: it is confidential, say how`]
          : [],
      ),
  )
  return [...words, ...rest]
}

/** `{ a: { b: "x" } }` is `{ "a.b": "x" }`, as the content loader reads it. */
export function flat(node: unknown, id = ""): Record<string, string> {
  if (typeof node !== "object" || node === null) return { [id]: String(node) }
  return Object.assign(
    {},
    ...Object.entries(node).map(([key, child]) => flat(child, id ? `${id}.${key}` : key)),
  )
}
