/**
 * Policies: cutting a text into them, and one policy taken apart with its places.
 *
 *     @id("no-joint-duty")
 *     forbid (principal == Body::"cpd", action == Action::"joint-duty", resource)
 *     when { context.purpose == Purpose::"immigration" }
 *     unless { context.existing_agreement };
 */
import { bug } from "../../kernel/text/bug.ts"
import type { CedarError } from "./cedar-wasm.ts"
import { parsePolicy } from "./cedar-wasm.ts"
import { takeAnnotations } from "./declarations.ts"
import { readExpression, type Expression } from "./expression.ts"
import { entries, list, member } from "./json.ts"
import { closingIndex, extent, isWord, lex, splitAtTop, type At, type Token } from "./lexer.ts"
import { subPiece, type Piece } from "./offsets.ts"

export interface Policy {
  readonly piece: Piece
  readonly tokens: readonly Token[]
  readonly annotations: ReadonlyMap<string, Annotation>
  readonly effect: "permit" | "forbid"
  /** `permit` or `forbid`. */
  readonly effectAt: At
  /** `principal == Body::"x"` as an expression; `null` when unconstrained. */
  readonly principal: Expression | null
  readonly action: ActionScope
  readonly resource: { readonly constrained: boolean; readonly at: At }
  readonly conditions: readonly { readonly kind: "when" | "unless"; readonly body: Expression; readonly at: At }[]
}

export interface Annotation {
  readonly name: string
  /** `null` for a bare `@must`. */
  readonly value: string | null
  readonly at: At
}

export interface ActionScope {
  readonly kind: "any" | "equals" | "in"
  readonly actions: readonly Extract<Expression, { kind: "entity" }>[]
  /** The word `action` and what follows it. */
  readonly at: At
}

export type ReadPolicy = { readonly kind: "read"; readonly policy: Policy } | { readonly kind: "failed"; readonly piece: Piece; readonly errors: readonly CedarError[] }

/** Cuts a text at the semicolons, which stand nowhere else in Cedar; a last policy without one is a piece too. */
export function splitPolicies(piece: Piece): readonly Piece[] {
  const pieces: Piece[] = []
  let started: Token | null = null
  let last: Token | null = null
  for (const token of lex(piece.text)) {
    started ??= token
    last = token
    if (!isWord(token, ";")) continue
    pieces.push(subPiece(piece, { start: started.start, end: token.end }))
    started = null
  }
  if (started !== null && last !== null) pieces.push(subPiece(piece, { start: started.start, end: last.end }))
  return pieces
}

/** Parses one policy. */
export function readPolicy(piece: Piece): ReadPolicy {
  const parsed = parsePolicy(piece.text)
  if (parsed.kind === "failed") return { kind: "failed", piece, errors: parsed.errors }
  return { kind: "read", policy: policyOf(piece, parsed.json) }
}

function policyOf(piece: Piece, json: unknown): Policy {
  const tokens = lex(piece.text)
  const { rest } = takeAnnotations(tokens)
  const [effect] = rest
  const close = closingIndex(rest, 1)
  const [principal = [], action = [], resource = []] = splitAtTop(rest.slice(2, close), ",")
  if (effect === undefined) return bug("cedar/policy: a policy without an effect")
  return {
    piece,
    tokens,
    annotations: annotationsOf(tokens, member(json, "annotations")),
    effect: member(json, "effect") === "permit" ? "permit" : "forbid",
    effectAt: { start: effect.start, end: effect.end },
    principal: scopeExpression(member(json, "principal"), principal),
    action: actionScope(member(json, "action"), action),
    resource: { constrained: member(member(json, "resource"), "op") !== "All", at: extent(resource) },
    conditions: conditionsOf(list(member(json, "conditions")), rest.slice(close + 1)),
  }
}

function annotationsOf(tokens: readonly Token[], json: unknown): ReadonlyMap<string, Annotation> {
  const values = new Map(entries(json))
  return new Map(
    takeAnnotations(tokens).annotations.map(({ text, start, end }) => {
      const value = values.get(text)
      return [text, { name: text, value: typeof value === "string" ? value : null, at: { start, end } }] as const
    }),
  )
}

/** A scope reads as the expression it is written as. */
function scopeExpression(json: unknown, tokens: readonly Token[]): Expression | null {
  const op = member(json, "op")
  const variable = { Var: tokens[0]?.text ?? "principal" }
  if (op === "All") return null
  if (op === "is") {
    const within = member(json, "in")
    const type = member(json, "entity_type")
    return readExpression({ is: { left: variable, entity_type: type, ...(within === undefined ? {} : { in: entityValue(within) }) } }, tokens)
  }
  return readExpression({ [op === "==" ? "==" : "in"]: { left: variable, right: entityValue(json) } }, tokens)
}

function entityValue(json: unknown): unknown {
  const entity = member(json, "entity")
  return { Value: { __entity: member(entity, "__entity") ?? entity } }
}

function actionScope(json: unknown, tokens: readonly Token[]): ActionScope {
  const op = member(json, "op")
  const at = extent(tokens)
  if (op === "All") return { kind: "any", actions: [], at }
  const listed = member(json, "entities")
  const right = listed === undefined ? entityValue(json) : { Set: list(listed).map((entity) => entityValue({ entity })) }
  const read = readExpression({ [op === "==" ? "==" : "in"]: { left: { Var: "action" }, right } }, tokens)
  const named = read.kind === "compare" || read.kind === "in" ? read.right : bug("cedar/policy: an action scope is a test")
  const actions = named.kind === "list" ? named.items : [named]
  return { kind: op === "==" ? "equals" : "in", actions: actions.filter((action) => action.kind === "entity"), at }
}

function conditionsOf(json: readonly unknown[], tokens: readonly Token[]): Policy["conditions"] {
  let rest = tokens
  return json.map((condition) => {
    const close = closingIndex(rest, 1)
    const [word] = rest
    const body = readExpression(member(condition, "body"), rest.slice(2, close))
    const at = { start: word?.start ?? 0, end: rest[close]?.end ?? 0 }
    rest = rest.slice(close + 1)
    return { kind: member(condition, "kind") === "unless" ? "unless" : "when", body, at }
  })
}
