/** An export, checked as a stranger would; and each kind of file in it, changed by a bit and rejected by the name of the step. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { parsePolicy, type Policy } from "../../src/kernel/log/policy.ts"
import { utf8 } from "../../src/kernel/text/bytes.ts"
import { WouldChange } from "../../src/record/durable-file.ts"
import { exportLog } from "../../src/record/export-log.ts"
import { folderSource } from "../../src/record/log-source.ts"
import { nodeCrypto as crypto } from "../../src/record/node-crypto.ts"
import { checkLog, type CheckedLog } from "../../src/record/verify-log.ts"
import { remove, testLog, type TestLog } from "./public-log.ts"

const root = mkdtempSync(join(tmpdir(), "writ-export-"))
const folder = join(root, "whole")
let log: TestLog
let policy: Policy

function check(where: string): Promise<CheckedLog> {
  return checkLog({ source: folderSource(where), crypto, policy })
}

beforeAll(async () => {
  log = await testLog()
  const parsed = parsePolicy(crypto, utf8(log.policy))
  if (parsed.kind !== "policy") throw new Error(parsed.kind)
  policy = parsed.policy
  await log.decide(12)
  await log.hour()
  await exportLog({ db: log.store.db, crypto, policy: log.policy, folder })
  await log.release()
  for (let hour = 0; hour < 5; hour++) await log.hour()
  await exportLog({ db: log.store.db, crypto, policy: log.policy, folder })
})
afterAll(async () => {
  remove(root)
  await log.close()
})

test("an export of everything is accepted, and says what it holds", async () => {
  const checked = await check(folder)
  expect(checked.findings).toEqual([])
  expect(checked).toMatchObject({ earlier: 6, opened: 12, entries: { key: 1, pack: 1, release: 1, withdrawal: 0 } })
  expect(checked.newest?.checkpoint.size).toBe(384)
})

test("exporting again adds nothing and changes nothing", async () => {
  const before = readdirSync(folder, { recursive: true }).length
  expect(await exportLog({ db: log.store.db, crypto, policy: log.policy, folder })).toEqual({ kind: "exported", size: 384, files: 0 })
  expect(readdirSync(folder, { recursive: true })).toHaveLength(before)
})

test("an export broken off before its checkpoint is taken up again", async () => {
  const broken = join(root, "broken-off")
  cpSync(folder, broken, { recursive: true })
  for (const path of ["checkpoint", "history", "tile/entries/001.p/128", "kept"]) remove(join(broken, path))
  await exportLog({ db: log.store.db, crypto, policy: log.policy, folder: broken })
  expect((await check(broken)).findings).toEqual([])
})

test("a full tile that stands there otherwise is not written over", async () => {
  const other = join(root, "other")
  cpSync(folder, other, { recursive: true })
  remove(join(other, "checkpoint"))
  flip(join(other, "tile/0/000"), 5)
  await expect(exportLog({ db: log.store.db, crypto, policy: log.policy, folder: other })).rejects.toBeInstanceOf(WouldChange)
})

function flip(file: string, at: number): void {
  const bytes = readFileSync(file)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(file, bytes)
}

/** Of each kind of file one, and the steps that may reject it. */
const KINDS: readonly (readonly [string, RegExp, readonly string[]])[] = [
  ["the newest checkpoint", /^checkpoint$/, ["checkpoint-wrong"]],
  ["an earlier checkpoint", /^history\/64$/, ["checkpoint-wrong"]],
  ["a full tile of leaves", /^tile\/0\/000$/, ["leaf-differs"]],
  ["a part of a tile of leaves", /^tile\/0\/001\.p\/128$/, ["leaf-differs"]],
  ["a tile above", /^tile\/1\/000\.p\/1$/, ["tile-differs"]],
  ["a full bundle", /^tile\/entries\/000$/, ["leaf-differs", "bundle-wrong"]],
  ["a part of a bundle", /^tile\/entries\/001\.p\/128$/, ["leaf-differs", "bundle-wrong"]],
  ["an earlier part of a tile", /^tile\/0\/000\.p\/64$/, ["partial-differs"]],
  ["an earlier part of a bundle", /^tile\/entries\/000\.p\/64$/, ["partial-differs"]],
  ["what is kept by digest", /^kept\//, ["kept-differs"]],
  ["a pack's file", /^pack\//, ["pack-file-differs"]],
  ["a receipt", /^receipt\//, ["receipt-wrong", "receipt-name"]],
]

describe("a bit that is changed", () => {
  test.each(KINDS)("in %s is found", async (_, path, steps) => {
    const where = join(root, "flipped")
    cpSync(folder, where, { recursive: true })
    const files = readdirSync(where, { recursive: true, encoding: "utf8" }).filter((one) => path.test(one) && statSync(join(where, one)).isFile())
    expect(files.length).toBeGreaterThan(0)
    for (const file of files) {
      const whole = readFileSync(join(where, file))
      for (const at of new Set([0, 1, whole.length >> 1, whole.length - 1])) {
        flip(join(where, file), at)
        const { findings } = await check(where)
        expect(findings.map(({ kind }) => kind), `${file} at ${String(at)}`).toEqual(expect.arrayContaining([expect.toSatisfy((kind: string) => steps.includes(kind))]))
        writeFileSync(join(where, file), whole)
      }
    }
    remove(where)
  })

  test("every file of an export is of one of these kinds, but the policy", () => {
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((one) => statSync(join(folder, one)).isFile())
    const roots = new Set(files.map((file) => file.split("/")[0]))
    expect([...roots].sort()).toEqual(["checkpoint", "history", "kept", "pack", "policy", "receipt", "tile"])
  })

  test.each(["checkpoint", "tile/0/000", "tile/1/000.p/1", "tile/entries/001.p/128"])("%s that is missing is found", async (path) => {
    const where = join(root, "missing")
    cpSync(folder, where, { recursive: true })
    remove(join(where, path))
    expect((await check(where)).findings).toMatchObject([{ kind: path === "checkpoint" ? "checkpoint-missing" : "file-missing" }])
    remove(where)
  })
})

test("a receipt is made anew once a witness has cosigned a checkpoint that its entry is in, and then stays", async () => {
  const where = join(root, "cosigned")
  const line = (byte: number): string => `\u2014 guild.example ${Buffer.alloc(76, byte).toString("base64")}\n`
  await exportLog({ db: log.store.db, crypto, policy: log.policy, folder: where })
  const [before, other] = [0, 1].map((index) => readFileSync(join(where, `receipt/${index}.tlog-proof`), "utf8"))
  await log.store.db.insertInto("log_cosignature").values({ size: 320, witness: "guild", line: line(1) }).execute()
  expect(await exportLog({ db: log.store.db, crypto, policy: log.policy, folder: where })).toMatchObject({ files: 0 })
  const after = readFileSync(join(where, "receipt/0.tlog-proof"), "utf8")
  expect(before).not.toContain("guild.example")
  expect(after.split("\n\n")[1]?.split("\n")[1]).toBe("320")
  expect(after).toContain(line(1))
  expect(readFileSync(join(where, "receipt/1.tlog-proof"), "utf8")).not.toBe(other)
  await log.store.db.insertInto("log_cosignature").values({ size: 384, witness: "guild", line: line(2) }).execute()
  await exportLog({ db: log.store.db, crypto, policy: log.policy, folder: where })
  expect(readFileSync(join(where, "receipt/0.tlog-proof"), "utf8")).toBe(after)
  expect((await check(where)).findings).toEqual([])
})
