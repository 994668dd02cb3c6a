/**
 * `release`: counsel opens a batch of acts to everybody: of each, the five fields of its cell and nothing else.
 *
 * An act is opened only where its cell (department, question, outcome, law, month) holds ten acts or more of the batch. The others stay
 * sealed and are counted, cells merged until each count is ten or more and tells no cell in it; a merged cell has `null` where its cells differ.
 * An entry has 65,535 bytes at most, so a batch may stand in several, each saying which of how many it is.
 */
import { hexFromBytes } from "../text/bytes.ts"
import type { JsonValue } from "../text/canonical-json.ts"
import { cellFields, type Cell } from "./act.ts"
import { isFieldGroup, jsonOfOpening, readOpening, type Opening } from "./opening.ts"
import { bytes32, count, digest, either, listOf, month, nothing, object, someText, type Nothing, type Reader } from "./shape.ts"

/** Of fewer acts no release tells. A pack may set a larger number, never a smaller. */
export const SMALLEST_CELL = 10

export interface ReleasedAct {
  /** The act's place in the record. */
  readonly index: number
  /** Its `cell` opened, every other group closed. */
  readonly opening: Opening
}

/** Acts that stay sealed, counted; `null` stands for several values. */
export interface MergedCell {
  readonly cell: { readonly [Field in keyof Cell]: string | null }
  /** Ten or more. */
  readonly acts: number
}

export interface ReleaseEntry {
  readonly kind: "release"
  /** Random, one for all entries of a batch. */
  readonly batch: Uint8Array
  /** This entry, counted from 1, of so many. */
  readonly part: number
  readonly parts: number
  readonly opened: readonly ReleasedAct[]
  readonly sealed: readonly MergedCell[]
}

const orNull = (reader: Reader<string>): Reader<string | Nothing> => either(reader, nothing)
const opening: Reader<Opening> = (json) => {
  const read = readOpening(json)
  return read !== null && isFieldGroup(read.get("cell")) && [...read].every(([name, group]) => name === "cell" || !isFieldGroup(group)) ? read : null
}

const read = object({
  batch: bytes32,
  part: count,
  parts: count,
  opened: listOf(object({ index: count, opening })),
  sealed: listOf(object({ cell: object({ department: orNull(someText), question: orNull(someText), outcome: orNull(someText), law: orNull(digest), month: orNull(month) }), acts: count })),
})

export const releaseKind = {
  byte: 3,
  read: (json: JsonValue): ReleaseEntry | null => {
    const fields = read(json)
    if (fields === null) return null
    return { kind: "release", ...fields, sealed: fields.sealed.map(({ cell, acts }) => ({ cell: cellFields((field) => textOrNull(cell[field])), acts })) }
  },
  print: ({ batch, part, parts, opened, sealed }: ReleaseEntry): JsonValue => ({
    batch: hexFromBytes(batch),
    part,
    parts,
    opened: opened.map((act) => ({ index: act.index, opening: jsonOfOpening(act.opening) })),
    sealed: sealed.map(({ cell, acts }) => ({ cell: { ...cell }, acts })),
  }),
}

function textOrNull(value: string | Nothing): string | null {
  return typeof value === "string" ? value : null
}
