/** Counsel's pages, without a browser: calls, directions, rota, withdrawing, holds, releasing; and the events that keep the desk live. */
import { randomBytes } from "node:crypto"
import type { Hono } from "hono"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { testRecord, type TestRecord } from "../../../../tests/setup/record.ts"
import { signedIn, testPeople, type SignedIn } from "../../../../tests/setup/signed-in.ts"
import { bug } from "../../../kernel/text/bug.ts"
import type { BodyId, Day } from "../../../law/types.ts"
import { openPack } from "../../../pipeline.ts"
import { callsOf, startCall, stepCalls } from "../../../people/counsel/calls.ts"
import { callRound } from "../../../people/counsel/follow-calls.ts"
import { readShiftsAt } from "../../../people/counsel/shifts.ts"
import { STEP_UP_MS } from "../../../people/roles.ts"
import { LawNow } from "../../../record/law-now.ts"
import { listHolds } from "../../../record/disposal.ts"
import { actFromDecision } from "../../../record/from-decision.ts"
import { readItems, writeItem } from "../../../record/incident-items.ts"
import { startIncident } from "../../../record/incidents.ts"
import { nodeCrypto } from "../../../record/node-crypto.ts"
import { readWithdrawals } from "../../../record/withdrawals.ts"
import { localText } from "../../../ui/moment.ts"
import { makeApp } from "../../../web/app.tsx"
import type { PublicRecord } from "../../verify/record-routes.ts"
import { callMailText } from "./mail-text.ts"

const TODAY = "2026-11-24" as Day
const book = openPack("packs/example").book ?? bug("packs/example cannot be read")
const POLICE = "police" as BodyId
const { timeZone } = book.pack.settings

/** Nothing of it is asked for here. */
const noPublicRecord = ({ record }: TestRecord): PublicRecord => ({ storage: record.storage, checkpoint: () => Promise.resolve(null), policy: () => null, kept: () => Promise.resolve(null), laws: () => Promise.resolve([]), receipt: () => Promise.resolve(null) })

let setup: TestRecord
let app: Hono
let ana: SignedIn
let ben: SignedIn
let libraryCounsel: SignedIn
let worker: SignedIn
let now = new Date()
const clock = (): Date => now

beforeAll(async () => {
  setup = await testRecord()
  const people = testPeople(setup.store.db, clock)
  const law = new LawNow(book, null)
  const desk = { book, db: setup.store.db, sealingKey: new Uint8Array(32), today: () => TODAY, clock, lawAt: (at: Date) => law.surelyAt(at), crypto: nodeCrypto, record: setup.record, findKey: () => Promise.resolve(null) }
  app = makeApp({ book, today: () => TODAY, doors: () => Promise.resolve({ desk, people, publicRecord: noPublicRecord(setup) }), tell: (failure) => { throw new Error(failure) } })
  ana = await signedIn(people, { role: "counsel", bodies: "all", name: "Ana Ruiz" })
  ben = await signedIn(people, { role: "counsel", bodies: "all", name: "Ben Okoye" })
  libraryCounsel = await signedIn(people, { role: "counsel", bodies: ["library"], name: "Lia Berg" })
  worker = await signedIn(people, { role: "worker", bodies: "all", name: "Wu" })
})
afterAll(() => setup.close())

const formId = (): string => randomBytes(9).toString("base64url")
const get = async (path: string, who: SignedIn): Promise<{ readonly status: number; readonly html: string }> => {
  const response = await app.request(path, who.get())
  return { status: response.status, html: await response.text() }
}
const post = async (path: string, who: SignedIn, fields: Record<string, string>): Promise<{ readonly status: number; readonly location: string | null; readonly html: string }> => {
  const response = await app.request(path, who.post(fields))
  return { status: response.status, location: response.headers.get("location"), html: await response.text() }
}

/** An incident of the police with a decision in it, and a call. */
async function call(outcome: "prohibited" | "silent"): Promise<{ readonly id: string; readonly incident: string }> {
  const { db } = setup.store
  const { id: incident } = await startIncident(db, { form: formId(), body: "police", question: "joint-duty", at: now, by: worker.person.id, deviceAt: null, needsReview: true })
  const question = book.question("joint-duty") ?? bug("no question")
  const answer = { ...book.answer({ question: question.id, on: TODAY, facts: new Map(), language: "en" }), outcome }
  const act = actFromDecision(nodeCrypto, { question: question.id, on: TODAY, facts: new Map(), answer, department: POLICE, incident, at: now, timeZone })
  return db.transaction().execute(async (transaction) => {
    await writeItem(transaction, nodeCrypto, { incident, form: formId(), sent: {}, kind: "answer", at: now, deviceAt: null, by: worker.person.id, content: { kind: "act", act } })
    return { incident, id: await startCall(transaction, { incident, body: POLICE, because: "silent", at: now, by: worker.person.id }) }
  })
}

async function shift(person: SignedIn, place: string): Promise<void> {
  const typed = { form: formId(), body: "all", person: person.person.id, place, from: localText(timeZone, new Date(now.getTime() - 3_600_000)), until: localText(timeZone, new Date(now.getTime() + 7_200_000)) }
  expect(await post("/en/desk/counsel/rota", ana, typed)).toMatchObject({ status: 303 })
}

describe("the rota", () => {
  test("says when nobody is on call, takes a shift once, and hands it over when it is taken", async () => {
    expect((await get("/en/desk/counsel/rota", ana)).html).toContain("Nobody is on call")
    await shift(ana, "1")
    const [{ id } = { id: "" }] = await readShiftsAt(setup.store.db, now)
    await post(`/en/desk/counsel/rota/${id}/offer`, ana, { [`to-${id}`]: ben.person.id })
    expect((await get("/en/desk/counsel/rota", ana)).html).toMatch(/Offered to Ben Okoye/)
    expect((await get("/es/desk/counsel", ben)).html).toContain("Se le ofrece una guardia")
    await post(`/en/desk/counsel/rota/${id}/take`, ben, { takes: "yes" })
    expect((await get("/en/desk/counsel/rota", ana)).html).toMatch(/Ben Okoye<\/span>[\s\S]*Taken over from Ana Ruiz/)
    await shift(ana, "2")
  })

  test("shows a form that is wrong again, with what was typed and what to mend", async () => {
    const typed = { form: formId(), body: "all", person: worker.person.id, place: "2", from: "2026-11-25T10:00", until: "2026-11-25T09:00" }
    const { status, html } = await post("/en/desk/counsel/rota", ana, typed)
    expect(status).toBe(422)
    for (const text of ["Choose somebody of counsel", "The end must be later", 'value="2026-11-25T09:00"', 'href="#until"', 'aria-invalid="true"']) expect(html).toContain(text)
  })

  test("of the whole city is not for counsel of one body", async () => {
    expect((await post("/en/desk/counsel/rota", libraryCounsel, { body: "all" })).status).toBe(403)
    expect((await post("/en/desk/counsel/rota", libraryCounsel, { body: "library" })).status).toBe(422)
  })
})

describe("a call", () => {
  test("is seen by counsel of its body, taken, and directed; the direction is sealed on the record and marked where it differs", async () => {
    const { id, incident } = await call("prohibited")
    await stepCalls(setup.store.db, now)
    const desk = await get("/en/desk/counsel", ana)
    for (const text of ["Waiting (1)", incident, "Ben Okoye was told on the desk"]) expect(desk.html).toContain(text)
    expect((await get("/en/desk/counsel", libraryCounsel)).html).toContain("No call waits.")
    expect((await get(`/en/desk/counsel/calls/${id}`, libraryCounsel)).status).toBe(403)
    expect((await get("/en/desk/counsel", worker)).status).toBe(403)
    expect((await get("/en/desk/counsel/calls/nothing", ana)).status).toBe(404)

    expect(await post(`/en/desk/counsel/calls/${id}/answer`, ana, {})).toMatchObject({ status: 303, location: `/en/desk/counsel/calls/${id}` })
    expect((await get("/en/desk/counsel", ana)).html).toContain("No call waits.")
    expect(await post(`/en/desk/counsel/calls/${id}/direct`, ana, { form: "f" })).toMatchObject({ status: 422 })
    for (let twice = 0; twice < 2; twice++) expect(await post(`/en/desk/counsel/calls/${id}/direct`, ana, { form: "once", direction: "act-on-emergency", reason: "because" })).toMatchObject({ status: 303 })
    const page = await get(`/en/desk/counsel/calls/${id}`, ana)
    expect(page.html.match(/Directed by counsel\./g)).toHaveLength(1)

    const items = (await readItems(setup.store.db, [incident])).filter(({ kind }) => kind === "direction")
    expect(items).toMatchObject([{ by: ana.person.id, content: { data: { call: id, direction: "act-on-emergency", differs: true } } }])
    const acts = await setup.store.db.selectFrom("act").select(["kind", "opening"]).where("incident", "=", incident).where("kind", "=", "note").execute()
    expect(acts).toHaveLength(1)
    const opening = Buffer.from(acts[0]?.opening ?? []).toString("utf8")
    expect(opening).toContain('"direction":"act-on-emergency"')
    expect(opening).not.toMatch(/because|Ana|reason/)
  })

  test("of which nothing was answered, or the same, is not marked", async () => {
    const { id } = await call("silent")
    await post(`/en/desk/counsel/calls/${id}/direct`, ben, { form: formId(), direction: "wait-for-me" })
    expect((await get(`/en/desk/counsel/calls/${id}`, ben)).html).not.toContain("Directed by counsel.")
    expect(await callsOf(setup.store.db, (await setup.store.db.selectFrom("counsel_call").select("incident").where("id", "=", id).executeTakeFirstOrThrow()).incident)).toMatchObject([{ answered: { by: ben.person.id } }])
  })

  test("is told by events without a word of what it is", async () => {
    const response = await app.request("/en/desk/counsel/events", ana.get())
    expect([response.headers.get("content-type"), response.headers.get("cache-control")]).toEqual(["text/event-stream", "no-store"])
    const reader = (response.body ?? bug("no stream")).pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader.read()).value).toMatch(/^event: calls\ndata: [0-9a-f]{16}\n\n$/)
    const { id, incident } = await call("silent")
    const next = (await reader.read()).value ?? ""
    expect(next).toMatch(/^event: calls\ndata: [0-9a-f]{16}\n\n$/)
    for (const secret of [id, incident, "police", "silent"]) expect(next).not.toContain(secret)
    await reader.cancel()
    await stepCalls(setup.store.db, now)
    const part = await get("/en/desk/counsel/waiting", ana)
    expect(part.html).toContain(id)
    expect(part.html).not.toContain("<html")
  })

  test("goes out by mail in the language chosen, with the desk's address", async () => {
    expect(await post("/es/desk/counsel/mail", ben, { mail: "ben" })).toMatchObject({ status: 422 })
    expect(await post("/es/desk/counsel/mail", ben, { mail: "ben@law.example" })).toMatchObject({ status: 303 })
    const sent: string[] = []
    await callRound({ people: { db: setup.store.db, clock }, mailer: { send: (to, { subject, text }) => { sent.push(`${to} ${subject} ${text}`); return Promise.resolve() }, close: () => undefined }, textIn: (language) => callMailText("https://desk.city.example", language), onTrouble: (trouble) => bug(trouble.kind) })
    expect(sent).toEqual(["ben@law.example Espera una llamada Espera una llamada para abogados en la mesa: https://desk.city.example/es/desk/counsel\n"])
  })
})

describe("an incident", () => {
  const begin = async (): Promise<string> => (await startIncident(setup.store.db, { form: formId(), body: "police", question: "joint-duty", at: now, by: worker.person.id, deviceAt: null, needsReview: true })).id

  test("calls a lawyer with the answer that only a lawyer can give, and not with another", async () => {
    const [asked, settled] = [await begin(), await begin()]
    const said = { form: "AAAA-0000-0001", purpose: "immigration", existing_agreement: "no" }
    expect((await post(`/en/desk/${asked}/ask/joint-duty`, worker, { ...said, who: "not-said", purpose: "criminal-case" })).status).toBe(303)
    expect((await post(`/en/desk/${settled}/ask/joint-duty`, worker, { ...said, who: "troops" })).status).toBe(303)
    expect(await callsOf(setup.store.db, asked)).toMatchObject([{ because: "silent", body: "police", startedBy: worker.person.id }])
    expect(await callsOf(setup.store.db, settled)).toEqual([])
    expect((await get(`/en/desk/${asked}`, worker)).html).toMatch(/Meanwhile: agree to nothing/)
  })

  test("has one button for a lawyer, and says who was reached and what was directed", async () => {
    const id = await begin()
    expect((await get(`/en/desk/${id}`, worker)).html).toContain("I need a lawyer")
    for (let twice = 0; twice < 2; twice++) expect((await post(`/en/desk/${id}/lawyer`, worker, {})).status).toBe(303)
    const calls = await callsOf(setup.store.db, id)
    expect(calls).toMatchObject([{ because: "asked" }])
    await post(`/en/desk/counsel/calls/${calls[0]?.id ?? ""}/direct`, ana, { form: formId(), direction: "step-aside" })
    expect((await get(`/es/desk/${id}`, worker)).html).toMatch(/Localizado: Ana Ruiz[\s\S]*Hágase a un lado/)
    expect((await post(`/en/desk/${id}/lawyer`, ana, {})).status).toBe(403)
  })
})

describe("the record", () => {
  test("a hold is set and lifted, by whom it may be; an empty one is refused", async () => {
    expect((await post("/en/desk/counsel/holds", ana, { department: "", incident: "", from: "", to: "" })).status).toBe(422)
    expect((await post("/en/desk/counsel/holds", ana, { incident: "x", from: "2026-02-30", to: "2026-01-01" })).html).toMatch(/reference, such as[\s\S]*day of the calendar/)
    expect((await post("/en/desk/counsel/holds", libraryCounsel, { department: "police" })).status).toBe(403)
    expect((await post("/en/desk/counsel/holds", libraryCounsel, { department: "library" })).status).toBe(303)
    const [hold] = await listHolds(setup.store.db)
    expect(hold?.department).toBe("library")
    expect((await get("/en/desk/counsel/holds", ana)).html).toContain("Lift this hold")
    expect((await post(`/en/desk/counsel/holds/${hold?.id ?? ""}/lift`, ana, {})).status).toBe(303)
    expect(await listHolds(setup.store.db)).toEqual([])
    expect(await setup.store.db.selectFrom("hold").select(["set_by", "lifted_by"]).execute()).toEqual([{ set_by: libraryCounsel.person.id, lifted_by: ana.person.id }])
  })

  test("a release says what it opened", async () => {
    expect((await post("/en/desk/counsel/release", ana, {})).html).toContain("Opened: 0 acts")
    expect((await post("/en/desk/counsel/release", libraryCounsel, {})).status).toBe(403)
  })

  test("a clause is withdrawn after a check, once; another is not", async () => {
    const clause = "order-1#cl_joint-duty"
    expect((await post("/en/desk/counsel/withdraw/check", ana, {})).status).toBe(422)
    expect((await post("/en/desk/counsel/withdraw/check", ana, { clause })).html).toContain("Check before you withdraw")
    expect(await post("/en/desk/counsel/withdraw", ana, { clause })).toMatchObject({ status: 303 })
    expect(await readWithdrawals(setup.store.db, book.pack.digest)).toMatchObject([{ clause, role: "counsel" }])
    expect((await get("/en/desk/counsel/withdraw", ana)).html).toContain("is withdrawn from")
    expect((await post("/en/desk/counsel/withdraw", libraryCounsel, { clause })).status).toBe(403)
  })

  test("what wants a new proof of who somebody is asks for one", async () => {
    const before = now
    now = new Date(now.getTime() + STEP_UP_MS)
    expect((await post("/en/desk/counsel/withdraw", ana, { clause: "order-1#cl_joint-duty" })).status).toBe(401)
    expect((await get("/en/desk/counsel", ana)).status).toBe(200)
    now = before
  })
})
