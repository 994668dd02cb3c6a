/**
 * Sessions: who has signed in, in which browser, since when.
 *
 * The browser holds a token in a cookie, the database its SHA-256. A token is made anew at each sign-in and each step-up, and the one
 * before it ends, so that nobody can be made to go on with a token that somebody else knows. A session ends after 30 minutes in which
 * nothing was asked for, after 12 hours in any case, when its person ends, and when somebody says so.
 */
import { bug } from "../kernel/text/bug.ts"
import { newCsrf } from "./csrf.ts"
import { findPerson, type People } from "./people.ts"
import { digestOfToken, newToken } from "./tokens.ts"
import type { PersonId, SessionId, Visit } from "./types.ts"

export const IDLE_MS = 30 * 60_000
export const LONGEST_MS = 12 * 60 * 60_000
/** How exactly it is noted when a session was last seen: a write a minute at most, not one a request. */
const SEEN_EVERY_MS = 60_000

export interface OpenedSession {
  /** For the cookie, and kept nowhere. */
  readonly token: string
  readonly session: SessionId
}

/** Of somebody who has just proved who they are. `former`, the session that the browser had, ends. */
export async function openSession({ db, clock }: People, person: PersonId, former: SessionId | null): Promise<OpenedSession> {
  const token = newToken()
  const session = sessionOf(token) ?? bug("people/sessions: a new token is no token")
  const now = clock()
  await db.transaction().execute(async (transaction) => {
    if (former !== null) await transaction.deleteFrom("session").where("id", "=", former).execute()
    await transaction.deleteFrom("session").where((at) => at.or([at("seen_at", "<=", before(now, IDLE_MS)), at("started_at", "<=", before(now, LONGEST_MS))])).execute()
    await transaction.insertInto("session").values({ id: session, person, started_at: now, seen_at: now, stepped_up_at: now }).execute()
  })
  return { token, session }
}

/** Whose a token is, and that they are here now; `null` where it is nobody's, or its session has ended. */
export async function visitFor({ db, clock }: People, token: string): Promise<Visit | null> {
  const id = sessionOf(token)
  if (id === null) return null
  const now = clock()
  const row = await db.selectFrom("session").select(["person", "started_at", "seen_at", "stepped_up_at"])
    .where("id", "=", id).where("seen_at", ">", before(now, IDLE_MS)).where("started_at", ">", before(now, LONGEST_MS)).executeTakeFirst()
  const person = row === undefined ? null : await findPerson(db, row.person as PersonId)
  if (row === undefined || person === null) return null
  if (row.seen_at <= before(now, SEEN_EVERY_MS)) await db.updateTable("session").set({ seen_at: now }).where("id", "=", id).execute()
  return { session: id, person, csrf: newCsrf(token), steppedUpAt: row.stepped_up_at, startedAt: row.started_at }
}

export async function endSession({ db }: People, session: SessionId): Promise<void> {
  await db.deleteFrom("session").where("id", "=", session).execute()
}

/** Signs somebody out everywhere. */
export async function endSessionsOf({ db }: People, person: PersonId): Promise<void> {
  await db.deleteFrom("session").where("person", "=", person).execute()
}

function sessionOf(token: string): SessionId | null {
  return digestOfToken(token) as SessionId | null
}

function before(now: Date, milliseconds: number): Date {
  return new Date(now.getTime() - milliseconds)
}

/** Whether a session is one still, without making it last longer. */
export async function isSessionOpen({ db, clock }: People, session: SessionId): Promise<boolean> {
  const now = clock()
  return (await db.selectFrom("session").select("id").where("id", "=", session).where("seen_at", ">", before(now, IDLE_MS)).where("started_at", ">", before(now, LONGEST_MS)).executeTakeFirst()) !== undefined
}
