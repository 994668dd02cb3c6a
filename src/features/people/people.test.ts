/** What administrators do through the whole app: for their own bodies, and for no other. */
import type { Hono } from "hono"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { freshStore, type FreshStore } from "../../../tests/setup/postgres.ts"
import { signedIn, testPeople, type SignedIn } from "../../../tests/setup/signed-in.ts"
import { publicRecordOf, smallRecord } from "../../../tests/setup/small-record.ts"
import { bug } from "../../kernel/text/bug.ts"
import type { Day } from "../../law/types.ts"
import { openPack } from "../../pipeline.ts"
import { bodyLines, isNumber } from "../../people/body-lines.ts"
import { findPerson, type People } from "../../people/people.ts"
import type { Grant } from "../../people/types.ts"
import { findApiKey } from "../../record/api-keys.ts"
import { nodeCrypto } from "../../record/node-crypto.ts"
import { makeApp } from "../../web/app.tsx"

const book = openPack("packs/example").book ?? bug("packs/example cannot be read")
const publicRecord = publicRecordOf(smallRecord())
let store: FreshStore
let people: People
let app: Hono
let city: SignedIn
let library: SignedIn

beforeAll(async () => {
  store = await freshStore()
  people = testPeople(store.db)
  app = makeApp({ book, today: () => "2026-11-24" as Day, doors: () => Promise.resolve({ desk: null, publicRecord, people }) })
  city = await signedIn(people, { role: "administrator", bodies: "all", name: "Cy" })
  library = await signedIn(people, { role: "administrator", bodies: ["library"], name: "Li" })
})
afterAll(() => store.close())

const grantsOf = async ({ person }: Pick<SignedIn, "person">): Promise<readonly Grant[] | null> => (await findPerson(store.db, person.id))?.grants ?? null
const idIn = (html: string): string => /\/desk\/people\/([0-9A-Z-]{14})"/.exec(html)?.[1] ?? ""

describe("an invitation", () => {
  test("makes a person with a role, and a link that is shown once", async () => {
    const response = await app.request("/en/desk/people/invite", library.post({ name: " Wanda ", role: "worker", body: "library" }))
    const html = await response.text()
    expect([response.status, response.headers.get("cache-control")]).toEqual([200, "no-store"])
    expect(await findPerson(store.db, idIn(html) as SignedIn["person"]["id"])).toMatchObject({ name: "Wanda", grants: [{ role: "worker", bodies: ["library"] }] })
    const [, link = ""] = /<pre class="secret"[^>]*>\s*http:\/\/localhost(\/en\/sign-in\/link\/[\w-]{43})\s*<\/pre>/.exec(html) ?? []
    expect(await (await app.request(link)).text()).toContain("Welcome, Wanda")
  })

  test.each([
    ["nothing", { name: "", role: "", body: "" }, ["name", "role", "body"]],
    ["a role and a body that there are not", { name: "X", role: "king", body: "castle" }, ["role", "body"]],
    ["a name that is too long", { name: "x".repeat(101), role: "worker", body: "library" }, ["name"]],
  ])("with %s is shown again with what was typed", async (_name, form, wrong) => {
    const before = await store.db.selectFrom("person").select("id").execute()
    const response = await app.request("/en/desk/people/invite", library.post(form))
    const html = await response.text()
    expect([response.status, [...html.matchAll(/<a href="#(\w+)">/g)].map(([, field]) => field).filter((field) => field !== "main")]).toEqual([422, wrong])
    expect(html).toContain(`value="${form.name}"`)
    expect(await store.db.selectFrom("person").select("id").execute()).toHaveLength(before.length)
  })

  test.each([["another body", "police"], ["the whole city", "all"]])("for %s is not a body's administrator's", async (_name, body) => {
    expect((await app.request("/en/desk/people/invite", library.post({ name: "X", role: "worker", body }))).status).toBe(403)
  })
})

describe("roles", () => {
  test("are given and taken for one's own body alone", async () => {
    const who = await signedIn(people, { role: "worker", bodies: ["police"] })
    const at = (what: string): string => `/en/desk/people/${who.person.id}/${what}`
    expect((await app.request(at("give"), library.post({ role: "supervisor", body: "library" }))).status).toBe(303)
    for (const body of ["police", "all"]) expect((await app.request(at("give"), library.post({ role: "counsel", body }))).status).toBe(403)
    expect((await app.request(at("take"), library.post({ role: "worker", body: "police" }))).status).toBe(403)
    expect((await app.request(at("give"), library.post({ role: "king", body: "library" }))).status).toBe(422)
    expect(await grantsOf(who)).toEqual([{ role: "worker", bodies: ["police"] }, { role: "supervisor", bodies: ["library"] }])
    expect((await app.request(at("take"), city.post({ role: "worker", body: "police" }))).status).toBe(303)
    expect(await grantsOf(who)).toEqual([{ role: "supervisor", bodies: ["library"] }])
  })

  test("count from the next request on, in sessions that are open", async () => {
    const who = await signedIn(people, { role: "administrator", bodies: ["library"] })
    expect((await app.request("/en/desk/people", who.get())).status).toBe(200)
    await app.request(`/en/desk/people/${who.person.id}/take`, city.post({ role: "administrator", body: "library" }))
    expect((await app.request("/en/desk/people", who.get())).status).toBe(403)
  })
})

describe("a link, and an end,", () => {
  test.each(["link", "end"])("of somebody with a role elsewhere too is not a body's administrator's: %s", async (what) => {
    const both = await signedIn(people, { role: "worker", bodies: ["library"] }, { role: "counsel", bodies: ["police"] })
    const whole = await signedIn(people, { role: "oversight", bodies: "all" })
    const none = await signedIn(people)
    for (const who of [both, whole, none]) expect((await app.request(`/en/desk/people/${who.person.id}/${what}`, library.post({}))).status).toBe(403)
    const own = await signedIn(people, { role: "worker", bodies: ["library"] })
    expect([200, 303]).toContain((await app.request(`/en/desk/people/${own.person.id}/${what}`, library.post({}))).status)
  })

  test("end all sessions, ways in and roles of who is ended, and keep the name", async () => {
    const who = await signedIn(people, { role: "worker", bodies: ["library"], name: "Ed" })
    await store.db.insertInto("identity").values({ issuer: "https://a", subject: "b", person: who.person.id }).execute()
    await app.request(`/en/desk/people/${who.person.id}/end`, city.post({}))
    expect((await app.request("/en/desk/me", who.get())).status).toBe(303)
    for (const table of ["session", "identity", "passkey", "person_grant"] as const) expect(await store.db.selectFrom(table).select("person").where("person", "=", who.person.id).execute()).toEqual([])
    expect(await store.db.selectFrom("person").select("name").where("id", "=", who.person.id).execute()).toEqual([{ name: "Ed" }])
  })

  test("of the last who administers the city do not happen, also of two who end each other", async () => {
    const own = await freshStore()
    const alone = testPeople(own.db)
    const site = makeApp({ book, today: () => "2026-11-24" as Day, doors: () => Promise.resolve({ desk: null, publicRecord, people: alone }) })
    const [one, two] = [await signedIn(alone, { role: "administrator", bodies: "all" }), await signedIn(alone, { role: "administrator", bodies: "all" })]
    await Promise.all([site.request(`/en/desk/people/${two.person.id}/end`, one.post({})), site.request(`/en/desk/people/${one.person.id}/end`, two.post({}))])
    const left = await own.db.selectFrom("person_grant").select("person").execute()
    expect(left).toHaveLength(1)
    const last = [one, two].find(({ person }) => person.id === left[0]?.person) ?? bug("nobody is left")
    expect((await site.request(`/en/desk/people/${last.person.id}/end`, last.post({}))).status).toBe(422)
    expect((await site.request(`/en/desk/people/${last.person.id}/take`, last.post({ role: "administrator", body: "all" }))).status).toBe(422)
    await own.close()
  })
})

test("who works elsewhere is not shown, and not found", async () => {
  const other = await signedIn(people, { role: "worker", bodies: ["police"], name: "Polly" })
  const html = await (await app.request("/en/desk/people", library.get())).text()
  expect([html.includes("Li"), html.includes("Polly")]).toEqual([true, false])
  expect((await app.request(`/en/desk/people/${other.person.id}`, library.get())).status).toBe(403)
  expect((await app.request("/en/desk/people/nobody", library.get())).status).toBe(404)
})

test("keys are made, replaced and ended for one's own body, and each is shown once", async () => {
  const secretIn = (html: string): string => /writ_[0-9A-Z]{12}_[0-9a-f]{64}/.exec(html)?.[0] ?? ""
  const bodyOf = async (secret: string): Promise<string | null> => (await findApiKey(store.db, nodeCrypto, secret, new Date()))?.body ?? null
  const first = secretIn(await (await app.request("/en/desk/keys", library.post({ body: "library" }))).text())
  const id = first.slice(5, 17)
  for (const body of ["police", "all", "castle", ""]) expect([403, 422]).toContain((await app.request("/en/desk/keys", library.post({ body }))).status)
  const other = secretIn(await (await app.request("/en/desk/keys", city.post({ body: "police" }))).text())
  for (const what of ["rotate", "end"]) expect((await app.request(`/en/desk/keys/${other.slice(5, 17)}/${what}`, library.post({}))).status).toBe(403)
  const second = secretIn(await (await app.request(`/en/desk/keys/${id}/rotate`, library.post({}))).text())
  expect([await bodyOf(first), await bodyOf(second), await bodyOf(other)]).toEqual(["library", "library", "police"])
  await app.request(`/en/desk/keys/${id}/end`, library.post({}))
  expect([await bodyOf(first), await bodyOf(second)]).toEqual([null, "library"])
  const list = await (await app.request("/en/desk/keys", library.get())).text()
  expect([list.includes(id), list.includes(other.slice(5, 17)), secretIn(list)]).toEqual([true, false, ""])
})

test("numbers set here stand before the pack's; a wrong one is shown again and saves none", async () => {
  const body = book.pack.bodies.find(({ id }) => id === "library") ?? bug("no library")
  expect((await app.request("/en/desk/lines/library", library.post({ supervisor: "312-555-0100", counsel: "+1 (312) 555-0101 x 7", next: "" }))).status).toBe(303)
  expect(await bodyLines(store.db, body)).toEqual({ supervisor: "312-555-0100", counsel: "+1 (312) 555-0101 x 7", next: null })
  const wrong = await app.request("/en/desk/lines/library", library.post({ supervisor: "ask Ana", counsel: "", next: "" }))
  expect([wrong.status, (await wrong.text()).includes('value="ask Ana"')]).toEqual([422, true])
  expect((await bodyLines(store.db, body)).counsel).toBe("+1 (312) 555-0101 x 7")
  expect((await app.request("/en/desk/lines/police", library.post({ supervisor: "1", counsel: "", next: "" }))).status).toBe(403)
  await app.request("/en/desk/lines/library", library.post({ supervisor: "", counsel: "", next: "" }))
  expect(await bodyLines(store.db, body)).toEqual({ supervisor: null, counsel: null, next: null })
})

test.each([["911", true], ["312-555-0100", true], ["+1 (312) 555.0100 ext. 12", true], ["", false], ["12", false], ["a1b2c3", false], ["javascript:1234", false], ["312-555-0100 Ana", false], ["1".repeat(40), false], ["(((...---", false]])("%j is a number: %s", (text, is) => {
  expect(isNumber(text)).toBe(is)
})
