/** `writ verify`, `writ export` and `writ monitor` as people run them, on a log made by the real sequencer. */
import { spawn } from "node:child_process"
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import type { Server } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { keyOf, printKey } from "../../src/kernel/log/key.ts"
import { openCheckpoint } from "../../src/kernel/log/open-checkpoint.ts"
import { parseNote, printNote, signText } from "../../src/kernel/log/note.ts"
import { printCheckpoint } from "../../src/kernel/log/checkpoint.ts"
import { mustHash } from "../../src/kernel/log/hashes.ts"
import { commitmentOf, isFieldGroup, printOpening, type Opening } from "../../src/kernel/receipt/opening.ts"
import { printEntry } from "../../src/kernel/receipt/entry.ts"
import { utf8 } from "../../src/kernel/text/bytes.ts"
import type { KeptAct } from "../../src/record/acts.ts"
import { exportLog } from "../../src/record/export-log.ts"
import { nodeCrypto as crypto, newSeed, signingKeyFromSeed } from "../../src/record/node-crypto.ts"
import { postgresStorage } from "../../src/record/postgres-storage.ts"
import { Receipts } from "../../src/record/receipts.ts"
import { remove, testLog, type TestLog } from "./public-log.ts"
import { serveFolder } from "./static-server.ts"
import { runWrit, type Ran } from "../setup/run-writ.ts"
import { smallRecord, writeTree } from "../setup/small-record.ts"

const root = mkdtempSync(join(tmpdir(), "writ-verify-"))
const folder = join(root, "export")
const at = (name: string): string => join(root, name)
const witness = signingKeyFromSeed(newSeed())
const witnessKey = keyOf(crypto, "guild.example", "ed25519-cosignature", witness.publicKey)
let log: TestLog
let acts: readonly KeptAct[]
let url: string
let server: Server

const writ = (...words: readonly string[]): Promise<Ran> => runWrit(words)

beforeAll(async () => {
  log = await testLog()
  acts = await log.decide(12)
  await log.hour()
  await log.hour()
  vi.stubEnv("DATABASE_URL", log.store.databaseUrl)
  expect(await writ("export", "log", folder)).toMatchObject({ code: 0, err: "" })
  const { url: served, server: running } = await serveFolder(folder)
  url = served
  server = running
  await writeReceipt("act.tlog-proof", acts[0])
})
afterAll(async () => {
  server.close()
  remove(root)
  vi.unstubAllEnvs()
  await log.close()
})

/** A receipt on the newest public checkpoint, with a witness's line. */
async function writeReceipt(name: string, act: KeptAct | undefined): Promise<void> {
  if (act === undefined) throw new Error("no act")
  const storage = postgresStorage(log.store.db)
  const index = (await storage.placesOf([act.pending])).get(act.pending)
  const parsed = parseNote(readFileSync(join(folder, "checkpoint")))
  const newest = await storage.newestPublication()
  if (index === undefined || newest === null || parsed.kind !== "note") throw new Error("not numbered")
  const note = { text: parsed.note.text, signatures: [...parsed.note.signatures, signText(witnessKey, witness.sign, parsed.note.text, 1_756_700_000)] }
  const [receipt] = await new Receipts(storage, crypto).make([{ index, entry: act.entry }], { size: newest.size, note: utf8(printNote(note)) })
  writeFileSync(at(name), receipt ?? "")
  writeFileSync(at("opening.json"), printOpening(openingOf(act)))
  writeFileSync(at("witnessed"), `log ${printKey(log.key)}\nwitness guild ${printKey(witnessKey)}\nquorum guild\n`)
}

function openingOf({ opening }: KeptAct): Opening {
  if (opening === null) throw new Error("erased")
  return opening
}

describe("a receipt", () => {
  test("says what stands where, since when and who witnessed it", async () => {
    const { code, out } = await writ("verify", at("act.tlog-proof"), "--policy", at("witnessed"))
    expect(code).toBe(0)
    expect(out).toContain("of city.example/record")
    expect(out).toContain("guild saw that record on 2025-09-01T04:13:20.000Z")
    expect(out).toContain("Witnessed: the policy’s quorum is met")
    expect(out).not.toContain("Compare the key")
  })

  test("under a policy from the log itself, that is said, with the key", async () => {
    const { code, out } = await writ("verify", at("act.tlog-proof"), "--from", folder)
    expect(code).toBe(0)
    expect(out).toContain("Compare the key with one from elsewhere:")
    expect(out).toContain(printKey(log.key))
  })

  test("as JSON, in one object", async () => {
    const { code, out } = await writ("verify", at("act.tlog-proof"), "--policy", at("witnessed"), "--json")
    expect([code, JSON.parse(out)]).toMatchObject([0, { holds: true, kind: "sealed", size: 128, witnessed: true, policy: { trust: "given" } }])
  })

  test.each<[string, (text: string) => string, string]>([
    ["another entry", (text) => text.replace(/^extra AQ(.)/m, (_, one: string) => `extra AQ${one === "A" ? "B" : "A"}`), "Proof: the hashes do not lead"],
    ["another place", (text) => text.replace(/^index \d+/m, "index 1"), "Proof: the hashes do not lead"],
    ["a place outside", (text) => text.replace(/^index \d+/m, "index 4711"), "Proof: place 4711 lies outside"],
    ["a hash too few", (text) => text.replace(/^(index \d+\n).*\n/m, "$1"), "Proof: it has 6 hashes, and this place needs 7"],
    ["another size", (text) => text.replace(/^128$/m, "129"), "Signature: the line by city.example/record does not hold"],
    ["another first line", (text) => text.replace("@v1", "@v2"), "Receipt, line 1"],
  ])("with %s is rejected by the name of the step", async (_, change, told) => {
    writeFileSync(at("changed.tlog-proof"), change(readFileSync(at("act.tlog-proof"), "utf8")))
    const { code, out } = await writ("verify", at("changed.tlog-proof"), "--policy", at("witnessed"))
    expect(out).toContain(told)
    expect(code).toBe(1)
  })

  test("beside a log that is named must rest on a part of its history", async () => {
    const { tree, policy, receipts, checkpoints } = smallRecord()
    writeTree(at("small"), tree)
    writeTree(at("small-before"), new Map([...tree, ["checkpoint", checkpoints.older]]))
    writeFileSync(at("small-policy"), policy)
    const beside = (receipt: Uint8Array, log: string): ReturnType<typeof writ> => {
      writeFileSync(at("beside.tlog-proof"), receipt)
      return writ("verify", at("beside.tlog-proof"), "--policy", at("small-policy"), "--from", log)
    }
    expect(await beside(receipts.act, at("small"))).toMatchObject({ code: 0 })
    expect(await beside(receipts.early, at("small"))).toMatchObject({ code: 0, out: expect.stringMatching(/64 .*300/) as string })
    expect(await beside(receipts.act, at("small-before"))).toMatchObject({ code: 0, out: expect.stringContaining("shows 64 entries by now, and this receipt rests on a record of 300") as string })
    expect(await beside(receipts.forked, at("small"))).toMatchObject({ code: 1, out: expect.stringMatching(/does not hold\n  History: the record of 300/) as string })
    expect(await beside(receipts.act, folder)).toMatchObject({ code: 1, out: expect.stringContaining("/checkpoint: ") as string })
    expect(await beside(receipts.act, at("nowhere"))).toMatchObject({ code: 1 })
  })

  test("without a policy anywhere asks for one; a file that is not there is said", async () => {
    // A policy is looked for beside a receipt and above it, and others write in the folder of temporary files too.
    const alone = mkdtempSync(join(tmpdir(), "writ-alone-"))
    const lonely = join(alone, "receipts")
    mkdirSync(lonely)
    cpSync(at("act.tlog-proof"), join(lonely, "act.tlog-proof"))
    expect(await writ("verify", join(lonely, "act.tlog-proof"))).toMatchObject({ code: 1, out: expect.stringContaining("give one with --policy") as string })
    expect(await writ("verify", join(lonely, "none"))).toMatchObject({ code: 1, out: expect.stringContaining("there is no such file") as string })
    remove(alone)
  })
})

describe("an opening", () => {
  const verifyOpening = (opening: string, ...more: readonly string[]): ReturnType<typeof writ> => writ("verify", at("act.tlog-proof"), "--policy", at("witnessed"), "--opening", at(opening), ...more)

  test("is checked, and the decision made again from the law by digest", async () => {
    const { code, out } = await verifyOpening("opening.json", "--from", folder)
    expect(out).toContain("Decided again from the law: joint-duty on 2026-02-01 gives prohibited, by the same rules")
    expect(out).toContain("The diagram that the log keeps for it is the one that the law compiles to")
    expect(code).toBe(0)
  })

  test("without the law says what was proved and what was not", async () => {
    const { code, out } = await verifyOpening("opening.json")
    expect(out).toContain("not proved is that the outcome is the law’s")
    expect(code).toBe(0)
  })

  test("with a changed field is not this entry's", async () => {
    writeFileSync(at("changed.json"), readFileSync(at("opening.json"), "utf8").replace('"prohibited"', '"allowed"'))
    expect(await verifyOpening("changed.json", "--from", folder)).toMatchObject({ code: 1, out: expect.stringContaining("Opening: it is not what this entry holds") as string })
    writeFileSync(at("changed.json"), "{}")
    expect(await verifyOpening("changed.json")).toMatchObject({ code: 1, out: expect.stringContaining("is no opening in the form writ-opening/1") as string })
  })

  test("that was sealed with an outcome the law does not give is found", async () => {
    const [, second] = acts
    if (second === undefined) throw new Error("no act")
    const lie: Opening = new Map([...openingOf(second)].map(([name, group]) => [name, name === "cell" && isFieldGroup(group) ? { ...group, fields: { ...group.fields, outcome: "allowed" } } : group]))
    const pending = await postgresStorage(log.store.db).enqueue(printEntry({ kind: "sealed", commitment: commitmentOf(crypto, lie) }))
    await log.hour()
    const later = at("later")
    await exportLog({ db: log.store.db, crypto, policy: log.policy, folder: later })
    const storage = postgresStorage(log.store.db)
    const index = (await storage.placesOf([pending])).get(pending) ?? 0
    const newest = await storage.newestPublication()
    if (newest === null) throw new Error("nothing public")
    const [receipt] = await new Receipts(storage, crypto).make([{ index, entry: printEntry({ kind: "sealed", commitment: commitmentOf(crypto, lie) }) }], { size: newest.size, note: readFileSync(join(later, "checkpoint")) })
    writeFileSync(at("lie.tlog-proof"), receipt ?? "")
    writeFileSync(at("lie.json"), printOpening(lie))
    const { code, out } = await writ("verify", at("lie.tlog-proof"), "--from", later, "--opening", at("lie.json"))
    expect(out).toContain("Decided again: the record says allowed, the law gives prohibited")
    expect(code).toBe(1)
  })
})

describe("a whole log", () => {
  test("from its folder and from its address", async () => {
    const whole = await writ("verify", folder)
    expect(whole.out).toContain("It cannot show what was never entered")
    expect(whole.out).toContain("2 checkpoints of its history")
    expect(whole.code).toBe(0)
    expect(await writ("verify", url)).toMatchObject({ code: 0, out: expect.stringContaining("2 checkpoints of its history") as string })
  })

  test("that cannot be reached says so, and nothing about the record", async () => {
    const closed = await serveFolder(folder)
    closed.server.close()
    expect(await writ("verify", closed.url, "--policy", at("witnessed"))).toMatchObject({ code: 1, out: expect.stringContaining("could not be fetched: ECONNREFUSED") as string })
  })

  test("under another log's policy has no signature that counts", async () => {
    const stranger = keyOf(crypto, "other.example/record", "ed25519", signingKeyFromSeed(newSeed()).publicKey)
    writeFileSync(at("stranger"), `log ${printKey(stranger)}\nquorum none\n`)
    expect(await writ("verify", folder, "--policy", at("stranger"))).toMatchObject({ code: 1, out: expect.stringContaining("no line of the checkpoint is by a log of the policy") as string })
  })
})

describe("two checkpoints", () => {
  test("of one history agree, in either sequence", async () => {
    const pair = [join(folder, "history/64"), join(folder, "checkpoint")]
    for (const words of [pair, pair.toReversed()]) {
      expect(await writ("verify", ...words, "--from", folder)).toMatchObject({ code: 0, out: expect.stringContaining("The record of 64 entries is the beginning of the one of 128") as string })
    }
  })

  test("of two histories, both signed, do not", async () => {
    writeFileSync(at("forked"), signed(64, new Uint8Array(32).fill(7)))
    expect(await writ("verify", at("forked"), join(folder, "checkpoint"), "--from", folder)).toMatchObject({ code: 1, out: expect.stringContaining("History: the record of 64 entries is not the beginning of the one of 128") as string })
  })
})

function signed(size: number, rootBytes: Uint8Array): string {
  const text = printCheckpoint({ origin: log.key.name, size: size as Parameters<typeof printCheckpoint>[0]["size"], root: mustHash(rootBytes) })
  return printNote({ text, signatures: [signText(log.key, log.sign, text, 0)] })
}

describe("a monitor", () => {
  test("follows a log, keeps a copy that verifies, and tells of a rollback and a fork with the evidence", async () => {
    const shown = at("shown")
    const state = at("state")
    const { url: address, server: monitored } = await serveFolder(shown)
    const look = (): ReturnType<typeof writ> => writ("monitor", address, "--state", state, "--once")
    cpSync(folder, shown, { recursive: true })
    const first = await look()
    expect([first.code, first.err]).toEqual([0, ""])
    expect(first.out).toContain("128 entries, 128 new")
    expect(first.out).toContain("Compare the key")
    await log.hour()
    await log.hour()
    await exportLog({ db: log.store.db, crypto, policy: log.policy, folder: shown })
    expect((await look()).out).toMatch(/\d+ entries, \d+ new, all as they should be/)
    expect(await writ("verify", state)).toMatchObject({ code: 0, out: expect.stringContaining("5 checkpoints of its history") as string })

    const newest = readFileSync(join(shown, "checkpoint"))
    writeFileSync(join(shown, "checkpoint"), readFileSync(join(folder, "history/64")))
    expect(await look()).toMatchObject({ code: 1, err: expect.stringContaining("Rollback: the log had") as string })
    const opened = openCheckpoint(crypto, { logs: [{ key: log.key, url: null }], witnesses: [], quorum: { kind: "none" } }, newest)
    if (opened.kind !== "opened") throw new Error(opened.kind)
    writeFileSync(join(shown, "checkpoint"), signed(opened.checkpoint.size, new Uint8Array(32).fill(7)))
    const forked = await look()
    expect(forked).toMatchObject({ code: 1, err: expect.stringContaining("Fork: the record of") as string })
    const evidence = readdirSync(join(state, "evidence"))
    expect(evidence).toHaveLength(2)
    for (const one of evidence) expect(readdirSync(join(state, "evidence", one))).toEqual(expect.arrayContaining(["alarms.json", "checkpoint-kept", "checkpoint-shown"]))
    expect(readFileSync(join(state, "checkpoint"))).toEqual(newest)

    writeFileSync(join(shown, "checkpoint"), newest)
    const memory: unknown = JSON.parse(readFileSync(join(state, "monitor.json"), "utf8"))
    writeFileSync(join(state, "monitor.json"), JSON.stringify({ ...(memory as object), grewAt: "2025-09-01T00:00:00.000Z" }))
    expect(await look()).toMatchObject({ code: 1, err: expect.stringContaining("Silence: no new checkpoint") as string })
    monitored.close()
  })

  test("reads every earlier checkpoint that the address lists, and tells of one of another history", async () => {
    const shown = at("listed")
    cpSync(folder, shown, { recursive: true })
    const { url: address, server: listed } = await serveFolder(shown)
    const verify = (): ReturnType<typeof writ> => writ("verify", address)
    expect(readFileSync(join(shown, "history/list"), "utf8")).toMatch(/^64\n128\n/)
    expect(await verify()).toMatchObject({ code: 0, out: expect.stringContaining("checkpoints of its history") as string })

    writeFileSync(join(shown, "history/64"), signed(64, new Uint8Array(32).fill(9)))
    expect(await verify()).toMatchObject({ code: 1, out: expect.stringContaining("history/64: the first 64 entries do not make the root that it says") as string })
    expect(await writ("monitor", address, "--state", at("listed-state"), "--once")).toMatchObject({ code: 1, err: expect.stringContaining("history/64") as string })

    rmSync(join(shown, "history/64"))
    expect(await verify()).toMatchObject({ code: 1, out: expect.stringContaining("history/64: it is missing") as string })
    writeFileSync(join(shown, "history/list"), "128\n64\n")
    expect(await verify()).toMatchObject({ code: 1, out: expect.stringContaining("history/list") as string })
    rmSync(join(shown, "history/list"))
    expect(await verify()).toMatchObject({ code: 0, out: expect.stringContaining("this address has no list of them") as string })
    listed.close()
  })

  test("goes on looking until it is told to stop, and tells each time", async () => {
    const { url: address, server: followed } = await serveFolder(folder)
    const child = spawn(process.execPath, ["dist/cli/main.js", "monitor", address, "--state", at("followed"), "--every", "1"], { stdio: ["ignore", "pipe", "inherit"] })
    let told = ""
    child.stdout.on("data", (chunk: Buffer) => { told += chunk.toString() })
    const left = new Promise<number | null>((resolve) => { child.once("exit", resolve) })
    await vi.waitUntil(() => told.split("all as they should be").length > 2, { timeout: 60_000 })
    child.kill("SIGTERM")
    expect(await left).toBe(0)
    followed.close()
  })

  test("whose copy lost a part of its memory compares nothing, takes nothing on trust, and says so", async () => {
    const { url: address, server: monitored } = await serveFolder(folder)
    const look = (state: string, ...more: readonly string[]): ReturnType<typeof writ> => writ("monitor", address, "--state", state, "--once", ...more)
    const whole = at("whole-state")
    expect((await look(whole)).code).toBe(0)
    const cut = (file: string): void => { writeFileSync(file, readFileSync(file).subarray(0, 40)) }
    const wrecks: readonly (readonly [string, (file: string) => void])[] = [
      ["checkpoint", cut], ["checkpoint", rmSync], ["checkpoint", (file) => { writeFileSync(file, "") }],
      ["monitor.json", cut], ["monitor.json", rmSync], ["monitor.json", (file) => { writeFileSync(file, "{}") }], ["policy", rmSync],
    ]
    for (const [name, wreck] of wrecks) {
      const state = at("wrecked-state")
      cpSync(whole, state, { recursive: true })
      wreck(join(state, name))
      const before = readdirSync(state)
      for (let times = 0; times < 2; times++) expect(await look(state)).toMatchObject({ code: 1, err: expect.stringMatching(new RegExp(`wrecked-state/${name} .*so nothing was compared`)) as string })
      expect(readdirSync(state)).toEqual(before)
      remove(state)
    }
    const other = keyOf(crypto, log.key.name, "ed25519", signingKeyFromSeed(newSeed()).publicKey)
    writeFileSync(at("other-policy"), `log ${printKey(other)}\nquorum none\n`)
    const kept = readFileSync(join(whole, "policy"))
    expect(await look(whole, "--policy", at("other-policy"))).toMatchObject({ code: 1, err: expect.stringContaining("or is of another log than the policy’s") as string })
    expect(readFileSync(join(whole, "policy"))).toEqual(kept)
    monitored.close()
  })

  test("takes nothing that does not hold into its copy", async () => {
    const shown = at("bad-shown")
    cpSync(folder, shown, { recursive: true })
    const bytes = readFileSync(join(shown, "tile/entries/000.p/128"))
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
    writeFileSync(join(shown, "tile/entries/000.p/128"), bytes)
    const { url: address, server: monitored } = await serveFolder(shown)
    expect(await writ("monitor", address, "--state", at("bad-state"), "--once")).toMatchObject({ code: 1, err: expect.stringContaining("entry 127 is not what its leaf says") as string })
    expect(existsSync(join(at("bad-state"), "checkpoint"))).toBe(false)
    monitored.close()
  })
})

describe("calls that were not understood", () => {
  test.each([
    [["verify"], "takes a receipt"],
    [["export", "log"], "writ export log DIR"],
    [["monitor", "http://x.example"], "--state DIR"],
    [["monitor", "http://x.example", "--state", "x", "--every", "0"], "whole number"],
    [["verify", "x", "--lang", "xx"], "no words in `xx`"],
  ])("%j", async (words, told) => {
    const { code, err } = await writ(...words)
    expect([code, err]).toEqual([2, expect.stringContaining(told)])
  })
})
