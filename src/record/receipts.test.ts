import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, expect, test } from "vitest"
import { treeSize } from "../kernel/log/hashes.ts"
import { testRecord, type TestRecord } from "../../tests/setup/record.ts"
import { blankEntry } from "./from-decision.ts"
import { nodeCrypto } from "./node-crypto.ts"
import { Receipts } from "./receipts.ts"

let setup: TestRecord
beforeAll(async () => { setup = await testRecord() })
afterAll(() => setup.close())

test("who asks for an entry while others are being told of it is told as well", async () => {
  const { storage } = setup.record
  const entry = blankEntry()
  const pending = await storage.enqueue(entry)
  await setup.record.receipts.wait(pending, entry, 5_000)
  const late: Promise<Uint8Array | null>[] = []
  const receipts: Receipts = new Receipts(
    {
      ...storage,
      placesOf: async (ids) => {
        const places = await storage.placesOf(ids)
        if (late.length === 0) late.push(receipts.wait(pending, entry, 5_000))
        return places
      },
    },
    nodeCrypto,
  )
  const first = await receipts.wait(pending, entry, 5_000)
  expect(first).not.toBeNull()
  expect(await late[0]).toEqual(first)
})

test("an entry without a place gives nothing once patience has ended", async () => {
  const nowhere = { ...setup.record.storage, placesOf: () => Promise.resolve(new Map()) }
  expect(await new Receipts(nowhere, nodeCrypto).wait(1 as never, blankEntry(), 10)).toBeNull()
})

test("a storage that fails fails whoever waits, and the next is served", async () => {
  const { storage } = setup.record
  const entry = blankEntry()
  const pending = await storage.enqueue(entry)
  let broken = true
  const receipts = new Receipts({ ...storage, placesOf: (ids) => (broken ? Promise.reject(new Error("the database is away")) : storage.placesOf(ids)) }, nodeCrypto)
  await expect(receipts.wait(pending, entry, 1_000)).rejects.toThrow("away")
  broken = false
  expect(await receipts.wait(pending, entry, 5_000)).not.toBeNull()
})

test("places are asked for when an entry comes and when the log has grown, not again and again", async () => {
  const { storage } = setup.record
  let [asked, size] = [0, 0]
  const receipts = new Receipts(
    {
      ...storage,
      newestCheckpoint: async () => ({ ...(await storage.newestCheckpoint())!, size: treeSize(size) }),
      placesOf: () => { asked += 1; return Promise.resolve(new Map()) },
    },
    nodeCrypto,
  )
  const one = receipts.wait(1 as never, blankEntry(), 400)
  await sleep(200)
  expect(asked).toBe(1)
  size = 1
  receipts.grown()
  await sleep(20)
  expect(asked).toBe(2)
  const other = receipts.wait(2 as never, blankEntry(), 0)
  expect(await Promise.all([one, other])).toEqual([null, null])
  expect(asked).toBe(3)
})
