/** Bytes of a CSV file to text: which encoding, and what stands between its cells. */

/** The bytes are in no encoding that we read. */
export class EncodingError extends Error {}

/** UTF-8, or UTF-16 where the file says so, or shows it. */
export async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | null = null
  let first = new Uint8Array(0)
  const text = (chunk: Uint8Array | undefined) => {
    try {
      return (chunk ? decoder?.decode(chunk, { stream: true }) : decoder?.decode()) ?? ""
    } catch {
      throw new EncodingError()
    }
  }
  for await (const chunk of bytes) {
    if (decoder) {
      yield text(chunk)
      continue
    }
    first = Buffer.concat([first, chunk])
    if (first.length < 2) continue
    decoder = new TextDecoder(encodingOf(first), { fatal: true })
    yield text(first)
  }
  if (!decoder) {
    decoder = new TextDecoder("utf-8", { fatal: true })
    yield text(first)
  }
  yield text(undefined)
}

/** By its mark; without one a zero byte shows which half of a Latin letter it is. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le"
  if (first === 0xfe && second === 0xff) return "utf-16be"
  if (second === 0) return "utf-16le"
  return first === 0 ? "utf-16be" : "utf-8"
}

const delimiters = [";", "\t", ","] as const

/** What the first line has most of; so a comma in a cell of a file with semicolons is part of the cell. */
export async function delimiterIn(
  text: AsyncGenerator<string>,
  lineMax: number,
): Promise<{ delimiter: string; text: AsyncIterable<string> }> {
  let head = ""
  let done = false
  while (!done && !/[\r\n]/.test(head.trimStart()) && head.length < lineMax) {
    const next = await text.next()
    if (next.done) done = true
    else head += next.value
  }
  const line = head.trimStart().split(/[\r\n]/, 1)[0] ?? ""
  const counts = delimiters.map((d) => ({ d, n: line.split(d).length - 1 }))
  const delimiter = counts.sort((a, b) => b.n - a.n)[0]
  return { delimiter: delimiter && delimiter.n > 0 ? delimiter.d : ",", text: again(head, text) }
}

async function* again(head: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield head
  yield* rest
}
