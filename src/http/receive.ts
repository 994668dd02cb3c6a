/** Receiving what a client sends: no more than allowed, as bytes, and told apart from a client that went away. */
import type { Context, MiddlewareHandler } from "hono"
import { bodyLimit } from "hono/body-limit"

/** The client closed the connection while it was sending. Nobody is left to answer, and nothing of ours failed. */
export class ClientGone extends Error {
  override readonly name = "ClientGone"
}

/** Refuses what is longer than `bytes`, by its length where it says one; `refuse` answers. */
export function atMost(bytes: number, refuse: (c: Context) => Response | Promise<Response>): MiddlewareHandler {
  const counting = bodyLimit({ maxSize: bytes, onError: refuse })
  return async (c, next) => {
    const length = c.req.header("content-length")
    // The HTTP parser holds a client to the length it gave; only what comes without one has to be counted (RFC 9112 §6).
    if (length === undefined || c.req.header("transfer-encoding") !== undefined) return counting(c, next).catch(goneIfAborted(c))
    return Number(length) > bytes ? refuse(c) : next()
  }
}

/** All that was sent. Throws `ClientGone`. */
export async function receive(c: Context): Promise<Uint8Array> {
  return new Uint8Array(await c.req.arrayBuffer().catch(goneIfAborted(c)))
}

/** A body that cannot be read to its end was not sent to its end. */
function goneIfAborted(c: Context) {
  return (error: unknown): never => {
    throw c.req.raw.signal.aborted || hasCode(error, "ECONNRESET") ? new ClientGone("the client went away", { cause: error }) : error
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code
}
