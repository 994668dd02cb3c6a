/** Opening a database that was given: what it becomes, what the web role may do in it, and what is refused. */
import { sql } from "kysely"
import pg from "pg"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { asOwner, emptyDatabase, freshStore, urlOf, type FreshStore } from "../../tests/setup/postgres.ts"
import { loginOf, parseInt8 } from "./connect.ts"
import { factsAgainst, openStore } from "./database.ts"
import { MIGRATIONS } from "./migrations/all.ts"
import type { StoreProgress } from "./progress.ts"
import { StoreTrouble, type StoreFacts } from "./trouble.ts"

let store: FreshStore
beforeAll(async () => { store = await freshStore() })
afterAll(() => store.close())

/** What a promise is refused with; fails when it is kept. */
async function factsOf(promise: Promise<unknown>): Promise<StoreFacts> {
  const error = await promise.then(() => null, (refusal: unknown) => refusal)
  if (!(error instanceof StoreTrouble)) throw new Error("expected StoreTrouble", { cause: error })
  return error.facts
}

describe("the web role", () => {
  const codeOf = (query: Promise<unknown>): Promise<string | undefined> =>
    query.then(() => "done", (error: unknown) => (error instanceof pg.DatabaseError ? error.code : "no error of PostgreSQL"))

  test("is what every connection of the pool works as", async () => {
    const users = await Promise.all(Array.from({ length: 8 }, () => sql<{ current_user: string }>`select current_user, pg_sleep(0.01)`.execute(store.db)))
    expect(new Set(users.map(({ rows }) => rows[0]?.current_user))).toEqual(new Set(["writ_web"]))
    expect(store.hasWebRole).toBe(true)
  })

  test("may read which migrations were applied", async () => {
    expect(await store.db.selectFrom("store_migration").select("id").execute()).toContainEqual({ id: "0001-store" })
  })

  test.each([
    ["insert", "insert into store_migration (id, digest) values ('x', repeat('a', 64))"],
    ["update", "update store_migration set id = 'x'"],
    ["delete", "delete from store_migration"],
    ["truncate", "truncate store_migration"],
    ["alter", "alter table store_migration add column x int"],
    ["drop", "drop table store_migration"],
    ["create", "create table x (x int)"],
    ["create a role", "create role somebody_else"],
  ])("may not: %s", async (_, statement) => {
    expect(await codeOf(sql.raw(statement).execute(store.db))).toBe("42501")
  })

  test("is still on after a transaction that failed", async () => {
    await expect(store.db.transaction().execute((transaction) => sql`select 1 / 0`.execute(transaction))).rejects.toThrow("division by zero")
    const { rows } = await sql<{ current_user: string }>`select current_user`.execute(store.db)
    expect(rows).toEqual([{ current_user: "writ_web" }])
  })

  test("loses at the next start what it was granted and should not have, and gets back what it should", async () => {
    await asOwner(loginOf(store.databaseUrl).database, (client) => client.query("grant delete on store_migration to writ_web; revoke select on store_migration from writ_web"))
    const again = await openStore({ databaseUrl: store.databaseUrl, poolSize: 1 })
    expect(await codeOf(again.db.deleteFrom("store_migration").execute())).toBe("42501")
    expect(await again.db.selectFrom("store_migration").selectAll().execute()).toHaveLength(MIGRATIONS.length)
    await again.close()
  })
})

describe("values", () => {
  test("come in the forms that connect.ts names", async () => {
    const { rows } = await sql`select 9007199254740991::bigint as whole, count(*) as counted, date '2025-08-30' as day,
      '\\x00ff'::bytea as bytes, timestamptz '2025-08-30 12:00:00+00' as instant from (values (1), (2)) as two(x)`.execute(store.db)
    expect(rows).toEqual([{ whole: 9007199254740991, counted: 2, day: "2025-08-30", bytes: Buffer.from([0, 255]), instant: new Date("2025-08-30T12:00:00Z") }])
  })

  test("a bigint that a number cannot hold is refused, never rounded", async () => {
    await expect(sql`select 9007199254740992::bigint as x`.execute(store.db)).rejects.toThrow("bigint 9007199254740992 is no safe integer")
    await expect(sql`select -9007199254740993::bigint as x`.execute(store.db)).rejects.toThrow("is no safe integer")
    expect(parseInt8("-9007199254740991")).toBe(-9007199254740991)
  })
})

describe("a login that may do less", () => {
  let database: string
  const passwords = { nobody: "n", maker: "m" }
  beforeAll(async () => {
    database = loginOf(await emptyDatabase()).database
    await asOwner(database, async (client) => {
      await client.query(`create role test_nobody login password '${passwords.nobody}'; create role test_maker login createrole password '${passwords.maker}'`)
      await client.query("grant create on schema public to test_nobody")
    })
  })
  const urlAs = async (user: string, password: string, of = database): Promise<string> => {
    return Object.assign(new URL(await urlOf(of)), { username: user, password }).href
  }

  test("works with what is there, and says so, where it may make tables but no roles", async () => {
    const said: StoreProgress[] = []
    const limited = await openStore({ databaseUrl: await urlAs("test_nobody", passwords.nobody), onProgress: (progress) => void said.push(progress) })
    const { rows } = await sql`select current_user`.execute(limited.db)
    expect([limited.hasWebRole, rows]).toEqual([false, [{ current_user: "test_nobody" }]])
    expect(said).toEqual([...MIGRATIONS.map(({ id }) => ({ kind: "migrated", id })), { kind: "no-web-role", user: "test_nobody" }])
    await limited.close()
  })

  test("is told which migration it may not apply", async () => {
    const empty = loginOf(await emptyDatabase()).database
    expect(await factsOf(openStore({ databaseUrl: await urlAs("test_nobody", passwords.nobody, empty) }))).toEqual({ kind: "migration-refused", id: "0001-store", user: "test_nobody" })
  })

  test("puts on the web role where another has given it that alone, and a database that is ready", async () => {
    await asOwner("postgres", (client) => client.query("create role test_web login password 'w' in role writ_web"))
    const web = await openStore({ databaseUrl: await urlAs("test_web", "w", loginOf(store.databaseUrl).database) })
    expect((await sql`select current_user, session_user`.execute(web.db)).rows).toEqual([{ current_user: "writ_web", session_user: "test_web" }])
    await web.close()
  })

  test("is no secret in what it is refused with", async () => {
    const url = await urlAs("test_maker", "wrong-secret")
    expect(await factsOf(openStore({ databaseUrl: url }))).toEqual({ kind: "login-refused", host: "127.0.0.1", user: "test_maker", said: 'password authentication failed for user "test_maker"' })
  })
})

describe("what is refused", () => {
  test.each(["mysql://a@b/c", "db.example", "", "postgres://[/x"])("an address that is none: %s", async (databaseUrl) => {
    expect(await factsOf(openStore({ databaseUrl }))).toEqual({ kind: "bad-url" })
  })

  test("a server that is not there", async () => {
    expect(await factsOf(openStore({ databaseUrl: "postgres://a@127.0.0.1:1/b" }))).toEqual({ kind: "unreachable", host: "127.0.0.1", port: 1, code: "ECONNREFUSED" })
  })

  test("a database that is not there", async () => {
    expect(await factsOf(openStore({ databaseUrl: await urlOf("nowhere") }))).toEqual({ kind: "no-database", host: "127.0.0.1", database: "nowhere" })
  })

  test("a database in another encoding", async () => {
    const databaseUrl = await emptyDatabase("encoding 'SQL_ASCII' locale_provider libc locale 'C' template template0")
    expect(await factsOf(openStore({ databaseUrl }))).toMatchObject({ kind: "not-utf8", encoding: "SQL_ASCII" })
  })

  test.each([
    [{ number: 140_012 }, "too-old"],
    [{ number: 149_999 }, "too-old"],
    [{ number: 150_000 }, undefined],
    [{ is_standby: true }, "standby"],
    [{ encoding: "LATIN1" }, "not-utf8"],
  ])("a server that says %o: %s", (state, kind) => {
    const facts = factsAgainst({ number: 180_004, version: "18.4", encoding: "UTF8", is_standby: false, ...state }, { host: "h", port: 1, user: "u", database: "d" })
    expect(facts?.kind).toBe(kind)
  })
})
