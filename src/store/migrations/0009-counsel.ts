/**
 * Counsel on call, reviews, and the log of what federal agencies asked of a body.
 *
 * Calls and their stamps are never taken away. What counsel writes in a review of its own stands in tables of its own, to which no
 * export, no log and no other role's page comes. No table here has a field for a reason.
 */
import type { Migration } from "./migration.ts"

export const counsel0009: Migration = {
  id: "0009-counsel",
  sql: `
    create table counsel_address (
      person text primary key,
      mail text not null,
      language text not null,
      set_at timestamptz not null
    );
    comment on table counsel_address is 'where a person of counsel is told that a call waits; of nobody else is there an address';

    create table counsel_shift (
      id text primary key,
      body text not null,
      person text not null,
      place integer not null check (place between 1 and 9),
      from_at timestamptz not null,
      until_at timestamptz not null check (until_at > from_at),
      form text not null unique,
      made_at timestamptz not null,
      made_by text not null,
      removed_at timestamptz
    );
    create index counsel_shift_until on counsel_shift (until_at);
    comment on column counsel_shift.body is 'a body of the pack, or * for the whole city';

    create table counsel_hand_over (
      id bigint generated always as identity primary key,
      shift text not null references counsel_shift (id),
      taker text not null,
      offered_at timestamptz not null,
      offered_by text not null,
      taken_at timestamptz,
      declined_at timestamptz,
      check (taken_at is null or declined_at is null)
    );
    create unique index counsel_hand_over_open on counsel_hand_over (shift) where taken_at is null and declined_at is null;

    create table counsel_call (
      id text primary key,
      incident text not null references incident (id),
      body text not null,
      because text not null check (because in ('silent', 'conflict', 'asked')),
      started_at timestamptz not null,
      started_by text not null,
      answered_at timestamptz,
      answered_by text,
      nobody_left_at timestamptz,
      check ((answered_at is null) = (answered_by is null))
    );
    create unique index counsel_call_open on counsel_call (incident) where answered_at is null;
    comment on column counsel_call.nobody_left_at is 'when everybody on call had been told and nobody had answered; null again once somebody else came on call';

    create table counsel_notice (
      call text not null references counsel_call (id),
      person text not null,
      at timestamptz not null,
      tries integer not null default 0,
      tried_at timestamptz,
      mailed_at timestamptz,
      primary key (call, person)
    );
    comment on table counsel_notice is 'who was told of a call and when: on the desk at once, by e-mail at mailed_at';

    alter table hold add column set_by text, add column lifted_by text;

    create table counsel_review (
      id text primary key,
      incident text not null unique references incident (id),
      opened_at timestamptz not null,
      opened_by text not null,
      closed_at timestamptz
    );
    create table counsel_review_note (
      id bigint generated always as identity primary key,
      review text not null references counsel_review (id),
      at timestamptz not null,
      person text not null,
      form text not null unique,
      text text not null
    );

    create table part_opening (
      id bigint generated always as identity primary key,
      incident text not null references incident (id),
      person text not null,
      at timestamptz not null,
      until_at timestamptz not null,
      act text not null references act (reference)
    );
    comment on table part_opening is 'closed parts of an incident, opened to a person for a while; why stands in the act';

    create table agency_request (
      id text primary key,
      body text not null,
      kind text not null check (kind in ('detainer', 'administrative-warrant', 'help')),
      received_on date not null,
      outcome text not null,
      passed_to text,
      agency text,
      outcome_on date,
      incident text references incident (id),
      form text not null unique,
      replaces text unique references agency_request (id),
      at timestamptz not null,
      person text not null
    );
    create index agency_request_received on agency_request (body, received_on);
    comment on table agency_request is 'detainers and administrative warrants received, and requests for help: dates, outcomes and bodies; no names, and nothing that tells who anybody is';

    create trigger counsel_call_is_not_removed before delete on counsel_call for each row execute function log_refuse();
    create trigger counsel_notice_is_not_removed before delete on counsel_notice for each row execute function log_refuse();
    create trigger part_opening_stays before update or delete on part_opening for each row execute function log_refuse();
    create trigger agency_request_stays before update or delete on agency_request for each row execute function log_refuse();
  `,
}
