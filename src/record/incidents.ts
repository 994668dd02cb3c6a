/**
 * Incidents: begun, found and closed; what is written down in one is incident-items.ts.
 *
 *     open ── what was done is said ──▶ done ── the supervisor signs the review ──▶ reviewed
 *
 * An incident's acts count as closed from the instant it is done; from then on run the days until they may be released or erased.
 * `version` counts what was written down: who writes says which they saw, where it matters that nobody else wrote in between.
 */
import { sql, type Kysely, type Selectable, type Transaction } from "kysely"
import type { IncidentTable } from "../store/tables/incidents.ts"
import type { Tables } from "../store/tables.ts"
import { newReference } from "./from-decision.ts"

export type Phase = Selectable<IncidentTable>["phase"]

export interface Incident {
  /** Random, and no more than a name. */
  readonly id: string
  /** A body of the pack. */
  readonly body: string
  /** The question that it began with; `null` where nobody has said yet what is happening. */
  readonly question: string | null
  readonly startedAt: Date
  /** A person's id, or `key:` and an API key's. */
  readonly startedBy: string
  /** When it was begun on a device without a connection, by that device's clock. */
  readonly deviceAt: Date | null
  readonly phase: Phase
  readonly closedAt: Date | null
  readonly needsReview: boolean
  readonly version: number
}

export interface NewIncident {
  /** The form that it comes with: sent twice it starts once. */
  readonly form: string
  readonly body: string
  readonly question: string | null
  readonly at: Date
  readonly by: string
  readonly deviceAt: Date | null
  readonly needsReview: boolean
}

/** Starts an incident, or finds the one that this form of this person started. */
export async function startIncident(db: Kysely<Tables>, { form, body, question, at, by, deviceAt, needsReview }: NewIncident): Promise<Incident> {
  const row = { id: newReference(), body, question, started_at: at, started_by: by, device_at: deviceAt, form: `${by} ${form}`, closed_at: null, needs_review: needsReview }
  await db.insertInto("incident").values(row).onConflict((conflict) => conflict.column("form").doNothing()).execute()
  return incidentFrom(await db.selectFrom("incident").selectAll().where("form", "=", row.form).executeTakeFirstOrThrow())
}

/** `null` where there is none of this id. */
export async function readIncident(db: Kysely<Tables>, id: string): Promise<Incident | null> {
  const row = await db.selectFrom("incident").selectAll().where("id", "=", id).executeTakeFirst()
  return row === undefined ? null : incidentFrom(row)
}

export interface IncidentFilter {
  readonly bodies: "all" | readonly string[]
  readonly phases: readonly Phase[]
  readonly most: number
}

/** The newest first. */
export async function listIncidents(db: Kysely<Tables>, { bodies, phases, most }: IncidentFilter): Promise<readonly Incident[]> {
  const all = db.selectFrom("incident").selectAll().where("phase", "in", [...phases]).orderBy("started_at", "desc").orderBy("id").limit(most)
  const rows = await (bodies === "all" ? all : all.where(sql<boolean>`body = any(${bodies}::text[])`)).execute()
  return rows.map(incidentFrom)
}

/** Says what was begun with, where nobody had yet. */
export async function nameIncident(transaction: Transaction<Tables>, id: string, question: string): Promise<void> {
  await transaction.updateTable("incident").set({ question }).where("id", "=", id).where("question", "is", null).execute()
}

/** Closes an incident that is open, and its acts with it; says whether it was open. */
export async function closeIncident(transaction: Transaction<Tables>, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await transaction.updateTable("incident").set({ phase: "done", closed_at: at }).where("id", "=", id).where("phase", "=", "open").executeTakeFirstOrThrow()
  await transaction.updateTable("act").set({ closed_at: at }).where("incident", "=", id).where("closed_at", "is", null).execute()
  return numUpdatedRows === 1n
}

/** A review was signed; says whether the incident was done and not reviewed yet. */
export async function markReviewed(transaction: Transaction<Tables>, id: string): Promise<boolean> {
  const { numUpdatedRows } = await transaction.updateTable("incident").set({ phase: "reviewed" }).where("id", "=", id).where("phase", "=", "done").executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

function incidentFrom(row: Selectable<IncidentTable>): Incident {
  return {
    id: row.id,
    body: row.body,
    question: row.question,
    startedAt: row.started_at,
    startedBy: row.started_by,
    deviceAt: row.device_at,
    phase: row.phase,
    closedAt: row.closed_at,
    needsReview: row.needs_review,
    version: row.version,
  }
}
