/**
 * What a form must bring along so that no other site can send it: a secret that follows from the session's token, under a mask that is
 * new each time it is written.
 *
 * The mask is for pages that are compressed: a secret that stood in them twice the same could be guessed by their length (BREACH).
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto"

const BYTES = 32

/** base64url(mask ‖ mask xor secret), 86 characters. */
export function newCsrf(sessionToken: string): string {
  const mask = randomBytes(BYTES)
  return Buffer.concat([mask, xor(mask, secretOf(sessionToken))]).toString("base64url")
}

export function isCsrfOf(sessionToken: string, sent: string): boolean {
  const bytes = Buffer.from(sent, "base64url")
  return bytes.length === 2 * BYTES && timingSafeEqual(xor(bytes.subarray(0, BYTES), bytes.subarray(BYTES)), secretOf(sessionToken))
}

function secretOf(sessionToken: string): Buffer {
  return createHmac("sha256", sessionToken).update("csrf").digest()
}

function xor(one: Uint8Array, other: Uint8Array): Buffer {
  return Buffer.from(one.map((byte, at) => byte ^ (other[at] ?? 0)))
}
