/** Reads a zip archive by its central directory, with nothing of the libraries that write ours. */
import { inflateRawSync } from "node:zlib"

export function unzip(bytes: Uint8Array): Map<string, Buffer> {
  const file = Buffer.from(bytes)
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0) throw new Error("no zip archive")
  const found = new Map<string, Buffer>()
  let at = file.readUInt32LE(end + 16)
  for (let i = 0; i < file.readUInt16LE(end + 10); i++) {
    const [method, size] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20)]
    const [name, extra, comment] = [28, 30, 32].map((o) => file.readUInt16LE(at + o)) as [
      number,
      number,
      number,
    ]
    const local = file.readUInt32LE(at + 42)
    const path = file.toString("utf8", at + 46, at + 46 + name)
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    const packed = file.subarray(start, start + size)
    found.set(path, method === 0 ? packed : inflateRawSync(packed))
    at += 46 + name + extra + comment
  }
  return found
}
