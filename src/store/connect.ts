/**
 * Connections to a PostgreSQL: pools, what its values become, and what its refusals mean.
 *
 * | in PostgreSQL | here |
 * |---|---|
 * | bigint, count(*) | number; outside the safe integers an error, never a rounded one |
 * | date | string, `2025-08-30`; a day has no time zone |
 * | timestamptz | Date |
 * | bytea | Buffer |
 * | numeric | string |
 */
import { Kysely, PostgresDialect } from "kysely"
import pg from "pg"
import type { Tables } from "./tables.ts"
import { codeOf, StoreTrouble } from "./trouble.ts"

export interface Login {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
}

const INT8 = 20
const DATE = 1082

/** A whole number of PostgreSQL's 64-bit kind. Throws where a number would not hold it exactly. */
export function parseInt8(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is no safe integer; select it as text`)
  return value
}

function valueTypes(): pg.CustomTypesConfig {
  const types = new pg.TypeOverrides()
  types.setTypeParser(INT8, parseInt8)
  types.setTypeParser(DATE, (text) => text)
  return types
}

const CONNECT_MS = 10_000
const IDLE_MS = 30_000

export interface PoolOptions {
  readonly config: pg.ClientConfig
  readonly size: number
  /** Put on by each connection before it is handed out. */
  readonly role: string | null
  /** A connection broke, in use or not; the pool makes another when it is needed. */
  readonly onLost: () => void
}

export function openPool({ config, size, role, onLost }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    ...config,
    max: size,
    application_name: "writ",
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: IDLE_MS,
    keepAlive: true,
    types: valueTypes(),
    // The pool waits for what this gives, and a connection that fails here is not handed out; its types do not say so.
    // eslint-disable-next-line @typescript-eslint/no-misused-promises
    ...(role === null ? {} : { onConnect: (client: pg.ClientBase) => client.query(`set role ${pg.escapeIdentifier(role)}`) }),
  })
  pool.on("error", onLost)
  // The pool listens while nobody uses a connection; one that is lost in use would end the process, not just its query.
  pool.on("connect", (client) => client.on("error", onLost))
  return pool
}

export function kyselyOn(pool: pg.Pool): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}

/** Reads an address such as `postgres://writ:secret@db.example:5432/writ?sslmode=verify-full`. Throws `StoreTrouble` `bad-url`, which holds no part of it. */
export function loginOf(url: string): Login {
  if (!/^postgres(ql)?:\/\//.test(url)) throw new StoreTrouble({ kind: "bad-url" })
  try {
    // Never connected: it reads the address as every connection of the pool will.
    const { host, port, user, database } = new pg.Client({ connectionString: url })
    return { host, port, user: user ?? "", database: database ?? user ?? "" }
  } catch {
    throw new StoreTrouble({ kind: "bad-url" })
  }
}

/** What it means that a server could not be reached or would not let us in; any other error as it is. */
export function loginTrouble(error: unknown, { host, port, user, database }: Login): unknown {
  const code = codeOf(error)
  if (code === "3D000") return new StoreTrouble({ kind: "no-database", host, database }, error)
  if (code.startsWith("28") || code === "42501") return new StoreTrouble({ kind: "login-refused", host, user, said: sentenceOf(error) }, error)
  if (/^(E[A-Z_]+|57P0\d|53300|08\w{3})$/.test(code)) return new StoreTrouble({ kind: "unreachable", host, port, code }, error)
  if (/timeout|terminated|does not support SSL|certificate/i.test(sentenceOf(error))) return new StoreTrouble({ kind: "unreachable", host, port, code: sentenceOf(error) }, error)
  return error
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
