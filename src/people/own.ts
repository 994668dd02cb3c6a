/** What is one person's own: ways to sign in, and open sessions. */
import type { Kysely } from "kysely"
import type { Tables } from "../store/tables.ts"
import { addProof, isTaken, type NewProof } from "./links.ts"
import type { PersonId } from "./types.ts"

export interface Own {
  readonly passkeys: readonly { readonly id: string; readonly madeAt: Date; readonly usedAt: Date | null }[]
  readonly sessions: number
  readonly hasAccount: boolean
}

export async function ownOf(db: Kysely<Tables>, person: PersonId): Promise<Own> {
  const passkeys = await db.selectFrom("passkey").select(["id", "made_at", "used_at"]).where("person", "=", person).orderBy("made_at").execute()
  const sessions = await db.selectFrom("session").select((select) => select.fn.countAll<number>().as("count")).where("person", "=", person).executeTakeFirstOrThrow()
  const account = await db.selectFrom("identity").select("subject").where("person", "=", person).executeTakeFirst()
  return { passkeys: passkeys.map((row) => ({ id: row.id, madeAt: row.made_at, usedAt: row.used_at })), sessions: sessions.count, hasAccount: account !== undefined }
}

/** One more way to sign in; `taken` where it is somebody's already. */
export async function addOwnProof(db: Kysely<Tables>, person: PersonId, proof: NewProof): Promise<"added" | "taken"> {
  try {
    await db.transaction().execute((transaction) => addProof(transaction, person, proof))
    return "added"
  } catch (error) {
    if (isTaken(error)) return "taken"
    throw error
  }
}

/** Ends a passkey of a person's own, unless it is their last way in. */
export async function endOwnPasskey(db: Kysely<Tables>, person: PersonId, id: string): Promise<"ended" | "last"> {
  return db.transaction().execute(async (transaction) => {
    // Two at once would each see the other's still there.
    await transaction.selectFrom("person").select("id").where("id", "=", person).forUpdate().execute()
    const { passkeys, hasAccount } = await ownOf(transaction, person)
    if (!hasAccount && passkeys.every((passkey) => passkey.id === id)) return "last"
    await transaction.deleteFrom("passkey").where("id", "=", id).where("person", "=", person).execute()
    return "ended"
  })
}
