/**
 * Receipts: waiting for an entry's place, and the proof that it stands there.
 *
 * Whichever server sequences, each asks the database where its own entries stand now, all that wait in one query, and makes their proofs
 * from one tree. A receipt rests on an internal checkpoint; once the public log contains the entry there is one on a public checkpoint.
 */
import { setTimeout as sleep } from "node:timers/promises"
import type { Crypto } from "../kernel/log/crypto.ts"
import { leafIndex, type TreeSize } from "../kernel/log/hashes.ts"
import { printProofFile } from "../kernel/log/proof-file.ts"
import { planInclusion, readerOf, TreeReader, type HashTile } from "../kernel/log/tile-proofs.ts"
import { bug } from "../kernel/text/bug.ts"
import { utf8 } from "../kernel/text/bytes.ts"
import type { LogStorage, PendingId, StoredCheckpoint } from "./log-storage.ts"

const POLL_MS = 50

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
  #waiting: readonly Waiting[] = []
  #polling = false

  constructor(storage: LogStorage, crypto: Crypto) {
    this.#storage = storage
    this.#crypto = crypto
  }

  /** The receipt of an entry, as soon as it has a place; `null` where it has none after `patienceMs`. What fails is tried again until then. */
  wait(pending: PendingId, entry: Uint8Array, patienceMs: number): Promise<Uint8Array | null> {
    return new Promise((resolve, reject) => {
      this.#waiting = [...this.#waiting, { pending, entry, resolve, reject, until: performance.now() + patienceMs }]
      if (!this.#polling) void this.#poll()
    })
  }

  async #poll(): Promise<void> {
    this.#polling = true
    while (this.#waiting.length > 0) {
      const asked = this.#waiting
      await this.#serve(asked).catch((error: unknown) => {
        const late = new Set(asked.filter(({ until }) => until <= performance.now()))
        for (const { reject } of late) reject(error)
        this.#waiting = this.#waiting.filter((waiting) => !late.has(waiting))
      })
      if (this.#waiting.length > 0) await sleep(POLL_MS)
    }
    this.#polling = false
  }

  async #serve(asked: readonly Waiting[]): Promise<void> {
    const places = await this.#storage.placesOf(asked.map(({ pending }) => pending))
    const placed = asked.flatMap((waiting) => {
      const index = places.get(waiting.pending)
      return index === undefined ? [] : [{ waiting, index, entry: waiting.entry }]
    })
    const receipts = placed.length === 0 ? [] : await this.#makeAll(placed)
    placed.forEach(({ waiting }, at) => { waiting.resolve(receipts[at] ?? null) })
    const told = new Set(placed.map(({ waiting }) => waiting))
    const now = performance.now()
    for (const waiting of asked) {
      if (told.has(waiting) || waiting.until > now) continue
      told.add(waiting)
      waiting.resolve(null)
    }
    // Others may have come in the meantime, for the same entry too: who was told goes, not who asked for what.
    this.#waiting = this.#waiting.filter((waiting) => !told.has(waiting))
  }

  async #makeAll(placed: readonly { readonly index: number; readonly entry: Uint8Array }[]): Promise<readonly Uint8Array[]> {
    const checkpoint = (await this.#storage.newestCheckpoint()) ?? bug("record/receipts: entries without a checkpoint")
    return this.make(placed, checkpoint)
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
