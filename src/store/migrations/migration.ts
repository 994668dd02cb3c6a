/** One step from a database as it was to a database as it is needed. */
export interface Migration {
  /** `0001-store`: four digits that only grow, then what it is about. */
  readonly id: string
  /** One statement or more, run together in one transaction as the owner. */
  readonly sql: string
}
