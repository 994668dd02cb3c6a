/**
 * When the record's public size grows, and by how much: the same in a quiet hour and in a busy one.
 *
 * Hours (or other periods) are counted from 1970, so every server agrees when one begins. In each the public size grows by the same
 * number of leaves, once: blanks fill up, what exceeds it waits. Periods that passed while nothing ran are not made up for.
 */
import { treeSize, type TreeSize } from "../kernel/log/hashes.ts"
import type { Publication } from "./log-storage.ts"

export type Cadence =
  /** `leaves` is 2 or more: one of them is for what is not sealed (windows.ts). */
  | { readonly kind: "steady"; readonly everyMs: number; readonly leaves: number }
  /** As soon as it is sequenced, without blanks: for benchmarks, and for logs that hold nothing about incidents. */
  | { readonly kind: "at-once" }

/** The size to publish now; `null` where nothing is due. `reached` is the size that numbering what waits would give. */
export function publicSizeDue(cadence: Cadence, published: Publication | null, reached: TreeSize, now: Date): TreeSize | null {
  const before = published?.size ?? treeSize(0)
  switch (cadence.kind) {
    case "at-once":
      return published === null || reached > before ? reached : null
    case "steady": {
      const period = (at: Date): number => Math.floor(at.getTime() / cadence.everyMs)
      return published === null || period(now) > period(published.at) ? treeSize(before + cadence.leaves) : null
    }
  }
}
