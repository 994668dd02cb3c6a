/**
 * Tiles: the log's hashes cut into pieces that never change once full.
 *
 * A full tile is 256 hashes of 32 bytes. Its path is `tile/<level>/<index>`, then `.p/<width>` while partial; index 5000123 is
 * written `x005/x000/123`. A hash at level 1 and above is the root of a full tile one level below. A tree of 70,000 leaves has 273
 * full tiles and `tile/0/273.p/112`, one full tile and `tile/1/001.p/17`, and `tile/2/000.p/1`.
 *
 * Source: https://c2sp.org/tlog-tiles, "Merkle Tree" and "Log entries". Bundles of entries have the same places, under
 * `tile/entries/`. How proofs are read from tiles stands in tile-proofs.ts.
 */
import { concatBytes } from "../text/bytes.ts"
import { malformed, type Malformed } from "./failure.ts"
import type { TreeSize } from "./hashes.ts"

export const TILE_WIDTH = 256
/** 256^7 is past 2^53: no tree of ours has a tile above this level. */
export const TOP_LEVEL = 6
/** RFC 8446 style `opaque<0..2^16-1>`: the longest entry. */
export const ENTRY_BYTES = 65_535

export interface TilePlace {
  /** `entries` for a bundle, which has the places of level 0. */
  readonly level: number | "entries"
  readonly index: number
  /** Hashes or entries in it, 1 to 256. */
  readonly width: number
}

/** `tile/0/x001/x234/067`, `tile/1/000.p/17`, `tile/entries/000`. */
export function printTilePath({ level, index, width }: TilePlace): string {
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/\d{3}/g) ?? []
  const path = groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`)).join("/")
  return `tile/${level}/${path}${width === TILE_WIDTH ? "" : `.p/${width}`}`
}

/** The inverse of `printTilePath`; `null` for every other text, so that one tile has one path. */
export function parseTilePath(path: string): TilePlace | null {
  const found = /^tile\/(entries|[0-6])\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path)
  if (found === null) return null
  const [, level = "", groups = "", partial] = found
  const place: TilePlace = {
    level: level === "entries" ? level : Number(level),
    index: Number(groups.replaceAll(/[x/]/g, "")),
    width: partial === undefined ? TILE_WIDTH : Number(partial),
  }
  return Number.isSafeInteger(place.index) && printTilePath(place) === path ? place : null
}

/** Hashes in the tile at `level` and `index` of a tree of `size` leaves: 0 to 256. */
export function tileWidth(size: TreeSize, level: number, index: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level)
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH))
}

/** Whether a tree of `size` leaves has all of the tile: a server serves no other. */
export function tileIsIn(size: TreeSize, { level, index, width }: TilePlace): boolean {
  return tileWidth(size, level === "entries" ? 0 : level, index) >= width
}

/** Every tile of a tree, level by level; `from` leaves out those that a tree of that size has in full. */
export function* tilesOf(size: TreeSize, from = 0): Generator<TilePlace & { readonly level: number }> {
  for (let level = 0; level <= TOP_LEVEL; level++) {
    const first = Math.floor(from / TILE_WIDTH ** (level + 1))
    for (let index = first; tileWidth(size, level, index) > 0; index++) yield { level, index, width: tileWidth(size, level, index) }
  }
}

/** Entries as a bundle: each behind its length, two bytes. Each has 65,535 bytes at most. */
export function printBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concatBytes(entries.flatMap((entry) => [Uint8Array.of(entry.length >> 8, entry.length & 255), entry]))
}

/** The inverse of `printBundle`, for `count` entries exactly. */
export function parseBundle(bytes: Uint8Array, count: number): { readonly kind: "bundle"; readonly entries: readonly Uint8Array[] } | Malformed {
  const entries: Uint8Array[] = []
  let at = 0
  while (at < bytes.length && entries.length < count) {
    const start = at + 2
    const end = start + ((bytes[at] ?? 0) << 8) + (bytes[at + 1] ?? 0)
    if (end > bytes.length) return malformed("bundle", "length", 0)
    entries.push(bytes.subarray(start, end))
    at = end
  }
  return at === bytes.length && entries.length === count ? { kind: "bundle", entries } : malformed("bundle", "length", 0)
}
