/**
 * Signed notes: a text, a blank line, and a line for each signature.
 *
 *     chicago.example/record        the text, its last line break included
 *     20852163
 *     CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
 *                                   the last blank line of the note
 *     — chicago.example/record Az3grlgt…      name, base64(key id ‖ signature)
 *     — witness.example/w1 jWbPPwAAAABkGFDL…
 *
 * UTF-8 without control characters but line breaks. A line by a key that nobody asked about is passed over, even where its name or its
 * id is known; a line by a known key that does not hold makes the whole note worthless. Of several lines by one key the first counts.
 *
 * Source: https://c2sp.org/signed-note. Stricter than Go's x/mod in one thing: base64 with bits left over is refused.
 */
import { base64FromBytes, bytesFromBase64, concatBytes, hexFromBytes, textFromUtf8, utf8 } from "../text/bytes.ts"
import { cosignedMessage, splitCosignature, timeBytes } from "./cosignature.ts"
import type { Crypto } from "./crypto.ts"
import { malformed, type Failure, type Malformed } from "./failure.ts"
import { isKeyName, type VerifierKey } from "./key.ts"

export interface NoteSignature {
  readonly name: string
  /** Eight hex digits. */
  readonly keyId: string
  /** What stands behind the key's id: at least one byte. */
  readonly bytes: Uint8Array
}

export interface SignedNote {
  /** Ends with a line break. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

/** A signature that holds. */
export interface GoodSignature {
  readonly key: VerifierKey
  /** Seconds since 1970 for a cosignature, else `null`. */
  readonly time: number | null
}

/** Signatures in a note that are read: the specification asks for 16 or more. */
const MOST_SIGNATURES = 100
const MOST_BYTES = 1_000_000
const DASH = "\u2014 "

export function parseNote(bytes: Uint8Array): { readonly kind: "note"; readonly note: SignedNote } | Malformed {
  if (bytes.length > MOST_BYTES) return malformed("note", "too-long", 0)
  const whole = textFromUtf8(bytes)
  if (whole === null) return malformed("note", "not-utf8", 0)
  const control = /[\u0000-\u0009\u000b-\u001f]/.exec(whole)
  if (control !== null) return malformed("note", "control-character", lineAt(whole, control.index))
  const split = whole.lastIndexOf("\n\n")
  const block = whole.slice(split + 2)
  if (split < 0 || !block.endsWith("\n")) return malformed("note", "no-signature-block", 0)
  const text = whole.slice(0, split + 1)
  return parseSignatures(text, block)
}

function parseSignatures(text: string, block: string): { readonly kind: "note"; readonly note: SignedNote } | Malformed {
  const lines = block.slice(0, -1).split("\n")
  if (lines.length > MOST_SIGNATURES) return malformed("note", "too-many-signatures", 0)
  const signatures: NoteSignature[] = []
  for (const [index, line] of lines.entries()) {
    const signature = parseSignatureLine(line)
    if (signature === null) return malformed("note", "signature-line", lineAt(text, text.length) + 1 + index)
    signatures.push(signature)
  }
  return { kind: "note", note: { text, signatures } }
}

/** One line without its line break, or `null`. */
export function parseSignatureLine(line: string): NoteSignature | null {
  if (!line.startsWith(DASH)) return null
  const [name = "", encoded = "", ...rest] = line.slice(DASH.length).split(" ")
  const bytes = bytesFromBase64(encoded)
  if (rest.length > 0 || !isKeyName(name) || bytes === null || bytes.length < 5) return null
  return { name, keyId: hexFromBytes(bytes.subarray(0, 4)), bytes: bytes.subarray(4) }
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length
}

/** The inverse of `parseNote`. */
export function printNote({ text, signatures }: SignedNote): string {
  return `${text}\n${signatures.map(printSignatureLine).join("")}`
}

/** With its line break. */
export function printSignatureLine({ name, keyId, bytes }: NoteSignature): string {
  return `${DASH}${name} ${base64FromBytes(concatBytes([idBytes(keyId), bytes]))}\n`
}

function idBytes(keyId: string): Uint8Array {
  return Uint8Array.from([0, 2, 4, 6], (at) => Number.parseInt(keyId.slice(at, at + 2), 16))
}

/** The signatures by `keys`, each key once, in the note's sequence. May be none. */
export function openNote(crypto: Crypto, note: SignedNote, keys: readonly VerifierKey[]): { readonly kind: "opened"; readonly by: readonly GoodSignature[] } | Failure {
  const by: GoodSignature[] = []
  for (const signature of note.signatures) {
    const key = keys.find(({ name, id }) => name === signature.name && id === signature.keyId)
    if (key === undefined || by.some((good) => good.key === key)) continue
    const good = checkSignature(crypto, key, note.text, signature.bytes)
    if (good === null) return { kind: "signature-wrong", name: key.name }
    by.push(good)
  }
  return { kind: "opened", by }
}

function checkSignature(crypto: Crypto, key: VerifierKey, text: string, bytes: Uint8Array): GoodSignature | null {
  switch (key.type) {
    case "ed25519":
      return bytes.length === 64 && crypto.verifyEd25519(key.publicKey, utf8(text), bytes) ? { key, time: null } : null
    case "ed25519-cosignature": {
      const parts = splitCosignature(bytes)
      if (parts === null) return null
      return crypto.verifyEd25519(key.publicKey, cosignedMessage(parts.time, text), parts.signature) ? { key, time: parts.time } : null
    }
  }
}

/** Signs with an Ed25519 key, 64 bytes; whoever holds the key gives it. */
export interface Sign {
  (message: Uint8Array): Uint8Array
}

/** A note's signature by a key. `time` is for a cosignature alone: seconds since 1970, at least 1. */
export function signText(key: VerifierKey, sign: Sign, text: string, time: number): NoteSignature {
  switch (key.type) {
    case "ed25519":
      return { name: key.name, keyId: key.id, bytes: sign(utf8(text)) }
    case "ed25519-cosignature":
      return { name: key.name, keyId: key.id, bytes: concatBytes([timeBytes(time), sign(cosignedMessage(time, text))]) }
  }
}
