/**
 * Who works here: people and how each proves who they are, sessions, one-time links, and the numbers of a body.
 *
 * Nothing here opens anything by itself: tokens and links are kept as SHA-256, passkeys are public keys. No password, no e-mail address,
 * no network address.
 */
import type { Migration } from "./migration.ts"

export const people0006: Migration = {
  id: "0006-people",
  sql: `
    create table person (
      id text primary key,
      name text not null check (name <> ''),
      made_at timestamptz not null default now(),
      ended_at timestamptz
    );

    create table person_grant (
      person text not null references person (id),
      role text not null,
      body text not null,
      made_at timestamptz not null default now(),
      made_by text references person (id),
      primary key (person, role, body)
    );
    comment on column person_grant.body is 'a body of the pack, or * for all';
    comment on column person_grant.made_by is 'null for what a one-time administrator link gave';

    create table identity (
      issuer text not null,
      subject text not null,
      person text not null references person (id),
      made_at timestamptz not null default now(),
      primary key (issuer, subject)
    );

    create table passkey (
      id text primary key,
      person text not null references person (id),
      public_key bytea not null,
      counter bigint not null,
      transports text not null,
      made_at timestamptz not null default now(),
      used_at timestamptz
    );
    create index passkey_person on passkey (person);

    create table session (
      id text primary key check (id ~ '^[0-9a-f]{64}$'),
      person text not null references person (id),
      started_at timestamptz not null,
      seen_at timestamptz not null,
      stepped_up_at timestamptz not null
    );
    create index session_person on session (person);
    create index session_seen on session (seen_at);
    comment on column session.id is 'SHA-256 of its token';

    create table one_time_link (
      id text primary key check (id ~ '^[0-9a-f]{64}$'),
      person text references person (id),
      made_at timestamptz not null,
      made_by text references person (id),
      ends_at timestamptz not null,
      used_at timestamptz
    );
    create index one_time_link_person on one_time_link (person);
    comment on column one_time_link.person is 'whose it is; null makes the person who opens it an administrator';

    create table sign_in_flow (
      id text primary key check (id ~ '^[0-9a-f]{64}$'),
      flow text not null,
      ends_at timestamptz not null
    );
    create index sign_in_flow_ends on sign_in_flow (ends_at);
    comment on table sign_in_flow is 'a sign-in under way: its challenge, taken out when it is answered';

    create table body_line (
      body text not null,
      line text not null check (line in ('supervisor', 'counsel', 'next')),
      number text not null check (number <> ''),
      set_at timestamptz not null,
      set_by text not null references person (id),
      primary key (body, line)
    );
  `,
}
