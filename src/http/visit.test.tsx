/** The desk's door: each way of being turned away, what is said, and that nothing typed is lost. */
import { Hono } from "hono"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { freshStore, type FreshStore } from "../../tests/setup/postgres.ts"
import { signedIn, testPeople, TEST_DESK, type SignedIn } from "../../tests/setup/signed-in.ts"
import { bug } from "../kernel/text/bug.ts"
import type { BodyId, Day } from "../law/types.ts"
import { openPack } from "../pipeline.ts"
import type { People } from "../people/people.ts"
import { STEP_UP_MS } from "../people/roles.ts"
import { openSite } from "../ui/site.ts"
import { deskDoor } from "../web/desk-door.ts"
import { SESSION_COOKIE } from "./cookies.ts"
import { deedOf, requires, type DeskEnv } from "./visit.tsx"

const book = openPack("packs/example").book ?? bug("packs/example cannot be read")
let now = new Date("2026-11-25T09:00:00Z")
let store: FreshStore
let worker: SignedIn
let counsel: SignedIn
let app: Hono

function appWith(people: People | null): Hono {
  const desk = new Hono<DeskEnv>()
  desk.get("/", requires("desk/open"), (c) => c.text(`for ${c.var.visit.person.name}`))
  desk.get("/:body/rota", requires("counsel/direct", (c) => c.req.param("body") as BodyId), (c) => c.text("rota"))
  desk.post("/:body/notes", requires("incident/write", (c) => (c.req.param("body") === "nowhere" ? null : (c.req.param("body") as BodyId))), (c) => c.text(`kept ${c.var.form["note"]?.join("+")}`))
  desk.post("/:body/direct", requires("counsel/direct", (c) => c.req.param("body") as BodyId), (c) => c.text("directed"))
  const whole = new Hono()
  whole.use("/en/desk/*", ...deskDoor(() => openSite(book, "en", "2026-11-24" as Day, "/s.css"), () => Promise.resolve(people)))
  whole.route("/en/desk", desk)
  return whole
}

beforeAll(async () => {
  store = await freshStore()
  const people = testPeople(store.db, () => now)
  worker = await signedIn(people, { role: "worker", bodies: ["police"], name: "Ana" })
  counsel = await signedIn(people, { role: "counsel", bodies: "all" })
  app = appWith(people)
})
afterAll(() => store.close())

const hidden = (html: string, name: string): readonly string[] => [...html.matchAll(new RegExp(`<input type="hidden" name="${name}" value="([^"]*)"`, "g"))].map(([, value = ""]) => value)

test("who has signed in passes, and the page is kept by nobody", async () => {
  const response = await app.request("/en/desk", worker.get())
  expect([response.status, await response.text(), response.headers.get("cache-control"), response.headers.get("referrer-policy")]).toEqual([200, "for Ana", "no-store", "same-origin"])
})

test("who asks for a page is sent to sign in, and brought back", async () => {
  for (const init of [{}, { headers: { cookie: `${SESSION_COOKIE}=x` } }]) {
    const response = await app.request("/en/desk", init)
    expect([response.status, response.headers.get("location"), response.headers.get("cache-control")]).toEqual([303, "/en/sign-in?to=%2Fen%2Fdesk", "no-store"])
  }
})

test("a route knows its deed", () => {
  expect(deedOf(requires("incident/start"))).toBe("incident/start")
  expect(deedOf(() => undefined)).toBeUndefined()
})

describe("a form", () => {
  test("reaches its route with what was typed", async () => {
    expect(await (await app.request("/en/desk/police/notes", worker.post({ note: ["a", "b c"] }))).text()).toBe("kept a+b c")
  })

  test.each([
    ["of a session that ended", () => ({ ...worker.post({ note: "two agents & a car", csrf: "x" }), headers: { origin: TEST_DESK } }), 401],
    ["written in another session", () => worker.post({ note: "two agents & a car", csrf: counsel.csrf }), 409],
  ])("%s comes back with what was typed, and is not taken", async (_name, init, status) => {
    const response = await app.request("/en/desk/police/notes", init())
    const html = await response.text()
    expect([response.status, hidden(html, "note"), html.includes("kept")]).toEqual([status, ["two agents &amp; a car"], true])
    expect(html).toContain('action="/en/desk/police/notes"')
    expect(html).toContain('<p class="typed">two agents &amp; a car</p>')
  })

  test("that was written in another session can be sent again from the page that says so", async () => {
    const html = await (await app.request("/en/desk/police/notes", worker.post({ note: "x y", csrf: counsel.csrf }))).text()
    const again = await app.request("/en/desk/police/notes", worker.post({ note: hidden(html, "note"), csrf: hidden(html, "csrf") }))
    expect(await again.text()).toBe("kept x y")
  })

  test.each([
    ["another site's", { origin: "https://elsewhere.example" }],
    ["another port's", { origin: "http://localhost:81" }],
    ["another scheme's", { origin: "https://localhost" }],
    ["one without a sender", {}],
    ["a sandboxed frame's", { origin: "null" }],
    ["a sibling's", { "sec-fetch-site": "same-site" }],
    ["ours by one word, another site's by the other", { origin: "https://elsewhere.example", "sec-fetch-site": "same-origin" }],
  ])("%s is refused with the cookie and the right secret, and nothing of it is shown", async (_name, headers) => {
    const response = await app.request("/en/desk/police/notes", { ...worker.post({ note: "two agents" }), headers: { cookie: `${SESSION_COOKIE}=${worker.token}`, ...headers } })
    expect([response.status, (await response.text()).includes("two agents")]).toEqual([403, false])
  })

  test("of a browser that hides where it comes from, and says that it is the same site, is taken", async () => {
    const headers = { cookie: `${SESSION_COOKIE}=${worker.token}`, origin: "null", "sec-fetch-site": "same-origin" }
    expect((await app.request("/en/desk/police/notes", { ...worker.post({ note: "x" }), headers })).status).toBe(200)
  })

  test("that is larger than any form of ours is not read", async () => {
    expect((await app.request("/en/desk/police/notes", worker.post({ note: "x".repeat(70_000) }))).status).toBe(413)
  })
})

test("another body's is not theirs, another role's neither, and what is not there is not there", async () => {
  expect((await app.request("/en/desk/library/notes", worker.post({ note: "x" }))).status).toBe(403)
  expect((await app.request("/en/desk/police/notes", counsel.post({ note: "x" }))).status).toBe(403)
  expect((await app.request("/en/desk/nowhere/notes", worker.post({ note: "x" }))).status).toBe(404)
})

test("an old proof is renewed first: a page is asked for again after it, a form comes back", async () => {
  expect((await app.request("/en/desk/police/rota", counsel.get())).status).toBe(200)
  now = new Date(now.getTime() + STEP_UP_MS)
  const page = await app.request("/en/desk/police/rota", counsel.get())
  expect([page.status, page.headers.get("location")]).toEqual([303, "/en/sign-in/again?to=%2Fen%2Fdesk%2Fpolice%2Frota"])
  const form = await app.request("/en/desk/police/direct", counsel.post({ direction: "step-aside" }))
  const html = await form.text()
  expect([form.status, hidden(html, "direction")]).toEqual([401, ["step-aside"]])
  expect(html).toContain("/en/sign-in/again?to=%2Fen%2Fsign-in%2Fdone")
})

test("without a database the desk says so", async () => {
  const without = appWith(null)
  for (const response of [await without.request("/en/desk"), await without.request("/en/desk/police/notes", worker.post({ note: "x" }))]) {
    expect([response.status, (await response.text()).includes("DATABASE_URL")]).toEqual([503, true])
  }
})
