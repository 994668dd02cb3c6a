/** What the public sees of the record: as the specification has it, up to the public size and no further. */
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { testRecord, type TestRecord } from "../../../tests/setup/record.ts"
import { printKey } from "../../kernel/log/key.ts"
import { openCheckpoint } from "../../kernel/log/open-checkpoint.ts"
import { parsePolicy } from "../../kernel/log/policy.ts"
import { parseBundle } from "../../kernel/log/tiles.ts"
import { bug } from "../../kernel/text/bug.ts"
import { utf8 } from "../../kernel/text/bytes.ts"
import { blankEntry } from "../../record/from-decision.ts"
import { nodeCrypto } from "../../record/node-crypto.ts"
import { publicCheckpoint } from "../../record/public-checkpoint.ts"
import { checkReceipt } from "../../kernel/receipt/receipt.ts"
import { publicLaws } from "../../record/public-laws.ts"
import { clearReceipt } from "../../record/public-receipt.ts"
import { recordRoutes } from "./record-routes.ts"

let setup: TestRecord
let app: ReturnType<typeof recordRoutes>
let now = new Date("2026-11-25T10:30:00Z")

/** 300 entries wait at once; the public size is 260. */
beforeAll(async () => {
  setup = await testRecord({ kind: "steady", everyMs: 3_600_000, leaves: 260 }, () => now)
  const { storage } = setup.record
  for (let count = 0; count < 300; count++) await storage.enqueue(blankEntry())
  while ((await storage.waiting(1)) > 0 || (await storage.newestPublication()) === null) await sleep(20)
  const policy = utf8(`log ${printKey(setup.record.key ?? bug("no key"))}\nquorum none\n`)
  app = recordRoutes(() => Promise.resolve({ storage, checkpoint: (size) => publicCheckpoint(setup.store.db, size), policy: () => policy, kept: () => Promise.resolve(null), laws: () => publicLaws(setup.store.db, storage), receipt: (index) => clearReceipt({ storage, receipts: setup.record.receipts, db: setup.store.db, crypto: nodeCrypto, policy: setup.record.policy?.policy ?? bug("no policy") }, index) }))
})
afterAll(() => setup.close())

async function bytesAt(path: string): Promise<Uint8Array> {
  const response = await app.request(path)
  expect(response.status, path).toBe(200)
  return new Uint8Array(await response.arrayBuffer())
}

describe("served", () => {
  test("a checkpoint that opens under the policy that is served, not to be kept by caches", async () => {
    const policy = parsePolicy(nodeCrypto, await bytesAt("/record/policy"))
    const opened = openCheckpoint(nodeCrypto, policy.kind === "policy" ? policy.policy : bug("no policy"), await bytesAt("/record/checkpoint"))
    expect(opened).toMatchObject({ kind: "opened", checkpoint: { size: 260 } })
    const headers = (await app.request("/record/checkpoint")).headers
    expect([headers.get("content-type"), headers.get("cache-control"), headers.get("access-control-allow-origin")]).toEqual(["text/plain; charset=utf-8", "public, max-age=5", "*"])
  })

  test.each([
    ["/record/tile/0/000", 8192],
    ["/record/tile/0/001.p/4", 128],
    ["/record/tile/0/001.p/3", 96],
    ["/record/tile/1/000.p/1", 32],
  ])("%s in %i bytes, for good", async (path, length) => {
    expect((await bytesAt(path)).length).toBe(length)
    const headers = (await app.request(path)).headers
    expect([headers.get("content-type"), headers.get("cache-control")]).toEqual(["application/octet-stream", "public, max-age=31536000, immutable"])
  })

  test("entries in bundles", async () => {
    expect(parseBundle(await bytesAt("/record/tile/entries/000"), 256).kind).toBe("bundle")
    expect(parseBundle(await bytesAt("/record/tile/entries/001.p/4"), 4).kind).toBe("bundle")
  })

  test("the receipt of an entry in the clear, on the newest public checkpoint", async () => {
    const checked = checkReceipt(nodeCrypto, setup.record.policy?.policy ?? bug("no policy"), await bytesAt("/record/receipt/0.tlog-proof"))
    expect(checked).toMatchObject({ kind: "receipt", index: 0, entry: { kind: "key" }, opened: { checkpoint: { size: 260 } } })
  })

  test("the sizes of the public checkpoints, and no others", async () => {
    expect(new TextDecoder().decode(await bytesAt("/record/history/list"))).toBe("260\n")
  })

  test("each published checkpoint by its size", async () => {
    expect(await bytesAt("/record/history/260")).toEqual(await bytesAt("/record/checkpoint"))
  })
})

test.each([
  "tile/0/001", "tile/0/001.p/5", "tile/0/001.p/45", "tile/entries/001", "tile/entries/001.p/5", "tile/0/002.p/1", "tile/1/000", "tile/1/000.p/2", "tile/2/000.p/1", "tile/0/000.p/256", "tile/0/0",
  "tile/0/%30%30%30.p", "tile/../checkpoint/x", "tile", "tile/", "history/300", "history/301", "history/0260", "history/x", "receipt/1.tlog-proof", "receipt/259.tlog-proof", "receipt/299.tlog-proof", "receipt/4711.tlog-proof", "receipt/0", "receipt/00.tlog-proof", "receipt/x.tlog-proof", "kept/x", `kept/${"0".repeat(64)}`, "nothing",
])("/record/%s is not there", async (path) => {
  const response = await app.request(`/record/${path}`)
  expect(response.status).toBe(404)
})

test("an hour later the public size has grown by the same number, and what was served is unchanged", async () => {
  const before = await bytesAt("/record/tile/0/001.p/4")
  now = new Date("2026-11-25T11:00:00Z")
  while ((await setup.record.storage.newestPublication())?.size !== 520) await sleep(20)
  expect(await bytesAt("/record/tile/0/001.p/4")).toEqual(before)
  expect((await bytesAt("/record/tile/0/001")).subarray(0, 128)).toEqual(before)
  expect((await bytesAt("/record/history/260")).length).toBeGreaterThan(0)
})
