/**
 * Receipts: a proof file whose `extra` holds the entry's own bytes, so that it can be checked by itself.
 *
 * Nothing vouches for `extra`; the leaf's hash does: the proof is checked for exactly these bytes. An opening is another file,
 * private to who holds it, and is checked against the entry.
 */
import type { Crypto } from "../log/crypto.ts"
import type { Failure } from "../log/failure.ts"
import type { OpenedCheckpoint } from "../log/open-checkpoint.ts"
import type { Policy } from "../log/policy.ts"
import { checkProof, parseProofFile } from "../log/proof-file.ts"
import { parseEntry, type Entry, type EntryFailure } from "./entry.ts"
import { opens, type Opening } from "./opening.ts"

export interface CheckedReceipt {
  readonly kind: "receipt"
  readonly entry: Entry
  readonly index: number
  readonly opened: OpenedCheckpoint
}

export type ReceiptFailure =
  | Failure
  | EntryFailure
  /** A proof without the entry's bytes: some other log's, or cut short. */
  | { readonly kind: "entry-missing" }

export function checkReceipt(crypto: Crypto, policy: Policy, bytes: Uint8Array): CheckedReceipt | ReceiptFailure {
  const parsed = parseProofFile(bytes)
  if (parsed.kind === "malformed") return parsed
  const { proof } = parsed
  if (proof.extra === null) return { kind: "entry-missing" }
  const opened = checkProof(crypto, policy, proof, proof.extra)
  if (opened.kind !== "opened") return opened
  const entry = parseEntry(proof.extra)
  return isEntry(entry) ? { kind: "receipt", entry, index: proof.index, opened } : entry
}

export function isEntry(entry: Entry | EntryFailure): entry is Entry {
  return entry.kind !== "entry-version" && entry.kind !== "entry-kind" && entry.kind !== "entry-form"
}

export type CheckedOpening = { readonly kind: "opens" } | { readonly kind: "not-sealed"; readonly found: Entry["kind"] } | { readonly kind: "commitment-differs" }

/** Whether an opening is the opening of a receipt's entry. */
export function checkOpening(crypto: Crypto, entry: Entry, opening: Opening): CheckedOpening {
  if (entry.kind !== "sealed") return { kind: "not-sealed", found: entry.kind }
  return opens(crypto, opening, entry.commitment) ? { kind: "opens" } : { kind: "commitment-differs" }
}
