/**
 * One-time links: how somebody comes to a first passkey or account, handed over by a colleague.
 *
 * A link is its person's; one that is nobody's makes who opens it an administrator of everything, and is made on the server's own
 * command line alone. A link is kept as SHA-256, ends after a day, at its first use, and when a newer one is made for the same person.
 */
import type { Transaction } from "kysely"
import { bug } from "../kernel/text/bug.ts"
import { newReference } from "../record/from-decision.ts"
import type { Tables } from "../store/tables.ts"
import { ALL_BODIES, findPerson, type People } from "./people.ts"
import { digestOfToken, newToken } from "./tokens.ts"
import type { PersonId } from "./types.ts"

const LINK_MS = 24 * 60 * 60_000

/** A new link's token. `person` is whose it is, `null` for an administrator's; `by` is who made it, `null` on the command line. */
export async function makeLink({ db, clock }: Pick<People, "db" | "clock">, person: PersonId | null, by: PersonId | null): Promise<string> {
  const token = newToken()
  const now = clock()
  await db.transaction().execute(async (transaction) => {
    if (person !== null) await endLinksOf(transaction, person, now)
    await transaction.insertInto("one_time_link").values({ id: digestOfToken(token) ?? bug("people/links: a new token is no token"), person, made_at: now, made_by: by, ends_at: new Date(now.getTime() + LINK_MS), used_at: null }).execute()
  })
  return token
}

/** Where a link's person opens it. */
export function addressOfLink({ origin }: Pick<People, "origin">, language: string, token: string): string {
  return `${origin}/${language}/sign-in/link/${token}`
}

export interface OpenLink {
  /** SHA-256 of its token. */
  readonly id: string
  /** Whose it is; `null` where it makes an administrator. */
  readonly person: { readonly id: PersonId; readonly name: string } | null
}

/** What a token opens; `null` where it opens nothing, or nothing any more: which of the two is not said. */
export async function findLink({ db, clock }: People, token: string): Promise<OpenLink | null> {
  const id = digestOfToken(token)
  if (id === null) return null
  const row = await db.selectFrom("one_time_link").select("person").where("id", "=", id).where("used_at", "is", null).where("ends_at", ">", clock()).executeTakeFirst()
  if (row === undefined) return null
  if (row.person === null) return { id, person: null }
  const person = await findPerson(db, row.person as PersonId)
  return person === null ? null : { id, person }
}

/** How somebody who opened a link will prove who they are from now on. */
export type NewProof =
  | { readonly kind: "passkey"; readonly id: string; readonly publicKey: Uint8Array; readonly counter: number; readonly transports: string }
  | { readonly kind: "identity"; readonly issuer: string; readonly subject: string }

export type UsedLink = { readonly kind: "used"; readonly person: PersonId } | { readonly kind: "over" } | { readonly kind: "taken" }

/** Who an administrator's link makes. */
export interface NewAdministrator {
  readonly id: PersonId
  readonly name: string
}

/**
 * Uses a link up; an administrator's link needs to know whom it makes. Its person's sessions and every other way in
 * end, since a link is also how somebody comes back whose passkey was lost, perhaps to somebody else. `taken` where the proof is another person's; the link then stays.
 */
export async function useLink({ db, clock }: People, link: string, administrator: NewAdministrator | null, proof: NewProof): Promise<UsedLink> {
  const now = clock()
  try {
    return await db.transaction().execute(async (transaction): Promise<UsedLink> => {
      const open = transaction.updateTable("one_time_link").set({ used_at: now }).where("id", "=", link).where("used_at", "is", null).where("ends_at", ">", now)
      const used = await (administrator === null ? open.where("person", "is not", null) : open.where("person", "is", null)).returning("person").executeTakeFirst()
      if (used === undefined) return { kind: "over" }
      const person = administrator === null ? (used.person as PersonId) : await makeAdministrator(transaction, administrator)
      await endLinksOf(transaction, used.person as PersonId | null, now)
      for (const table of ["session", "passkey", "identity"] as const) await transaction.deleteFrom(table).where("person", "=", person).execute()
      await addProof(transaction, person, proof)
      return { kind: "used", person }
    })
  } catch (error) {
    if (isTaken(error)) return { kind: "taken" }
    throw error
  }
}

/** Throws PostgreSQL's error 23505 where the proof is somebody's already. */
export async function addProof(transaction: Transaction<Tables>, person: PersonId, proof: NewProof): Promise<void> {
  switch (proof.kind) {
    case "passkey":
      await transaction.insertInto("passkey").values({ id: proof.id, person, public_key: proof.publicKey, counter: proof.counter, transports: proof.transports, used_at: null }).execute()
      return
    case "identity":
      await transaction.insertInto("identity").values({ issuer: proof.issuer, subject: proof.subject, person }).execute()
      return
  }
}

export function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "23505"
}

export function newPersonId(): PersonId {
  return newReference() as PersonId
}

/** Whether anybody administers everything; until then the server's start makes a link. */
export async function hasAdministrator({ db }: People): Promise<boolean> {
  const found = await db.selectFrom("person_grant").innerJoin("person", "person.id", "person_grant.person").select("person.id")
    .where("role", "=", "administrator").where("body", "=", ALL_BODIES).where("person.ended_at", "is", null).executeTakeFirst()
  return found !== undefined
}

async function makeAdministrator(transaction: Transaction<Tables>, { id, name }: NewAdministrator): Promise<PersonId> {
  await transaction.insertInto("person").values({ id, name }).execute()
  await transaction.insertInto("person_grant").values({ person: id, role: "administrator", body: ALL_BODIES, made_by: null }).execute()
  return id
}

async function endLinksOf(transaction: Transaction<Tables>, person: PersonId | null, now: Date): Promise<void> {
  const open = transaction.updateTable("one_time_link").set({ ends_at: now }).where("used_at", "is", null).where("ends_at", ">", now)
  await (person === null ? open.where("person", "is", null) : open.where("person", "=", person)).execute()
}
