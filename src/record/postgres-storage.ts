/** The log in PostgreSQL: tiles are rows, a partial tile is the beginning of its row, and a turn is a transaction under a row lock. */
import { sql, type Kysely, type Transaction } from "kysely"
import { HASH_BYTES, mustHash, treeSize, type TreeSize } from "../kernel/log/hashes.ts"
import type { TreeHead } from "../kernel/log/proofs.ts"
import type { HashTile } from "../kernel/log/tile-proofs.ts"
import { SEALED_BYTES } from "../kernel/receipt/entry.ts"
import { bug } from "../kernel/text/bug.ts"
import type { Tables } from "../store/tables.ts"
import type { LogStorage, PendingId, Publication, StoredCheckpoint, Turn } from "./log-storage.ts"

type Reading = Kysely<Tables> | Transaction<Tables>

/** The log's origin in the database is not the one asked for: another pack's, or another name for this one. */
export class OtherLog extends Error {
  override readonly name = "OtherLog"
  readonly found: string

  constructor(found: string) {
    super(`the database holds the log ${found}`)
    this.found = found
  }
}

export function postgresStorage(db: Kysely<Tables>): LogStorage {
  return {
    create: async (origin, root) => {
      const { numInsertedOrUpdatedRows } = await db.insertInto("log_head").values({ origin, size: 0, root }).onConflict((conflict) => conflict.doNothing()).executeTakeFirstOrThrow()
      const { origin: found } = await db.selectFrom("log_head").select("origin").executeTakeFirstOrThrow()
      if (found !== origin) throw new OtherLog(found)
      return numInsertedOrUpdatedRows === 1n
    },
    turn: (work) =>
      db.transaction().execute(async (transaction) => {
        await endIfIdle(transaction)
        const row = await transaction.selectFrom("log_head").select(["size", "root"]).forUpdate().skipLocked().executeTakeFirst()
        return row === undefined ? null : work(await turnIn(transaction, headFrom(row)))
      }),
    enqueue: async (entry) => {
      const { id } = await db.insertInto("log_pending").values({ entry }).returning("id").executeTakeFirstOrThrow()
      return id as PendingId
    },
    waiting: async (limit) => {
      const { rows } = await sql<{ waiting: number }>`select count(*) as waiting from (select from log_pending limit ${limit}) as waiting`.execute(db)
      return rows[0]?.waiting ?? 0
    },
    head: async () => headFrom(await db.selectFrom("log_head").select(["size", "root"]).executeTakeFirstOrThrow()),
    newestPublication: () => newestPublication(db),
    publications: async (limit) => {
      const rows = await db.selectFrom("log_public").select(["size", "at"]).orderBy("size", "desc").limit(limit).execute()
      return rows.map(({ size, at }) => ({ size: treeSize(size), at }))
    },
    readCheckpoint: (size) => readCheckpoint(db, size),
    newestCheckpoint: async () => checkpointFrom(await db.selectFrom("log_checkpoint").select(["size", "note"]).orderBy("size", "desc").limit(1).executeTakeFirst()),
    readTiles: (tiles) => readTiles(db, tiles),
    readEntries: async (from, count) => {
      const rows = await db.selectFrom("log_entry").select("entry").where("index", ">=", from).where("index", "<", from + count).orderBy("index").execute()
      return rows.map(({ entry }) => entry)
    },
    placesOf: async (pending) => {
      const { rows } = await sql<{ pending: number; index: number }>`select pending, index from log_entry where pending = any(${pending}::bigint[])`.execute(db)
      return new Map(rows.map((row) => [row.pending as PendingId, row.index]))
    },
  }
}

/** A server that stands still, or is cut off, in the middle of its turn must not keep the others from theirs. */
const MOST_IDLE = "5s"

async function endIfIdle(transaction: Transaction<Tables>): Promise<void> {
  await sql`select set_config('idle_in_transaction_session_timeout', ${MOST_IDLE}, true)`.execute(transaction)
}

function headFrom({ size, root }: { readonly size: number; readonly root: Uint8Array }): TreeHead {
  return { size: treeSize(size), root: mustHash(root) }
}

async function newestPublication(db: Reading): Promise<Publication | null> {
  const row = await db.selectFrom("log_public").select(["size", "at"]).orderBy("size", "desc").limit(1).executeTakeFirst()
  return row === undefined ? null : { size: treeSize(row.size), at: row.at }
}

async function readCheckpoint(db: Reading, size: TreeSize): Promise<StoredCheckpoint | null> {
  return checkpointFrom(await db.selectFrom("log_checkpoint").select(["size", "note"]).where("size", "=", size).executeTakeFirst())
}

function checkpointFrom(row: { readonly size: number; readonly note: Uint8Array } | undefined): StoredCheckpoint | null {
  return row === undefined ? null : { size: treeSize(row.size), note: row.note }
}

/** Each tile cut to its width; `null` where the row is missing or shorter. */
async function readTiles(db: Reading, tiles: readonly HashTile[]): Promise<readonly (Uint8Array | null)[]> {
  if (tiles.length === 0) return []
  const { rows } = await sql<{ level: number; index: number; hashes: Uint8Array }>`
    select t.level, t.index, t.hashes from log_tile t
    join unnest(${tiles.map(({ level }) => level)}::smallint[], ${tiles.map(({ index }) => index)}::bigint[]) as asked (level, index) using (level, index)`.execute(db)
  const found = new Map(rows.map((row) => [`${row.level}/${row.index}`, row.hashes]))
  return tiles.map(({ level, index, width }) => {
    const hashes = found.get(`${level}/${index}`)?.subarray(0, width * HASH_BYTES)
    return hashes?.length === width * HASH_BYTES ? hashes : null
  })
}

async function turnIn(transaction: Transaction<Tables>, head: TreeHead): Promise<Turn> {
  return {
    head,
    published: await newestPublication(transaction),
    pending: async (limit, which) => {
      const waiting = transaction.selectFrom("log_pending").select(["id", "entry"]).orderBy("id").limit(limit)
      const rows = await (which === "all" ? waiting : waiting.where(({ fn }) => fn<number>("octet_length", ["entry"]), which === "sealed" ? "=" : "<>", SEALED_BYTES)).execute()
      return rows.map(({ id, entry }) => ({ id: id as PendingId, entry }))
    },
    readTiles: (tiles) => readTiles(transaction, tiles),
    readCheckpoint: (size) => readCheckpoint(transaction, size),
    writeEntries: async (entries) => {
      const taken = entries.flatMap(({ pending }) => (pending === null ? [] : [pending]))
      await sql`
        insert into log_entry (index, pending, entry)
        select * from unnest(${entries.map(({ index }) => index)}::bigint[], ${entries.map(({ pending }) => pending)}::bigint[], ${entries.map(({ entry }) => entry)}::bytea[])`.execute(transaction)
      const { numAffectedRows } = await sql`delete from log_pending where id = any(${taken}::bigint[])`.execute(transaction)
      if (numAffectedRows !== BigInt(taken.length)) bug("record/postgres-storage: an entry left the queue while it was being numbered")
    },
    writeTiles: async (tiles) => {
      await sql`
        insert into log_tile (level, index, hashes)
        select * from unnest(${tiles.map(({ level }) => level)}::smallint[], ${tiles.map(({ index }) => index)}::bigint[], ${tiles.map(({ hashes }) => hashes)}::bytea[])
        on conflict (level, index) do update set hashes = excluded.hashes`.execute(transaction)
    },
    writeHead: async ({ size, root }) => {
      await transaction.updateTable("log_head").set({ size, root }).execute()
    },
    writeCheckpoint: async ({ size, note }) => {
      await transaction.insertInto("log_checkpoint").values({ size, note }).execute()
    },
    publish: async ({ size, at }) => {
      await transaction.insertInto("log_public").values({ size, at }).execute()
    },
  }
}
