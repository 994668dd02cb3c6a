/**
 * Cosignatures: a witness says that, at a time, a checkpoint was the newest it knew, and that every older one was its beginning.
 *
 *     what is signed    cosignature/v1 LF  time 1679315147 LF  the checkpoint's text
 *     what stands in the line, behind the key's id    8 bytes of time, most significant first, then 64 of signature
 *
 * The name is not signed, so every cosigner has a key of its own. Source: https://c2sp.org/tlog-cosignature, "Ed25519 signed message".
 */
import { uint64Bytes, uint64FromBytes, utf8 } from "../text/bytes.ts"

export function cosignedMessage(time: number, text: string): Uint8Array {
  return utf8(`cosignature/v1\ntime ${time}\n${text}`)
}

export const timeBytes = uint64Bytes

/** `null` for other lengths, and for a time that is 0 or past 2^53-1. */
export function splitCosignature(bytes: Uint8Array): { readonly time: number; readonly signature: Uint8Array } | null {
  const time = uint64FromBytes(bytes.subarray(0, 8))
  return bytes.length !== 72 || time === null || time === 0 ? null : { time, signature: bytes.subarray(8) }
}
