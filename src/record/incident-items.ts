/**
 * What is written down in an incident: added, never changed; each with who, when and the form that it came with.
 *
 * | kind | content |
 * |---|---|
 * | answer | an act: the decision |
 * | done | an act: the disposition |
 * | note, paper, came, left, footage | an act: the note, in a group `note` |
 * | step, call, direction, point, signed | data |
 *
 * An item and its act are kept in one transaction, so that there is no act without its place in the incident and no item without its
 * entry. Those who write at the same time wait for one another for that long; nothing that one of them wrote is lost.
 */
import { sql, type Kysely, type Transaction } from "kysely"
import { canonicalJson, canonicalJsonBytes, type JsonValue } from "../kernel/text/canonical-json.ts"
import type { Crypto } from "../kernel/log/crypto.ts"
import type { Opening } from "../kernel/receipt/opening.ts"
import { equalBytes } from "../kernel/text/bytes.ts"
import type { Tables } from "../store/tables.ts"
import { insertAct, openingFrom } from "./acts.ts"
import type { Act } from "./from-decision.ts"

export const ITEM_KINDS = ["answer", "done", "note", "paper", "came", "left", "footage", "step", "call", "direction", "point", "signed"] as const
export type ItemKind = (typeof ITEM_KINDS)[number]

export interface NewItem {
  readonly incident: string
  /** Random, of the form that it comes with: sent twice it is kept once. */
  readonly form: string
  /** What was sent with the form, whatever was made of it. */
  readonly sent: JsonValue
  readonly kind: ItemKind
  readonly at: Date
  /** When it was written on a device without a connection, by that device's clock. */
  readonly deviceAt: Date | null
  /** A person's id, or `key:` and an API key's. */
  readonly by: string
  readonly content: { readonly kind: "act"; readonly act: Act } | { readonly kind: "data"; readonly data: JsonValue }
}

export type WrittenItem =
  | { readonly kind: "written" | "known"; readonly item: ItemId; readonly reference: string | null }
  /** The form was used before for something else: nothing was written. */
  | { readonly kind: "form-used"; readonly item: ItemId }
  | { readonly kind: "no-incident" }

export type ItemId = number

/** Writes an item down. An act that comes after its incident was closed is closed with it. */
export async function writeItem(transaction: Transaction<Tables>, crypto: Crypto, item: NewItem): Promise<WrittenItem> {
  const { incident, form, kind, at, deviceAt, by, content } = item
  const found = await transaction.selectFrom("incident").select("closed_at").where("id", "=", incident).forUpdate().executeTakeFirst()
  if (found === undefined) return { kind: "no-incident" }
  const digest = crypto.sha256(canonicalJsonBytes(item.sent))
  const before = await transaction.selectFrom("incident_item").select(["id", "digest", "act"]).where("incident", "=", incident).where("form", "=", form).executeTakeFirst()
  if (before !== undefined) return before.digest !== null && equalBytes(before.digest, digest) ? { kind: "known", item: before.id, reference: before.act } : { kind: "form-used", item: before.id }
  const reference = content.kind === "act" ? content.act.reference : null
  if (content.kind === "act") await insertAct(transaction, content.act)
  if (reference !== null && found.closed_at !== null) await transaction.updateTable("act").set({ closed_at: found.closed_at }).where("reference", "=", reference).execute()
  const data = content.kind === "data" ? canonicalJson(content.data) : null
  const row = { incident, form, digest, kind, at, device_at: deviceAt, person: by, act: reference, data }
  const { id } = await transaction.insertInto("incident_item").values(row).returning("id").executeTakeFirstOrThrow()
  await transaction.updateTable("incident").set((of) => ({ version: of("version", "+", 1) })).where("id", "=", incident).execute()
  return { kind: "written", item: id, reference }
}

export interface Item {
  readonly id: ItemId
  readonly incident: string
  readonly kind: ItemKind
  readonly at: Date
  readonly deviceAt: Date | null
  readonly by: string
  readonly content: ItemContent
}

export type ItemContent =
  | { readonly kind: "act"; readonly reference: string; readonly opening: Opening }
  | { readonly kind: "data"; readonly data: JsonValue }
  /** It was there, and disposal destroyed it. */
  | { readonly kind: "erased"; readonly reference: string | null }

/** What stands in incidents, as it was written down. */
export async function readItems(db: Kysely<Tables>, incidents: readonly string[]): Promise<readonly Item[]> {
  const { rows } = await sql<ItemRow>`
    select i.id, i.incident, i.kind, i.at, i.device_at, i.person, i.act, i.data, a.opening
    from incident_item i left join act a on a.reference = i.act where i.incident = any(${incidents}::text[]) order by i.at, i.id`.execute(db)
  return rows.map((row) => ({ id: row.id, incident: row.incident, kind: kindFrom(row.kind), at: row.at, deviceAt: row.device_at, by: row.person, content: contentFrom(row) }))
}

interface ItemRow {
  readonly id: number
  readonly incident: string
  readonly kind: string
  readonly at: Date
  readonly device_at: Date | null
  readonly person: string
  readonly act: string | null
  readonly data: JsonValue | null
  readonly opening: Uint8Array | null
}

function kindFrom(text: string): ItemKind {
  const kind = ITEM_KINDS.find((known) => known === text)
  if (kind === undefined) throw new Error(`an item in the database is of kind ${text}, which this version does not know`)
  return kind
}

function contentFrom({ act, data, opening }: ItemRow): ItemContent {
  if (act !== null && opening !== null) return { kind: "act", reference: act, opening: openingFrom(opening) }
  return act === null && data !== null ? { kind: "data", data } : { kind: "erased", reference: act }
}
