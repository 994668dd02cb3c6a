/**
 * The bodies of bodies.yaml against `entity Body` of the vocabulary: every attribute there, none too many, each of its type.
 *
 *     entity Body in [Group] { police: Bool };        - { id: cpd, in: [city-departments], attributes: { police: true } }
 */
import type { Checked, Diagnostic, Related, Span } from "../../kernel/text/diagnostic.ts"
import { didYouMean, quote } from "../../kernel/text/did-you-mean.ts"
import type { LawCode } from "../codes.ts"
import type { Body, BodyId } from "../types.ts"
import { constantOfAttribute, typeWords, type Constant, type FactType } from "./constants.ts"
import type { AttributeJson } from "./schema-json.ts"

export interface CheckedBodies {
  readonly attributes: ReadonlyMap<string, FactType>
  readonly attributesOf: ReadonlyMap<BodyId, ReadonlyMap<string, Constant>>
}

/** `declared`: where `entity Body` stands. */
export function checkBodies(schema: { readonly inGroups: boolean; readonly attributes: ReadonlyMap<string, AttributeJson> }, bodies: readonly Body[], declared: Span): Checked<CheckedBodies> {
  const related = [{ span: declared, note: "`Body` is declared here" }]
  const attributes = new Map<string, FactType>()
  const diagnostics: Diagnostic[] = []
  for (const [name, { type }] of schema.attributes) {
    if (type.kind === "known") attributes.set(name, type.type)
    else diagnostics.push(error(declared, "law/vocabulary-refused", `\`${name}\` is ${type.words}, which no attribute of a body can be`, "an attribute is a Bool, a list of values, a Long, decimal, datetime, duration, a String, or a Set of them", []))
  }
  const attributesOf = new Map<BodyId, ReadonlyMap<string, Constant>>()
  for (const body of bodies) {
    if (body.in.length > 0 && !schema.inGroups) diagnostics.push(error(body.span, "law/body-attributes", `\`${body.id}\` stands in a group, but \`Body\` is not declared to`, "write `entity Body in [Group]`", related))
    const values = new Map<string, Constant>()
    attributesOf.set(body.id, values)
    diagnostics.push(...attributeErrors(schema.attributes, body, related, values))
  }
  return { value: diagnostics.length === 0 ? { attributes, attributesOf } : null, diagnostics }
}

/** Checks one body and fills `values`. */
function attributeErrors(declared: ReadonlyMap<string, AttributeJson>, body: Body, related: readonly Related[], values: Map<string, Constant>): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const wrong = (message: string, hint: string | undefined): void => void found.push(error(body.span, "law/body-attributes", message, hint, related))
  for (const name of body.attributes.keys()) {
    if (!declared.has(name)) wrong(`\`${body.id}\` has an attribute \`${name}\`, which \`Body\` has not`, didYouMean(name, [...declared.keys()]))
  }
  for (const [name, { optional, type }] of declared) {
    if (type.kind === "refused") continue
    const value = body.attributes.get(name)
    const constant = value === undefined ? null : constantOfAttribute(type.type, value)
    if (constant !== null) values.set(name, constant)
    else if (value !== undefined) wrong(`\`${name}\` of \`${body.id}\` is ${quote(JSON.stringify(value))}, expected ${typeWords(type.type)}`, undefined)
    else if (!optional) wrong(`\`${body.id}\` has no attribute \`${name}\`, expected ${typeWords(type.type)}`, `write \`attributes: { ${name}: … }\``)
  }
  return found
}

function error(span: Span, code: LawCode, message: string, hint: string | undefined, related: readonly Related[]): Diagnostic {
  return { severity: "error", code, message, span, ...(hint === undefined ? {} : { hint }), ...(related.length === 0 ? {} : { related }) }
}
