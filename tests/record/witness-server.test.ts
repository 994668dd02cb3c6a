/** The witness server over HTTP: what it says to what it is sent, and that no two of its cosignatures contradict each other. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process"
import { createHash } from "node:crypto"
import { once } from "node:events"
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { printKey } from "../../src/kernel/log/key.ts"
import { openNote, parseNote, printSignatureLine, signText } from "../../src/kernel/log/note.ts"
import type { Policy } from "../../src/kernel/log/policy.ts"
import { bug } from "../../src/kernel/text/bug.ts"
import { base64FromBytes, concatBytes, utf8 } from "../../src/kernel/text/bytes.ts"
import { nodeCrypto } from "../../src/record/node-crypto.ts"
import { openWitness, WitnessRefused, type Witness } from "../../src/record/witness.ts"
import { REQUEST_BYTES } from "../../src/record/witness-request.ts"
import { parseState, type StateFileWrong } from "../../src/record/witness-state.ts"
import { listen, type Server } from "../../src/web/serve.ts"
import { witnessApp } from "../../src/web/witness-app.ts"
import { entriesOf, GrownLog, signerOf } from "../setup/grown-log.ts"

const folder = mkdtempSync(join(tmpdir(), "writ-w-"))
afterAll(() => { rmSync(folder, { recursive: true }) })
let made = 0
const freshFile = (): string => join(folder, `${++made}.state`)

const city = signerOf("city.example/record", 1)
const stranger = signerOf("city.example/record", 2)
const other = signerOf("other.example/log", 3)
const policy: Policy = { logs: [city, other].map(({ key }) => ({ key, url: null })), witnesses: [], quorum: { kind: "none" } }
const log = new GrownLog(city, entriesOf(40))
const fork = new GrownLog(city, entriesOf(40, "fork"))
const open = (stateFile: string, clock = () => new Date(1_700_000_000_000)): Promise<Witness> => openWitness({ crypto: nodeCrypto, policy, stateFile, name: "paper.example/w", clock })

interface Running {
  readonly witness: Witness
  readonly server: Server
  readonly told: readonly unknown[]
  post(body: Uint8Array): Promise<{ readonly status: number; readonly type: string | null; readonly text: string }>
  stop(): Promise<void>
}

async function running(stateFile = freshFile(), clock?: () => Date): Promise<Running> {
  const witness = await open(stateFile, clock)
  const told: unknown[] = []
  const server = await listen(witnessApp(witness, (error) => told.push(error)), "127.0.0.1", 0)
  return { witness, server, told, post: (body) => post(server.address, body), stop: async () => { await server.stop(); await witness.close() } }
}

async function post(address: string, body: Uint8Array): Promise<{ readonly status: number; readonly type: string | null; readonly text: string }> {
  const response = await fetch(`${address}/add-checkpoint`, { method: "POST", body: new Uint8Array(body) })
  return { status: response.status, type: response.headers.get("content-type"), text: await response.text() }
}

/** The time that a cosignature says, once it holds; `null` where it does not. */
function timeOf(witness: Pick<Witness, "key">, checkpoint: Uint8Array, line: string): number | null {
  const parsed = parseNote(concatBytes([checkpoint, utf8(line)]))
  const opened = parsed.kind === "note" ? openNote(nodeCrypto, parsed.note, [witness.key]) : bug("no note")
  return opened.kind === "opened" ? (opened.by[0]?.time ?? null) : null
}

const hash = (byte: number): string => base64FromBytes(new Uint8Array(32).fill(byte))
const replaced = (body: Uint8Array, from: string | RegExp, to: string): Uint8Array => utf8(new TextDecoder().decode(body).replace(from, to))

describe("what it says to a request, where it knows size 10", () => {
  let witness: Running
  beforeAll(async () => {
    witness = await running()
    expect((await witness.post(log.request(0, 10))).status).toBe(200)
  })
  afterAll(() => witness.stop())

  const byStranger = new GrownLog(stranger, entriesOf(40))
  test.each<[string, Uint8Array, number, string]>([
    ["nothing", utf8(""), 400, "proof line-missing line 0\n"],
    ["no UTF-8", Uint8Array.of(0xff, 10, 10), 400, "proof not-utf8 line 0\n"],
    ["no old size", replaced(log.request(10, 12), "old ", "new "), 400, "proof size line 1\n"],
    ["an old size with a leading zero", replaced(log.request(10, 12), "old 10", "old 010"), 400, "proof size line 1\n"],
    ["an old size with a sign", replaced(log.request(10, 12), "old 10", "old +10"), 400, "proof size line 1\n"],
    ["an old size past 2^53", replaced(log.request(10, 12), "old 10", "old 9007199254740993"), 400, "proof size line 1\n"],
    ["two spaces", replaced(log.request(10, 12), "old 10", "old  10"), 400, "proof size line 1\n"],
    ["a carriage return", replaced(log.request(10, 12), "old 10", "old 10\r"), 400, "proof size line 1\n"],
    ["a hash that is too short", replaced(log.request(10, 12), "old 10\n", "old 10\nAAAA\n"), 400, "proof hash line 2\n"],
    ["a hash with bits left over", replaced(log.request(10, 12), "old 10\n", `old 10\n${hash(0).slice(0, -2)}B=\n`), 400, "proof hash line 2\n"],
    ["64 hashes", replaced(log.request(10, 12), /old 10\n[^]*?\n\n/, `old 10\n${`${hash(1)}\n`.repeat(64)}\n`), 400, "proof too-many-hashes line 65\n"],
    ["63 hashes that prove nothing", replaced(log.request(10, 12), /old 10\n[^]*?\n\n/, `old 10\n${`${hash(1)}\n`.repeat(63)}\n`), 422, "proof-length\n"],
    ["a checkpoint without a signature", utf8(`old 10\n\n${log.text(12)}`), 400, "note no-signature-block line 0\n"],
    ["a checkpoint with a fourth line", replaced(log.request(10, 12), /\n\n—/, "\nmore\n\n—"), 400, "checkpoint line-too-many line 4\n"],
    ["an empty tree with another root", replaced(log.request(0, 0), base64FromBytes(log.root(0)), hash(7)), 400, "checkpoint hash line 3\n"],
    ["a log that it does not know", new GrownLog(signerOf("third.example/log", 4), entriesOf(3)).request(0, 3), 404, "log-unknown\n"],
    ["a stranger's key under a known origin", byStranger.request(10, 12), 403, "not-signed\n"],
    ["another known log's key", new GrownLog({ key: { ...other.key, name: city.key.name }, sign: other.sign }, entriesOf(40)).request(10, 12), 403, "not-signed\n"],
    ["a known key whose signature does not hold", replaced(log.request(10, 12), log.text(12), log.text(13)), 403, "not-signed\n"],
    ["an old size past the checkpoint's", log.request(12, 10), 400, "old-larger 12 10\n"],
    ["a smaller old size", log.request(4, 12), 409, "10\n"],
    ["a larger old size", log.request(11, 12), 409, "10\n"],
    ["old size 0, to learn the size", log.request(0, 12), 409, "10\n"],
    ["a smaller tree", log.request(3, 5), 409, "10\n"],
    ["another tree of that size", fork.request(10, 10), 422, "history-differs\n"],
    ["another tree that is larger", fork.request(10, 12), 422, "history-differs\n"],
    ["a proof with a hash too few", replaced(log.request(10, 12), /(old 10\n)[^\n]+\n/, "$1"), 422, "proof-length\n"],
    ["a proof with a hash too many", replaced(log.request(10, 12), "old 10\n", `old 10\n${hash(1)}\n`), 422, "proof-length\n"],
    ["too much", utf8(`old 10\n\n${"x".repeat(REQUEST_BYTES)}`), 413, "too-long\n"],
  ])("%s", async (_name, body, status, text) => {
    const before = readFileSync(witness.witness.stateFile)
    const answered = await witness.post(body)
    expect([answered.status, answered.text]).toEqual([status, text])
    expect(answered.type).toBe(status === 409 ? "text/x.tlog.size" : "text/plain; charset=utf-8")
    expect(readFileSync(witness.witness.stateFile)).toEqual(before)
  })

  test("the next size: one line, which holds, and is there for whoever watches", async () => {
    const crowd = Array.from({ length: 20 }, (_, at) => signText(signerOf(`w${at}`, 50 + at, "ed25519-cosignature").key, city.sign, log.text(10), 5))
    const body = utf8(`old 10\n\n${new TextDecoder().decode(log.checkpoint(10, crowd))}`)
    expect((await witness.post(body)).status).toBe(200)
    const answered = await witness.post(log.request(10, 12))
    expect([answered.status, answered.text.split("\n").length]).toEqual([200, 2])
    expect(timeOf(witness.witness, log.checkpoint(12), answered.text)).toBe(1_700_000_000)
    const watched = await fetch(`${witness.server.address}/${createHash("sha256").update(city.key.name).digest("hex")}/checkpoint`)
    expect([watched.status, await watched.text()]).toEqual([200, new TextDecoder().decode(log.checkpoint(12)) + answered.text])
  })

  test.each([`/${"0".repeat(64)}/checkpoint`, `/${createHash("sha256").update(other.key.name).digest("hex")}/checkpoint`, "/", "/add-checkpoint"])("there is nothing at %s", async (path) => {
    expect((await fetch(witness.server.address + path)).status).toBe(404)
  })
})

test("an empty tree is cosigned, and the log begins from it", async () => {
  const witness = await running()
  expect([(await witness.post(log.request(0, 0))).status, (await witness.post(log.request(0, 3))).status]).toEqual([200, 200])
  await witness.stop()
})

test("of requests that race from one size, one is cosigned", async () => {
  const witness = await running()
  await witness.post(log.request(0, 5))
  const answers = await Promise.all(Array.from({ length: 30 }, (_, at) => witness.post(log.request(5, 6 + at))))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 29 }, () => 409)])
  const winner = answers.findIndex(({ status }) => status === 200)
  expect(new Set(answers.filter(({ status }) => status === 409).map(({ text }) => text))).toEqual(new Set([`${6 + winner}\n`]))
  await witness.stop()
})

test("never two roots for one size, nor a size below one that it signed, whatever comes, stopped or not", async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant("ask" as const), whose: fc.constantFrom(log, fork), older: fc.nat(12), newer: fc.nat(12) }),
    fc.record({ kind: fc.constant("follow" as const), whose: fc.constantFrom(log, fork), more: fc.nat(3) }),
    fc.constant({ kind: "restart" as const }),
  )
  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1 }), async (steps, hours) => {
    const file = freshFile()
    let asked = 0
    const clock = (): Date => new Date(1_700_000_000_000 + (hours[asked++ % hours.length] ?? 0) * 3_600_000)
    let witness = await open(file, clock)
    const signed: { readonly size: number; readonly root: string; readonly time: number }[] = []
    for (const one of steps) {
      if (one.kind === "restart") {
        await witness.close()
        witness = await open(file, clock)
        continue
      }
      const older = one.kind === "ask" ? one.older : (signed.at(-1)?.size ?? 0)
      const newer = one.kind === "ask" ? one.newer : older + one.more
      const answered = witness.addCheckpoint(one.whose.request(older, newer))
      if (answered.kind !== "cosigned") continue
      const time = timeOf(witness, one.whose.checkpoint(newer), printSignatureLine(answered.line)) ?? bug("a cosignature that does not hold")
      signed.push({ size: newer, root: base64FromBytes(one.whose.root(newer)), time })
    }
    await witness.close()
    signed.slice(1).forEach(({ size, root, time }, at) => {
      const before = signed[at] ?? bug("no cosignature before")
      expect(size).toBeGreaterThanOrEqual(before.size)
      expect(time).toBeGreaterThanOrEqual(before.time)
      if (size === before.size) expect(root).toBe(before.root)
    })
    // All of it is one tree's history.
    const trees = [log, fork].filter((tree) => signed.every(({ size, root }) => base64FromBytes(tree.root(size)) === root))
    expect(trees.length).toBeGreaterThan(0)
  }), { numRuns: 60 })
})

describe("the state file", () => {
  async function used(): Promise<string> {
    const file = freshFile()
    const witness = await open(file)
    witness.addCheckpoint(log.request(0, 7))
    witness.addCheckpoint(new GrownLog(other, entriesOf(3)).request(0, 2))
    await witness.close()
    return file
  }

  test("is its owner's alone, and there is nothing else beside it once the witness has ended", async () => {
    const file = await used()
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect([existsSync(`${file}.lock`), existsSync(`${file}.${process.pid}.tmp`)]).toEqual([false, false])
  })

  test("cut short at any place, or with any byte changed, it is no state", async () => {
    const text = readFileSync(await used(), "utf8")
    expect(typeof parseState(nodeCrypto, text)).toBe("object")
    for (let at = 0; at < text.length; at++) expect([at, typeof parseState(nodeCrypto, text.slice(0, at))]).toEqual([at, "string"])
    for (let at = 0; at < text.length; at++) {
      const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1)
      // A log's own line is not what the state rests on; the checkpoint's text and the witness's line are.
      if (typeof parseState(nodeCrypto, changed) !== "string") expect(lineOf(text, at)).toMatch(/— (city|other)\.example/)
    }
  })

  const lineOf = (text: string, at: number): string => (text.slice(0, at + 1).split("\\n").at(-1) ?? "") + (text.slice(at + 1).split("\\n")[0] ?? "")

  test.each<[string, (file: string) => void, StateFileWrong["why"]]>([
    ["that others may read", (file) => { chmodSync(file, 0o644) }, "readable-by-others"],
    ["that was cut short", (file) => { writeFileSync(file, readFileSync(file).subarray(0, 300)) }, "form"],
    ["that is empty", (file) => { writeFileSync(file, "") }, "form"],
    ["of something else", (file) => { writeFileSync(file, "{}\n") }, "form"],
    ["with another key's checkpoints", (file) => { writeFileSync(file, readFileSync(file, "utf8").replace(/PRIVATE[^"]+/, /PRIVATE[^"]+/.exec(readFileSync(otherWitness, "utf8"))?.[0] ?? "")) }, "checkpoint"],
    ["with a key that is none", (file) => { writeFileSync(file, readFileSync(file, "utf8").replace("PRIVATE+KEY+", "PRIVATE+KEY+x")) }, "key"],
  ])("one %s is refused, and left as it is", async (_name, spoil, why) => {
    const file = await used()
    spoil(file)
    const spoiled = readFileSync(file)
    await expect(open(file)).rejects.toMatchObject({ name: "StateFileWrong", why })
    expect(readFileSync(file)).toEqual(spoiled)
    expect(existsSync(`${file}.lock`)).toBe(false)
  })
  const otherWitness = freshFile()
  beforeAll(async () => { await (await open(otherWitness)).close() })

  test("is one process's: a second one is refused, and takes it over once the first has ended", async () => {
    const file = freshFile()
    const first = await open(file)
    await expect(open(file)).rejects.toMatchObject({ name: "StateFileWrong", why: "in-use" })
    expect(first.addCheckpoint(log.request(0, 3)).kind).toBe("cosigned")
    await first.close()
    await (await open(file)).close()
  })

  test("replaced under a running witness, by an older copy too, nothing is cosigned any more", async () => {
    const file = freshFile()
    const witness = await running(file)
    await witness.post(log.request(0, 3))
    cpSync(file, `${file}.old`)
    await witness.post(log.request(3, 6))
    cpSync(`${file}.old`, file)
    expect([(await witness.post(log.request(3, 4))).status, (await witness.post(log.request(6, 8))).status]).toEqual([409, 503])
    rmSync(file)
    expect((await witness.post(log.request(6, 8))).status).toBe(503)
    expect(witness.told.map(String)).toEqual(Array.from({ length: 2 }, () => "Error: the state file was taken away or replaced"))
    await witness.stop()
  })

  test("of another name, without a log, or of a log that is the witness itself, no witness starts", async () => {
    const file = await used()
    const witness = await open(file)
    const { publicKey } = witness.key
    await witness.close()
    const parts = { crypto: nodeCrypto, stateFile: file, policy, name: null, clock: () => new Date() }
    await expect(openWitness({ ...parts, name: "guild.example/w" })).rejects.toMatchObject({ why: "name-differs" })
    await expect(openWitness({ ...parts, policy: { ...policy, logs: [] } })).rejects.toMatchObject({ why: "no-logs" })
    await expect(openWitness({ ...parts, policy: { ...policy, logs: [{ key: { ...city.key, publicKey }, url: null }] } })).rejects.toMatchObject({ why: "own-key" })
    await expect(openWitness({ ...parts, stateFile: freshFile() })).rejects.toBeInstanceOf(WitnessRefused)
  })
})

describe("the program", () => {
  const policyFile = join(folder, "policy")
  beforeAll(() => {
    execFileSync(process.execPath, ["scripts/build.mjs"])
    writeFileSync(policyFile, `log ${printKey(city.key)}\nquorum none\n`)
  })

  async function started(words: readonly string[]): Promise<{ readonly child: ChildProcess; readonly address: string; readonly printed: string }> {
    const child = spawn(process.execPath, ["dist/cli/main.js", "witness", "--port", "0", ...words], { stdio: ["ignore", "pipe", "pipe"] })
    let printed = ""
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => { printed += chunk.toString() })
    while (!/http:\/\/\S+\n/.test(printed)) {
      const ended = await Promise.race([once(child.stdout, "data").then(() => false), once(child, "close").then(() => true)])
      if (ended) throw new Error(printed)
    }
    return { child, address: /http:\/\/\S+/.exec(printed)?.[0] ?? "", printed }
  }

  test("is started with a name, tells its key, and goes on with what it was", async () => {
    const state = freshFile()
    await expect(started(["--policy", policyFile, "--state", state])).rejects.toThrow(/--name/)
    const first = await started(["--policy", policyFile, "--state", state, "--name", "paper.example/w"])
    const [, key] = /: (paper\.example\/w\+\S+)/.exec(first.printed) ?? []
    expect((await post(first.address, log.request(0, 4))).status).toBe(200)
    await expect(started(["--policy", policyFile, "--state", state])).rejects.toThrow(/Another process uses/)
    first.child.kill("SIGTERM")
    expect((await once(first.child, "close"))[0]).toBe(0)
    const second = await started(["--policy", policyFile, "--state", state])
    expect(second.printed).toContain(key)
    expect((await post(second.address, log.request(0, 9))).text).toBe("4\n")
    second.child.kill("SIGTERM")
    await once(second.child, "close")
  })

  test("killed between storing and answering, it knows what it may have signed", async () => {
    const state = freshFile()
    const script = join("dist", `kill-${process.pid}.mjs`)
    writeFileSync(script, `
      import { readFileSync } from "node:fs"
      import { parsePolicy } from "./kernel/log/policy.js"
      import { nodeCrypto } from "./record/node-crypto.js"
      import { openWitness } from "./record/witness.js"
      import { listen } from "./web/serve.js"
      import { witnessApp } from "./web/witness-app.js"
      const { policy } = parsePolicy(nodeCrypto, readFileSync(process.argv[2]))
      const witness = await openWitness({ crypto: nodeCrypto, policy, stateFile: process.argv[3], name: "paper.example/w", clock: () => new Date() })
      const killed = { newest: (hash) => witness.newest(hash), addCheckpoint: (body) => { const answered = witness.addCheckpoint(body); process.kill(process.pid, "SIGKILL"); return answered } }
      console.log((await listen(witnessApp(killed, console.error), "127.0.0.1", 0)).address)`)
    const child = spawn(process.execPath, [script, policyFile, state], { stdio: ["ignore", "pipe", "inherit"] })
    const [line] = (await once(child.stdout, "data")) as [Buffer]
    await expect(post(line.toString().trim(), log.request(0, 11))).rejects.toThrow()
    if (child.exitCode === null && child.signalCode === null) await once(child, "close")
    rmSync(script)
    const again = await running(state)
    expect([(await again.post(log.request(0, 5))).text, (await again.post(fork.request(11, 11))).status, (await again.post(log.request(11, 11))).status]).toEqual(["11\n", 422, 200])
    await again.stop()
  })

  test("killed at any moment under load, it never knows less than it has said", async () => {
    const state = freshFile()
    let said = 0
    for (let round = 0; round < 4; round++) {
      const { child, address } = await started(["--policy", policyFile, "--state", state, "--name", "paper.example/w"])
      const kill = (): NodeJS.Timeout => setTimeout(() => child.kill("SIGKILL"), 30 + round * 23)
      // On a busy machine nothing may be said by then; in the last rounds something was.
      let killer = round < 2 ? kill() : null
      for (let old = said, newer = said + 1; newer <= 40; ) {
        const answered = await post(address, log.request(old, newer)).catch(() => null)
        if (answered === null) break
        if (answered.status === 409) expect(Number(answered.text)).toBeGreaterThanOrEqual(said)
        old = answered.status === 200 ? newer : Number(answered.text)
        said = old
        newer = old + 1
        killer ??= kill()
      }
      clearTimeout(killer ?? undefined)
      child.kill("SIGKILL")
      if (child.exitCode === null && child.signalCode === null) await once(child, "close")
    }
    const last = await open(state)
    const answered = last.addCheckpoint(log.request(0, 1))
    expect(answered.kind === "other-size" ? answered.size : -1).toBeGreaterThanOrEqual(said)
    expect(said).toBeGreaterThan(0)
    await last.close()
  })
})
