/**
 * What a log sends to a witness: its checkpoint, and the proof that the tree the witness knows is the checkpoint's beginning.
 *
 *     old 20852014                                     the size that the witness is thought to know
 *     PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=     the consistency proof, 63 hashes at most
 *                                                      a blank line, then the signed note as the log gave it
 *     chicago.example/record
 *     …
 *
 * Source: https://c2sp.org/tlog-witness, "add-checkpoint".
 */
import { base64FromBytes, bytesFromBase64, concatBytes, parseDecimal, textFromUtf8, utf8 } from "../kernel/text/bytes.ts"
import { malformed, type Malformed } from "../kernel/log/failure.ts"
import { parseHash, treeSize, type Hash, type TreeSize } from "../kernel/log/hashes.ts"

export interface WitnessRequest {
  readonly old: TreeSize
  /** 63 at most. */
  readonly hashes: readonly Hash[]
  /** The signed note, byte for byte. */
  readonly checkpoint: Uint8Array
}

const MOST_HASHES = 63
/** Room for a checkpoint with some dozens of signatures, the long ones of ML-DSA among them. */
export const REQUEST_BYTES = 256 * 1024

export function printWitnessRequest({ old, hashes, checkpoint }: WitnessRequest): Uint8Array {
  return concatBytes([utf8([`old ${old}`, ...hashes.map(base64FromBytes), "", ""].join("\n")), checkpoint])
}

/** The inverse of `printWitnessRequest`. The checkpoint is taken as it is. */
export function parseWitnessRequest(bytes: Uint8Array): { readonly kind: "request"; readonly request: WitnessRequest } | Malformed {
  if (bytes.length > REQUEST_BYTES) return malformed("proof", "too-long", 0)
  const text = textFromUtf8(bytes)
  if (text === null) return malformed("proof", "not-utf8", 0)
  const end = text.indexOf("\n\n")
  if (end < 0) return malformed("proof", "line-missing", 0)
  const [first = "", ...lines] = text.slice(0, end).split("\n")
  const old = first.startsWith("old ") ? parseDecimal(first.slice("old ".length)) : null
  if (old === null) return malformed("proof", "size", 1)
  if (lines.length > MOST_HASHES) return malformed("proof", "too-many-hashes", 2 + MOST_HASHES)
  const hashes = lines.map((line) => parseHash(bytesFromBase64(line) ?? new Uint8Array(0)))
  const wrong = hashes.indexOf(null)
  if (wrong >= 0) return malformed("proof", "hash", 2 + wrong)
  return { kind: "request", request: { old: treeSize(old), hashes: hashes.filter((hash) => hash !== null), checkpoint: utf8(text.slice(end + 2)) } }
}
