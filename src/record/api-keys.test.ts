import { afterAll, beforeAll, expect, test } from "vitest"
import { freshStore, type FreshStore } from "../../tests/setup/postgres.ts"
import { endApiKey, findApiKeys, listApiKeys, makeApiKey } from "./api-keys.ts"
import { nodeCrypto } from "./node-crypto.ts"

let store: FreshStore
beforeAll(async () => { store = await freshStore() })
afterAll(() => store.close())

test("many secrets at once: each is its own key's or nobody's, and use is noted to the hour", async () => {
  const { db } = store
  const [one, other, ended, unused] = [await makeApiKey(db, nodeCrypto, "a"), await makeApiKey(db, nodeCrypto, "b"), await makeApiKey(db, nodeCrypto, "c"), await makeApiKey(db, nodeCrypto, "d")]
  await endApiKey(db, ended.id, new Date())
  const wrong = one.secret.replace(/.$/, (last) => (last === "0" ? "1" : "0"))
  const found = await findApiKeys(db, nodeCrypto, [other.secret, "no secret", wrong, one.secret, ended.secret, other.secret], new Date("2026-11-25T10:59:59Z"))
  expect(found).toEqual([{ id: other.id, body: "b" }, null, null, { id: one.id, body: "a" }, null, { id: other.id, body: "b" }])
  const used = new Map((await listApiKeys(db)).map(({ id, usedAt }) => [id, usedAt?.toISOString() ?? null]))
  expect([one, other, ended, unused].map(({ id }) => used.get(id))).toEqual(["2026-11-25T10:00:00.000Z", "2026-11-25T10:00:00.000Z", null, null])
  expect(await findApiKeys(db, nodeCrypto, [], new Date())).toEqual([])
  expect(await findApiKeys(db, nodeCrypto, ["", "writ_"], new Date())).toEqual([null, null])
})
