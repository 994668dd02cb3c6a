/** Checkpoints as the public sees them: the log's note, and a line for each witness that has cosigned it. */
import type { Kysely } from "kysely"
import { treeSize } from "../kernel/log/hashes.ts"
import { concatBytes, parseDecimal, textFromUtf8, utf8 } from "../kernel/text/bytes.ts"
import type { Tables } from "../store/tables.ts"
import type { LogStorage } from "./log-storage.ts"

/** Where the sizes of all public checkpoints stand: 8,760 lines a year, some 60 KB, at one an hour. */
export const HISTORY_LIST = "history/list"

/** The sizes that were published, ascending, a line each. */
export async function historyList(storage: LogStorage): Promise<Uint8Array> {
  const sizes = (await storage.publications(MOST_LISTED)).map(({ size }) => `${String(size)}\n`).reverse()
  return utf8(sizes.join(""))
}

/** A century at one an hour; what a pack with a shorter period publishes before the newest million is not listed. */
const MOST_LISTED = 1_000_000

/** The sizes in a list; `null` for one that is not in form: decimal, ascending, each once. */
export function sizesListed(bytes: Uint8Array): readonly number[] | null {
  const lines = (textFromUtf8(bytes) ?? "x").split("\n")
  const sizes = lines.slice(0, -1).map(parseDecimal)
  const isInForm = lines.at(-1) === "" && sizes.every((size, at) => size !== null && (at === 0 || size > (sizes[at - 1] ?? -1)))
  return isInForm ? sizes.filter((size) => size !== null) : null
}

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
