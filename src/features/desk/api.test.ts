/** Decisions entered by programs: kept once, numbered, with a receipt that holds and an opening that is decided again to the same. */
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { testRecord, type TestRecord } from "../../../tests/setup/record.ts"
import { problemForm } from "../../http/forms.ts"
import { decideAgain } from "../../kernel/receipt/decide-again.ts"
import { decisionOf } from "../../kernel/receipt/act.ts"
import { parseOpening } from "../../kernel/receipt/opening.ts"
import { checkOpening, checkReceipt } from "../../kernel/receipt/receipt.ts"
import type { JsonValue } from "../../kernel/text/canonical-json.ts"
import { bug } from "../../kernel/text/bug.ts"
import { utf8 } from "../../kernel/text/bytes.ts"
import type { Day } from "../../law/types.ts"
import { openPack } from "../../pipeline.ts"
import { endApiKey, findApiKey, makeApiKey } from "../../record/api-keys.ts"
import { nodeCrypto } from "../../record/node-crypto.ts"
import { decisionForm } from "./api-forms.ts"
import { deskApi } from "./api.ts"

const TODAY = "2026-11-24" as Day
const book = openPack("packs/example").book ?? bug("packs/example cannot be read")
const ASKS = { question: "joint-duty", facts: { who: "troops", purpose: "immigration", existing_agreement: false } }

let setup: TestRecord
let api: ReturnType<typeof deskApi>
let police: string
let library: string

beforeAll(async () => {
  setup = await testRecord()
  const { db } = setup.store
  api = deskApi(() => Promise.resolve({ book, today: () => TODAY, clock: () => new Date(), lawAt: () => Promise.resolve(book), crypto: nodeCrypto, record: setup.record, findKey: (secret) => findApiKey(db, nodeCrypto, secret, new Date()) }))
  police = (await makeApiKey(db, nodeCrypto, "police")).secret
  library = (await makeApiKey(db, nodeCrypto, "library")).secret
})
afterAll(() => setup.close())

let sent = 0
function post(body: unknown, headers: Readonly<Record<string, string>> = {}, key = police): Promise<Response> {
  sent += 1
  return Promise.resolve(api.request("/v1/decisions", { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", authorization: `Bearer ${key}`, "idempotency-key": `key-${sent}`, ...headers } }))
}

async function rows(): Promise<number> {
  return (await setup.store.db.selectFrom("act").select("reference").execute()).length
}

describe("a decision", () => {
  test("comes back with a receipt that holds, and an opening that the law decides again to the same", async () => {
    const response = await post(ASKS)
    expect(response.status).toBe(201)
    const decision = decisionForm.parse(await response.json())
    expect(decision.answer?.outcome).toBe("prohibited")
    const log = setup.record.key ?? bug("no key")
    const checked = checkReceipt(nodeCrypto, { logs: [{ key: log, url: null }], witnesses: [], quorum: { kind: "none" } }, utf8(decision.receipt ?? ""))
    if (checked.kind !== "receipt") throw new Error(checked.kind)
    const opening = parseOpening(decision.opening as JsonValue) ?? bug("no opening")
    expect(checkOpening(nodeCrypto, checked.entry, opening)).toEqual({ kind: "opens" })
    const fields = decisionOf(opening) ?? bug("no decision")
    expect(fields.cell).toMatchObject({ department: "police", question: "joint-duty", outcome: "prohibited", law: book.pack.digest })
    expect([...fields.facts]).toEqual(expect.arrayContaining([["body", "police"], ["existing_agreement", "no"]]))
    const { forest } = book.open(book.question("joint-duty") ?? bug("no question"), TODAY)
    expect(decideAgain(forest, fields)).toEqual({ kind: "same" })
    expect(decideAgain(forest, { ...fields, cell: { ...fields.cell, outcome: "allowed" } })).toEqual({ kind: "outcome-differs", recorded: "allowed", found: "prohibited" })
    expect(decideAgain(forest, { ...fields, facts: new Map([...fields.facts, ["purpose", "criminal-case"]]) }).kind).toBe("outcome-differs")
  })

  test("stands with what is private in a group of its own", async () => {
    const decision = decisionForm.parse(await (await post(ASKS)).json())
    const text = JSON.stringify(decision.opening)
    const opening = parseOpening(decision.opening as JsonValue) ?? bug("no opening")
    expect(opening.get("private")).toMatchObject({ fields: { existing_agreement: "no" } })
    expect(opening.get("facts")).toMatchObject({ fields: { body: "police", who: "troops", purpose: "immigration" } })
    expect(text).not.toMatch(/idempotency|Bearer/)
  })

  test("may leave facts open, and is recorded as open", async () => {
    const decision = decisionForm.parse(await (await post({ question: "joint-duty", facts: {} })).json())
    expect(decision.answer?.outcome).toBe("open")
    const fields = decisionOf(parseOpening(decision.opening as JsonValue) ?? bug("no opening")) ?? bug("no decision")
    expect(decideAgain(book.open(book.question("joint-duty") ?? bug("no question"), TODAY).forest, fields)).toEqual({ kind: "same" })
  })

  test("sent again under its key is the same decision, kept once", async () => {
    const before = await rows()
    const [first, ...others] = await Promise.all(Array.from({ length: 8 }, () => post(ASKS, { "idempotency-key": "the-same" })))
    const { reference, answer, opening } = decisionForm.parse(await (first ?? bug("nothing")).json())
    for (const other of others) expect(decisionForm.parse(await other.json())).toMatchObject({ reference, answer, opening })
    expect(await rows()).toBe(before + 1)
  })

  test("sent again once it is public comes back with a receipt that everybody can check", async () => {
    const send = async (): Promise<ReturnType<typeof decisionForm.parse>> => decisionForm.parse(await (await post(ASKS, { "idempotency-key": "public" })).json())
    expect(await send()).toMatchObject({ public: false, witnessed: false })
    let again = await send()
    while (!again.public) again = await send()
    expect(again.witnessed).toBe(false)
    const size = again.receipt?.split("\n\n")[1]?.split("\n")[1]
    expect(await setup.store.db.selectFrom("log_public").select("size").where("size", "=", Number(size)).executeTakeFirst()).toBeDefined()
  })

  test("sent again on a later day is answered by the law of the day it was decided on", async () => {
    let today = TODAY
    const { db } = setup.store
    const desk = deskApi(() => Promise.resolve({ book, today: () => today, clock: () => new Date(), lawAt: () => Promise.resolve(book), crypto: nodeCrypto, record: setup.record, findKey: (secret) => findApiKey(db, nodeCrypto, secret, new Date()) }))
    const send = async (): Promise<ReturnType<typeof decisionForm.parse>> =>
      decisionForm.parse(await (await desk.request("/v1/decisions", { method: "POST", body: JSON.stringify(ASKS), headers: { "content-type": "application/json", authorization: `Bearer ${police}`, "idempotency-key": "over-midnight" } })).json())
    const first = await send()
    for (const later of ["2026-11-25", "2001-01-01"]) {
      today = later as Day
      expect((await send()).answer).toEqual(first.answer)
    }
  })

  test("another request under a key that was used is refused, and nothing is kept", async () => {
    await post(ASKS, { "idempotency-key": "used" })
    const before = await rows()
    const response = await post({ ...ASKS, facts: { who: "troops" } }, { "idempotency-key": "used" })
    expect(response.status).toBe(409)
    expect(problemForm.parse(await response.json()).detail).toMatch(/idempotency key/)
    expect(await rows()).toBe(before)
  })

  test("reads back by its reference, for its own body alone", async () => {
    const { reference, receipt, opening } = decisionForm.parse(await (await post(ASKS)).json())
    const read = (what: string, key: string): Promise<Response> => Promise.resolve(api.request(`/v1/decisions/${reference}/${what}`, { headers: { authorization: `Bearer ${key}` } }))
    expect((await (await read("receipt", police)).text()).split("\n").slice(0, 2)).toEqual((receipt ?? "").split("\n").slice(0, 2))
    expect(await (await read("opening", police)).json()).toEqual(opening)
    for (const what of ["receipt", "opening"]) {
      expect((await read(what, library)).status).toBe(404)
      expect((await read(what, "")).status).toBe(401)
    }
  })

  test.each(["x%00y", "%ff", "7K4Q-92XM", "A".repeat(5_000)])("is not found under what is no reference: %s", async (reference) => {
    for (const what of ["receipt", "opening"]) {
      expect((await api.request(`/v1/decisions/${reference}/${what}`, { headers: { authorization: `Bearer ${police}` } })).status).toBe(404)
    }
  })
})

describe("refused, with nothing kept", () => {
  test.each<[string, unknown, Readonly<Record<string, string>>, number]>([
    ["no key", ASKS, { authorization: "" }, 401],
    ["a key that nobody has", ASKS, { authorization: `Bearer writ_000000000000_${"0".repeat(64)}` }, 401],
    ["no idempotency key", ASKS, { "idempotency-key": "" }, 400],
    ["an idempotency key with a blank", ASKS, { "idempotency-key": "a b" }, 400],
    ["an idempotency key that is too long", ASKS, { "idempotency-key": "x".repeat(201) }, 400],
    ["a question that is not there", { question: "x" }, {}, 422],
    ["another body than the key's", { ...ASKS, facts: { ...ASKS.facts, body: "library" } }, {}, 422],
    ["a fact that is not the question's", { ...ASKS, facts: { colour: "red" } }, {}, 422],
    ["a field that nobody knows", { ...ASKS, note: "x" }, {}, 422],
    ["half a letter in a fact", { ...ASKS, facts: { who: "\ud800" } }, {}, 422],
    ["half a letter in a name", { ...ASKS, facts: { "\ud800": "x" } }, {}, 422],
    ["another type", ASKS, { "content-type": "text/plain" }, 415],
  ])("%s", async (_, body, headers, status) => {
    const before = await rows()
    const response = await post(body, headers)
    expect(response.status).toBe(status)
    expect(problemForm.parse(await response.json()).detail).not.toBe("")
    expect(await rows()).toBe(before)
  })

  test("a key that has ended", async () => {
    const key = await makeApiKey(setup.store.db, nodeCrypto, "police")
    expect((await post(ASKS, {}, key.secret)).status).toBe(201)
    expect(await endApiKey(setup.store.db, key.id, new Date())).toBe(true)
    expect((await post(ASKS, {}, key.secret)).status).toBe(401)
    expect(await endApiKey(setup.store.db, key.id, new Date())).toBe(false)
  })

  test("anything, on a server without a record", async () => {
    const response = await deskApi(() => Promise.resolve(null)).request("/v1/decisions", { method: "POST", body: "{}" })
    expect([response.status, problemForm.parse(await response.json()).detail]).toEqual([503, expect.stringMatching(/no record/)])
  })

  test("anything, once the record is read-only", async () => {
    const other = await testRecord()
    const key = await makeApiKey(other.store.db, nodeCrypto, "police")
    other.record.stopSigning({ kind: "witness-ahead", witness: "guild", size: 9, published: 1 })
    const closed = deskApi(() => Promise.resolve({ book, today: () => TODAY, clock: () => new Date(), lawAt: () => Promise.resolve(book), crypto: nodeCrypto, record: other.record, findKey: (secret) => findApiKey(other.store.db, nodeCrypto, secret, new Date()) }))
    const response = await closed.request("/v1/decisions", { method: "POST", body: JSON.stringify(ASKS), headers: { "content-type": "application/json", authorization: `Bearer ${key.secret}`, "idempotency-key": "1" } })
    expect([response.status, problemForm.parse(await response.json()).detail]).toEqual([503, expect.stringMatching(/read-only.*witness-ahead/)])
    expect(await other.store.db.selectFrom("act").select("reference").execute()).toEqual([])
    await other.close()
  })
})
