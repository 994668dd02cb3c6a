/**
 * `npm run bench -- record`: how fast acts are kept, numbered, signed and proved on the embedded server, beside what the machine can do
 * at best. Every number printed was measured by the run that prints it.
 *
 *     npm run bench -- record [--quick]
 */
import { createHash, randomBytes } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { cpus, loadavg, tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { parseArgs } from "node:util"
import { sql } from "kysely"
import { edgeRoot, EMPTY_EDGE, grow } from "../src/kernel/log/growth.ts"
import { leafHash, leafIndex } from "../src/kernel/log/hashes.ts"
import { checkInclusion } from "../src/kernel/log/proofs.ts"
import { planInclusion, readerOf, readProof } from "../src/kernel/log/tile-proofs.ts"
import { printEntry } from "../src/kernel/receipt/entry.ts"
import { commitmentOf, type Opening } from "../src/kernel/receipt/opening.ts"
import { dayIn } from "../src/law/days.ts"
import type { KeptAct } from "../src/record/acts.ts"
import { blankEntry, newReference, type Act } from "../src/record/from-decision.ts"
import { nodeCrypto as crypto } from "../src/record/node-crypto.ts"
import { openRecord, type OpenRecord } from "../src/record/open-record.ts"
import { openStore, type Store } from "../src/store/database.ts"
import { printRate, printTable } from "./answers/tables.ts"

const { values: options } = parseArgs({ options: { quick: { type: "boolean", default: false } } })
const WRITERS = 64
const SECONDS = options.quick ? 2 : 10
const SIZES = options.quick ? [10_000] : [10_000, 100_000, 1_000_000]

interface Run {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
}

/** What the writer does not wait for, and whoever sent it does. */
interface Sent {
  readonly answered: Promise<void>
}

/** Each writer does its next as soon as its last is done; `work` may go on after it to a time that counts (a receipt). */
async function run(work: () => Promise<Sent>): Promise<Run> {
  const took: number[] = []
  const rest: Promise<unknown>[] = []
  const began = performance.now()
  const until = began + SECONDS * 1000
  await Promise.all(Array.from({ length: WRITERS }, async () => {
    while (performance.now() < until) {
      const sent = performance.now()
      rest.push((await work()).answered.then(() => took.push(performance.now() - sent)))
    }
  }))
  await Promise.all(rest)
  const perSecond = (took.length / (performance.now() - began)) * 1000
  const sorted = took.sort((one, other) => one - other)
  return { perSecond, p50: sorted[Math.floor(sorted.length / 2)] ?? 0, p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0 }
}

const DONE: Sent = { answered: Promise.resolve() }

function newAct(): Act {
  const reference = newReference()
  const group = (fields: Record<string, string>) => ({ key: randomBytes(32), fields })
  const opening: Opening = new Map([
    ["cell", group({ department: "cpd", question: "joint-duty", outcome: "prohibited", law: "0".repeat(64), month: "2026-11" })],
    ["act", group({ kind: "decision", reference, at: new Date().toISOString(), on: "2026-11-25" })],
    ["facts", group({ purpose: "immigration" })],
  ])
  return { reference, kind: "decision", department: "cpd", incident: null, at: new Date(), opening, entry: printEntry({ kind: "sealed", commitment: commitmentOf(crypto, opening) }) }
}

async function receiptOf(record: OpenRecord, act: KeptAct): Promise<void> {
  if ((await record.receipt(act, 60_000)) === null) throw new Error("an act without a receipt")
}

async function acts(record: OpenRecord): Promise<Run> {
  let away = 0
  const measured = await run(async () => {
    const kept = await record.keep(newAct(), null)
    if (kept.kind === "kept") return { answered: receiptOf(record, kept.act) }
    away += 1
    await sleep(100)
    return DONE
  })
  if (away > 0) process.stderr.write(`${String(away)} times too busy\n`)
  return measured
}

async function inserts({ db }: Store): Promise<Run> {
  return run(async () => {
    await sql`insert into kept (digest, bytes) values (${randomBytes(32).toString("hex")}, ${randomBytes(34)})`.execute(db)
    return DONE
  })
}

/** The naive way: each act takes the next number itself, under the head's lock. */
function counters({ db }: Store): Promise<Run> {
  return run(async () => {
    await db.transaction().execute(async (transaction) => {
      await sql`insert into kept (digest, bytes) values (${randomBytes(32).toString("hex")}, ${randomBytes(34)})`.execute(transaction)
      await sql`update log_head set size = size + 1`.execute(transaction)
    })
    return DONE
  })
}

function perSecond(count: number, work: () => void): number {
  const began = performance.now()
  work()
  return (count / (performance.now() - began)) * 1000
}

function sha256(): number {
  const node = randomBytes(65)
  return perSecond(1_000_000, () => { for (let at = 0; at < 1_000_000; at++) createHash("sha256").update(node).digest() })
}

/** A whole log from its entries: every leaf, every tile, the root. And what a proof costs in it. */
function verification(size: number): readonly string[] {
  const entries = Array.from({ length: size }, blankEntry)
  const tiles = new Map<string, Uint8Array>()
  let edge = EMPTY_EDGE
  const rate = perSecond(size, () => {
    for (let from = 0; from < size; from += 4096) {
      const grown = grow(crypto, edge, entries.slice(from, from + 4096).map((entry) => leafHash(crypto, entry)))
      edge = grown.edge
      for (const { level, index, hashes } of grown.tiles) tiles.set(`${String(level)}/${String(index)}`, hashes)
    }
  })
  const head = { size: edge.size, root: edgeRoot(crypto, edge) }
  const tries = 2_000
  const proofs = perSecond(tries, () => {
    for (let at = 0; at < tries; at++) {
      const index = leafIndex(Math.floor((at * size) / tries))
      const plan = planInclusion(index, head.size)
      const read = readerOf(plan.tiles, plan.tiles.map(({ level, index: place }) => tiles.get(`${String(level)}/${String(place)}`) ?? null))
      if (read === null) throw new Error("a tile is missing")
      const held = checkInclusion(crypto, { index, leaf: leafHash(crypto, entries[index] ?? new Uint8Array(0)), hashes: readProof(crypto, plan, read) }, head)
      if (held.kind !== "holds") throw new Error(held.kind)
    }
  })
  const bytes = [...tiles.values()].reduce((sum, tile) => sum + tile.length, 0)
  return [size.toLocaleString("en-US"), printRate(rate), (1e6 / proofs).toFixed(0), (bytes / size).toFixed(1), (34).toString()]
}

/** What each table takes on disk, indexes included, for an entry. */
async function storage({ db }: Store): Promise<readonly (readonly string[])[]> {
  await sql`select 1`.execute(db)
  const { rows } = await sql<{ name: string; bytes: number; entries: number }>`
    select name, pg_total_relation_size(name::regclass) as bytes, (select size from log_head) as entries
    from unnest(array['log_entry', 'log_tile', 'log_checkpoint', 'act']) as name`.execute(db)
  return rows.map(({ name, bytes, entries }) => [name, (bytes / entries).toFixed(1)])
}

const folder = mkdtempSync(join(tmpdir(), "writ-bench-record-"))
const before = loadavg()[0] ?? 0
const store = await openStore({ dataFolder: folder, poolSize: WRITERS + 4 })
const record = await openRecord({
  db: store.db, crypto, origin: "bench.example/record", keyFile: join(folder, "log.key"), cadence: { kind: "at-once" },
  clock: () => new Date(), today: () => dayIn("UTC", new Date()), onEvent: (event) => { if (event.kind === "read-only" || event.kind === "turn-failed") process.stderr.write(`${event.kind} ${String("error" in event ? event.error : "")}\n`) },
})
try {
  await run(async () => { await record.storage.waiting(1); return DONE })
  const kept = await acts(record)
  const stored = await storage(store)
  const limit = await inserts(store)
  await record.close()
  const counted = await counters(store)
  const hashes = sha256()
  const row = (name: string, { perSecond: rate, p50, p99 }: Run, note: string): readonly string[] => [name, printRate(rate), p50.toFixed(0), p99.toFixed(0), note]
  process.stdout.write(`${[
    `${cpus()[0]?.model ?? "unknown"}, ${String(cpus().length)} CPUs · Node ${process.version} · ${String(WRITERS)} writers, ${String(SECONDS)} s a row\nLoad average ${before.toFixed(2)} before, ${(loadavg()[0] ?? 0).toFixed(2)} after: whatever else runs makes all of it slower.`,
    printTable({
      title: "Table 1. Acts a second on the embedded server, fsync on", head: ["", "a second", "p50 ms", "p99 ms", "note"], left: new Set([0, 4]),
      rows: [
        row("acts, committed, sequenced, signed, with receipt", kept, `submit to receipt; expected 6,000 and 500: ${kept.perSecond >= 6000 && kept.p99 <= 500 ? "reached" : "MISSED"}`),
        row("limit: single-row inserts", limit, "as many connections, nothing else"),
        row("a counter in each act's transaction", counted, "the naive way: no tree, no signature, no receipt"),
        ["limit: SHA-256 of 65 bytes", printRate(hashes), "", "", "one thread"],
      ],
    }),
    printTable({ title: "Table 2. A whole log verified from its entries, one thread", head: ["entries", "entries/s", "µs a proof", "tile bytes/entry", "entry bytes"], left: new Set(), rows: SIZES.map(verification) }),
    printTable({ title: "Table 3. Bytes stored for an entry, indexes included", head: ["table", "bytes"], left: new Set([0]), rows: stored }),
  ].join("\n\n")}\n`)
} finally {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
}
