/** Keeping acts: an act's row and its entry in the queue, in one statement and so in one transaction, with no lock that acts share. */
import { sql, type Kysely } from "kysely"
import type { JsonValue } from "../kernel/text/canonical-json.ts"
import { parseOpening, printOpening, type Opening } from "../kernel/receipt/opening.ts"
import type { Tables } from "../store/tables.ts"
import { codeOf } from "../store/trouble.ts"
import type { Act } from "./from-decision.ts"
import type { PendingId } from "./log-storage.ts"

/** Who sent it, under which idempotency key, and the digest of what was asked. */
export interface Sent {
  readonly apiKey: string
  readonly idempotencyKey: string
  /** SHA-256 of the request. */
  readonly request: Uint8Array
}

export interface KeptAct {
  readonly reference: string
  readonly department: string
  readonly at: Date
  readonly pending: PendingId
  readonly entry: Uint8Array
  /** `null` once it is erased. */
  readonly opening: Opening | null
}

export type KeepResult =
  | { readonly kind: "kept" | "known"; readonly act: KeptAct }
  /** The idempotency key was used before for something else. */
  | { readonly kind: "key-used" }

const UNIQUE_VIOLATION = "23505"

/** Keeps an act; one sent again under the same idempotency key is found, not kept twice. */
export async function keepAct(db: Kysely<Tables>, act: Act, sent: Sent | null): Promise<KeepResult> {
  const known = sent === null ? null : await actSent(db, sent)
  if (known !== null) return known
  try {
    return { kind: "kept", act: await insertAct(db, act, sent) }
  } catch (error) {
    // Sent twice at the same time: the other was first.
    const other = sent === null || codeOf(error) !== UNIQUE_VIOLATION ? null : await actSent(db, sent)
    if (other === null) throw error
    return other
  }
}

/** Keeps an act in a transaction of the caller's, or in one of its own. */
export async function insertAct(db: Kysely<Tables>, act: Act, sent: Sent | null): Promise<KeptAct> {
  const { reference, kind, department, incident, at, entry, opening } = act
  const closedAt = incident === null ? at : null
  const { rows } = await sql<{ pending: number }>`
    with queued as (insert into log_pending (entry) values (${entry}) returning id)
    insert into act (reference, kind, pending, department, incident, at, closed_at, opening, api_key, idempotency_key, request)
    select ${reference}, ${kind}, id, ${department}, ${incident}, ${at}, ${closedAt}::timestamptz, ${printOpening(opening)}, ${sent?.apiKey ?? null}, ${sent?.idempotencyKey ?? null}, ${sent?.request ?? null}::bytea
    from queued returning pending`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error("the database kept an act and did not say where")
  return { reference, department, at, pending: row.pending as PendingId, entry, opening }
}

async function actSent(db: Kysely<Tables>, { apiKey, idempotencyKey, request }: Sent): Promise<KeepResult | null> {
  const row = await db.selectFrom("act").select(["reference", "request"]).where("api_key", "=", apiKey).where("idempotency_key", "=", idempotencyKey).executeTakeFirst()
  if (row === undefined) return null
  if (row.request === null || !Buffer.from(request).equals(row.request)) return { kind: "key-used" }
  const act = await readAct(db, row.reference)
  return act === null ? null : { kind: "known", act }
}

/** An act by reference; `null` where there is none. */
export async function readAct(db: Kysely<Tables>, reference: string): Promise<KeptAct | null> {
  const { rows } = await sql<{ reference: string; department: string; at: Date; pending: number; opening: Uint8Array | null; entry: Uint8Array }>`
    select a.reference, a.department, a.at, a.pending, a.opening, coalesce(e.entry, p.entry) as entry
    from act a left join log_entry e on e.pending = a.pending left join log_pending p on p.id = a.pending
    where a.reference = ${reference}`.execute(db)
  const [row] = rows
  if (row === undefined) return null
  return { ...row, pending: row.pending as PendingId, opening: row.opening === null ? null : openingFrom(row.opening) }
}

/** An opening as it is kept. */
export function openingFrom(bytes: Uint8Array): Opening {
  const opening = parseOpening(JSON.parse(new TextDecoder().decode(bytes)) as JsonValue)
  if (opening === null) throw new Error("an opening in the database is not in form")
  return opening
}
