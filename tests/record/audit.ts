/**
 * The whole log, checked as a stranger would: from the entries up by RFC 6962's own words, not by the code that grew the tree.
 *
 * Every entry, every tile, every checkpoint and publication; `auditLog` throws an error that says what does not hold.
 */
import { openCheckpoint } from "../../src/kernel/log/open-checkpoint.ts"
import { emptyRoot, HASH_BYTES, leafHash, nodeHash, rootOver, treeSize, type Hash } from "../../src/kernel/log/hashes.ts"
import type { VerifierKey } from "../../src/kernel/log/key.ts"
import { completeSubtrees } from "../../src/kernel/log/ranges.ts"
import { TILE_WIDTH, tilesOf, tileWidth } from "../../src/kernel/log/tiles.ts"
import { parseEntry } from "../../src/kernel/receipt/entry.ts"
import { isEntry } from "../../src/kernel/receipt/receipt.ts"
import { concatBytes, equalBytes } from "../../src/kernel/text/bytes.ts"
import type { LogStorage, StoredCheckpoint } from "../../src/record/log-storage.ts"
import { nodeCrypto as crypto } from "../../src/record/node-crypto.ts"
import { logKey } from "./log.ts"

export interface Audited {
  readonly size: number
  readonly entries: readonly Uint8Array[]
  /** Oldest first. */
  readonly published: readonly number[]
  readonly checkpoints: readonly number[]
}

/** Up to this size every size is asked for its checkpoint; beyond it those that were published, and the newest. */
const EVERY_CHECKPOINT = 300

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`the log does not hold: ${what}`)
}

export async function auditLog(storage: LogStorage, key: VerifierKey = logKey.key): Promise<Audited> {
  const head = await storage.head()
  const entries = await readAll(storage, head.size)
  must((await storage.readEntries(head.size, 1)).length === 0, "an entry behind the head")
  must(entries.every((entry) => isEntry(parseEntry(entry))), "an entry that is not in form")
  const tree = new StrangersTree(entries.map((entry) => leafHash(crypto, entry)))
  must(equalBytes(tree.root(head.size), head.root), "the head's root")
  await auditTiles(storage, tree, head.size)
  const published = (await storage.publications(1_000_000)).map(({ size }) => Number(size)).reverse()
  must(published.every((size, at) => size <= head.size && (at === 0 || size > (published[at - 1] ?? 0))), "publications that do not grow, or past the head")
  const checkpoints = await auditCheckpoints(storage, key, tree, head.size, published)
  return { size: head.size, entries, published, checkpoints }
}

async function readAll(storage: LogStorage, size: number): Promise<readonly Uint8Array[]> {
  const entries: Uint8Array[] = []
  for (let from = 0; from < size; from += 4096) entries.push(...(await storage.readEntries(from, Math.min(4096, size - from))))
  must(entries.length === size, `${entries.length} entries under a head of ${size}`)
  return entries
}

async function auditTiles(storage: LogStorage, tree: StrangersTree, size: number): Promise<void> {
  const tiles = [...tilesOf(treeSize(size))]
  const found = await storage.readTiles(tiles)
  for (const [at, { level, index, width }] of tiles.entries()) {
    const hashes = tree.tile(level, index, width)
    must(found[at] !== null && equalBytes(found[at] ?? new Uint8Array(0), hashes), `tile ${level}/${index} of width ${width}`)
  }
  const beyond = tiles.filter(({ width }) => width < TILE_WIDTH).map((tile) => ({ ...tile, width: tile.width + 1 }))
  must((await storage.readTiles(beyond)).every((tile) => tile === null), "a tile with hashes behind the head")
}

async function auditCheckpoints(storage: LogStorage, key: VerifierKey, tree: StrangersTree, size: number, published: readonly number[]): Promise<readonly number[]> {
  const newest = await storage.newestCheckpoint()
  must(newest === null ? size === 0 : newest.size === size, `the newest checkpoint is of ${newest?.size ?? "no size"}, the head of ${size}`)
  const sizes = size <= EVERY_CHECKPOINT ? Array.from({ length: size + 1 }, (_, at) => at) : [...published, size]
  const found: number[] = []
  const checkpoints = await Promise.all(sizes.map((one) => storage.readCheckpoint(treeSize(one))))
  for (const [at, one] of sizes.entries()) {
    const checkpoint = checkpoints[at] ?? null
    must(checkpoint !== null || !published.includes(one), `no checkpoint of the published size ${one}`)
    if (checkpoint === null) continue
    auditCheckpoint(checkpoint, key, tree)
    found.push(one)
  }
  return found
}

function auditCheckpoint({ size, note }: StoredCheckpoint, key: VerifierKey, tree: StrangersTree): void {
  const opened = openCheckpoint(crypto, { logs: [{ key, url: null }], witnesses: [], quorum: { kind: "none" } }, note)
  if (opened.kind !== "opened") throw new Error(`the checkpoint of ${size} does not open: ${opened.kind}`)
  must(opened.checkpoint.size === size && opened.note.signatures.length === 1, `the checkpoint kept for ${size}`)
  must(equalBytes(opened.checkpoint.root, tree.root(size)), `the root of checkpoint ${size}`)
}

/** A tree by definition: complete subtrees by recursion, each hashed once. */
export class StrangersTree {
  readonly #leaves: readonly Hash[]
  readonly #known = new Map<string, Hash>()

  constructor(leaves: readonly Hash[]) {
    this.#leaves = leaves
  }

  root(size: number): Hash {
    if (size === 0) return emptyRoot(crypto)
    return completeSubtrees({ from: 0, to: size }).map(({ height, index }) => this.#subtree(height, index)).reduceRight((right, left) => nodeHash(crypto, left, right))
  }

  tile(level: number, index: number, width: number): Uint8Array {
    must(width <= tileWidth(treeSize(this.#leaves.length), level, index), "a tile of a larger tree")
    return concatBytes(Array.from({ length: width }, (_, at) => this.#subtree(8 * level, index * TILE_WIDTH + at)))
  }

  #subtree(height: number, index: number): Hash {
    const name = `${height}/${index}`
    const hash = this.#known.get(name) ?? this.#hash(height, index)
    this.#known.set(name, hash)
    return hash
  }

  #hash(height: number, index: number): Hash {
    if (height === 0) return this.#leaves[index] ?? rootOver(crypto, new Uint8Array(HASH_BYTES))
    return nodeHash(crypto, this.#subtree(height - 1, 2 * index), this.#subtree(height - 1, 2 * index + 1))
  }
}
