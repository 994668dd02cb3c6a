/**
 * The two roles: the owner, who logs in, migrates and grants; and `writ_web`, as which everything else is done.
 *
 * `writ_web` cannot log in. Each connection of the pool is the owner's and puts it on (`set role`) before it is handed out,
 * so a query that goes wrong, or was made to, has only what `WEB_MAY` grants. Why not a login of its own:
 * docs/decisions/2026-11-25-store.md.
 */
import { sql, type Kysely } from "kysely"
import { lockMigrations } from "./migrate.ts"
import { WEB_MAY, type Privilege, type Tables } from "./tables.ts"
import { codeOf } from "./trouble.ts"

export const WEB_ROLE = "writ_web"

const PRIVILEGES: readonly Privilege[] = ["select", "insert", "update", "delete"]

/** Makes the role if it can, grants it what it may do, and says whether this login can put it on. */
export async function readyWebRole(db: Kysely<Tables>): Promise<boolean> {
  await createRole(db)
  if (!(await canPutOn(db))) {
    // Not ours to grant, no such role, or granted by another server at this very moment.
    await tolerate(sql`grant ${sql.id(WEB_ROLE)} to current_user`.execute(db), ["42501", "42704", "0LP01", "XX000"])
    if (!(await canPutOn(db))) return false
  }
  await grantTables(db)
  return true
}

/** Roles are the whole cluster's: servers of other databases may make it at the same moment. */
async function createRole(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql`select 1 from pg_roles where rolname = ${WEB_ROLE}`.execute(db)
  if (rows.length > 0) return
  await tolerate(sql`create role ${sql.id(WEB_ROLE)} nologin`.execute(db), ["42501", "42710", "23505"])
}

/** Tried, not asked for: what it takes differs between versions of PostgreSQL. */
async function canPutOn(db: Kysely<Tables>): Promise<boolean> {
  return db.connection().execute(async (connection) => {
    try {
      await sql`set role ${sql.id(WEB_ROLE)}`.execute(connection)
    } catch (error) {
      if (codeOf(error) === "42501" || codeOf(error) === "22023") return false
      throw error
    }
    await sql`reset role`.execute(connection)
    return true
  })
}

async function tolerate(query: Promise<unknown>, codes: readonly string[]): Promise<void> {
  await query.catch((error: unknown) => { if (!codes.includes(codeOf(error))) throw error })
}

interface Has {
  readonly name: string
  readonly privilege: Privilege
  readonly has: boolean
}

/** Grants what is missing and takes what is too much, for tables that this login owns. Nothing is written when all is as it should be. */
async function grantTables(db: Kysely<Tables>): Promise<void> {
  if ((await differences(db)).length === 0) return
  await db.transaction().execute(async (transaction) => {
    await lockMigrations(transaction)
    for (const { name, privilege, has } of await differences(transaction)) {
      const [table, role] = [sql.id(name), sql.id(WEB_ROLE)]
      await (has ? sql`revoke ${sql.raw(privilege)} on ${table} from ${role}` : sql`grant ${sql.raw(privilege)} on ${table} to ${role}`).execute(transaction)
    }
  })
}

const MAY: ReadonlyMap<string, readonly Privilege[]> = new Map(Object.entries(WEB_MAY))

/** What the web role has and should not, or should have and has not. */
async function differences(db: Kysely<Tables>): Promise<readonly Has[]> {
  const { rows } = await sql<Has>`
    select c.relname as name, p as privilege, has_table_privilege(${WEB_ROLE}, c.oid, p) as has
    from pg_class c cross join unnest(${PRIVILEGES}::text[]) p
    where c.relnamespace = current_schema()::text::regnamespace and c.relname = any(${[...MAY.keys()]}::text[])
      and pg_has_role(c.relowner, 'usage')`.execute(db)
  return rows.filter(({ name, privilege, has }) => has !== MAY.get(name)?.includes(privilege))
}
