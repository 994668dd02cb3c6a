/**
 * The hashes of a Merkle tree, and the numbers that count its leaves.
 *
 *     leaf   SHA-256(00 ‖ entry)
 *     node   SHA-256(01 ‖ left ‖ right)
 *     the empty tree's root is SHA-256 of nothing
 *
 * Source: RFC 6962 §2.1. Sizes are integers up to 2^53-1: the specifications allow 2^64, no log of ours comes near.
 */
import type { Brand } from "../text/brand.ts"
import { bug } from "../text/bug.ts"
import type { Crypto } from "./crypto.ts"

/** 32 bytes. */
export type Hash = Brand<Uint8Array, "Hash">
/** Leaves in a tree, `0 <= size <= 2^53-1`. */
export type TreeSize = Brand<number, "TreeSize">
/** A leaf's place, `0 <= index < 2^53-1`. */
export type LeafIndex = Brand<number, "LeafIndex">

export const HASH_BYTES = 32

/** `null` for anything but 32 bytes. */
export function parseHash(bytes: Uint8Array): Hash | null {
  return bytes.length === HASH_BYTES ? (bytes as Hash) : null
}

export function mustHash(bytes: Uint8Array): Hash {
  return parseHash(bytes) ?? bug(`log/hashes: a hash of ${bytes.length} bytes`)
}

export function treeSize(count: number): TreeSize {
  return Number.isSafeInteger(count) && count >= 0 ? (count as TreeSize) : bug(`log/hashes: a tree of ${count} leaves`)
}

export function leafIndex(place: number): LeafIndex {
  return Number.isSafeInteger(place) && place >= 0 ? (place as LeafIndex) : bug(`log/hashes: a leaf at ${place}`)
}

export function leafHash(crypto: Crypto, entry: Uint8Array): Hash {
  const prefixed = new Uint8Array(1 + entry.length)
  prefixed.set(entry, 1)
  return mustHash(crypto.sha256(prefixed))
}

/** Written anew for each node: making one costs as much as hashing it. */
const NODE = new Uint8Array(1 + 2 * HASH_BYTES)
NODE[0] = 1

export function nodeHash(crypto: Crypto, left: Hash, right: Hash): Hash {
  NODE.set(left, 1)
  NODE.set(right, 1 + HASH_BYTES)
  return mustHash(crypto.sha256(NODE))
}

export function emptyRoot(crypto: Crypto): Hash {
  return mustHash(crypto.sha256(new Uint8Array(0)))
}

/** The root over hashes that stand one after another, at least one of them. */
export function rootOver(crypto: Crypto, hashes: Uint8Array): Hash {
  const count = hashes.length / HASH_BYTES
  if (count === 1) return mustHash(hashes)
  const left = largestPowerBelow(count) * HASH_BYTES
  return nodeHash(crypto, rootOver(crypto, hashes.subarray(0, left)), rootOver(crypto, hashes.subarray(left)))
}

/** The largest power of two below `count`, which is at least 2: where RFC 6962 splits a tree. */
export function largestPowerBelow(count: number): number {
  let power = 1
  while (power * 2 < count) power *= 2
  return power
}
