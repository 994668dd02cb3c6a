/**
 * A proof file: that an entry stands in a log, in one text that can be checked without the log.
 *
 *     c2sp.org/tlog-proof@v1
 *     extra AQAAAA…                                   base64, or no line; nobody vouches for it
 *     index 73894
 *     gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=    from the leaf's sibling to the root's child
 *     B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=
 *                                                     a blank line, then the checkpoint as the log gave it
 *     chicago.example/record
 *     …
 *
 * Source: https://c2sp.org/tlog-proof.
 */
import { base64FromBytes, bytesFromBase64, parseDecimal, textFromUtf8, utf8 } from "../text/bytes.ts"
import type { Crypto } from "./crypto.ts"
import { malformed, type Failure, type Malformed } from "./failure.ts"
import { leafHash, leafIndex, parseHash, type Hash, type LeafIndex } from "./hashes.ts"
import { openCheckpoint, type OpenedCheckpoint } from "./open-checkpoint.ts"
import type { Policy } from "./policy.ts"
import { checkInclusion } from "./proofs.ts"

export interface ProofFile {
  readonly extra: Uint8Array | null
  readonly index: LeafIndex
  /** 63 at most. */
  readonly hashes: readonly Hash[]
  /** The signed note, byte for byte. */
  readonly checkpoint: Uint8Array
}

const FIRST_LINE = "c2sp.org/tlog-proof@v1"
/** A tree of 2^63 leaves has proofs of this many hashes. */
const MOST_HASHES = 63
const MOST_BYTES = 2_000_000

export function printProofFile({ extra, index, hashes, checkpoint }: ProofFile): string {
  const head = [FIRST_LINE, ...(extra === null ? [] : [`extra ${base64FromBytes(extra)}`]), `index ${index}`, ...hashes.map(base64FromBytes)]
  return `${head.join("\n")}\n\n${textFromUtf8(checkpoint) ?? ""}`
}

/** The inverse of `printProofFile`. The checkpoint is taken as it is. */
export function parseProofFile(bytes: Uint8Array): { readonly kind: "proof"; readonly proof: ProofFile } | Malformed {
  if (bytes.length > MOST_BYTES) return malformed("proof", "too-long", 0)
  const text = textFromUtf8(bytes)
  if (text === null) return malformed("proof", "not-utf8", 0)
  const end = text.indexOf("\n\n")
  if (end < 0) return malformed("proof", "line-missing", 0)
  const [first, ...lines] = text.slice(0, end).split("\n")
  if (first !== FIRST_LINE) return malformed("proof", "first-line", 1)
  const extra = lines[0]?.startsWith("extra ") === true ? bytesFromBase64(lines[0].slice("extra ".length)) : undefined
  if (extra === null) return malformed("proof", "extra", 2)
  const [indexLine = "", ...hashLines] = extra === undefined ? lines : lines.slice(1)
  const line = extra === undefined ? 2 : 3
  const index = indexLine.startsWith("index ") ? parseDecimal(indexLine.slice("index ".length)) : null
  if (index === null) return malformed("proof", "index", line)
  if (hashLines.length > MOST_HASHES) return malformed("proof", "too-many-hashes", line + 1)
  const hashes = hashLines.map((one) => parseHash(bytesFromBase64(one) ?? new Uint8Array(0)))
  const wrong = hashes.indexOf(null)
  if (wrong >= 0) return malformed("proof", "hash", line + 1 + wrong)
  return {
    kind: "proof",
    proof: { extra: extra ?? null, index: leafIndex(index), hashes: hashes.filter((hash) => hash !== null), checkpoint: utf8(text.slice(end + 2)) },
  }
}

/** Whether an entry stands where the proof says, in a checkpoint that opens under the policy. */
export function checkProof(crypto: Crypto, policy: Policy, proof: ProofFile, entry: Uint8Array): OpenedCheckpoint | Failure {
  const opened = openCheckpoint(crypto, policy, proof.checkpoint)
  if (opened.kind !== "opened") return opened
  const held = checkInclusion(crypto, { index: proof.index, leaf: leafHash(crypto, entry), hashes: proof.hashes }, opened.checkpoint)
  return held.kind === "holds" ? opened : held
}
