/**
 * What the database holds, table by table, as Kysely is told of it; and what the web role may do with each.
 *
 * A thing that is kept costs one migration (migrations/), one file with its row type beside `tables/migration.ts`, a line
 * in `Tables` and a line in `WEB_MAY`; without the last it does not compile.
 */
import type { ActErasureTable, ActReleaseTable, ActTable, ApiKeyTable, DisposalTable, HoldTable, KeptTable, LawTable, WithdrawalTable } from "./tables/acts.ts"
import type { AgencyRequestTable, CounselAddressTable, CounselCallTable, CounselHandOverTable, CounselNoticeTable, CounselReviewNoteTable, CounselReviewTable, CounselShiftTable, PartOpeningTable } from "./tables/counsel.ts"
import type { IncidentItemTable, IncidentNameTable, IncidentTable } from "./tables/incidents.ts"
import type { LogCheckpointTable, LogCosignatureTable, LogEntryTable, LogHeadTable, LogPendingTable, LogPublicTable, LogTileTable, LogWitnessTable } from "./tables/log.ts"
import type { MigrationTable } from "./tables/migration.ts"
import type { BodyLineTable, IdentityTable, OneTimeLinkTable, PasskeyTable, PersonGrantTable, PersonTable, SessionTable, SignInFlowTable } from "./tables/people.ts"

export interface Tables {
  readonly store_migration: MigrationTable
  readonly log_pending: LogPendingTable
  readonly log_entry: LogEntryTable
  readonly log_tile: LogTileTable
  readonly log_checkpoint: LogCheckpointTable
  readonly log_public: LogPublicTable
  readonly log_head: LogHeadTable
  readonly log_witness: LogWitnessTable
  readonly log_cosignature: LogCosignatureTable
  readonly api_key: ApiKeyTable
  readonly act: ActTable
  readonly act_release: ActReleaseTable
  readonly act_erasure: ActErasureTable
  readonly hold: HoldTable
  readonly disposal: DisposalTable
  readonly kept: KeptTable
  readonly law: LawTable
  readonly incident: IncidentTable
  readonly incident_item: IncidentItemTable
  readonly incident_name: IncidentNameTable
  readonly person: PersonTable
  readonly person_grant: PersonGrantTable
  readonly identity: IdentityTable
  readonly passkey: PasskeyTable
  readonly session: SessionTable
  readonly one_time_link: OneTimeLinkTable
  readonly sign_in_flow: SignInFlowTable
  readonly body_line: BodyLineTable
  readonly withdrawal: WithdrawalTable
  readonly counsel_address: CounselAddressTable
  readonly counsel_shift: CounselShiftTable
  readonly counsel_hand_over: CounselHandOverTable
  readonly counsel_call: CounselCallTable
  readonly counsel_notice: CounselNoticeTable
  readonly counsel_review: CounselReviewTable
  readonly counsel_review_note: CounselReviewNoteTable
  readonly part_opening: PartOpeningTable
  readonly agency_request: AgencyRequestTable
}

export type Privilege = "select" | "insert" | "update" | "delete"

/** Whatever is not named here the web role cannot do, whoever writes the query. */
export const WEB_MAY: Readonly<Record<keyof Tables, readonly Privilege[]>> = {
  store_migration: ["select"],
  log_pending: ["select", "insert", "delete"],
  log_entry: ["select", "insert"],
  log_tile: ["select", "insert", "update"],
  log_checkpoint: ["select", "insert"],
  log_public: ["select", "insert"],
  log_head: ["select", "insert", "update"],
  log_witness: ["select", "insert", "update"],
  log_cosignature: ["select", "insert"],
  api_key: ["select", "insert", "update"],
  act: ["select", "insert", "update"],
  act_release: ["select", "insert"],
  act_erasure: ["select", "insert"],
  hold: ["select", "insert", "update"],
  disposal: ["select", "insert"],
  kept: ["select", "insert"],
  law: ["select", "insert"],
  incident: ["select", "insert", "update"],
  incident_item: ["select", "insert", "update"],
  incident_name: ["select", "insert", "delete"],
  person: ["select", "insert", "update"],
  person_grant: ["select", "insert", "update", "delete"],
  identity: ["select", "insert", "delete"],
  passkey: ["select", "insert", "update", "delete"],
  session: ["select", "insert", "update", "delete"],
  one_time_link: ["select", "insert", "update"],
  sign_in_flow: ["select", "insert", "delete"],
  body_line: ["select", "insert", "update", "delete"],
  withdrawal: ["select", "insert"],
  counsel_address: ["select", "insert", "update", "delete"],
  counsel_shift: ["select", "insert", "update"],
  counsel_hand_over: ["select", "insert", "update"],
  counsel_call: ["select", "insert", "update"],
  counsel_notice: ["select", "insert", "update"],
  counsel_review: ["select", "insert", "update"],
  counsel_review_note: ["select", "insert"],
  part_opening: ["select", "insert"],
  agency_request: ["select", "insert"],
}
