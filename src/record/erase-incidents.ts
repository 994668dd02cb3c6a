/** What erasure destroys of incidents beside their acts: what was ticked and called, and names. */
import { sql, type Transaction } from "kysely"
import type { Tables } from "../store/tables.ts"

/** Of every incident closed by `before` that has no open act left and that no hold keeps. Days of a hold are met by any day from beginning to end. */
export async function eraseIncidents(transaction: Transaction<Tables>, before: Date, timeZone: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select i.id from incident i where i.closed_at <= ${before}
      and not exists (select from act a where a.incident = i.id and a.opening is not null)
      and not exists (
        select from hold h where h.lifted_at is null
          and (h.department is null or h.department = i.body)
          and (h.incident is null or h.incident = i.id)
          and (h.first_day is null or h.first_day <= (i.closed_at at time zone ${timeZone})::date)
          and (h.last_day is null or h.last_day >= (i.started_at at time zone ${timeZone})::date)) for update of i`.execute(transaction)
  const ids = rows.map(({ id }) => id)
  await sql`update incident_item set data = null, digest = null where incident = any(${ids}::text[]) and digest is not null`.execute(transaction)
  await sql`delete from incident_name where incident = any(${ids}::text[])`.execute(transaction)
}
