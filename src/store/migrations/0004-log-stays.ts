/**
 * What 0002 left open of what stands in the log: tiles and head could be emptied, a tile moved, the root of a size replaced.
 *
 * The triggers hold always, also in a session that plays a replica, which is how an owner would pass them without taking them off. A
 * change of tables is still his: against that the record has signed checkpoints and witnesses.
 */
import type { Migration } from "./migration.ts"

export const logStays0004: Migration = {
  id: "0004-log-stays",
  sql: `
    create or replace function log_only_grows() returns trigger language plpgsql as $$
    begin
      if tg_table_name = 'log_head' then
        if new.size < old.size or new.origin <> old.origin or (new.size = old.size and new.root <> old.root) then
          raise exception 'the log only grows' using errcode = 'restrict_violation';
        end if;
      elsif new.level <> old.level or new.index <> old.index or substring(new.hashes for octet_length(old.hashes)) <> old.hashes then
        raise exception 'a hash that stands in a tile is never changed' using errcode = 'restrict_violation';
      end if;
      return new;
    end $$;

    create trigger log_tile_stays_whole before truncate on log_tile for each statement execute function log_refuse();
    create trigger log_head_stays_whole before truncate on log_head for each statement execute function log_refuse();
    create trigger log_cosignature_stays before update or delete on log_cosignature for each row execute function log_refuse();
    create trigger log_cosignature_stays_whole before truncate on log_cosignature for each statement execute function log_refuse();

    alter table log_entry enable always trigger log_entry_stays, enable always trigger log_entry_stays_whole;
    alter table log_checkpoint enable always trigger log_checkpoint_stays, enable always trigger log_checkpoint_stays_whole;
    alter table log_public enable always trigger log_public_stays, enable always trigger log_public_stays_whole;
    alter table log_cosignature enable always trigger log_cosignature_stays, enable always trigger log_cosignature_stays_whole;
    alter table log_tile enable always trigger log_tile_is_not_removed, enable always trigger log_tile_stays_whole, enable always trigger log_tile_grows;
    alter table log_head enable always trigger log_head_is_not_removed, enable always trigger log_head_stays_whole, enable always trigger log_head_grows;
  `,
}
