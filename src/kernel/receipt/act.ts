/**
 * Acts: what the groups of an act's opening hold.
 *
 *     cell      department, question, outcome, law, month: the five fields that counsel may release
 *     act       what kind, its reference, the instant, the day whose law was asked, the incident it belongs to
 *     facts     what was said and can be checked on the spot
 *     private   what was said and is nobody else's business; never released
 *     answer    which outcomes were reachable, which rules decide
 *
 * A decision has all five. Later kinds of act bring groups of their own; a reader opens what it knows.
 */
import { day, digest, either, listOf, mapOf, month, nothing, object, someText, text, type Nothing, type Reader } from "./shape.ts"
import { isFieldGroup, type Opening } from "./opening.ts"
import type { JsonValue } from "../text/canonical-json.ts"

export interface Cell {
  /** A body; never a branch or a district. */
  readonly department: string
  readonly question: string
  readonly outcome: string
  /** The law's digest. */
  readonly law: string
  /** `2026-11`, in the pack's time zone. */
  readonly month: string
}

export const CELL_FIELDS = ["department", "question", "outcome", "law", "month"] as const satisfies readonly (keyof Cell)[]

/** A value for each field of a cell. */
export function cellFields<Value>(value: (field: keyof Cell) => Value): { readonly [Field in keyof Cell]: Value } {
  return { department: value("department"), question: value("question"), outcome: value("outcome"), law: value("law"), month: value("month") }
}

export interface ActFields {
  readonly kind: string
  /** Random, and no more than a name. */
  readonly reference: string
  /** ISO 8601, UTC. */
  readonly at: string
  /** The day whose law was asked. */
  readonly on: string
  readonly incident: string | null
}

export interface AnswerFields {
  readonly reachable: readonly string[]
  readonly rules: readonly { readonly id: string; readonly certain: boolean }[]
}

/** A decision, opened whole. */
export interface DecisionFields {
  readonly cell: Cell
  readonly act: ActFields
  /** `fact=value` in the form of the kernel's `printGiven`, public and private. */
  readonly facts: ReadonlyMap<string, string>
  readonly answer: AnswerFields
}

const trueOrFalse: Reader<"true" | "false"> = (json) => (typeof json === "boolean" ? (json ? "true" : "false") : null)
const readCell = object<Cell>({ department: someText, question: someText, outcome: someText, law: digest, month })
const readAct = object<Record<"kind" | "reference" | "at" | "on", string> & { incident: string | Nothing }>({
  kind: someText,
  reference: someText,
  at: text(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/),
  on: day,
  incident: either(someText, nothing),
})
const readFacts = mapOf(text(/^.*$/su))
const readAnswer = object({ reachable: listOf(someText), rules: listOf(object({ id: someText, certain: trueOrFalse })) })

export function cellOf(opening: Opening): Cell | null {
  return readGroup(opening, "cell", readCell)
}

/** `null` where a group of a decision is closed, is missing or is not in form. */
export function decisionOf(opening: Opening): DecisionFields | null {
  const cell = cellOf(opening)
  const act = readGroup(opening, "act", readAct)
  const publicFacts = readGroup(opening, "facts", readFacts)
  const privateFacts = readGroup(opening, "private", readFacts)
  const answer = readGroup(opening, "answer", readAnswer)
  if (cell === null || act?.kind !== "decision" || publicFacts === null || privateFacts === null || answer === null) return null
  return {
    cell,
    act: { ...act, incident: typeof act.incident === "string" ? act.incident : null },
    facts: new Map([...publicFacts, ...privateFacts]),
    answer: { reachable: answer.reachable, rules: answer.rules.map(({ id, certain }) => ({ id, certain: certain === "true" })) },
  }
}

function readGroup<Value>(opening: Opening, name: string, reader: (json: JsonValue) => Value | null): Value | null {
  const group = opening.get(name)
  return isFieldGroup(group) ? reader(group.fields) : null
}
