/**
 * The record's log: what waits, what is numbered, its tree, and what was signed of it.
 *
 * Numbered entries, checkpoints and publications are never changed or taken away, by nobody, the owner included: a trigger refuses, so
 * that it takes a deliberate act on the database itself. A tile only grows behind what it holds; the head only grows.
 */
import type { Migration } from "./migration.ts"

export const log0002: Migration = {
  id: "0002-log",
  sql: `
    create table log_pending (
      id bigint generated always as identity primary key,
      entry bytea not null check (octet_length(entry) between 2 and 65535),
      at timestamptz not null default now()
    );
    comment on column log_pending.id is 'a key of the queue; never a place in the log';

    create table log_entry (
      index bigint primary key check (index >= 0),
      pending bigint unique,
      entry bytea not null
    );
    comment on column log_entry.pending is 'null for what the sequencer made itself';

    create table log_tile (
      level smallint not null check (level between 0 and 6),
      index bigint not null check (index >= 0),
      hashes bytea not null check (octet_length(hashes) % 32 = 0 and octet_length(hashes) between 32 and 8192),
      primary key (level, index)
    );

    create table log_checkpoint (
      size bigint primary key check (size >= 0),
      note bytea not null,
      at timestamptz not null default now()
    );

    create table log_public (
      size bigint primary key references log_checkpoint (size),
      at timestamptz not null
    );

    create table log_head (
      one boolean primary key default true check (one),
      origin text not null,
      size bigint not null check (size >= 0),
      root bytea not null check (octet_length(root) = 32)
    );

    create table log_witness (
      name text primary key,
      size bigint not null check (size >= 0),
      at timestamptz not null
    );

    create table log_cosignature (
      size bigint not null references log_public (size),
      witness text not null,
      line text not null,
      at timestamptz not null default now(),
      primary key (size, witness)
    );

    create function log_refuse() returns trigger language plpgsql as $$
    begin
      raise exception 'what stands in % is never changed or removed', tg_table_name using errcode = 'restrict_violation';
    end $$;

    create trigger log_entry_stays before update or delete on log_entry for each row execute function log_refuse();
    create trigger log_entry_stays_whole before truncate on log_entry execute function log_refuse();
    create trigger log_checkpoint_stays before update or delete on log_checkpoint for each row execute function log_refuse();
    create trigger log_checkpoint_stays_whole before truncate on log_checkpoint execute function log_refuse();
    create trigger log_public_stays before update or delete on log_public for each row execute function log_refuse();
    create trigger log_public_stays_whole before truncate on log_public execute function log_refuse();
    create trigger log_tile_is_not_removed before delete on log_tile for each row execute function log_refuse();
    create trigger log_head_is_not_removed before delete on log_head for each row execute function log_refuse();

    create function log_only_grows() returns trigger language plpgsql as $$
    begin
      if tg_table_name = 'log_head' then
        if new.size < old.size or new.origin <> old.origin then
          raise exception 'the log only grows' using errcode = 'restrict_violation';
        end if;
      elsif substring(new.hashes for octet_length(old.hashes)) <> old.hashes then
        raise exception 'a hash that stands in a tile is never changed' using errcode = 'restrict_violation';
      end if;
      return new;
    end $$;

    create trigger log_tile_grows before update on log_tile for each row execute function log_only_grows();
    create trigger log_head_grows before update on log_head for each row execute function log_only_grows();
  `,
}
