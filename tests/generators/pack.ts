/**
 * Whole packs as text, from a seed: a vocabulary, bodies, instruments with rules of every class, assumptions.
 *
 * Rules are well typed by construction, and an optional fact is read only behind `has`, as Cedar's strict validation wants
 * it; so every pack is read without an error. The same truth is written in many ways (mirrored comparisons, lists, `if`,
 * `==` between conditions, literals that mean the same), because that is where a compiler goes wrong.
 */
import type { FactSpec, NumberUnit, Shape } from "../../src/kernel/diagram/types.ts"
import { LARGEST, NUMBER_RANGE, type Given } from "../../src/kernel/diagram/values.ts"
import type { PackFiles } from "../../src/law/pack-files.ts"
import { Draw } from "./draw.ts"

type Type = "Bool" | "Who" | "Paper" | "String" | "Long" | "decimal" | "datetime" | "duration" | "Set<Paper>" | "Set<String>" | "Set<Long>" | "Set<Bool>"

interface Fact {
  readonly name: string
  readonly type: Type
}

const CATALOGUE: readonly Fact[] = [
  { name: "who", type: "Who" },
  { name: "whom", type: "Who" },
  { name: "paper", type: "Paper" },
  { name: "consent", type: "Bool" },
  { name: "also", type: "Bool" },
  { name: "name", type: "String" },
  { name: "age", type: "Long" },
  { name: "count", type: "Long" },
  { name: "price", type: "decimal" },
  { name: "seen", type: "datetime" },
  { name: "lasted", type: "duration" },
  { name: "papers", type: "Set<Paper>" },
  { name: "words", type: "Set<String>" },
  { name: "numbers", type: "Set<Long>" },
  { name: "answers", type: "Set<Bool>" },
]

/** Constants of each type, some of them the same in other writing. */
const LITERALS: Readonly<Record<Exclude<Type, `Set<${string}>`>, readonly string[]>> = {
  Bool: ["true", "false"],
  Who: ['Who::"agents"', 'Who::"troops"', 'Who::"nobody"'],
  Paper: ['Paper::"warrant"', 'Paper::"letter"'],
  String: ['"Ann"', '"any other"', '"O\'Hare \\"T5\\""', '"né 🙂"'],
  Long: ["18", "21", "0", "-5", "9007199254740991", "-9007199254740991"],
  decimal: ['decimal("5.0")', 'decimal("5.0000")', 'decimal("-0.0001")', 'decimal("900719925474.0991")'],
  datetime: ['datetime("2025-08-30")', 'datetime("2025-08-30T02:00:00+0200")', 'datetime("1969-12-31T23:59:59.999Z")', 'datetime("9999-12-31")', 'datetime("9999-12-31T23:59:59.999Z")', 'datetime("0000-01-01")'],
  duration: ['duration("1h")', 'duration("60m")', 'duration("-1ms")', 'duration("1d2h3m4s5ms")'],
}

const COMPARISONS = ["<", "<=", ">", ">="]
const DECIMAL_METHODS = ["lessThan", "lessThanOrEqual", "greaterThan", "greaterThanOrEqual"]
const GROUPS = ["departments", "sisters", "uniformed"]
const BODIES = ["police", "library", "transit", "schools", "parks"]
const QUESTIONS = ["ask", "call"]
const STEPS = ["decline", "tell-supervisor", "write-down"]

/** What `entity Body` may declare, with values for bodies.yaml and tests of it. */
const ATTRIBUTES: readonly { readonly declared: string; readonly values: readonly string[]; readonly tests: readonly string[] }[] = [
  { declared: "police: Bool", values: ["police: true", "police: false"], tests: ["principal.police", "principal.police == false"] },
  { declared: "size: Long", values: ["size: 12", "size: 40", "size: 900"], tests: [...COMPARISONS.map((operator) => `principal.size ${operator} 40`), "40 != principal.size"] },
  { declared: "kind: Kind", values: ["kind: office", "kind: agency"], tests: ['principal.kind == Kind::"office"', 'principal.kind in [Kind::"agency"]'] },
  { declared: "nick?: String", values: ["", "nick: blue", "nick: rail"], tests: ['(principal has nick && principal.nick == "blue")', "principal has nick"] },
  { declared: "kinds: Set<String>", values: ["kinds: []", "kinds: [armed]", "kinds: [armed, large]"], tests: ['principal.kinds.contains("armed")', "principal.kinds.isEmpty()", '["large"].containsAny(principal.kinds)'] },
]
type Attribute = (typeof ATTRIBUTES)[number]

/** Who may ask. */
interface Bodies {
  readonly ids: readonly string[]
  readonly attributes: readonly Attribute[]
}

interface Question {
  readonly id: string
  readonly facts: readonly (Fact & { readonly optional: boolean })[]
}

/** What a rule may say: its questions, and which facts are known to be there. */
interface Scope {
  readonly questions: readonly Question[]
  readonly bodies: Bodies
  readonly present: readonly Fact[]
  /** Facts of some of the questions that may not be there. */
  readonly perhaps: readonly Fact[]
}

export function packFrom(seed: number): PackFiles {
  const draw = new Draw(seed)
  const bodies: Bodies = { ids: BODIES.slice(0, 2 + draw.int(BODIES.length - 1)), attributes: ATTRIBUTES.filter(() => draw.chance(1, 3)) }
  const questions = QUESTIONS.map((id): Question => ({ id, facts: factsFor(draw) }))
  const files: readonly (readonly [string, string])[] = [
    ["pack.yaml", PACK],
    ["steps.yaml", [...STEPS, "call-counsel"].map((id) => `${id}: worker\n`).join("")],
    ["bodies.yaml", bodiesYaml(draw, bodies)],
    ["vocabulary.cedarschema", schema(draw, questions, bodies)],
    ["assumptions.cedar", assumptions(draw, questions, bodies)],
    ...instruments(draw, questions, bodies),
  ]
  return new Map(files.map(([path, text]) => [path, new TextEncoder().encode(text)]))
}

const PACK = `id: drawn
name: Drawn City
status: demonstration
publisher: Nobody
time-zone: America/Chicago
languages: [en]
silent: { steps: [call-counsel, write-down] }
`

function factsFor(draw: Draw): Question["facts"] {
  const wanted = 1 + draw.int(5)
  const left = [...CATALOGUE]
  const drawn = Array.from({ length: wanted }, () => left.splice(draw.int(left.length), 1)[0]).filter((fact) => fact !== undefined)
  return drawn.map((fact) => ({ ...fact, optional: draw.chance(1, 3) }))
}

// Vocabulary and bodies -----------------------------------------------------------------------------------------------

function schema(draw: Draw, questions: readonly Question[], { attributes }: Bodies): string {
  const visibility = new Map(CATALOGUE.map(({ name }) => [name, draw.one(["public", "private"])]))
  const actions = questions.map(({ id, facts }) => {
    const context = facts.map(({ name, type, optional }) => `    @topic("${name.charAt(0)}") @${visibility.get(name) ?? "public"} ${name}${optional ? "?" : ""}: ${type},\n`)
    return `action "${id}" in ["contact"] appliesTo {\n  principal: Body, resource: City,\n  context: {\n${context.join("")}  }\n};\n`
  })
  return `entity Group;
entity City;
entity Body in [Group] { ${attributes.map(({ declared }) => declared).join(", ")} };
entity Kind enum ["office", "agency"];
entity Who enum ["agents", "troops", "nobody"];
entity Paper enum ["warrant", "letter"];
action "contact";
${actions.join("")}`
}

function bodiesYaml(draw: Draw, bodies: Bodies): string {
  const lines = bodies.ids.map((id) => {
    const attributes = bodies.attributes.map(({ values }) => draw.one(values)).filter((written) => written !== "")
    return `  - { id: ${id}, name: ${id}, kind: department, in: [${draw.some(GROUPS).join(", ")}], attributes: { ${attributes.join(", ")} }, supervisor-line: null, counsel-line: null, next: null }`
  })
  return `groups:\n${GROUPS.map((id) => `  - { id: ${id}, name: ${id} }`).join("\n")}\nbodies:\n${lines.join("\n")}\n`
}

// Law -----------------------------------------------------------------------------------------------------------------

function instruments(draw: Draw, questions: readonly Question[], bodies: Bodies): readonly (readonly [string, string])[] {
  return ["order", "guideline"].map((id) => {
    const clauses = Array.from({ length: 1 + draw.int(3) }, (_, index) => clause(draw, questions, bodies, id, index))
    return [`law/${id}.md`, `${frontMatter(id)}\n${clauses.join("\n")}`] as const
  })
}

function frontMatter(id: string): string {
  return `---
id: ${id}
kind: directive
title: ${id}
short: ${id}
rank: directive
in-force: null
text: summary
source: { by: "nobody", read-on: 2026-11-23, confirmed-through: 2026-11-23, confidence: P }
unread: []
reviewed: null
---
`
}

function clause(draw: Draw, questions: readonly Question[], bodies: Bodies, instrument: string, index: number): string {
  const force = draw.one(["binds", "binds", "advises"])
  const rules = Array.from({ length: 1 + draw.int(2) }, (_, number) => rule(draw, questions, bodies, force, `${instrument}-${index}-${number}`))
  const withdrawn = draw.chance(1, 10) ? '\n```withdrawn\nfrom: 2026-01-01T00:00:00-06:00\nby: counsel\n```\n' : ""
  return `## Clause ${index} {#cl_${index} force=${force} to=all}\n\nWhat it says.\n\n\`\`\`cedar\n${rules.join("\n\n")}\n\`\`\`\n${withdrawn}`
}

function rule(draw: Draw, questions: readonly Question[], bodies: Bodies, force: string, id: string): string {
  const asked = draw.one([questions, [draw.one(questions)], [draw.one(questions)]])
  const scope = scopeOf(asked, bodies)
  const effect = draw.one(["permit", "forbid"])
  const must = effect === "permit" && force === "binds" && draw.chance(1, 3) ? " @must" : ""
  const unless = draw.chance(1, 3) ? `\nunless { ${condition(draw, scope, draw.one([0, 1, 2]))} }` : ""
  const steps = draw.some(STEPS)
  const stepsNamed = steps.length === 0 ? "" : ` @steps("${steps.join(", ")}")`
  return `@id("${id}")${must}${stepsNamed}\n${effect} (${principal(draw, bodies)}, ${action(draw, asked, questions)}, resource)\n${when(draw, scope)}${unless};`
}

/** A condition, and sometimes one before it on which it rests. */
function when(draw: Draw, scope: Scope): string {
  const fact = scope.perhaps[0]
  if (fact === undefined || draw.chance(2, 3)) return `when { ${condition(draw, scope, draw.one([0, 1, 2, 3]))} }`
  return `when { context has ${fact.name} }\nwhen { ${condition(draw, withFact(scope, fact), 2)} }`
}

function principal(draw: Draw, { ids }: Bodies): string {
  const [body, group] = [draw.one(ids), draw.one(GROUPS)]
  return draw.one(["principal", "principal", "principal", `principal == Body::"${body}"`, `principal in Group::"${group}"`, "principal is Body", `principal is Body in Group::"${group}"`])
}

function action(draw: Draw, asked: readonly Question[], all: readonly Question[]): string {
  const named = asked.map(({ id }) => `Action::"${id}"`)
  if (asked.length === all.length) return draw.one(["action", 'action in Action::"contact"', `action in [${named.join(", ")}]`])
  return draw.one([`action == ${named.join()}`, `action in [${named.join()}]`])
}

function assumptions(draw: Draw, questions: readonly Question[], bodies: Bodies): string {
  const drawn = Array.from({ length: draw.int(3) }, (_, index) => {
    const question = draw.one(questions)
    return `@impossible("reason ${index}")\nforbid (${principal(draw, bodies)}, action == Action::"${question.id}", resource)\nwhen { ${condition(draw, scopeOf([question], bodies), 2)} };\n`
  })
  return drawn.join("\n")
}

// Conditions ----------------------------------------------------------------------------------------------------------

function scopeOf(questions: readonly Question[], bodies: Bodies): Scope {
  const all = [...new Map(questions.flatMap(({ facts }) => facts).map((fact) => [fact.name, fact])).values()]
  const isThere = ({ name }: Fact): boolean => questions.every(({ facts }) => facts.some((fact) => fact.name === name && !fact.optional))
  return { questions, bodies, present: all.filter(isThere), perhaps: all.filter((fact) => !isThere(fact)) }
}

function withFact(scope: Scope, fact: Fact): Scope {
  return { ...scope, present: [...scope.present, fact], perhaps: scope.perhaps.filter((other) => other !== fact) }
}

function condition(draw: Draw, scope: Scope, depth: number): string {
  if (depth === 0) return test(draw, scope)
  const part = (inner = scope): string => condition(draw, inner, depth - 1)
  const [fact] = draw.some(scope.perhaps)
  const ways: readonly (() => string)[] = [
    () => test(draw, scope),
    () => test(draw, scope),
    () => `(${part()} && ${part()})`,
    () => `(${part()} && ${part()})`,
    () => `(${part()} || ${part()})`,
    () => `!(${part()})`,
    () => `(if ${part()} then ${part()} else ${part()})`,
    () => `((${part()} && true) ${draw.one(["==", "!="])} (${part()}))`,
  ]
  if (fact === undefined || draw.chance(1, 3)) return draw.one(ways)()
  const inner = withFact(scope, fact)
  return draw.one([
    () => `(context has ${fact.name} && ${part(inner)})`,
    () => `(context has ${fact.name} && ${part(inner)})`,
    () => `(if context has ${fact.name} then ${part(inner)} else ${part()})`,
    () => `!(context has ${fact.name})`,
  ])()
}

function test(draw: Draw, scope: Scope): string {
  if (scope.present.length === 0 || draw.chance(1, 6)) return principalTest(draw, scope)
  return factTest(draw, scope, draw.one(scope.present))
}

function principalTest(draw: Draw, { questions, bodies }: Scope): string {
  const [body, group] = [draw.one(bodies.ids), draw.one(GROUPS)]
  return draw.one([
    `principal == Body::"${body}"`,
    `Body::"${body}" != principal`,
    `principal in Group::"${group}"`,
    `principal in [Group::"${group}", Group::"${draw.one(GROUPS)}"]`,
    "principal is Body",
    `principal is Body in Group::"${group}"`,
    ...bodies.attributes.map(({ tests }) => draw.one(tests)),
    `action == Action::"${draw.one(questions).id}"`,
    'action in Action::"contact"',
    "true",
  ])
}

function factTest(draw: Draw, scope: Scope, { name, type }: Fact): string {
  const fact = `context.${name}`
  switch (type) {
    case "Bool":
      return draw.one([fact, `${fact} == ${draw.one(["true", "false"])}`, likeOther(draw, scope, { name, type })])
    case "Who":
    case "Paper": {
      const listed = list(draw, LITERALS[type])
      return draw.one([equality(draw, fact, type), `${fact} in ${listed}`, `${listed}.contains(${fact})`, `${fact} is ${type}`, likeOther(draw, scope, { name, type })])
    }
    case "String":
      return draw.one([equality(draw, fact, type), `${list(draw, LITERALS.String)}.contains(${fact})`])
    case "Long":
      return draw.one([equality(draw, fact, type), ordered(draw, fact, type), ordered(draw, fact, type), `${list(draw, LITERALS.Long)}.contains(${fact})`])
    case "datetime":
    case "duration":
      return draw.one([equality(draw, fact, type), ordered(draw, fact, type), ordered(draw, fact, type)])
    case "decimal":
      return draw.one([equality(draw, fact, type), `${fact}.${draw.one(DECIMAL_METHODS)}(${draw.one(LITERALS.decimal)})`, `${draw.one(LITERALS.decimal)}.${draw.one(DECIMAL_METHODS)}(${fact})`])
    case "Set<Paper>":
      return setTest(draw, fact, LITERALS.Paper)
    case "Set<String>":
      return setTest(draw, fact, LITERALS.String.slice(0, 2))
    case "Set<Long>":
      return setTest(draw, fact, ["7", "-1"])
    case "Set<Bool>":
      return setTest(draw, fact, LITERALS.Bool)
  }
}

function equality(draw: Draw, fact: string, type: keyof typeof LITERALS): string {
  const [operator, literal] = [draw.one(["==", "!="]), draw.one(LITERALS[type])]
  return draw.chance(1, 4) ? `${literal} ${operator} ${fact}` : `${fact} ${operator} ${literal}`
}

function ordered(draw: Draw, fact: string, type: keyof typeof LITERALS): string {
  const [operator, literal] = [draw.one(COMPARISONS), draw.one(LITERALS[type])]
  return draw.chance(1, 4) ? `${literal} ${operator} ${fact}` : `${fact} ${operator} ${literal}`
}

/** A comparison with another fact of the type, where one is there; else with the fact itself. */
function likeOther(draw: Draw, { present }: Scope, { name, type }: Fact): string {
  const other = present.find((fact) => fact.type === type && fact.name !== name)?.name ?? name
  return `context.${name} ${draw.one(["==", "!="])} context.${other}`
}

function setTest(draw: Draw, fact: string, members: readonly string[]): string {
  const listed = list(draw, members)
  return draw.one([
    `${fact}.contains(${draw.one(members)})`,
    `${fact}.containsAll(${listed})`,
    `${fact}.containsAny(${listed})`,
    `${listed}.containsAll(${fact})`,
    `${listed}.containsAny(${fact})`,
    `${fact}.isEmpty()`,
    `${fact} ${draw.one(["==", "!="])} ${listed}`,
  ])
}

function list(draw: Draw, members: readonly string[]): string {
  return `[${draw.someOf(members).join(", ")}]`
}

// Situations ----------------------------------------------------------------------------------------------------------

const NUMBERS: Readonly<Record<NumberUnit, readonly number[]>> = {
  integer: around(18, 21, 0, -5, LARGEST, -LARGEST),
  decimal: around(5_0000, -1, LARGEST),
  datetime: around(1_756_512_000_000, -1, 253_370_764_800_000, NUMBER_RANGE.datetime.least + 1, NUMBER_RANGE.datetime.most - 1),
  duration: around(3_600_000, -1, 93_784_005),
}
const TEXTS = ["Ann", "any other", "O'Hare \"T5\"", "né 🙂", "", "Bob", "ann"]

/** Each number with its neighbours. */
function around(...numbers: readonly number[]): readonly number[] {
  return numbers.flatMap((number) => [number - 1, number, number + 1]).filter(Number.isSafeInteger)
}

/** Values on both sides of everything that a drawn rule can say about a fact; of the asker, every body. */
export function valuesFor(fact: FactSpec): readonly Given[] {
  const present = presentValues(fact.shape)
  return fact.optional ? [...present, { kind: "absent" }] : present
}

function presentValues(shape: Shape): readonly Given[] {
  switch (shape.kind) {
    case "yes-no":
      return ["no", "yes"].map((value) => ({ kind: "value", value }))
    case "choice":
      return shape.values.map((value) => ({ kind: "value", value }))
    case "text":
      return TEXTS.map((value) => ({ kind: "value", value }))
    case "number":
      return NUMBERS[shape.unit].map((value) => ({ kind: "number", value }))
    case "set": {
      const members = shape.of.kind === "choice" ? shape.of.values : shape.of.kind === "text" ? ["Ann", "any other", "Bob"] : ["-1", "7", "8"]
      return subsets(members.toSorted()).map((drawn) => ({ kind: "set", members: drawn }))
    }
  }
}

function subsets(members: readonly string[]): readonly (readonly string[])[] {
  return members.reduce<readonly (readonly string[])[]>((sofar, member) => sofar.flatMap((subset) => [subset, [...subset, member]]), [[]])
}
