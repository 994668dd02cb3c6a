/**
 * The tree of a record, made again from its entries: every leaf, every tile, and the root of every checkpoint.
 *
 * Entries are read bundle by bundle, and nothing of them is held: a check of any size takes the memory of a few tiles. It may begin at an
 * edge that was checked before, which is how a monitor goes on.
 */
import type { Crypto } from "../kernel/log/crypto.ts"
import { edgeRoot, edgeTiles, EMPTY_EDGE, grow, type Edge } from "../kernel/log/growth.ts"
import { HASH_BYTES, leafHash, type Hash, type TreeSize } from "../kernel/log/hashes.ts"
import { parseBundle, printTilePath, TILE_WIDTH, tileWidth, type TilePlace } from "../kernel/log/tiles.ts"
import { equalBytes } from "../kernel/text/bytes.ts"
import type { LogSource } from "./log-source.ts"
import type { Finding } from "./verify-finding.ts"

/** A checkpoint that opened, by the path that it stands at. */
export interface Expected {
  readonly path: string
  readonly size: TreeSize
  readonly root: Hash
}

export interface TreeCheck {
  readonly source: LogSource
  readonly crypto: Crypto
  readonly size: TreeSize
  /** Checkpoints whose roots are compared, in any sequence, none larger than `size`. */
  readonly expected: readonly Expected[]
  /** What was checked before; without it nothing was. */
  readonly from?: Edge
  /** Says what was found; where it answers `false` the check stops. */
  readonly onFinding: (finding: Finding) => boolean
  readonly onEntry: (index: number, entry: Uint8Array) => void
  readonly onProgress?: (done: number, of: number) => void
}

/** The tree's edge at `size`; `null` where the check stopped. */
export async function checkTree(check: TreeCheck): Promise<Edge | null> {
  return new TreeWalk(check).run()
}

class TreeWalk {
  readonly #check: TreeCheck
  readonly #stops: readonly Expected[]
  #edge: Edge
  #stopped = false

  constructor(check: TreeCheck) {
    this.#check = check
    this.#edge = check.from ?? EMPTY_EDGE
    this.#stops = [...check.expected].sort((a, b) => a.size - b.size)
  }

  async run(): Promise<Edge | null> {
    const { size, onProgress } = this.#check
    const first = Math.floor(this.#edge.size / TILE_WIDTH)
    this.#compareRoots()
    for (let index = first; index * TILE_WIDTH < size && !this.#stopped; index++) {
      await this.#bundle(index)
      onProgress?.(Math.min(size, (index + 1) * TILE_WIDTH), size)
    }
    if (!this.#stopped) await this.#rightEdge()
    return this.#stopped ? null : this.#edge
  }

  async #bundle(index: number): Promise<void> {
    const place = { level: "entries", index, width: tileWidth(this.#check.size, 0, index) } as const
    const path = printTilePath(place)
    const bytes = await this.#read(place)
    const tile = await this.#read({ ...place, level: 0 })
    const bundle = bytes === null ? null : parseBundle(bytes, place.width)
    if (bundle === null) this.#stopAt({ kind: "file-missing", path })
    else if (bundle.kind === "malformed") this.#stopAt({ kind: "bundle-wrong", path, failure: bundle })
    else if (tile === null) this.#stopAt({ kind: "file-missing", path: printTilePath({ ...place, level: 0 }) })
    else if (tile.length !== place.width * HASH_BYTES) this.#stopAt({ kind: "tile-differs", path: printTilePath({ ...place, level: 0 }) })
    else await this.#leaves(index, bundle.entries, tile)
  }

  async #leaves(tileIndex: number, entries: readonly Uint8Array[], tile: Uint8Array): Promise<void> {
    const start = tileIndex * TILE_WIDTH
    const path = printTilePath({ level: 0, index: tileIndex, width: entries.length })
    const leaves = entries.map((entry) => leafHash(this.#check.crypto, entry))
    for (const [at, leaf] of leaves.entries()) {
      if (!equalBytes(leaf, tile.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES))) this.#find({ kind: "leaf-differs", path, index: start + at })
    }
    const known = Math.max(0, this.#edge.size - start)
    entries.forEach((entry, at) => { if (at >= known) this.#check.onEntry(start + at, entry) })
    await this.#grow(start, leaves)
  }

  /** Grows by the leaves behind the edge, halting at each size that a checkpoint speaks of. */
  async #grow(start: number, leaves: readonly Hash[]): Promise<void> {
    const end = start + leaves.length
    while (this.#edge.size < end && !this.#stopped) {
      const stop = this.#stops.find(({ size }) => size > this.#edge.size)?.size ?? end
      const growth = grow(this.#check.crypto, this.#edge, leaves.slice(this.#edge.size - start, Math.min(stop, end) - start))
      this.#edge = growth.edge
      for (const { hashes, ...place } of growth.tiles) if (place.level > 0 && place.width === TILE_WIDTH) await this.#compareTile(place, hashes)
      this.#compareRoots()
    }
  }

  #compareRoots(): void {
    const here = this.#stops.filter(({ size }) => size === this.#edge.size)
    if (here.length === 0) return
    const root = edgeRoot(this.#check.crypto, this.#edge)
    for (const expected of here) if (!equalBytes(expected.root, root)) this.#find({ kind: "checkpoint-root", path: expected.path, size: expected.size })
  }

  /** The tiles above the leaves that are not full at the end. */
  async #rightEdge(): Promise<void> {
    for (const place of edgeTiles(this.#check.size)) {
      if (place.level > 0 && place.width > 0) await this.#compareTile(place, this.#edge.levels[place.level] ?? new Uint8Array(0))
    }
  }

  async #compareTile(place: TilePlace, hashes: Uint8Array): Promise<void> {
    const bytes = await this.#read(place)
    const path = printTilePath(place)
    if (bytes === null) this.#find({ kind: "file-missing", path })
    else if (!equalBytes(bytes, hashes)) this.#find({ kind: "tile-differs", path })
  }

  #read(place: TilePlace): Promise<Uint8Array | null> {
    return this.#check.source.read(printTilePath(place))
  }

  #find(finding: Finding): void {
    if (!this.#check.onFinding(finding)) this.#stopped = true
  }

  /** Without these bytes nothing behind them can be hashed. */
  #stopAt(finding: Finding): void {
    this.#find(finding)
    this.#stopped = true
  }
}
