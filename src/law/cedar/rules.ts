/**
 * The rules of a pack: Cedar policies under clauses, with what they cite, their conditions and their places.
 *
 *     @id("no-joint-duty")
 *     @steps("decline, tell-supervisor")
 *     forbid (principal == Body::"cpd", action == Action::"joint-duty", resource)
 *     when { context.purpose == Purpose::"immigration" }
 *     unless { context.existing_agreement };
 *
 * First ids (missing, twice), then each policy by itself (syntax, names, what compiles), then strict validation of all of
 * them at once, keyed by rule id. Of one mistake seen by two of these, the first is reported. What is left cannot fail
 * when Cedar evaluates it, so that no rule is ever skipped: arithmetic, which could overflow, does not compile.
 */
import type { Condition } from "../../kernel/diagram/types.ts"
import type { Diagnostic, Related, Span } from "../../kernel/text/diagnostic.ts"
import { didYouMean, quote } from "../../kernel/text/did-you-mean.ts"
import { ID_FORM } from "../ids.ts"
import type { ClauseId, Force, QuestionId, Rule, RuleId, StepId } from "../types.ts"
import { isFalse } from "./algebra.ts"
import { validatePolicies } from "./cedar-wasm.ts"
import { conditionOf } from "./conditions.ts"
import { takeAnnotations } from "./declarations.ts"
import { ruleId, stepId } from "./ids.ts"
import { extent, lex, type At, type Token } from "./lexer.ts"
import { spanIn, type Piece } from "./offsets.ts"
import { readPolicy, splitPolicies, type Policy } from "./policy.ts"
import { diagnosticOf, Problems, reportCedar, type Report } from "./problems.ts"
import { questionsOf } from "./scope.ts"
import type { Vocabulary } from "./vocabulary.ts"

/** A fenced `cedar` block of an instrument. `offset`: where its text begins in the file. */
export interface CedarBlock {
  readonly clause: { readonly id: ClauseId; readonly force: Force }
  readonly path: string
  readonly text: string
  readonly offset: number
}

/** Reads all rules of a pack; those without an error are in `rules`, in the sequence of the blocks. */
export function readRules(vocabulary: Vocabulary, blocks: readonly CedarBlock[]): { readonly rules: readonly Rule[]; readonly diagnostics: readonly Diagnostic[] } {
  const drafts = blocks.flatMap((block) => (speaks(block.clause.force) ? splitPolicies(block).map((piece) => draftOf(block, piece)) : []))
  checkIds(drafts)
  for (const draft of drafts) readDraft(vocabulary, draft)
  validateDrafts(vocabulary, drafts)
  const rules = drafts.flatMap((draft) => ruleOf(draft) ?? [])
  return { rules, diagnostics: [...blocks.flatMap(misplaced), ...drafts.flatMap(diagnosticsOf)].sort(byPlace(blocks)) }
}

/** A rule while it is read. */
interface Draft {
  readonly block: CedarBlock
  readonly piece: Piece
  readonly tokens: readonly Token[]
  readonly id: RuleId | null
  /** Of the annotation `@id`; without it, of the policy's first word. */
  readonly idAt: At
  readonly problems: Problems
  policy: Policy | null
  conditions: ReadonlyMap<QuestionId, Condition>
  notes: Notes
}

interface Notes {
  readonly effect: Rule["effect"]
  readonly steps: readonly StepId[]
  readonly note: string | null
  readonly stricter: string | null
}

const RULE_ANNOTATIONS = ["@id", "@steps", "@note", "@must", "@stricter"]
const NO_NOTES: Notes = { effect: "permit", steps: [], note: null, stricter: null }

function speaks(force: Force): force is Rule["force"] {
  return force === "binds" || force === "advises"
}

/** The id is taken from the tokens, so that one that stands twice is found even where a policy does not parse. */
function draftOf(block: CedarBlock, piece: Piece): Draft {
  const tokens = lex(piece.text)
  const { annotations, rest } = takeAnnotations(tokens)
  const annotation = annotations.find(({ text }) => text === "id")
  const written = annotation === undefined ? undefined : tokens.find((token) => token.kind === "string" && token.start >= annotation.start && token.end <= annotation.end)
  const first = extent(rest.length > 0 ? rest.slice(0, 1) : tokens.slice(0, 1))
  const idAt = written ?? annotation ?? first
  const problems = new Problems()
  const id = written === undefined ? null : ruleId(written.value)
  if (written === undefined) problems.report({ code: "law/rule-without-id", message: "this rule has no id", at: idAt, hint: 'write `@id("…")` before it, with a name that no other rule of the pack has' })
  else if (id === null) problems.report({ code: "law/wrong-id", message: `${quote(written.value)} cannot be a rule's id`, at: idAt, hint: ID_FORM })
  return { block, piece, tokens, id, idAt, problems, policy: null, conditions: new Map(), notes: NO_NOTES }
}

function checkIds(drafts: readonly Draft[]): void {
  const first = new Map<RuleId, Span>()
  for (const { id, idAt, piece, problems } of drafts) {
    if (id === null) continue
    const before = first.get(id)
    if (before === undefined) first.set(id, spanIn(piece, idAt))
    else {
      const related: readonly Related[] = [{ span: before, note: "the first rule of this name" }]
      problems.report({ code: "law/duplicate-id", message: `another rule is named \`${id}\``, at: idAt, related, hint: "an id is unique in the pack" })
    }
  }
}

function readDraft(vocabulary: Vocabulary, draft: Draft): void {
  const { piece, tokens, problems, block } = draft
  const read = readPolicy(piece)
  if (read.kind === "failed") {
    reportCedar(read.errors, problems, tokens, draft.idAt)
    return
  }
  draft.policy = read.policy
  draft.notes = notesOf(read.policy, block.clause.force, problems.report)
  const questions = questionsOf(read.policy, vocabulary, problems.report)
  draft.conditions = new Map(questions.map((question) => [question.id, conditionOf(read.policy, vocabulary, question, questions, problems.report)]))
}

function validateDrafts({ schema }: Vocabulary, drafts: readonly Draft[]): void {
  const keyed = new Map<string, Draft>()
  for (const [index, draft] of drafts.entries()) {
    if (draft.policy === null) continue
    keyed.set(draft.id === null || keyed.has(draft.id) ? `rule ${index}` : draft.id, draft)
  }
  const errors = validatePolicies(schema, new Map([...keyed].map(([key, { piece }]) => [key, piece.text])))
  for (const [key, { problems, tokens, idAt }] of keyed) reportCedar(errors.get(key) ?? [], problems, tokens, idAt)
}

function ruleOf({ block, piece, id, policy, conditions, problems, notes }: Draft): Rule | null {
  const { force, id: clause } = block.clause
  if (policy === null || id === null || problems.hasError || !speaks(force)) return null
  if ([...conditions.values()].every(isFalse)) {
    problems.report({ severity: "warning", code: "law/rule-never-holds", message: "this rule holds in no situation", at: policy.effectAt, hint: "its condition contradicts itself, or fits no body" })
  }
  return { id, clause, force, questions: [...conditions.keys()], conditions, ...notes, cedar: piece.text, span: spanIn(piece, extent(policy.tokens)) }
}

// Annotations ---------------------------------------------------------------------------------------------------------

function notesOf(policy: Policy, force: Force, report: Report): Notes {
  const { annotations, effect } = policy
  for (const { name, at } of annotations.values()) {
    if (!RULE_ANNOTATIONS.includes(`@${name}`)) report({ code: "law/unknown-annotation", message: `a rule has no annotation \`@${name}\``, at, hint: didYouMean(`@${name}`, RULE_ANNOTATIONS) })
  }
  checkMust(policy, force, report)
  checkStricter(policy, force, report)
  return {
    effect: annotations.has("must") ? "must" : effect,
    steps: stepsOf(policy, report),
    note: annotations.get("note")?.value ?? null,
    stricter: annotations.get("stricter")?.value ?? null,
  }
}

function checkMust({ annotations, effect }: Policy, force: Force, report: Report): void {
  const must = annotations.get("must")
  if (must === undefined) return
  if (effect === "forbid") report({ code: "law/misplaced-must", message: "`@must` says that the law requires what a permit permits, and this is a forbid", at: must.at, hint: "leave it out, or write what is required as a permit" })
  else if (force !== "binds") report({ code: "law/misplaced-must", message: "`@must` says that the law requires something, and this clause only advises", at: must.at, hint: "leave it out" })
}

function checkStricter({ annotations, effect }: Policy, force: Force, report: Report): void {
  const stricter = annotations.get("stricter")
  if (stricter === undefined) return
  const hint = "`@stricter` says why a lower text may forbid what a higher one permits"
  if (effect !== "forbid") report({ code: "law/misplaced-stricter", message: "`@stricter` stands on a permit, expected a forbid", at: stricter.at, hint })
  else if (force !== "binds") report({ code: "law/misplaced-stricter", message: "`@stricter` stands under a clause that only advises", at: stricter.at, hint })
  else if ((stricter.value ?? "").trim() === "") report({ code: "law/misplaced-stricter", message: "`@stricter` gives no reason", at: stricter.at, hint: 'write `@stricter("why a lower text may forbid this")`' })
}

function stepsOf({ annotations }: Policy, report: Report): readonly StepId[] {
  const steps = annotations.get("steps")
  const written = (steps?.value ?? "").split(",").map((step) => step.trim()).filter((step) => step !== "")
  return written.flatMap((step) => {
    const id = stepId(step)
    if (id === null && steps !== undefined) report({ code: "law/wrong-id", message: `${quote(step)} cannot be a step`, at: steps.at, hint: ID_FORM })
    return id === null ? [] : [id]
  })
}

// Diagnostics ---------------------------------------------------------------------------------------------------------

function misplaced({ clause, path, text, offset }: CedarBlock): readonly Diagnostic[] {
  const [first] = lex(text)
  if (speaks(clause.force) || first === undefined) return []
  const message = `this clause ${clause.force}, and only a clause that binds or advises has rules`
  const span = spanIn({ path, text, offset }, first)
  return [{ severity: "error", code: "law/rule-without-force", message, span, under: eIdOf(clause.id), hint: "write `force=binds` or `force=advises` on its heading, or leave the rules out" }]
}

function diagnosticsOf({ block, piece, problems }: Draft): readonly Diagnostic[] {
  return problems.list.map((problem) => diagnosticOf(problem, spanIn(piece, problem.at), eIdOf(block.clause.id)))
}

function eIdOf(clause: ClauseId): string {
  return clause.slice(clause.indexOf("#") + 1)
}

/** Files in the sequence of their first block, then by place. */
function byPlace(blocks: readonly CedarBlock[]): (left: Diagnostic, right: Diagnostic) => number {
  const files = [...new Set(blocks.map(({ path }) => path))]
  const rank = ({ span }: Diagnostic): readonly [number, number] => (span === null ? [-1, 0] : [files.indexOf(span.path), span.start])
  return (left, right) => rank(left)[0] - rank(right)[0] || rank(left)[1] - rank(right)[1]
}
