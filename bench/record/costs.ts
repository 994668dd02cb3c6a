/**
 * What the record costs at a size: a database filled to it, then turns and receipts in it, and what it stores.
 *
 * Filling goes through the queue and the sequencer, act by act as in earnest; only the rows of acts come in bulk from SQL, with
 * openings as long as a decision's, since a program that made a million of them would be what is measured.
 */
import { join } from "node:path"
import { sql } from "kysely"
import type { Store } from "../../src/store/database.ts"
import { nodeCrypto as crypto } from "../../src/record/node-crypto.ts"
import { blankEntry } from "../../src/record/from-decision.ts"
import type { LogStorage, PendingId } from "../../src/record/log-storage.ts"
import { postgresStorage } from "../../src/record/postgres-storage.ts"
import { Receipts } from "../../src/record/receipts.ts"
import { BATCH, Sequencer } from "../../src/record/sequencer.ts"
import { openLogKey } from "../../src/record/signing-key.ts"
import { emptyRoot } from "../../src/kernel/log/hashes.ts"
import { printOpening } from "../../src/kernel/receipt/opening.ts"
import { printRate } from "../answers/tables.ts"
import { newAct } from "./acts.ts"

const ORIGIN = "bench.example/record"
/** Acts that wait at 6,000 a second when a turn comes every 200 ms. */
const TURN = 1200
const TURNS = 5
const TABLES = ["log_entry", "log_tile", "log_checkpoint", "log_pending", "act"] as const

export class Costs {
  readonly #store: Store
  readonly #storage: LogStorage
  readonly #sequencer: Sequencer
  readonly #receipts: Receipts

  private constructor(store: Store, folder: string) {
    this.#store = store
    this.#storage = postgresStorage(store.db)
    const logKey = openLogKey(crypto, join(folder, "costs.key"), ORIGIN)
    this.#sequencer = new Sequencer({ storage: this.#storage, crypto, ...logKey, cadence: { kind: "steady", everyMs: 3_600_000, leaves: 64 }, clock: () => new Date(), blank: blankEntry })
    this.#receipts = new Receipts(this.#storage, crypto)
  }

  static async on(store: Store, folder: string): Promise<Costs> {
    const costs = new Costs(store, folder)
    await costs.#storage.create(ORIGIN, emptyRoot(crypto))
    return costs
  }

  /** Fills up to `size` entries and measures; sizes come in growing sequence. */
  async at(size: number): Promise<readonly string[]> {
    const began = performance.now()
    const before = (await this.#storage.head()).size
    while ((await this.#storage.head()).size < size - TURN * TURNS) {
      await this.#enter(Math.min(10 * BATCH, size - TURN * TURNS - (await this.#storage.head()).size))
      await this.#turns()
    }
    const filled = ((await this.#storage.head()).size - before) / ((performance.now() - began) / 1000)
    const turns: number[] = []
    const [together, alone]: [number[], number[]] = [[], []]
    for (let turn = 0; turn < TURNS; turn++) {
      const pending = await this.#enter(TURN)
      turns.push(await milliseconds(() => this.#turns()))
      together.push((await milliseconds(() => this.#receive(pending))) / TURN)
      alone.push(await milliseconds(() => this.#receive([pending[turn] ?? { id: 0 as PendingId, entry: blankEntry() }])))
    }
    await sql`analyze`.execute(this.#store.db).catch(() => undefined)
    const reached = (await this.#storage.head()).size
    const bytes = await this.#bytes()
    return [reached.toLocaleString("en-US"), printRate(filled), median(turns).toFixed(0), (1000 * median(together)).toFixed(0), median(alone).toFixed(1), ...bytes.map((one) => (one / reached).toFixed(0)), (bytes.reduce((sum, one) => sum + one, 0) / reached).toFixed(0)]
  }

  /** Acts with entries that wait, in one statement. */
  async #enter(count: number): Promise<readonly { readonly id: PendingId; readonly entry: Uint8Array }[]> {
    const opening = Buffer.from(printOpening(newAct().opening))
    const { rows } = await sql<{ id: number; entry: Uint8Array }>`
      with queued as (insert into log_pending (entry) select '\\x0100'::bytea || sha256(uuid_send(gen_random_uuid())) from generate_series(1, ${count}::int) returning id, entry),
      kept as (insert into act (reference, kind, pending, department, at, closed_at, opening)
        select upper(left(encode(sha256(entry), 'hex'), 14)), 'decision', id, 'cpd', now(), now(), ${opening}::bytea from queued)
      select id, entry from queued`.execute(this.#store.db)
    return rows.map(({ id, entry }) => ({ id: id as PendingId, entry }))
  }

  async #turns(): Promise<void> {
    for (;;) {
      const stepped = await this.#sequencer.step()
      if (stepped.kind === "busy") throw new Error("somebody else sequences")
      if (!stepped.full) return
    }
  }

  async #receive(pending: readonly { readonly id: PendingId; readonly entry: Uint8Array }[]): Promise<void> {
    const receipts = await Promise.all(pending.map(({ id, entry }) => this.#receipts.wait(id, entry, 60_000)))
    if (receipts.includes(null)) throw new Error("an act without a receipt")
  }

  /** Of each table, indexes included. */
  async #bytes(): Promise<readonly number[]> {
    const { rows } = await sql<{ bytes: number }>`select pg_total_relation_size(name::regclass) as bytes from unnest(${[...TABLES]}::text[]) with ordinality as t (name, at) order by at`.execute(this.#store.db)
    return rows.map(({ bytes }) => bytes)
  }
}

export const COSTS_HEAD = ["entries", "filled/s", `turn of ${String(TURN)}, ms`, "receipt in it, µs", "receipt alone, ms", ...TABLES, "bytes an entry"]

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0
}
