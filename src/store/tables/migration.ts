/** A row for each migration that was applied: proof of what made the tables as they are. */
import type { Generated } from "kysely"

export interface MigrationTable {
  /** `0001-store` */
  readonly id: string
  /** SHA-256 of its SQL, lower-case hex. */
  readonly digest: string
  readonly applied_at: Generated<Date>
}
