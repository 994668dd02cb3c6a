import { expect, test } from "vitest"
import { readAssumptions } from "./assumptions.ts"
import { said, SAMPLE } from "./sample.ts"

function read(text: string): { readonly found: readonly (readonly string[])[]; readonly problems: readonly string[] } {
  const { assumptions, diagnostics } = readAssumptions(SAMPLE, { path: "assumptions.cedar", text })
  return { found: assumptions.map(({ impossible }) => [...impossible.keys()]), problems: diagnostics.map((diagnostic) => said(text, diagnostic)) }
}

const impossible = (when: string, scope = "principal, action, resource"): string => `// é\n@impossible("why") forbid (${scope}) when { ${when} };`

test.each([
  ["facts of both questions", impossible('context.who == Who::"troops" && context.age < 5'), [["ask", "call"]]],
  ["a fact that one question has", impossible('context.also && context.who == Who::"troops"'), [["ask"]]],
  ["an optional fact of one question", impossible("context has only_here && context.only_here"), [["call"]]],
  ["the principal alone", impossible("principal.police"), [["ask", "call"]]],
  ["a scope of its own", impossible("context.age < 5", 'principal == Body::"police", action == Action::"call", resource'), [["call"]]],
  ["a group of questions", impossible("context.age < 5", 'principal, action in [Action::"contact"], resource'), [["ask", "call"]]],
])("an assumption over %s", (_, text, expected) => {
  expect(read(text)).toEqual({ found: expected, problems: [] })
})

test("it carries why, its condition and its place", () => {
  const text = impossible("context.age < 5")
  const [assumption] = readAssumptions(SAMPLE, { path: "a", text }).assumptions
  expect(assumption).toMatchObject({ why: "why", span: { path: "a", start: 5, end: text.length } })
  expect([...(assumption?.impossible.values() ?? [])]).toEqual([{ kind: "below", fact: "age", bound: 5 }, { kind: "below", fact: "age", bound: 5 }])
})

test.each([
  ["no reason", "forbid (principal, action, resource);", ['law/assumption-without-why [forbid] this assumption does not say why · write `@impossible("why it cannot occur")` before it']],
  ["an empty reason", '@impossible("") forbid (principal, action, resource);', ['law/assumption-without-why [@impossible("")] this assumption does not say why · write `@impossible("why it cannot occur")` before it']],
  ["another annotation", '@impossible("x") @id("y") forbid (principal, action, resource);', ['law/unknown-annotation [@id("y")] an assumption has no annotation `@id`']],
  ["a fact that nothing has", impossible("context.alsa"), ["law/unknown-fact [alsa] no question has a fact `alsa` · did you mean `also`?"]],
  ["facts of different questions", impossible("context.also && context has only_here"), ["law/assumption-unused [forbid] no question has all the facts that this assumption names · it applies to nothing; leave it out"]],
  ["a fact that may be absent, after the scope", impossible('context.name == "é😀" && context.maybe'), ["law/unguarded-fact [context.maybe] `maybe` may be absent, and is read here without a test that it is there · write `context has maybe && …` before it, or `if context has maybe then … else …`"]],
  ["what does not compile", impossible("context.age + 1 > 5"), ["law/does-not-compile [+] arithmetic does not compile · make what is computed a fact of its own"]],
  ["what is not Cedar", impossible("context.age >> 5"), ["law/cedar-syntax [>] found `>`, which cannot stand here"]],
])("%s", (_, text, expected) => {
  const { problems } = read(text)
  expect(problems).toHaveLength(expected.length)
  for (const [index, start] of expected.entries()) expect(problems[index]?.startsWith(start), problems[index]).toBe(true)
})

test("one mistake in two questions is said once", () => {
  expect(read(impossible('context.who == Who::"agent"')).problems).toEqual(['law/unknown-value ["agent"] `Who` has no value `agent` · did you mean `agents`?'])
})
