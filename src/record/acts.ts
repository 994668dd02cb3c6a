/**
 * Keeping acts: an act's row and its entry in the queue, in one statement and so in one transaction, with no lock that acts share.
 *
 * A statement keeps any number of acts: those that come to a server at the same time share a commit (together.ts), and each is answered
 * once it is durable.
 */
import { sql, type Kysely, type Transaction } from "kysely"
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

/** Of one piece (keepActs): an act, and who sent it. */
export interface ActSent {
  readonly act: Act
  readonly sent: Sent | null
}

/**
 * Keeps acts, all in one statement and so in one commit. One that was sent before under its idempotency key is found, not kept twice.
 * What the database refuses of one of them (the same key again, from another server, at this moment) is no fault of the others: each is
 * then kept alone. Where the connection breaks nobody knows what was kept, and it throws.
 */
export async function keepActs(db: Kysely<Tables>, acts: readonly ActSent[]): Promise<readonly PromiseSettledResult<KeepResult>[]> {
  try {
    const pending = await insertActs(db, acts)
    return await Promise.allSettled(acts.map((one) => resultOf(db, one, pending.get(one.act.reference))))
  } catch (error) {
    if (!isRefusal(error)) throw error
    return Promise.allSettled(acts.map((one) => keepAct(db, one.act, one.sent)))
  }
}

/** Keeps an act by itself. */
export async function keepAct(db: Kysely<Tables>, act: Act, sent: Sent | null): Promise<KeepResult> {
  const one = { act, sent }
  try {
    const pending = await insertActs(db, [one])
    return await resultOf(db, one, pending.get(act.reference))
  } catch (error) {
    // Sent twice at the same time: the other was first.
    const other = sent === null || codeOf(error) !== UNIQUE_VIOLATION ? null : await actSent(db, sent)
    if (other === null) throw error
    return other
  }
}

const UNIQUE_VIOLATION = "23505"

/** Something in the values; nothing of the statement was stored. SQLSTATE classes 22 and 23. */
function isRefusal(error: unknown): boolean {
  return /^2[23]/.test(codeOf(error))
}

async function resultOf(db: Kysely<Tables>, { act, sent }: ActSent, pending: PendingId | undefined): Promise<KeepResult> {
  if (pending !== undefined) return { kind: "kept", act: keptOf(act, pending) }
  const known = sent === null ? null : await actSent(db, sent)
  if (known === null) throw new Error("the database kept an act and did not say where")
  return known
}

function keptOf({ reference, department, at, entry, opening }: Act, pending: PendingId): KeptAct {
  return { reference, department, at, pending, entry, opening }
}

/** Keeps an act in a transaction of the caller's. */
export async function insertAct(transaction: Transaction<Tables>, act: Act): Promise<void> {
  await insertActs(transaction, [{ act, sent: null }])
}

/**
 * Where the acts' entries wait, by reference; those whose idempotency key was used before are left out. Rows go in by idempotency
 * key, so that two servers that keep the same keys at once wait for one another in one sequence.
 */
async function insertActs(db: Kysely<Tables>, acts: readonly ActSent[]): Promise<ReadonlyMap<string, PendingId>> {
  const column = <Value>(value: (one: ActSent) => Value): readonly Value[] => acts.map(value)
  const { rows } = await sql<{ reference: string; pending: number }>`
    with given as (
      select * from unnest(
        ${column(({ act }) => act.reference)}::text[], ${column(({ act }) => act.kind)}::text[], ${column(({ act }) => act.department)}::text[], ${column(({ act }) => act.incident)}::text[],
        ${column(({ act }) => act.at)}::timestamptz[], ${column(({ act }) => act.entry)}::bytea[], ${column(({ act }) => printOpening(act.opening))}::bytea[],
        ${column(({ sent }) => sent?.apiKey ?? null)}::text[], ${column(({ sent }) => sent?.idempotencyKey ?? null)}::text[], ${column(({ sent }) => sent?.request ?? null)}::bytea[]
      ) as t (reference, kind, department, incident, at, entry, opening, api_key, idempotency_key, request)
    ), fresh as (
      select * from given where not exists (select from act a where a.api_key = given.api_key and a.idempotency_key = given.idempotency_key)
    ), queued as (
      insert into log_pending (entry) select entry from fresh returning id, entry
    )
    insert into act (reference, kind, pending, department, incident, at, closed_at, opening, api_key, idempotency_key, request)
    select reference, kind, id, department, incident, at, case when incident is null then at end, opening, api_key, idempotency_key, request
    from fresh join queued using (entry) order by api_key, idempotency_key
    returning reference, pending`.execute(db)
  return new Map(rows.map(({ reference, pending }) => [reference, pending as PendingId]))
}

/** What was kept under an idempotency key before; `null` for a new one. */
export async function actSent(db: Kysely<Tables>, { apiKey, idempotencyKey, request }: Sent): Promise<KeepResult | null> {
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
