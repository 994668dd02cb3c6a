/** Signing in through the whole app, without a browser: what lets somebody in, and all that does not. */
import type { Hono } from "hono"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { Authenticator, type Answering } from "../../../tests/setup/authenticator.ts"
import { attributeIn, CookieJar } from "../../../tests/setup/cookie-jar.ts"
import { freshStore, type FreshStore } from "../../../tests/setup/postgres.ts"
import { signedIn, TEST_DESK, testPeople } from "../../../tests/setup/signed-in.ts"
import { FLOW_COOKIE, SESSION_COOKIE } from "../../http/cookies.ts"
import { bug } from "../../kernel/text/bug.ts"
import type { Day } from "../../law/types.ts"
import { findPerson, type People } from "../../people/people.ts"
import { hasAdministrator, makeLink } from "../../people/links.ts"
import { STEP_UP_MS } from "../../people/roles.ts"
import { openSession } from "../../people/sessions.ts"
import { MOST_FAILURES } from "../../people/throttle.ts"
import type { PersonId } from "../../people/types.ts"
import { openPack } from "../../pipeline.ts"
import { smallRecord, publicRecordOf } from "../../../tests/setup/small-record.ts"
import { makeApp } from "../../web/app.tsx"

const book = openPack("packs/example").book ?? bug("packs/example cannot be read")
const publicRecord = publicRecordOf(smallRecord())
let now = new Date("2026-11-25T09:00:00Z")
const later = (milliseconds: number): void => { now = new Date(now.getTime() + milliseconds) }
let store: FreshStore
let people: People
let app: Hono

function appOf(door: People): Hono {
  return makeApp({ book, today: () => "2026-11-24" as Day, doors: () => Promise.resolve({ desk: null, publicRecord, people: door }) })
}

beforeAll(async () => {
  store = await freshStore()
  people = testPeople(store.db, () => now)
  app = appOf(people)
})
afterAll(() => store.close())

const browser = (): CookieJar => new CookieJar(app, TEST_DESK)
const optionsIn = async (response: Response): Promise<string> => attributeIn(await response.text(), "data-options")

/** Somebody with a passkey, who came through a link of their own. */
async function worker(name: string): Promise<{ readonly id: PersonId; readonly key: Authenticator }> {
  const { person } = await signedIn(people, { role: "worker", bodies: ["police"], name })
  const [key, jar, path] = [new Authenticator(), browser(), `/en/sign-in/link/${await makeLink(people, person.id, null)}`]
  const response = await jar.ask(path, { form: { response: key.create(await optionsIn(await jar.ask(path))) } })
  expect([response.status, response.headers.get("location")]).toEqual([303, "/en/desk"])
  return { id: person.id, key }
}

describe("a one-time link", () => {
  test("for an administrator makes one, once, and ends the others like it", async () => {
    const [token, other] = [await makeLink(people, null, null), await makeLink(people, null, null)]
    const [jar, key, path] = [browser(), new Authenticator(), `/en/sign-in/link/${token}`]
    const page = await jar.ask(path)
    const html = await page.text()
    expect([page.status, page.headers.get("content-security-policy")]).toEqual([200, expect.stringContaining("script-src 'self'")])
    const response = await jar.ask(path, { form: { name: " Ana Ruiz ", response: key.create(attributeIn(html, "data-options")) } })
    expect([response.status, response.headers.get("location"), await hasAdministrator(people)]).toEqual([303, "/en/desk", true])
    expect(await (await jar.ask("/en/desk/me")).text()).toMatch(/<h1>Ana Ruiz<\/h1>.*Administrator.*the whole city/s)
    for (const used of [token, other]) expect((await browser().ask(`/en/sign-in/link/${used}`)).status).toBe(404)
  })

  test("opened by two at once is one's alone", async () => {
    const path = `/en/sign-in/link/${await makeLink(people, null, null)}`
    const before = await store.db.selectFrom("person").select("id").execute()
    const open = [browser(), browser(), browser()]
    const responses = await Promise.all(open.map(async (jar) => new Authenticator().create(await optionsIn(await jar.ask(path)))))
    const entered = await Promise.all(open.map((jar, at) => jar.ask(path, { form: { name: "Two", response: responses[at] ?? "" } })))
    expect(entered.map(({ status }) => status).sort()).toEqual([303, 404, 404])
    expect(await store.db.selectFrom("person").select("id").execute()).toHaveLength(before.length + 1)
  })

  test("wants a name of a new administrator, shows what was typed, and is not used up by a mistake", async () => {
    const [jar, path] = [browser(), `/en/sign-in/link/${await makeLink(people, null, null)}`]
    for (const name of ["", "  ", "x".repeat(101)]) {
      const response = await jar.ask(path, { form: { name, response: new Authenticator().create(await optionsIn(await jar.ask(path))) } })
      expect([response.status, (await response.text()).includes(`value="${name}"`)]).toEqual([422, true])
    }
    const response = await jar.ask(path, { form: { name: "Ana", response: "{}" } })
    expect([response.status, (await response.text()).includes('value="Ana"')]).toEqual([422, true])
    expect((await jar.ask(path)).status).toBe(200)
  })

  test("ends after a day, and when a newer one is made for the same person", async () => {
    const { person } = await signedIn(people, { role: "worker", bodies: ["police"] })
    const [first, second] = [await makeLink(people, person.id, null), await makeLink(people, person.id, null)]
    expect([(await browser().ask(`/en/sign-in/link/${first}`)).status, (await browser().ask(`/en/sign-in/link/${second}`)).status]).toEqual([404, 200])
    later(24 * 60 * 60_000)
    expect((await browser().ask(`/en/sign-in/link/${second}`)).status).toBe(404)
  })

  test("of somebody who has ended, and one that never was, are answered alike", async () => {
    const { person } = await signedIn(people, { role: "worker", bodies: ["police"] })
    const token = await makeLink(people, person.id, null)
    await store.db.updateTable("person").set({ ended_at: now }).where("id", "=", person.id).execute()
    const [ended, never] = [await browser().ask(`/en/sign-in/link/${token}`), await browser().ask(`/en/sign-in/link/${"A".repeat(43)}`)]
    expect([ended.status, await ended.text()]).toEqual([never.status, await never.text()])
  })

  test("cannot be finished by another browser than the one that opened it", async () => {
    const path = `/en/sign-in/link/${await makeLink(people, null, null)}`
    const options = await optionsIn(await browser().ask(path))
    expect((await browser().ask(path, { form: { name: "Mallory", response: new Authenticator().create(options) } })).status).toBe(422)
  })

  test("cannot be finished with what another link asked", async () => {
    const [one, two] = [await makeLink(people, null, null), await makeLink(people, (await worker("W")).id, null)]
    const jar = browser()
    const options = await optionsIn(await jar.ask(`/en/sign-in/link/${two}`))
    expect((await jar.ask(`/en/sign-in/link/${one}`, { form: { name: "Mallory", response: new Authenticator().create(options) } })).status).toBe(422)
  })

  test("takes no passkey that is somebody else's, and is not used up by it", async () => {
    const { key } = await worker("Ana")
    const { person } = await signedIn(people, { role: "worker", bodies: ["police"] })
    const [jar, path] = [browser(), `/en/sign-in/link/${await makeLink(people, person.id, null)}`]
    expect((await jar.ask(path, { form: { response: key.create(await optionsIn(await jar.ask(path))) } })).status).toBe(422)
    expect((await jar.ask(path)).status).toBe(200)
  })

  test("of somebody whose passkey was lost ends it, and their sessions", async () => {
    const { id, key } = await worker("Pia")
    const { token } = await openSession(people, id, null)
    const [jar, path] = [browser(), `/en/sign-in/link/${await makeLink(people, id, null)}`]
    await jar.ask(path, { form: { response: new Authenticator().create(await optionsIn(await jar.ask(path))) } })
    expect((await app.request("/en/desk/me", { headers: { cookie: `${SESSION_COOKIE}=${token}` } })).status).toBe(303)
    const finder = browser()
    expect((await finder.ask("/en/sign-in", { form: { response: key.get(await optionsIn(await finder.ask("/en/sign-in"))) } })).status).toBe(422)
    expect((await jar.ask("/en/desk/me")).status).toBe(200)
  })
})

describe("a passkey", () => {
  test("lets its person in, with a token that is new, in a cookie for this host and no script", async () => {
    const { key } = await worker("Bea")
    const jar = browser()
    const planted = "B".repeat(43)
    jar.cookies.set(SESSION_COOKIE, planted)
    const options = await optionsIn(await jar.ask("/en/sign-in?to=/en/desk/me"))
    const response = await jar.ask("/en/sign-in", { form: { to: "/en/desk/me", response: key.get(options) } })
    expect([response.status, response.headers.get("location")]).toEqual([303, "/en/desk/me"])
    expect(response.headers.getSetCookie().find((line) => line.startsWith(`${SESSION_COOKIE}=`))).toMatch(/^__Host-writ=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    expect(jar.cookies.get(SESSION_COOKIE)).not.toBe(planted)
    expect(await (await jar.ask("/en/desk/me")).text()).toContain("<h1>Bea</h1>")
  })

  test.each<[string, Answering]>([
    ["of a look-alike's address", { origin: "https://localhost.evil.example" }],
    ["of another port", { origin: "http://localhost:8081" }],
    ["of another domain under our address", { domain: "evil.example" }],
    ["that answers another challenge", { challenge: "AAAA" }],
    ["whose holder was not verified", { unverified: true }],
    ["with another key's signature", { forged: true }],
    ["with a counter that was seen", { counter: 1 }],
  ])("%s lets nobody in", async (_name, wrong) => {
    const { key } = await worker("Carl")
    const jar = browser()
    const rightly = await jar.ask("/en/sign-in", { form: { response: key.get(await optionsIn(await jar.ask("/en/sign-in")), { counter: 5 }) } })
    expect(rightly.status).toBe(303)
    const other = browser()
    const response = await other.ask("/en/sign-in", { form: { response: key.get(await optionsIn(await other.ask("/en/sign-in")), { counter: 9, ...wrong }) } })
    expect([response.status, other.cookies.has(SESSION_COOKIE)]).toEqual([422, false])
  })

  test.each(["", "null", "[]", "{}", '{"id":"x"}', "not JSON", '{"id":{},"type":"public-key"}'])("no answer at all lets nobody in: %s", async (response) => {
    const jar = browser()
    await jar.ask("/en/sign-in")
    expect((await jar.ask("/en/sign-in", { form: { response } })).status).toBe(422)
  })

  test("its answer counts once, in its own browser, for ten minutes", async () => {
    const { key } = await worker("Dora")
    const jar = browser()
    const options = await optionsIn(await jar.ask("/en/sign-in"))
    const flow = jar.cookies.get(FLOW_COOKIE) ?? ""
    const response = key.get(options)
    expect((await browser().ask("/en/sign-in", { form: { response } })).status).toBe(422)
    expect((await jar.ask("/en/sign-in", { form: { response } })).status).toBe(303)
    const thief = browser()
    thief.cookies.set(FLOW_COOKIE, flow)
    expect((await thief.ask("/en/sign-in", { form: { response } })).status).toBe(422)
    const late = browser()
    const asked = await optionsIn(await late.ask("/en/sign-in"))
    later(10 * 60_000)
    expect((await late.ask("/en/sign-in", { form: { response: key.get(asked) } })).status).toBe(422)
  })

  test("of somebody who has ended, and one that nobody has, are answered alike", async () => {
    const { id, key } = await worker("Ed")
    await store.db.updateTable("person").set({ ended_at: now }).where("id", "=", id).execute()
    const trying = async (one: Authenticator): Promise<readonly [number, string]> => {
      const jar = browser()
      const response = await jar.ask("/en/sign-in", { form: { response: one.get(await optionsIn(await jar.ask("/en/sign-in"))) } })
      return [response.status, (await response.text()).replaceAll(/data-options="[^"]*"/g, "")]
    }
    expect(await trying(key)).toEqual(await trying(new Authenticator()))
  })

  test("no page says whether anybody is known: what is asked names no passkey", async () => {
    expect(JSON.parse(await optionsIn(await browser().ask("/en/sign-in")))).toMatchObject({ rpId: "localhost", userVerification: "required", allowCredentials: [] })
  })

  test("a form of another site begins nothing", async () => {
    const { key } = await worker("Flo")
    const jar = browser()
    const response = key.get(await optionsIn(await jar.ask("/en/sign-in")))
    expect((await jar.ask("/en/sign-in", { form: { response }, headers: { origin: "https://evil.example" } })).status).toBe(403)
  })
})

describe("again", () => {
  test("the same person's passkey renews the proof under a new token; another person's does not", async () => {
    const [one, other] = [await worker("Gil"), await worker("Hal")]
    const jar = browser()
    await jar.ask("/en/sign-in", { form: { response: one.key.get(await optionsIn(await jar.ask("/en/sign-in"))) } })
    later(STEP_UP_MS)
    const sent = await jar.ask("/en/desk/me/passkey")
    expect([sent.status, sent.headers.get("location")]).toEqual([303, "/en/sign-in/again?to=%2Fen%2Fdesk%2Fme%2Fpasskey"])
    const before = jar.cookies.get(SESSION_COOKIE) ?? ""
    const wrong = await jar.ask("/en/sign-in/again", { form: { to: "/en/desk/me/passkey", response: other.key.get(await optionsIn(await jar.ask("/en/sign-in/again"))) } })
    expect(wrong.status).toBe(422)
    expect((await jar.ask("/en/desk/me/passkey")).status).toBe(303)
    const right = await jar.ask("/en/sign-in/again", { form: { to: "/en/desk/me/passkey", response: one.key.get(await optionsIn(await jar.ask("/en/sign-in/again"))) } })
    expect([right.status, right.headers.get("location")]).toEqual([303, "/en/desk/me/passkey"])
    expect((await jar.ask("/en/desk/me/passkey")).status).toBe(200)
    expect((await app.request("/en/desk/me", { headers: { cookie: `${SESSION_COOKIE}=${before}` } })).status).toBe(303)
  })

  test("an answer to a first sign-in is none to this one", async () => {
    const { key } = await worker("Ida")
    const jar = browser()
    await jar.ask("/en/sign-in", { form: { response: key.get(await optionsIn(await jar.ask("/en/sign-in"))) } })
    const [session, stranger] = [jar.cookies.get(SESSION_COOKIE) ?? "", browser()]
    const options = await optionsIn(await stranger.ask("/en/sign-in"))
    stranger.cookies.set(SESSION_COOKIE, session)
    expect((await stranger.ask("/en/sign-in/again", { form: { response: key.get(options) } })).status).toBe(422)
  })
})

test.each<readonly [to: string, location: string]>([
  ["/en/desk", "/en/desk"],
  ["/es/desk/7K4Q-92XM-3T5B/notes", "/es/desk/7K4Q-92XM-3T5B/notes"],
  ["/en/sign-in/done", "/en/sign-in/done"],
  ...["", "//evil.example", "/\\evil.example", "https://evil.example/en/desk", "/en/desk//evil.example", "/en/desk/../../evil", "/en/desk?x=1", "/en/desk/%2F%2Fevil.example", "/en/desk\n", "/xx/desk", "/en/law", "javascript:alert(1)", "/en/desk@evil.example"].map((to) => [to, "/en/desk"] as const),
])("after signing in, %j leads to %s", async (to, location) => {
  const { key } = await worker("Jo")
  const jar = browser()
  const page = await (await jar.ask(`/en/sign-in?to=${encodeURIComponent(to)}`)).text()
  expect(attributeIn(page.slice(page.indexOf('name="to"')), "value")).toBe(location)
  const response = await jar.ask("/en/sign-in", { form: { to, response: key.get(attributeIn(page, "data-options")) } })
  expect(response.headers.get("location")).toBe(location)
})

test("what a request says of its host changes nothing", async () => {
  const jar = browser()
  const page = await (await jar.ask("http://evil.example/en/sign-in", { headers: { host: "evil.example", "x-forwarded-host": "evil.example" } })).text()
  expect(page).not.toContain("evil.example")
  expect(JSON.parse(attributeIn(page, "data-options"))).toMatchObject({ rpId: "localhost" })
})

describe("what is one's own", () => {
  async function enter(key: Authenticator): Promise<CookieJar> {
    const jar = browser()
    await jar.ask("/en/sign-in", { form: { response: key.get(await optionsIn(await jar.ask("/en/sign-in"))) } })
    return jar
  }
  const csrfIn = async (jar: CookieJar): Promise<string> => attributeIn((await (await jar.ask("/en/desk/me")).text()).replace(/^.*?name="csrf"/s, ""), "value")

  test("another passkey lets in too; the last one cannot be ended", async () => {
    const { key, id } = await worker("Kim")
    const jar = await enter(key)
    const second = new Authenticator()
    const added = await jar.ask("/en/desk/me/passkey", { form: { csrf: await csrfIn(jar), response: second.create(await optionsIn(await jar.ask("/en/desk/me/passkey"))) } })
    expect([added.status, added.headers.get("location")]).toEqual([303, "/en/desk/me"])
    const other = await enter(second)
    expect((await other.ask("/en/desk/me/passkey/end", { form: { csrf: await csrfIn(other), passkey: key.id } })).status).toBe(303)
    expect((await other.ask("/en/desk/me/passkey/end", { form: { csrf: await csrfIn(other), passkey: second.id } })).status).toBe(422)
    expect(await store.db.selectFrom("passkey").select("id").where("person", "=", id).execute()).toEqual([{ id: second.id }])
  })

  test("two ends at once leave one way in", async () => {
    const { key, id } = await worker("Lou")
    const jar = await enter(key)
    const second = new Authenticator()
    await jar.ask("/en/desk/me/passkey", { form: { csrf: await csrfIn(jar), response: second.create(await optionsIn(await jar.ask("/en/desk/me/passkey"))) } })
    const csrf = await csrfIn(jar)
    await Promise.all([key, second].map(({ id: passkey }) => jar.ask("/en/desk/me/passkey/end", { form: { csrf, passkey } })))
    expect(await store.db.selectFrom("passkey").select("id").where("person", "=", id).execute()).toHaveLength(1)
  })

  test("somebody else's passkey is not theirs to end", async () => {
    const [one, other] = [await worker("Mia"), await worker("Ned")]
    const jar = await enter(one.key)
    await jar.ask("/en/desk/me/passkey/end", { form: { csrf: await csrfIn(jar), passkey: other.key.id } })
    expect(await store.db.selectFrom("passkey").select("id").where("person", "=", other.id).execute()).toHaveLength(1)
  })

  test("signing out ends the session, not the cookie alone; everywhere ends them all", async () => {
    const { key } = await worker("Oz")
    const [one, two] = [await enter(key), await enter(key)]
    const [first, second] = [one.cookies.get(SESSION_COOKIE) ?? "", two.cookies.get(SESSION_COOKIE) ?? ""]
    const isOpen = async (token: string): Promise<boolean> => (await app.request("/en/desk/me", { headers: { cookie: `${SESSION_COOKIE}=${token}` } })).status === 200
    await one.ask("/en/desk/sign-out", { form: { csrf: await csrfIn(one) } })
    expect([await isOpen(first), await isOpen(second), one.cookies.has(SESSION_COOKIE)]).toEqual([false, true, false])
    const three = await enter(key)
    await three.ask("/en/desk/me/sign-out-everywhere", { form: { csrf: await csrfIn(three) } })
    expect(await isOpen(second)).toBe(false)
  })
})

test("who fails too often is asked to wait, alone, and not for ever", async () => {
  const own = testPeople(store.db, () => now)
  const jar = new CookieJar(appOf(own), TEST_DESK)
  const statuses = new Set<number>()
  for (let tries = 0; tries < MOST_FAILURES; tries++) statuses.add((await jar.ask("/en/sign-in/link/x")).status)
  expect([...statuses]).toEqual([404])
  const refused = await jar.ask("/en/sign-in")
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "900"])
  expect((await new CookieJar(appOf(people), TEST_DESK).ask("/en/sign-in")).status).toBe(200)
  later(15 * 60_000)
  expect((await jar.ask("/en/sign-in")).status).toBe(200)
})

test("nothing of a token, a link or a challenge stands in the database as it is", async () => {
  const token = await makeLink(people, null, null)
  const jar = browser()
  await jar.ask(`/en/sign-in/link/${token}`)
  const tables = await Promise.all((["one_time_link", "sign_in_flow", "session"] as const).map((table) => store.db.selectFrom(table).selectAll().execute()))
  for (const secret of [token, jar.cookies.get(FLOW_COOKIE) ?? bug("no flow")]) expect(JSON.stringify(tables)).not.toContain(secret)
  expect(await findPerson(store.db, "nobody" as PersonId)).toBeNull()
})
