/**
 * Commitments and openings: how an act is bound to its leaf without being shown.
 *
 *     of a group of fields   HMAC-SHA-256(key, "writ-group/1" LF name LF ‖ canonical JSON of the fields)
 *     of the act             SHA-256("writ-act/1" LF ‖ canonical JSON of {name: hex of the group's commitment})
 *
 * Each group has a key of its own, 32 random bytes, so one can be opened and the others stay closed; a key that is destroyed leaves a
 * commitment that proves nothing. As a file, an opening is JSON; whoever holds it decides who sees it:
 *
 *     {"format": "writ-opening/1", "groups": {
 *       "cell": {"key": "…64 hex digits…", "fields": {"department": "cpd", "question": "joint-duty", …}},
 *       "private": {"commitment": "…64 hex digits…"}}}
 */
import { concatBytes, equalBytes, hexFromBytes, utf8 } from "../text/bytes.ts"
import { canonicalJsonBytes, NotCanonical, type JsonValue } from "../text/canonical-json.ts"
import type { Crypto } from "../log/crypto.ts"
import { bytes32, either, isObject, mapOf, object, text, type Reader } from "./shape.ts"

export type Fields = { readonly [name: string]: JsonValue }

export interface FieldGroup {
  /** 32 random bytes. */
  readonly key: Uint8Array
  readonly fields: Fields
}

/** A group that stays closed. */
export interface ClosedGroup {
  readonly commitment: Uint8Array
}

export type Opening = ReadonlyMap<string, FieldGroup | ClosedGroup>

export const OPENING_FORMAT = "writ-opening/1"

export function isFieldGroup(group: FieldGroup | ClosedGroup | undefined): group is FieldGroup {
  return group !== undefined && "key" in group
}

export function groupCommitment(crypto: Crypto, name: string, { key, fields }: FieldGroup): Uint8Array {
  return crypto.hmacSha256(key, concatBytes([utf8(`writ-group/1\n${name}\n`), canonicalJsonBytes(fields)]))
}

/** The act's commitment, which its leaf holds. */
export function commitmentOf(crypto: Crypto, opening: Opening): Uint8Array {
  const groups = Object.fromEntries([...opening].map(([name, group]) => [name, hexFromBytes(isFieldGroup(group) ? groupCommitment(crypto, name, group) : group.commitment)]))
  return crypto.sha256(concatBytes([utf8("writ-act/1\n"), canonicalJsonBytes(groups)]))
}

/** Whether an opening is what the leaf commits to. One that has no canonical form is nobody's. */
export function opens(crypto: Crypto, opening: Opening, commitment: Uint8Array): boolean {
  try {
    return equalBytes(commitmentOf(crypto, opening), commitment)
  } catch (error) {
    if (error instanceof NotCanonical) return false
    throw error
  }
}

/** The opening with every group closed but these. */
export function onlyGroups(crypto: Crypto, opening: Opening, names: readonly string[]): Opening {
  return new Map([...opening].map(([name, group]) => [name, names.includes(name) || !isFieldGroup(group) ? group : { commitment: groupCommitment(crypto, name, group) }]))
}

export function jsonOfOpening(opening: Opening): JsonValue {
  return Object.fromEntries(
    [...opening].map(([name, group]) => [name, isFieldGroup(group) ? { key: hexFromBytes(group.key), fields: group.fields } : { commitment: hexFromBytes(group.commitment) }]),
  )
}

const fields: Reader<Fields> = (json) => (isObject(json) ? json : null)
const group: Reader<FieldGroup | ClosedGroup> = either(object({ key: bytes32, fields }), object({ commitment: bytes32 }))

/** The inverse of `jsonOfOpening`. */
export const readOpening: Reader<Opening> = mapOf(group)

const file = object({ format: text(/^writ-opening\/1$/), groups: readOpening })

/** An opening's file: JSON, canonical. */
export function printOpening(opening: Opening): Uint8Array {
  return concatBytes([canonicalJsonBytes({ format: OPENING_FORMAT, groups: jsonOfOpening(opening) }), utf8("\n")])
}

/** Reads an opening's file, in any layout; `null` where it is none. */
export function parseOpening(json: JsonValue): Opening | null {
  return file(json)?.groups ?? null
}
