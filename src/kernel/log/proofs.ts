/**
 * Checking proofs: that a leaf stands in a tree, and that an older tree is the beginning of a newer one.
 *
 * Exactly: a proof with a hash too many fails as one with a hash too few does. Source: RFC 9162 §2.1.3.2 and §2.1.4.2, whose trees
 * are RFC 6962's.
 */
import { equalBytes } from "../text/bytes.ts"
import type { Crypto } from "./crypto.ts"
import type { Failure } from "./failure.ts"
import { emptyRoot, nodeHash, type Hash, type LeafIndex, type TreeSize } from "./hashes.ts"
import { consistencyRanges, inclusionRanges } from "./ranges.ts"

export interface TreeHead {
  readonly size: TreeSize
  readonly root: Hash
}

export interface Inclusion {
  readonly index: LeafIndex
  readonly leaf: Hash
  /** From the leaf's sibling to the root's child. */
  readonly hashes: readonly Hash[]
}

const HOLDS = { kind: "holds" } as const

/** Whether the leaf stands at its index in the tree. */
export function checkInclusion(crypto: Crypto, { index, leaf, hashes }: Inclusion, tree: TreeHead): typeof HOLDS | Failure {
  if (index >= tree.size) return { kind: "index-outside", index, size: tree.size }
  const siblings = inclusionRanges(index, tree.size)
  if (siblings.length !== hashes.length) return { kind: "proof-length", found: hashes.length, expected: siblings.length }
  let root = leaf
  hashes.forEach((hash, step) => {
    root = (siblings[step]?.from ?? 0) > index ? nodeHash(crypto, root, hash) : nodeHash(crypto, hash, root)
  })
  return equalBytes(root, tree.root) ? HOLDS : { kind: "root-differs" }
}

/** Whether `older` is the beginning of `newer`. An empty tree is the beginning of every tree; trees of one size have one root. */
export function checkConsistency(crypto: Crypto, older: TreeHead, newer: TreeHead, hashes: readonly Hash[]): typeof HOLDS | Failure {
  const differs: Failure = { kind: "history-differs", older: older.size, newer: newer.size }
  if (older.size > newer.size) return differs
  const parts = older.size === 0 ? [] : consistencyRanges(older.size, newer.size)
  if (parts.length !== hashes.length) return { kind: "proof-length", found: hashes.length, expected: parts.length }
  if (older.size === 0) return equalBytes(older.root, emptyRoot(crypto)) && (newer.size > 0 || equalBytes(newer.root, older.root)) ? HOLDS : differs
  if (older.size === newer.size) return equalBytes(older.root, newer.root) ? HOLDS : differs
  const { before, after } = rootsFrom(crypto, older, parts, hashes)
  if (!equalBytes(before, older.root)) return differs
  return equalBytes(after, newer.root) ? HOLDS : { kind: "root-differs" }
}

/** Both roots from the parts of a consistency proof. Where the older tree is complete its root stands before the parts. */
function rootsFrom(crypto: Crypto, older: TreeHead, parts: readonly { readonly from: number; readonly to: number }[], hashes: readonly Hash[]): { before: Hash; after: Hash } {
  let before: Hash | null = null
  let after: Hash | null = null
  if ((parts[0]?.from ?? 0) >= older.size) before = after = older.root
  hashes.forEach((hash, step) => {
    const inOlder = (parts[step]?.from ?? 0) < older.size
    if (before === null || after === null) before = after = hash
    else if (inOlder) {
      before = nodeHash(crypto, hash, before)
      after = nodeHash(crypto, hash, after)
    } else after = nodeHash(crypto, after, hash)
  })
  return { before: before ?? older.root, after: after ?? older.root }
}
