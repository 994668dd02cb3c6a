/** A connection that is lost while a transaction has it, as when the server is killed. */
import { sql } from "kysely"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, expect, test } from "vitest"
import { isAway } from "../../src/store/trouble.ts"
import { asOwner, freshStore, type FreshStore } from "../setup/postgres.ts"

let store: FreshStore
beforeAll(async () => { store = await freshStore() })
afterAll(() => store.close())

test("fails that transaction and nothing else, even between two of its queries", async () => {
  const lost = store.db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction)
    await asOwner("postgres", (client) => client.query("select pg_terminate_backend($1)", [rows[0]?.pid]))
    await sleep(200)
    await sql`select 1`.execute(transaction)
  })
  await expect(lost).rejects.toSatisfy(isAway)
  expect((await sql<{ one: number }>`select 1 as one`.execute(store.db)).rows).toEqual([{ one: 1 }])
})

test("is told from what is wrong with a query", async () => {
  await expect(sql`select 1 / 0`.execute(store.db)).rejects.toSatisfy((error) => !isAway(error))
  await expect(sql`select nothing`.execute(store.db)).rejects.toSatisfy((error) => !isAway(error))
})
