/**
 * The log's beginning: it is made together with its first entry, which says whose signatures count, or not at all.
 *
 * The key comes first, since a log whose key was never written down could not go on. Of servers that start at once one makes the log;
 * another's new key, which nothing was signed with, is taken away again.
 */
import { rmSync } from "node:fs"
import type { Kysely } from "kysely"
import type { Crypto } from "../kernel/log/crypto.ts"
import { emptyRoot } from "../kernel/log/hashes.ts"
import { parseKey, printKey, type VerifierKey } from "../kernel/log/key.ts"
import { parseEntry } from "../kernel/receipt/entry.ts"
import type { Day } from "../law/types.ts"
import type { Tables } from "../store/tables.ts"
import { enqueueClear } from "./law-in-force.ts"
import { postgresStorage } from "./postgres-storage.ts"
import { hasLogKey, openLogKey, type LogKey } from "./signing-key.ts"

export interface LogToBegin {
  readonly db: Kysely<Tables>
  readonly crypto: Crypto
  readonly origin: string
  readonly keyFile: string
  readonly today: () => Day
  /** Told when this server made the log, with its key. */
  readonly onMade: (key: string) => void
}

/** The log's key, where this server has it. Throws `OtherLog` and `KeyFileWrong`. */
export async function beginLog({ db, crypto, origin, keyFile, today, onMade }: LogToBegin): Promise<LogKey | null> {
  const isThere = (await db.selectFrom("log_head").select("one").executeTakeFirst()) !== undefined
  const logKey = !isThere || hasLogKey(keyFile) ? openLogKey(crypto, keyFile, origin) : null
  const isNew = await db.transaction().execute(async (transaction) => {
    const created = await postgresStorage(transaction).create(origin, emptyRoot(crypto))
    if (created && logKey !== null) await enqueueClear(transaction, { kind: "key", key: printKey(logKey.key), use: "log", state: "begins", on: today() })
    return created
  })
  if (logKey === null) return null
  if (isNew) onMade(printKey(logKey.key))
  if (isNew || !logKey.made || (await beginsWith(db, crypto, logKey.key))) return logKey
  rmSync(keyFile)
  return null
}

/** The key that the log's first entry names, numbered or not; `null` where there is no such entry. */
export async function keyOfLog(db: Kysely<Tables>, crypto: Crypto): Promise<VerifierKey | null> {
  const waiting = await db.selectFrom("log_pending").select("entry").orderBy("id").limit(1).executeTakeFirst()
  const numbered = await db.selectFrom("log_entry").select("entry").where("index", "=", 0).executeTakeFirst()
  const first = parseEntry((numbered ?? waiting)?.entry ?? new Uint8Array(0))
  const parsed = first.kind === "key" ? parseKey(crypto, first.key) : null
  return parsed?.kind === "key" ? parsed.key : null
}

async function beginsWith(db: Kysely<Tables>, crypto: Crypto, key: VerifierKey): Promise<boolean> {
  const first = await keyOfLog(db, crypto)
  return first !== null && printKey(first) === printKey(key)
}
