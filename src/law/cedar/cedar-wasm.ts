/**
 * The border to cedar-wasm 4.13: the calls that reading needs, with errors as small values of our own.
 *
 * It answers with JSON whose exact form its types only outline; what comes in as `unknown` is read by expression.ts and
 * schema-json.ts. Byte offsets become UTF-16 offsets here and are never seen elsewhere.
 */
import { setFlagsFromString } from "node:v8"
import { formatPolicies, policyToJson, preparsePolicySet, schemaToJsonWithResolvedTypes, statefulIsAuthorized, validate, type DetailedError } from "@cedar-policy/cedar-wasm/nodejs"
import { bug } from "../../kernel/text/bug.ts"
import { Shelf } from "../memory.ts"
import { tooDeepAt } from "./depth.ts"
import { lex, type At } from "./lexer.ts"
import { utf16Offset } from "./offsets.ts"

// Node 20's V8 builds calls of WebAssembly into hot JavaScript and then, when it has to take such code back, stops the whole
// process ("unreachable code" in Deoptimizer::DoComputeBuiltinContinuation; seen on 20.20.2 after some thousand calls).
// So nobody imports cedar-wasm but through this file.
setFlagsFromString("--no-turbo-inline-js-wasm-calls")

export { preparsePolicySet, statefulIsAuthorized }
export type { CedarValueJson, Context, EntityJson } from "@cedar-policy/cedar-wasm/nodejs"

export interface CedarError {
  readonly message: string
  readonly help: string | null
  /** What it would have expected at the place, in its words. */
  readonly label: string | null
  /** `null` where cedar-wasm does not say. */
  readonly at: At | null
}

export type Parsed = { readonly kind: "parsed"; readonly json: unknown } | { readonly kind: "failed"; readonly errors: readonly CedarError[] }

const policies = new Shelf<Parsed>()
const schemas = new Shelf<Parsed>()

/** One static policy to Cedar's JSON ("EST"). */
export function parsePolicy(text: string): Parsed {
  return policies.take(text, () => policyFrom(text))
}

function policyFrom(text: string): Parsed {
  const deep = tooDeep(text)
  if (deep !== null) return deep
  const answer = policyToJson(text)
  return answer.type === "success" ? { kind: "parsed", json: answer.json } : { kind: "failed", errors: cedarErrors(text, answer.errors) }
}

/** Policies as Cedar's formatter writes them; `null` where they cannot be parsed. */
export function formatCedar(text: string, lineWidth: number): string | null {
  if (tooDeep(text) !== null) return null
  const answer = formatPolicies({ policyText: text, lineWidth, indentWidth: 2 })
  return answer.type === "success" ? answer.formatted_policy : null
}

/** A schema to JSON; types are resolved, sequence is lost. Warnings (a name that hides one of Cedar's) count as errors. */
export function parseSchema(text: string): Parsed {
  return schemas.take(text, () => schemaFrom(text))
}

function schemaFrom(text: string): Parsed {
  const deep = tooDeep(text)
  if (deep !== null) return deep
  const answer = schemaToJsonWithResolvedTypes(text)
  if (answer.type === "failure") return { kind: "failed", errors: cedarErrors(text, answer.errors) }
  return answer.warnings.length > 0 ? { kind: "failed", errors: cedarErrors(text, answer.warnings) } : { kind: "parsed", json: answer.json }
}

/** A text that is never handed over. */
function tooDeep(text: string): Parsed | null {
  const at = tooDeepAt(lex(text))
  return at === null ? null : { kind: "failed", errors: [{ message: "nested too deeply", help: null, label: null, at }] }
}

const validated = new Shelf<readonly CedarError[]>()

/**
 * Strict validation of policies that parse, by key, against a schema that parses. What passes cannot fail when it is
 * evaluated, but for integers that overflow in arithmetic, which does not compile.
 */
export function validatePolicies(schema: string, policies: ReadonlyMap<string, string>): ReadonlyMap<string, readonly CedarError[]> {
  // One policy's errors do not depend on the others; but reading the schema takes as long as a hundred of them.
  let errors: ReadonlyMap<string, readonly CedarError[]> | undefined
  const found = [...policies].map(([key, text]) => {
    const ofPolicy = (): readonly CedarError[] => {
      errors ??= validateAll(schema, policies)
      return errors.get(key) ?? []
    }
    return [key, validated.take(`${schema}\0${text}`, ofPolicy)] as const
  })
  return new Map(found.filter(([, ofPolicy]) => ofPolicy.length > 0))
}

function validateAll(schema: string, policies: ReadonlyMap<string, string>): ReadonlyMap<string, readonly CedarError[]> {
  const found = new Map<string, CedarError[]>()
  const answer = validate({ validationSettings: { mode: "strict" }, schema, policies: { staticPolicies: Object.fromEntries(policies) } })
  if (answer.type === "failure") return bug(`cedar-wasm/validatePolicies: ${answer.errors.map((error) => error.message).join("; ")}`)
  for (const { policyId, error } of answer.validationErrors) {
    const errors = cedarErrors(policies.get(policyId) ?? "", [error])
    found.set(policyId, [...(found.get(policyId) ?? []), ...errors])
  }
  return found
}

function cedarErrors(text: string, errors: readonly DetailedError[]): readonly CedarError[] {
  return errors.map((error) => {
    const place = error.sourceLocations?.[0]
    const at = place === undefined ? null : { start: utf16Offset(text, place.start), end: utf16Offset(text, place.end) }
    return { message: error.message, help: error.help, label: place?.label ?? null, at }
  })
}
