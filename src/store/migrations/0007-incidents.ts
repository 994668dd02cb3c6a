/**
 * Incidents: one real event at the desk, and everything that was asked, answered, ticked, noted and done in it.
 *
 * What is written down is added and never changed: nobody's words take the place of somebody else's. Where an item is an act on the
 * record, its content stands in the act's opening and nowhere else; where it is none, in `data`, which erasure sets to null together
 * with the digest of what was sent. Names are in a table of their own, encrypted under a key that is not in the database
 * (record/sealed-names.ts).
 *
 * Persons stand by their id, without a reference to `person`: what somebody did stays when that person's account goes.
 */
import type { Migration } from "./migration.ts"

export const incidents0007: Migration = {
  id: "0007-incidents",
  sql: `
    create table incident (
      id text primary key,
      body text not null,
      question text,
      started_at timestamptz not null,
      started_by text not null,
      device_at timestamptz,
      form text not null unique,
      phase text not null default 'open' check (phase in ('open', 'done', 'reviewed')),
      closed_at timestamptz,
      needs_review boolean not null,
      version integer not null default 1,
      check ((phase = 'open') = (closed_at is null))
    );
    create index incident_of_body on incident (body, started_at desc);
    comment on column incident.form is 'the form that it came with: sent twice it starts once';
    comment on column incident.device_at is 'when it was begun on a device without a connection, by that device''s clock';

    create table incident_item (
      id bigint generated always as identity primary key,
      incident text not null references incident (id),
      form text not null,
      digest bytea check (octet_length(digest) = 32),
      kind text not null,
      at timestamptz not null,
      device_at timestamptz,
      person text not null,
      act text unique references act (reference),
      data jsonb,
      unique (incident, form),
      check (act is null or data is null)
    );
    comment on column incident_item.form is 'the form that it came with: sent twice it is kept once';
    comment on column incident_item.digest is 'SHA-256 of what was sent with that form, so that a form used again for something else is told apart; null once it is erased, since content could be guessed from it';

    create table incident_name (
      id bigint generated always as identity primary key,
      incident text not null references incident (id),
      role text not null check (role in ('agent', 'worker', 'other')),
      number integer not null check (number > 0),
      form text not null,
      nonce bytea not null unique check (octet_length(nonce) = 12),
      sealed bytea not null,
      at timestamptz not null,
      person text not null,
      unique (incident, role, number),
      unique (incident, form)
    );

    create index act_of_incident on act (incident) where incident is not null;

    create function incident_item_stays() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and new.data is null and new.digest is null and to_jsonb(new) - 'data' - 'digest' = to_jsonb(old) - 'data' - 'digest' then
        return new;
      end if;
      raise exception 'what was written down in an incident is never changed or removed; its content may be erased' using errcode = 'restrict_violation';
    end $$;
    create trigger incident_item_stays before update or delete on incident_item for each row execute function incident_item_stays();
    create trigger incident_item_stays_whole before truncate on incident_item for each statement execute function log_refuse();
  `,
}
