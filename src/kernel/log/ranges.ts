/**
 * Which subtrees a proof is made of, as runs of leaves. No hash is computed here.
 *
 *     inclusion of leaf 2 in 7:   [3,4) [0,2) [4,7)
 *     consistency of 3 with 7:    [2,3) [3,4) [0,2) [4,7)
 *
 * Source: RFC 6962 §2.1.1 (PATH) and §2.1.2 (PROOF), from the leaf's side to the root's.
 */
import { largestPowerBelow, type LeafIndex, type TreeSize } from "./hashes.ts"

/** Leaves from `from` up to, not including, `to`. */
export interface LeafRange {
  readonly from: number
  readonly to: number
}

/** The siblings on the way from a leaf to the root; `index < size`. */
export function inclusionRanges(index: LeafIndex, size: TreeSize): readonly LeafRange[] {
  const siblings: LeafRange[] = []
  let from = 0
  let to: number = size
  while (to - from > 1) {
    const middle = from + largestPowerBelow(to - from)
    siblings.push(index < middle ? { from: middle, to } : { from, to: middle })
    if (index < middle) to = middle
    else from = middle
  }
  return siblings.reverse()
}

/** What leads from an older tree's root to a newer one's; `0 < older <= newer`. Empty where they are the same. */
export function consistencyRanges(older: TreeSize, newer: TreeSize): readonly LeafRange[] {
  const parts: LeafRange[] = []
  let from = 0
  let to: number = newer
  let whole = true // the older tree is all of what is left, so its own root is known
  while (older !== to) {
    const middle = from + largestPowerBelow(to - from)
    if (older <= middle) {
      parts.push({ from: middle, to })
      to = middle
    } else {
      parts.push({ from, to: middle })
      from = middle
      whole = false
    }
  }
  if (!whole) parts.push({ from, to })
  return parts.reverse()
}

/** The complete subtrees that a run of leaves is made of, left to right: of `2^height` leaves each, the `index`-th of that height. */
export function completeSubtrees({ from, to }: LeafRange): readonly { readonly height: number; readonly index: number }[] {
  const subtrees: { height: number; index: number }[] = []
  let start = from
  while (start < to) {
    let [height, leaves] = [0, 1]
    while (start % (2 * leaves) === 0 && start + 2 * leaves <= to) [height, leaves] = [height + 1, 2 * leaves]
    subtrees.push({ height, index: start / leaves })
    start += leaves
  }
  return subtrees
}
