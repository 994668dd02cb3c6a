/**
 * `npm run bench -- record`: how fast acts are kept, numbered, signed and proved on the embedded server, beside what the machine can do
 * at best, and what the record costs as it grows. Every number printed was measured by the run that prints it.
 *
 *     npm run bench -- record [--quick]
 */
import { mkdtempSync, rmSync } from "node:fs"
import { cpus, loadavg, tmpdir } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { dayIn } from "../src/law/days.ts"
import { nodeCrypto as crypto } from "../src/record/node-crypto.ts"
import { openRecord, type RecordEvent } from "../src/record/open-record.ts"
import { openStore } from "../src/store/database.ts"
import { CLOCK } from "./answers/clock.ts"
import { printRate, printTable } from "./answers/tables.ts"
import { acts, counters, inserts, sha256, type ActsRun } from "./record/acts.ts"
import { Costs, COSTS_HEAD } from "./record/costs.ts"
import { overHttp, type HttpRun } from "./record/over-http.ts"
import { DONE, run, WRITERS, type Run } from "./record/run.ts"
import { verification } from "./record/verification.ts"

const { values: options } = parseArgs({ options: { quick: { type: "boolean", default: false } } })
const SECONDS = options.quick ? 2 : 8
const SIZES = options.quick ? [10_000] : [10_000, 100_000, 1_000_000]
const EXPECTED = { perSecond: 6_000, p99: 500 }
/** As many as there are writers, and as many as fill the time that each waits for its turn. */
const CLIENTS = [WRITERS, 8 * WRITERS]

// npm runs scripts in the package's folder; the bundle this file becomes lies elsewhere.
const root = process.cwd()
const load = (): string => (loadavg()[0] ?? 0).toFixed(2)

/** Each part in a folder of its own, with the load while it ran. */
async function inFolder<Result>(name: string, work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), `writ-bench-record-`))
  const [before, began] = [load(), performance.now()]
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
    process.stderr.write(`${name}: ${((performance.now() - began) / 1000).toFixed(0)} s, load ${before} to ${load()}\n`)
  }
}

function tell(event: RecordEvent): void {
  if (event.kind === "read-only" || event.kind === "turn-failed") process.stderr.write(`${event.kind} ${String("error" in event ? event.error : "")}\n`)
}

interface Acts {
  readonly kept: ActsRun
  readonly limit: Run
  readonly counted: Run
}

async function inProcess(folder: string): Promise<Acts> {
  const store = await openStore({ dataFolder: folder, poolSize: WRITERS + 4 })
  try {
    const record = await openRecord({ db: store.db, crypto, origin: "bench.example/record", keyFile: join(folder, "log.key"), cadence: { kind: "at-once" }, clock: () => new Date(), today: () => dayIn("UTC", new Date()), onEvent: tell })
    await run(1, async () => { await record.storage.waiting(1); return DONE })
    await acts(record, 1)
    const kept = await acts(record, SECONDS)
    const limit = await inserts(store, SECONDS)
    await record.close()
    return { kept, limit, counted: await counters(store, SECONDS) }
  } finally {
    await store.close()
  }
}

async function costs(folder: string): Promise<readonly (readonly string[])[]> {
  const store = await openStore({ dataFolder: folder, poolSize: 4 })
  try {
    const measured = await Costs.on(store, folder)
    const rows: (readonly string[])[] = []
    for (const size of SIZES) rows.push(await measured.at(size))
    return rows
  } finally {
    await store.close()
  }
}

function row(name: string, { perSecond, p50, p99 }: Run, processor: number | null, note: string): readonly string[] {
  return [name, printRate(perSecond), p50.toFixed(0), p99.toFixed(0), processor?.toFixed(0) ?? "", note]
}

/** Whether what is expected was reached, part by part. */
function verdict({ perSecond, p99 }: Run): string {
  const say = (reached: boolean): string => (reached ? "reached" : "MISSED")
  return `expected ${EXPECTED.perSecond.toLocaleString("en-US")}: ${say(perSecond >= EXPECTED.perSecond)}; p99 ${String(EXPECTED.p99)}: ${say(p99 <= EXPECTED.p99)}`
}

function httpRow(one: HttpRun): readonly string[] {
  return row(`the same through HTTP, ${String(one.clients)} clients`, one, one.processor, one.without === 0 ? "every answer a 201 with its receipt" : `${String(one.without)} answers without a receipt`)
}

const before = load()
const { kept, limit, counted } = await inFolder("acts", inProcess)
const served = await inFolder("HTTP", (folder) => overHttp(root, folder, CLIENTS, SECONDS))
const hashes = sha256()
const verified: (readonly string[])[] = []
for (const size of SIZES) verified.push(await verification(size))
const cost = await inFolder("costs", costs)

process.stdout.write(`${[
  `${cpus()[0]?.model ?? "unknown"}, ${String(cpus().length)} CPUs · Node ${process.version} · ${String(WRITERS)} writers, ${String(SECONDS)} s a row\nLoad average ${before} before, ${load()} after: whatever else runs makes all of it slower.`,
  printTable({
    title: "Table 1. Acts a second on the embedded server, fsync on", head: ["", "a second", "p50 ms", "p99 ms", "CPU µs", "note"], left: new Set([0, 5]),
    rows: [
      row("acts, committed, sequenced, signed, with receipt", kept, kept.processor, verdict(kept)),
      ...served.map(httpRow),
      row("limit: single-row inserts", limit, null, "as many connections, nothing else"),
      row("a counter in each act's transaction", counted, null, "the naive way: no tree, no signature, no receipt"),
      ["limit: SHA-256 of 65 bytes", printRate(hashes), "", "", "", CLOCK],
    ],
  }),
  printTable({ title: `Table 2. A whole log verified (${CLOCK})`, head: ["entries", "entries/s", "expected", "", "µs a proof alone"], left: new Set([3]), rows: verified }),
  printTable({ title: "Table 3. What the record costs at a size; bytes stored for an entry, indexes included", head: COSTS_HEAD, left: new Set(), rows: cost }),
].join("\n\n")}\n`)
