/** What waited on a device, sent: once, as whoever is signed in, for a body of theirs, with both times. */
import { afterAll, beforeAll, expect, test } from "vitest"
import { testOffice, type TestOffice } from "../../../../tests/setup/office.ts"
import { signedIn, type SignedIn } from "../../../../tests/setup/signed-in.ts"
import { bug } from "../../../kernel/text/bug.ts"
import { answersOf, viewOf } from "./read.ts"

let desk: TestOffice
let worker: SignedIn
beforeAll(async () => {
  desk = await testOffice()
  worker = await signedIn(desk.people, { role: "worker", bodies: ["police"], name: "Ana" })
})
afterAll(() => desk.setup.close())

const DRAFT = { form: "ab".repeat(16), question: "joint-duty", facts: { body: "police", who: "troops", purpose: "immigration", existing_agreement: "no" }, outcome: "allowed", at: "2026-11-20T12:00:00.000Z", law: "0".repeat(64), on: "2026-11-20" }
type Change = Partial<Record<keyof typeof DRAFT, unknown>> & { readonly note?: string }
const send = (change: Change = {}, who = worker): Promise<Response> => Promise.resolve(desk.app.request("/en/desk/drafts", who.post({ draft: JSON.stringify({ ...DRAFT, ...change }) })))
const incidents = async (): Promise<number> => (await desk.setup.store.db.selectFrom("incident").select("id").execute()).length

test("it becomes one incident with one answer, decided anew, with the device's time beside the desk's", async () => {
  const token = await desk.app.request("/en/desk/drafts", worker.get())
  expect([token.status, token.headers.get("cache-control"), await token.text()]).toEqual([200, "no-store", expect.stringMatching(/^\{"csrf":"[\w-]{86}"\}$/)])
  const [first, again] = [await send(), await send()]
  expect([first.status, again.status]).toEqual([201, 200])
  const { incident } = (await first.json()) as { incident: string }
  expect(await again.json()).toEqual({ incident })
  const view = (await viewOf(desk.office, incident.slice(-14))) ?? bug("no incident")
  const answers = answersOf(view)
  expect([view.incident.deviceAt?.toISOString(), view.startedBy, answers.length]).toEqual([DRAFT.at, "Ana", 1])
  expect([answers[0]?.deviceAt?.toISOString(), answers[0]?.content.decision.cell.outcome]).toEqual([DRAFT.at, "prohibited"])
  expect(await incidents()).toBe(1)
})

test.each<[string, Change, number]>([
  ["a draft sent before with something else in it", { facts: { ...DRAFT.facts, who: "federal-agents" } }, 422],
  ["a fact that the question has not", { form: "cd".repeat(16), facts: { ...DRAFT.facts, colour: "red" } }, 422],
  ["a question that nobody knows", { form: "cd".repeat(16), question: "nothing" }, 422],
  ["a body that is not the worker's", { form: "cd".repeat(16), facts: { ...DRAFT.facts, body: "library" } }, 403],
  ["more than a draft holds", { form: "cd".repeat(16), note: "x" }, 422],
  ["no form's id", { form: "x" }, 422],
  ["a time that is none", { form: "cd".repeat(16), at: "yesterday" }, 422],
])("nothing is begun for %s", async (_, change, status) => {
  const before = await incidents()
  expect((await send(change)).status).toBe(status)
  expect(await incidents()).toBe(before)
})

test("what a draft does not say of the body is the worker's own, where there is one", async () => {
  const { body: _, ...facts } = DRAFT.facts
  expect((await send({ form: "ef".repeat(16), facts })).status).toBe(201)
  const both = await signedIn(desk.people, { role: "worker", bodies: ["police", "library"] })
  expect((await send({ form: "01".repeat(16), facts }, both)).status).toBe(422)
})

test("nobody who is not signed in, may not, or comes from elsewhere gets a token or sends", async () => {
  const oversight = await signedIn(desk.people, { role: "oversight", bodies: "all" })
  expect((await desk.app.request("/en/desk/drafts")).status).toBe(303)
  expect((await desk.app.request("/en/desk/drafts", oversight.get())).status).toBe(403)
  expect((await send({ form: "23".repeat(16) }, oversight)).status).toBe(403)
  const headers = { ...(worker.post({}).headers as Record<string, string>), origin: "https://elsewhere.example" }
  expect((await desk.app.request("/en/desk/drafts", { ...worker.post({ draft: JSON.stringify(DRAFT) }), headers })).status).toBe(403)
})
