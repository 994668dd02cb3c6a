/** A request for an answer, from JSON: what it asks, or every field that is wrong and what is allowed there. */
import type { z } from "zod"
import { allowedValues, parseGiven, type Given } from "../kernel/diagram/values.ts"
import type { LawBook } from "../law/book.ts"
import { parseDay } from "../law/days.ts"
import type { Day, Fact, FactId, Question } from "../law/types.ts"
import { isLanguageId, languagesOf, type LanguageId } from "../ui/languages.ts"
import { answerRequest, factValue, requestFields, type FieldError } from "./forms.ts"
import { shortened } from "./read-json.ts"

/** A closed list longer than this is not repeated whole in a message. */
const MOST_ALLOWED = 60
/** So many mistakes are told; who makes more has the list of fields to go by. */
const MOST_ERRORS = 20

export interface ReadRequest {
  readonly kind: "read"
  readonly question: Question
  readonly on: Day
  readonly facts: ReadonlyMap<FactId, Given>
  readonly language: LanguageId
}

export function readRequest(book: LawBook, today: Day, json: unknown): ReadRequest | { readonly kind: "wrong"; readonly errors: readonly FieldError[] } {
  const shaped = requestFields.safeParse(json)
  if (!shaped.success) return { kind: "wrong", errors: shaped.error.issues.flatMap(shapeErrors).slice(0, MOST_ERRORS) }
  const { data } = shaped
  const question = book.question(data.question)
  const on = data.on === undefined ? today : parseDay(data.on)
  const language = languageAsked(book, data.language)
  const facts = new Map<FactId, Given>()
  const errors: FieldError[] = [
    ...(question === undefined ? [{ field: "question", problem: `no question is named \`${shortened(data.question)}\``, allowed: book.pack.questions.map(({ id }) => id as string) }] : readFacts(question, data.facts, facts)),
    ...(on === null ? [{ field: "on", problem: `\`${shortened(data.on ?? "")}\` is not a day`, allowed: ["a day such as 2025-08-30"] }] : []),
    ...(language === null ? [languageError(book, data.language ?? "")] : []),
  ]
  if (errors.length > 0 || question === undefined || on === null || language === null) return { kind: "wrong", errors: errors.slice(0, MOST_ERRORS) }
  return { kind: "read", question, on, facts, language }
}

/** The pack's first language where none is asked for; `null` where the pack has no words in it. */
export function languageAsked(book: LawBook, asked: string | undefined): LanguageId | null {
  const languages = languagesOf(book.pack)
  if (asked === undefined) return languages[0]
  return isLanguageId(asked) && languages.includes(asked) ? asked : null
}

export function languageError(book: LawBook, asked: string): FieldError {
  return { field: "language", problem: `the pack has no words in \`${shortened(asked)}\``, allowed: [...languagesOf(book.pack)] }
}

function shapeErrors(issue: z.core.$ZodIssue): readonly FieldError[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => ({ field: shortened(key), problem: "a request has no such field", allowed: Object.keys(answerRequest.shape) }))
  return [{ field: issue.path.length === 0 ? "(body)" : issue.path.map(String).join("."), problem: issue.message, allowed: [] }]
}

/** Reads each fact into `facts`; the problems of those that cannot be read. */
function readFacts(question: Question, sent: object, facts: Map<FactId, Given>): readonly FieldError[] {
  return Object.entries(sent).flatMap(([name, value]: [string, unknown]) => {
    const fact = question.facts.find(({ id }) => id === name)
    if (fact === undefined) return [{ field: `facts.${shortened(name)}`, problem: "this question has no such fact", allowed: question.facts.map(({ id }) => id as string) }]
    const read = readValue(fact, value)
    if (read.kind === "given") {
      facts.set(fact.id, read.given)
      return []
    }
    return [{ field: `facts.${name}`, problem: read.problem, allowed: read.allowed.slice(0, MOST_ALLOWED) }]
  })
}

function readValue(fact: Fact, value: unknown): ReturnType<typeof parseGiven> {
  const wrong = (problem: string): ReturnType<typeof parseGiven> => ({ kind: "problem", problem, allowed: allowedValues(fact) })
  const { success, data } = factValue.safeParse(value)
  if (!success) return wrong(`${kindOf(value)} is not a value of \`${fact.id}\``)
  if (!Array.isArray(data)) return parsedShort(fact, written(data))
  if (fact.shape.kind !== "set") return wrong(`an array is for facts that are sets; \`${fact.id}\` takes one value`)
  const members = data.map(written)
  if (members.some((member) => member.includes(","))) return wrong(`a member of the set \`${fact.id}\` holds no comma`)
  return parsedShort(fact, members.join(","))
}

/** A text too long to be any value is cut before it can stand in a message. */
function parsedShort(fact: Fact, text: string): ReturnType<typeof parseGiven> {
  const read = parseGiven(fact, text)
  return read.kind === "given" || shortened(text) === text ? read : { ...read, problem: `\`${shortened(text)}\` is not a value of \`${fact.id}\`` }
}

function kindOf(value: unknown): string {
  if (value === null) return "`null`"
  return Array.isArray(value) ? "an array that holds more than texts, numbers, true and false" : "an object"
}

function written(value: string | number | boolean): string {
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value)
}
