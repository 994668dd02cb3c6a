/**
 * The kill test: processes that keep and sequence acts under load are ended by SIGKILL at random points, one or two of them, and so is
 * PostgreSQL itself.
 *
 * After each round the log is adopted and checked from its entries up: every act that was acknowledged stands in it once, and every
 * receipt that was given holds. Five rounds in `npm test`, 200 in `npm run test:faults`, which prints what came of them.
 */
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { Policy } from "../../src/kernel/log/policy.ts"
import { checkReceipt } from "../../src/kernel/receipt/receipt.ts"
import { blankEntry } from "../../src/record/from-decision.ts"
import type { LogStorage, PendingId } from "../../src/record/log-storage.ts"
import { nodeCrypto as crypto } from "../../src/record/node-crypto.ts"
import { postgresStorage } from "../../src/record/postgres-storage.ts"
import { Sequencer } from "../../src/record/sequencer.ts"
import { openLogKey } from "../../src/record/signing-key.ts"
import { checkAtStart } from "../../src/record/start-checks.ts"
import { openStore, type Store } from "../../src/store/database.ts"
import { databasesFolder } from "../setup/memory-folder.ts"
import { build, killServer } from "../store/processes.ts"
import { auditLog } from "./audit.ts"
import { ORIGIN } from "./log.ts"

const ROUNDS = Number(process.env["WRIT_KILLS"] ?? 5)
const BACK_WITHIN_MS = 60_000
const KINDS = ["one", "two", "server", "early"] as const

type Line =
  | { readonly kind: "kept"; readonly pending: PendingId; readonly entry: string }
  | { readonly kind: "receipt"; readonly bytes: string }
  | { readonly kind: "started" | "adopted"; readonly pid: number }
  | { readonly kind: "open" | "read-only" | "bug" }

/** What was promised and not yet found to be kept. */
const promised = new Map<PendingId, string>()
const receipts: string[] = []
const told: Line[] = []
const folder = mkdtempSync(join(databasesFolder(), "writ-kill-"))
let server = 0
let store: Store | null = null

class Worker {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #ended: Promise<unknown>
  kept = 0
  given = 0

  constructor() {
    this.#child = spawn(process.execPath, [join(import.meta.dirname, "worker.mjs"), folder])
    const lines = createInterface({ input: this.#child.stdout })
    lines.on("line", (line) => { this.#hear(line) })
    this.#child.stderr.on("data", (data: Buffer) => process.stderr.write(data))
    this.#ended = new Promise((resolve) => this.#child.once("close", resolve))
  }

  /** A process that is killed may leave half a line: what was not said whole was not promised. */
  #hear(text: string): void {
    if (!text.endsWith("}")) return
    const line = JSON.parse(text) as Line
    if (line.kind === "kept") {
      this.kept += 1
      promised.set(line.pending, line.entry)
    } else if (line.kind === "receipt") {
      this.given += 1
      receipts.push(line.bytes)
    } else told.push(line)
    if (line.kind === "started" || line.kind === "adopted") server = line.pid
  }

  /** Until it has kept so many more. */
  async keeps(count: number): Promise<void> {
    const enough = this.kept + count
    while (this.kept < enough && this.#child.exitCode === null) await sleep(5)
  }

  /** Until it has given a receipt. */
  async gives(): Promise<void> {
    while (this.given === 0 && this.#child.exitCode === null) await sleep(5)
  }

  async kill(): Promise<void> {
    this.#child.kill("SIGKILL")
    await this.#ended
  }
}

async function round(kind: (typeof KINDS)[number]): Promise<void> {
  const worker = new Worker()
  const after = Math.random() * 500
  switch (kind) {
    case "early":
      await sleep(after * 2)
      return worker.kill()
    case "one":
      await worker.keeps(1)
      await sleep(after)
      return worker.kill()
    case "two": {
      const other = new Worker()
      await Promise.all([worker.keeps(1), other.keeps(1)])
      await sleep(after)
      await worker.kill()
      await other.keeps(20)
      await other.gives() // on a busy machine the other rounds may end before any is given
      return other.kill()
    }
    case "server":
      await worker.keeps(1)
      await sleep(after)
      killServer(server)
      await sleep(50)
      await worker.keeps(20)
      return worker.kill()
  }
}

interface Checked {
  readonly size: number
  readonly lost: number
  readonly doubled: number
}

/** A server that was killed may take a while to come back, and then longer to be found where it is. */
async function reachable(storage: LogStorage): Promise<void> {
  const until = Date.now() + BACK_WITHIN_MS
  while (!(await storage.waiting(1).then(() => true, () => false))) {
    if (Date.now() > until) throw new Error("the server did not come back")
    await sleep(50)
  }
}

/** Numbers what was left waiting, then looks for everything that was promised. */
async function check(): Promise<Checked> {
  store ??= await openStore({ dataFolder: folder, poolSize: 2, onProgress: (progress) => { if (progress.kind === "started" || progress.kind === "server-back") server = "pid" in progress ? progress.pid : server } })
  const storage = postgresStorage(store.db)
  await reachable(storage)
  const logKey = openLogKey(crypto, join(folder, "log.key"), ORIGIN)
  const policy: Policy = { logs: [{ key: logKey.key, url: null }], witnesses: [], quorum: { kind: "none" } }
  expect(await checkAtStart(storage, crypto, logKey.key)).toBeNull()
  const sequencer = new Sequencer({ storage, crypto, ...logKey, cadence: { kind: "steady", everyMs: 700, leaves: 64 }, clock: () => new Date(), blank: blankEntry })
  while ((await storage.waiting(1)) > 0) await sequencer.step()
  const { entries } = await auditLog(storage, logKey.key)
  const counts = new Map<string, number>()
  for (const entry of entries) counts.set(Buffer.from(entry).toString("hex"), (counts.get(Buffer.from(entry).toString("hex")) ?? 0) + 1)
  const lost = [...promised.values()].filter((entry) => !counts.has(entry)).length
  const doubled = [...counts.values()].filter((count) => count > 1).length
  for (const receipt of receipts.splice(0)) expect(checkReceipt(crypto, policy, Buffer.from(receipt, "base64"))).toMatchObject({ kind: "receipt" })
  return { size: entries.length, lost, doubled }
}

beforeAll(build)
afterAll(async () => {
  await store?.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

test(`${ROUNDS} kills: nothing lost, nothing doubled, every receipt holds`, async () => {
  let given = 0
  for (let at = 0; at < ROUNDS; at++) {
    await round(KINDS[at % KINDS.length] ?? "one")
    given += receipts.length
    const { size, lost, doubled } = await check()
    expect({ round: at, lost, doubled, told: told.filter(({ kind }) => kind === "bug" || kind === "read-only") }).toEqual({ round: at, lost: 0, doubled: 0, told: [] })
    if (at === ROUNDS - 1 || at % 20 === 19) process.stdout.write(`${at + 1} rounds, ${promised.size} acts, ${given} receipts, 0 lost, 0 doubled, ${size} entries\n`)
  }
  expect(promised.size).toBeGreaterThan(ROUNDS)
  expect(given).toBeGreaterThan(0)
}, 3_600_000)
