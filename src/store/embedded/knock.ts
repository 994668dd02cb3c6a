/**
 * Asks a server whether it is the one of this folder, and stays connected to it if it is.
 *
 * The connection that stays is the **presence** of this process: it holds a lock, shared with all others that use the
 * server. Who wants to stop the server takes the same lock for itself alone, which succeeds only for the last one; a
 * process that comes in that moment waits for the lock, sees the server go, and starts it anew. See embedded.ts.
 */
import { realpathSync } from "node:fs"
import pg from "pg"
import { codeOf } from "../trouble.ts"
import { OWNER } from "./make-database.ts"

export type Answer =
  | { readonly kind: "ours"; readonly presence: pg.Client }
  /** It starts, recovers or stops; another moment tells. */
  | { readonly kind: "not-now" }
  | { readonly kind: "password-refused" }
  /** A server, but of another folder: the folder was copied with its postmaster.pid, or the port was taken since. */
  | { readonly kind: "another" }
  | { readonly kind: "no-answer" }

/** Any number will do, as long as it stays the same: "writ", then 1. */
export const PRESENCE_LOCK = "8607616790529769473"

/** The one address that an embedded server listens on. */
export const HOST = "127.0.0.1"

const KNOCK_MS = 5_000

export async function knock(port: number, password: string, pgdata: string): Promise<Answer> {
  const login = { host: HOST, port, user: OWNER, password, database: "postgres" }
  const presence = new pg.Client({ ...login, application_name: "writ presence", connectionTimeoutMillis: KNOCK_MS, keepAlive: true })
  // A lost connection is an event as well as an error of the call; who stays connected listens for "end".
  presence.on("error", () => undefined)
  try {
    await presence.connect()
    if (!(await isServerOf(presence, pgdata))) {
      await presence.end()
      return { kind: "another" }
    }
    await presence.query("select pg_advisory_lock_shared($1)", [PRESENCE_LOCK])
    return { kind: "ours", presence }
  } catch (error) {
    return answerIn(error)
  }
}

/** By place, not by content: a copy of a folder has the same identity and the same password. */
async function isServerOf(client: pg.Client, pgdata: string): Promise<boolean> {
  const { rows } = await client.query<{ place: string }>("select current_setting('data_directory') as place")
  const place = rows[0]?.place
  try {
    return place !== undefined && realpathSync(place) === realpathSync(pgdata)
  } catch {
    return false
  }
}

function answerIn(error: unknown): Answer {
  switch (codeOf(error)) {
    case "28P01":
    case "28000":
      return { kind: "password-refused" }
    // cannot_connect_now, admin_shutdown, crash_shutdown
    case "57P03":
    case "57P01":
    case "57P02":
    case "ECONNRESET":
    case "EPIPE":
      return { kind: "not-now" }
  }
  return error instanceof Error && error.message.startsWith("Connection terminated") ? { kind: "not-now" } : { kind: "no-answer" }
}

/** Gives up the presence. True when nobody else uses the server; nobody can then come until the connection ends. */
export async function isLast(presence: pg.Client): Promise<boolean> {
  await presence.query("select pg_advisory_unlock_shared($1)", [PRESENCE_LOCK])
  const { rows } = await presence.query<{ alone: boolean }>("select pg_try_advisory_lock($1) as alone", [PRESENCE_LOCK])
  return rows[0]?.alone === true
}
