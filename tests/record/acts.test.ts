/** Keeping acts: once under each idempotency key, whoever sends it, however often, whatever breaks. */
import { createHash, randomBytes } from "node:crypto"
import { beforeAll, describe, expect, test } from "vitest"
import { keepAct, readAct, type KeptAct, type Sent } from "../../src/record/acts.ts"
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
