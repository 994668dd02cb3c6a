/** After an incident: one line of time, points, the signature; closed parts and why they were opened; and counsel's review, kept apart. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { testOffice, type TestOffice } from "../../../../tests/setup/office.ts"
import { signedIn, type SignedIn } from "../../../../tests/setup/signed-in.ts"
import { answerCall, startCall } from "../../../people/counsel/calls.ts"
import type { BodyId } from "../../../law/types.ts"
import { newReference } from "../../../record/from-decision.ts"
import { startIncident } from "../../../record/incidents.ts"
import { keepName } from "../../../record/sealed-names.ts"

let now = new Date("2026-11-25T15:00:00Z")
let desk: TestOffice
let worker: SignedIn
let supervisor: SignedIn
let elsewhere: SignedIn
let counsel: SignedIn
let oversight: SignedIn
let id = ""

beforeAll(async () => {
  desk = await testOffice("packs/example", () => now)
  worker = await signedIn(desk.people, { role: "worker", bodies: ["police"], name: "Ana Ruiz" })
  supervisor = await signedIn(desk.people, { role: "supervisor", bodies: ["police"], name: "Sam Cole" })
  elsewhere = await signedIn(desk.people, { role: "supervisor", bodies: ["library"], name: "Lia Berg" })
  counsel = await signedIn(desk.people, { role: "counsel", bodies: "all", name: "Cleo Park" })
  oversight = await signedIn(desk.people, { role: "oversight", bodies: "all", name: "Omar Haddad" })
})
afterAll(() => desk.setup.close())

interface Page {
  readonly status: number
  readonly html: string
}

async function get(path: string, who: SignedIn): Promise<Page> {
  const response = await desk.app.request(`/en/desk${path}`, who.get())
  return { status: response.status, html: await response.text() }
}

async function post(path: string, who: SignedIn, fields: Readonly<Record<string, string>>): Promise<Page> {
  const response = await desk.app.request(`/en/desk${path}`, who.post(fields))
  return { status: response.status, html: await response.text() }
}

const hidden = (html: string, name: string): string => new RegExp(`<input type="hidden" name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ""

/** An incident of the police in which something was asked, noted, called for and done otherwise. */
beforeEach(async () => {
  const { db } = desk.setup.store
  now = new Date("2026-11-25T15:00:00Z")
  id = (await startIncident(db, { form: newReference(), body: "police", question: "joint-duty", at: now, by: worker.person.id, deviceAt: null, needsReview: true })).id
  expect((await post(`/${id}/ask/joint-duty`, worker, { form: newReference(), who: "troops", purpose: "immigration", existing_agreement: "no" })).status).toBe(303)
  expect((await post(`/${id}/notes/note`, worker, { form: newReference(), text: "Two vans at the gate" })).status).toBe(303)
  await keepName(db, desk.office.sealingKey, { incident: id, role: "agent", name: "J. Doe", form: newReference(), at: now, by: worker.person.id })
  now = new Date("2026-11-25T15:05:00Z")
  const call = await startCall(db, { incident: id, body: "police" as BodyId, because: "asked", at: now, by: worker.person.id })
  await answerCall(db, call, counsel.person.id, new Date("2026-11-25T15:07:00Z"))
})

const done = async (): Promise<void> => {
  now = new Date("2026-11-25T15:08:00Z")
  expect((await post(`/${id}/done`, worker, { form: newReference(), did: "otherwise", text: "We stayed at the corner", checked: "yes", seen: "1" })).status).toBeLessThan(400)
  if ((await desk.setup.store.db.selectFrom("incident").select("phase").where("id", "=", id).executeTakeFirstOrThrow()).phase === "open") throw new Error("what was done was not recorded")
}

describe("the review", () => {
  test("is one line of time, in its sequence, for the supervisor of the body and not for another's", async () => {
    await done()
    const { html } = await get(`/${id}/review`, supervisor)
    const places = ["Two vans at the gate", "A lawyer was called: somebody asked", "Reached: Cleo Park", "We stayed at the corner"].map((text) => html.indexOf(text))
    expect(places.every((place) => place > 0)).toBe(true)
    expect([...places].sort((a, b) => a - b)).toEqual(places)
    expect((await get(`/${id}/review`, elsewhere)).status).toBe(403)
    expect((await get(`/${id}/review`, worker)).status).toBe(403)
    expect((await get("/7K4Q-92XM-3T5B/review", supervisor)).status).toBe(404)
  })

  test("takes a point with owner and date, screened, once; and it can be settled", async () => {
    const page = await get(`/${id}/review`, supervisor)
    const form = hidden(page.html, "form")
    expect(form).not.toBe("")
    expect((await post(`/${id}/review/points`, supervisor, { form, text: "", owner: "", due: "" })).html).toMatch(/Write what it is[\s\S]*Choose who sees to it[\s\S]*day of the calendar/)
    const point = { form, text: "Keep the gate's footage", owner: worker.person.id, due: "2026-12-01" }
    for (let twice = 0; twice < 2; twice++) expect((await post(`/${id}/review/points`, supervisor, point)).status).toBe(303)
    const after = await get(`/${id}/review`, supervisor)
    expect(after.html.match(/Keep the gate&#39;s footage<\/p>/g)).toHaveLength(1)
    expect(after.html).toContain("Ana Ruiz, until 1 December 2026")
    const to = /review\/points\/(\d+)/.exec(after.html)?.[1] ?? ""
    expect((await post(`/${id}/review/points/${to}`, supervisor, {})).status).toBe(303)
    expect((await get(`/${id}/review`, supervisor)).html).toContain("settled by Sam Cole")
  })

  test("is signed by the supervisor once what was done is recorded, as it was seen, and on the record", async () => {
    expect((await get(`/${id}/review`, supervisor)).html).toContain("It can be signed once")
    await done()
    const version = hidden((await get(`/${id}/review`, supervisor)).html, "version")
    await post(`/${id}/notes/note`, worker, { form: newReference(), text: "Written afterwards" })
    await post(`/${id}/review/sign`, supervisor, { version })
    expect((await get(`/${id}/review`, supervisor)).html).not.toContain("Review signed")
    const seen = hidden((await get(`/${id}/review`, supervisor)).html, "version")
    for (const who of [counsel, oversight, worker]) expect((await post(`/${id}/review/sign`, who, { version: seen })).status).toBe(403)
    await post(`/${id}/review/sign`, supervisor, { version: seen })
    await post(`/${id}/review/sign`, supervisor, { version: seen })
    const { html } = await get(`/${id}/review`, supervisor)
    expect(html.match(/Review signed: Sam Cole/g)).toHaveLength(1)
    const openings = await desk.setup.store.db.selectFrom("act").select("opening").where("incident", "=", id).execute()
    expect(openings.filter(({ opening }) => Buffer.from(opening ?? []).toString("utf8").includes('"signed":true'))).toHaveLength(1)
  })
})

describe("oversight", () => {
  test("sees every incident and where it was otherwise, and changes nothing", async () => {
    await done()
    expect((await get("/oversight", oversight)).html).toMatch(new RegExp(`${id}/review[\\s\\S]*?Otherwise than the answers say`))
    expect((await get("/oversight", supervisor)).status).toBe(403)
    for (const path of [`/${id}/review/points`, `/${id}/review/sign`, `/${id}/notes/note`, `/${id}/lawyer`]) expect((await post(path, oversight, {})).status).toBe(403)
  })

  test("finds personal parts closed, on every page, until it opens them with a reason that is an act; and then for half an hour", async () => {
    await done()
    const secrets = ["Two vans", "We stayed", "Ana Ruiz", "J. Doe", "Cleo Park"]
    for (const path of [`/${id}/review`, `/${id}`]) {
      const { status, html } = await get(path, oversight)
      expect(status).toBe(200)
      for (const secret of secrets) expect([path, secret, html.includes(secret)]).toEqual([path, secret, false])
    }
    expect((await post(`/${id}/review/open`, oversight, { reason: " " })).status).toBe(422)
    expect((await post(`/${id}/review/open`, supervisor, { reason: "curious" })).status).toBe(403)
    expect((await post(`/${id}/review/open`, oversight, { reason: "A complaint of 24 November" })).status).toBe(303)
    const open = await get(`/${id}/review`, oversight)
    for (const secret of secrets) expect([secret, open.html.includes(secret)]).toEqual([secret, true])
    const acts = await desk.setup.store.db.selectFrom("act").select(["kind", "opening"]).where("incident", "=", id).where("kind", "=", "opening").execute()
    expect(acts.map(({ opening }) => Buffer.from(opening ?? []).toString("utf8").includes("A complaint of 24 November"))).toEqual([true])
    now = new Date(now.getTime() + 29 * 60_000)
    await get("/oversight", oversight)
    now = new Date(now.getTime() + 60_001)
    expect((await get(`/${id}/review`, oversight)).html).not.toContain("Two vans")
  })
})

test("what counsel writes in a review of its own is seen by counsel alone, and stands in no act", async () => {
  const { db } = desk.setup.store
  const before = (await db.selectFrom("act").select("reference").execute()).length
  const form = hidden((await get(`/counsel/reviews/${id}`, counsel)).html, "form")
  expect((await post(`/counsel/reviews/${id}`, counsel, { form, text: "" })).status).toBe(422)
  for (let twice = 0; twice < 2; twice++) expect((await post(`/counsel/reviews/${id}`, counsel, { form, text: "Ask for the radio log" })).status).toBe(303)
  expect((await get(`/counsel/reviews/${id}`, counsel)).html.match(/Ask for the radio log/g)).toHaveLength(1)
  for (const who of [supervisor, oversight, worker]) expect((await get(`/counsel/reviews/${id}`, who)).status).toBe(403)
  for (const who of [supervisor, oversight]) expect((await get(`/${id}/review`, who)).html).not.toContain("radio log")
  expect((await db.selectFrom("act").select("reference").execute()).length).toBe(before)
})
