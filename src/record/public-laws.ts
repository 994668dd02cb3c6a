/** The laws whose entries are public: what somebody needs to make an opened decision again. */
import type { Kysely } from "kysely"
import { parseDay } from "../law/days.ts"
import type { Day } from "../law/types.ts"
import type { Tables } from "../store/tables.ts"
import type { LogStorage } from "./log-storage.ts"

export interface PublicLaw {
  readonly law: string
  /** The digest of the list of its forests. */
  readonly forests: string
  readonly from: Day
  /** Its entry's place. */
  readonly index: number
}

/** Newest first. */
export async function publicLaws(db: Kysely<Tables>, storage: LogStorage): Promise<readonly PublicLaw[]> {
  const size = (await storage.newestPublication())?.size ?? 0
  const rows = await db
    .selectFrom("law")
    .innerJoin("log_entry", "log_entry.pending", "law.pending")
    .select(["law.digest", "law.forests", "law.from_day", "log_entry.index"])
    .where("log_entry.index", "<", size)
    .orderBy("log_entry.index", "desc")
    .execute()
  return rows.flatMap(({ digest, forests, from_day, index }) => {
    const from = parseDay(from_day)
    return from === null ? [] : [{ law: digest, forests, from, index }]
  })
}
