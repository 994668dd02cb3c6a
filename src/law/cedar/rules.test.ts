import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Condition } from "../../kernel/diagram/types.ts"
import { parseGiven, printGiven, type Given } from "../../kernel/diagram/values.ts"
import { bug } from "../../kernel/text/bug.ts"
import type { Force } from "../types.ts"
import { readRules } from "./rules.ts"
import { block, said, SAMPLE, sampleQuestion } from "./sample.ts"

/** `who is agents,troops & !(age < 18)`: a condition on one line. */
function print(condition: Condition): string {
  switch (condition.kind) {
    case "constant":
      return String(condition.holds)
    case "not":
      return `!(${print(condition.of)})`
    case "all":
      return `(${condition.of.map(print).join(" & ")})`
    case "any":
      return `(${condition.of.map(print).join(" | ")})`
    case "if":
      return `(${print(condition.test)} ? ${print(condition.then)} : ${print(condition.otherwise)})`
    case "is":
      return `${condition.fact} is ${condition.values.join(",")}`
    case "below":
      return `${condition.fact} < ${String(condition.bound)}`
    case "present":
      return `has ${condition.fact}`
    case "member":
      return `${condition.fact} ∋ ${condition.member}`
    case "exactly":
      return `${condition.fact} = {${condition.members.join(",")}}`
    case "same":
      return `${condition.fact} = ${condition.other}`
  }
}

const rule = (expression: string, scope = 'principal, action == Action::"ask", resource'): string => `@id("r") forbid (${scope}) when { ${expression} };`

/** Its condition for the first question. */
function compiled(text: string): string {
  const { rules, diagnostics } = readRules(SAMPLE, [block(text)])
  if (diagnostics.some(({ severity }) => severity === "error")) return bug(diagnostics.map((diagnostic) => said(text, diagnostic)).join("\n"))
  const [first] = rules[0]?.conditions.values() ?? []
  return first === undefined ? bug("no condition") : print(first)
}

function problems(text: string, force: Force = "binds"): readonly string[] {
  return readRules(SAMPLE, [block(text, force)]).diagnostics.map((diagnostic) => said(text, diagnostic))
}

describe("what compiles", () => {
  test.each([
    ['context.who == Who::"agents"', "who is agents"],
    ['Who::"agents" == context.who', "who is agents"],
    ['context.who != Who::"agents"', "!(who is agents)"],
    ['context["who"] == Who::"agents"', "who is agents"],
    ['context.who in [Who::"agents", Who::"troops"]', "who is agents,troops"],
    ['context.who in Who::"troops"', "who is troops"],
    ['[Who::"agents", Who::"troops"].contains(context.who)', "(who is agents | who is troops)"],
    ["context.who is Who", "true"],
    ['context.who is Who in [Who::"troops"]', "who is troops"],
    ["context.who == context.whom", "who = whom"],
    ["context.yes_no != context.also", "!(yes_no = also)"],
    ["context.papers == context.papers", "true"],
    ["context.yes_no", "yes_no is yes"],
    ["!context.yes_no", "!(yes_no is yes)"],
    ["context.yes_no == true", "yes_no is yes"],
    ["false != context.yes_no", "yes_no is yes"],
    ["(context.age < 5) == context.yes_no", "(age < 5 ? yes_no is yes : !(yes_no is yes))"],
    ["if context.yes_no then context.also else context.age < 5", "(yes_no is yes ? also is yes : age < 5)"],
    ["context.age < 5", "age < 5"],
    ["context.age <= 5", "age < 6"],
    ["context.age > 5", "!(age < 6)"],
    ["context.age >= 5", "!(age < 5)"],
    ["5 < context.age", "!(age < 6)"],
    ["5 >= context.age", "age < 6"],
    ["context.age == -5", "(age < -4 & !(age < -5))"],
    ["context.age != 5", "!((age < 6 & !(age < 5)))"],
    ["context.age <= 9007199254740991", "true"],
    ["context.age < -9007199254740991", "false"],
    ['context.name == "a b"', "name is a b"],
    ['["x", "y"].contains(context.name)', "(name is x | name is y)"],
    ['context.price.lessThan(decimal("1.5"))', "price < 15000"],
    ['decimal("1.5").lessThanOrEqual(context.price)', "!(price < 15000)"],
    ['context.price.greaterThan(decimal("-0.0001"))', "!(price < 0)"],
    ['context.price == decimal("2.0")', "(price < 20001 & !(price < 20000))"],
    ['context.seen < datetime("1970-01-02")', "seen < 86400000"],
    ['context.seen >= datetime("1970-01-01T00:00:01+0100")', "!(seen < -3599000)"],
    ['context.lasted > duration("1h")', "!(lasted < 3600001)"],
    ['context.papers.contains(Paper::"warrant")', "papers ∋ warrant"],
    ['context.papers.containsAll([Paper::"warrant", Paper::"letter"])', "(papers ∋ warrant & papers ∋ letter)"],
    ['context.papers.containsAny([Paper::"warrant", Paper::"letter"])', "(papers ∋ warrant | papers ∋ letter)"],
    ['[Paper::"warrant"].containsAny(context.papers)', "papers ∋ warrant"],
    ['[Paper::"warrant", Paper::"letter"].containsAll(context.papers)', "!(papers ∋ none)"],
    ['["a"].containsAll(context.words)', "(words = {} | words = {a})"],
    ["context.papers.isEmpty()", "papers = {}"],
    ['context.papers == [Paper::"letter", Paper::"letter"]', "papers = {letter}"],
    ['context.words != ["b", "a"]', "!(words = {a,b})"],
    ["context.answers.contains(true)", "answers ∋ yes"],
    ["context has numbers && context.numbers.contains(-3)", "(has numbers & numbers ∋ -3)"],
    ["context has maybe", "has maybe"],
    ["context has yes_no", "true"],
    ["context has maybe && context.maybe", "(has maybe & maybe is yes)"],
    ["!(context has maybe && context.maybe)", "!((has maybe & maybe is yes))"],
    ['context has paper && context.paper != Paper::"none"', "(has paper & !(paper is none))"],
    ["if context has maybe then context.maybe else context.also", "(has maybe ? maybe is yes : also is yes)"],
    ['principal == Body::"police"', "body is police"],
    ['principal != Body::"police"', "body is library,transit"],
    ['principal in Group::"uniformed"', "body is police,transit"],
    ['principal in [Group::"sisters", Group::"uniformed"]', "body is police,transit"],
    ['principal in [Body::"library", Body::"transit"]', "body is library,transit"],
    ['principal is Body in Group::"sisters"', "body is transit"],
    ["principal.police", "body is police"],
    ["!principal.police && context.also", "(!(body is police) & also is yes)"],
    ["principal.size >= 300", "body is police,transit"],
    ['principal.kind == Kind::"agency"', "body is transit"],
    ['principal.kinds.contains("large")', "body is police,transit"],
    ["principal.kinds.isEmpty()", "body is library"],
    ['["large", "armed"].containsAll(principal.kinds)', "true"],
    ['principal has nick && principal.nick == "rail"', "(body is police,transit & body is transit)"],
    ["true", "true"],
    ['action in Action::"contact" && context.also', "also is yes"],
    ['action == Action::"call" && context.only_here', "false"],
  ])("%s", (expression, expected) => {
    expect(compiled(rule(expression))).toBe(expected)
  })

  test.each([
    ['principal == Body::"police", action == Action::"ask", resource', "(body is police & also is yes)"],
    ['principal in Group::"departments", action == Action::"ask", resource', "(body is police,library & also is yes)"],
    ["principal is Body, action == Action::\"ask\", resource", "also is yes"],
    ['principal is Body in Group::"sisters", action == Action::"ask", resource', "(body is transit & also is yes)"],
  ])("the scope %s", (scope, expected) => {
    expect(compiled(rule("context.also", scope))).toBe(expected)
  })

  test("several conditions must all hold, and no `unless`", () => {
    expect(compiled('@id("r") permit (principal, action == Action::"ask", resource) when { context.also } unless { context.age < 5 } when { context.yes_no };')).toBe("(also is yes & !(age < 5) & yes_no is yes)")
  })

  test.each([
    ["principal, action, resource", ["ask", "call"]],
    ['principal, action in [Action::"call"], resource', ["call"]],
    ['principal, action in [Action::"call", Action::"ask"], resource', ["ask", "call"]],
    ['principal, action in Action::"contact", resource', ["ask", "call"]],
  ])("the questions of %s", (scope, expected) => {
    expect(readRules(SAMPLE, [block(rule("context.age < 5", scope))]).rules[0]?.questions).toEqual(expected)
  })

  test("a fact that one question has may be tested for in all", () => {
    const { rules } = readRules(SAMPLE, [block(rule("context has only_here && context.only_here", "principal, action, resource"))])
    expect([...(rules[0]?.conditions ?? [])].map(([question, condition]) => [question, print(condition)])).toEqual([["ask", "false"], ["call", "(has only_here & only_here is yes)"]])
  })
})

describe("what does not compile is named where it stands", () => {
  test.each([
    ["context.age + 1 > 5", "[+] arithmetic"],
    ["context.age * 2 > 5", "[*] arithmetic"],
    ["-context.age < 5", "[-] arithmetic"],
    ["1 + 2 < context.age", "[+] arithmetic"],
    ['context.name like "a*"', '[context.name like "a*"] `like`'],
    ['context.seen.offset(duration("1d")) > datetime("2025-01-01")', '[context.seen.offset(duration("1d"))] `.offset(…)` inside a comparison'],
    ['context.seen.durationSince(context.seen) > duration("1d")', "[context.seen.durationSince(context.seen)] `.durationSince(…)` inside a comparison"],
    ['context.seen.toDate() == datetime("2025-01-01")', "[context.seen.toDate()] `.toDate(…)` inside a comparison"],
    ['ip("1.2.3.4").isLoopback()', '[ip("1.2.3.4").isLoopback()] `.isLoopback(…)`'],
    ['resource == City::"x"', "[resource] a test of `resource`"],
    ["resource is City", "[resource] a test of `resource`"],
    ["context.age > 9007199254740992", "[9007199254740992] an integer past 2^53 - 1"],
    ["context.age > -9223372036854775808", "[-9223372036854775808] an integer past 2^53 - 1"],
    ["context.age > 99999999999999999999", "[99999999999999999999] an integer past 2^53 - 1"],
    ['context.price == decimal("922337203685477.5807")', '["922337203685477.5807"] a decimal past 2^53 - 1 ten-thousandths'],
    ["context has height && context.age == context.height", "[context.age == context.height] a comparison of two facts"],
    ["context has height && context.age < context.height", "[context.age < context.height] a comparison of two facts"],
    ["context has nick && context.name == context.nick", "[context.name == context.nick] a comparison of two facts"],
    ['context.age > 5 && context.name == principal.nick', "[context.name == principal.nick] the principal compared with a fact"],
    ["context.age > principal.size", "[context.age > principal.size] the principal compared with a fact"],
    ["context.yes_no == principal.police", "[context.yes_no == principal.police] the principal compared with a fact"],
    ["context.answers.contains(context has paper)", "[context has paper] a condition compared with a value"],
    ["context.answers == [true, context.also]", "[context.also] a list that holds a fact"],
    ["context.words.containsAll([context.name])", "[context.name] a list that holds a fact"],
    ["context.words.contains(context.name)", "[context.words.contains(context.name)] a set compared with a fact"],
    ["(if context.also then context.age else 3) > 4", "[if context.also then context.age else 3] an `if` between values"],
    ['{a: 1}.a == 1', "[{a: 1}.a] an attribute of an attribute"],
    ["1 < 2", "[1 < 2] a test without a fact"],
    ['["a", "b", "c", "d", "e", "f", "g"].containsAll(context.words)', '[["a", "b", "c", "d", "e", "f", "g"].containsAll(context.words)] a list of more than 6 that holds every member of an open set'],
  ])("%s", (expression, expected) => {
    expect(problems(rule(expression)).map((line) => line.split(" does not compile")[0])).toEqual([`law/does-not-compile ${expected}`])
  })

  test.each([
    ['@id("r") forbid (principal == ?principal, action, resource);', "law/does-not-compile [?principal] the slot `?principal` does not compile · a rule says itself whom it is about"],
    ['@id("r") forbid (principal, action, resource is City);', "law/does-not-compile [resource is City] a test of `resource` does not compile · it is always the pack's City; write `resource` alone"],
    ['@id("r") forbid (principal, action, resource == City::"x");', "law/does-not-compile [resource == City::\"x\"] a test of `resource` does not compile · it is always the pack's City; write `resource` alone"],
  ])("%s", (text, expected) => {
    expect(problems(text)).toEqual([expected])
  })
})

describe("names that nothing has", () => {
  test.each([
    ["context.whoo == Who::\"agents\"", "law/unknown-fact [whoo] `ask` has no fact `whoo` · did you mean `who` or `whom`?"],
    ["context.only_here", "law/unknown-fact [only_here] `ask` has no fact `only_here` · it is a fact of `call`"],
    ["context has mayb && context.also", "law/unknown-fact [mayb] `ask` has no fact `mayb` · did you mean `maybe`?"],
    ['context.who == Who::"agent"', 'law/unknown-value ["agent"] `Who` has no value `agent` · did you mean `agents`?'],
    ['context.who == Who::"warrant"', 'law/unknown-value ["warrant"] `Who` has no value `warrant` · `Paper` has it: `Paper::"warrant"`'],
    ['context.papers.contains(Paper::"x")', 'law/unknown-value ["x"] `Paper` has no value `x` · '],
    ['context.who == Whom::"agents"', "law/unknown-type [Whom] no type is named `Whom` · did you mean `Who`?"],
    ["context.who is Dog", "law/unknown-type [Dog] no type is named `Dog`"],
    ['principal == Body::"polise"', 'law/unknown-body ["polise"] no body is named `polise` · did you mean `police`?'],
    ['principal in Group::"department"', 'law/unknown-group ["department"] no group is named `department` · did you mean `departments`?'],
    ["principal.polices", "law/unknown-attribute [polices] `Body` has no attribute `polices` · did you mean `police`?"],
    ["principal has polices && context.also", "law/unknown-attribute [polices] `Body` has no attribute `polices` · did you mean `police`?"],
    ['action == Action::"cal" || context.also', 'law/unknown-question ["cal"] no question is named `cal` · did you mean `call`?'],
  ])("%s", (expression, expected) => {
    const found = problems(rule(expression))
    expect(found).toHaveLength(1)
    expect(found[0]?.startsWith(expected), found[0]).toBe(true)
  })

  test.each([
    ['principal, action == Action::"aks", resource', 'law/unknown-question ["aks"] no question is named `aks` · did you mean `ask`?'],
    ['principal, action in [Action::"ask", Action::"aks"], resource', 'law/unknown-question ["aks"] no question is named `aks` · did you mean `ask`?'],
    ['principal, action == Action::"contact", resource', 'law/unknown-question ["contact"] `contact` is a group of questions, and nobody asks a group · write `action in Action::"contact"`'],
    ['principal == Body::"polise", action == Action::"ask", resource', 'law/unknown-body ["polise"] no body is named `polise` · did you mean `police`?'],
    ['principal in Grup::"x", action == Action::"ask", resource', "law/unknown-type [Grup] no type is named `Grup` · did you mean `Group`?"],
  ])("the scope %s", (scope, expected) => {
    expect(problems(rule("true", scope))).toEqual([expected])
  })
})

describe("values of another type", () => {
  test.each([
    ['context.age > "5"', 'law/wrong-type [context.age > "5"] a whole number is compared with a text'],
    ['context.who == Paper::"none"', 'law/wrong-type [context.who == Paper::"none"] a `Who` is compared with a `Paper`'],
    ['context.who in [Paper::"none"]', 'law/wrong-type [context.who in [Paper::"none"]] a `Who` is looked for among a `Paper`'],
    ["context.who is Paper", "law/wrong-type [Paper] this is always a `Who`, never a `Paper`"],
    ["context.who", "law/wrong-type [context.who] found a `Who`, expected a condition · compare it with a value: `… == …`"],
    ["context.name < \"a\"", 'law/wrong-type [context.name < "a"] found a text, expected a number or a time · write `==` or `!=`'],
    ['context.price < decimal("1.0")', "law/wrong-type [context.price < decimal(\"1.0\")] `<` is not for decimals · write `.lessThan(…)`, `.lessThanOrEqual(…)`, `.greaterThan(…)` or `.greaterThanOrEqual(…)`"],
    ["context.papers.contains(3)", "law/wrong-type [context.papers.contains(3)] a set of which each member is a `Paper` is asked for a whole number"],
    ["context.also.contains(3)", "law/wrong-type [context.also.contains(3)] found a yes or no, expected a set"],
    ['context.seen < datetime("2025-13-01")', 'law/wrong-literal ["2025-13-01"] `2025-13-01` is not a datetime · write `2025-08-30` or `2025-08-30T14:30:00Z`'],
    ['context.price == decimal("5")', 'law/wrong-literal [decimal("5")] `5` is not a decimal · write digits on both sides of the point, four at most after it: `1.5`'],
    ["context.papers == []", "law/does-not-compile [[]] an empty list does not compile · to ask whether a set is empty, write `.isEmpty()`"],
    ["context.maybe", "law/unguarded-fact [context.maybe] `maybe` may be absent, and is read here without a test that it is there · write `context has maybe && …` before it, or `if context has maybe then … else …`"],
    ["context has maybe || context.maybe", "law/unguarded-fact [context.maybe] `maybe` may be absent, and is read here without a test that it is there · write `context has maybe && …` before it, or `if context has maybe then … else …`"],
    ['principal.nick == "x"', "law/unguarded-fact [principal.nick] `nick` may be absent, and is read here without a test that it is there · write `principal has nick && …` before it, or `if principal has nick then … else …`"],
  ])("%s", (expression, expected) => {
    expect(problems(rule(expression))).toEqual([expected])
  })
})

describe("texts that nobody could say", () => {
  const because = "it means something in a case or a URL · reserved are yes, no, absent, present, unknown, nothing, body"
  const blanks = "blanks at the ends of a value do not count · leave them out"
  const comma = "a comma separates the members of a set · leave it out, or declare the members as a list of values"
  test.each([
    ['context.name == "unknown"', `["unknown"] nobody can say \`unknown\`: ${because}`],
    ['"absent" != context.name', `["absent"] nobody can say \`absent\`: ${because}`],
    ['["a", "no"].contains(context.name)', `["no"] nobody can say \`no\`: ${because}`],
    ['context has nick && context.nick == "present"', `["present"] nobody can say \`present\`: ${because}`],
    ['context.words.contains("nothing")', `["nothing"] nobody can say \`nothing\`: ${because}`],
    ['context.words == ["a", "body"]', `["body"] nobody can say \`body\`: ${because}`],
    ['["a", "yes"].containsAll(context.words)', `["yes"] nobody can say \`yes\`: ${because}`],
    ['context.words.containsAny(["a, b"])', `["a, b"] nobody can say \`a, b\`: ${comma}`],
    ['context.name == " a"', `[" a"] nobody can say \` a\`: ${blanks}`],
    ['context.words.contains("a ")', `["a "] nobody can say \`a \`: ${blanks}`],
    ['context.name == ""', '[""] nobody can say a text with nothing in it · where the fact may be missing, declare it with `?` and test `context has …`'],
    ['context.name == "a\\u{202e}b"', '["a\\u{202e}b"] nobody can say a text with a character in it that cannot be seen · leave it out'],
    ['context.name == "a\\0b"', '["a\\0b"] nobody can say a text with a character in it that cannot be seen · leave it out'],
  ])("%s", (expression, expected) => {
    expect(problems(rule(expression))).toEqual([`law/unsayable-text ${expected}`])
  })

  test.each(['context.name == "a, b"', 'context.name == "Unknown"', 'context.name == "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"', 'principal has nick && principal.nick == "unknown"', 'principal.kinds.contains("a, b")'])("can be said, or need not be: %s", (expression) => {
    expect(problems(rule(expression)).filter((line) => line.startsWith("law/unsayable"))).toEqual([])
  })
})

test("a text that is let pass is read back where somebody writes it", () => {
  const piece = fc.constantFrom("unknown", "nothing", "yes", " ", ",", "a", "é", "\n", "\u202e", "")
  const texts = fc.oneof(fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join("")), fc.string({ unit: "grapheme", maxLength: 4 }))
  const facts = ["name", "nick", "words"].map((id) => sampleQuestion("ask").facts.find((fact) => fact.id === id) ?? bug(id))
  fc.assert(
    fc.property(texts, fc.constantFrom(...facts), (text, fact) => {
      const literal = `"${Array.from(text, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`).join("")}"`
      const test = fact.id === "name" ? `context.name == ${literal}` : fact.id === "nick" ? `context has nick && context.nick == ${literal}` : `context.words.contains(${literal})`
      const refused = problems(rule(test)).some((line) => line.startsWith("law/unsayable-text"))
      const given: Given = fact.id === "words" ? { kind: "set", members: [text] } : { kind: "value", value: text }
      if (!refused) expect(parseGiven(fact, printGiven(fact, given))).toEqual({ kind: "given", given })
    }),
    { numRuns: 200 },
  )
})

describe("what is not Cedar", () => {
  const scope = '(principal, action == Action::"ask", resource)'
  test.each([
    [`@id("r") forbid ${scope} when { context.age ++ 5 };`, "law/cedar-syntax [+] found `+`, which cannot stand here"],
    [`@id("r") forbid ${scope} when { context.also }`, "law/cedar-syntax [}] the text ends too early, expected `;` or identifier · a rule ends with `;`, and every bracket and operator needs its partner"],
    [`@id("r") forbid ${scope} when { context.also & context.yes_no };`, "law/cedar-syntax [&] these characters mean nothing in Cedar · check quotation marks, and write `&&` and `||` in pairs"],
    [`@id("r") forbid ${scope} when { context.name == "é" && context.also = 3 };`, "law/cedar-invalid [context.also = 3] '=' is not a valid operator in Cedar · try using '==' instead"],
    [`@id("r") forbid ${scope} when { };`, "law/cedar-syntax [when { }] there is no condition between the braces · write one, or `true`"],
    [`@id("r") forbid ${scope} when { context.also.foo() };`, "law/cedar-syntax [context.also.foo()] there is no method `foo`"],
    [`@id("r") forbid ${scope} @id("s") permit ${scope};`, "law/cedar-syntax [@] found `@`, expected `;` or identifier · a `;` may be missing before it"],
    [`@id("r") allow ${scope};`, "law/cedar-invalid [allow] invalid policy effect: allow · effect must be either `permit` or `forbid`"],
    [`@id("r") forbid (action, principal, resource);`, "law/cedar-invalid [action] found the variable `action` where the variable `principal` must be used · policy scopes must contain a `principal`, `action`, and `resource` element in that order"],
  ])("%s", (text, expected) => {
    expect(problems(text)).toEqual([expected])
  })
})

describe("annotations", () => {
  const scope = '(principal, action == Action::"ask", resource)'
  test.each<[string, Force, readonly string[]]>([
    [`forbid ${scope};`, "binds", ['law/rule-without-id [forbid] this rule has no id · write `@id("…")` before it, with a name that no other rule of the pack has']],
    [`@id forbid ${scope};`, "binds", ['law/rule-without-id [@id] this rule has no id · write `@id("…")` before it, with a name that no other rule of the pack has']],
    [`@id("no\\nduty") forbid ${scope};`, "binds", ["law/wrong-id [\"no\\nduty\"] `no duty` cannot be a rule's id"]],
    [`@id("No Duty") forbid ${scope};`, "binds", ["law/wrong-id [\"No Duty\"] `No Duty` cannot be a rule's id"]],
    [`@id("r") @step("x") forbid ${scope};`, "binds", ['law/unknown-annotation [@step("x")] a rule has no annotation `@step` · did you mean `@steps`?']],
    [`@id("r") @steps("a b, c") forbid ${scope};`, "binds", ['law/wrong-id [@steps("a b, c")] `a b` cannot be a step']],
    [`@id("r") @must forbid ${scope};`, "binds", ["law/misplaced-must [@must] `@must` says that the law requires what a permit permits, and this is a forbid"]],
    [`@id("r") @must permit ${scope};`, "advises", ["law/misplaced-must [@must] `@must` says that the law requires something, and this clause only advises"]],
    [`@id("r") @stricter("x") permit ${scope};`, "binds", ["law/misplaced-stricter [@stricter(\"x\")] `@stricter` stands on a permit, expected a forbid"]],
    [`@id("r") @stricter("x") forbid ${scope};`, "advises", ["law/misplaced-stricter [@stricter(\"x\")] `@stricter` stands under a clause that only advises"]],
    [`@id("r") @stricter forbid ${scope};`, "binds", ["law/misplaced-stricter [@stricter] `@stricter` gives no reason"]],
    [`@id("r") forbid ${scope};`, "urges", ["law/rule-without-force [@] this clause urges, and only a clause that binds or advises has rules"]],
    [`@id("r") forbid ${scope} when { context.also && false };`, "binds", ["law/rule-never-holds [forbid] this rule holds in no situation"]],
  ])("%s under a clause that %s", (text, force, expected) => {
    const found = problems(text, force)
    expect(found).toHaveLength(expected.length)
    for (const [index, start] of expected.entries()) expect(found[index]?.startsWith(start), found[index]).toBe(true)
  })

  test("a rule carries what it says", () => {
    const text = `// é first\n@id("r") @steps("a, b-c") @note("n") @must permit ${scope};  `
    const { rules } = readRules(SAMPLE, [block(text, "binds", 100)])
    expect(rules).toMatchObject([{ id: "r", effect: "must", force: "binds", steps: ["a", "b-c"], note: "n", stricter: null, cedar: text.slice(11).trim(), span: { path: "law/order.md", start: 111, end: 98 + text.length } }])
  })

  test("an id that stands twice is found across blocks, and points to the first", () => {
    const text = `@id("r") forbid ${scope};`
    const [diagnostic, ...more] = readRules(SAMPLE, [block(text), block(text, "binds", 1000)]).diagnostics
    expect(more).toEqual([])
    expect(diagnostic).toMatchObject({ code: "law/duplicate-id", span: { start: 1004, end: 1007 }, related: [{ span: { start: 4, end: 7 } }] })
  })
})

test("all mistakes at once, in text order, each where it stands after letters of several bytes", () => {
  const text = [
    '@id("é-1") forbid (principal, action == Action::"ask", resource) when { context.name == "é…😀" && context.agee > 5 };',
    '@id("r2") forbid (principal, action == Action::"ask", resource) when { context.name == "é…😀" && context.maybe };',
    '@id("r3") forbid (principal, action == Action::"ask", resource) when { context.name == "é…😀" ++ };',
    '@id("r4") forbid (principal, action == Action::"ask", resource);',
  ].join("\n// 😀\n")
  expect(problems(text).map((line) => line.split("]")[0])).toEqual(['law/wrong-id ["é-1"', "law/unknown-fact [agee", "law/unguarded-fact [context.maybe", "law/cedar-syntax [+"])
  expect(readRules(SAMPLE, [block(text)]).rules.map(({ id }) => id)).toEqual(["r4"])
})

test("reading any text yields diagnostics, never an exception", () => {
  const text = rule('context has maybe && context.maybe || [Who::"agents"].contains(context.who) && context.age < -5')
  for (let cut = 0; cut < text.length; cut += 3) {
    expect(() => readRules(SAMPLE, [block(text.slice(0, cut)), block(text.slice(cut)), block(text.slice(0, cut) + text.slice(cut + 3))])).not.toThrow()
  }
})
