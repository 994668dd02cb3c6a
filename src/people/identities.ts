/** Accounts of the city's own sign-in: whose each is, by issuer and subject. */
import type { Kysely } from "kysely"
import type { Tables } from "../store/tables.ts"
import { findPerson } from "./people.ts"
import type { Identity } from "./provider.ts"
import type { PersonId } from "./types.ts"

/** `null` for an account that is nobody's here, and for one of somebody who has ended: which of the two is not said. */
export async function personOfIdentity(db: Kysely<Tables>, { issuer, subject }: Identity): Promise<PersonId | null> {
  const row = await db.selectFrom("identity").select("person").where("issuer", "=", issuer).where("subject", "=", subject).executeTakeFirst()
  return row === undefined ? null : ((await findPerson(db, row.person as PersonId))?.id ?? null)
}
