/** Reading people: who somebody is and what was granted to them, by their id. Whoever has ended is nobody. */
import type { Kysely } from "kysely"
import type { BodyId } from "../law/types.ts"
import type { Tables } from "../store/tables.ts"
import type { Provider } from "./provider.ts"
import type { Throttles } from "./throttle.ts"
import { ROLES, type Grant, type Person, type PersonId, type Role } from "./types.ts"

/** What everything here works with. */
export interface People {
  readonly db: Kysely<Tables>
  readonly clock: () => Date
  /** Where people reach the desk, `https://desk.city.example`. Set by the operator, never read from a request. */
  readonly origin: string
  /** The city's own sign-in; `null` where there are passkeys alone. */
  readonly provider: Provider | null
  readonly throttle: Throttles
}

/** As `person_grant.body` has all bodies. */
export const ALL_BODIES = "*"

/** `null` for nobody, and for a person who has ended. */
export async function findPerson(db: Kysely<Tables>, id: PersonId): Promise<Person | null> {
  return (await findPeople(db, [id]))[0] ?? null
}

/** Those of them that are there, in the sequence of their names. */
export async function findPeople(db: Kysely<Tables>, ids: readonly PersonId[]): Promise<readonly Person[]> {
  if (ids.length === 0) return []
  const people = await db.selectFrom("person").select(["id", "name"]).where("id", "in", ids).where("ended_at", "is", null).orderBy("name").orderBy("id").execute()
  const grants = await db.selectFrom("person_grant").select(["person", "role", "body"]).where("person", "in", ids).orderBy("body").execute()
  return people.map(({ id, name }) => ({ id: id as PersonId, name, grants: grantsFrom(grants.filter(({ person }) => person === id)) }))
}

/** One grant a role, in the roles' sequence. A role that this program does not know grants nothing. */
function grantsFrom(rows: readonly { readonly role: string; readonly body: string }[]): readonly Grant[] {
  return ROLES.flatMap((role: Role): readonly Grant[] => {
    const bodies = rows.filter((row) => row.role === role).map(({ body }) => body)
    if (bodies.length === 0) return []
    return [{ role, bodies: bodies.includes(ALL_BODIES) ? "all" : (bodies as readonly string[] as readonly BodyId[]) }]
  })
}
