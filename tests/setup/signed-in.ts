/**
 * Somebody who has signed in, for tests that begin at the desk: a person with a grant, and a session, in the database.
 *
 *     const people = testPeople(store.db)
 *     const worker = await signedIn(people, { role: "worker", bodies: ["police"] })
 *     await app.request("/en/desk", worker.get())
 *     await app.request("/en/desk/start", worker.post({ question: "joint-duty" }))
 */
import { randomBytes } from "node:crypto"
import type { Kysely } from "kysely"
import { SESSION_COOKIE } from "../../src/http/cookies.ts"
import { newCsrf } from "../../src/people/csrf.ts"
import { ALL_BODIES, findPerson, type People } from "../../src/people/people.ts"
import { openSession } from "../../src/people/sessions.ts"
import { newThrottles } from "../../src/people/throttle.ts"
import type { Person, PersonId, Role } from "../../src/people/types.ts"
import type { Tables } from "../../src/store/tables.ts"

/** As `app.request` has it without a host of its own. */
export const TEST_DESK = "http://localhost"

export function testPeople(db: Kysely<Tables>, clock: () => Date = () => new Date()): People {
  return { db, clock, origin: TEST_DESK, provider: null, throttle: newThrottles() }
}

export interface Signing {
  readonly role: Role
  readonly bodies: "all" | readonly string[]
  readonly name?: string
}

export interface SignedIn {
  readonly person: Person
  /** The value of the session's cookie. */
  readonly token: string
  readonly csrf: string
  /** What a request is made with: a page, or a form as our own pages send it. */
  get(): RequestInit
  post(fields: Readonly<Record<string, string | readonly string[]>>): RequestInit
}

export async function signedIn(people: People, ...signing: readonly Signing[]): Promise<SignedIn> {
  const id = randomBytes(9).toString("base64url") as PersonId
  await people.db.insertInto("person").values({ id, name: signing[0]?.name ?? `A ${signing[0]?.role ?? "nobody"}` }).execute()
  for (const { role, bodies } of signing) {
    const rows = (bodies === "all" ? [ALL_BODIES] : bodies).map((body) => ({ person: id, role, body }))
    if (rows.length > 0) await people.db.insertInto("person_grant").values(rows).execute()
  }
  const person = await findPerson(people.db, id)
  if (person === null) throw new Error("the person is not there")
  const { token } = await openSession(people, id, null)
  const csrf = newCsrf(token)
  const cookie = `${SESSION_COOKIE}=${token}`
  return {
    person,
    token,
    csrf,
    get: () => ({ headers: { cookie } }),
    post: (fields) => ({ method: "POST", headers: { cookie, origin: people.origin }, body: formOf({ csrf, ...fields }) }),
  }
}

function formOf(fields: Readonly<Record<string, string | readonly string[]>>): URLSearchParams {
  return new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])))
}
