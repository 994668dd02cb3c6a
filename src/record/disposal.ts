/**
 * Holds and erasure: who may have the private part of acts destroyed, and when nobody may.
 *
 * Erasing destroys openings, keys and all, and the digest of what was asked, from which facts could be guessed; leaves and rows stay
 * and prove nothing. It takes a disposal approval (number and day), a
 * schedule of the pack whose time has passed, and no hold. That it happened is an act of its own, sealed like any other. PostgreSQL keeps
 * an old version of a row until its own vacuum has passed, and backups and the write-ahead log keep theirs: those are the operator's.
 */
import { sql, type Kysely } from "kysely"
import type { Crypto } from "../kernel/log/crypto.ts"
import { dayIn } from "../law/days.ts"
import type { Day, Disposal } from "../law/types.ts"
import type { Tables } from "../store/tables.ts"
import { insertAct } from "./acts.ts"
import { eraseIncidents } from "./erase-incidents.ts"
import { newReference, sealedAct, type Act } from "./from-decision.ts"

/** What is not to be destroyed: acts that every part given here fits. At least one is given. Days are the acts', both ends included. */
export interface HoldScope {
  readonly department: string | null
  readonly incident: string | null
  readonly firstDay: string | null
  readonly lastDay: string | null
}

/** Sets a hold; its id lifts it. `by` is a person's id; `null` on the command line. */
export async function setHold(db: Kysely<Tables>, { department, incident, firstDay, lastDay }: HoldScope, by: string | null = null): Promise<string> {
  const id = newReference()
  await db.insertInto("hold").values({ id, department, incident, first_day: firstDay, last_day: lastDay, set_by: by }).execute()
  return id
}

/** Says whether there was such a hold. */
export async function liftHold(db: Kysely<Tables>, id: string, now: Date, by: string | null = null): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable("hold").set({ lifted_at: now, lifted_by: by }).where("id", "=", id).where("lifted_at", "is", null).executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Holds that stand. */
export async function listHolds(db: Kysely<Tables>): Promise<readonly (HoldScope & { readonly id: string })[]> {
  const rows = await db.selectFrom("hold").select(["id", "department", "incident", "first_day", "last_day"]).where("lifted_at", "is", null).orderBy("set_at").execute()
  return rows.map((row) => ({ id: row.id, department: row.department, incident: row.incident, firstDay: row.first_day, lastDay: row.last_day }))
}

export interface Approval {
  /** The approval's own number. */
  readonly number: string
  readonly on: string
  /** One of the pack's disposal schedules. */
  readonly schedule: string
}

export type Erased =
  | { readonly kind: "erased"; readonly acts: number; readonly held: number; readonly disposal: string }
  | { readonly kind: "no-schedule"; readonly known: readonly string[] }

/** Destroys the openings of every act that the schedule lets go and no hold keeps. */
export async function erase(db: Kysely<Tables>, crypto: Crypto, schedules: ReadonlyMap<string, Disposal>, approval: Approval, timeZone: string, now: Date): Promise<Erased> {
  const schedule = schedules.get(approval.schedule)
  if (schedule === undefined) return { kind: "no-schedule", known: [...schedules.keys()] }
  const before = new Date(now.getTime() - schedule.keepDays * 86_400_000)
  const disposal = newReference()
  const erased = await db.transaction().execute(async (transaction) => {
    const held = await sql<{ held: boolean; reference: string }>`
      select a.reference, exists (
        select from hold h where h.lifted_at is null
          and (h.department is null or h.department = a.department)
          and (h.incident is null or h.incident = a.incident)
          and (h.first_day is null or h.first_day <= (a.at at time zone ${timeZone})::date)
          and (h.last_day is null or h.last_day >= (a.at at time zone ${timeZone})::date)) as held
      from act a where a.opening is not null and a.closed_at <= ${before} for update of a`.execute(transaction)
    const free = held.rows.filter((row) => !row.held).map(({ reference }) => reference)
    await transaction.insertInto("disposal").values({ id: disposal, approval: approval.number, approved_on: approval.on, schedule: approval.schedule, acts: free.length }).execute()
    await sql`insert into act_erasure (reference, disposal) select r, ${disposal} from unnest(${free}::text[]) as r`.execute(transaction)
    await sql`update act set opening = null, request = null where reference = any(${free}::text[])`.execute(transaction)
    await eraseIncidents(transaction, before, timeZone)
    if (free.length > 0) await insertAct(transaction, erasureAct(crypto, disposal, approval, free.length, dayIn(timeZone, now), now))
    return { acts: free.length, held: held.rows.length - free.length }
  })
  return { kind: "erased", ...erased, disposal }
}

/** Whose it is in the row of an act that no department asked for. */
const RECORD_ITSELF = "record"

function erasureAct(crypto: Crypto, disposal: string, approval: Approval, acts: number, on: Day, at: Date): Act {
  return sealedAct(crypto, { kind: "erasure", department: RECORD_ITSELF, incident: null, at, on }, {
    erasure: { disposal, approval: approval.number, "approved-on": approval.on, schedule: approval.schedule, acts },
  })
}
