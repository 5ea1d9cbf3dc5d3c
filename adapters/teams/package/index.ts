/** The file that one uploads in Teams. The same facts give the same bytes. */
import { colorIcon, outlineIcon } from "./icons.ts"
import { localization, localizationFile, manifest, type PackageFacts } from "./manifest.ts"

/** Zip files know no time zone and begin in 1980. By this machine's clock, as that is what is written: it reads the same in every zone. */
const mtime = new Date(1990, 0, 1, 12)

export async function teamsPackage(q: PackageFacts): Promise<Buffer> {
  const { ZipFile } = await import("yazl")
  const zip = new ZipFile()
  const json = (it: object) => Buffer.from(`${JSON.stringify(it, null, 2)}\n`)
  const parts: [string, Buffer][] = [
    ["manifest.json", json(manifest(q))],
    [localizationFile, json(localization())],
    ["color.png", colorIcon()],
    ["outline.png", outlineIcon()],
  ]
  for (const [name, content] of parts)
    zip.addBuffer(content, name, { mtime, mode: 0o100644, forceDosTimestamp: true })
  zip.end()
  const read: Buffer[] = []
  for await (const part of zip.outputStream) read.push(part as Buffer)
  return Buffer.concat(read)
}
