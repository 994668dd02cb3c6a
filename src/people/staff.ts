/** What an administrator does with people: list, invite, give and take roles, end. Whether they may is roles.ts's business, and the door's. */
import type { Transaction } from "kysely"
import type { BodyId } from "../law/types.ts"
import type { Tables } from "../store/tables.ts"
import { makeLink, newPersonId } from "./links.ts"
import { ALL_BODIES, findPeople, type People } from "./people.ts"
import type { Person, PersonId, Role } from "./types.ts"

/** One role for one body, or for the whole city. */
export interface OneGrant {
  readonly role: Role
  readonly body: BodyId | "all"
}

/** Who has a role for one of these bodies; who has one for the whole city besides. For `all`, everybody, with a role or without. */
export async function peopleOf({ db }: People, bodies: "all" | ReadonlySet<BodyId>): Promise<readonly Person[]> {
  if (bodies !== "all" && bodies.size === 0) return []
  const rows = bodies === "all"
    ? await db.selectFrom("person").select("id").where("ended_at", "is", null).execute()
    : await db.selectFrom("person_grant").select("person as id").distinct().where("body", "in", [...bodies, ALL_BODIES]).execute()
  return findPeople(db, rows.map(({ id }) => id as PersonId))
}

/** A new person with a first role, and the token of the link to hand over. */
export async function invite(people: People, by: PersonId, name: string, grant: OneGrant): Promise<{ readonly person: PersonId; readonly token: string }> {
  const person = newPersonId()
  await people.db.transaction().execute(async (transaction) => {
    await transaction.insertInto("person").values({ id: person, name }).execute()
    await addGrant(transaction, by, person, grant)
  })
  return { person, token: await makeLink(people, person, by) }
}

export async function giveRole({ db }: People, by: PersonId, person: PersonId, grant: OneGrant): Promise<void> {
  await db.transaction().execute((transaction) => addGrant(transaction, by, person, grant))
}

async function addGrant(transaction: Transaction<Tables>, by: PersonId, person: PersonId, { role, body }: OneGrant): Promise<void> {
  await transaction.insertInto("person_grant").values({ person, role, body: keptBody(body), made_by: by }).onConflict((conflict) => conflict.doNothing()).execute()
}

export type Taken = "done" | "last-administrator"

/** Somebody must go on administering the whole city. */
export async function takeRole({ db }: People, person: PersonId, { role, body }: OneGrant): Promise<Taken> {
  return db.transaction().execute(async (transaction) => {
    if (role === "administrator" && body === "all" && (await isLastAdministrator(transaction, person))) return "last-administrator"
    await transaction.deleteFrom("person_grant").where("person", "=", person).where("role", "=", role).where("body", "=", keptBody(body)).execute()
    return "done"
  })
}

/** Ends somebody: no session, no way in, no role. The name stays, for what they did. */
export async function endPerson({ db, clock }: People, person: PersonId): Promise<Taken> {
  const now = clock()
  return db.transaction().execute(async (transaction) => {
    if (await isLastAdministrator(transaction, person)) return "last-administrator"
    await transaction.updateTable("person").set({ ended_at: now }).where("id", "=", person).execute()
    for (const table of ["session", "passkey", "identity", "person_grant"] as const) await transaction.deleteFrom(table).where("person", "=", person).execute()
    await transaction.updateTable("one_time_link").set({ ends_at: now }).where("person", "=", person).where("used_at", "is", null).where("ends_at", ">", now).execute()
    return "done"
  })
}

/** Holds all rows of administrators of the whole city, so that two of them who end each other do so one after the other. */
async function isLastAdministrator(transaction: Transaction<Tables>, person: PersonId): Promise<boolean> {
  const rows = await transaction.selectFrom("person_grant").select("person").where("role", "=", "administrator").where("body", "=", ALL_BODIES).orderBy("person").forUpdate().execute()
  return rows.length === 1 && rows[0]?.person === person
}

function keptBody(body: BodyId | "all"): string {
  return body === "all" ? ALL_BODIES : body
}
