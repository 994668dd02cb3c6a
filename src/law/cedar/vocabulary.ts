/**
 * vocabulary.cedarschema: the questions of a pack and the facts that an answer can depend on.
 *
 *     entity Group; entity City;
 *     entity Body in [Group] { police: Bool };
 *     entity Who enum ["troops", "not-said"];
 *     action "joint-duty" appliesTo {
 *       principal: Body, resource: City,
 *       context: { @topic("who") @public who: Who, @topic("paper") @private existing_agreement?: Bool }
 *     };
 *
 * Content comes from cedar-wasm, sequence and places from the tokens. docs/authors/pack.md says what a vocabulary may hold;
 * the checks below are those sentences. Whether a fact is used is for others.
 */
import type { Shape } from "../../kernel/diagram/types.ts"
import type { Checked } from "../../kernel/text/diagnostic.ts"
import { didYouMean, quote } from "../../kernel/text/did-you-mean.ts"
import { ID_FORM, isId, isReserved, RESERVED_HINT } from "../ids.ts"
import type { Body, BodyId, Fact, FactId, Group, Question, QuestionId } from "../types.ts"
import { checkBodies } from "./bodies.ts"
import { parseSchema, type CedarError } from "./cedar-wasm.ts"
import { shapeOf, type Constant, type FactType } from "./constants.ts"
import { findDeclarations, membersWithin, type Declaration, type Member, type Name } from "./declarations.ts"
import { BODY_FACT, FACT_FORM, factId, questionId } from "./ids.ts"
import { lex, type At } from "./lexer.ts"
import { spanIn, type Piece } from "./offsets.ts"
import { diagnosticOf, problemFromCedar, Problems, visible, type Problem, type Report } from "./problems.ts"
import { readSchemaJson, type ActionJson, type AttributeJson, type SchemaJson } from "./schema-json.ts"

export interface Vocabulary {
  readonly path: string
  /** The schema as written. */
  readonly schema: string
  /** In the sequence of the file. */
  readonly questions: readonly Question[]
  /** Each fact's type; one for the whole pack. Without `body`. */
  readonly types: ReadonlyMap<FactId, FactType>
  readonly enums: readonly Enum[]
  readonly actionGroups: readonly ActionGroup[]
  readonly bodies: readonly Body[]
  readonly groups: readonly Group[]
  /** What `entity Body` declares. */
  readonly attributes: ReadonlyMap<string, FactType>
  /** What each body has of it; an optional attribute may be missing. */
  readonly attributesOf: ReadonlyMap<BodyId, ReadonlyMap<string, Constant>>
}

export interface Enum {
  readonly name: string
  readonly values: readonly string[]
}

/** `action "contact"`, in which other actions stand: a name for several questions. */
export interface ActionGroup {
  readonly id: string
  /** Directly or through other groups, in the sequence of the file. */
  readonly questions: readonly QuestionId[]
}

const PLAIN_ENTITIES = ["Group", "City"]
const OWN_ENTITIES = ["Body", ...PLAIN_ENTITIES]
const FACT_ANNOTATIONS = ["@topic", "@public", "@private"]
/** Cedar's own names: as an enum's they would hide a type. */
const BUILT_IN = new Set(["Bool", "Boolean", "Long", "String", "Set", "Record", "Entity", "Extension", "decimal", "datetime", "duration", "ipaddr"])

/** Reads a schema and checks the bodies against it. */
export function readVocabulary(file: { readonly path: string; readonly text: string }, bodies: readonly Body[], groups: readonly Group[]): Checked<Vocabulary> {
  const piece: Piece = { path: file.path, text: file.text, offset: 0 }
  const problems = new Problems()
  const declarations = findDeclarations(file.text)
  const json = schemaJson(piece, declarations, problems)
  if (json === null) return { value: null, diagnostics: diagnosticsOf(piece, problems) }

  checkDeclarations(declarations, json, problems.report)
  if (checkCircles(declarations, json, problems.report) === "circle") return { value: null, diagnostics: diagnosticsOf(piece, problems) }
  const types = new Map<FactId, FactType>()
  const questions = readQuestions({ piece, declarations, json, bodies, types, first: new Map(), report: problems.report })
  const body = declarationOf(declarations, "Body")
  const checked = body === undefined ? NO_BODIES : checkBodies(bodyDeclaration(json), bodies, spanIn(piece, body.all))
  const diagnostics = [...diagnosticsOf(piece, problems), ...checked.diagnostics]
  if (problems.hasError || checked.value === null) return { value: null, diagnostics }

  const enums = declarations.flatMap((declaration) => declaration.names.flatMap(({ text }) => enumOf(json, text)))
  const value = { path: file.path, schema: file.text, questions, types, enums, actionGroups: actionGroups(json, questions), bodies, groups, ...checked.value }
  return { value, diagnostics }
}

/** A missing `entity Body` is one mistake, not one for each body. */
const NO_BODIES: ReturnType<typeof checkBodies> = { value: null, diagnostics: [] }

function diagnosticsOf(piece: Piece, problems: Problems): Checked<never>["diagnostics"] {
  const tokens = lex(piece.text)
  return problems.list.map((problem) => diagnosticOf(problem, spanIn(piece, visible(problem.at, tokens)), null))
}

/** What cedar-wasm makes of it; `null` when that is nothing, or when it stands in namespaces. */
function schemaJson(piece: Piece, declarations: readonly Declaration[], problems: Problems): SchemaJson | null {
  for (const { keyword, names } of declarations) {
    const at = { start: keyword.start, end: names.at(-1)?.end ?? keyword.end }
    if (keyword.text === "namespace") refuse(problems.report, at, "a namespace", "write the declarations without it")
    if (keyword.text === "type") refuse(problems.report, at, "a named type", "write the type out where it is used")
    for (const name of keyword.text === "entity" ? names : []) {
      if (BUILT_IN.has(name.text)) problems.report({ code: "law/reserved-word", message: `${quote(name.text)} is a type of Cedar's own and cannot name another`, at: name, hint: "choose another name" })
    }
  }
  const parsed = parseSchema(piece.text)
  if (parsed.kind === "parsed") return declarations.some(({ keyword }) => keyword.text === "namespace") ? null : readSchemaJson(parsed.json)
  for (const error of parsed.errors) {
    if (error.at === null || !problems.touches(error.at)) problems.report(schemaProblem(error, declarations))
  }
  return null
}

/** cedar-wasm gives no place for an undeclared group of actions, and no suggestion for an unknown type. */
function schemaProblem(error: CedarError, declarations: readonly Declaration[]): Problem {
  const group = /undeclared action: Action::"([^"]*)"/.exec(error.message)?.[1]
  const parent = declarations.flatMap(({ parents }) => parents).find(({ text }) => text === group)
  if (group !== undefined && parent !== undefined) {
    const actions = declarations.filter(({ keyword }) => keyword.text === "action").flatMap(({ names }) => names.map(({ text }) => text))
    return { code: "law/unknown-question", message: `no action is named \`${group}\``, at: parent, hint: didYouMean(group, actions) ?? `declare it: \`action "${group}";\`` }
  }
  const type = /failed to resolve type: (\S+)/.exec(error.message)?.[1]
  if (type !== undefined && error.at !== null) {
    const known = ["Bool", "Long", "String", "decimal", "datetime", "duration", ...declarations.filter(({ keyword }) => keyword.text === "entity").flatMap(({ names }) => names.map(({ text }) => text))]
    return { code: "law/unknown-type", message: `no type is named \`${type}\``, at: error.at, hint: didYouMean(type, known) }
  }
  const twice = /`([^`]*)` is declared twice/.exec(error.message)?.[1]
  const second = declarations.flatMap(({ names }) => names).filter(({ text }) => text === twice)[1]
  if (twice !== undefined && second !== undefined) return duplicate(second)
  const problem = problemFromCedar(error, { start: 0, end: 1 })
  return problem.code === "law/cedar-invalid" || problem.code === "law/cedar-syntax" ? { ...problem, code: "law/vocabulary-syntax", hint: problem.hint?.replace(/^a rule ends/, "a declaration ends") } : problem
}

function duplicate(name: Name): Problem {
  return { code: "law/duplicate-id", message: `${quote(name.text)} is declared twice`, at: name, hint: "keep one of them" }
}

function refuse(report: Report, at: At, construct: string, hint: string): void {
  report({ code: "law/vocabulary-refused", message: `a vocabulary cannot hold ${construct}`, at, hint })
}

// Declarations ------------------------------------------------------------------------------------------------------

function declarationOf(declarations: readonly Declaration[], entity: string): Declaration | undefined {
  return declarations.find(({ keyword, names }) => keyword.text === "entity" && names.some(({ text }) => text === entity))
}

function checkDeclarations(declarations: readonly Declaration[], json: SchemaJson, report: Report): void {
  for (const declaration of declarations) {
    reportDuplicates(declaration.values, report)
    reportDuplicates(declaration.members.map(({ name }) => name), report)
    for (const value of declaration.values) checkId(value, "a value", report)
    if (declaration.tags !== null) refuse(report, declaration.tags, "tags", "declare what a body has as attributes")
    if (declaration.keyword.text === "entity") checkEntity(declaration, json, report)
  }
  for (const name of ["Body", "City"]) {
    if (!json.entities.has(name)) report({ code: "law/missing-entity", message: `a vocabulary declares \`${name}\`, and this one does not`, at: { start: 0, end: 0 }, hint: `add \`entity ${name};\`` })
  }
}

function checkEntity(declaration: Declaration, json: SchemaJson, report: Report): void {
  for (const name of declaration.names) {
    const isEnum = json.enums.has(name.text)
    const entity = json.entities.get(name.text)
    if (OWN_ENTITIES.includes(name.text) ? isEnum : !isEnum) {
      const message = isEnum ? `${quote(name.text)} is declared as a list of values` : `${quote(name.text)} is an entity without a list of values`
      report({ code: "law/vocabulary-refused", message, at: name, hint: `entities are \`Body\`, \`Group\`, \`City\` and lists of values: \`entity Who enum ["troops", "not-said"];\`` })
    }
    if (PLAIN_ENTITIES.includes(name.text) && entity !== undefined && entity.attributes.size + entity.memberOf.length > 0) {
      refuse(report, name, `attributes or parents of \`${name.text}\``, `write \`entity ${name.text};\``)
    }
    if (name.text === "Body" && entity !== undefined && entity.memberOf.some((parent) => parent !== "Group")) refuse(report, name, "bodies in something other than `Group`", "write `entity Body in [Group]`")
  }
}

/** cedar-wasm takes a schema in which an action stands in itself, and then refuses every rule. */
function checkCircles(declarations: readonly Declaration[], { actions }: SchemaJson, report: Report): "none" | "circle" {
  const names = declarations.filter(({ keyword }) => keyword.text === "action").flatMap((declaration) => declaration.names)
  const inCircle = names.filter(({ text }) => above(actions, text).has(text))
  for (const name of inCircle) refuse(report, name, `actions that stand in one another in a circle`, `take \`${name.text}\` out of one of the groups`)
  return inCircle.length === 0 ? "none" : "circle"
}

/** Every action that an action stands in, directly or through others. */
function above(actions: SchemaJson["actions"], action: string): ReadonlySet<string> {
  const found = new Set<string>()
  const pending = [action]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const parent of actions.get(next)?.memberOf ?? []) {
      if (!found.has(parent)) pending.push(parent)
      found.add(parent)
    }
  }
  return found
}

function reportDuplicates(names: readonly Name[], report: Report): void {
  const seen = new Set<string>()
  for (const name of names) {
    if (seen.has(name.text)) report(duplicate(name))
    seen.add(name.text)
  }
}

function checkId(name: Name, what: string, report: Report): void {
  if (isReserved(name.text)) report({ code: "law/reserved-word", message: `${quote(name.text)} cannot be ${what}: it means something in a case or a URL`, at: name, hint: RESERVED_HINT })
  else if (!isId(name.text)) report({ code: "law/wrong-id", message: `${quote(name.text)} cannot be ${what}`, at: name, hint: ID_FORM })
}

function enumOf(json: SchemaJson, name: string): readonly Enum[] {
  const values = json.enums.get(name)
  return values === undefined ? [] : [{ name, values }]
}

function bodyDeclaration(json: SchemaJson): { readonly inGroups: boolean; readonly attributes: ReadonlyMap<string, AttributeJson> } {
  const entity = json.entities.get("Body")
  return { inGroups: entity?.memberOf.includes("Group") ?? false, attributes: entity?.attributes ?? new Map<string, AttributeJson>() }
}

// Questions and facts -----------------------------------------------------------------------------------------------

interface Reading {
  readonly piece: Piece
  readonly declarations: readonly Declaration[]
  readonly json: SchemaJson
  readonly bodies: readonly Body[]
  /** Filled as facts are read. */
  readonly types: Map<FactId, FactType>
  /** Where each fact was first declared, and how. */
  readonly first: Map<FactId, { readonly signature: string; readonly member: Member }>
  readonly report: Report
}

function readQuestions(reading: Reading): readonly Question[] {
  const { declarations, json, piece } = reading
  return declarations.flatMap((declaration) => {
    if (declaration.keyword.text !== "action") return []
    return declaration.names.flatMap((name) => {
      const action = json.actions.get(name.text)
      if (action === undefined || action.principals.length === 0) return []
      checkId(name, "a question", reading.report)
      checkScope(declaration, action, reading.report)
      const facts = [bodyFact(reading), ...readFacts(reading, declaration, action)]
      const id = questionId(name.text)
      return id === null ? [] : [{ id, facts, span: spanIn(piece, name) }]
    })
  })
}

function checkScope(declaration: Declaration, action: ActionJson, report: Report): void {
  for (const [field, types, only] of [["principal", action.principals, "Body"], ["resource", action.resources, "City"]] as const) {
    if (types.length === 1 && types[0] === only) continue
    const at = declaration.members.find(({ name }) => name.text === field)?.type ?? declaration.keyword
    report({ code: "law/wrong-scope", message: `the ${field} of a question is \`${types.join("`, `")}\`, expected \`${only}\``, at, hint: `write \`${field}: ${only}\`` })
  }
}

function bodyFact({ piece, declarations, bodies }: Reading): Fact {
  const shape: Shape = { kind: "choice", values: bodies.map(({ id }) => id), merge: true }
  const declared = declarationOf(declarations, "Body")?.all ?? { start: 0, end: 0 }
  return { id: BODY_FACT, topic: "body", visibility: "asker", optional: false, shape, valuesKey: "body", span: spanIn(piece, declared) }
}

function readFacts(reading: Reading, declaration: Declaration, action: ActionJson): readonly Fact[] {
  const context = declaration.members.find(({ name }) => name.text === "context")
  if (context === undefined) return []
  const members = membersWithin(context)
  reportDuplicates(members.map(({ name }) => name), reading.report)
  return members.flatMap((member) => {
    const attribute = action.context?.get(member.name.text)
    return attribute === undefined ? [] : readFact(reading, member, attribute)
  })
}

function readFact(reading: Reading, member: Member, attribute: AttributeJson): readonly Fact[] {
  const { report, piece } = reading
  checkAnnotations(member, attribute, report)
  const id = checkFactName(member.name, report)
  if (attribute.type.kind === "refused") {
    const hint = "a fact is a Bool, a list of values, a Long, decimal, datetime, duration, a String, or a Set of Bool, Long, String or a list of values"
    report({ code: "law/vocabulary-refused", message: `${quote(member.name.text)} is ${attribute.type.words}, which no fact can be`, at: member.type, hint })
    return []
  }
  if (id === null) return []
  const { type } = attribute.type
  checkSame(reading, id, member, attribute)
  reading.types.set(id, type)
  const visibility = attribute.annotations.has("private") ? "private" : "public"
  return [{ id, topic: attribute.annotations.get("topic") ?? "", visibility, optional: attribute.optional, shape: shapeOf(type), valuesKey: valuesKey(id, type), span: spanIn(piece, member.name) }]
}

/** The name under `values` in the words files. */
function valuesKey(id: FactId, type: FactType): string {
  if (type.kind === "enum") return type.name
  return type.kind === "set" && type.of.kind === "enum" ? type.of.name : id
}

function checkFactName(name: Name, report: Report): FactId | null {
  const id = factId(name.text)
  if (isReserved(name.text)) report({ code: "law/reserved-word", message: `${quote(name.text)} cannot be a fact: it means something in a case or a URL`, at: name, hint: RESERVED_HINT })
  else if (id === null) report({ code: "law/wrong-id", message: `${quote(name.text)} cannot be a fact`, at: name, hint: FACT_FORM })
  return id
}

function checkAnnotations(member: Member, attribute: AttributeJson, report: Report): void {
  const { name, annotations } = member
  for (const annotation of annotations) {
    if (!FACT_ANNOTATIONS.includes(`@${annotation.text}`)) {
      report({ code: "law/unknown-annotation", message: `a fact has no annotation \`@${annotation.text}\``, at: annotation, hint: didYouMean(`@${annotation.text}`, FACT_ANNOTATIONS) })
    }
  }
  const topic = attribute.annotations.get("topic") ?? ""
  if (topic.trim() === "") report({ code: "law/fact-without-topic", message: `${quote(name.text)} has no topic`, at: name, hint: 'write `@topic("…")` before it: facts of a topic are asked together' })
  const both = attribute.annotations.has("public") && attribute.annotations.has("private")
  if (both) report({ code: "law/fact-visibility", message: `${quote(name.text)} is both \`@public\` and \`@private\``, at: name, hint: "keep one of them" })
  else if (!attribute.annotations.has("public") && !attribute.annotations.has("private")) {
    report({ code: "law/fact-visibility", message: `${quote(name.text)} is neither \`@public\` nor \`@private\``, at: name, hint: "write `@public` if it can be checked on the spot and may stand in a URL, else `@private`" })
  }
}

/** One name has one type and one set of annotations in the whole pack. */
function checkSame({ piece, first, report }: Reading, id: FactId, member: Member, attribute: AttributeJson): void {
  const annotations = [...attribute.annotations].map(([name, value]) => `@${name}(${value})`).sort()
  const signature = JSON.stringify([attribute.type, annotations])
  const before = first.get(id)
  if (before === undefined) {
    first.set(id, { signature, member })
    return
  }
  if (before.signature === signature) return
  const related = [{ span: spanIn(piece, before.member.all), note: `\`${id}\` as it was declared first` }]
  report({ code: "law/fact-differs", message: `\`${id}\` is declared here in another way than before`, at: member.all, related, hint: "one name has one type and one set of annotations in the whole pack; give one of them another name" })
}

/** Every action that other actions stand in, with all questions below it. */
function actionGroups(json: SchemaJson, questions: readonly Question[]): readonly ActionGroup[] {
  const groupsOf = new Map(questions.map(({ id }) => [id, above(json.actions, id)]))
  const ids = new Set([...json.actions].filter(([, action]) => action.principals.length === 0).map(([id]) => id).concat([...groupsOf.values()].flatMap((groups) => [...groups])))
  return [...ids].map((id) => ({ id, questions: questions.filter((question) => question.id === id || groupsOf.get(question.id)?.has(id)).map((question) => question.id) }))
}
