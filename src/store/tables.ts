/**
 * What the database holds, table by table, as Kysely is told of it; and what the web role may do with each.
 *
 * A thing that is kept costs one migration (migrations/), one file with its row type beside `tables/migration.ts`, a line
 * in `Tables` and a line in `WEB_MAY`; without the last it does not compile.
 */
import type { MigrationTable } from "./tables/migration.ts"

export interface Tables {
  readonly store_migration: MigrationTable
}

export type Privilege = "select" | "insert" | "update" | "delete"

/** Whatever is not named here the web role cannot do, whoever writes the query. */
export const WEB_MAY: Readonly<Record<keyof Tables, readonly Privilege[]>> = {
  store_migration: ["select"],
}
