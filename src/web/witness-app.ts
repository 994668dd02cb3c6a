/**
 * A witness over HTTP: `POST /add-checkpoint`, and what it cosigned last of a log, for whoever watches.
 *
 * Answers in words of the failure alone, for the program that sent it. Source: https://c2sp.org/tlog-witness.
 */
import { Hono, type Context } from "hono"
import { bodyLimit } from "hono/body-limit"
import type { ContentfulStatusCode } from "hono/utils/http-status"
import type { Failure } from "../kernel/log/failure.ts"
import { printSignatureLine } from "../kernel/log/note.ts"
import type { Answered, Witness } from "../record/witness.ts"
import { REQUEST_BYTES } from "../record/witness-request.ts"

const PLAIN = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" }

/** `tell` hears why a cosignature could not be stored. */
export function witnessApp(witness: Pick<Witness, "addCheckpoint" | "newest">, tell: (error: unknown) => void): Hono {
  const app = new Hono()
  app.post("/add-checkpoint", bodyLimit({ maxSize: REQUEST_BYTES, onError: (c) => c.body("too-long\n", 413, { ...PLAIN, connection: "close" }) }), async (c) => {
    const answered = witness.addCheckpoint(new Uint8Array(await c.req.arrayBuffer()))
    if (answered.kind === "not-stored") tell(answered.error)
    return answer(c, answered)
  })
  app.get("/:hash/checkpoint", (c) => {
    const note = witness.newest(c.req.param("hash"))
    return c.body(note ?? "log-unknown\n", note === null ? 404 : 200, { ...PLAIN, "access-control-allow-origin": "*" })
  })
  app.notFound((c) => c.body("not-found\n", 404, PLAIN))
  app.onError((error, c) => {
    tell(error)
    return c.body("failed\n", 500, PLAIN)
  })
  return app
}

function answer(c: Context, answered: Answered): Response {
  const said = (status: ContentfulStatusCode, text: string): Response => c.body(`${text}\n`, status, PLAIN)
  switch (answered.kind) {
    case "cosigned":
      return c.body(printSignatureLine(answered.line), 200, PLAIN)
    case "malformed":
      return said(400, failureText(answered))
    case "old-larger":
      return said(400, `old-larger ${answered.old} ${answered.size}`)
    case "not-signed":
      return said(403, "not-signed")
    case "log-unknown":
      return said(404, "log-unknown")
    case "other-size":
      return c.body(`${answered.size}\n`, 409, { ...PLAIN, "content-type": "text/x.tlog.size" })
    case "not-consistent":
      return said(422, failureText(answered.failure))
    case "not-stored":
      return said(503, "not-stored")
  }
}

function failureText(failure: Failure): string {
  return failure.kind === "malformed" ? `${failure.part} ${failure.problem} line ${failure.line}` : failure.kind
}
