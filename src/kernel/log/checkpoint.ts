/**
 * Checkpoints: what a log says of its whole tree.
 *
 *     chicago.example/record                          origin
 *     20852163                                        leaves
 *     CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=    root
 *
 * Three lines and no more. The specification allows lines behind them and advises against them, since nobody can audit what they say;
 * here they are refused. Source: https://c2sp.org/tlog-checkpoint.
 */
import { base64FromBytes, bytesFromBase64, equalBytes, parseDecimal } from "../text/bytes.ts"
import type { Crypto } from "./crypto.ts"
import { malformed, type Malformed } from "./failure.ts"
import { emptyRoot, parseHash, treeSize, type Hash, type TreeSize } from "./hashes.ts"

export interface Checkpoint {
  /** Not empty. */
  readonly origin: string
  readonly size: TreeSize
  readonly root: Hash
}

/** A note's text. */
export function printCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${base64FromBytes(root)}\n`
}

/** The inverse of `printCheckpoint`. An empty tree has the empty tree's root. */
export function parseCheckpoint(crypto: Crypto, text: string): { readonly kind: "checkpoint"; readonly checkpoint: Checkpoint } | Malformed {
  const lines = text.split("\n")
  const [origin = "", sizeText = "", rootText = "", end, ...further] = lines
  if (end === undefined) return malformed("checkpoint", "line-missing", lines.length)
  if (end !== "" || further.length > 0) return malformed("checkpoint", "line-too-many", 4)
  if (origin === "") return malformed("checkpoint", "origin", 1)
  const size = parseDecimal(sizeText)
  if (size === null) return malformed("checkpoint", "size", 2)
  const root = parseHash(bytesFromBase64(rootText) ?? new Uint8Array(0))
  if (root === null || (size === 0 && !equalBytes(root, emptyRoot(crypto)))) return malformed("checkpoint", "hash", 3)
  return { kind: "checkpoint", checkpoint: { origin, size: treeSize(size), root } }
}
