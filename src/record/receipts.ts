/**
 * Receipts: waiting for an entry's place, and the proof that it stands there.
 *
 * Whichever server sequences, each asks the database where its own entries stand: once when an entry comes, then whenever the newest
 * checkpoint has another size, all that wait in one query; their proofs are made from one tree. A receipt rests on an internal
 * checkpoint; once the public log contains the entry there is one on a public checkpoint.
 *
 * Each is checked before it is given: who holds one relies on it for years, and a database that was changed must not be found out by them.
 */
import { parseCheckpoint } from "../kernel/log/checkpoint.ts"
import type { Crypto } from "../kernel/log/crypto.ts"
import { leafHash, leafIndex, type TreeSize } from "../kernel/log/hashes.ts"
import type { VerifierKey } from "../kernel/log/key.ts"
import { parseNote } from "../kernel/log/note.ts"
import { openCheckpoint } from "../kernel/log/open-checkpoint.ts"
import { printProofFile } from "../kernel/log/proof-file.ts"
import { checkInclusion, type TreeHead } from "../kernel/log/proofs.ts"
import { planInclusion, readerOf, TreeReader, type HashTile } from "../kernel/log/tile-proofs.ts"
import { utf8 } from "../kernel/text/bytes.ts"
import type { LogStorage, PendingId, StoredCheckpoint } from "./log-storage.ts"
import { LogBroken } from "./sequencer.ts"

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
  readonly #key: VerifierKey | null
  readonly #waiting = new Set<Waiting>()
  /** Of those that wait, who came since all were asked for. */
  readonly #new: Waiting[] = []
  #askedAt: TreeSize | null = null
  #polling = false
  #hasGrown = false
  #wake = (): void => undefined

  /** The log's key, where it is known: then checkpoints are checked for its signature too. */
  constructor(storage: LogStorage, crypto: Crypto, key: VerifierKey | null = null) {
    this.#storage = storage
    this.#crypto = crypto
    this.#key = key
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

  /** Receipts of entries in the tree of a checkpoint, whose note they hold as given. Throws `LogBroken` where one would not hold. */
  async make(entries: readonly { readonly index: number; readonly entry: Uint8Array }[], checkpoint: StoredCheckpoint): Promise<readonly Uint8Array[]> {
    if (entries.length === 0) return []
    const head = this.#headOf(checkpoint)
    const plans = entries.map(({ index }) => planInclusion(leafIndex(index), head.size))
    const tree = await this.#treeOf(plans.flatMap(({ tiles }) => tiles), head.size)
    const crypto = rememberingHashes(this.#crypto)
    return entries.map(({ index: place, entry }, at) => {
      const [index, hashes] = [leafIndex(place), tree.proof(plans[at]?.ranges ?? [])]
      if (checkInclusion(crypto, { index, leaf: leafHash(crypto, entry), hashes }, head).kind !== "holds") throw new LogBroken(`entry ${place} is not in the tree that was signed`)
      return utf8(printProofFile({ extra: entry, index, hashes, checkpoint: checkpoint.note }))
    })
  }

  async #treeOf(asked: readonly HashTile[], size: TreeSize): Promise<TreeReader> {
    const tiles = [...new Map(asked.map((tile) => [`${tile.level}/${tile.index}`, tile])).values()]
    const reader = readerOf(tiles, await this.#storage.readTiles(tiles))
    if (reader === null) throw new LogBroken("a tile of the tree that was signed is missing")
    return new TreeReader(this.#crypto, size, reader)
  }

  /** What a checkpoint says of its tree. */
  #headOf({ size, note }: StoredCheckpoint): TreeHead {
    const parsed = parseNote(note)
    const read = parsed.kind === "note" ? parseCheckpoint(this.#crypto, parsed.note.text) : parsed
    if (read.kind !== "checkpoint" || read.checkpoint.size !== size || !this.#isSigned(note)) throw new LogBroken(`the checkpoint of ${size} entries is none, or is not signed`)
    return read.checkpoint
  }

  #isSigned(note: Uint8Array): boolean {
    return this.#key === null || openCheckpoint(this.#crypto, { logs: [{ key: this.#key, url: null }], witnesses: [], quorum: { kind: "none" } }, note).kind === "opened"
  }
}

/** Proofs of neighbours lead through the same nodes: each is hashed once. */
function rememberingHashes(crypto: Crypto): Crypto {
  const known = new Map<string, Uint8Array>()
  return {
    ...crypto,
    sha256: (data) => {
      const name = Buffer.from(data.buffer, data.byteOffset, data.length).toString("latin1")
      const hash = known.get(name) ?? crypto.sha256(data)
      known.set(name, hash)
      return hash
    },
  }
}
