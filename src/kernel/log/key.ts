/**
 * Verifier keys: who signs, and with which algorithm.
 *
 *     chicago.example/record+3d5a1c07+AQ8f…
 *     name                   id       base64(type ‖ public key)
 *
 * The id is the first four bytes of SHA-256(name ‖ LF ‖ type ‖ public key), so one key under two types has two ids. Types here:
 * 01 Ed25519 over a note's text, 04 Ed25519 cosignature with a time, 06 ML-DSA-44 cosignature (known, not checked by this program).
 *
 * Points of small order and public keys that are not canonical are refused here: over them implementations disagree, and some
 * accept any message. Source: https://c2sp.org/signed-note, "Verifier keys"; RFC 8032 §5.1.3.
 */
import { bytesFromBase64, base64FromBytes, bytesFromHex, concatBytes, equalBytes, hexFromBytes, utf8 } from "../text/bytes.ts"
import type { Crypto } from "./crypto.ts"
import { malformed, type Malformed } from "./failure.ts"

export type KeyType = "ed25519" | "ed25519-cosignature"

export interface VerifierKey {
  /** Not empty, without spaces and plus signs. A log's is its origin. */
  readonly name: string
  /** Eight hex digits. */
  readonly id: string
  readonly type: KeyType
  /** 32 bytes. */
  readonly publicKey: Uint8Array
}

const TYPE_BYTES: Readonly<Record<KeyType, number>> = { ed25519: 0x01, "ed25519-cosignature": 0x04 }

/** Spaces as Unicode has them (White_Space), and what separates a verifier key's parts. */
const NOT_IN_NAMES = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000+]/

export function isKeyName(name: string): boolean {
  return name !== "" && !NOT_IN_NAMES.test(name)
}

export function keyOf(crypto: Crypto, name: string, type: KeyType, publicKey: Uint8Array): VerifierKey {
  return { name, id: hexFromBytes(keyIdOf(crypto, name, TYPE_BYTES[type], publicKey)), type, publicKey }
}

function keyIdOf(crypto: Crypto, name: string, type: number, publicKey: Uint8Array): Uint8Array {
  return crypto.sha256(concatBytes([utf8(`${name}\n`), Uint8Array.of(type), publicKey])).subarray(0, 4)
}

export function printKey(key: VerifierKey): string {
  return `${key.name}+${key.id}+${base64FromBytes(concatBytes([Uint8Array.of(TYPE_BYTES[key.type]), key.publicKey]))}`
}

/** The inverse of `printKey`. `line` is where the key stands, for the failure. */
export function parseKey(crypto: Crypto, text: string, line = 0): { readonly kind: "key"; readonly key: VerifierKey } | Malformed {
  const [name = "", id = "", ...encoded] = text.split("+")
  const bytes = bytesFromBase64(encoded.join("+")) // base64 has plus signs of its own
  if (!isKeyName(name) || bytesFromHex(id)?.length !== 4 || bytes === null || bytes.length === 0) return malformed("key", "key-form", line)
  const type = keyTypeOf(bytes[0] ?? 0)
  const publicKey = bytes.subarray(1)
  if (hexFromBytes(keyIdOf(crypto, name, bytes[0] ?? 0, publicKey)) !== id) return malformed("key", "key-id", line)
  if (type === null) return malformed("key", "key-algorithm", line)
  if (publicKey.length !== 32) return malformed("key", "key-form", line)
  return isWeak(publicKey) ? malformed("key", "key-weak", line) : { kind: "key", key: { name, id, type, publicKey } }
}

function keyTypeOf(byte: number): KeyType | null {
  if (byte === TYPE_BYTES.ed25519) return "ed25519"
  return byte === TYPE_BYTES["ed25519-cosignature"] ? "ed25519-cosignature" : null
}

/** y of the eight points whose order divides 8, the sign of x left out: 0, 1, p-1, and the two of order 8. Little-endian hex. */
const SMALL_ORDER = [
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
]

/** A point of small order, or y written as p or more: nobody's key, and not read alike everywhere. */
export function isWeak(publicKey: Uint8Array): boolean {
  const y = Uint8Array.from(publicKey)
  const top = (publicKey[31] ?? 0) & 0x7f
  y[31] = top
  const pastP = top === 0x7f && y.subarray(1, 31).every((byte) => byte === 0xff) && (y[0] ?? 0) >= 0xed
  return pastP || SMALL_ORDER.includes(hexFromBytes(y))
}

/** Whether two keys are the same point, whatever their names and types: the policy's idea of a duplicate. */
export function sameKey(one: VerifierKey, other: VerifierKey): boolean {
  return equalBytes(one.publicKey, other.publicKey)
}
