/** Checkpoints as the public sees them: the log's note, and a line for each witness that has cosigned it. */
import type { Kysely } from "kysely"
import { treeSize } from "../kernel/log/hashes.ts"
import { concatBytes, utf8 } from "../kernel/text/bytes.ts"
import type { Tables } from "../store/tables.ts"

/** `null` for a size that was not published: an internal checkpoint never leaves the city. */
export async function publicCheckpoint(db: Kysely<Tables>, size: number): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom("log_public")
    .innerJoin("log_checkpoint", "log_checkpoint.size", "log_public.size")
    .select("log_checkpoint.note")
    .where("log_public.size", "=", treeSize(size))
    .executeTakeFirst()
  if (row === undefined) return null
  const lines = await db.selectFrom("log_cosignature").select("line").where("size", "=", size).orderBy("witness").execute()
  return concatBytes([row.note, ...lines.map(({ line }) => utf8(line))])
}
