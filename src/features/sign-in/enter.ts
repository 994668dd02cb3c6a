/** The end of each way in: a session with a token that nobody had before, in the place of the one that the browser had. */
import type { Context } from "hono"
import { dropCookie, FLOW_COOKIE, readCookie, SESSION_COOKIE, writeCookie } from "../../http/cookies.ts"
import { NO_STORE } from "../../http/visit.tsx"
import type { People } from "../../people/people.ts"
import { openSession, visitFor } from "../../people/sessions.ts"
import type { PersonId } from "../../people/types.ts"

export async function enter(c: Context, people: People, person: PersonId, to: string): Promise<Response> {
  const former = await visitFor(people, readCookie(c, SESSION_COOKIE))
  const { token } = await openSession(people, person, former?.session ?? null)
  writeCookie(c, SESSION_COOKIE, token)
  dropCookie(c, FLOW_COOKIE)
  return goTo(c, to)
}

export function goTo(c: Context, to: string): Response {
  c.header("cache-control", NO_STORE)
  return c.redirect(to, 303)
}
