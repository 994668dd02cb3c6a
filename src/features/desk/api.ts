/**
 * Entering decisions: `POST /v1/decisions` with an API key, and reading back a receipt and an opening.
 *
 * Nothing of a decision stands on any public page or address; its reference is random. What is sent twice under one idempotency key is
 * kept once.
 */
import { Hono, type Context } from "hono"
import { problem, wrongFields } from "../../http/problem.ts"
import { receiveJson } from "../../http/receive-json.ts"
import { atMost } from "../../http/receive.ts"
import { canonicalJsonBytes, type JsonValue } from "../../kernel/text/canonical-json.ts"
import { jsonOfOpening, OPENING_FORMAT, printOpening } from "../../kernel/receipt/opening.ts"
import { decisionOf } from "../../kernel/receipt/act.ts"
import { textFromUtf8 } from "../../kernel/text/bytes.ts"
import type { Answer } from "../../law/answer-form.ts"
import { parseDay } from "../../law/days.ts"
import type { BodyId } from "../../law/types.ts"
import type { KeptAct } from "../../record/acts.ts"
import type { ApiKey } from "../../record/api-keys.ts"
import { isReference } from "../../record/from-decision.ts"
import type { DecisionOut } from "./api-forms.ts"
import { decide } from "./decide.ts"
import type { Desk } from "./model.ts"

const BODY_LIMIT_BYTES = 64 * 1024
/** How long an answer waits for its place in the record. */
const PATIENCE_MS = 2_000
const NOT_KEPT = { "cache-control": "no-store" }

/** `open` waits for the record, which is opened while pages are served already; `null` where this server has none. */
export function deskApi(open: () => Promise<Desk | null>): Hono {
  const app = new Hono()
  const tooLarge = (c: Context): Response => problem(c, 413, `a request is at most ${BODY_LIMIT_BYTES} bytes`)

  app.post("/v1/decisions", atMost(BODY_LIMIT_BYTES, tooLarge), async (c) => {
    const desk = await open()
    if (desk === null) return noRecord(c)
    const key = await keyOf(desk, c)
    if (key === null) return noKey(c)
    const idempotencyKey = c.req.header("idempotency-key") ?? ""
    if (!/^[\x21-\x7e]{1,200}$/.test(idempotencyKey)) return problem(c, 400, "the header `Idempotency-Key` is missing or not in form; expected 1 to 200 letters, digits and signs, new for each decision and the same when it is sent again")
    const sent = await receiveJson(c)
    if (sent.kind === "refused") return sent.response
    const at = desk.clock()
    const decided = decide(desk, { at, book: await desk.lawAt(at) }, departmentOf(desk, key), sent.value)
    if (decided.kind === "wrong") return wrongFields(c, decided.errors)
    const kept = await desk.record.keep(decided.act, { apiKey: key.id, idempotencyKey, request: requestDigest(desk, sent.value) })
    switch (kept.kind) {
      case "kept":
        return answer(c, kept.act, decided.answer, { receipt: await desk.record.receipt(kept.act, PATIENCE_MS), public: false, witnessed: false })
      case "known":
        return answer(c, kept.act, await answerAgain(desk, kept.act, sent.value), await newestReceipt(desk, kept.act, PATIENCE_MS))
      case "key-used":
        return problem(c, 409, "the idempotency key was used before, for another request or for one that was erased since; expected a new one for each decision")
      case "too-busy":
        c.header("retry-after", "5")
        return problem(c, 503, "more decisions wait for their place in the record than are numbered soon; send this one again in a few seconds, with the same idempotency key")
      case "read-only":
        return problem(c, 503, `the record is read-only, because something does not hold (${kept.because.kind}); nothing was kept, and the operator has to look`)
    }
  })
  app.get("/v1/decisions/:reference/receipt", async (c) => {
    const desk = await open()
    if (desk === null) return noRecord(c)
    const act = await actFor(desk, c)
    if (act instanceof Response) return act
    const { receipt } = await newestReceipt(desk, act, 0)
    return receipt === null ? c.body(null, 202, { ...NOT_KEPT, "retry-after": "1" }) : c.body(textFromUtf8(receipt) ?? "", 200, { ...NOT_KEPT, "content-type": "text/plain; charset=utf-8" })
  })
  app.get("/v1/decisions/:reference/opening", async (c) => {
    const desk = await open()
    if (desk === null) return noRecord(c)
    const act = await actFor(desk, c)
    if (act instanceof Response) return act
    if (act.opening === null) return problem(c, 404, "the opening was erased; the entry stands in the record and proves nothing more")
    return c.body(textFromUtf8(printOpening(act.opening)) ?? "", 200, { ...NOT_KEPT, "content-type": "application/json" })
  })
  return app
}

export function noRecord(c: Context): Response {
  return problem(c, 503, "this server has no record, so it enters nothing; POST /v1/answers answers without entering")
}

export async function keyOf(desk: Pick<Desk, "findKey">, c: Context): Promise<ApiKey | null> {
  const [, secret = ""] = /^Bearer ([\w]+)$/i.exec(c.req.header("authorization") ?? "") ?? []
  return secret === "" ? null : desk.findKey(secret)
}

export function noKey(c: Context): Response {
  c.header("www-authenticate", 'Bearer realm="decisions"') // RFC 6750 §3
  return problem(c, 401, "no key was sent, or none that counts; expected `Authorization: Bearer writ_…`, made with `writ keys api make BODY`")
}

/** Keys are made for bodies of the pack; a pack may have lost one since, and then nothing can be decided for it. */
function departmentOf({ book }: Desk, { body }: ApiKey): BodyId {
  return book.pack.bodies.find(({ id }) => id === body)?.id ?? (body as BodyId)
}

function requestDigest({ crypto }: Desk, sent: unknown): Uint8Array {
  return crypto.sha256(canonicalJsonBytes(sent as JsonValue))
}

async function actFor(desk: Desk, c: Context): Promise<KeptAct | Response> {
  const key = await keyOf(desk, c)
  if (key === null) return noKey(c)
  const reference = c.req.param("reference") ?? ""
  const act = isReference(reference) ? await desk.record.read(reference) : null
  return act?.department === key.body ? act : problem(c, 404, "no decision of this key's body has this reference")
}

/** What was answered when an act was decided, by the day that it was decided on; `null` where other law answers here now. */
async function answerAgain(desk: Desk, { at, opening, department }: KeptAct, sent: unknown): Promise<Answer | null> {
  const decision = opening === null ? null : decisionOf(opening)
  if (decision === null || decision.cell.law !== desk.book.pack.digest) return null
  const on = parseDay(decision.act.on)
  const body = desk.book.pack.bodies.find(({ id }) => id === department)
  if (on === null || body === undefined) return null
  const again = decide({ ...desk, today: () => on }, { at, book: await desk.lawAt(at) }, body.id, sent)
  return again.kind === "decided" && again.answer.outcome === decision.cell.outcome ? again.answer : null
}

interface Receipt {
  readonly receipt: Uint8Array | null
  readonly public: boolean
  readonly witnessed: boolean
}

/** On the newest public checkpoint once the entry is public; before that on an internal one. */
async function newestReceipt({ record }: Desk, act: KeptAct, patienceMs: number): Promise<Receipt> {
  const shown = await record.publicReceipt(act)
  return shown === null ? { receipt: await record.receipt(act, patienceMs), public: false, witnessed: false } : { receipt: shown.receipt, public: true, witnessed: shown.witnessed }
}

function answer(c: Context, act: KeptAct, decided: Answer | null, { receipt, ...seen }: Receipt): Response {
  const out: DecisionOut = {
    reference: act.reference,
    at: act.at.toISOString(),
    answer: decided,
    receipt: receipt === null ? null : textFromUtf8(receipt),
    ...seen,
    opening: act.opening === null ? null : { format: OPENING_FORMAT, groups: jsonOfOpening(act.opening) },
  }
  c.header("location", `/v1/decisions/${act.reference}/receipt`)
  return c.body(JSON.stringify(out), receipt === null ? 202 : 201, { ...NOT_KEPT, "content-type": "application/json" })
}
