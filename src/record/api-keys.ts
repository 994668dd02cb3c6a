/**
 * API keys: a program's right to have acts kept for one body.
 *
 *     writ_7K4Q92XM3T5B_4f0c…      what it is, its id, 32 random bytes in hex
 *
 * Only the key's SHA-256 is kept: it has 256 random bits, so nothing slower is needed. It is shown once.
 */
import { randomBytes } from "node:crypto"
import type { Kysely } from "kysely"
import type { Crypto } from "../kernel/log/crypto.ts"
import { hexFromBytes, utf8 } from "../kernel/text/bytes.ts"
import type { Tables } from "../store/tables.ts"
import { newReference } from "./from-decision.ts"

export interface ApiKey {
  readonly id: string
  readonly body: string
}

const SECRET = /^writ_[0-9A-Z]{12}_[0-9a-f]{64}$/

/** A new key for a body: the key itself, which is nowhere else, and its id. */
export async function makeApiKey(db: Kysely<Tables>, crypto: Crypto, body: string): Promise<ApiKey & { readonly secret: string }> {
  const id = newReference().replaceAll("-", "")
  const secret = `writ_${id}_${hexFromBytes(randomBytes(32))}`
  await db.insertInto("api_key").values({ id, hash: crypto.sha256(utf8(secret)), body }).execute()
  return { id, body, secret }
}

/** The key that a secret is; `null` for no key of ours, and for one that has ended. Its last use is noted to the hour. */
export async function findApiKey(db: Kysely<Tables>, crypto: Crypto, secret: string, now: Date): Promise<ApiKey | null> {
  return (await findApiKeys(db, crypto, [secret], now))[0] ?? null
}

/** The same for many secrets, in one query. */
export async function findApiKeys(db: Kysely<Tables>, crypto: Crypto, secrets: readonly string[], now: Date): Promise<readonly (ApiKey | null)[]> {
  const hashes = new Map([...new Set(secrets)].filter((secret) => SECRET.test(secret)).map((secret) => [secret, crypto.sha256(utf8(secret))]))
  if (hashes.size === 0) return secrets.map(() => null)
  const rows = await db.selectFrom("api_key").select(["id", "body", "hash", "used_at"]).where("hash", "in", [...hashes.values()]).where((at) => at.or([at("ended_at", "is", null), at("ended_at", ">", now)])).execute()
  const hour = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000)
  const unnoted = rows.filter(({ used_at: used }) => used === null || used < hour).map(({ id }) => id)
  if (unnoted.length > 0) await db.updateTable("api_key").set({ used_at: hour }).where("id", "in", unnoted).execute()
  const found = new Map(rows.map(({ id, body, hash }) => [hexFromBytes(hash), { id, body }]))
  return secrets.map((secret) => found.get(hexFromBytes(hashes.get(secret) ?? new Uint8Array(0))) ?? null)
}

/** How long a key still counts once another has taken its place: time to bring the new one to where it is used. */
const ROTATION_MS = 24 * 60 * 60_000

/** Another key in the place of one, which still counts for a day; `null` where there is no such key any more, or it has been replaced. */
export async function rotateApiKey(db: Kysely<Tables>, crypto: Crypto, id: string, now: Date): Promise<(ApiKey & { readonly secret: string }) | null> {
  return db.transaction().execute(async (transaction) => {
    const old = await transaction.updateTable("api_key").set({ ended_at: new Date(now.getTime() + ROTATION_MS) }).where("id", "=", id).where("ended_at", "is", null).returning("body").executeTakeFirst()
    return old === undefined ? null : makeApiKey(transaction, crypto, old.body)
  })
}

/** Ends a key now; says whether there was one to end. */
export async function endApiKey(db: Kysely<Tables>, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable("api_key").set({ ended_at: now }).where("id", "=", id).where((at) => at.or([at("ended_at", "is", null), at("ended_at", ">", now)])).executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export async function listApiKeys(db: Kysely<Tables>): Promise<readonly (ApiKey & { readonly madeAt: Date; readonly usedAt: Date | null; readonly endedAt: Date | null })[]> {
  const rows = await db.selectFrom("api_key").select(["id", "body", "made_at", "used_at", "ended_at"]).orderBy("made_at").execute()
  return rows.map((row) => ({ id: row.id, body: row.body, madeAt: row.made_at, usedAt: row.used_at, endedAt: row.ended_at }))
}
