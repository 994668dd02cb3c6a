/**
 * Calls for counsel: begun by an answer that nobody but a lawyer can give, or by a worker who asks for one; each thing that happens to
 * one is stamped.
 *
 *     await startCall(transaction, { incident, body, because: "silent", at, by })      with what was asked, in its transaction
 *     await stepCalls(db, now)               whoever is next is told: on the desk at once
 *     await answerCall(db, id, person, now)  the chain ends
 *
 * Any server steps the calls: a call that another one has at hand is left to it.
 */
import { sql, type Kysely, type Selectable } from "kysely"
import type { BodyId } from "../../law/types.ts"
import { newReference } from "../../record/from-decision.ts"
import type { CounselCallTable } from "../../store/tables/counsel.ts"
import type { Tables } from "../../store/tables.ts"
import type { PersonId } from "../types.ts"
import { nextStep, type Told } from "./chain.ts"
import { onCall } from "./rota.ts"
import { readShiftsAt } from "./shifts.ts"

export type Because = CounselCallTable["because"]

export interface Notice extends Told {
  /** `null` where no e-mail went out: none was to be sent, or it is still being tried. */
  readonly mailedAt: Date | null
}

export interface Call {
  readonly id: string
  readonly incident: string
  readonly body: BodyId
  readonly because: Because
  readonly startedAt: Date
  /** A person's id, or `key:` and an API key's. */
  readonly startedBy: string
  readonly answered: { readonly at: Date; readonly by: PersonId } | null
  /** Since when everybody on call has been told in vain. */
  readonly nobodyLeftAt: Date | null
  /** In the sequence in which they were told. */
  readonly told: readonly Notice[]
}

export interface NewCall {
  readonly incident: string
  readonly body: BodyId
  readonly because: Because
  readonly at: Date
  readonly by: string
}

/** Begins a call, or finds the one of the incident that waits: a lawyer is called once for what happens now. */
export async function startCall(db: Kysely<Tables>, { incident, body, because, at, by }: NewCall): Promise<string> {
  const row = { id: newReference(), incident, body, because, started_at: at, started_by: by, answered_at: null, answered_by: null, nobody_left_at: null }
  await db.insertInto("counsel_call").values(row).onConflict((conflict) => conflict.column("incident").where("answered_at", "is", null).doNothing()).execute()
  return (await db.selectFrom("counsel_call").select("id").where("incident", "=", incident).where("answered_at", "is", null).executeTakeFirst())?.id ?? row.id
}

/** Somebody of counsel has it; says whether it still waited. */
export async function answerCall(db: Kysely<Tables>, id: string, by: PersonId, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable("counsel_call").set({ answered_at: at, answered_by: by }).where("id", "=", id).where("answered_at", "is", null).executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export async function readCall(db: Kysely<Tables>, id: string): Promise<Call | null> {
  return (await withNotices(db, await db.selectFrom("counsel_call").selectAll().where("id", "=", id).execute()))[0] ?? null
}

/** The calls of an incident, the first one first. */
export async function callsOf(db: Kysely<Tables>, incident: string): Promise<readonly Call[]> {
  return withNotices(db, await db.selectFrom("counsel_call").selectAll().where("incident", "=", incident).orderBy("started_at").orderBy("id").execute())
}

/** Calls that wait, in incidents that are open; the one that has waited longest first. */
export async function waitingCalls(db: Kysely<Tables>, bodies: "all" | ReadonlySet<BodyId>): Promise<readonly Call[]> {
  return (await withNotices(db, await waiting(db).orderBy("counsel_call.started_at").orderBy("counsel_call.id").execute())).filter(({ body }) => bodies === "all" || bodies.has(body))
}

/** The newest that were answered, the newest first. */
export async function answeredCalls(db: Kysely<Tables>, bodies: "all" | ReadonlySet<BodyId>, most: number): Promise<readonly Call[]> {
  const all = db.selectFrom("counsel_call").selectAll().where("answered_at", "is not", null).orderBy("answered_at", "desc").orderBy("id").limit(most)
  const rows = await (bodies === "all" ? all : all.where(sql<boolean>`body = any(${[...bodies]}::text[])`)).execute()
  return withNotices(db, rows)
}

function waiting(db: Kysely<Tables>) {
  return db.selectFrom("counsel_call").innerJoin("incident", "incident.id", "counsel_call.incident").selectAll("counsel_call").where("counsel_call.answered_at", "is", null).where("incident.phase", "=", "open")
}

async function withNotices(db: Kysely<Tables>, rows: readonly Selectable<CounselCallTable>[]): Promise<readonly Call[]> {
  if (rows.length === 0) return []
  const notices = await db.selectFrom("counsel_notice").select(["call", "person", "at", "mailed_at"]).where("call", "in", rows.map(({ id }) => id)).orderBy("at").execute()
  return rows.map((row) => ({
    id: row.id,
    incident: row.incident,
    body: row.body as BodyId,
    because: row.because,
    startedAt: row.started_at,
    startedBy: row.started_by,
    answered: row.answered_at === null || row.answered_by === null ? null : { at: row.answered_at, by: row.answered_by as PersonId },
    nobodyLeftAt: row.nobody_left_at,
    told: notices.filter(({ call }) => call === row.id).map(({ person, at, mailed_at: mailedAt }) => ({ person: person as PersonId, at, mailedAt })),
  }))
}

/** Tells whoever is next of each call that waits; says how many were told. */
export async function stepCalls(db: Kysely<Tables>, now: Date): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    const rows = await waiting(transaction).forUpdate("counsel_call").skipLocked().execute()
    if (rows.length === 0) return 0
    const shifts = await readShiftsAt(transaction, now)
    let told = 0
    for (const call of await withNotices(transaction, rows)) told += await stepCall(transaction, call, onCall(shifts, call.body, now), now)
    return told
  })
}

async function stepCall(db: Kysely<Tables>, { id, answered, told, nobodyLeftAt }: Call, called: readonly PersonId[], now: Date): Promise<0 | 1> {
  const step = nextStep(answered?.at ?? null, told, called, now)
  switch (step.kind) {
    case "answered":
    case "wait":
      return 0
    case "nobody-left":
      if (nobodyLeftAt === null) await db.updateTable("counsel_call").set({ nobody_left_at: now }).where("id", "=", id).execute()
      return 0
    case "tell":
      await db.insertInto("counsel_notice").values({ call: id, person: step.person, at: now, tried_at: null, mailed_at: null }).execute()
      if (nobodyLeftAt !== null) await db.updateTable("counsel_call").set({ nobody_left_at: null }).where("id", "=", id).execute()
      return 1
  }
}
