/** The rota as it is kept: shifts, and hand-overs that are offered, taken and declined. */
import { sql, type Kysely } from "kysely"
import type { BodyId } from "../../law/types.ts"
import { newReference } from "../../record/from-decision.ts"
import type { Tables } from "../../store/tables.ts"
import { ALL_BODIES } from "../people.ts"
import type { PersonId } from "../types.ts"
import { covers, holderAt, type Shift, type Span } from "./rota.ts"

export interface NewShift {
  readonly body: BodyId | "all"
  readonly person: PersonId
  readonly place: number
  readonly from: Date
  readonly until: Date
  /** Of the form that it comes with: sent twice it is kept once. */
  readonly form: string
  readonly at: Date
  readonly by: PersonId
}

export async function addShift(db: Kysely<Tables>, { body, person, place, from, until, form, at, by }: NewShift): Promise<void> {
  const row = { id: newReference(), body: body === "all" ? ALL_BODIES : body, person, place, from_at: from, until_at: until, form, made_at: at, made_by: by, removed_at: null }
  await db.insertInto("counsel_shift").values(row).onConflict((conflict) => conflict.column("form").doNothing()).execute()
}

/** Takes a shift off the rota, which says so and keeps it; whether it was on it. */
export async function removeShift(db: Kysely<Tables>, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable("counsel_shift").set({ removed_at: at }).where("id", "=", id).where("removed_at", "is", null).executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export interface OpenOffer {
  readonly to: PersonId
  readonly offeredAt: Date
}

export interface RotaShift extends Shift {
  /** Offered, and neither taken nor declined. */
  readonly offer: OpenOffer | null
}

/** Shifts that share an instant with a span, the earliest first. */
export async function readShifts(db: Kysely<Tables>, { from, until }: Span): Promise<readonly RotaShift[]> {
  const rows = await db.selectFrom("counsel_shift").select(["id", "body", "person", "place", "from_at", "until_at"])
    .where("removed_at", "is", null).where("until_at", ">", from).where("from_at", "<", until).orderBy("from_at").orderBy("place").orderBy("id").execute()
  if (rows.length === 0) return []
  const offers = await db.selectFrom("counsel_hand_over").select(["shift", "taker", "offered_at", "taken_at", "declined_at"]).where("shift", "in", rows.map(({ id }) => id)).orderBy("id").execute()
  return rows.map((row) => {
    const ofShift = offers.filter(({ shift, declined_at: declined }) => shift === row.id && declined === null)
    const handOvers = ofShift.map(({ taker, offered_at: offeredAt, taken_at: takenAt }) => ({ to: taker as PersonId, offeredAt, takenAt }))
    const open = handOvers.find(({ takenAt }) => takenAt === null)
    return {
      id: row.id,
      body: row.body === ALL_BODIES ? "all" : (row.body as BodyId),
      person: row.person as PersonId,
      place: row.place,
      from: row.from_at,
      until: row.until_at,
      handOvers,
      offer: open === undefined ? null : { to: open.to, offeredAt: open.offeredAt },
    }
  })
}

/** Shifts that stand at an instant. */
export function readShiftsAt(db: Kysely<Tables>, at: Date): Promise<readonly RotaShift[]> {
  return readShifts(db, { from: new Date(at.getTime() - 1), until: new Date(at.getTime() + 1) })
}

export type HandedOver =
  | { readonly kind: "done" }
  /** Not theirs to hand over or to take, or it has ended, or something else happened to it in between. */
  | { readonly kind: "not-so" }

/** The holder offers a shift to a colleague; an offer that is open is replaced. */
export async function offerShift(db: Kysely<Tables>, id: string, { from, to, at }: { readonly from: PersonId; readonly to: PersonId; readonly at: Date }): Promise<HandedOver> {
  return db.transaction().execute(async (transaction) => {
    const shift = await lockedShift(transaction, id, at)
    if (shift === null || holderAt(shift, at) !== from || from === to) return { kind: "not-so" }
    await transaction.updateTable("counsel_hand_over").set({ declined_at: at }).where("shift", "=", id).where("taken_at", "is", null).where("declined_at", "is", null).execute()
    await transaction.insertInto("counsel_hand_over").values({ shift: id, taker: to, offered_at: at, offered_by: from, taken_at: null, declined_at: null }).execute()
    return { kind: "done" }
  })
}

/** Whom a shift was offered to takes it, or not. */
export async function answerOffer(db: Kysely<Tables>, id: string, { by, at, takes }: { readonly by: PersonId; readonly at: Date; readonly takes: boolean }): Promise<HandedOver> {
  return db.transaction().execute(async (transaction) => {
    const shift = await lockedShift(transaction, id, at)
    if (shift?.offer?.to !== by) return { kind: "not-so" }
    await transaction.updateTable("counsel_hand_over").set(takes ? { taken_at: at } : { declined_at: at }).where("shift", "=", id).where("taken_at", "is", null).where("declined_at", "is", null).execute()
    return { kind: "done" }
  })
}

/** A shift that has not ended, locked; it may be handed over before it begins. */
async function lockedShift(db: Kysely<Tables>, id: string, at: Date): Promise<RotaShift | null> {
  await sql`select from counsel_shift where id = ${id} for update`.execute(db)
  const shift = (await readShifts(db, { from: at, until: new Date(8_640_000_000_000_000 / 10) })).find((one) => one.id === id)
  return shift === undefined || (shift.until <= at && !covers(shift, at)) ? null : shift
}
