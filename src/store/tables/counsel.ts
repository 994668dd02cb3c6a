/** Counsel on call, reviews, and what federal agencies asked of a body (migration 0009). */
import type { Generated, GeneratedAlways } from "kysely"

export interface CounselAddressTable {
  readonly person: string
  readonly mail: string
  readonly language: string
  readonly set_at: Date
}

export interface CounselShiftTable {
  readonly id: string
  /** A body of the pack, or `*` for the whole city. */
  readonly body: string
  readonly person: string
  /** 1 is called first. */
  readonly place: number
  readonly from_at: Date
  readonly until_at: Date
  readonly form: string
  readonly made_at: Date
  readonly made_by: string
  readonly removed_at: Date | null
}

export interface CounselHandOverTable {
  readonly id: GeneratedAlways<number>
  readonly shift: string
  readonly taker: string
  readonly offered_at: Date
  readonly offered_by: string
  readonly taken_at: Date | null
  readonly declined_at: Date | null
}

export interface CounselCallTable {
  readonly id: string
  readonly incident: string
  readonly body: string
  readonly because: "silent" | "conflict" | "asked"
  readonly started_at: Date
  readonly started_by: string
  readonly answered_at: Date | null
  readonly answered_by: string | null
  readonly nobody_left_at: Date | null
}

export interface CounselNoticeTable {
  readonly call: string
  readonly person: string
  readonly at: Date
  readonly tries: Generated<number>
  readonly tried_at: Date | null
  readonly mailed_at: Date | null
}

export interface CounselReviewTable {
  readonly id: string
  readonly incident: string
  readonly opened_at: Date
  readonly opened_by: string
  readonly closed_at: Date | null
}

export interface CounselReviewNoteTable {
  readonly id: GeneratedAlways<number>
  readonly review: string
  readonly at: Date
  readonly person: string
  readonly form: string
  readonly text: string
}

export interface PartOpeningTable {
  readonly id: GeneratedAlways<number>
  readonly incident: string
  readonly person: string
  readonly at: Date
  readonly until_at: Date
  readonly act: string
}

export interface AgencyRequestTable {
  readonly id: string
  readonly body: string
  readonly kind: "detainer" | "administrative-warrant" | "help"
  readonly received_on: string
  readonly outcome: string
  readonly passed_to: string | null
  readonly agency: string | null
  readonly outcome_on: string | null
  readonly incident: string | null
  readonly form: string
  readonly replaces: string | null
  readonly at: Date
  readonly person: string
}
