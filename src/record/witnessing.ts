/**
 * The log's side of witnessing: each public checkpoint goes to every witness at once, and what comes back is kept if it holds.
 *
 * Publication does not wait for it. Whoever has not cosigned is asked again every 30 s; any server with the log's key may ask, and two
 * at once do no harm: the second is told a size that is not larger, or finds the line kept. A witness that remembers more than was
 * published here, or another tree under the log's own signature, has seen what this database has not: then nothing may be signed.
 */
import { setTimeout as sleep } from "node:timers/promises"
import { sql, type Kysely } from "kysely"
import type { Crypto } from "../kernel/log/crypto.ts"
import { emptyRoot, treeSize, type Hash, type TreeSize } from "../kernel/log/hashes.ts"
import type { VerifierKey } from "../kernel/log/key.ts"
import { openCheckpoint } from "../kernel/log/open-checkpoint.ts"
import type { Policy } from "../kernel/log/policy.ts"
import { planConsistency, planRoot, readerOf, readProof, type ProofPlan } from "../kernel/log/tile-proofs.ts"
import { bug } from "../kernel/text/bug.ts"
import { equalBytes } from "../kernel/text/bytes.ts"
import type { Tables } from "../store/tables.ts"
import type { LogStorage, StoredCheckpoint } from "./log-storage.ts"
import { askWitness, newestAt, type Asked, type AskFailed, type WitnessAddress } from "./witness-client.ts"

export interface WitnessingParts {
  readonly storage: LogStorage
  readonly db: Kysely<Tables>
  readonly crypto: Crypto
  readonly key: VerifierKey
  readonly policy: Policy
  readonly onEvent: (event: WitnessEvent) => void
}

export type WitnessEvent =
  | { readonly kind: "cosigned"; readonly witness: string; readonly size: number }
  /** Told once for each reason until the witness cosigns again. */
  | { readonly kind: "not-cosigned"; readonly witness: string; readonly size: number; readonly because: AskFailed }

/** Why signing must stop. */
export type WitnessAlarm =
  | { readonly kind: "witness-ahead"; readonly witness: string; readonly size: number; readonly published: number }
  | { readonly kind: "log-broken"; readonly why: string }

const AGAIN_MS = 30_000
/** For one witness, a second try included. */
const PATIENCE_MS = 2_000

export class Witnessing {
  readonly #parts: WitnessingParts
  readonly #witnesses: readonly WitnessAddress[]
  readonly #told = new Map<string, string>()
  #nudge = new AbortController()

  constructor(parts: WitnessingParts) {
    this.#parts = parts
    this.#witnesses = parts.policy.witnesses.flatMap(({ name, key, url }) => (url === null ? [] : [{ name, key, url }]))
  }

  /** A first round before anything is signed again, which nobody waits for past two seconds: who does not answer in time is asked later. */
  atStart(): Promise<WitnessAlarm | null> {
    return Promise.race([this.round(), sleep(PATIENCE_MS, null, { ref: false })])
  }

  /** Asks until it is stopped or alarmed; throws nothing. `onTrouble` hears of a database that failed; it is tried again. */
  async run(signal: AbortSignal, onTrouble: (error: unknown) => void): Promise<WitnessAlarm | null> {
    while (!signal.aborted && this.#witnesses.length > 0) {
      this.#nudge = new AbortController()
      const alarm = await this.round().catch((error: unknown) => { onTrouble(error); return null })
      if (alarm !== null) return alarm
      await sleep(AGAIN_MS, undefined, { signal: AbortSignal.any([signal, this.#nudge.signal]) }).catch(() => undefined)
    }
    return null
  }

  /** Something was published: no reason to wait. */
  published(): void {
    this.#nudge.abort()
  }

  /** Asks each witness that has not cosigned the newest public checkpoint. Before the first publication, what they remember. */
  async round(): Promise<WitnessAlarm | null> {
    const { storage, db } = this.#parts
    const published = await storage.newestPublication()
    const checkpoint = published === null ? null : ((await storage.readCheckpoint(published.size)) ?? bug("record/witnessing: a publication without a checkpoint"))
    const cosigned = await db.selectFrom("log_cosignature").select("witness").where("size", "=", checkpoint?.size ?? -1).execute()
    const missing = this.#witnesses.filter(({ key }) => !cosigned.some(({ witness }) => witness === idOf(key)))
    const alarms = await Promise.all(missing.map((witness) => (checkpoint === null ? this.#lookAt(witness) : this.#send(witness, checkpoint))))
    return alarms.find((alarm) => alarm !== null) ?? null
  }

  async #send(witness: WitnessAddress, checkpoint: StoredCheckpoint): Promise<WitnessAlarm | null> {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const known = await this.#knownSize(witness)
    if (known > checkpoint.size) return null // another server published and sent more meanwhile
    const first = await this.#ask(witness, checkpoint, known, signal)
    const asked = first.kind === "other-size" && first.size <= checkpoint.size ? await this.#ask(witness, checkpoint, treeSize(first.size), signal) : first
    switch (asked.kind) {
      case "cosigned":
        await this.#keep(witness, checkpoint.size, asked.line)
        return null
      case "other-size":
        return asked.size > checkpoint.size ? this.#ahead(witness, asked.size) : this.#failed(witness, checkpoint.size, { kind: "refused", status: 409 })
      case "refused":
        this.#failed(witness, checkpoint.size, asked)
        return asked.status === 422 ? this.#lookAt(witness) : null
      case "unreachable":
      case "cosignature-missing":
      case "cosignature-wrong":
        return this.#failed(witness, checkpoint.size, asked)
    }
  }

  async #ask(witness: WitnessAddress, { size, note }: StoredCheckpoint, old: TreeSize, signal: AbortSignal): Promise<Asked> {
    const { crypto } = this.#parts
    const hashes = old === 0 || old === size ? [] : await this.#read(planConsistency(old, size))
    return askWitness(crypto, witness, { old, hashes, checkpoint: note }, signal)
  }

  async #read(plan: ProofPlan): Promise<readonly Hash[]> {
    const { storage, crypto } = this.#parts
    const reader = readerOf(plan.tiles, await storage.readTiles(plan.tiles)) ?? bug("record/witnessing: a tile of a signed tree is missing")
    return readProof(crypto, plan, reader)
  }

  async #knownSize({ key }: WitnessAddress): Promise<TreeSize> {
    const row = await this.#parts.db.selectFrom("log_witness").select("size").where("name", "=", idOf(key)).executeTakeFirst()
    return treeSize(row?.size ?? 0)
  }

  async #keep({ name, key }: WitnessAddress, size: TreeSize, line: string): Promise<void> {
    const { db, onEvent } = this.#parts
    const { numInsertedOrUpdatedRows } = await db.insertInto("log_cosignature").values({ size, witness: idOf(key), line }).onConflict((conflict) => conflict.doNothing()).executeTakeFirstOrThrow()
    await sql`
      insert into log_witness (name, size, at) values (${idOf(key)}, ${size}, now())
      on conflict (name) do update set size = greatest(log_witness.size, excluded.size), at = excluded.at`.execute(db)
    this.#told.delete(name)
    if (numInsertedOrUpdatedRows === 1n) onEvent({ kind: "cosigned", witness: name, size })
  }

  #failed({ name }: WitnessAddress, size: number, because: AskFailed): null {
    const reason = JSON.stringify(because)
    if (this.#told.get(name) !== reason) this.#parts.onEvent({ kind: "not-cosigned", witness: name, size, because })
    this.#told.set(name, reason)
    return null
  }

  /** Larger than what was published, unless another server published it meanwhile. */
  async #ahead({ name }: WitnessAddress, size: number): Promise<WitnessAlarm | null> {
    const published = (await this.#parts.storage.newestPublication())?.size ?? 0
    return size > published ? { kind: "witness-ahead", witness: name, size, published } : null
  }

  /** What the witness shows, where the log's own signature is on it: a tree that is not this one's beginning is the proof of a fork. */
  async #lookAt(witness: WitnessAddress): Promise<WitnessAlarm | null> {
    const { crypto, key } = this.#parts
    const note = await newestAt(crypto, witness, key.name, AbortSignal.timeout(PATIENCE_MS))
    const opened = note === null ? null : openCheckpoint(crypto, { logs: [{ key, url: null }], witnesses: [], quorum: { kind: "none" } }, note)
    if (opened?.kind !== "opened") return null
    const { size, root } = opened.checkpoint
    const ahead = await this.#ahead(witness, size)
    if (ahead !== null || equalBytes(root, await this.#rootAt(size))) return ahead
    return { kind: "log-broken", why: `the witness ${witness.name} holds another tree of ${size} entries, signed by this log` }
  }

  async #rootAt(size: TreeSize): Promise<Hash> {
    if (size === 0) return emptyRoot(this.#parts.crypto)
    const [root] = await this.#read(planRoot(size))
    return root ?? bug("record/witnessing: a tree without a root")
  }
}

/** A witness is its key: renamed in the policy it is the same, under a new key another. */
function idOf({ name, id }: VerifierKey): string {
  return `${name}+${id}`
}
