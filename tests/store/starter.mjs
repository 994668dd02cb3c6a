/**
 * A Writ process of its own, for tests that kill it: opens a data folder and tells, a JSON line each, what the store says.
 *
 *     node tests/store/starter.mjs DATA      then a line on its input closes the store
 */
import { once } from "node:events"
import { sql } from "kysely"
import { openStore } from "../../dist/store/database.js"

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`)

try {
  const store = await openStore({ dataFolder: process.argv[2], onProgress: say })
  const { rows } = await sql`select current_user as user, pg_backend_pid() as backend`.execute(store.db)
  say({ kind: "open", ...rows[0] })
  await once(process.stdin, "data")
  await store.close()
  say({ kind: "closed" })
  process.exit(0)
} catch (error) {
  say(error.facts ?? { kind: "bug", said: error.stack })
  process.exit(1)
}
