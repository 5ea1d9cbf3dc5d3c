import { children, type Node, nodes, parse } from "./parse.ts"
import { code, files, type Rule } from "./tree.ts"

const fileLinesMax = 300
const functionLinesMax = 70
const parametersMax = 3

export const fileLength: Rule = (tree) =>
  files(
    tree,
    /^(src|adapters|test|bench|bin|\.ci)\/(?!fixtures\/).*(\.(ts|js)|\/run|\/draagvlak)$|^(bin\/draagvlak|\.ci\/run)$/,
  )
    .map(([path, text]) => ({ path, lines: text.trimEnd().split("\n").length }))
    .filter(({ lines }) => lines > fileLinesMax)
    .map(({ path, lines }) => `${path}:1 has ${lines} lines: at most ${fileLinesMax}, split it by idea`)

const functions = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"])
/** A list of tests is a table of contents and no function to keep in one's head. */
const lists = /^(describe|suite|test|it|beforeEach|beforeAll|afterEach|afterAll)\b/

export const functionSize: Rule = (tree) =>
  files(tree, code).flatMap(([path, text]) => {
    const { program, lineOf } = parse(path, text)
    const isList = (call: Node) =>
      lists.test(text.slice((call.callee as Node).start, (call.callee as Node).end))
    const lines = (n: Node) => lineOf(n.end) - lineOf(n.start) + 1
    /** Lines of the tests that it lists, which are measured by themselves. */
    const listed = (n: Node): number =>
      children(n)
        .map((c) => (c.type === "CallExpression" && isList(c) ? lines(c) : listed(c)))
        .reduce((a, b) => a + b, 0)
    // A table of cases or of generators has as many columns as it has.
    const columns = new Set(
      path.startsWith("test/")
        ? nodes(program).flatMap((n) => (n.type === "CallExpression" ? (n.arguments as Node[]) : []))
        : [],
    )
    return nodes(program)
      .filter((n) => functions.has(n.type))
      .flatMap((fn) => {
        const at = `${path}:${lineOf(fn.start)} a function`
        const long = lines(fn) - listed(fn)
        const parameters = columns.has(fn) ? 0 : (fn.params as Node[]).length
        return [
          ...(long > functionLinesMax ? [`${at} has ${long} lines: at most ${functionLinesMax}`] : []),
          ...(parameters > parametersMax
            ? [`${at} has ${parameters} parameters: at most ${parametersMax}, else one object`]
            : []),
        ]
      })
  })
