/**
 * The record, checked by a program in another language that has nothing of ours: golang.org/x/mod's `note` and `tlog`.
 *
 * Where Go or the module cannot be had these are skipped, and it is said why. What Go says of malformed notes and keys is kept in
 * tests/vectors/go-notes.json, so that we are compared with it everywhere; WRIT_RECORD=1 records it anew.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { leafIndex, treeSize } from "../../src/kernel/log/hashes.ts"
import { parseKey } from "../../src/kernel/log/key.ts"
import { openNote, parseNote } from "../../src/kernel/log/note.ts"
import { planInclusion, readerOf, readProof } from "../../src/kernel/log/tile-proofs.ts"
import { printBundle, printTilePath, tilesOf } from "../../src/kernel/log/tiles.ts"
import { base64FromBytes } from "../../src/kernel/text/bytes.ts"
import type { LogStorage } from "../../src/record/log-storage.ts"
import { nodeCrypto as crypto } from "../../src/record/node-crypto.ts"
import { create, enqueueMany, logKey, sequencerOn } from "../record/log.ts"
import { MemoryStorage } from "../record/memory-storage.ts"
import { buildGo, runGo } from "./go.ts"
import { key, keys, notes } from "./malformed.ts"

const go = buildGo()
if (go.program === null) process.stdout.write(`skipped: the record is not checked with golang.org/x/mod here (${go.why})\n`)
const folder = mkdtempSync(join(tmpdir(), "writ-outside-log-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function write(path: string, bytes: Uint8Array | string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), bytes)
}

/** The static tree of the log as it is now, and proofs of ours. */
async function writeLog(storage: LogStorage, name: string): Promise<void> {
  const { size } = await storage.head()
  const tiles = [...tilesOf(size)]
  const hashes = await storage.readTiles(tiles)
  for (const [at, tile] of tiles.entries()) write(join(name, printTilePath(tile)), hashes[at]!)
  for (const tile of tiles.filter(({ level }) => level === 0)) {
    write(join(name, printTilePath({ ...tile, level: "entries" })), printBundle(await storage.readEntries(tile.index * 256, tile.width)))
  }
  write(join(name, "checkpoint"), (await storage.newestCheckpoint())!.note)
  const indexes = [0, 1, 255, 256, 65_535, Math.floor(size / 2), size - 1].filter((index) => index < size)
  const proofs = await Promise.all(indexes.map(async (index) => {
    const plan = planInclusion(leafIndex(index), treeSize(size))
    return { index, hashes: readProof(crypto, plan, readerOf(plan.tiles, await storage.readTiles(plan.tiles))!).map(base64FromBytes) }
  }))
  write(join(name, "proofs.json"), JSON.stringify(proofs))
}

describe.skipIf(go.program === null)("golang.org/x/mod verifies a log that we wrote", () => {
  const storage = new MemoryStorage()
  beforeAll(() => create(storage))

  test.each([1, 2, 3, 255, 256, 257, 65_536, 65_537, 70_000])("of %i entries", async (size) => {
    const from = Number((await storage.head()).size)
    await enqueueMany(storage, Array.from({ length: size - from }, (_, at) => from + at))
    const sequencer = sequencerOn(storage)
    while ((await storage.waiting(1)) > 0) await sequencer.step()
    await writeLog(storage, String(size))
    expect(runGo(go.program ?? "", "log", join(folder, String(size)), key)).toMatch(new RegExp(`^size ${size}: `))
  })

  test("and refuses one with a changed entry", async () => {
    await writeLog(storage, "changed")
    const bundle = join("changed", "tile/entries/000")
    const bytes = readFileSync(join(folder, bundle))
    bytes[9]! ^= 1
    write(bundle, bytes)
    expect(() => runGo(go.program ?? "", "log", join(folder, "changed"), key)).toThrow("record 0 of 70000")
  })
})

interface Recorded {
  readonly origin: string
  readonly key: string
  readonly notes: readonly (readonly [note: string, verdict: string])[]
  readonly keys: readonly (readonly [key: string, verdict: string])[]
}

const vectors = join(import.meta.dirname, "../vectors/go-notes.json")
const recorded = (): Recorded => JSON.parse(readFileSync(vectors, "utf8")) as Recorded

function judge(program: string): Recorded {
  write("cases.json", JSON.stringify({ key, notes: notes.map(base64FromBytes), keys }))
  const verdicts = JSON.parse(runGo(program, "verdicts", join(folder, "cases.json"))) as { readonly notes: string[]; readonly keys: string[] }
  return {
    origin: "golang.org/x/mod v0.37.0, sumdb/note: what note.Open says of each note (base64) under `key`, and note.NewVerifier of each key",
    key,
    notes: notes.map((note, at) => [base64FromBytes(note), verdicts.notes[at]!]),
    keys: keys.map((one, at) => [one, verdicts.keys[at]!]),
  }
}

function weOpen(encoded: string): boolean {
  const parsed = parseNote(Buffer.from(encoded, "base64"))
  if (parsed.kind !== "note") return false
  const opened = openNote(crypto, parsed.note, [logKey.key])
  return opened.kind === "opened" && opened.by.length > 0
}

describe("what Go said of malformed notes and keys", () => {
  test.skipIf(go.program === null)("it still says", () => {
    const now = judge(go.program ?? "")
    if (process.env["WRIT_RECORD"] === "1" || !existsSync(vectors)) writeFileSync(vectors, `${JSON.stringify(now, null, 1)}\n`)
    expect(recorded()).toEqual(now)
  })

  test("about every note we are never laxer, and stricter only where listed", () => {
    const verdicts = recorded().notes.map(([note, verdict]) => ({ note: Buffer.from(note, "base64").toString(), go: verdict === "ok", we: weOpen(note) }))
    expect(verdicts.length).toBeGreaterThan(300)
    expect(verdicts.filter(({ go: theirs, we }) => we && !theirs)).toEqual([])
    expect(verdicts.filter(({ go: theirs, we }) => theirs && we).length).toBeGreaterThan(10)
    // Base64 whose last letter has bits left over: the same signature, written in another way.
    expect(verdicts.filter(({ go: theirs, we }) => theirs && !we).map(({ note }) => note.slice(-4))).toEqual(["QJ=\n"])
  })

  test("about every key we are never laxer, and stricter only where listed", () => {
    const verdicts = recorded().keys.map(([one, verdict]) => ({ key: one, go: verdict === "ok", we: parseKey(crypto, one).kind === "key" }))
    expect(verdicts.length).toBeGreaterThan(150)
    expect(verdicts.filter(({ go: theirs, we }) => we && !theirs)).toEqual([])
    // A line break in base64, which Go passes over; an id in capital letters.
    const capital = key.replace(/\+([0-9a-f]{8})\+/, (_, id: string) => `+${id.toUpperCase()}+`)
    expect(verdicts.filter(({ go: theirs, we }) => theirs && !we).map((one) => one.key)).toEqual([`${key}\n`, capital, key.replace("7ea50b", "7eA50b")])
  })
})
