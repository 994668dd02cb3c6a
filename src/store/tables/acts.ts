/** Acts and what becomes of them (migrations 0003, 0008 and 0009). */
import type { Generated, GeneratedAlways } from "kysely"

export interface ApiKeyTable {
  readonly id: string
  /** SHA-256 of the key. */
  readonly hash: Uint8Array
  readonly body: string
  readonly made_at: Generated<Date>
  readonly used_at: Date | null
  readonly ended_at: Date | null
}

export interface ActTable {
  readonly reference: string
  readonly kind: string
  /** Its entry's key in the queue; `log_entry.pending` has it once it is numbered. */
  readonly pending: number
  readonly department: string
  readonly incident: string | null
  readonly at: Date
  readonly closed_at: Date | null
  /** The opening's file; `null` once it is erased. */
  readonly opening: Uint8Array | null
  readonly api_key: string | null
  readonly idempotency_key: string | null
  readonly request: Uint8Array | null
}

export interface ActReleaseTable {
  readonly reference: string
  readonly batch: Uint8Array
  /** Its cell was opened; else it was counted only. */
  readonly opened: boolean
  readonly at: Generated<Date>
}

export interface HoldTable {
  readonly id: string
  readonly department: string | null
  readonly incident: string | null
  readonly first_day: string | null
  readonly last_day: string | null
  readonly set_at: Generated<Date>
  readonly lifted_at: Date | null
  /** A person's id; `null` where it was set on the command line. */
  readonly set_by: string | null
  readonly lifted_by: string | null
}

export interface DisposalTable {
  readonly id: string
  readonly approval: string
  readonly approved_on: string
  readonly schedule: string
  readonly acts: number
  readonly at: Generated<Date>
}

export interface ActErasureTable {
  readonly reference: string
  readonly disposal: string
}

export interface KeptTable {
  readonly digest: string
  readonly bytes: Uint8Array
}

export interface LawTable {
  readonly id: GeneratedAlways<number>
  readonly digest: string
  readonly forests: string
  readonly compiler: string
  readonly from_day: string
  readonly pending: number
}

export interface WithdrawalTable {
  /** The law's digest. */
  readonly law: string
  /** `instrument#eId` */
  readonly clause: string
  readonly from_at: Date
  readonly role: string
  readonly pending: number
}
