/**
 * Brings a database to the form that this program needs, one migration a transaction, under a lock that all servers share:
 * of several that start at once one applies each, and the others find it done.
 *
 * The lock is the transaction's (`pg_advisory_xact_lock`), so it cannot outlive a crash and works behind a pooler.
 */
import { createHash } from "node:crypto"
import { sql, type Kysely, type Transaction } from "kysely"
import type { Migration } from "./migrations/migration.ts"
import type { OnProgress } from "./progress.ts"
import type { Tables } from "./tables.ts"
import { codeOf, StoreTrouble } from "./trouble.ts"

/** Any number will do, as long as it stays the same: "writ", then 2. */
const MIGRATION_LOCK = "8607616790529769474"

interface Applied {
  readonly id: string
  readonly digest: string
}

/** Applies what is missing. `user` is who is logged in, for messages. Throws `StoreTrouble`, and then leaves whole migrations only. */
export async function migrate(db: Kysely<Tables>, migrations: readonly Migration[], user: string, onProgress: OnProgress): Promise<void> {
  while (nextOf(migrations, await readApplied(db)) !== null) {
    const id = await db.transaction().execute((transaction) => applyNext(transaction, migrations, user))
    if (id !== null) onProgress({ kind: "migrated", id })
  }
}

/** Waits until no other server migrates or grants, and keeps others waiting until the transaction ends. */
export async function lockMigrations(transaction: Transaction<Tables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK}::bigint)`.execute(transaction)
}

async function applyNext(transaction: Transaction<Tables>, migrations: readonly Migration[], user: string): Promise<string | null> {
  await lockMigrations(transaction)
  const next = nextOf(migrations, await readApplied(transaction))
  if (next === null) return null
  try {
    await sql.raw(next.sql).execute(transaction)
    await transaction.insertInto("store_migration").values({ id: next.id, digest: digestOf(next) }).execute()
  } catch (error) {
    throw migrationTrouble(error, next.id, user)
  }
  return next.id
}

function migrationTrouble(error: unknown, id: string, user: string): StoreTrouble {
  if (codeOf(error) === "42501") return new StoreTrouble({ kind: "migration-refused", id, user }, error)
  return new StoreTrouble({ kind: "migration-failed", id, said: error instanceof Error ? error.message : String(error) }, error)
}

/** Looks into pg_class: `to_regclass` would answer from a cache that waiting for the lock does not refresh. */
async function readApplied(db: Kysely<Tables>): Promise<readonly Applied[]> {
  const { rows } = await sql`select from pg_class where relname = 'store_migration' and relnamespace = current_schema()::text::regnamespace`.execute(db)
  if (rows.length === 0) return []
  return db.selectFrom("store_migration").select(["id", "digest"]).orderBy("id").execute()
}

/** The first migration that was not applied; null when all were. What was applied must be how ours begin, word for word. */
export function nextOf(migrations: readonly Migration[], applied: readonly Applied[]): Migration | null {
  for (const [at, { id, digest }] of applied.entries()) {
    const ours = migrations[at]
    if (ours?.id !== id) throw new StoreTrouble({ kind: "migration-unknown", id })
    if (digestOf(ours) !== digest) throw new StoreTrouble({ kind: "migration-changed", id })
  }
  return migrations[applied.length] ?? null
}

/** SHA-256 of the SQL. Line ends do not count, since a checkout may change them. */
export function digestOf({ sql: text }: Migration): string {
  return createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex")
}
