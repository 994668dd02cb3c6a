/** Migrations: applied in their sequence, once each, whoever else starts; and refused when they are not what was applied. */
import { sql, type Kysely } from "kysely"
import { afterEach, describe, expect, test } from "vitest"
import { emptyDatabase } from "../../tests/setup/postgres.ts"
import { kyselyOn, openPool } from "./connect.ts"
import { digestOf, migrate, nextOf } from "./migrate.ts"
import { MIGRATIONS } from "./migrations/all.ts"
import type { Migration } from "./migrations/migration.ts"
import type { Tables } from "./tables.ts"
import { StoreTrouble } from "./trouble.ts"

const opened: Kysely<Tables>[] = []
afterEach(async () => { await Promise.all(opened.splice(0).map((db) => db.destroy())) })

function open(url: string): Kysely<Tables> {
  const db = kyselyOn(openPool({ config: { connectionString: url }, size: 1, role: null, onLost: () => undefined }))
  opened.push(db)
  return db
}

const more: readonly Migration[] = [
  ...MIGRATIONS,
  { id: "8001-slow", sql: "create table slow (x int); select pg_sleep(0.05); insert into slow values (1);" },
  { id: "8002-next", sql: "insert into slow select x + 1 from slow;" },
]

test("ids grow, and begin with four digits", () => {
  const ids = MIGRATIONS.map(({ id }) => id)
  expect(ids).toEqual([...ids].sort())
  expect(new Set(ids.map((id) => id.slice(0, 4))).size).toBe(ids.length)
  for (const id of ids) expect(id).toMatch(/^\d{4}-[a-z0-9]+(-[a-z0-9]+)*$/)
})

test("of many servers that start at once one applies each, and all find them applied", async () => {
  const url = await emptyDatabase()
  const applied: string[] = []
  await Promise.all(Array.from({ length: 6 }, () => migrate(open(url), more, "owner", (progress) => { if (progress.kind === "migrated") applied.push(progress.id) })))
  expect(applied).toEqual(more.map(({ id }) => id))
  expect((await sql`select x from slow order by x`.execute(open(url))).rows).toEqual([{ x: 1 }, { x: 2 }])
})

test("one that fails leaves nothing of itself, and what came before it", async () => {
  const db = open(await emptyDatabase())
  const broken: Migration = { id: "9001-broken", sql: "create table half (x int); select nothing_of_that_name();" }
  const failure = migrate(db, [...MIGRATIONS, broken], "owner", () => undefined)
  await expect(failure).rejects.toMatchObject({ facts: { kind: "migration-failed", id: "9001-broken", said: "function nothing_of_that_name() does not exist" } })
  expect((await sql`select to_regclass('half') as half`.execute(db)).rows).toEqual([{ half: null }])
  await migrate(db, [...MIGRATIONS, { id: "9001-broken", sql: "select 1" }], "owner", () => undefined)
})

describe("what was applied must be how ours begin", () => {
  const [a, b] = [{ id: "0001-a", sql: "select 1" }, { id: "0002-b", sql: "select 2" }]
  const applied = (...migrations: readonly Migration[]) => migrations.map((migration) => ({ id: migration.id, digest: digestOf(migration) }))

  test.each([
    ["nothing", [], a],
    ["a part", [a], b],
    ["all", [a, b], null],
    ["all, with other line ends", [{ ...a, sql: "select 1" }, b], null],
  ])("applied: %s", (_, done, next) => {
    expect(nextOf([a, b], applied(...done))).toBe(next)
  })

  test.each([
    ["changed since", [{ ...a, sql: "select 3" }], "migration-changed", "0001-a"],
    ["newer than ours", [a, b, { id: "0003-c", sql: "" }], "migration-unknown", "0003-c"],
    ["another at its place", [{ id: "0001-z", sql: "select 1" }], "migration-unknown", "0001-z"],
    ["one left out", [b], "migration-unknown", "0002-b"],
  ])("refused: %s", (_, done, kind, id) => {
    expect(() => nextOf([a, b], applied(...done))).toThrow(new StoreTrouble({ kind, id } as StoreTrouble["facts"]))
  })

  test("line ends do not count", () => {
    expect(digestOf({ id: "x", sql: "a\r\nb" })).toBe(digestOf({ id: "y", sql: "a\nb" }))
    expect(digestOf({ id: "x", sql: "a\nb" })).not.toBe(digestOf({ id: "x", sql: "a b" }))
  })
})

test("a database whose migration was changed is refused as a whole", async () => {
  const db = open(await emptyDatabase())
  await migrate(db, MIGRATIONS, "owner", () => undefined)
  await sql`update store_migration set digest = repeat('0', 64)`.execute(db)
  await expect(migrate(db, more, "owner", () => undefined)).rejects.toMatchObject({ facts: { kind: "migration-changed", id: "0001-store" } })
})
