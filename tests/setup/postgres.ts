/**
 * A database for a test file: migrated, empty, its own, on the one server of the test run.
 *
 *     const store = await freshStore()
 *     afterAll(() => store.close())
 *
 * `WRIT_TEST_SERVER=postgres://…` takes another server instead, one to throw away, as its owner: so the same tests hold other versions of PostgreSQL
 * to the same promises.
 */
import { randomBytes } from "node:crypto"
import pg from "pg"
import { inject } from "vitest"
import type {} from "./postgres-folder.ts"
import { openStore, type Store } from "../../src/store/database.ts"
import { openEmbedded, type EmbeddedServer } from "../../src/store/embedded.ts"

/** A server that was here before may have another run's. */
const template = (): string => `writ_template_${inject("postgresFolder").replace(/\W/g, "_")}`
/** Taken while the template is made; any number that nothing else takes. */
const TEMPLATE_LOCK = 1

let server: Promise<EmbeddedServer> | null = null

/** The run's server, started if this is the first to ask. It is not closed here: it outlives the test file. */
export function testServer(): Promise<EmbeddedServer> {
  server ??= openEmbedded(inject("postgresFolder"), () => undefined)
  return server
}

/** The address of a database of that name, as its owner. */
export async function urlOf(database: string): Promise<string> {
  const other = process.env["WRIT_TEST_SERVER"]
  if (other !== undefined) return Object.assign(new URL(other), { pathname: database }).href
  const { host, port, user, password } = (await testServer()).login()
  return `postgres://${user}:${password}@${host}:${port}/${database}`
}

/** Runs statements as the owner of everything, in one session. */
export async function asOwner<Result>(database: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: await urlOf(database) })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** A database of its own that nothing was done to yet, and its address. */
export async function emptyDatabase(form = "template template0"): Promise<string> {
  const name = `test_${randomBytes(6).toString("hex")}`
  await asOwner("postgres", (client) => client.query(`create database ${name} ${form}`))
  return urlOf(name)
}

export interface FreshStore extends Store {
  /** The same database's address, as its owner. */
  readonly databaseUrl: string
}

/** Opens a store on a database copied from one that was migrated: a fraction of a second. */
export async function freshStore(): Promise<FreshStore> {
  await makeTemplate()
  const databaseUrl = await emptyDatabase(`template ${template()}`)
  return { ...(await openStore({ databaseUrl, poolSize: 4 })), databaseUrl }
}

/** Once a run: test files that come at the same time wait for the first. */
async function makeTemplate(): Promise<void> {
  await asOwner("postgres", async (client) => {
    await client.query("select pg_advisory_lock($1)", [TEMPLATE_LOCK])
    const { rowCount } = await client.query("select from pg_database where datname = $1", [template()])
    if (rowCount !== 0) return
    await client.query(`create database ${template()} template template0`)
    const store = await openStore({ databaseUrl: await urlOf(template()), poolSize: 1 })
    await store.close()
  })
}
