/**
 * Entries: what stands in a leaf of the record, byte for byte.
 *
 *     01 00 ‖ 32 bytes            sealed: an act, or a blank that nobody can tell from one; 34 bytes, always
 *     01 01 ‖ canonical JSON      pack: a law is put in force
 *     01 02 ‖ canonical JSON      key: a public key begins, or ends
 *     01 03 ‖ canonical JSON      release: openings of acts, for everybody
 *     01 04 ‖ canonical JSON      withdrawal: counsel withdraws a clause
 *
 * The first byte is the version of this format, the second the kind. JSON is canonical (RFC 8785) and in UTF-8; what is not
 * written exactly so is no entry. A new kind is a file beside this one and a line in `CLEAR`.
 */
import { concatBytes, equalBytes, textFromUtf8 } from "../text/bytes.ts"
import { canonicalJsonBytes, NotCanonical, type JsonValue } from "../text/canonical-json.ts"
import { keyKind, type KeyEntry } from "./key-entry.ts"
import { packKind, type PackEntry } from "./pack-entry.ts"
import { releaseKind, type ReleaseEntry } from "./release-entry.ts"
import { withdrawalKind, type WithdrawalEntry } from "./withdrawal-entry.ts"

export const ENTRY_VERSION = 1
const SEALED = 0
/** An act's, and a blank's. */
export const SEALED_BYTES = 34

export interface SealedEntry {
  readonly kind: "sealed"
  /** Of an act, the commitment to all it holds; of a blank, 32 random bytes. */
  readonly commitment: Uint8Array
}

export type ClearEntry = PackEntry | KeyEntry | ReleaseEntry | WithdrawalEntry
export type Entry = SealedEntry | ClearEntry

const CLEAR = [packKind, keyKind, releaseKind, withdrawalKind] as const

export function printEntry(entry: Entry): Uint8Array {
  switch (entry.kind) {
    case "sealed":
      return concatBytes([Uint8Array.of(ENTRY_VERSION, SEALED), entry.commitment])
    case "pack":
      return printClear(packKind.byte, packKind.print(entry))
    case "key":
      return printClear(keyKind.byte, keyKind.print(entry))
    case "release":
      return printClear(releaseKind.byte, releaseKind.print(entry))
    case "withdrawal":
      return printClear(withdrawalKind.byte, withdrawalKind.print(entry))
  }
}

function printClear(kind: number, json: JsonValue): Uint8Array {
  return concatBytes([Uint8Array.of(ENTRY_VERSION, kind), canonicalJsonBytes(json)])
}

export type EntryFailure =
  /** A version that this program does not know: newer than it. */
  | { readonly kind: "entry-version"; readonly version: number }
  | { readonly kind: "entry-kind"; readonly found: number }
  | { readonly kind: "entry-form" }

/** The inverse of `printEntry`. */
export function parseEntry(bytes: Uint8Array): Entry | EntryFailure {
  const [version, kind] = bytes
  if (version === undefined || kind === undefined) return { kind: "entry-form" }
  if (version !== ENTRY_VERSION) return { kind: "entry-version", version }
  if (kind === SEALED) return bytes.length === SEALED_BYTES ? { kind: "sealed", commitment: bytes.subarray(2) } : { kind: "entry-form" }
  const known = CLEAR.find(({ byte }) => byte === kind)
  if (known === undefined) return { kind: "entry-kind", found: kind }
  const json = canonicalFrom(bytes.subarray(2))
  return (json === undefined ? null : known.read(json)) ?? { kind: "entry-form" }
}

/** The value that canonical JSON bytes stand for; `undefined` for any others. */
export function canonicalFrom(bytes: Uint8Array): JsonValue | undefined {
  const text = textFromUtf8(bytes)
  if (text === null) return undefined
  try {
    const json = JSON.parse(text) as JsonValue
    return equalBytes(canonicalJsonBytes(json), bytes) ? json : undefined
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof NotCanonical) return undefined
    throw error
  }
}
