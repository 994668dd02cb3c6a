/** Names of people by their ids, for pages that show who did what. Also of who has ended: what they did stays theirs. */
import type { Kysely } from "kysely"
import type { BodyId } from "../law/types.ts"
import type { Tables } from "../store/tables.ts"
import { findPeople } from "./people.ts"
import { may } from "./roles.ts"
import type { Person, PersonId } from "./types.ts"

/** Whoever is no person, a program with its key, stands by the id. */
export async function namesOf(db: Kysely<Tables>, ids: readonly string[]): Promise<(id: string) => string> {
  const asked = [...new Set(ids)]
  const rows = asked.length === 0 ? [] : await db.selectFrom("person").select(["id", "name"]).where("id", "in", asked).execute()
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return (id) => names.get(id) ?? id
}

/** Everybody of counsel who has not ended, in the sequence of their names. */
export async function everyCounsel(db: Kysely<Tables>): Promise<readonly Person[]> {
  const rows = await db.selectFrom("person_grant").select("person").where("role", "=", "counsel").execute()
  return findPeople(db, [...new Set(rows.map(({ person }) => person as PersonId))])
}

/** Whether somebody may be on call for a body, or for the whole city. */
export function mayBeOnCall(person: Person, body: BodyId | "all"): boolean {
  return may(person, "counsel/answer", body) !== "no"
}
