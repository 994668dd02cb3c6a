/**
 * Bytes and the texts that stand for them: hex, base64, UTF-8, big-endian integers.
 *
 *     bytes 66 6f   hex "666f"   base64 "Zm8="
 *
 * Every reader is strict: exactly one text stands for given bytes, so that what was signed cannot be written two ways. Base64 is
 * the standard alphabet with padding (RFC 4648 §4), hex is lower case, UTF-8 has no replacement and keeps a byte order mark.
 */

const HEX = "0123456789abcdef"
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
/** Two letters for each twelve bits. */
const BASE64_PAIRS = Array.from({ length: 4096 }, (_, bits) => BASE64.charAt(bits >> 6) + BASE64.charAt(bits & 63))
const BASE64_VALUES = new Map(Array.from(BASE64, (letter, value) => [letter, value]))

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Whether both hold the same bytes. Takes a time that depends on them: for public values only. */
export function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false
  return true
}

const ENCODER = new TextEncoder()
const STRICT_DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

export function utf8(text: string): Uint8Array {
  return ENCODER.encode(text)
}

/** The text that `bytes` are in UTF-8, or `null` where they are none. The inverse of `utf8` for texts without lone surrogates. */
export function textFromUtf8(bytes: Uint8Array): string | null {
  try {
    return STRICT_DECODER.decode(bytes)
  } catch {
    return null
  }
}

export function hexFromBytes(bytes: Uint8Array): string {
  let text = ""
  for (const byte of bytes) text += HEX.charAt(byte >> 4) + HEX.charAt(byte & 15)
  return text
}

/** The inverse of `hexFromBytes`; `null` for anything else, capital letters among it. */
export function bytesFromHex(text: string): Uint8Array | null {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) return null
  return Uint8Array.from({ length: text.length / 2 }, (_, index) => Number.parseInt(text.slice(2 * index, 2 * index + 2), 16))
}

export function base64FromBytes(bytes: Uint8Array): string {
  let text = ""
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    text += (BASE64_PAIRS[group >> 12] ?? "") + (BASE64_PAIRS[group & 4095] ?? "")
  }
  const missing = (3 - (bytes.length % 3)) % 3
  return missing === 0 ? text : text.slice(0, -missing) + "=".repeat(missing)
}

/** The inverse of `base64FromBytes`; `null` for anything else: other alphabets, blanks, missing padding, bits left over. */
export function bytesFromBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null
  const letters = text.replace(/=+$/, "")
  const bytes = new Uint8Array(Math.floor((letters.length * 3) / 4))
  let group = 0
  let bits = 0
  let at = 0
  for (const letter of letters) {
    group = ((group << 6) | (BASE64_VALUES.get(letter) ?? 0)) & 0xffffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = (group >> bits) & 255
  }
  return base64FromBytes(bytes) === text ? bytes : null
}

/** Eight bytes, most significant first. `value` is an integer from 0 to 2^53-1. */
export function uint64Bytes(value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  const view = new DataView(bytes.buffer)
  view.setBigUint64(0, BigInt(value))
  return bytes
}

/** The integer that eight bytes stand for, most significant first; `null` past 2^53-1 and for other lengths. */
export function uint64FromBytes(bytes: Uint8Array): number | null {
  if (bytes.length !== 8) return null
  const value = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0)
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : null
}

/** A whole number as the specifications write it: ASCII digits, no leading zero. `null` past 2^53-1. */
export function parseDecimal(text: string): number | null {
  if (!/^(?:0|[1-9]\d{0,15})$/.test(text)) return null
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : null
}
