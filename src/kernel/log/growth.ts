/**
 * A tree that grows: from the right edge and new leaves to the tiles that change, the new edge and the root.
 *
 * The edge is, for each level, the tile that is not full yet: all that growing and the root need of a tree of any size.
 */
import { concatBytes } from "../text/bytes.ts"
import type { Crypto } from "./crypto.ts"
import { emptyRoot, HASH_BYTES, nodeHash, rootOver, treeSize, type Hash, type TreeSize } from "./hashes.ts"
import { TILE_WIDTH, TOP_LEVEL, tileWidth, type TilePlace } from "./tiles.ts"

export interface Edge {
  readonly size: TreeSize
  /** By level from 0: the hashes of the last tile one after another, 0 to 255 of them. Levels that are not begun may be missing. */
  readonly levels: readonly Uint8Array[]
}

export interface GrownTile extends TilePlace {
  readonly level: number
  /** `width` hashes one after another. */
  readonly hashes: Uint8Array
}

export interface Growth {
  readonly edge: Edge
  /** Every tile that has new hashes, whole; full ones first within a level. */
  readonly tiles: readonly GrownTile[]
}

export const EMPTY_EDGE: Edge = { size: treeSize(0), levels: [] }

/** The edge of a tree of `size` leaves from its last tiles; `read` gives at least the hashes asked for, or `null`. */
export function edgeFromTiles(size: TreeSize, read: (tile: TilePlace & { readonly level: number }) => Uint8Array | null): Edge | null {
  const levels: Uint8Array[] = []
  for (const tile of edgeTiles(size)) {
    const hashes = tile.width === 0 ? new Uint8Array(0) : read(tile)?.subarray(0, tile.width * HASH_BYTES)
    if (hashes?.length !== tile.width * HASH_BYTES) return null
    levels.push(hashes)
  }
  return { size, levels }
}

/** The last tile of each level that a tree of `size` leaves has begun; `width` 0 to 255. */
export function edgeTiles(size: TreeSize): readonly (TilePlace & { readonly level: number })[] {
  const tiles: (TilePlace & { readonly level: number })[] = []
  for (let level = 0; level <= TOP_LEVEL && size >= TILE_WIDTH ** level; level++) {
    const index = Math.floor(size / TILE_WIDTH ** (level + 1))
    tiles.push({ level, index, width: tileWidth(size, level, index) })
  }
  return tiles
}

/** The tree with `leaves` behind its own. Costs about one hash a leaf. */
export function grow(crypto: Crypto, edge: Edge, leaves: readonly Hash[]): Growth {
  const tiles: GrownTile[] = []
  const levels: Uint8Array[] = []
  let added = concatBytes(leaves)
  let before: number = edge.size
  for (let level = 0; level < edge.levels.length || added.length > 0; level++) {
    const hashes = concatBytes([edge.levels[level] ?? new Uint8Array(0), added])
    const grown = added.length > 0
    const above: Hash[] = []
    let index = Math.floor(before / TILE_WIDTH)
    let at = 0
    for (; at + TILE_WIDTH * HASH_BYTES <= hashes.length; at += TILE_WIDTH * HASH_BYTES) {
      const full = hashes.subarray(at, at + TILE_WIDTH * HASH_BYTES)
      tiles.push({ level, index: index++, width: TILE_WIDTH, hashes: full })
      above.push(rootOver(crypto, full))
    }
    const rest = hashes.subarray(at)
    if (grown && rest.length > 0) tiles.push({ level, index, width: rest.length / HASH_BYTES, hashes: rest })
    levels.push(rest)
    added = concatBytes(above)
    before = Math.floor(before / TILE_WIDTH)
  }
  return { edge: { size: treeSize(edge.size + leaves.length), levels }, tiles }
}

/** The root of the tree whose edge this is. At most 255 hashes a level. */
export function edgeRoot(crypto: Crypto, edge: Edge): Hash {
  let root: Hash | null = null
  for (const hashes of edge.levels) {
    for (const subtree of subtreesFromRight(hashes)) {
      const whole: Hash = rootOver(crypto, subtree)
      root = root === null ? whole : nodeHash(crypto, whole, root)
    }
  }
  return root ?? emptyRoot(crypto)
}

/** The complete subtrees over the hashes of a tile that is not full, the smallest, which stands last, first. */
function* subtreesFromRight(hashes: Uint8Array): Generator<Uint8Array> {
  let end = hashes.length / HASH_BYTES
  for (let width = 1; end > 0; width *= 2) {
    if (end % (2 * width) === 0) continue
    yield hashes.subarray((end - width) * HASH_BYTES, end * HASH_BYTES)
    end -= width
  }
}
