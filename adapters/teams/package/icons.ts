/** The app's two icons, drawn by us: a plan that rests on what people carry. */
import { crc32, deflateSync } from "node:zlib"

type Rgba = readonly [number, number, number, number]
const ground: Rgba = [0x14, 0x62, 0x7f, 255]
const white: Rgba = [255, 255, 255, 255]
const clear: Rgba = [0, 0, 0, 0]

/** 192 by 192, as Teams wants it: the sign on a full ground. */
export const colorIcon = (): Buffer => png(192, (x, y) => (sign(x / 192, y / 192) ? white : ground))
/** 32 by 32: white on nothing. */
export const outlineIcon = (): Buffer => png(32, (x, y) => (sign(x / 32, y / 32) ? white : clear))

/** Three columns that rise, and what they carry. In parts of the side, so that both sizes show the same. */
function sign(x: number, y: number): boolean {
  const column = (from: number) => x >= from && x < from + 0.125 && y >= 0.4375 && y < 0.8125
  const beam = x >= 0.1875 && x < 0.8125 && y >= 0.25 && y < 0.375
  return beam || column(0.1875) || column(0.4375) || column(0.6875)
}

/** A square picture, a byte a channel, without filters. */
function png(side: number, colour: (x: number, y: number) => Rgba): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  // 8 bits, with transparency.
  header.set([8, 6, 0, 0, 0], 8)
  const rows = Array.from({ length: side }, (_, y) => [
    0,
    ...Array.from({ length: side }, (__, x) => colour(x, y)).flat(),
  ])
  const pixels = deflateSync(Buffer.from(rows.flat()), { level: 9 })
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", pixels),
    chunk("IEND", Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data])
  const framed = Buffer.alloc(named.length + 8)
  framed.writeUInt32BE(data.length, 0)
  named.copy(framed, 4)
  framed.writeUInt32BE(crc32(named), named.length + 4)
  return framed
}
