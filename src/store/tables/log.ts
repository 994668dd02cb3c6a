/** The record's log (migration 0002). */
import type { Generated, GeneratedAlways } from "kysely"

export interface LogPendingTable {
  /** A key of the queue: leaves gaps, commits out of sequence, is never a place in the log. */
  readonly id: GeneratedAlways<number>
  readonly entry: Uint8Array
  readonly at: Generated<Date>
}

export interface LogEntryTable {
  readonly index: number
  /** `null` for what the sequencer made itself. */
  readonly pending: number | null
  readonly entry: Uint8Array
}

export interface LogTileTable {
  readonly level: number
  readonly index: number
  readonly hashes: Uint8Array
}

export interface LogCheckpointTable {
  readonly size: number
  /** The signed note, byte for byte, with the log's line alone. */
  readonly note: Uint8Array
  readonly at: Generated<Date>
}

export interface LogPublicTable {
  readonly size: number
  readonly at: Date
}

export interface LogHeadTable {
  readonly one: Generated<boolean>
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
}

export interface LogWitnessTable {
  /** Its key's name and id, `guild.example+77aa10e2`: under a new key it is another witness. */
  readonly name: string
  /** The largest public size that it is known to have cosigned. */
  readonly size: number
  readonly at: Date
}

export interface LogCosignatureTable {
  readonly size: number
  /** As `log_witness` has it. */
  readonly witness: string
  /** The signature line, with its line break. */
  readonly line: string
  readonly at: Generated<Date>
}
