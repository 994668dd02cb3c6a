/** The log's side of witnessing, against real witnesses and against liars: what is kept, what is told, when signing stops. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer, type RequestListener, type Server as HttpServer } from "node:http"
import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { emptyRoot } from "../../src/kernel/log/hashes.ts"
import { printKey } from "../../src/kernel/log/key.ts"
import { printSignatureLine, signText } from "../../src/kernel/log/note.ts"
import { openCheckpoint } from "../../src/kernel/log/open-checkpoint.ts"
import type { Policy, Quorum } from "../../src/kernel/log/policy.ts"
import { checkReceipt } from "../../src/kernel/receipt/receipt.ts"
import { bug } from "../../src/kernel/text/bug.ts"
import type { Day } from "../../src/law/types.ts"
import type { Cadence } from "../../src/record/cadence.ts"
import { blankEntry } from "../../src/record/from-decision.ts"
import { nodeCrypto } from "../../src/record/node-crypto.ts"
import { openRecord, type OpenRecord, type RecordEvent } from "../../src/record/open-record.ts"
import { policyOf } from "../../src/record/policy-file.ts"
import { postgresStorage } from "../../src/record/postgres-storage.ts"
import { publicCheckpoint } from "../../src/record/public-checkpoint.ts"
import { publicReceipt } from "../../src/record/public-receipt.ts"
import { Receipts } from "../../src/record/receipts.ts"
import { Sequencer } from "../../src/record/sequencer.ts"
import { openWitness, type Witness } from "../../src/record/witness.ts"
import { Witnessing, type WitnessEvent } from "../../src/record/witnessing.ts"
import { openStore, type Store } from "../../src/store/database.ts"
import { listen } from "../../src/web/serve.ts"
import { witnessApp } from "../../src/web/witness-app.ts"
import { entriesOf, GrownLog, signerOf } from "../setup/grown-log.ts"
import { emptyDatabase, freshStore } from "../setup/postgres.ts"

const folder = mkdtempSync(join(tmpdir(), "writ-wl-"))
const city = signerOf("city.example/record", 1)
const ending: (() => Promise<unknown>)[] = []
afterEach(async () => { for (const end of ending.splice(0).reverse()) await end() })
afterAll(() => { rmSync(folder, { recursive: true }) })
let made = 0

interface Running {
  readonly witness: Witness
  readonly url: string
}

async function witnessServer(name: string, log = city.key): Promise<Running> {
  const witness = await openWitness({ crypto: nodeCrypto, policy: { logs: [{ key: log, url: null }], witnesses: [], quorum: { kind: "none" } }, stateFile: join(folder, `${++made}.state`), name, clock: () => new Date() })
  const server = await listen(witnessApp(witness, (error) => { throw error }), "127.0.0.1", 0)
  ending.push(() => witness.close(), () => server.stop())
  return { witness, url: server.address }
}

/** A server that says what it likes. */
async function liar(says: RequestListener): Promise<string> {
  const server: HttpServer = createServer(says).listen(0, "127.0.0.1")
  await once(server, "listening")
  ending.push(async () => { server.closeAllConnections(); server.close(); await once(server, "close") })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

interface Log {
  readonly store: Store
  grow(count: number): Promise<void>
  witnessing(policy: Policy): { readonly witnessing: Witnessing; readonly events: WitnessEvent[] }
  opened(policy: Policy, size: number): Promise<{ readonly witnesses: readonly string[]; readonly witnessed: boolean }>
}

async function freshLog(cadence: Cadence = { kind: "at-once" }, at = new Date(0)): Promise<Log & { readonly storage: ReturnType<typeof postgresStorage> }> {
  const store = await freshStore()
  ending.push(() => store.close())
  const storage = postgresStorage(store.db)
  await storage.create(city.key.name, emptyRoot(nodeCrypto))
  const sequencer = new Sequencer({ storage, crypto: nodeCrypto, ...city, cadence, clock: () => at, blank: blankEntry })
  return {
    store,
    storage,
    grow: async (count) => {
      for (let left = count; left > 0; left--) await storage.enqueue(blankEntry())
      await sequencer.step()
    },
    witnessing: (policy) => {
      const events: WitnessEvent[] = []
      return { events, witnessing: new Witnessing({ storage, db: store.db, crypto: nodeCrypto, key: city.key, policy, onEvent: (event) => events.push(event) }) }
    },
    opened: async (policy, size) => {
      const opened = openCheckpoint(nodeCrypto, policy, (await publicCheckpoint(store.db, size)) ?? bug("not public"))
      return opened.kind === "opened" ? { witnesses: opened.witnesses.map(({ name }) => name), witnessed: opened.witnessed } : bug(opened.kind)
    },
  }
}

function policyWith(witnesses: readonly { readonly witness: Pick<Witness, "key">; readonly url: string | null }[], threshold = witnesses.length): Policy {
  const named = witnesses.map(({ witness, url }, at) => ({ name: `w${at}`, key: witness.key, url }))
  const members: readonly Quorum[] = named.map(({ name }) => ({ kind: "witness", name }))
  return { logs: [{ key: city.key, url: null }], witnesses: named, quorum: { kind: "group", name: "all", threshold, members } }
}

test("each public checkpoint is cosigned by all, from size to size; receipts then say witnessed, and not before", async () => {
  const policy = policyWith(await Promise.all(["a", "b", "c"].map((name) => witnessServer(name))), 2)
  const log = await freshLog()
  const { witnessing, events } = log.witnessing(policy)
  const parts = { storage: log.storage, db: log.store.db, crypto: nodeCrypto, receipts: new Receipts(log.storage, nodeCrypto), policy }
  expect([await publicReceipt(parts, 0), await witnessing.round()]).toEqual([null, null])
  for (const size of [3, 259, 600]) {
    await log.grow(size - (await log.storage.head()).size)
    const before = await publicReceipt(parts, 2)
    expect([before?.size, before?.witnessed]).toEqual([size, false])
    expect(await witnessing.round()).toBeNull()
    expect(await log.opened(policy, size)).toEqual({ witnesses: ["w0", "w1", "w2"], witnessed: true })
    const after = (await publicReceipt(parts, 2)) ?? bug("not public")
    const checked = checkReceipt(nodeCrypto, policy, after.receipt)
    expect([after.witnessed, checked.kind === "receipt" && checked.opened.witnessed]).toEqual([true, true])
  }
  expect(await publicReceipt(parts, 600)).toBeNull()
  expect(events.map(({ kind, size }) => `${kind} ${size}`)).toEqual([3, 259, 600].flatMap((size) => Array.from({ length: 3 }, () => `cosigned ${size}`)))
})

test("one is down and one is slow: the others' lines are kept within the time, it is said once, and both are asked again", async () => {
  const up = await witnessServer("up")
  const late = await witnessServer("late")
  let silent = true
  const slow = await liar((request, response) => {
    if (silent) return
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => {
      void fetch(`${late.url}${request.url}`, { method: "POST", body: new Uint8Array(Buffer.concat(chunks)) }).then(async (answer) => response.writeHead(answer.status).end(await answer.text()))
    })
  })
  const down = { witness: { key: signerOf("down", 9, "ed25519-cosignature").key }, url: "http://127.0.0.1:9" }
  const policy = policyWith([up, { witness: late.witness, url: slow }, down], 2)
  const log = await freshLog()
  const { witnessing, events } = log.witnessing(policy)
  await log.grow(5)
  const started = performance.now()
  await witnessing.round()
  expect(performance.now() - started).toBeLessThan(2_900)
  expect(await log.opened(policy, 5)).toEqual({ witnesses: ["w0"], witnessed: false })
  silent = false
  await witnessing.round()
  expect(await log.opened(policy, 5)).toEqual({ witnesses: ["w0", "w1"], witnessed: true })
  expect(events.map((event) => `${event.kind} ${event.witness} ${event.kind === "cosigned" ? "" : event.because.kind}`).sort()).toEqual(["cosigned w0 ", "cosigned w1 ", "not-cosigned w1 unreachable", "not-cosigned w2 unreachable"])
})

describe("a witness that lies", () => {
  const key = signerOf("liar", 7, "ed25519-cosignature")
  const thief = signerOf("liar", 8, "ed25519-cosignature")
  const grown = new GrownLog(city, entriesOf(9, "another"))
  const line = (signer: typeof key, text: string): string => printSignatureLine(signText(signer.key, signer.sign, text, 5))
  test.each<[string, RequestListener, string]>([
    ["signs with a key of its own", (_request, response) => response.end(line(thief, grown.text(4))), "cosignature-missing"],
    ["signs with a key of its own under the promised id", (_request, response) => response.end(line({ key: key.key, sign: thief.sign }, grown.text(4))), "cosignature-wrong"],
    ["signs another tree", (_request, response) => response.end(line(key, grown.text(4))), "cosignature-wrong"],
    ["answers nothing", (_request, response) => response.end(), "cosignature-missing"],
    ["answers garbage", (_request, response) => response.end(Buffer.from([0xff, 0, 1, 2, 10])), "cosignature-missing"],
    ["answers without end", (_request, response) => { const more = setInterval(() => response.write("x".repeat(60_000)), 1); response.on("close", () => { clearInterval(more) }) }, "unreachable"],
    ["sends elsewhere", (_request, response) => response.writeHead(307, { location: "http://127.0.0.1:9/" }).end(), "unreachable"],
    ["says 409 and no size", (_request, response) => response.writeHead(409).end("7\n"), "refused"],
    ["says 409 and a size that is none", (_request, response) => response.writeHead(409, { "content-type": "text/x.tlog.size" }).end("-7\n"), "refused"],
    ["says 409 for ever", (_request, response) => response.writeHead(409, { "content-type": "text/x.tlog.size" }).end("2\n"), "refused"],
    ["says 422 and shows nothing", (_request, response) => response.writeHead(422).end(), "refused"],
  ])("%s: nothing is kept, signing goes on", async (_name, says, kind) => {
    const policy = policyWith([{ witness: key, url: await liar(says) }])
    const log = await freshLog()
    await log.grow(4)
    const { witnessing, events } = log.witnessing(policy)
    expect(await witnessing.round()).toBeNull()
    expect(events).toEqual([{ kind: "not-cosigned", witness: "w0", size: 4, because: expect.objectContaining({ kind }) as unknown }])
    expect(await log.opened(policy, 4)).toEqual({ witnesses: [], witnessed: false })
    expect(await log.store.db.selectFrom("log_witness").selectAll().execute()).toEqual([])
  })
})

describe("another size", () => {
  test.each([4, 8])("another one than is known here (%i, not 5): a new proof from there, and it cosigns", async (known) => {
    const witness = await witnessServer("a")
    const log = await freshLog()
    await log.grow(5)
    await log.witnessing(policyWith([witness])).witnessing.round()
    await log.store.db.updateTable("log_witness").set({ size: known }).execute()
    await log.grow(6)
    expect(await log.witnessing(policyWith([witness])).witnessing.round()).toBeNull()
    expect((await log.opened(policyWith([witness]), 11)).witnessed).toBe(true)
    expect(await log.store.db.selectFrom("log_witness").select("size").execute()).toEqual([{ size: 11 }])
  })

  test("a larger one than was published: an alarm", async () => {
    const ahead = await witnessServer("a")
    ahead.witness.addCheckpoint(new GrownLog(city, entriesOf(20)).request(0, 20))
    const log = await freshLog()
    await log.grow(5)
    expect(await log.witnessing(policyWith([ahead])).witnessing.round()).toEqual({ kind: "witness-ahead", witness: "w0", size: 20, published: 5 })
  })

  test("any, before this database published at all: an alarm", async () => {
    const ahead = await witnessServer("a")
    const log = await freshLog()
    expect(await log.witnessing(policyWith([ahead])).witnessing.round()).toBeNull()
    ahead.witness.addCheckpoint(new GrownLog(city, entriesOf(20)).request(0, 20))
    expect(await log.witnessing(policyWith([ahead])).witnessing.round()).toEqual({ kind: "witness-ahead", witness: "w0", size: 20, published: 0 })
  })

  test.each([3, 5])("%i entries of another tree that this log signed: an alarm", async (size) => {
    const forked = await witnessServer("a")
    forked.witness.addCheckpoint(new GrownLog(city, entriesOf(20)).request(0, size))
    const log = await freshLog()
    await log.grow(5)
    expect(await log.witnessing(policyWith([forked])).witnessing.round()).toEqual({ kind: "log-broken", why: `the witness w0 holds another tree of ${size} entries, signed by this log` })
  })
})

test("two servers that ask at once do no harm", async () => {
  const policy = policyWith([await witnessServer("a")])
  const log = await freshLog()
  for (const size of [4, 300]) {
    await log.grow(size)
    const rounds = [1, 2, 3, 4].map(() => log.witnessing(policy).witnessing.round())
    expect(await Promise.all(rounds)).toEqual([null, null, null, null])
    expect((await log.opened(policy, (await log.storage.head()).size)).witnessed).toBe(true)
  }
})

test("a witness hears of no size that is not public", async () => {
  const witness = await witnessServer("a")
  const log = await freshLog({ kind: "steady", everyMs: 3_600_000, leaves: 4 })
  await log.grow(10)
  await log.witnessing(policyWith([witness])).witnessing.round()
  const asked = witness.witness.addCheckpoint(new GrownLog(city, entriesOf(20)).request(0, 20))
  expect([asked, (await log.storage.head()).size]).toEqual([{ kind: "other-size", size: 4 }, 10 + 3]) // a last leaf behind each three acts
})

describe("the record", () => {
  let log = 0
  async function opened(store: Store, keyFile: string, witnessFile: string): Promise<{ readonly record: OpenRecord; readonly events: RecordEvent[] }> {
    const events: RecordEvent[] = []
    const record = await openRecord({ db: store.db, crypto: nodeCrypto, origin: city.key.name, keyFile, witnessFile, cadence: { kind: "at-once" }, clock: () => new Date(), today: () => "2026-11-25" as Day, onEvent: (event) => events.push(event) })
    return { record, events }
  }

  async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
    for (const end = performance.now() + 10_000; !(await holds()); ) {
      if (performance.now() > end) throw new Error("it does not come to be")
      await sleep(20)
    }
  }

  test("sends what it publishes; a database brought back to an older state is read-only from the start, and says so", async () => {
    const keyFile = join(folder, `${++log}.key`)
    const witnessFile = `${keyFile}.witnesses`
    const store = await freshStore()
    const { databaseUrl } = store
    const first = await opened(store, keyFile, witnessFile)
    await until(async () => (await first.record.storage.newestPublication()) !== null)
    await first.record.close()
    await store.close()
    const backup = await emptyDatabase(`template ${new URL(databaseUrl).pathname.slice(1)}`)

    const witness = await witnessServer("guild.example", first.record.key ?? bug("no key"))
    writeFileSync(witnessFile, `witness guild ${printKey(witness.witness.key)} ${witness.url}/\nquorum guild\n`)
    const again = await openStore({ databaseUrl, poolSize: 4 })
    const second = await opened(again, keyFile, witnessFile)
    await second.record.storage.enqueue(blankEntry())
    await until(() => second.events.some((event) => event.kind === "cosigned" && event.size === 2))
    await second.record.close()
    await again.close()

    const restored = await openStore({ databaseUrl: backup, poolSize: 4 })
    ending.push(() => restored.close())
    const third = await opened(restored, keyFile, witnessFile)
    const because = { kind: "witness-ahead", witness: "guild", size: 2, published: 1 }
    expect([third.record.state(), third.events]).toEqual([{ kind: "read-only", because }, [{ kind: "read-only", because }]])
    await third.record.storage.enqueue(blankEntry())
    await sleep(500)
    expect((await third.record.storage.head()).size).toBe(1)
    await third.record.close()
  })

  test("that runs when a witness comes back which remembers more stops signing", async () => {
    const keyFile = join(folder, `${++log}.key`)
    const store = await freshStore()
    ending.push(() => store.close())
    const url = await liar((_request, response) => response.writeHead(409, { "content-type": "text/x.tlog.size" }).end("77\n"))
    const { key } = signerOf("guild.example", 9, "ed25519-cosignature")
    writeFileSync(`${keyFile}.witnesses`, `witness guild ${printKey(key)} ${url}\nquorum guild\n`)
    const { record } = await opened(store, keyFile, `${keyFile}.witnesses`)
    await until(() => record.state().kind === "read-only")
    expect(record.state()).toMatchObject({ because: { kind: "witness-ahead", size: 77 } })
    await record.close()
  })
})

describe("the operator's witnesses", () => {
  const file = join(folder, "witnesses")
  const line = `witness guild ${printKey(signerOf("guild.example", 9, "ed25519-cosignature").key)}`
  beforeAll(() => { rmSync(file, { force: true }) })

  test("stand behind the log's own line; without a file nobody is one", () => {
    const text = (policy: ReturnType<typeof policyOf>): string => new TextDecoder().decode(policy.text)
    expect(text(policyOf(nodeCrypto, city.key, file))).toBe(`log ${printKey(city.key)}\nquorum none\n`)
    writeFileSync(file, `# ours\n${line} https://guild.example/w\nquorum guild`)
    const served = policyOf(nodeCrypto, city.key, file)
    expect(text(served)).toBe(`log ${printKey(city.key)}\n# ours\n${line} https://guild.example/w\nquorum guild\n`)
    expect(served.policy.witnesses.map(({ name, url }) => [name, url])).toEqual([["guild", "https://guild.example/w"]])
  })

  test.each([
    ["a log's line", `${line}\nlog ${printKey(signerOf("b.example", 4).key)}\nquorum none\n`, "log-line", 2],
    ["no quorum", `${line}\n`, "quorum-missing", 0],
    ["an address that is none", `\n${line} guild.example\nquorum guild\n`, "url-form", 2],
    ["an address of another kind", `${line} file:///etc/passwd\nquorum guild\n`, "url-form", 1],
    ["a word that nobody knows", `${line}\n\nwitnes a\nquorum guild\n`, "unknown-word", 3],
    ["the log itself", `witness us ${printKey({ ...signerOf("us", 1, "ed25519-cosignature").key })}\nquorum us\n`, "key-taken", 1],
  ])("with %s are refused, with the line", (_name, text, problem, at) => {
    writeFileSync(file, text)
    expect(() => policyOf(nodeCrypto, city.key, file)).toThrow(expect.objectContaining({ name: "WitnessFileWrong", problem, line: at }))
  })
})
