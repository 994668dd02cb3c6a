/** The city's own sign-in, against a real provider, through the whole app: who comes in, and what of the way back does not hold. */
import type { Hono } from "hono"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { AtProvider, cityProvider, type CityProvider } from "../../../tests/setup/city-provider.ts"
import { CookieJar } from "../../../tests/setup/cookie-jar.ts"
import { freshStore, type FreshStore } from "../../../tests/setup/postgres.ts"
import { signedIn, TEST_DESK, testPeople } from "../../../tests/setup/signed-in.ts"
import { publicRecordOf, smallRecord } from "../../../tests/setup/small-record.ts"
import { FLOW_COOKIE, SESSION_COOKIE } from "../../http/cookies.ts"
import { bug } from "../../kernel/text/bug.ts"
import type { Day } from "../../law/types.ts"
import { makeLink } from "../../people/links.ts"
import type { People } from "../../people/people.ts"
import { Provider, PROVIDER_RETURN } from "../../people/provider.ts"
import { STEP_UP_MS } from "../../people/roles.ts"
import { openPack } from "../../pipeline.ts"
import { makeApp } from "../../web/app.tsx"

const book = openPack("packs/example").book ?? bug("packs/example cannot be read")
const publicRecord = publicRecordOf(smallRecord())
const BACK = `${TEST_DESK}${PROVIDER_RETURN}`
let store: FreshStore
let city: CityProvider
let people: People
let app: Hono
/** Added to the clock: the provider lives in the present. */
let ahead = 0

function appOf(door: People): Hono {
  return makeApp({ book, today: () => "2026-11-24" as Day, doors: () => Promise.resolve({ desk: null, publicRecord, people: door }) })
}

beforeAll(async () => {
  store = await freshStore()
  city = await cityProvider(BACK)
  people = { ...testPeople(store.db, () => new Date(Date.now() + ahead)), provider: new Provider(city.settings, TEST_DESK) }
  app = appOf(people)
})
afterAll(async () => {
  await city.close()
  await store.close()
})

/** Somebody's browser, here and at the provider. */
class Surfer {
  readonly jar = new CookieJar(app, TEST_DESK)
  readonly there = new AtProvider()

  /** Where we send them. */
  async leave(path: string): Promise<string> {
    return (await this.jar.ask(path)).headers.get("location") ?? bug(`${path} leads nowhere`)
  }

  /** Leaves, signs in there, and comes back: where that leads. */
  async signIn(login: string, path = "/en/sign-in/go?to=/en/desk/me"): Promise<string> {
    return this.comeBack(await this.there.signIn(await this.leave(path), login, BACK))
  }

  async comeBack(to: URL): Promise<string> {
    const response = await this.jar.ask(`${to.pathname}${to.search}`)
    expect([response.status, response.headers.get("cache-control")]).toEqual([303, "no-store"])
    return response.headers.get("location") ?? ""
  }

  get isIn(): boolean {
    return this.jar.cookies.has(SESSION_COOKIE)
  }
}

const why = (location: string): string | null => new URL(location, TEST_DESK).searchParams.get("why")

/** Somebody whose account is known: they came through a link. */
async function known(login: string): Promise<Surfer> {
  const { person } = await signedIn(people, { role: "worker", bodies: ["police"], name: login })
  const surfer = new Surfer()
  expect(await surfer.signIn(login, `/en/sign-in/link/${await makeLink(people, person.id, null)}/go`)).toBe("/en/desk")
  return surfer
}

test("we ask for who somebody is and nothing else, with a challenge, and only for the code", async () => {
  const address = new URL(await new Surfer().leave("/en/sign-in/go"))
  const { code_challenge: challenge, state, nonce, ...asked } = Object.fromEntries(address.searchParams)
  expect(asked).toEqual({ response_type: "code", client_id: "writ", redirect_uri: BACK, scope: "openid", code_challenge_method: "S256" })
  for (const random of [challenge, state, nonce]) expect(random).toMatch(/^[\w-]{43}$/)
})

test("an account is nobody's until its person's link is opened with it; then it lets them in", async () => {
  const stranger = new Surfer()
  expect([why(await stranger.signIn("ana")), stranger.isIn]).toEqual(["unknown", false])
  expect(await (await stranger.jar.ask("/en/sign-in?why=unknown")).text()).toContain("That account is not known here")
  await known("ana")
  const later = new Surfer()
  expect([await later.signIn("ana"), later.isIn]).toEqual(["/en/desk/me", true])
  expect(await (await later.jar.ask("/en/desk/me")).text()).toContain("<h1>ana</h1>")
  expect(await store.db.selectFrom("identity").select(["issuer", "subject"]).execute()).toEqual([{ issuer: city.settings.issuer, subject: "ana" }])
})

test("an account that is somebody's is nobody else's, and the link is not used up by it", async () => {
  await known("bea")
  const { person } = await signedIn(people, { role: "administrator", bodies: "all" })
  const [thief, token] = [new Surfer(), await makeLink(people, person.id, null)]
  expect([why(await thief.signIn("bea", `/en/sign-in/link/${token}/go`)), thief.isIn]).toEqual(["taken", false])
  expect((await thief.jar.ask(`/en/sign-in/link/${token}`)).status).toBe(200)
})

test("an administrator's link cannot be finished there, where nobody gives a name", async () => {
  expect((await new Surfer().jar.ask(`/en/sign-in/link/${await makeLink(people, null, null)}/go`)).status).toBe(404)
})

describe("of the way back", () => {
  test("none holds in another browser: nobody can be made to sign in as somebody else", async () => {
    const attacker = await known("mallory")
    const back = await attacker.there.signIn(await attacker.leave("/en/sign-in/go-again"), "mallory", BACK)
    const victim = new Surfer()
    expect([why(await victim.comeBack(back)), victim.isIn]).toEqual(["too-old", false])
    await victim.leave("/en/sign-in/go")
    expect([why(await victim.comeBack(back)), victim.isIn]).toEqual(["provider-wrong", false])
  })

  test("a code that was made for another browser does not hold under one's own state", async () => {
    const attacker = await known("nick")
    const stolen = (await attacker.there.signIn(await attacker.leave("/en/sign-in/go-again"), "nick", BACK)).searchParams.get("code") ?? bug("no code")
    const victim = new Surfer()
    const own = await victim.there.signIn(await victim.leave("/en/sign-in/go"), "nick", BACK)
    own.searchParams.set("code", stolen)
    expect([why(await victim.comeBack(own)), victim.isIn]).toEqual(["provider-wrong", false])
  })

  test("none holds twice", async () => {
    const surfer = await known("olga")
    const one = new Surfer()
    const back = await one.there.signIn(await one.leave("/en/sign-in/go"), "olga", BACK)
    const flow = one.jar.cookies.get(FLOW_COOKIE) ?? bug("no flow")
    expect(await one.comeBack(back)).toBe("/en/desk")
    const again = new Surfer()
    again.jar.cookies.set(FLOW_COOKIE, flow)
    expect([why(await again.comeBack(back)), again.isIn, surfer.isIn]).toEqual(["too-old", false, true])
  })

  test.each([
    ["without a state", (back: URL) => { back.searchParams.delete("state") }],
    ["with another state", (back: URL) => { back.searchParams.set("state", "A".repeat(43)) }],
    ["without a code", (back: URL) => { back.searchParams.delete("code") }],
    ["with another code", (back: URL) => { back.searchParams.set("code", "A".repeat(43)) }],
    ["from another issuer", (back: URL) => { back.searchParams.set("iss", "https://evil.example") }],
    ["with a refusal", (back: URL) => { back.searchParams.delete("code"); back.searchParams.set("error", "access_denied") }],
    ["with two codes", (back: URL) => { back.searchParams.append("code", "A") }],
  ])("none holds %s", async (_name, change) => {
    const surfer = new Surfer()
    const back = await surfer.there.signIn(await surfer.leave("/es/sign-in/go"), "ana", BACK)
    change(back)
    const to = await surfer.comeBack(back)
    expect([to.startsWith("/es/sign-in?"), why(to), surfer.isIn]).toEqual([true, "provider-wrong", false])
  })
})

describe("again", () => {
  test("the provider is asked to have the same person sign in anew, and the session's token is another", async () => {
    const surfer = await known("pam")
    const before = surfer.jar.cookies.get(SESSION_COOKIE) ?? ""
    ahead += STEP_UP_MS
    expect((await surfer.jar.ask("/en/desk/me/passkey")).status).toBe(303)
    const address = new URL(await surfer.leave("/en/sign-in/go-again?to=/en/desk/me/passkey"))
    expect([address.searchParams.get("prompt"), address.searchParams.get("max_age")]).toEqual(["login", "0"])
    expect(await surfer.comeBack(await surfer.there.signIn(address.href, "pam", BACK))).toBe("/en/desk/me/passkey")
    expect((await surfer.jar.ask("/en/desk/me/passkey")).status).toBe(200)
    expect((await app.request("/en/desk/me", { headers: { cookie: `${SESSION_COOKIE}=${before}` } })).status).toBe(303)
  })

  test("somebody else there is told so, and nothing is renewed", async () => {
    await known("rita")
    const surfer = await known("quinn")
    ahead += STEP_UP_MS
    const before = surfer.jar.cookies.get(SESSION_COOKIE)
    expect(why(await surfer.comeBack(await new AtProvider().signIn(await surfer.leave("/en/sign-in/go-again"), "rita", BACK)))).toBe("other-person")
    expect(surfer.jar.cookies.get(SESSION_COOKIE)).toBe(before)
    expect((await surfer.jar.ask("/en/desk/me/passkey")).status).toBe(303)
  })

  test("who takes the wish for a new sign-in out of the address, and is still signed in there, has proved nothing", async () => {
    const surfer = await known("sam")
    const address = new URL(await surfer.leave("/en/sign-in/go-again"))
    for (const name of ["prompt", "max_age"]) address.searchParams.delete(name)
    expect(why(await surfer.comeBack(await surfer.there.signIn(address.href, "sam", BACK)))).toBe("provider-wrong")
  })
})

test("somebody who has ended is as unknown as anybody", async () => {
  await known("tom")
  const row = await store.db.selectFrom("identity").select("person").where("subject", "=", "tom").executeTakeFirstOrThrow()
  await store.db.updateTable("person").set({ ended_at: new Date() }).where("id", "=", row.person).execute()
  expect(why(await new Surfer().signIn("tom"))).toBe("unknown")
})

test("a provider that is away is said so, and asked again when it is back", async () => {
  const gone = await cityProvider(BACK)
  await gone.close()
  const jar = new CookieJar(appOf({ ...people, provider: new Provider(gone.settings, TEST_DESK) }), TEST_DESK)
  for (let tries = 0; tries < 2; tries++) expect(why((await jar.ask("/en/sign-in/go")).headers.get("location") ?? "")).toBe("provider-away")
  expect(await (await jar.ask("/en/sign-in?why=provider-away")).text()).toContain("cannot be reached now")
})

test("without a provider there is no way there, and no button", async () => {
  const jar = new CookieJar(appOf(testPeople(store.db)), TEST_DESK)
  expect([(await jar.ask("/en/sign-in/go")).status, (await jar.ask(PROVIDER_RETURN)).status]).toEqual([404, 404])
  expect(await (await jar.ask("/en/sign-in")).text()).not.toContain("sign-in/go")
})
