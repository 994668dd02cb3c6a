/** A log in memory that a test grows as it likes: its checkpoints, the proofs between them, and other logs that never were. */
import { printCheckpoint } from "../../src/kernel/log/checkpoint.ts"
import { leafHash, nodeHash, emptyRoot, treeSize, largestPowerBelow, type Hash } from "../../src/kernel/log/hashes.ts"
import { keyOf, type VerifierKey } from "../../src/kernel/log/key.ts"
import { printNote, signText, type NoteSignature, type Sign } from "../../src/kernel/log/note.ts"
import { consistencyRanges } from "../../src/kernel/log/ranges.ts"
import { utf8 } from "../../src/kernel/text/bytes.ts"
import { nodeCrypto, signingKeyFromSeed } from "../../src/record/node-crypto.ts"
import { printWitnessRequest } from "../../src/record/witness-request.ts"

export interface Signer {
  readonly key: VerifierKey
  readonly sign: Sign
}

/** A key that is the same in every run. */
export function signerOf(name: string, byte: number, type: VerifierKey["type"] = "ed25519"): Signer {
  const { publicKey, sign } = signingKeyFromSeed(new Uint8Array(32).fill(byte))
  return { key: keyOf(nodeCrypto, name, type, publicKey), sign }
}

/** A log whose leaves are `entries`; one with other entries under the same key is its fork. */
export class GrownLog {
  readonly #signer: Signer
  readonly #leaves: readonly Hash[]

  constructor(signer: Signer, entries: readonly string[]) {
    this.#signer = signer
    this.#leaves = entries.map((entry) => leafHash(nodeCrypto, utf8(entry)))
  }

  root(size: number): Hash {
    return size === 0 ? emptyRoot(nodeCrypto) : this.#over(0, size)
  }

  text(size: number): string {
    return printCheckpoint({ origin: this.#signer.key.name, size: treeSize(size), root: this.root(size) })
  }

  checkpoint(size: number, others: readonly NoteSignature[] = []): Uint8Array {
    const text = this.text(size)
    return utf8(printNote({ text, signatures: [signText(this.#signer.key, this.#signer.sign, text, 0), ...others] }))
  }

  proof(older: number, newer: number): readonly Hash[] {
    return older === 0 || older > newer ? [] : consistencyRanges(treeSize(older), treeSize(newer)).map(({ from, to }) => this.#over(from, to))
  }

  /** What is sent to a witness that knows `older`. */
  request(older: number, newer: number): Uint8Array {
    return printWitnessRequest({ old: treeSize(older), hashes: this.proof(older, newer), checkpoint: this.checkpoint(newer) })
  }

  #over(from: number, to: number): Hash {
    const [leaf] = this.#leaves.slice(from, to)
    if (leaf === undefined) throw new Error("the log is not that long")
    if (to - from === 1) return leaf
    const middle = from + largestPowerBelow(to - from)
    return nodeHash(nodeCrypto, this.#over(from, middle), this.#over(middle, to))
  }
}

export function entriesOf(count: number, prefix = "entry"): readonly string[] {
  return Array.from({ length: count }, (_, at) => `${prefix} ${at}`)
}
