/** Who sends a request, as far as the network knows: for limits alone, never kept and never logged. */
import type { Context } from "hono"
import { z } from "zod"

const bindings = z.object({ incoming: z.object({ socket: z.object({ remoteAddress: z.string() }) }) })
/** This machine, or one of a network of its own: a proxy of ours. */
const NEAR = /^(?:::1$|(?:::ffff:)?(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)|f[cd])/i

/** The connection's address; behind a proxy nearby, the one that it names last. "" where there is no network. */
export function senderOf(c: Context): string {
  const address = bindings.safeParse(c.env).data?.incoming.socket.remoteAddress ?? ""
  const named = NEAR.test(address) ? c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined
  return named === undefined || named === "" ? address : named
}
