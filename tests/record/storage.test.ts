/** The log's two storages, held to one contract; and what only a database can refuse. */
import { sql } from "kysely"
import { beforeAll, describe, expect, test } from "vitest"
import { postgresStorage } from "../../src/record/postgres-storage.ts"
import type { FreshStore } from "../setup/postgres.ts"
import { auditLog } from "./audit.ts"
import { create, enqueueMany, sequencerOn } from "./log.ts"
import { MemoryStorage } from "./memory-storage.ts"
import { asOwnerOf, newStore, postgresHarness } from "./postgres.ts"
import { storageContract } from "./storage-contract.ts"

storageContract("in memory", () => {
  const storage = new MemoryStorage()
  return Promise.resolve({ storage, other: storage, begin: (entry) => Promise.resolve(asLate(storage.begin(entry))) })
})
storageContract("in PostgreSQL", postgresHarness)

function asLate<Begun extends { readonly commit: () => void }>(begun: Begun): Begun & { readonly commit: () => Promise<void> } {
  return { ...begun, commit: () => Promise.resolve().then(begun.commit) }
}

describe("what stands in the log is changed by nobody", () => {
  let store: FreshStore
  beforeAll(async () => {
    store = await newStore()
    const storage = postgresStorage(store.db)
    await create(storage)
    await enqueueMany(storage, [0, 1, 2])
    await sequencerOn(storage).step()
    await sql`insert into log_cosignature (size, witness, line) values (3, 'guild', 'a line')`.execute(store.db)
  })

  const FORBIDDEN = [
    "update log_entry set entry = '\\x0100'", "delete from log_entry", "update log_entry set index = index + 9 where index = 2",
    "update log_checkpoint set note = ''", "delete from log_checkpoint", "update log_public set at = now()", "delete from log_public",
    "delete from log_tile", "update log_tile set hashes = substring(hashes for 32)", "update log_tile set hashes = overlay(hashes placing '\\x00' from 1)",
    "update log_tile set index = index + 9", "update log_tile set level = level + 1",
    "delete from log_head", "update log_head set size = size - 1", "update log_head set origin = 'other.example'",
    "update log_head set root = decode(repeat('00', 32), 'hex')",
    "update log_cosignature set line = ''", "delete from log_cosignature",
  ]
  const OWNERS_TOO = [
    "truncate log_entry", "truncate log_checkpoint cascade", "truncate log_public cascade", "truncate log_tile", "truncate log_head", "truncate log_cosignature",
    "truncate log_entry, log_tile, log_head", "set session_replication_role = replica; delete from log_entry", "set session_replication_role = replica; update log_head set size = 0",
  ]

  test.each([...FORBIDDEN, ...OWNERS_TOO])("the owner: %s", async (statement) => {
    await expect(asOwnerOf(store, statement)).rejects.toMatchObject({ code: "23001" })
  })

  test.each([...FORBIDDEN, ...OWNERS_TOO])("the web role: %s", async (statement) => {
    await expect(sql.raw(statement).execute(store.db)).rejects.toMatchObject({ code: expect.stringMatching(/^(23001|42501)$/) as string })
  })

  test.each(["drop table log_entry", "alter table log_entry disable trigger all", "set session_replication_role = replica", "drop trigger log_entry_stays on log_entry"])("the web role: %s", async (statement) => {
    await expect(sql.raw(statement).execute(store.db)).rejects.toMatchObject({ code: "42501" })
  })

  test("a tile is longer by what comes behind it, and the head larger, also for the owner", async () => {
    const longer = await newStore()
    const storage = postgresStorage(longer.db)
    await create(storage)
    await enqueueMany(storage, [0])
    await sequencerOn(storage).step()
    await asOwnerOf(longer, "update log_tile set hashes = hashes || hashes; update log_head set root = root; update log_head set size = size + 1, root = decode(repeat('01', 32), 'hex')")
    expect(Number((await storage.head()).size)).toBe(2)
  })

  test("and after all that it stands as it was", async () => {
    expect((await auditLog(postgresStorage(store.db))).size).toBe(3)
  })
})
