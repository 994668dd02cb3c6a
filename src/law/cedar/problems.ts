/**
 * Collects what is wrong while a text is read, and turns what cedar-wasm says into a reader's words.
 *
 * A rule of three questions is compiled three times; the same mistake at the same place is said once.
 */
import type { Diagnostic, Related, Span } from "../../kernel/text/diagnostic.ts"
import type { LawCode } from "../codes.ts"
import type { CedarError } from "./cedar-wasm.ts"
import type { At, Token } from "./lexer.ts"

export interface Problem {
  readonly code: LawCode
  readonly message: string
  readonly at: At
  readonly hint?: string | undefined
  readonly related?: readonly Related[]
  readonly severity?: "error" | "warning"
}

export type Report = (problem: Problem) => void

/** What was reported, once each, in text order. */
export class Problems {
  readonly #found = new Map<string, Problem>()

  readonly report: Report = (problem) => {
    const key = JSON.stringify([problem.at.start, problem.at.end, problem.code, problem.message])
    if (!this.#found.has(key)) this.#found.set(key, problem)
  }

  get list(): readonly Problem[] {
    return [...this.#found.values()].sort((left, right) => left.at.start - right.at.start || left.at.end - right.at.end)
  }

  get hasError(): boolean {
    return this.list.some((problem) => problem.severity !== "warning")
  }

  /** Whether something was reported at a place that touches `at`: then cedar-wasm's own words add nothing. */
  touches(at: At): boolean {
    return this.list.some((problem) => problem.at.start < at.end && at.start < problem.at.end)
  }
}

export function diagnosticOf(problem: Problem, span: Span, under: string | null): Diagnostic {
  return {
    severity: problem.severity ?? "error",
    code: problem.code,
    message: problem.message,
    span,
    ...(under === null ? {} : { under }),
    ...(problem.hint === undefined ? {} : { hint: problem.hint }),
    ...(problem.related === undefined ? {} : { related: problem.related }),
  }
}

type Said = Pick<Problem, "code" | "message" | "hint">

interface Reading {
  readonly says: RegExp
  readonly read: (match: RegExpExecArray, error: CedarError) => Said
}

const syntax = (message: string, hint?: string | null): Said => ({ code: "law/cedar-syntax", message, hint: hint ?? undefined })
const wrongType = (message: string, hint?: string | null): Said => ({ code: "law/wrong-type", message, hint: hint ?? undefined })

/** cedar-wasm's sentences, as measured on 4.13, and ours. The first that fits holds. */
const READINGS: readonly Reading[] = [
  { says: /unexpected token `([^]*)`$/, read: ([, token = ""], { label }) => syntax(`found \`${token}\`${expected(label) ?? ", which cannot stand here"}`, endMissing(token, label)) },
  { says: /unexpected end of input$/, read: (_, { label }) => syntax(`the text ends too early${expected(label) ?? ""}`, "a rule ends with `;`, and every bracket and operator needs its partner") },
  { says: /invalid token$/, read: (_, { help }) => syntax("these characters mean nothing in Cedar", help ?? "check quotation marks, and write `&&` and `||` in pairs") },
  { says: /got a template containing the slot (\?\w+)/, read: ([, slot = ""]) => refusal(`the slot \`${slot}\``, "a rule says itself whom it is about") },
  { says: /^nested too deeply$/, read: () => refusal("a condition nested this deep", "write several rules") },
  { says: /number too large to fit/, read: () => refusal("an integer past 2^53 - 1", "write a smaller number") },
  { says: /`(\w+)` is not a valid (method|function)/, read: ([, name = "", kind = ""], { help }) => syntax(`there is no ${kind} \`${name}\``, help) },
  {
    says: /unable to guarantee safety of access to optional attribute `(\w+)`( in context)?/,
    read: ([, name = "", inContext]) => {
      const owner = inContext === undefined ? "principal" : "context"
      return { code: "law/unguarded-fact", message: `\`${name}\` may be absent, and is read here without a test that it is there`, hint: `write \`${owner} has ${name} && …\` before it, or \`if ${owner} has ${name} then … else …\`` }
    },
  },
  { says: /unexpected type: expected (.+) but saw (.+)$/, read: ([, wanted = "", saw = ""]) => wrongType(`found ${typeWord(saw)}, expected ${wanted.split(/, (?:or )?/).map(typeWord).join(" or ")}`) },
  { says: /the types (.+) and (.+) are not compatible$/, read: ([, left = "", right = ""]) => wrongType(`${typeWord(left)} is compared with ${typeWord(right)}`) },
  { says: /failed to parse as an? (\w+) value: `"(.*)"`$/, read: ([, type = "", value = ""], { help }) => ({ code: "law/wrong-literal", message: `\`${value}\` is not a ${type}`, hint: LITERAL_FORMS[type] ?? help ?? undefined }) },
  { says: /condition clause cannot be empty/, read: () => syntax("there is no condition between the braces", "write one, or `true`") },
  { says: /empty set literals are forbidden/, read: () => refusal("an empty list", "to ask whether a set is empty, write `.isEmpty()`") },
]

export const LITERAL_FORMS: Readonly<Record<string, string>> = {
  decimal: "write digits on both sides of the point, four at most after it: `1.5`",
  duration: "write days, hours, minutes, seconds and milliseconds in that sequence: `1d2h30m`",
  datetime: "write `2025-08-30` or `2025-08-30T14:30:00Z`",
}

/** The problem that an error of cedar-wasm is, at its place or, where it gives none, at `otherwise`. */
export function problemFromCedar(error: CedarError, otherwise: At): Problem {
  const at = error.at ?? otherwise
  const sentence = error.message.replace(/\s+/g, " ").replace(/^(?:failed to parse [^:]*|error parsing schema): /, "").replace(/^for policy `[^`]*`[,:] /, "")
  for (const { says, read } of READINGS) {
    const match = says.exec(sentence)
    if (match !== null) return { ...read(match, error), at }
  }
  const help = error.help?.replace(/\s+/g, " ").replace(/^for policy `[^`]*`[,:] /, "").replace(/\.$/, "")
  return { code: "law/cedar-invalid", message: sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, ""), at, hint: help }
}

/** Reports errors of cedar-wasm, but for those at a place where something was reported already. */
export function reportCedar(errors: readonly CedarError[], problems: Problems, tokens: readonly Token[], otherwise: At): void {
  const fresh = errors.map((error) => problemFromCedar(error, otherwise)).map((problem) => ({ ...problem, at: visible(problem.at, tokens) })).filter(({ at }) => !problems.touches(at))
  for (const problem of fresh) problems.report(problem)
}

/** The words for a construct that does not compile. */
export function refusal(construct: string, hint?: string): Said {
  return { code: "law/does-not-compile", message: `${construct} does not compile`, hint }
}

/** A place that can be underlined: an empty one becomes the nearest token. */
export function visible(at: At, tokens: readonly Token[]): At {
  if (at.end > at.start) return at
  const around = tokens.find((token) => token.start <= at.start && at.start < token.end) ?? tokens.findLast((token) => token.end <= at.start) ?? tokens[0]
  return around === undefined ? at : { start: around.start, end: around.end }
}

/** What could have stood here; `null` where cedar-wasm lists more than a reader takes in. */
function expected(label: string | null): string | null {
  const wanted = label?.replace(/^expected /, "").split(/, (?:or )?| or /) ?? []
  return wanted.length > 4 || wanted.length === 0 ? null : `, expected ${wanted.join(" or ")}`
}

/** Where a new rule or declaration begins inside another. */
function endMissing(token: string, label: string | null): string | null {
  const begins = ["@", "permit", "forbid", "entity", "action"].includes(token)
  return begins && (label === null || label.includes("`;`")) ? "a `;` may be missing before it" : null
}

/** A map, since an author may name a type `constructor`. */
const TYPE_WORDS: ReadonlyMap<string, string> = new Map([["Long", "a whole number"], ["Bool", "a yes or no"], ["String", "a text"], ["True", "a yes or no"], ["False", "a yes or no"], ["decimal", "a decimal"], ["datetime", "a datetime"], ["duration", "a duration"]])

function typeWord(type: string): string {
  if (type.startsWith("Set<")) return "a set"
  if (type.startsWith("{")) return "a record"
  return TYPE_WORDS.get(type) ?? `a \`${type}\``
}
