/**
 * The record, opened: the log is made or found, checked, and sequenced every 200 ms by whichever server gets the lock.
 *
 *     const record = await openRecord({ db, crypto, origin, keyFile, cadence, clock, today, law, onEvent })
 *     await record.keep(act, sent)            // in the database, durable
 *     await record.receipt(kept, 2_000)       // its receipt, or null: not numbered yet
 *     await record.close()
 *
 * The law is entered before the first turn: a log begins with its key and the law that its first acts are decided by.
 *
 * A server without the signing key serves, checks and does not sequence; the log's first entry names the key. One whose start checks fail, or that finds the log broken later, is
 * read-only: it says why, takes no acts, and signs nothing.
 */
import { setTimeout as sleep } from "node:timers/promises"
import type { Kysely, Transaction } from "kysely"
import type { Crypto } from "../kernel/log/crypto.ts"
import type { VerifierKey } from "../kernel/log/key.ts"
import type { Day } from "../law/types.ts"
import type { Tables } from "../store/tables.ts"
import { actSent, keepActs, readAct, type ActSent, type KeepResult, type KeptAct, type Sent } from "./acts.ts"
import { beginLog, keyOfLog } from "./begin-log.ts"
import type { Cadence } from "./cadence.ts"
import { blankEntry, type Act } from "./from-decision.ts"
import { enterLaw, type LawToEnter } from "./law-in-force.ts"
import type { LogStorage } from "./log-storage.ts"
import { policyOf, type ServedPolicy } from "./policy-file.ts"
import { postgresStorage } from "./postgres-storage.ts"
import { clearReceipt, publicReceipt, type PublicReceipt, type PublicReceiptParts } from "./public-receipt.ts"
import { Receipts } from "./receipts.ts"
import { LogBroken, Sequencer } from "./sequencer.ts"
import type { LogKey } from "./signing-key.ts"
import { checkRemembered, rememberedFile, rememberPublished } from "./remembered.ts"
import { checkAtStart, type StartTrouble } from "./start-checks.ts"
import { Together } from "./together.ts"
import { Witnessing, type WitnessEvent } from "./witnessing.ts"

export interface RecordParts {
  readonly db: Kysely<Tables>
  readonly crypto: Crypto
  readonly origin: string
  readonly keyFile: string
  /** The operator's witnesses; without it, or without the file, nobody is one. */
  readonly witnessFile?: string
  readonly cadence: Cadence
  readonly clock: () => Date
  /** Today, in the pack's time zone. */
  readonly today: () => Day
  /** What answers here; entered where another law, or none, was the last to be entered. */
  readonly law?: LawToEnter
  readonly onEvent: (event: RecordEvent) => void
}

export type ReadOnlyBecause = StartTrouble | { readonly kind: "log-broken"; readonly why: string }

export type RecordEvent =
  | { readonly kind: "log-made"; readonly key: string; readonly keyFile: string }
  | { readonly kind: "no-key"; readonly keyFile: string }
  | { readonly kind: "law-entered"; readonly digest: string }
  | { readonly kind: "read-only"; readonly because: ReadOnlyBecause }
  | { readonly kind: "published"; readonly size: number }
  /** A turn failed for a reason that may pass; it is tried again. Told once for each reason until a turn succeeds: on a full disk five lines a second are no help. */
  | { readonly kind: "turn-failed"; readonly error: unknown }
  | WitnessEvent

export type RecordState =
  | { readonly kind: "sequencing" }
  /** Takes acts; another server, which has the key, numbers them. */
  | { readonly kind: "serving" }
  | { readonly kind: "read-only"; readonly because: ReadOnlyBecause }

export type Kept =
  | KeepResult
  | { readonly kind: "read-only"; readonly because: ReadOnlyBecause }
  /** More waits than is numbered soon; try again in a few seconds. */
  | { readonly kind: "too-busy" }

export type KeptWith<Result> = { readonly kind: "written"; readonly result: Result } | Exclude<Kept, KeepResult>

const TURN_EVERY_MS = 200
/** Acts that may wait: some five seconds' worth. Past it, who sends is asked to wait. */
const MOST_WAITING = 20_000
/** Acts that share a commit, and commits under way: while one is written down the next is filled. */
const COMMITS = { most: 256, atOnce: 2 }

export interface OpenRecord {
  readonly storage: LogStorage
  readonly receipts: Receipts
  /** Of the log; `null` on a server without the signing key where the log's first entry names none. */
  readonly key: VerifierKey | null
  /** What is served of whose signatures count; `null` where `key` is. */
  readonly policy: ServedPolicy | null
  state(): RecordState
  keep(act: Act, sent: Sent | null): Promise<Kept>
  /** Keeps acts in one transaction with what belongs to them, where the record takes acts at all. */
  keepWith<Result>(write: (transaction: Transaction<Tables>) => Promise<Result>): Promise<KeptWith<Result>>
  read(reference: string): Promise<KeptAct | null>
  /** On the newest internal checkpoint; `null` where the entry has no place yet. No receipt is given that does not hold: the record is then read-only. */
  receipt(act: KeptAct, patienceMs: number): Promise<Uint8Array | null>
  /** On the newest public checkpoint, with its witnesses; `null` where the entry is not public yet. */
  publicReceipt(act: KeptAct): Promise<PublicReceipt | null>
  /** Of an entry in the clear, likewise; `null` for every other place. */
  clearReceipt(index: number): Promise<Uint8Array | null>
  /** Stops signing for good: somebody outside remembers what this database does not. */
  stopSigning(because: ReadOnlyBecause): void
  close(): Promise<void>
}

export async function openRecord(parts: RecordParts): Promise<OpenRecord> {
  const { db, crypto, keyFile, law, onEvent } = parts
  const storage = postgresStorage(db)
  const logKey = await beginLog({ ...parts, onMade: (key) => { onEvent({ kind: "log-made", key, keyFile }) } })
  if (logKey === null) onEvent({ kind: "no-key", keyFile })
  const key = logKey?.key ?? (await keyOfLog(db, crypto))
  if (key === null) return new RunningRecord(parts, storage, null, null, null)
  const policy = policyOf(crypto, key, parts.witnessFile ?? null)
  const broken = (await checkAtStart(storage, crypto, key)) ?? (await checkRemembered(storage, crypto, key, rememberedFile(keyFile)))
  if (logKey === null) return new RunningRecord(parts, storage, { key, policy }, null, broken)
  const witnessing = new Witnessing({ storage, db, crypto, key, policy: policy.policy, onEvent })
  const trouble = broken ?? (await witnessing.atStart())
  if (trouble === null && law !== undefined && (await enterLaw(db, law))) onEvent({ kind: "law-entered", digest: law.digest })
  return new RunningRecord(parts, storage, { key, policy }, { ...logKey, witnessing }, trouble)
}

/** Whose the log is, and whose signatures count. */
interface Known {
  readonly key: VerifierKey
  readonly policy: ServedPolicy
}

/** What a server that has the log's key holds besides. */
interface Signing extends LogKey {
  readonly witnessing: Witnessing
}

class RunningRecord implements OpenRecord {
  readonly storage: LogStorage
  readonly receipts: Receipts
  readonly key: VerifierKey | null
  readonly policy: ServedPolicy | null
  readonly #parts: RecordParts
  readonly #stopping = new AbortController()
  readonly #keeping: Together<ActSent, KeepResult>
  readonly #loops: readonly Promise<void>[]
  #state: RecordState
  #tooBusy = false
  /** What was told of turns that failed since one succeeded. */
  #failed = ""

  constructor(parts: RecordParts, storage: LogStorage, known: Known | null, signing: Signing | null, trouble: ReadOnlyBecause | null) {
    this.#parts = parts
    this.storage = storage
    this.receipts = new Receipts(storage, parts.crypto, known?.key ?? null)
    this.#keeping = new Together((acts) => keepActs(parts.db, acts), COMMITS)
    this.key = known?.key ?? null
    this.policy = known?.policy ?? null
    this.#state = signing === null ? { kind: "serving" } : { kind: "sequencing" }
    if (trouble !== null) this.#beReadOnly(trouble)
    this.#loops = trouble !== null ? [] : signing === null ? [this.#run(() => this.#measure())] : this.#sequence(signing)
  }

  state(): RecordState {
    return this.#state
  }

  async keep(act: Act, sent: Sent | null): Promise<Kept> {
    if (this.#state.kind !== "read-only" && !this.#tooBusy) return this.#keeping.do({ act, sent })
    // What was kept before is there, whatever the record takes now.
    const known = sent === null ? null : await actSent(this.#parts.db, sent)
    if (known !== null) return known
    return this.#state.kind === "read-only" ? this.#state : { kind: "too-busy" }
  }

  async keepWith<Result>(write: (transaction: Transaction<Tables>) => Promise<Result>): Promise<KeptWith<Result>> {
    if (this.#state.kind === "read-only") return this.#state
    return this.#tooBusy ? { kind: "too-busy" } : { kind: "written", result: await this.#parts.db.transaction().execute(write) }
  }

  read(reference: string): Promise<KeptAct | null> {
    return readAct(this.#parts.db, reference)
  }

  receipt({ pending, entry }: KeptAct, patienceMs: number): Promise<Uint8Array | null> {
    return this.#unlessBroken(this.receipts.wait(pending, entry, patienceMs))
  }

  async publicReceipt({ pending }: KeptAct): Promise<PublicReceipt | null> {
    const index = (await this.storage.placesOf([pending])).get(pending)
    const parts = this.#receiptParts()
    return parts === null || index === undefined ? null : this.#unlessBroken(publicReceipt(parts, index))
  }

  async clearReceipt(index: number): Promise<Uint8Array | null> {
    const parts = this.#receiptParts()
    return parts === null ? null : this.#unlessBroken(clearReceipt(parts, index))
  }

  stopSigning(because: ReadOnlyBecause): void {
    if (this.#state.kind !== "read-only") this.#beReadOnly(because)
    this.#stopping.abort()
  }

  #receiptParts(): PublicReceiptParts | null {
    const { storage, receipts, policy } = this
    const { db, crypto } = this.#parts
    return policy === null ? null : { storage, receipts, db, crypto, policy: policy.policy }
  }

  async #unlessBroken<Made>(receipt: Promise<Made | null>): Promise<Made | null> {
    return receipt.catch((error: unknown) => {
      if (!(error instanceof LogBroken)) throw error
      this.stopSigning({ kind: "log-broken", why: error.message })
      return null
    })
  }

  async close(): Promise<void> {
    this.#stopping.abort()
    await Promise.all(this.#loops)
  }

  async #beWitnessed(witnessing: Witnessing): Promise<void> {
    const alarm = await witnessing.run(this.#stopping.signal, (error) => { this.#parts.onEvent({ kind: "turn-failed", error }) })
    if (alarm !== null) this.stopSigning(alarm)
  }

  #beReadOnly(because: ReadOnlyBecause): void {
    this.#state = { kind: "read-only", because }
    this.#parts.onEvent({ kind: "read-only", because })
  }

  #sequence(signing: Signing): readonly Promise<void>[] {
    const { witnessing } = signing
    const sequencer = new Sequencer({ ...this.#parts, storage: this.storage, ...signing, blank: blankEntry })
    return [this.#run(() => this.#turn(sequencer, witnessing)), this.#beWitnessed(witnessing)]
  }

  /** A turn every 200 ms; at once again while one was full. */
  async #run(turn: () => Promise<boolean>): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      const started = performance.now()
      const full = await turn()
      const rest = full ? 0 : TURN_EVERY_MS - (performance.now() - started)
      if (rest > 0) await sleep(rest, undefined, { signal }).catch(() => undefined)
    }
  }

  async #turn(sequencer: Sequencer, witnessing: Witnessing): Promise<boolean> {
    try {
      const stepped = await sequencer.step()
      this.#failed = ""
      if (stepped.kind === "busy") return await this.#measure()
      if (stepped.numbered > 0) this.receipts.grown()
      if (stepped.published !== null) {
        if (this.#parts.cadence.kind === "steady") await rememberPublished(this.storage, rememberedFile(this.#parts.keyFile), stepped.published)
        this.#parts.onEvent({ kind: "published", size: stepped.published })
        witnessing.published()
      }
      if (stepped.full) await this.#measure()
      else this.#tooBusy = false
      return stepped.full
    } catch (error) {
      if (error instanceof LogBroken) this.stopSigning({ kind: "log-broken", why: error.message })
      else this.#tellFailure(error)
      return await this.#measure()
    }
  }

  #tellFailure(error: unknown): void {
    const said = String(error)
    if (said !== this.#failed) this.#parts.onEvent({ kind: "turn-failed", error })
    this.#failed = said
  }

  /** How much waits, where no turn of this server has taken it all: it was full, it failed, or others have the turns. */
  async #measure(): Promise<false> {
    this.#tooBusy = await this.storage.waiting(MOST_WAITING).then((waiting) => waiting === MOST_WAITING, () => this.#tooBusy)
    return false
  }
}
