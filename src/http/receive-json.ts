/** Receiving JSON: what was sent, or the problem to answer with. */
import type { Context } from "hono"
import { problem } from "./problem.ts"
import { readJson } from "./read-json.ts"
import { receive } from "./receive.ts"

export type ReceivedJson = { readonly kind: "sent"; readonly value: unknown } | { readonly kind: "refused"; readonly response: Response }

/** Throws `ClientGone`. */
export async function receiveJson(c: Context): Promise<ReceivedJson> {
  const refused = unreadable(c)
  if (refused !== null) return { kind: "refused", response: refused }
  const json = readJson(await receive(c))
  return json.kind === "read" ? { kind: "sent", value: json.value } : { kind: "refused", response: problem(c, 400, `the body cannot be read: ${json.problem}`) }
}

/** Refuses what is not said to be JSON in UTF-8, as it is. */
function unreadable(c: Context): Response | null {
  const encoding = c.req.header("content-encoding") ?? "identity"
  if (encoding.toLowerCase() !== "identity") {
    c.header("accept-encoding", "identity") // RFC 9110 §12.5.3
    return problem(c, 415, "the body is compressed; expected it as it is, without content-encoding")
  }
  const type = c.req.header("content-type") ?? ""
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) return problem(c, 415, "the body is not said to be JSON; expected the content type application/json")
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(type)?.[1] ?? "utf-8"
  return /^utf-?8$/i.test(charset) ? null : problem(c, 415, "the body is said to be in another charset; expected JSON in UTF-8")
}
