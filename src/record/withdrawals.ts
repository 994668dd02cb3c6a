/**
 * Withdrawing a clause: counsel says that a clause of the law in force is not to be answered by, and no server answers by it from then on.
 *
 * It begins a second after it was asked for, and is refused where that second has passed before it is kept. So whoever takes the time
 * first and reads what is withdrawn after it has read every withdrawal that had begun by then: a decision and its being made again agree.
 */
import { setTimeout as sleep } from "node:timers/promises"
import type { Kysely } from "kysely"
import { COUNSEL, type ClauseWithdrawn } from "../law/withdraw.ts"
import type { Tables } from "../store/tables.ts"
import { codeOf } from "../store/trouble.ts"
import { enqueueClear } from "./law-in-force.ts"

const BEGINS_AFTER_MS = 1_000
/** Of that second, how much the database may take. */
const KEPT_WITHIN_MS = 500
const TRIES = 5

export type Withdrew =
  | { readonly kind: "withdrawn"; readonly from: Date }
  /** Somebody had, before. */
  | { readonly kind: "known"; readonly from: Date }
  /** The database took too long each time; nothing is withdrawn. */
  | { readonly kind: "too-slow" }

/** Withdraws a clause of a law; both are the pack's, as it is served. */
export async function withdrawClause(db: Kysely<Tables>, law: string, clause: string, clock: () => Date): Promise<Withdrew> {
  for (let tried = 0; tried < TRIES; tried++) {
    const known = await db.selectFrom("withdrawal").select("from_at").where("law", "=", law).where("clause", "=", clause).executeTakeFirst()
    if (known !== undefined) return { kind: "known", from: known.from_at }
    const from = await enter(db, law, clause, clock)
    if (from !== null) return { kind: "withdrawn", from }
    await sleep(50 * tried)
  }
  return { kind: "too-slow" }
}

class TooSlow extends Error {
  override readonly name = "TooSlow"
}

const UNIQUE_VIOLATION = "23505"

/** `null` where it took too long, or another was first. */
async function enter(db: Kysely<Tables>, law: string, clause: string, clock: () => Date): Promise<Date | null> {
  const asked = clock()
  const from = new Date(asked.getTime() + BEGINS_AFTER_MS)
  try {
    await db.transaction().execute(async (transaction) => {
      const pending = await enqueueClear(transaction, { kind: "withdrawal", law, clause, from: from.toISOString(), role: COUNSEL })
      await transaction.insertInto("withdrawal").values({ law, clause, from_at: from, role: COUNSEL, pending }).execute()
      if (clock().getTime() - asked.getTime() > KEPT_WITHIN_MS) throw new TooSlow()
    })
    return from
  } catch (error) {
    if (error instanceof TooSlow || codeOf(error) === UNIQUE_VIOLATION) return null
    throw error
  }
}

/** What is withdrawn of a law, the earliest first. */
export async function readWithdrawals(db: Kysely<Tables>, law: string): Promise<readonly ClauseWithdrawn[]> {
  const rows = await db.selectFrom("withdrawal").select(["clause", "from_at", "role"]).where("law", "=", law).orderBy("from_at").orderBy("clause").execute()
  return rows.map(({ clause, from_at: from, role }) => ({ clause, from: from.toISOString(), role }))
}
