import { files, type Problem, type Rule, type Tree } from "./tree.ts"

function docs(tree: Tree): string {
  return (
    files(tree, /^(README\.md|docs\/.*\.md)$/)
      // In a table a `|` is written `\|`, also in code.
      .map(([, text]) => text.replaceAll("\\|", "|"))
      .join("\n")
  )
}

/** Every setting stands in the documentation and in `.env.example`, and `.env.example` has no other. */
export function settingsDocumented(tree: Tree, names: readonly string[]): Problem[] {
  const example = tree.get(".env.example") ?? ""
  const exampled = [...example.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map((m) => m[1] as string)
  return [
    ...names
      .filter((n) => !docs(tree).includes(`\`${n}\``))
      .map((n) => `README.md does not tell of the setting ${n}`),
    ...names.filter((n) => !exampled.includes(n)).map((n) => `.env.example does not have the setting ${n}`),
    ...exampled.filter((n) => !names.includes(n)).map((n) => `.env.example has ${n}, which nothing reads`),
  ]
}

export function commandsDocumented(tree: Tree, commands: readonly string[]): Problem[] {
  const text = docs(tree)
  return commands
    .filter((c) => !text.includes(`\`${c}\``))
    .map((c) => `README.md does not tell of the command ${c}`)
}

/** Files and links that the documents name exist: a map with places that are not there is worse than none. */
export const documentsPointToFiles: Rule = (tree) =>
  files(tree, /^([A-Z]+\.md|docs\/.*\.md)$/)
    .filter(([path]) => path !== "CHANGELOG.md")
    .flatMap(([path, text]) =>
      named(path, text)
        .filter((to) => ![...tree.keys()].some((file) => file === to || file.startsWith(`${to}/`)))
        .map((to) => `${path} names ${to}, which does not exist`),
    )

function named(path: string, text: string): string[] {
  const folder = path.split("/").slice(0, -1).join("/")
  const links = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+)/g)].map((m) =>
    folder ? `${folder}/${m[1]}` : (m[1] as string),
  )
  const places = [...text.matchAll(/`((?:src|adapters|test|content|bin|docs|bench)\/[\w./-]*[\w])\/?`/g)].map(
    (m) => m[1] as string,
  )
  return [...new Set([...links, ...places])]
}
