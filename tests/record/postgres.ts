/** Logs on the test run's PostgreSQL: databases of their own, closed when the file is done. */
import type { Kysely } from "kysely"
import { afterAll } from "vitest"
import { postgresStorage } from "../../src/record/postgres-storage.ts"
import { openStore, type Store } from "../../src/store/database.ts"
import type { Tables } from "../../src/store/tables.ts"
import { asOwner, freshStore, type FreshStore } from "../setup/postgres.ts"
import type { Harness } from "./storage-contract.ts"
import type { PendingId } from "../../src/record/log-storage.ts"

const opened: Store[] = []
afterAll(async () => { for (const store of opened.splice(0)) await store.close() })

export async function newStore(): Promise<FreshStore> {
  const store = await freshStore()
  opened.push(store)
  return store
}

/** Another server on the same database. */
export async function anotherServer({ databaseUrl }: FreshStore): Promise<Store> {
  const store = await openStore({ databaseUrl, poolSize: 4 })
  opened.push(store)
  return store
}

export function databaseOf({ databaseUrl }: FreshStore): string {
  return new URL(databaseUrl).pathname.slice(1)
}

/** Runs a statement as the owner of everything. */
export function asOwnerOf(store: FreshStore, statement: string): Promise<unknown> {
  return asOwner(databaseOf(store), (client) => client.query(statement))
}

export async function postgresHarness(): Promise<Harness> {
  const store = await newStore()
  return { storage: postgresStorage(store.db), other: postgresStorage((await anotherServer(store)).db), begin: (entry) => beginOn(store.db, entry) }
}

async function beginOn(db: Kysely<Tables>, entry: Uint8Array): Promise<{ readonly id: PendingId; readonly commit: () => Promise<void> }> {
  const transaction = await db.startTransaction().execute()
  const id = await postgresStorage(transaction).enqueue(entry)
  return { id, commit: () => transaction.commit().execute().then(() => undefined) }
}
