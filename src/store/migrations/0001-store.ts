/** What the store itself keeps: which migrations were applied. */
import type { Migration } from "./migration.ts"

export const store0001: Migration = {
  id: "0001-store",
  sql: `
    create table store_migration (
      id text primary key,
      digest text not null check (digest ~ '^[0-9a-f]{64}$'),
      applied_at timestamptz not null default now()
    );
  `,
}
