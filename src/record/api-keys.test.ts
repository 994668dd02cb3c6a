import { afterAll, beforeAll, expect, test } from "vitest"
import { freshStore, type FreshStore } from "../../tests/setup/postgres.ts"
import { endApiKey, findApiKey, findApiKeys, listApiKeys, makeApiKey, rotateApiKey } from "./api-keys.ts"
import { nodeCrypto } from "./node-crypto.ts"

let store: FreshStore
beforeAll(async () => { store = await freshStore() })
afterAll(() => store.close())

test("many secrets at once: each is its own key's or nobody's, and use is noted to the hour", async () => {
  const { db } = store
  const [one, other, ended, unused] = [await makeApiKey(db, nodeCrypto, "a"), await makeApiKey(db, nodeCrypto, "b"), await makeApiKey(db, nodeCrypto, "c"), await makeApiKey(db, nodeCrypto, "d")]
  await endApiKey(db, ended.id, new Date("2026-11-25T10:00:00Z"))
  const wrong = one.secret.replace(/.$/, (last) => (last === "0" ? "1" : "0"))
  const found = await findApiKeys(db, nodeCrypto, [other.secret, "no secret", wrong, one.secret, ended.secret, other.secret], new Date("2026-11-25T10:59:59Z"))
  expect(found).toEqual([{ id: other.id, body: "b" }, null, null, { id: one.id, body: "a" }, null, { id: other.id, body: "b" }])
  const used = new Map((await listApiKeys(db)).map(({ id, usedAt }) => [id, usedAt?.toISOString() ?? null]))
  expect([one, other, ended, unused].map(({ id }) => used.get(id))).toEqual(["2026-11-25T10:00:00.000Z", "2026-11-25T10:00:00.000Z", null, null])
  expect(await findApiKeys(db, nodeCrypto, [], new Date())).toEqual([])
  expect(await findApiKeys(db, nodeCrypto, ["", "writ_"], new Date())).toEqual([null, null])
})

test("another in its place counts at once, the one before for a day; only one can take its place", async () => {
  const { db } = store
  const now = new Date("2026-11-25T10:00:00Z")
  const later = (milliseconds: number): Date => new Date(now.getTime() + milliseconds)
  const first = await makeApiKey(db, nodeCrypto, "a")
  const second = await rotateApiKey(db, nodeCrypto, first.id, now)
  const counts = (at: Date): Promise<readonly unknown[]> => Promise.all([first, second].map(async (key) => (await findApiKey(db, nodeCrypto, key?.secret ?? "", at))?.body ?? null))
  expect(await counts(now)).toEqual(["a", "a"])
  expect(await counts(later(24 * 60 * 60_000 - 1))).toEqual(["a", "a"])
  expect(await counts(later(24 * 60 * 60_000))).toEqual([null, "a"])
  expect(await rotateApiKey(db, nodeCrypto, first.id, now)).toBeNull()
  expect(await endApiKey(db, first.id, later(1))).toBe(true)
  expect(await counts(later(2))).toEqual([null, "a"])
  expect([await endApiKey(db, first.id, later(3)), await rotateApiKey(db, nodeCrypto, first.id, later(3)), await rotateApiKey(db, nodeCrypto, "none", now)]).toEqual([false, null, null])
})
