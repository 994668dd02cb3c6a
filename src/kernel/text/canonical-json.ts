/**
 * Canonical JSON: one value, one text, so that a digest of it can be made again anywhere.
 *
 *     {"b": 1.50, "a": [true, "é"]}   ->   {"a":[true,"é"],"b":1.5}
 *
 * Keys stand in the sequence of their UTF-16 code units, numbers in ECMAScript's form, nothing is escaped that need not
 * be. Source: RFC 8785. Refused, because JSON has no word for them: numbers that are not finite, and lone surrogates. Refused too is
 * what is nested deeper than 200 values, so that nobody's text can exhaust a reader.
 */
import { utf8 } from "./bytes.ts"

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/** The value cannot be written as canonical JSON; the message says what of it. */
export class NotCanonical extends Error {
  override readonly name = "NotCanonical"
}

const DEEPEST = 200

/** The canonical text. Throws `NotCanonical` for a number that is not finite, for a lone surrogate, in keys too, and past 200 values deep. */
export function canonicalJson(value: JsonValue): string {
  return textOf(value, 0)
}

function textOf(value: JsonValue, depth: number): string {
  if (depth > DEEPEST) throw new NotCanonical(`JSON nested deeper than ${DEEPEST} values is not read`)
  if (value === null || typeof value === "boolean") return String(value)
  if (typeof value === "number") return canonicalNumber(value)
  if (typeof value === "string") return canonicalString(value)
  if (isList(value)) return `[${value.map((member) => textOf(member, depth + 1)).join(",")}]`
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) // `<` compares UTF-16 code units: RFC 8785 §3.2.3
  return `{${members.map(([key, member]) => `${canonicalString(key)}:${textOf(member, depth + 1)}`).join(",")}}`
}

/** The canonical text in UTF-8, as RFC 8785 §3.2.4 wants it for hashing. */
export function canonicalJsonBytes(value: JsonValue): Uint8Array {
  return utf8(canonicalJson(value))
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new NotCanonical(`${String(value)} is no number in JSON`)
  return JSON.stringify(value) // ECMAScript's own form, -0 as 0: RFC 8785 §3.2.2.3
}

/** Texts that stand in JSON as they are; most do. */
const PLAIN = /^[ !#-[\]-~]*$/

function canonicalString(value: string): string {
  if (PLAIN.test(value)) return `"${value}"`
  if (/\p{Surrogate}/u.test(value)) throw new NotCanonical("a lone surrogate is no text in JSON") // RFC 8785 §3.2.2.2
  return JSON.stringify(value)
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}
