/** Every message id in the code stands in content/words, in both languages, and every message there is used. */
import { parse as parseYaml } from "yaml"
import { flat } from "./banned.ts"
import { type Node, nodes, parse } from "./parse.ts"
import { files, product, type Rule, type Tree } from "./tree.ts"

/** Which argument of a function is a message id, and what stands before it in the files. */
const speakers: Record<string, { argument: number; prefix: string }> = {
  say: { argument: 0, prefix: "" },
  text: { argument: 1, prefix: "" },
  t: { argument: 1, prefix: "" },
  refuse: { argument: 0, prefix: "refusal." },
}

type Use = { path: string; line: number; shape: string; parts: string[] }

export const wordsAndCodeAgree: Rule = (tree) => {
  const messages = files(tree, /^content\/words\/[\w.-]+\.yml$/).map(
    ([path, text]) => [path, Object.keys(flat(parseYaml(text)))] as const,
  )
  const byLanguage = ["nl", "en"].map((language) => {
    const own = messages.filter(([path]) => path.endsWith(`${language}.yml`))
    return [`content/words/*${language}.yml`, own.flatMap(([, ids]) => ids)] as const
  })
  const missing = spoken(tree).flatMap((use) =>
    byLanguage
      .filter(([, ids]) => !ids.some((id) => fits(use.parts, id)))
      .map(([path]) => `${use.path}:${use.line} says ${use.shape}, which is not in ${path}`),
  )
  const strings = allStrings(tree)
  const idle = messages.flatMap(([path, ids]) =>
    ids.filter((id) => !isUsed(id, strings)).map((id) => `${path} ${id} is used nowhere`),
  )
  return [...new Set([...missing, ...idle])]
}

/** Ids given to `say`, `text`, `t` and `refuse`, through choices such as `a ? "x" : "y"`. */
function spoken(tree: Tree): Use[] {
  return files(tree, /^src\/.*\.ts$/).flatMap(([path, text]) => {
    const { program, lineOf } = parse(path, text)
    return nodes(program)
      .filter((n) => n.type === "CallExpression")
      .flatMap((call) => {
        const callee = call.callee as Node
        const name = String(((callee.property as Node | undefined) ?? callee).name)
        const speaker = Object.hasOwn(speakers, name) ? speakers[name] : undefined
        const argument = speaker && (call.arguments as Node[])[speaker.argument]
        return (argument ? literals(argument) : []).map((parts) => {
          const whole = [`${speaker?.prefix}${parts[0]}`, ...parts.slice(1)]
          return { path, line: lineOf(call.start), shape: whole.join("…"), parts: whole }
        })
      })
  })
}

/** Texts as their fixed parts: `"a.b"` is `["a.b"]`, `a.${x}.c` is `["a.", ".c"]`. */
function literals(node: Node): string[][] {
  if (node.type === "Literal" && typeof node.value === "string") return [[node.value]]
  if (node.type === "TemplateLiteral")
    return [(node.quasis as Node[]).map((q) => (q.value as { cooked: string }).cooked)]
  if (node.type === "ConditionalExpression")
    return [node.consequent, node.alternate].flatMap((n) => literals(n as Node))
  if (node.type === "LogicalExpression") return [node.left, node.right].flatMap((n) => literals(n as Node))
  if (node.type === "ParenthesizedExpression") return literals(node.expression as Node)
  return []
}

function fits(parts: string[], id: string): boolean {
  const shape = parts.map((p) => p.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("[\\w.-]+")
  return new RegExp(`^${shape}$`).test(id)
}

type Strings = { whole: Set<string>; templates: string[][] }

function allStrings(tree: Tree): Strings {
  const found = files(tree, product).flatMap(([path, text]) =>
    nodes(parse(path, text).program).flatMap(literals),
  )
  return {
    whole: new Set(found.filter((p) => p.length === 1).map((p) => p[0] as string)),
    // A template must fix the beginning, up to a dot: else `${x}` would use everything.
    templates: found.filter((p) => p.length > 1 && /^[a-z-]+\./.test(p[0] as string)),
  }
}

/** `refusal.` and `problem.` are put before reasons that the domain and the grammar give. */
function isUsed(id: string, strings: Strings): boolean {
  const names = [
    id,
    ...["refusal.", "problem."].filter((p) => id.startsWith(p)).map((p) => id.slice(p.length)),
  ]
  return names.some((n) => strings.whole.has(n) || strings.templates.some((t) => fits(t, n)))
}
