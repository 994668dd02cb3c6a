/**
 * The kernel's cryptography in a browser, from @noble: it answers at once, where `crypto.subtle` would make every walk over a tree wait.
 *
 * It gives node:crypto's verdict on every key and signature, hostile ones included (tests/browser/crypto.test.ts). Hence the equation
 * without the cofactor, which OpenSSL checks, and not @noble's own `verify`, which multiplies by it: over keys of mixed order the two differ.
 */
import { ed25519 } from "@noble/curves/ed25519.js"
import { hmac } from "@noble/hashes/hmac.js"
import { sha256, sha512 } from "@noble/hashes/sha2.js"
import type { Crypto } from "../kernel/log/crypto.ts"
import { isWeak } from "../kernel/log/key.ts"
import { concatBytes, equalBytes } from "../kernel/text/bytes.ts"

export const browserCrypto: Crypto = {
  sha256,
  hmacSha256: (key, data) => hmac(sha256, key, data),
  verifyEd25519,
}

const { Point } = ed25519
const { ORDER } = Point.Fn

/** RFC 8032 §5.1.7: the encoding of S·B − k·A is R, with S below the group's order. */
function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64 || isWeak(publicKey)) return false
  const key = pointOf(publicKey)
  const r = signature.subarray(0, 32)
  const s = numberOf(signature.subarray(32))
  if (key === null || s >= ORDER) return false
  const k = numberOf(sha512(concatBytes([r, publicKey, message]))) % ORDER
  return equalBytes(Point.BASE.multiplyUnsafe(s).subtract(key.multiplyUnsafe(k)).toBytes(), r)
}

function pointOf(publicKey: Uint8Array): InstanceType<typeof Point> | null {
  try {
    return Point.fromBytes(publicKey)
  } catch {
    return null // not on the curve
  }
}

/** Least significant byte first. */
function numberOf(bytes: Uint8Array): bigint {
  return bytes.reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n)
}
