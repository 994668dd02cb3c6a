/**
 * Proofs, read from tiles: which tiles a proof needs, then the proof from their bytes.
 *
 * Two steps, so that whoever holds the tiles can fetch all of them at once. What is read is not checked: the proof that comes out
 * is checked against a checkpoint (proofs.ts).
 */
import { bug } from "../text/bug.ts"
import type { Crypto } from "./crypto.ts"
import { HASH_BYTES, mustHash, nodeHash, type Hash, type LeafIndex, type TreeSize } from "./hashes.ts"
import { completeSubtrees, consistencyRanges, inclusionRanges, type LeafRange } from "./ranges.ts"
import { TILE_WIDTH, tileWidth, type TilePlace } from "./tiles.ts"

export interface HashTile extends TilePlace {
  readonly level: number
}

/** Gives a tile's hashes, `width` of them or more (a full tile stands in for a partial one). */
export interface TileReader {
  (tile: HashTile): Uint8Array
}

/** What a proof is made of in a tree of `size` leaves, and the tiles that hold it, each once. */
export interface ProofPlan {
  readonly size: TreeSize
  readonly ranges: readonly LeafRange[]
  readonly tiles: readonly HashTile[]
}

/** `index < size`. */
export function planInclusion(index: LeafIndex, size: TreeSize): ProofPlan {
  return planOf(size, inclusionRanges(index, size))
}

/** `0 < older <= newer`. */
export function planConsistency(older: TreeSize, newer: TreeSize): ProofPlan {
  return planOf(newer, consistencyRanges(older, newer))
}

/** The root itself, of a tree that is not empty. */
export function planRoot(size: TreeSize): ProofPlan {
  return planOf(size, [{ from: 0, to: size }])
}

function planOf(size: TreeSize, ranges: readonly LeafRange[]): ProofPlan {
  const tiles = new Map<string, HashTile>()
  for (const subtree of ranges.flatMap(completeSubtrees)) {
    const { tile } = placeOf(subtree.height, subtree.index, size)
    tiles.set(`${tile.level}/${tile.index}`, tile)
  }
  return { size, ranges, tiles: [...tiles.values()] }
}

/** A reader of the plan's tiles as they were found; `null` where one of them is missing. */
export function readerOf(tiles: readonly HashTile[], found: readonly (Uint8Array | null)[]): TileReader | null {
  const byPlace = new Map<string, Uint8Array>()
  for (const [at, { level, index }] of tiles.entries()) {
    const hashes = found[at] ?? null
    if (hashes === null) return null
    byPlace.set(`${level}/${index}`, hashes)
  }
  return ({ level, index }) => byPlace.get(`${level}/${index}`) ?? bug("log/tile-proofs: a tile that was not planned")
}

/** The hashes of the plan's ranges, in its sequence. */
export function readProof(crypto: Crypto, { size, ranges }: ProofPlan, read: TileReader): readonly Hash[] {
  return new TreeReader(crypto, size, read).proof(ranges)
}

/** Reads many proofs of one tree: each subtree is hashed once. */
export class TreeReader {
  readonly #crypto: Crypto
  readonly #size: TreeSize
  readonly #read: TileReader
  readonly #known = new Map<string, Hash>()

  constructor(crypto: Crypto, size: TreeSize, read: TileReader) {
    this.#crypto = crypto
    this.#size = size
    this.#read = read
  }

  proof(ranges: readonly LeafRange[]): readonly Hash[] {
    return ranges.map((range) => {
      const subtrees = completeSubtrees(range).map(({ height, index }) => this.#subtree(height, index))
      return subtrees.reduceRight((right, left) => nodeHash(this.#crypto, left, right))
    })
  }

  #subtree(height: number, index: number): Hash {
    if (height % 8 === 0) return this.#inTile(height, index)
    const name = `${height}/${index}`
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const hash = nodeHash(this.#crypto, this.#subtree(height - 1, 2 * index), this.#subtree(height - 1, 2 * index + 1))
    this.#known.set(name, hash)
    return hash
  }

  #inTile(height: number, index: number): Hash {
    const { tile, first } = placeOf(height, index, this.#size)
    const hash = this.#read(tile).subarray(first * HASH_BYTES, (first + 1) * HASH_BYTES)
    return hash.length === HASH_BYTES ? mustHash(hash) : bug("log/tile-proofs: a tile shorter than its width")
  }
}

/** The tile that holds a complete subtree's hashes, and where they begin in it. */
function placeOf(height: number, index: number, size: TreeSize): { readonly tile: HashTile; readonly first: number } {
  const level = Math.floor(height / 8)
  const count = 2 ** (height % 8)
  const start = index * count
  const tileIndex = Math.floor(start / TILE_WIDTH)
  return { tile: { level, index: tileIndex, width: tileWidth(size, level, tileIndex) }, first: start % TILE_WIDTH }
}
