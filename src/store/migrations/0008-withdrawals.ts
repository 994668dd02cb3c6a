/**
 * Clauses that counsel withdrew: what every server applies at once, while the entry in the record takes its turn.
 *
 * A withdrawal is never changed or taken back here, as its entry cannot be: the law's next edition says what holds then.
 */
import type { Migration } from "./migration.ts"

export const withdrawals0008: Migration = {
  id: "0008-withdrawals",
  sql: `
    create table withdrawal (
      law text not null check (law ~ '^[0-9a-f]{64}$'),
      clause text not null check (clause ~ '^[^#]+#[^#]+$'),
      from_at timestamptz not null,
      role text not null,
      pending bigint not null unique,
      primary key (law, clause)
    );
    create trigger withdrawal_stays before update or delete on withdrawal for each row execute function log_refuse();
    create trigger withdrawal_stays_whole before truncate on withdrawal for each statement execute function log_refuse();
    alter table withdrawal enable always trigger withdrawal_stays, enable always trigger withdrawal_stays_whole;
  `,
}
