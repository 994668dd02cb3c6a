/**
 * Proofs, read from tiles: which tiles a proof needs, then the proof from their bytes.
 *
 * Two steps, so that whoever holds the tiles can fetch all of them at once. What is read is not checked: the proof that comes out
 * is checked against a checkpoint (proofs.ts).
 */
import { bug } from "../text/bug.ts"
import type { Crypto } from "./crypto.ts"
import { HASH_BYTES, nodeHash, rootOver, type Hash, type LeafIndex, type TreeSize } from "./hashes.ts"
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

/** The hashes of the plan's ranges, in its sequence. */
export function readProof(crypto: Crypto, plan: ProofPlan, read: TileReader): readonly Hash[] {
  return plan.ranges.map((range) => rangeHash(crypto, plan.size, range, read))
}

function rangeHash(crypto: Crypto, size: TreeSize, range: LeafRange, read: TileReader): Hash {
  const subtrees = completeSubtrees(range).map(({ height, index }) => subtreeHash(crypto, size, height, index, read))
  return subtrees.reduceRight((right, left) => nodeHash(crypto, left, right))
}

function subtreeHash(crypto: Crypto, size: TreeSize, height: number, index: number, read: TileReader): Hash {
  const { tile, first, count } = placeOf(height, index, size)
  const hashes = read(tile).subarray(first * HASH_BYTES, (first + count) * HASH_BYTES)
  return hashes.length === count * HASH_BYTES ? rootOver(crypto, hashes) : bug("log/tile-proofs: a tile shorter than its width")
}

/** Where a complete subtree stands: `count` hashes from `first` on, in one tile. */
function placeOf(height: number, index: number, size: TreeSize): { readonly tile: HashTile; readonly first: number; readonly count: number } {
  const level = Math.floor(height / 8)
  const count = 2 ** (height % 8)
  const start = index * count
  const tileIndex = Math.floor(start / TILE_WIDTH)
  return { tile: { level, index: tileIndex, width: tileWidth(size, level, tileIndex) }, first: start % TILE_WIDTH, count }
}
