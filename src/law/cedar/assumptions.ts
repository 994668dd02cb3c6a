/**
 * assumptions.cedar: situations that cannot occur.
 *
 *     @impossible("a court search warrant is a paper shown by an agent")
 *     forbid (principal, action, resource)
 *     when { context.paper == Paper::"court-search-warrant" && context.who == Who::"nobody" };
 *
 * An assumption applies to each question of its scope that has all the facts it names. It is validated for each of them
 * apart, with the scope `action == Action::"…"` put in place of its own. It never reaches the authorizer.
 */
import type { Condition } from "../../kernel/diagram/types.ts"
import type { Diagnostic } from "../../kernel/text/diagnostic.ts"
import { didYouMean } from "../../kernel/text/did-you-mean.ts"
import type { Assumption, Question, QuestionId } from "../types.ts"
import { validatePolicies, type CedarError } from "./cedar-wasm.ts"
import { conditionOf, namedFacts } from "./conditions.ts"
import { extent, lex, type Token } from "./lexer.ts"
import { spanIn, type Piece } from "./offsets.ts"
import { readPolicy, splitPolicies, type Policy } from "./policy.ts"
import { diagnosticOf, Problems, reportCedar, type Report } from "./problems.ts"
import { factOf, questionsOf } from "./scope.ts"
import type { Vocabulary } from "./vocabulary.ts"

interface Draft {
  readonly piece: Piece
  readonly tokens: readonly Token[]
  readonly problems: Problems
  readonly policy: Policy | null
  readonly impossible: ReadonlyMap<QuestionId, Condition>
}

/** Reads the file; assumptions without an error are in `assumptions`, in its sequence. */
export function readAssumptions(vocabulary: Vocabulary, file: { readonly path: string; readonly text: string }): { readonly assumptions: readonly Assumption[]; readonly diagnostics: readonly Diagnostic[] } {
  const drafts = splitPolicies({ path: file.path, text: file.text, offset: 0 }).map((piece) => draftOf(vocabulary, piece))
  validateDrafts(vocabulary, drafts)
  return {
    assumptions: drafts.flatMap((draft) => assumptionOf(draft) ?? []),
    diagnostics: drafts.flatMap(({ piece, problems }) => problems.list.map((problem) => diagnosticOf(problem, spanIn(piece, problem.at), null))),
  }
}

function draftOf(vocabulary: Vocabulary, piece: Piece): Draft {
  const tokens = lex(piece.text)
  const problems = new Problems()
  const read = readPolicy(piece)
  if (read.kind === "failed") {
    reportCedar(read.errors, problems, tokens, extent(tokens.slice(0, 1)))
    return { piece, tokens, problems, policy: null, impossible: new Map() }
  }
  const { policy } = read
  checkAnnotations(policy, problems.report)
  const impossible = new Map(applicable(vocabulary, policy, problems.report).map((question) => [question.id, conditionOf(policy, vocabulary, question, [question], problems.report)]))
  return { piece, tokens, problems, policy, impossible }
}

function checkAnnotations({ annotations, effectAt }: Policy, report: Report): void {
  for (const { name, at } of annotations.values()) {
    if (name !== "impossible") report({ code: "law/unknown-annotation", message: `an assumption has no annotation \`@${name}\``, at, hint: didYouMean(`@${name}`, ["@impossible"]) })
  }
  const why = annotations.get("impossible")
  if ((why?.value ?? "").trim() === "") report({ code: "law/assumption-without-why", message: "this assumption does not say why", at: why?.at ?? effectAt, hint: 'write `@impossible("why it cannot occur")` before it' })
}

/** The questions in its scope that have all the facts it names. */
function applicable(vocabulary: Vocabulary, policy: Policy, report: Report): readonly Question[] {
  const facts = namedFacts(policy)
  const known = [...vocabulary.types.keys()]
  const unknown = facts.filter(({ name }) => !known.some((id) => id === name))
  for (const { name, at } of unknown) report({ code: "law/unknown-fact", message: `no question has a fact \`${name}\``, at, hint: didYouMean(name, known) })
  const inScope = questionsOf(policy, vocabulary, report)
  const questions = inScope.filter((question) => facts.every(({ name }) => factOf(question, name) !== undefined))
  if (questions.length === 0 && unknown.length === 0 && inScope.length > 0) {
    report({ severity: "warning", code: "law/assumption-unused", message: "no question has all the facts that this assumption names", at: policy.effectAt, hint: "it applies to nothing; leave it out" })
  }
  return questions
}

function validateDrafts({ schema }: Vocabulary, drafts: readonly Draft[]): void {
  const texts = new Map<string, string>()
  for (const [index, { policy, impossible }] of drafts.entries()) {
    for (const question of impossible.keys()) if (policy !== null) texts.set(`${index} ${question}`, narrowed(policy, question))
  }
  const errors = validatePolicies(schema, texts)
  for (const [index, { policy, impossible, problems, tokens }] of drafts.entries()) {
    if (policy === null) continue
    const own = [...impossible.keys()].flatMap((question) => (errors.get(`${index} ${question}`) ?? []).map((error) => widened(policy, question, error)))
    reportCedar(own, problems, tokens, policy.effectAt)
  }
}

function scopeOf(question: QuestionId): string {
  return `action == Action::"${question}"`
}

/** The policy's text with `question` alone in its action scope. */
function narrowed({ piece, action }: Policy, question: QuestionId): string {
  return piece.text.slice(0, action.at.start) + scopeOf(question) + piece.text.slice(action.at.end)
}

/** An error's place in the narrowed text, back in the policy's own. */
function widened({ action: { at } }: Policy, question: QuestionId, error: CedarError): CedarError {
  const end = at.start + scopeOf(question).length
  const back = (offset: number): number => (offset >= end ? offset - end + at.end : Math.min(offset, at.end))
  return error.at === null ? error : { ...error, at: { start: back(error.at.start), end: back(error.at.end) } }
}

function assumptionOf({ piece, policy, impossible, problems }: Draft): Assumption | null {
  if (policy === null || problems.hasError || impossible.size === 0) return null
  return { why: policy.annotations.get("impossible")?.value ?? "", impossible, span: spanIn(piece, extent(policy.tokens)) }
}
