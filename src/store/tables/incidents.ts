/** Incidents, what was written down in them, and the names that are kept sealed (migration 0007). */
import type { ColumnType, Generated, GeneratedAlways } from "kysely"

export interface IncidentTable {
  readonly id: string
  readonly body: string
  /** What it began with; `null` where nobody has said yet. */
  readonly question: string | null
  readonly started_at: Date
  /** A person's id, or `key:` and an API key's. */
  readonly started_by: string
  readonly device_at: Date | null
  readonly form: string
  readonly phase: Generated<"open" | "done" | "reviewed">
  readonly closed_at: Date | null
  readonly needs_review: boolean
  readonly version: Generated<number>
}

export interface IncidentItemTable {
  readonly id: GeneratedAlways<number>
  readonly incident: string
  readonly form: string
  /** SHA-256 of what was sent with the form; `null` once it is erased. */
  readonly digest: ColumnType<Uint8Array | null, Uint8Array, null>
  readonly kind: string
  readonly at: Date
  readonly device_at: Date | null
  readonly person: string
  /** The act that holds its content. */
  readonly act: string | null
  /** Its content, where it is no act; `null` once it is erased. Written as JSON text. */
  readonly data: ColumnType<unknown, string | null, null>
}

export interface IncidentNameTable {
  readonly id: GeneratedAlways<number>
  readonly incident: string
  readonly role: "agent" | "worker" | "other"
  readonly number: number
  readonly form: string
  readonly nonce: Uint8Array
  readonly sealed: Uint8Array
  readonly at: Date
  readonly person: string
}
