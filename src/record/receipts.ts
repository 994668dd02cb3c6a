/**
 * Receipts: waiting for an entry's place, and the proof that it stands there.
 *
 * Whichever server sequences, each asks the database where its own entries stand: once when an entry comes, then whenever the newest
 * checkpoint has another size, all that wait in one query; their proofs are made from one tree. A receipt rests on an internal
 * checkpoint; once the public log contains the entry there is one on a public checkpoint.
 */
import type { Crypto } from "../kernel/log/crypto.ts"
import { leafIndex, type TreeSize } from "../kernel/log/hashes.ts"
import { printProofFile } from "../kernel/log/proof-file.ts"
import { planInclusion, readerOf, TreeReader, type HashTile } from "../kernel/log/tile-proofs.ts"
import { bug } from "../kernel/text/bug.ts"
import { utf8 } from "../kernel/text/bytes.ts"
import type { LogStorage, PendingId, StoredCheckpoint } from "./log-storage.ts"

const POLL_MS = 50
const NOWHERE: ReadonlyMap<PendingId, number> = new Map()

interface Waiting {
  readonly pending: PendingId
  readonly entry: Uint8Array
  readonly resolve: (receipt: Uint8Array | null) => void
  readonly reject: (error: unknown) => void
  readonly until: number
}

export class Receipts {
  readonly #storage: LogStorage
  readonly #crypto: Crypto
  readonly #waiting = new Set<Waiting>()
  /** Of those that wait, who came since all were asked for. */
  readonly #new: Waiting[] = []
  #askedAt: TreeSize | null = null
  #polling = false
  #hasGrown = false
  #wake = (): void => undefined

  constructor(storage: LogStorage, crypto: Crypto) {
    this.#storage = storage
    this.#crypto = crypto
  }

  /** The receipt of an entry, as soon as it has a place; `null` where it has none after `patienceMs`. What fails is tried again until then. */
  wait(pending: PendingId, entry: Uint8Array, patienceMs: number): Promise<Uint8Array | null> {
    return new Promise((resolve, reject) => {
      const waiting = { pending, entry, resolve, reject, until: performance.now() + patienceMs }
      this.#waiting.add(waiting)
      this.#new.push(waiting)
      if (!this.#polling) void this.#poll()
    })
  }

  /** The log has grown, as this server knows: who waits need not wait until it is asked again. */
  grown(): void {
    this.#hasGrown = true
    this.#wake()
  }

  async #poll(): Promise<void> {
    this.#polling = true
    while (this.#waiting.size > 0) {
      this.#hasGrown = false
      await this.#serve().then(() => { this.#giveUp((waiting) => { waiting.resolve(null) }) }, (error: unknown) => {
        this.#askedAt = null
        this.#giveUp((waiting) => { waiting.reject(error) })
      })
      if (this.#waiting.size > 0) await this.#pause()
    }
    this.#polling = false
  }

  async #pause(): Promise<void> {
    if (this.#hasGrown) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, POLL_MS)
      this.#wake = () => { clearTimeout(timer); resolve() }
    })
  }

  /** Who asked and has no more patience. Whoever came while others were asked for is asked for first. */
  #giveUp(tell: (waiting: Waiting) => void): void {
    const now = performance.now()
    const unasked = new Set(this.#new)
    for (const waiting of this.#waiting) {
      if (waiting.until > now || unasked.has(waiting)) continue
      this.#waiting.delete(waiting)
      tell(waiting)
    }
  }

  async #serve(): Promise<void> {
    const checkpoint = await this.#storage.newestCheckpoint()
    const came = this.#new.splice(0)
    // The checkpoint is read first: what is numbered after it is found when there is a newer one.
    const asked = checkpoint?.size === this.#askedAt ? came : [...this.#waiting]
    const places = asked.length === 0 || checkpoint === null ? NOWHERE : await this.#storage.placesOf(asked.map(({ pending }) => pending))
    const placed = asked.flatMap((waiting) => {
      const index = places.get(waiting.pending)
      return checkpoint === null || index === undefined || index >= checkpoint.size ? [] : [{ waiting, index, entry: waiting.entry }]
    })
    const receipts = checkpoint === null ? [] : await this.make(placed, checkpoint)
    placed.forEach(({ waiting }, at) => {
      this.#waiting.delete(waiting)
      waiting.resolve(receipts[at] ?? null)
    })
    this.#askedAt = checkpoint?.size ?? null
  }

  /** Receipts of entries in the tree of a checkpoint, whose note they hold as given. */
  async make(entries: readonly { readonly index: number; readonly entry: Uint8Array }[], checkpoint: StoredCheckpoint): Promise<readonly Uint8Array[]> {
    const plans = entries.map(({ index }) => planInclusion(leafIndex(index), checkpoint.size))
    const tree = await this.#treeOf(plans.flatMap(({ tiles }) => tiles), checkpoint.size)
    return entries.map(({ index, entry }, at) =>
      utf8(printProofFile({ extra: entry, index: leafIndex(index), hashes: tree.proof(plans[at]?.ranges ?? []), checkpoint: checkpoint.note })),
    )
  }

  async #treeOf(asked: readonly HashTile[], size: TreeSize): Promise<TreeReader> {
    const tiles = [...new Map(asked.map((tile) => [`${tile.level}/${tile.index}`, tile])).values()]
    const reader = readerOf(tiles, await this.#storage.readTiles(tiles)) ?? bug("record/receipts: a tile of a signed tree is missing")
    return new TreeReader(this.#crypto, size, reader)
  }
}
