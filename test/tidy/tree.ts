import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

/** Path from the root, with `/`, and text. Rules take this and no disk, so that each is tested on planted faults. */
export type Tree = ReadonlyMap<string, string>
/** `src/app/due.ts:12 reads the clock: …` */
export type Problem = string
export type Rule = (tree: Tree) => Problem[]

const notOurs = new Set(["node_modules", ".git", "data", "coverage", "pictures", ".cache"])
const readable =
  /(\.(ts|js|json|yml|yaml|md|css|html|csv|txt|sh|example)|\/run|\/draagvlak|LICENSE|\.gitignore)$/

/** Every text file of the project; of others (pictures, fonts) the name only. */
export function readTree(root: string): Tree {
  const tree = new Map<string, string>()
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder ? `${folder}/${entry.name}` : entry.name
      if (entry.isDirectory() && !notOurs.has(entry.name)) walk(path)
      else if (entry.isFile() && entry.name !== ".env")
        tree.set(path, readable.test(`/${path}`) ? readFileSync(join(root, path), "utf8") : "")
    }
  }
  walk("")
  return tree
}

export function files(tree: Tree, wanted: RegExp): [path: string, text: string][] {
  return [...tree].filter(([path]) => wanted.test(path))
}

export const code = /^(src|adapters|test|bench)\/.*\.ts$/
export const product = /^(src|adapters)\/.*\.ts$/
