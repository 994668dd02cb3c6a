/** Keeping acts: once under each idempotency key, whoever sends it, however often, whatever breaks. */
import { createHash, randomBytes } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "kysely"
import { beforeAll, describe, expect, test } from "vitest"
import { printOpening } from "../../src/kernel/receipt/opening.ts"
import { keepAct, keepActs, readAct, type KeepResult, type KeptAct, type Sent } from "../../src/record/acts.ts"
import { postgresStorage } from "../../src/record/postgres-storage.ts"
import { openStore } from "../../src/store/database.ts"
import type { FreshStore } from "../setup/postgres.ts"
import { auditLog } from "./audit.ts"
import { breakable } from "./breakable.ts"
import { create, sequencerOn, text } from "./log.ts"
import { newAct } from "./new-act.ts"
import { newStore } from "./postgres.ts"

const API_KEY = "a-key"
const sent = (idempotencyKey: string, request = idempotencyKey): Sent => ({ apiKey: API_KEY, idempotencyKey, request: createHash("sha256").update(request).digest() })

let store: FreshStore
beforeAll(async () => {
  store = await newStore()
  await create(postgresStorage(store.db))
  await store.db.insertInto("api_key").values({ id: API_KEY, hash: randomBytes(32), body: "harbour", used_at: null, ended_at: null }).execute()
})

/** Statements that wait for a lock in this database. */
async function blocked(): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(distinct pid) as count from pg_locks where not granted and pid in (select pid from pg_stat_activity where datname = current_database())`.execute(store.db)
  return rows[0]?.count ?? 0
}

async function count(table: "act" | "log_pending"): Promise<number> {
  const { count: found } = await store.db.selectFrom(table).select((of) => of.fn.countAll<number>().as("count")).executeTakeFirstOrThrow()
  return found
}

/** The act stands in the log once, after all. */
async function expectOnce({ pending, entry }: KeptAct): Promise<void> {
  await sequencerOn(postgresStorage(store.db)).step()
  const { entries } = await auditLog(postgresStorage(store.db))
  expect(entries.filter((one) => text(one) === text(entry))).toHaveLength(1)
  expect((await postgresStorage(store.db).placesOf([pending])).size).toBe(1)
}

describe("one idempotency key", () => {
  test("at the same time from 20 connections is one act", async () => {
    const many = await openStore({ databaseUrl: store.databaseUrl, poolSize: 20 })
    for (let round = 0; round < 5; round++) {
      const before = [await count("act"), await count("log_pending")]
      const kept = await Promise.all(Array.from({ length: 20 }, () => keepAct(many.db, newAct(), sent(`twenty ${round}`))))
      const acts = kept.flatMap((one) => (one.kind === "key-used" ? [] : [one.act]))
      expect(kept.map(({ kind }) => kind).sort()).toEqual(["kept", ...Array.from({ length: 19 }, () => "known")])
      expect(new Set(acts.map(({ reference, entry }) => `${reference} ${text(entry)}`)).size).toBe(1)
      expect([await count("act"), await count("log_pending")]).toEqual(before.map((one) => one + 1))
      await expectOnce(acts[0]!)
    }
    await many.close()
  })

  test("for something else is refused, and keeps nothing", async () => {
    await keepAct(store.db, newAct(), sent("once", "this"))
    const before = [await count("act"), await count("log_pending")]
    expect(await keepAct(store.db, newAct(), sent("once", "that"))).toEqual({ kind: "key-used" })
    expect([await count("act"), await count("log_pending")]).toEqual(before)
  })

  test.each(["before", "during", "after"] as const)("finds what became of an act whose connection broke %s it was stored", async (when) => {
    const broken = breakable(store.databaseUrl)
    const [act, before] = [newAct(), await count("act")]
    broken.arm({ statement: /insert into act/, when })
    await expect(keepAct(broken.db, act, sent(`broken ${when}`))).rejects.toThrow()
    const again = await keepAct(broken.db, newAct(), sent(`broken ${when}`))
    if (again.kind === "key-used") throw new Error("it was not used for anything else")
    if (when !== "during") expect([again.kind, again.act.reference === act.reference]).toEqual(when === "after" ? ["known", true] : ["kept", false])
    expect(await count("act")).toBe(before + 1)
    expect((await readAct(store.db, again.act.reference))?.pending).toBe(again.act.pending)
    await expectOnce(again.act)
  })
})

describe("acts kept in one commit", () => {
  const kindOf = (result: PromiseSettledResult<KeepResult>): string => (result.status === "fulfilled" ? result.value.kind : "failed")
  const keep = async (acts: Parameters<typeof keepActs>[1]): Promise<readonly string[]> => (await keepActs(store.db, acts)).map(kindOf)

  test("each get their own answer: kept, found, refused", async () => {
    await keepAct(store.db, newAct(), sent("piece known"))
    await keepAct(store.db, newAct(), sent("piece used", "this"))
    const before = [await count("act"), await count("log_pending")]
    const acts = [sent("piece new"), sent("piece known"), null, sent("piece used", "that"), null].map((from) => ({ act: newAct(), sent: from }))
    const results = await keepActs(store.db, acts)
    expect(results.map(kindOf)).toEqual(["kept", "known", "kept", "key-used", "kept"])
    expect([await count("act"), await count("log_pending")]).toEqual(before.map((one) => one + 3))
    for (const [at, result] of results.entries()) {
      if (result.status !== "fulfilled" || result.value.kind !== "kept") continue
      const { opening, ...stored } = (await readAct(store.db, acts[at]!.act.reference))!
      expect({ ...stored, entry: text(stored.entry), opening: opening === null ? null : text(printOpening(opening)) }).toEqual({ ...result.value.act, entry: text(acts[at]!.act.entry), opening: text(printOpening(acts[at]!.act.opening)) })
      await expectOnce(result.value.act)
    }
  })

  test("the same key twice in one piece is one act, and the others are kept", async () => {
    const before = [await count("act"), await count("log_pending")]
    const kinds = await keep([sent("twice"), null, sent("twice"), sent("not twice")].map((from) => ({ act: newAct(), sent: from })))
    expect([kinds[1], kinds[3], [kinds[0], kinds[2]].sort()]).toEqual(["kept", "kept", ["kept", "known"]])
    expect([await count("act"), await count("log_pending")]).toEqual(before.map((one) => one + 3))
  })

  test("one that the database refuses fails alone", async () => {
    const stranger: Sent = { ...sent("of nobody's key"), apiKey: "no such key" }
    const taken = newAct()
    await keepAct(store.db, taken, null)
    const before = [await count("act"), await count("log_pending")]
    const acts = [{ act: newAct(), sent: null }, { act: newAct(), sent: stranger }, { act: { ...newAct(), reference: taken.reference }, sent: null }, { act: newAct(), sent: sent("goes on") }]
    expect(await keep(acts)).toEqual(["kept", "failed", "failed", "kept"])
    expect([await count("act"), await count("log_pending")]).toEqual(before.map((one) => one + 2))
  })

  test("the same keys from two servers at once, in different sequences, are one act each, and neither stands in the other's way", async () => {
    const servers = await openStore({ databaseUrl: store.databaseUrl, poolSize: 3 })
    const keys = Array.from({ length: 21 }, (_, at) => sent(`shared ${String(at).padStart(2, "0")}`))
    const pieces = [keys, keys.toReversed()].map((piece) => piece.map((from) => ({ act: newAct(), sent: from })))
    const before = await count("act")
    // While somebody else holds one of the keys both get as far as they can; then that one lets go.
    const { under } = await servers.db.transaction().execute(async (transaction) => {
      await keepAct(transaction, newAct(), keys[10]!)
      const both = pieces.map((piece) => keepActs(servers.db, piece))
      while ((await blocked()) < 2) await sleep(5)
      await sql`rollback`.execute(transaction)
      return { under: both }
    })
    const [one, other] = (await Promise.all(under)).map((results) => results.map(kindOf))
    expect(keys.map((_, at) => [one?.[at], other?.[20 - at]].sort())).toEqual(keys.map(() => ["kept", "known"]))
    expect(await count("act")).toBe(before + 21)
    await servers.close()
  })

  test("a connection that breaks fails all of a piece; sent again, each is there once", async () => {
    const broken = breakable(store.databaseUrl)
    const before = await count("act")
    const acts = ["one", "two", "three"].map((name) => ({ act: newAct(), sent: sent(`broken piece ${name}`) }))
    broken.arm({ statement: /insert into act/, when: "after" })
    await expect(keepActs(broken.db, acts)).rejects.toThrow()
    expect((await keepActs(broken.db, acts.map((one) => ({ ...one, act: newAct() })))).map(kindOf)).toEqual(["known", "known", "known"])
    expect(await count("act")).toBe(before + 3)
  })
})
