import { SaxesParser } from "saxes"

export type Element = { name: string; attributes: Record<string, string>; children: Element[]; text: string }

/** The tree of a document. Throws where it is not well-formed, also for characters that XML does not allow. */
export function readXml(text: string): Element {
  const root: Element = { name: "", attributes: {}, children: [], text: "" }
  const open = [root]
  const parser = new SaxesParser()
  parser.on("error", (error) => {
    throw error
  })
  parser.on("opentag", ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, children: [], text: "" }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on("text", (part) => {
    const element = open.at(-1)
    if (element) element.text += part
  })
  parser.on("closetag", () => void open.pop())
  parser.write(text).close()
  return root
}

/** Every element of that name, in order of the document. */
export function all(root: Element, name: string): Element[] {
  return root.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)])
}
