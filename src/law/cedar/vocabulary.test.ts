import { describe, expect, test } from "vitest"
import type { Body } from "../types.ts"
import { SAMPLE, SAMPLE_BODIES, SAMPLE_GROUPS, said, sampleQuestion } from "./sample.ts"
import { readVocabulary } from "./vocabulary.ts"

const head = "entity City; entity Group; entity Body in [Group]; "
const plainBodies: readonly Body[] = SAMPLE_BODIES.map((body) => ({ ...body, attributes: new Map() }))

function problems(text: string, bodies: readonly Body[] = plainBodies): readonly string[] {
  const { value, diagnostics } = readVocabulary({ path: "v", text }, bodies, SAMPLE_GROUPS)
  expect(value === null).toBe(diagnostics.length > 0)
  return diagnostics.map((diagnostic) => said(diagnostic.span?.path === "v" ? text : "B", diagnostic))
}

const question = (context: string): string => `${head}entity Who enum ["a", "b"]; action "q" appliesTo { principal: Body, resource: City, context: { ${context} } };`
const fact = (type: string): string => question(`@topic("t") @public x: ${type}`)

describe("what a vocabulary gives", () => {
  test("questions and facts in the file's sequence, body first", () => {
    expect(SAMPLE.questions.map(({ id }) => id)).toEqual(["ask", "call"])
    expect(sampleQuestion("call").facts.map(({ id }) => id)).toEqual(["body", "who", "age", "only_here"])
  })

  test("the body is a choice of all bodies, which may share a cell", () => {
    expect(sampleQuestion("ask").facts[0]).toMatchObject({ id: "body", topic: "body", visibility: "asker", optional: false, shape: { kind: "choice", values: ["police", "library", "transit"], merge: true } })
  })

  test.each([
    ["who", { shape: { kind: "choice", values: ["agents", "troops", "not-said"], merge: false }, valuesKey: "Who", optional: false, visibility: "public", topic: "t" }],
    ["paper", { optional: true, valuesKey: "Paper" }],
    ["yes_no", { shape: { kind: "yes-no" }, valuesKey: "yes_no" }],
    ["name", { shape: { kind: "text" } }],
    ["age", { shape: { kind: "number", unit: "integer" } }],
    ["price", { shape: { kind: "number", unit: "decimal" } }],
    ["seen", { shape: { kind: "number", unit: "datetime" } }],
    ["lasted", { shape: { kind: "number", unit: "duration" } }],
    ["papers", { shape: { kind: "set", of: { kind: "choice", values: ["warrant", "letter", "none"] } }, valuesKey: "Paper", visibility: "private" }],
    ["words", { shape: { kind: "set", of: { kind: "text" } } }],
    ["numbers", { shape: { kind: "set", of: { kind: "integer" } } }],
    ["answers", { shape: { kind: "set", of: { kind: "choice", values: ["yes", "no"] } }, valuesKey: "answers" }],
  ])("the fact %s", (id, expected) => {
    expect(sampleQuestion("ask").facts.find((each) => each.id === id)).toMatchObject(expected)
  })

  test("a fact's place is its name", () => {
    const span = sampleQuestion("call").facts[3]?.span
    expect(SAMPLE.schema.slice(span?.start, span?.end)).toBe("only_here")
  })

  test("groups of actions name their questions, directly or not", () => {
    const text = `${head}action "all"; action "some" in ["all"]; action "a" in ["some"] appliesTo { principal: Body, resource: City }; action "b" in ["all"] appliesTo { principal: Body, resource: City };`
    expect(readVocabulary({ path: "v", text }, plainBodies, SAMPLE_GROUPS).value?.actionGroups).toEqual([{ id: "all", questions: ["a", "b"] }, { id: "some", questions: ["a"] }])
  })
})

describe("what a vocabulary cannot hold", () => {
  test.each([
    ["a syntax error", `${head}entity Who enum [];`, ["law/vocabulary-syntax []] found `]`, expected string literal"]],
    ["an unfinished declaration", `${head}entity Who`, ["law/vocabulary-syntax [Who] the text ends too early · a declaration ends with `;`, and every bracket and operator needs its partner"]],
    ["an unknown type", fact("Whoo"), ["law/unknown-type [Whoo] no type is named `Whoo` · did you mean `Who`?"]],
    ["an address", fact("ipaddr"), ["law/vocabulary-refused [ipaddr] `x` is an address of the internet (`ipaddr`), which no fact can be"]],
    ["a record", fact("{ a: Bool }"), ["law/vocabulary-refused [{ a: Bool }] `x` is a record, which no fact can be"]],
    ["a body as a fact", fact("Body"), ["law/vocabulary-refused [Body] `x` is an entity (`Body`) that is no list of values, which no fact can be"]],
    ["a set of sets", fact("Set<Set<Long>>"), ["law/vocabulary-refused [Set<Set<Long>>] `x` is a set of sets, which no fact can be"]],
    ["a set of decimals", fact("Set<decimal>"), ["law/vocabulary-refused [Set<decimal>] `x` is a set of decimals, which no fact can be"]],
    ["a namespace", `namespace X { ${head} }`, ["law/vocabulary-refused [namespace X] a vocabulary cannot hold a namespace"]],
    ["a named type", `${head}type T = Bool;`, ["law/vocabulary-refused [type T] a vocabulary cannot hold a named type"]],
    ["tags", "entity City; entity Group; entity Body in [Group] tags String;", ["law/vocabulary-refused [tags] a vocabulary cannot hold tags"]],
    ["an entity that is none of ours", `${head}entity Dog;`, ["law/vocabulary-refused [Dog] `Dog` is an entity without a list of values"]],
    ["a name of Cedar's own", `${head}entity decimal enum ["a"];`, ["law/reserved-word [decimal] `decimal` is a type of Cedar's own and cannot name another"]],
    ["attributes of the city", "entity City { a: Bool }; entity Group; entity Body in [Group];", ["law/vocabulary-refused [City] a vocabulary cannot hold attributes or parents of `City`"]],
    ["no Body", "entity City;", ["law/missing-entity [entity] a vocabulary declares `Body`, and this one does not"]],
    ["an entity twice", `${head}entity City;`, ["law/duplicate-id [City] `City` is declared twice"]],
    ["a value twice", `${head}entity Who enum ["a", "a"];`, ['law/duplicate-id ["a"] `a` is declared twice']],
    ["a fact twice in a question", question('@topic("t") @public x: Bool, @topic("t") @public x: Bool'), ["law/duplicate-id [x] `x` is declared twice"]],
    ["an undeclared group", `${head}action "g"; action "q" in ["gg"] appliesTo { principal: Body, resource: City };`, ['law/unknown-question ["gg"] no action is named `gg`']],
    ["another principal", `${head}action "q" appliesTo { principal: [Body, City], resource: City };`, ["law/wrong-scope [[Body, City]] the principal of a question is `Body`, `City`, expected `Body`"]],
    ["another resource", `${head}action "q" appliesTo { principal: Body, resource: Body };`, ["law/wrong-scope [Body] the resource of a question is `Body`, expected `City`"]],
    ["a question in another form", `${head}action "Ask Him" appliesTo { principal: Body, resource: City };`, ['law/wrong-id ["Ask Him"] `Ask Him` cannot be a question']],
    ["a fact in another form", question('@topic("t") @public "x-y": Bool'), ['law/wrong-id ["x-y"] `x-y` cannot be a fact']],
    ["a reserved value", `${head}entity Who enum ["unknown"];`, ['law/reserved-word ["unknown"] `unknown` cannot be a value: it means something in a case or a URL']],
    ["a reserved fact", question('@topic("t") @public body: Bool'), ["law/reserved-word [body] `body` cannot be a fact: it means something in a case or a URL"]],
    ["no topic", question("@public x: Bool"), ["law/fact-without-topic [x] `x` has no topic"]],
    ["neither public nor private", question('@topic("t") x: Bool'), ["law/fact-visibility [x] `x` is neither `@public` nor `@private`"]],
    ["both", question('@topic("t") @public @private x: Bool'), ["law/fact-visibility [x] `x` is both `@public` and `@private`"]],
    ["another annotation", question('@topik("u") @topic("t") @public x: Bool'), ['law/unknown-annotation [@topik("u")] a fact has no annotation `@topik`']],
    [
      "one name in two ways",
      `${question('@topic("t") @public x: Bool')} action "r" appliesTo { principal: Body, resource: City, context: { @topic("t") @private x: Bool } };`,
      ['law/fact-differs [@topic("t") @private x: Bool] `x` is declared here in another way than before'],
    ],
  ])("%s", (_, text, expected) => {
    const found = problems(text)
    expect(found).toHaveLength(expected.length)
    for (const [index, start] of expected.entries()) expect(found[index]?.startsWith(start), found[index]).toBe(true)
  })

  test("all at once, in the file's sequence", () => {
    const text = question('x: Bool, @topic("t") @public body: ipaddr').replace('"a", "b"', '"yes"')
    expect(problems(text).map((line) => line.split(" ")[0])).toEqual(["law/reserved-word", "law/fact-without-topic", "law/fact-visibility", "law/reserved-word", "law/vocabulary-refused"])
  })

  test("one name may be optional in one question alone", () => {
    expect(problems(`${question('@topic("t") @public x: Bool')} action "r" appliesTo { principal: Body, resource: City, context: { @topic("t") @public x?: Bool } };`)).toEqual([])
  })
})

describe("bodies", () => {
  const schema = "entity City; entity Group; entity Body in [Group] { police: Bool, size?: Long };"
  const withAttributes = (attributes: Readonly<Record<string, unknown>>): readonly Body[] => SAMPLE_BODIES.slice(0, 1).map((body) => ({ ...body, attributes: new Map(Object.entries(attributes)) }))

  test.each([
    ["all there", { police: true, size: 3 }, []],
    ["an optional one missing", { police: true }, []],
    ["one missing", {}, ["law/body-attributes [B] `police` has no attribute `police`, expected a yes or no · write `attributes: { police: … }`"]],
    ["one of another type", { police: "yes" }, ['law/body-attributes [B] `police` of `police` is `"yes"`, expected a yes or no']],
    ["one too many", { police: true, sice: 3 }, ["law/body-attributes [B] `police` has an attribute `sice`, which `Body` has not · did you mean `size`?"]],
  ])("%s", (_, attributes, expected) => {
    expect(problems(schema, withAttributes(attributes))).toEqual(expected)
  })

  test("an attribute may be named as an object's own are", () => {
    const named = schema.replace("size?", "__proto__").replace("police", "constructor")
    expect(problems(named, withAttributes({}))).toEqual([
      "law/body-attributes [B] `police` has no attribute `__proto__`, expected a whole number · write `attributes: { __proto__: … }`",
      "law/body-attributes [B] `police` has no attribute `constructor`, expected a yes or no · write `attributes: { constructor: … }`",
    ])
    expect(problems(named, withAttributes({ constructor: true, ["__proto__"]: 3 }))).toEqual([])
  })

  test("groups without `in [Group]`", () => {
    expect(problems("entity City; entity Group; entity Body;", withAttributes({}))).toEqual(["law/body-attributes [B] `police` stands in a group, but `Body` is not declared to · write `entity Body in [Group]`"])
  })
})
