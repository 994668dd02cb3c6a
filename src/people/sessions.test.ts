import { afterAll, beforeAll, expect, test } from "vitest"
import { freshStore, type FreshStore } from "../../tests/setup/postgres.ts"
import { signedIn, testPeople } from "../../tests/setup/signed-in.ts"
import { isCsrfOf, newCsrf } from "./csrf.ts"
import { endSession, endSessionsOf, IDLE_MS, LONGEST_MS, openSession, visitFor } from "./sessions.ts"
import { newToken } from "./tokens.ts"

let store: FreshStore
let now = new Date("2026-11-25T09:00:00Z")
beforeAll(async () => { store = await freshStore() })
afterAll(() => store.close())
const people = () => testPeople(store.db, () => now)
const later = (milliseconds: number): void => { now = new Date(now.getTime() + milliseconds) }

test("a token is its person's, with what was granted, and nobody else's", async () => {
  const { token, person } = await signedIn(people(), { role: "worker", bodies: ["police"], name: "Ana" }, { role: "counsel", bodies: "all" }, { role: "oversight", bodies: [] })
  expect(await visitFor(people(), token)).toMatchObject({ person: { id: person.id, name: "Ana", grants: [{ role: "worker", bodies: ["police"] }, { role: "counsel", bodies: "all" }] }, startedAt: now, steppedUpAt: now })
  for (const other of [newToken(), "", "x", `${token}A`, token.slice(1), token.toLowerCase()]) expect(await visitFor(people(), other)).toBeNull()
  const kept = await store.db.selectFrom("session").select("id").execute()
  expect(JSON.stringify(kept)).not.toContain(token)
})

test("who has ended is nobody, on sessions that were open too", async () => {
  const { token, person } = await signedIn(people(), { role: "worker", bodies: "all" })
  await store.db.updateTable("person").set({ ended_at: now }).where("id", "=", person.id).execute()
  expect(await visitFor(people(), token)).toBeNull()
})

test("it ends after half an hour without a request, and each request puts that off", async () => {
  const { token } = await signedIn(people(), { role: "worker", bodies: "all" })
  for (const pause of [IDLE_MS - 1, IDLE_MS - 1]) {
    later(pause)
    expect(await visitFor(people(), token)).not.toBeNull()
  }
  later(IDLE_MS)
  expect(await visitFor(people(), token)).toBeNull()
})

test("it ends after twelve hours, however busy", async () => {
  const { token } = await signedIn(people(), { role: "worker", bodies: "all" })
  for (let passed = 0; passed + IDLE_MS / 2 < LONGEST_MS; passed += IDLE_MS / 2) {
    later(IDLE_MS / 2)
    expect(await visitFor(people(), token)).not.toBeNull()
  }
  later(IDLE_MS / 2)
  expect(await visitFor(people(), token)).toBeNull()
})

test("signing in again ends the session that the browser had; signing out everywhere ends all of one person's", async () => {
  const [one, other] = [await signedIn(people(), { role: "worker", bodies: "all" }), await signedIn(people(), { role: "worker", bodies: "all" })]
  const before = await visitFor(people(), one.token)
  const again = await openSession(people(), one.person.id, before?.session ?? null)
  expect([await visitFor(people(), one.token), await visitFor(people(), again.token)]).toEqual([null, expect.anything()])
  const beside = await openSession(people(), one.person.id, null)
  await endSession(people(), beside.session)
  expect([await visitFor(people(), beside.token), await visitFor(people(), again.token)]).toEqual([null, expect.anything()])
  await endSessionsOf(people(), one.person.id)
  expect([await visitFor(people(), again.token), await visitFor(people(), other.token)]).toEqual([null, expect.anything()])
})

test("what a form brings along is masked anew each time, and counts for its own session alone", () => {
  const [token, other] = [newToken(), newToken()]
  const [one, two] = [newCsrf(token), newCsrf(token)]
  expect(one).not.toBe(two)
  expect([isCsrfOf(token, one), isCsrfOf(token, two), isCsrfOf(other, one), isCsrfOf("", newCsrf(""))]).toEqual([true, true, false, true])
  const flipped = Buffer.from(one, "base64url")
  flipped[40] = (flipped[40] ?? 0) ^ 1
  for (const wrong of ["", "x", one.slice(2), `${one}AA`, flipped.toString("base64url"), "A".repeat(86)]) expect(isCsrfOf(token, wrong)).toBe(false)
})
