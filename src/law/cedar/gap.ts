/**
 * The condition of an accepted gap: a Cedar expression over the facts of one question, without a policy around it.
 *
 *     when: context.who == Who::"not-said" || context.existing_agreement
 *
 * It is read as the condition of a policy that we write around it; places stay the author's.
 */
import type { Condition } from "../../kernel/diagram/types.ts"
import type { Checked } from "../../kernel/text/diagnostic.ts"
import type { Question } from "../types.ts"
import { validatePolicies, type CedarError } from "./cedar-wasm.ts"
import { conditionOf } from "./conditions.ts"
import { schemaOfQuestion } from "./declarations.ts"
import { lex } from "./lexer.ts"
import { spanIn, type Piece } from "./offsets.ts"
import { readPolicy } from "./policy.ts"
import { diagnosticOf, Problems, reportCedar } from "./problems.ts"
import type { Vocabulary } from "./vocabulary.ts"

/** Reads the expression `text`, which begins at `offset` of the file. */
export function readGapCondition(vocabulary: Vocabulary, question: Question, { path, text, offset }: { readonly path: string; readonly text: string; readonly offset: number }): Checked<Condition> {
  const before = `forbid (principal, action == Action::"${question.id}", resource) when {\n`
  const written = { start: before.length, end: before.length + text.length }
  const piece: Piece = { path, text: `${before}${text}\n};`, offset: offset - before.length, written }
  const problems = new Problems()
  const value = compile(vocabulary, question, piece, problems)
  const diagnostics = problems.list.map((problem) => diagnosticOf(problem, spanIn(piece, problem.at), null))
  return { value: problems.hasError ? null : value, diagnostics }
}

function compile(vocabulary: Vocabulary, question: Question, piece: Piece, problems: Problems): Condition | null {
  const tokens = lex(piece.text)
  const whole = piece.written ?? { start: 0, end: piece.text.length }
  const read = readPolicy(piece)
  if (read.kind === "failed") {
    const inside = tokens.filter((token) => token.start >= whole.start && token.end <= whole.end)
    reportCedar(read.errors.map((error) => endingAt(whole.end, error)), problems, inside, whole)
    return null
  }
  const [condition, ...more] = read.policy.conditions
  if (condition === undefined || more.length > 0) {
    problems.report({ code: "law/cedar-syntax", message: "found more than one condition", at: whole, hint: "join conditions with `&&` or `||`" })
    return null
  }
  const compiled = conditionOf(read.policy, vocabulary, question, [question], problems.report)
  reportCedar(validatePolicies(schemaOfQuestion(vocabulary.schema, question.id), new Map([["gap", piece.text]])).get("gap") ?? [], problems, tokens, whole)
  return compiled
}

/** What is found in the brace that we wrote is missing in the author's text. */
function endingAt(end: number, error: CedarError): CedarError {
  return error.at === null || error.at.start < end ? error : { message: "unexpected end of input", help: null, label: null, at: { start: end, end } }
}
