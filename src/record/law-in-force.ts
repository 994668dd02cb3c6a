/** Putting a law in force: its files and forests are kept, and a `pack` entry says from which day on it answers. */
import { sql, type Kysely } from "kysely"
import { printEntry, type ClearEntry } from "../kernel/receipt/entry.ts"
import type { KeptLaw } from "../law/to-forests.ts"
import type { Day } from "../law/types.ts"
import type { Tables } from "../store/tables.ts"

export interface LawToEnter {
  readonly pack: string
  readonly digest: string
  /** Name and version of the program that compiles it. */
  readonly compiler: string
  readonly from: Day
  /** Called where the law is not the one in force: compiling takes a while. */
  readonly law: () => KeptLaw
}

/** Any number will do, as long as it stays the same. */
const LAW_LOCK = "8607616790529769475"

/** Enters the law where another one, or none, was the last to be entered. Says whether it was entered. Servers that start at once enter it once. */
export async function enterLaw(db: Kysely<Tables>, { pack, digest, compiler, from, law }: LawToEnter): Promise<boolean> {
  if (await isInForce(db, digest, compiler)) return false
  const { forests, kept } = law()
  return db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${LAW_LOCK}::bigint)`.execute(transaction)
    if (await isInForce(transaction, digest, compiler)) return false
    for (const [name, bytes] of kept) await transaction.insertInto("kept").values({ digest: name, bytes }).onConflict((conflict) => conflict.doNothing()).execute()
    const pending = await enqueueClear(transaction, { kind: "pack", pack, law: digest, forests, compiler, from })
    await transaction.insertInto("law").values({ digest, forests, compiler, from_day: from, pending }).execute()
    return true
  })
}

async function isInForce(db: Kysely<Tables>, digest: string, compiler: string): Promise<boolean> {
  const last = await db.selectFrom("law").select(["digest", "compiler"]).orderBy("id", "desc").limit(1).executeTakeFirst()
  return last?.digest === digest && last.compiler === compiler
}

/** Queues a clear entry; its place comes with the next turn. */
export async function enqueueClear(db: Kysely<Tables>, entry: ClearEntry): Promise<number> {
  const { id } = await db.insertInto("log_pending").values({ entry: printEntry(entry) }).returning("id").executeTakeFirstOrThrow()
  return id
}

/** Bytes of a pack or a forest by their digest. */
export async function readKept(db: Kysely<Tables>, digest: string): Promise<Uint8Array | null> {
  const row = await db.selectFrom("kept").select("bytes").where("digest", "=", digest).executeTakeFirst()
  return row?.bytes ?? null
}
