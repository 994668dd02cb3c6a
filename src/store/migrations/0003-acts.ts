/**
 * Acts: what stands behind sealed leaves, and who may have it kept or destroyed.
 *
 * An act's opening is the one place where its fields and keys are. Erasing sets it to null; leaf and row stay and prove nothing.
 * What else stands in the row says that there was an act, of which department and when: as much as an archive must know.
 */
import type { Migration } from "./migration.ts"

export const acts0003: Migration = {
  id: "0003-acts",
  sql: `
    create table api_key (
      id text primary key,
      hash bytea not null unique,
      body text not null,
      made_at timestamptz not null default now(),
      used_at timestamptz,
      ended_at timestamptz
    );

    create table act (
      reference text primary key,
      kind text not null,
      pending bigint not null unique,
      department text not null,
      incident text,
      at timestamptz not null,
      closed_at timestamptz,
      opening bytea,
      api_key text references api_key (id),
      idempotency_key text,
      request bytea,
      unique (api_key, idempotency_key)
    );
    create index act_closed on act (closed_at);
    comment on column act.request is 'SHA-256 of the request that made it, so that a key used twice for different things is told apart';

    create table act_release (
      reference text primary key references act (reference),
      batch bytea not null,
      opened boolean not null,
      at timestamptz not null default now()
    );

    create table hold (
      id text primary key,
      department text,
      incident text,
      first_day date,
      last_day date,
      set_at timestamptz not null default now(),
      lifted_at timestamptz,
      check (num_nonnulls(department, incident, first_day, last_day) > 0)
    );

    create table disposal (
      id text primary key,
      approval text not null,
      approved_on date not null,
      schedule text not null,
      acts integer not null,
      at timestamptz not null default now()
    );

    create table act_erasure (
      reference text primary key references act (reference),
      disposal text not null references disposal (id)
    );

    create table kept (
      digest text primary key check (digest ~ '^[0-9a-f]{64}$'),
      bytes bytea not null
    );
    create table law (
      id bigint generated always as identity primary key,
      digest text not null,
      forests text not null,
      compiler text not null,
      from_day date not null,
      pending bigint not null unique
    );
    comment on table law is 'what was put in force, the newest last; each has its pack entry';
    comment on table kept is 'packs and forests, by SHA-256 of their bytes';
  `,
}
