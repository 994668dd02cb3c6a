/**
 * Opens the store: the one door to what Writ keeps.
 *
 *     const store = await openStore({ dataFolder: "data", onProgress })        // the embedded server, started or adopted
 *     const store = await openStore({ databaseUrl: env.DATABASE_URL, onProgress })   // any PostgreSQL 15 or later
 *     await store.db.selectFrom("store_migration").selectAll().execute()
 *     await store.close()
 *
 * Opening looks at the server (version, encoding, not a standby), applies the migrations that are missing
 * (migrations/all.ts says how to add one) and sets what the web role may do. `store.db` then works as that role. What a
 * person should know is told through `onProgress`; what a person must mend is thrown as `StoreTrouble`. Neither has words.
 *
 * `close()` waits for queries that run, and stops the embedded server if no other process uses it (embedded.ts).
 */
import { sql, type Kysely } from "kysely"
import type pg from "pg"
import { kyselyOn, loginOf, loginTrouble, openPool, type Login } from "./connect.ts"
import { openEmbedded, type EmbeddedServer } from "./embedded.ts"
import { migrate } from "./migrate.ts"
import { MIGRATIONS } from "./migrations/all.ts"
import type { OnProgress } from "./progress.ts"
import type { Tables } from "./tables.ts"
import { codeOf, StoreTrouble, type StoreFacts } from "./trouble.ts"
import { readyWebRole, WEB_ROLE } from "./web-role.ts"

export interface Store {
  readonly db: Kysely<Tables>
  /** Whether `db` works as the web role, with its rights alone; false where a given login may not make or put on roles. */
  readonly hasWebRole: boolean
  close(): Promise<void>
}

export type StoreOptions = ({ readonly databaseUrl: string } | { readonly dataFolder: string }) & {
  /** How many connections at most; without it 16. PostgreSQL takes 100 in all unless it is told otherwise. */
  readonly poolSize?: number
  readonly onProgress?: OnProgress
}

const POOL_SIZE = 16
const OLDEST = 150_000
/** The embedded server's database. */
const DATABASE = "writ"

/** Throws `StoreTrouble`. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const onProgress = options.onProgress ?? (() => undefined)
  const size = options.poolSize ?? POOL_SIZE
  if ("databaseUrl" in options) {
    const login = loginOf(options.databaseUrl)
    return openDatabase({ config: { connectionString: options.databaseUrl }, login, size, onProgress })
  }
  const server = await openEmbedded(options.dataFolder, onProgress)
  return openOn(server, size, onProgress).catch(async (error: unknown) => {
    await server.close()
    throw error
  })
}

async function openOn(server: EmbeddedServer, size: number, onProgress: OnProgress): Promise<Store> {
  const login = { ...server.login(), database: DATABASE }
  await createDatabase(server)
  const { pool, ...store } = await openDatabase({ config: login, login, size, onProgress })
  server.onBack((port) => { pool.options.port = port })
  return { ...store, close: async () => { await store.close(); await server.close() } }
}

/** Two starters may try at once. */
async function createDatabase(server: EmbeddedServer): Promise<void> {
  const pool = openPool({ config: { ...server.login(), database: "postgres" }, size: 1, role: null, onLost: () => undefined })
  try {
    const { rowCount } = await pool.query("select from pg_database where datname = $1", [DATABASE])
    if (rowCount === 0) await pool.query(`create database ${DATABASE} template template0`)
  } catch (error) {
    if (codeOf(error) !== "42P04" && codeOf(error) !== "23505") throw error
  } finally {
    await pool.end()
  }
}

interface Given {
  readonly config: pg.ClientConfig
  readonly login: Login
  readonly size: number
  readonly onProgress: OnProgress
}

async function openDatabase({ config, login, size, onProgress }: Given): Promise<Store & { readonly pool: pg.Pool }> {
  const onLost = (): void => undefined
  const hasWebRole = await prepare(kyselyOn(openPool({ config, size: 1, role: null, onLost })), login, onProgress)
  if (!hasWebRole) onProgress({ kind: "no-web-role", user: login.user })
  const pool = openPool({ config, size, role: hasWebRole ? WEB_ROLE : null, onLost })
  const db = kyselyOn(pool)
  return { db, hasWebRole, pool, close: () => db.destroy() }
}

/** As the owner: everything that comes before the first query of anybody else. Says whether there is a web role to put on. */
async function prepare(owner: Kysely<Tables>, login: Login, onProgress: OnProgress): Promise<boolean> {
  try {
    await checkServer(owner, login)
    await migrate(owner, MIGRATIONS, login.user, onProgress)
    return await readyWebRole(owner)
  } finally {
    await owner.destroy()
  }
}

/** What a server says of itself. */
export interface ServerState {
  /** 180004 */
  readonly number: number
  readonly version: string
  readonly encoding: string
  readonly is_standby: boolean
}

/** The first query of all: what fails here failed to connect. */
async function checkServer(db: Kysely<Tables>, login: Login): Promise<void> {
  const { rows } = await sql<ServerState>`
    select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
      current_setting('server_encoding') as encoding, pg_is_in_recovery() as is_standby`.execute(db).catch((error: unknown) => { throw loginTrouble(error, login) })
  for (const state of rows) {
    const facts = factsAgainst(state, login)
    if (facts !== null) throw new StoreTrouble(facts)
  }
}

/** Why a server will not do; null when it will. */
export function factsAgainst({ number, version, encoding, is_standby }: ServerState, { host, database }: Login): StoreFacts | null {
  if (number < OLDEST) return { kind: "too-old", host, found: version, needed: String(OLDEST / 10_000) }
  if (is_standby) return { kind: "standby", host }
  return encoding === "UTF8" ? null : { kind: "not-utf8", database, encoding }
}
