/** Slack's end of Socket Mode, as small as RFC 6455 allows: one connection, text frames under 64 kB, no fragments. */
import { createHash } from "node:crypto"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import type { Duplex } from "node:stream"

export type SocketSlack = Awaited<ReturnType<typeof openSocketSlack>>

/** Answers auth.test, users.info and chat.* with `ok`, and hands out its own address for Socket Mode. */
export async function openSocketSlack() {
  const acknowledged: { envelope_id: string; payload?: Record<string, unknown> }[] = []
  let line: Duplex | null = null
  const server = createServer((request, response) => {
    request.resume()
    response.setHeader("content-type", "application/json")
    const url = `ws://127.0.0.1:${port()}/link`
    response.end(JSON.stringify({ ok: true, team_id: "T01", user_id: "UBOT", bot_id: "BBOT", url, ts: "1" }))
  })
  server.on("upgrade", (request, socket) => {
    const key = `${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`
    const accept = createHash("sha1").update(key).digest("base64")
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ${accept}\r\n\r\n`,
    )
    line = socket
    let rest = Buffer.alloc(0)
    socket.on("data", (bytes: Buffer) => {
      rest = Buffer.concat([rest, bytes])
      for (let frame = readFrame(rest); frame; frame = readFrame(rest)) {
        rest = rest.subarray(frame.size)
        if (frame.opcode === 1) acknowledged.push(JSON.parse(frame.payload.toString("utf8")))
        if (frame.opcode === 9) socket.write(writeFrame(10, frame.payload))
        if (frame.opcode === 8) socket.end(writeFrame(8, frame.payload))
      }
    })
    socket.on("error", () => {})
    socket.write(writeFrame(1, Buffer.from('{"type":"hello"}')))
  })
  server.listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  const port = () => (server.address() as AddressInfo).port
  return {
    apiUrl: `http://127.0.0.1:${port()}/api/`,
    acknowledged,
    deliver(type: "events_api" | "slash_commands" | "interactive", envelopeId: string, payload: object) {
      const envelope = {
        type,
        envelope_id: envelopeId,
        payload,
        accepts_response_payload: type !== "events_api",
      }
      line?.write(writeFrame(1, Buffer.from(JSON.stringify(envelope))))
    },
    close: () =>
      new Promise<void>((resolve) => {
        line?.destroy()
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function readFrame(bytes: Buffer): { opcode: number; payload: Buffer; size: number } | null {
  const [first, second] = bytes
  if (first === undefined || second === undefined) return null
  const long = (second & 127) === 126
  if (bytes.length < (long ? 8 : 6)) return null
  const length = long ? bytes.readUInt16BE(2) : second & 127
  const mask = bytes.subarray(long ? 4 : 2, long ? 8 : 6)
  const start = long ? 8 : 6
  if (bytes.length < start + length) return null
  const payload = Buffer.from(
    bytes.subarray(start, start + length).map((byte, i) => byte ^ (mask[i % 4] ?? 0)),
  )
  return { opcode: first & 15, payload, size: start + length }
}

function writeFrame(opcode: number, payload: Buffer): Buffer {
  const head = payload.length < 126 ? Buffer.from([128 | opcode, payload.length]) : Buffer.alloc(4)
  if (payload.length >= 126) {
    head.set([128 | opcode, 126])
    head.writeUInt16BE(payload.length, 2)
  }
  return Buffer.concat([head, payload])
}
