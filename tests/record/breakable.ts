/**
 * A database whose connection breaks where a test says, as networks and servers do it: the socket goes, in the middle.
 *
 * It has one connection at a time. `before` is broken before the statement is sent, so nothing of it is stored; `after` once its
 * answer has come, so that what it did is done and the program does not learn of it; `during` once it is sent, unanswered.
 */
import { once } from "node:events"
import { Socket } from "node:net"
import { Kysely, PostgresDialect } from "kysely"
import { afterAll } from "vitest"
import { openPool } from "../../src/store/connect.ts"
import type { Tables } from "../../src/store/tables.ts"
import { WEB_ROLE } from "../../src/store/web-role.ts"

export interface Break {
  readonly statement: RegExp
  readonly when: "before" | "during" | "after"
}

export interface Breakable {
  readonly db: Kysely<Tables>
  /** Breaks the next statements that fit, one after another, each once. */
  arm(...breaks: readonly Break[]): void
  /** Breaks that have not come to pass. */
  armed(): number
}

/** The connection is gone; what became of the statement is not said. */
export class Cut extends Error {
  override readonly name = "Cut"
}

const opened: Kysely<Tables>[] = []
afterAll(async () => { for (const db of opened.splice(0)) await db.destroy() })

export function breakable(databaseUrl: string): Breakable {
  let breaks: readonly Break[] = []
  let socket = new Socket()
  const pool = openPool({ config: { connectionString: databaseUrl, stream: () => (socket = new Socket()) }, size: 1, role: WEB_ROLE, onLost: () => undefined })

  const cut = async (): Promise<never> => {
    const closed = once(socket, "close")
    socket.destroy()
    await closed
    throw new Cut("the connection was cut")
  }
  const query = async <Result>(statement: string, send: () => Promise<Result>): Promise<Result> => {
    const [next, ...later] = breaks
    if (next?.statement.test(statement) !== true) return send()
    breaks = later
    if (next.when === "before") return cut()
    const answer = send()
    if (next.when === "after") await answer
    else await hangUp(socket, answer)
    return cut()
  }
  const connect = async (): Promise<{ query: never; release: () => void }> => {
    const client = await pool.connect()
    const broken = { query: (statement: string, values: readonly unknown[]) => query(statement, () => client.query(statement, [...values])), release: () => { client.release() } }
    return broken as typeof broken & { query: never }
  }
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: { connect, end: () => pool.end() } }) })
  opened.push(db)
  return { db, arm: (...given) => { breaks = given }, armed: () => breaks.length }
}

/** What was written goes out; its answer is not waited for. */
async function hangUp(socket: Socket, answer: Promise<unknown>): Promise<void> {
  answer.catch(() => undefined)
  await new Promise<void>((resolve) => socket.write("", () => { resolve() }))
}
