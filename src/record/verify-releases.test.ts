/** What a release may not tell, and what a released act may say where counsel has withdrawn a clause. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { SIZE, smallRecord, writeTree } from "../../tests/setup/small-record.ts"
import type { Cell } from "../kernel/receipt/act.ts"
import { treeSize } from "../kernel/log/hashes.ts"
import { onlyGroups, parseOpening, type Opening } from "../kernel/receipt/opening.ts"
import type { ReleaseEntry } from "../kernel/receipt/release-entry.ts"
import { folderSource } from "./log-source.ts"
import { nodeCrypto } from "./node-crypto.ts"
import type { JsonValue } from "../kernel/text/canonical-json.ts"
import { bug } from "../kernel/text/bug.ts"
import type { WithdrawalEntry } from "../kernel/receipt/withdrawal-entry.ts"
import { isSilenced, ReleaseCheck } from "./verify-releases.ts"

const LAW = "a".repeat(64)
const withdrawal = (from: string, law = LAW): WithdrawalEntry => ({ kind: "withdrawal", law, clause: "order-1#cl_joint-duty", from, role: "counsel" })
const cell = (month: string, outcome: string): Cell => ({ department: "police", question: "joint-duty", outcome, law: LAW, month })

test.each([
  ["silence after a withdrawal", cell("2026-03", "silent"), [withdrawal("2026-02-10T12:00:00Z")], true],
  ["silence before it", cell("2026-01", "silent"), [withdrawal("2026-02-10T12:00:00Z")], false],
  ["a month that ended in the city when it had begun elsewhere", cell("2026-01", "silent"), [withdrawal("2026-02-01T03:00:00Z")], true],
  ["what cannot be told for want of a clause", cell("2026-03", "open"), [withdrawal("2026-02-10T12:00:00Z")], true],
  ["an answer, which no withdrawal gives", cell("2026-03", "allowed"), [withdrawal("2026-02-10T12:00:00Z")], false],
  ["another law's withdrawal", cell("2026-03", "silent"), [withdrawal("2026-02-10T12:00:00Z", "b".repeat(64))], false],
  ["no withdrawal", cell("2026-03", "silent"), [], false],
])("%s", (_, one, withdrawals, expected) => {
  expect(isSilenced(one, withdrawals)).toBe(expected)
})

describe("a batch", () => {
  const small = smallRecord()
  const opening: Opening = onlyGroups(nodeCrypto, parseOpening(JSON.parse(Buffer.from(small.openings.act).toString()) as JsonValue) ?? bug("no opening"), ["cell"])
  const sealed = (acts: number): ReleaseEntry["sealed"] => [{ cell: { department: null, question: "joint-duty", outcome: "silent", law: small.law, month: "2026-02" }, acts }]
  const entry = (fields: Partial<ReleaseEntry>): ReleaseEntry => ({ kind: "release", batch: new Uint8Array(32), part: 1, parts: 1, opened: [], sealed: [], ...fields })
  const ten = Array.from({ length: 10 }, () => ({ index: 2, opening }))
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "writ-releases-"))
    writeTree(folder, small.tree)
  })
  afterAll(() => { rmSync(folder, { recursive: true }) })
  const found = async (...entries: readonly ReleaseEntry[]): Promise<readonly object[]> => {
    const check = new ReleaseCheck(folderSource(folder), nodeCrypto, treeSize(SIZE), new Map(), [])
    return (await Promise.all(entries.map((release, at) => check.check({ index: 100 + at, release })))).flat()
  }

  test("that opens a cell of fewer than ten, or counts fewer, is told of", async () => {
    expect(await found(entry({ opened: ten.slice(0, 1) }))).toEqual([{ kind: "release-few", index: 100, acts: 1 }])
    expect(await found(entry({ sealed: sealed(9) }))).toEqual([{ kind: "release-few", index: 100, acts: 9 }])
    expect(await found(entry({ sealed: sealed(10) }))).toEqual([])
  })

  test("in two entries is counted once both are there", async () => {
    const parts = [entry({ parts: 2, opened: ten.slice(0, 6) }), entry({ part: 2, parts: 2, opened: ten.slice(6) })]
    expect((await found(...parts)).filter((finding) => "acts" in finding)).toEqual([])
    expect(await found(entry({ parts: 2, opened: ten.slice(0, 1) }))).toEqual([])
  })

  test("that opens what was opened before, in itself or in another batch, is told of", async () => {
    const twice = { kind: "release-twice", act: 2 }
    expect(await found(entry({ opened: ten.slice(0, 2) }))).toContainEqual({ ...twice, index: 100 })
    expect(await found(entry({ opened: ten.slice(0, 1) }), entry({ batch: new Uint8Array(32).fill(1), opened: ten.slice(0, 1) }))).toContainEqual({ ...twice, index: 101 })
  })
})
