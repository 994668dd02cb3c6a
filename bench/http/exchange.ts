/**
 * Requests over a bare socket: written and read here, since node's own client would be slower than the servers that are measured.
 */
import { connect, type Socket } from "node:net"

export function connectTo(port: number): Exchange {
  return new Exchange(connect({ port, host: "127.0.0.1", noDelay: true }))
}

export function statusOf(answer: Buffer): string {
  return answer.toString("latin1", 9, 12)
}

/** The answer's body, as text. */
export function bodyOf(answer: Buffer): string {
  const text = answer.toString("utf8")
  const body = text.slice(text.indexOf("\r\n\r\n") + 4)
  return text.slice(0, text.indexOf("\r\n\r\n")).toLowerCase().includes("transfer-encoding: chunked") ? body.slice(body.indexOf("{"), body.lastIndexOf("}") + 1) : body
}

/** One connection that is kept open, with one request under way at a time. */
export class Exchange {
  readonly #socket: Socket
  #received: Buffer = Buffer.alloc(0)
  #resolve: (answer: Buffer) => void = () => undefined
  #reject: (error: Error) => void = () => undefined

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on("data", (chunk) => { this.#take(chunk) })
    socket.on("error", (error) => { this.#reject(error) })
    socket.on("close", () => { this.#reject(new Error("the server closed a connection")) })
  }

  /** The whole answer, head included, whatever its status. */
  ask(request: Buffer): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
      this.#socket.write(request)
    })
  }

  close(): void {
    this.#reject = () => undefined
    this.#socket.destroy()
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
    if (!isWhole(this.#received)) return
    const answer = this.#received
    this.#received = Buffer.alloc(0)
    this.#resolve(answer)
  }
}

/** An answer says its length, or comes in chunks of which the last is empty. RFC 9112 §6.3, §7.1 */
function isWhole(received: Buffer): boolean {
  const headEnd = received.indexOf("\r\n\r\n")
  if (headEnd < 0) return false
  const length = /content-length: (\d+)/i.exec(received.toString("latin1", 0, headEnd))
  if (length !== null) return received.length >= headEnd + 4 + Number(length[1])
  return received.toString("latin1", received.length - 5) === "0\r\n\r\n"
}
