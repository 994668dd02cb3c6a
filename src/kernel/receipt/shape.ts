/**
 * Reading JSON into an entry's form: small readers that give the value or `null`, and refuse members that they do not know.
 *
 * An entry is hashed as it stands, so two readers must never understand it differently: nothing is optional by silence.
 */
import { bytesFromHex } from "../text/bytes.ts"
import type { JsonValue } from "../text/canonical-json.ts"

export interface Reader<Value> {
  (json: JsonValue): Value | null
}

type Fields<Shape> = { readonly [Key in keyof Shape]: Reader<Shape[Key]> }

/** An object with exactly these members. */
export function object<Shape extends object>(fields: Fields<Shape>): Reader<Shape> {
  const names: readonly string[] = Object.keys(fields)
  return (json) => {
    if (!isObject(json) || Object.keys(json).length !== names.length) return null
    const read: [string, unknown][] = []
    for (const name of names) {
      const member = Object.hasOwn(json, name) ? json[name] : undefined
      const value = member === undefined ? null : readField(fields, name, member)
      if (value === null) return null
      read.push([name, value])
    }
    return Object.fromEntries(read) as Shape
  }
}

function readField<Shape extends object>(fields: Fields<Shape>, name: string, member: JsonValue): unknown {
  const reader = Object.entries<Reader<unknown>>(fields).find(([known]) => known === name)?.[1]
  return reader === undefined ? null : reader(member)
}

/** An object whose members are all of one kind. */
export function mapOf<Value>(reader: Reader<Value>): Reader<ReadonlyMap<string, Value>> {
  return (json) => {
    if (!isObject(json)) return null
    const read = new Map<string, Value>()
    for (const [name, member] of Object.entries(json)) {
      const value = reader(member)
      if (value === null) return null
      read.set(name, value)
    }
    return read
  }
}

export function listOf<Value>(reader: Reader<Value>): Reader<readonly Value[]> {
  return (json) => {
    if (!isList(json)) return null
    const read: Value[] = []
    for (const member of json) {
      const value = reader(member)
      if (value === null) return null
      read.push(value)
    }
    return read
  }
}

/** A text that `form` fits. */
export function text(form: RegExp): Reader<string> {
  return (json) => (typeof json === "string" && form.test(json) ? json : null)
}

/** Any text that is not empty. */
export const someText = text(/./su)
export const day = text(/^\d{4}-\d{2}-\d{2}$/)
export const month = text(/^\d{4}-\d{2}$/)
export const digest = text(/^[0-9a-f]{64}$/)

/** A whole number from 0 to 2^53-1. */
export const count: Reader<number> = (json) => (typeof json === "number" && Number.isSafeInteger(json) && json >= 0 ? json : null)

/** 32 bytes, as 64 hex digits. */
export const bytes32: Reader<Uint8Array> = (json) => {
  const bytes = typeof json === "string" ? bytesFromHex(json) : null
  return bytes?.length === 32 ? bytes : null
}

/** Either reader; the first that fits counts. */
export function either<One, Other>(one: Reader<One>, other: Reader<Other>): Reader<One | Other> {
  return (json) => one(json) ?? other(json)
}

/** `null` in the JSON, told apart from what a reader could not read. */
export interface Nothing {
  readonly nothing: true
}
export const nothing: Reader<Nothing> = (json) => (json === null ? { nothing: true } : null)

export function isObject(json: JsonValue): json is { readonly [key: string]: JsonValue } {
  return typeof json === "object" && json !== null && !isList(json)
}

function isList(json: JsonValue): json is readonly JsonValue[] {
  return Array.isArray(json)
}
