/**
 * From a posted decision to a witnessed receipt, each part as in earnest: a server with its doors open, a witness that is a process of
 * its own, `writ verify` on the receipt, and on an export of all of it with no network.
 */
import { execFileSync, spawn, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { run } from "../../src/cli/run.ts"
import { decisionForm } from "../../src/features/desk/api-forms.ts"
import { printKey } from "../../src/kernel/log/key.ts"
import { openBook } from "../../src/law/book.ts"
import { packFromFiles } from "../../src/law/from-pack.ts"
import { readPackFiles } from "../../src/law/pack-files.ts"
import { makeApiKey } from "../../src/record/api-keys.ts"
import { nodeCrypto } from "../../src/record/node-crypto.ts"
import { openLogKey } from "../../src/record/signing-key.ts"
import { serve, todayIn, type Server } from "../../src/web/serve.ts"
import { LawNow } from "../../src/record/law-now.ts"
import { LOG_KEY_FILE, openRecordDoors, WITNESS_FILE, type RecordDoors } from "../../src/web/with-record.ts"
import { freshStore, type FreshStore } from "../setup/postgres.ts"
import { mustRead } from "./must-read.ts"

const folder = mkdtempSync(join(tmpdir(), "writ-witnessed-"))
const at = (name: string): string => join(folder, name)
const files = mustRead(readPackFiles("packs/example"))
const pack = mustRead(packFromFiles(files))
/** Public each second, not each hour. */
const book = openBook({ ...pack, settings: { ...pack.settings, record: { ...pack.settings.record, everyMinutes: 1 / 60 } } })

let store: FreshStore
let witness: ChildProcess
let doors: RecordDoors
let server: Server
let key: string

/** A witness with a state file of its own; its key and address, as it prints them. */
async function startWitness(): Promise<{ readonly key: string; readonly address: string }> {
  execFileSync(process.execPath, ["scripts/build.mjs"])
  witness = spawn(process.execPath, ["dist/cli/main.js", "witness", "--port", "0", "--policy", at("policy-of-the-log"), "--state", at("witness.state"), "--name", "paper.example/witness"], { stdio: ["ignore", "pipe", "inherit"] })
  let printed = ""
  witness.stdout?.on("data", (chunk: Buffer) => { printed += chunk.toString() })
  while (!/http:\/\/\S+\n/.test(printed)) await sleep(20)
  return { key: /paper\.example\/witness\+\S+/.exec(printed)?.[0] ?? "", address: /http:\/\/\S+/.exec(printed)?.[0] ?? "" }
}

async function writ(...words: readonly string[]): Promise<{ readonly code: number; readonly out: string }> {
  let out = ""
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => { out += String(chunk); return true })
  const code = await run(words)
  spy.mockRestore()
  return { code, out }
}

beforeAll(async () => {
  store = await freshStore()
  const logKey = openLogKey(nodeCrypto, at(LOG_KEY_FILE), book.pack.settings.record.origin)
  writeFileSync(at("policy-of-the-log"), `log ${printKey(logKey.key)}\nquorum none\n`)
  const paper = await startWitness()
  writeFileSync(at(WITNESS_FILE), `witness paper ${paper.key} ${paper.address}\nquorum paper\n`)
  const today = todayIn(book.pack.settings.timeZone)
  doors = await openRecordDoors({ book, law: new LawNow(book, null), files: () => files, dataFolder: folder, databaseUrl: store.databaseUrl, compiler: "writ test", origin: "http://localhost", provider: null, today, onProgress: () => undefined, onEvent: () => undefined, mail: null, onCallTrouble: () => undefined })
  server = await serve({ book, doors: () => Promise.resolve(doors), host: "127.0.0.1", port: 0 })
  key = (await makeApiKey(store.db, nodeCrypto, "police")).secret
}, 60_000)
afterAll(async () => {
  await server.stop()
  await doors.close()
  witness.kill("SIGTERM")
  await once(witness, "close")
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

async function post(): Promise<ReturnType<typeof decisionForm.parse>> {
  const response = await fetch(`${server.address}/v1/decisions`, {
    method: "POST",
    body: JSON.stringify({ question: "joint-duty", facts: { who: "troops", purpose: "immigration", existing_agreement: false } }),
    headers: { "content-type": "application/json", authorization: `Bearer ${key}`, "idempotency-key": "one" },
  })
  return decisionForm.parse(await response.json())
}

test("a decision's receipt is internal at first, then public, then witnessed, and holds all the while", async () => {
  const made = await post()
  expect(made).toMatchObject({ public: false, witnessed: false })
  writeFileSync(at("policy"), await (await fetch(`${server.address}/record/policy`)).text())
  const check = async (receipt: string): Promise<string> => {
    writeFileSync(at("act.tlog-proof"), receipt)
    const { code, out } = await writ("verify", at("act.tlog-proof"), "--policy", at("policy"))
    expect(code).toBe(0)
    return out
  }
  expect(await check(made.receipt ?? "")).toContain("Not witnessed: the policy’s quorum is not met")
  let now = made
  while (!now.witnessed) {
    await sleep(100)
    now = await post()
  }
  expect(now).toMatchObject({ reference: made.reference, public: true, opening: made.opening })
  let said = ""
  while (!said.includes("\n  Witnessed: the policy’s quorum is met")) {
    const response = await fetch(`${server.address}/v1/decisions/${made.reference}/receipt`, { headers: { authorization: `Bearer ${key}` } })
    said = await check(await response.text())
  }
  expect(said).toContain("paper saw that record on")
}, 60_000)

test("an export of it holds with no network, and its receipts are cosigned", async () => {
  vi.stubEnv("DATABASE_URL", store.databaseUrl)
  vi.stubEnv("WRIT_DATA", folder)
  expect((await writ("export", "log", at("export"))).code).toBe(0)
  vi.stubGlobal("fetch", () => { throw new Error("there is no network") })
  const { code, out } = await writ("verify", at("export"))
  expect(out).not.toContain("does not hold")
  expect(code).toBe(0)
  for (const index of [0, 1]) {
    expect(readFileSync(at(`export/receipt/${index}.tlog-proof`), "utf8")).toContain("\u2014 paper.example/witness ")
    expect((await writ("verify", at(`export/receipt/${index}.tlog-proof`))).out).toContain("paper saw that record on")
  }
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
}, 60_000)
