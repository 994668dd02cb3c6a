/**
 * What a witness says to a checkpoint: cosigned, or why not. A function of what is asked, whom it trusts and what it remembers.
 *
 * A witness swears that each tree it cosigns begins with all that it cosigned of that log before. So it takes a checkpoint only from the
 * very size that it remembers, with a proof from there; nothing is remembered here, whoever asks stores before it answers.
 * Source: https://c2sp.org/tlog-witness; one size with two roots is 422, as the text has it since March 2026.
 */
import { parseCheckpoint, type Checkpoint } from "../kernel/log/checkpoint.ts"
import type { Crypto } from "../kernel/log/crypto.ts"
import type { Failure, Malformed } from "../kernel/log/failure.ts"
import { emptyRoot, treeSize } from "../kernel/log/hashes.ts"
import type { VerifierKey } from "../kernel/log/key.ts"
import { openNote, parseNote, signText, type NoteSignature, type SignedNote } from "../kernel/log/note.ts"
import { checkConsistency } from "../kernel/log/proofs.ts"
import { parseWitnessRequest } from "./witness-request.ts"
import type { LogKey } from "./signing-key.ts"

/** The newest checkpoint of a log that this witness has cosigned. */
export interface Cosigned {
  readonly checkpoint: Checkpoint
  /** Its text with the log's line and the witness's own. */
  readonly note: SignedNote
  /** Seconds since 1970, as it was signed. */
  readonly time: number
}

export type Verdict =
  /** 200: to be stored, and then answered with the witness's line. */
  | { readonly kind: "cosigned"; readonly cosigned: Cosigned; readonly line: NoteSignature }
  /** 400. */
  | Malformed
  | { readonly kind: "old-larger"; readonly old: number; readonly size: number }
  /** 404. */
  | { readonly kind: "log-unknown"; readonly origin: string }
  /** 403: no line by the log's key, or one that does not hold. */
  | { readonly kind: "not-signed"; readonly origin: string }
  /** 409. */
  | { readonly kind: "other-size"; readonly size: number }
  /** 422. */
  | { readonly kind: "not-consistent"; readonly failure: Failure }

export interface Judge {
  readonly crypto: Crypto
  /** The logs it cosigns for; several keys may be one log's. */
  readonly logs: readonly VerifierKey[]
  readonly signer: LogKey
  /** `null` for a log that it has not cosigned yet. */
  remembered(origin: string): Cosigned | null
}

/** `time` is what a cosignature will say: no earlier than any that the witness gave before. */
export function verdictOn(judge: Judge, bytes: Uint8Array, time: number): Verdict {
  const { crypto } = judge
  const parsed = parseWitnessRequest(bytes)
  if (parsed.kind === "malformed") return parsed
  const { old, hashes, checkpoint: noteBytes } = parsed.request
  const read = parseNote(noteBytes)
  if (read.kind === "malformed") return read
  const found = parseCheckpoint(crypto, read.note.text)
  if (found.kind === "malformed") return found
  const { checkpoint } = found
  const { origin, size } = checkpoint
  const keys = judge.logs.filter(({ name }) => name === origin)
  if (keys.length === 0) return { kind: "log-unknown", origin }
  const opened = openNote(crypto, read.note, keys)
  if (opened.kind !== "opened" || opened.by.length === 0) return { kind: "not-signed", origin }
  if (old > size) return { kind: "old-larger", old, size }
  const before = judge.remembered(origin)?.checkpoint ?? { size: treeSize(0), root: emptyRoot(crypto) }
  if (old !== before.size) return { kind: "other-size", size: before.size }
  const held = checkConsistency(crypto, before, checkpoint, hashes)
  return held.kind === "holds" ? cosign(judge, checkpoint, onlyBy(read.note, keys), time) : { kind: "not-consistent", failure: held }
}

function cosign({ signer }: Judge, checkpoint: Checkpoint, note: SignedNote, time: number): Verdict {
  const line = signText(signer.key, signer.sign, note.text, time)
  return { kind: "cosigned", line, cosigned: { checkpoint, time, note: { text: note.text, signatures: [...note.signatures, line] } } }
}

/** The note with the lines of these keys alone: nobody vouches for the others, and anybody may add some. */
function onlyBy({ text, signatures }: SignedNote, keys: readonly VerifierKey[]): SignedNote {
  return { text, signatures: keys.flatMap(({ name, id }) => signatures.filter((line) => line.name === name && line.keyId === id).slice(0, 1)) }
}
