/**
 * The list of a law's compiled forests, whose digest its `pack` entry carries.
 *
 *     {"format": "writ-forests/1", "questions": {"joint-duty": [
 *       {"from": null, "to": "2025-08-29", "forest": "…64 hex digits…"},
 *       {"from": "2025-08-30", "to": null, "forest": "…"}]}}
 *
 * Days are in the pack's time zone, both ends included, and `null` is the beginning or the end of time. The stretches of a question
 * follow one another without a gap. As bytes the list is canonical JSON (RFC 8785).
 */
import { canonicalJsonBytes, type JsonValue } from "../text/canonical-json.ts"
import { day, digest, either, listOf, mapOf, nothing, object, text, type Nothing } from "./shape.ts"

export interface ListedForest {
  readonly from: string | null
  readonly to: string | null
  /** SHA-256 of the forest's canonical JSON. */
  readonly forest: string
}

export type ForestList = ReadonlyMap<string, readonly ListedForest[]>

const dayOrNull = either(day, nothing)
const read = object({ format: text(/^writ-forests\/1$/), questions: mapOf(listOf(object({ from: dayOrNull, to: dayOrNull, forest: digest }))) })

export function printForestList(list: ForestList): Uint8Array {
  const questions = Object.fromEntries([...list].map(([question, forests]) => [question, forests.map(({ from, to, forest }) => ({ from, to, forest }))]))
  return canonicalJsonBytes({ format: "writ-forests/1", questions })
}

/** The inverse of `printForestList`, from parsed JSON. */
export function readForestList(json: JsonValue): ForestList | null {
  const list = read(json)
  if (list === null) return null
  return new Map([...list.questions].map(([question, forests]) => [question, forests.map(({ from, to, forest }) => ({ from: dayFrom(from), to: dayFrom(to), forest }))]))
}

function dayFrom(value: string | Nothing): string | null {
  return typeof value === "string" ? value : null
}

/** The forest that answers a question on a day; `null` where the list has none. */
export function forestOn(list: ForestList, question: string, on: string): string | null {
  const found = list.get(question)?.find(({ from, to }) => (from === null || from <= on) && (to === null || on <= to))
  return found?.forest ?? null
}
